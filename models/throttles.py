"""Throttles: how often something may be tried, counted in one table for all workers.

An attempt is taken *before* the password is looked at and given back when it was right. So guesses sent at the same
moment cannot slip through together, and a class of forty that signs in behind one address uses nothing up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import Table, case, delete, update
from sqlalchemy.orm import Mapped, mapped_column

from models import Base, Instant, db, insert

KEPT = timedelta(days=1)


class Throttle(Base):
    """How many attempts were taken under a key since its window began. Keys are digests: no names, no addresses."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant, index=True)
    taken: Mapped[int]


@dataclass(frozen=True)
class Limit:
    """At most ``most`` attempts in a window of ``window``, counted from its first one."""

    name: str
    most: int
    window: timedelta


QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)

#: a login name, tried from one address
SIGN_IN_HERE = Limit("sign-in-here", 10, QUARTER)
#: a login name, tried from anywhere: high, or a stranger could lock a student out of an exam
SIGN_IN_ANYWHERE = Limit("sign-in-anywhere", 100, HOUR)
#: wrong passwords from one address, whatever the name
SIGN_IN_ADDRESS = Limit("sign-in-address", 60, QUARTER)
#: new accounts from one address: a school may come at once
REGISTER = Limit("register", 120, HOUR)
#: one's own password, asked again before something grave
CONFIRM = Limit("confirm", 10, QUARTER)
#: class codes tried, by account and by address
JOIN_CODE = Limit("join-code", 20, QUARTER)
JOIN_CODE_ADDRESS = Limit("join-code-address", 200, HOUR)


@dataclass(frozen=True)
class Attempt:
    """Taken attempts: whether all were within their limits, and the keys to give back."""

    allowed: bool
    keys: tuple[str, ...]


def address_of(address: str | None) -> str:
    """The network someone comes from: an IPv4 address, or the /64 that one IPv6 household is given."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)


def take(*wanted: tuple[Limit, str], now: datetime) -> Attempt:
    """Take one attempt under each (limit, value); the caller commits. All are counted even where one is used up."""
    # In one order for all, or two attempts that share two keys could wait for each other.
    counted = sorted(((_key(limit, value), limit) for limit, value in wanted), key=lambda pair: pair[0])
    within = [_count(key, limit, now) <= limit.most for key, limit in counted]
    return Attempt(all(within), tuple(key for key, _ in counted))


def give_back(attempt: Attempt) -> None:
    """Undo :func:`take`, for an attempt that turned out right; the caller commits."""
    db.session.execute(
        update(Throttle).where(Throttle.key.in_(attempt.keys), Throttle.taken > 0).values(taken=Throttle.taken - 1)
    )


def sweep(now: datetime) -> None:
    """Forget windows that closed long ago; the caller commits."""
    db.session.execute(delete(Throttle).where(Throttle.since < now - KEPT))


def _key(limit: Limit, value: str) -> str:
    return sha256(f"{limit.name}\n{value}".encode("utf-8", "replace")).hexdigest()[:40]


def _count(key: str, limit: Limit, now: datetime) -> int:
    over = _table.c.since <= now - limit.window
    statement = insert(_table).values(key=key, since=now, taken=1)
    statement = statement.on_conflict_do_update(
        index_elements=("key",),
        set_={"taken": case((over, 1), else_=_table.c.taken + 1), "since": case((over, now), else_=_table.c.since)},
    )
    return int(db.session.execute(statement.returning(_table.c.taken)).scalar_one())


_table: Table = Base.metadata.tables["throttle"]
