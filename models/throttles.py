"""Throttles: how often something may be tried, counted in one table for all workers.

An attempt is taken *before* the password is looked at and given back when it was right. So guesses sent at the same
moment cannot slip through together, and a class of forty that signs in behind one address uses nothing up. An attempt
that is refused has verified nothing and counts nowhere: so nobody uses up from one address what others have elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import HMAC
from ipaddress import IPv6Address, ip_address, ip_network

from flask import current_app
from sqlalchemy import Table, case, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import Base, Instant, db, insert

KEPT = timedelta(days=1)

#: how many old rows one attempt clears away: more than it adds
SWEPT = 100

#: since when a key counts under which nothing is taken: the next sweep may have it
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Throttle(Base):
    """How many attempts were taken under a key since its window began.

    Keys are digests with the server's secret: no names, no addresses, and nothing they could be guessed by.
    """

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
#: wrong passwords from one address, whatever the name: high, because a whole school comes from one
SIGN_IN_ADDRESS = Limit("sign-in-address", 200, QUARTER)
#: a login name, tried from a browser in which it has signed in before: counted by itself, so that a classmate's wrong
#: tries shut nobody out of their own phone (OWASP, “Slow Down Online Guessing Attacks with Device Cookies”)
SIGN_IN_KNOWN = Limit("sign-in-known", 10, QUARTER)
#: new accounts from one address: a school may come at once
REGISTER = Limit("register", 400, HOUR)
#: one's own password, asked again before something grave
CONFIRM = Limit("confirm", 10, QUARTER)
#: class codes tried, by account and by address
JOIN_CODE = Limit("join-code", 20, QUARTER)
JOIN_CODE_ADDRESS = Limit("join-code-address", 1000, HOUR)


@dataclass(frozen=True)
class Attempt:
    """Taken attempts: whether all were within their limits, and the keys to give back (none where one was not)."""

    allowed: bool
    keys: tuple[str, ...]


def address_of(address: str | None) -> str:
    """The network someone comes from: an IPv4 address, or the /64 that one IPv6 household is given.

    Some proxies write the port beside it: ``192.0.2.1:4711``, ``[2001:db8::1]:4711``.
    """
    try:
        parsed = ip_address(_without_port(address or ""))
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)


def _without_port(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def take(*wanted: tuple[Limit, str], now: datetime) -> Attempt:
    """Take one attempt under each (limit, value), or under none where one is used up; the caller commits."""
    # In one order for all, or two attempts that share two keys could wait for each other.
    counted = sorted(((digest(limit, value), limit) for limit, value in wanted), key=lambda pair: pair[0])
    within = [_count(key, limit, now) <= limit.most for key, limit in counted]
    taken = Attempt(all(within), tuple(key for key, _ in counted))
    if not taken.allowed:
        give_back(taken)
        taken = Attempt(allowed=False, keys=())
    sweep(now)
    return taken


def give_back(attempt: Attempt) -> None:
    """Undo :func:`take`, for an attempt that turned out right; the caller commits."""
    last = _table.c.taken <= 1
    db.session.execute(
        update(_table)
        .where(_table.c.key.in_(attempt.keys), _table.c.taken > 0)
        .values(taken=_table.c.taken - 1, since=case((last, LONG_AGO), else_=_table.c.since))
    )


def sweep(now: datetime) -> None:
    """Forget some of the windows that closed long ago; the caller commits."""
    # A row that another attempt holds is left to it: waiting for it, while it waits for one of ours, would never end.
    old = select(_table.c.key).where(_table.c.since < now - KEPT).limit(SWEPT).with_for_update(skip_locked=True)
    db.session.execute(delete(_table).where(_table.c.key.in_(old)))


def digest(limit: Limit, value: str) -> str:
    """A value as it is kept: with the server's secret, so that nothing can be guessed by it."""
    secret, said = str(current_app.secret_key), f"throttle\n{limit.name}\n{value}"
    return HMAC(secret.encode(), said.encode("utf-8", "replace"), sha256).hexdigest()[:40]


def _count(key: str, limit: Limit, now: datetime) -> int:
    over = _table.c.since <= now - limit.window
    statement = insert(_table).values(key=key, since=now, taken=1)
    statement = statement.on_conflict_do_update(
        index_elements=("key",),
        set_={"taken": case((over, 1), else_=_table.c.taken + 1), "since": case((over, now), else_=_table.c.since)},
    )
    return int(db.session.execute(statement.returning(_table.c.taken)).scalar_one())


_table: Table = Base.metadata.tables["throttle"]
