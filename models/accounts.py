"""Accounts: who may sign in, by which name and password, and how to leave with everything.

Functions that hash a password take some 20 ms: call them with no transaction open (:func:`models.release`).
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, exists, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import Base, Instant, db, names, passwords, tables_in_order, upsert

ROLES = ("learner", "teacher", "admin")

#: how long the signed cookie of a session that was ended could still come back
COOKIE_LIFE = timedelta(days=31)


class Refused(ValueError):
    """What is wrong, all at once: a field's name → one word (``taken``, ``short``, ``common`` …)."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {word}" for field, word in problems.items()))
        self.problems = dict(problems)


class Account(Base):
    """Someone who can sign in. ``login`` is the name as typed, ``login_key`` its canonical form.

    ``epoch`` is carried by every session's cookie: raising it ends them all.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str]
    login_key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[str]
    lang: Mapped[str]
    zone: Mapped[str] = mapped_column(default="Europe/Istanbul")
    shortcuts: Mapped[bool] = mapped_column(default=True)
    # SQLite gives a deleted account's id to the next one: the old cookie must not fit it.
    epoch: Mapped[int] = mapped_column(default=lambda: secrets.randbelow(10**8))
    created: Mapped[datetime] = mapped_column(Instant)
    disabled: Mapped[bool] = mapped_column(default=False)

    # The four things Flask-Login asks of an account.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return not self.disabled

    def get_id(self) -> str:
        return f"{self.id}.{self.epoch}"


class EndedSession(Base):
    """A session its owner signed out of, whose cookie may have been copied."""

    __tablename__ = "ended_session"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


# --- finding


def find_by_login(login: str) -> Account | None:
    """The account with this login name, however it is spelled."""
    return db.session.scalar(select(Account).where(Account.login_key == names.canonical(login)))


def ids() -> list[int]:
    """Every account's id."""
    return list(db.session.scalars(select(Account.id).order_by(Account.id)))


def any_exist() -> bool:
    """Whether anybody has an account here."""
    return bool(db.session.scalar(select(exists().where(Account.id.is_not(None)))))


def of_session(session_id: str, key: str) -> Account | None:
    """The account a cookie stands for, or ``None`` where the session has ended; one statement.

    ``session_id`` is :meth:`Account.get_id` at sign-in, ``key`` the session's own.
    """
    account_id, _, epoch = session_id.partition(".")
    if not (_is_small_number(account_id) and _is_small_number(epoch)):
        return None
    return db.session.scalar(_OF_SESSION, {"id": int(account_id), "epoch": int(epoch), "key": key})


#: asked by every request, so built once
_OF_SESSION = select(Account).where(
    Account.id == bindparam("id"),
    Account.epoch == bindparam("epoch"),
    Account.disabled.is_(False),
    ~exists().where(EndedSession.key == bindparam("key")),
)


def _is_small_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def verify(account: Account | None, password: str) -> bool:
    """Whether this is the account's password; as slow for an account that does not exist, or may not sign in."""
    right = passwords.matches(account.password_hash if account else None, password)
    return right and account is not None and not account.disabled


def _hash(password: str, login: str) -> str:
    if problem := passwords.problem(password, login):
        raise Refused({"password": problem})
    return passwords.hashed(password)


# --- changing


def create(
    login: str,
    password: str,
    *,
    now: datetime,
    name: str = "",
    role: str = "learner",
    lang: str = "tr",
    zone: str = "Europe/Istanbul",
    reserved: bool = False,
) -> Account:
    """A new account; the caller commits. Raises :exc:`Refused` with every problem of ``login`` and ``password``."""
    if role not in ROLES:
        raise Refused({"role": "unknown"})
    login = unicodedata.normalize("NFC", login).strip()
    problems = {"login": names.problem(login, reserved=reserved), "password": passwords.problem(password, login)}
    if found := {field: word for field, word in problems.items() if word}:
        raise Refused(found)
    values = {
        "login": login, "login_key": names.canonical(login), "name": display_name(name) or login, "role": role,
        "password_hash": _hash(password, login), "lang": lang, "zone": zone, "created": now,
    }  # fmt: skip
    if not upsert(_accounts, values, on=("login_key",)):
        raise Refused({"login": "taken"})
    return db.session.execute(select(Account).where(Account.login_key == values["login_key"])).scalar_one()


def display_name(name: str) -> str:
    """A name as shown: any script, on one line, without what cannot be seen; pages isolate it with ``<bdi>``."""
    shown = "".join(" " if c.isspace() else c for c in name if c.isspace() or not names.is_invisible(c))
    return " ".join(names.without_piled_marks(shown).split())


def change_password(account: Account, password: str) -> None:
    """A new password, which ends every session; the caller commits.

    Raises :exc:`Refused`, also where the one that ``account`` was read with is not its password any more: of two who
    change it at once, the second does not win over whom the first has just shut out.
    """
    hashed = _hash(password, account.login)
    unchanged = (Account.id == account.id) & (Account.password_hash == account.password_hash)
    db.session.execute(update(Account).where(unchanged).values(password_hash=hashed, epoch=Account.epoch + 1))
    db.session.refresh(account)
    if account.password_hash != hashed:
        raise Refused({"password": "changed"})


def strengthen(account: Account, password: str) -> None:
    """Hash a password that was just verified anew, where it was hashed by weaker settings; the caller commits."""
    if passwords.is_weaker(account.password_hash):
        account.password_hash = passwords.hashed(password)


def sign_out_everywhere(account: Account) -> None:
    """End every session of an account; the caller commits."""
    db.session.execute(update(Account).where(Account.id == account.id).values(epoch=Account.epoch + 1))
    db.session.refresh(account)


def end_session(key: str, now: datetime) -> None:
    """End one session, whoever holds its cookie; the caller commits."""
    db.session.execute(delete(EndedSession).where(EndedSession.at < now - COOKIE_LIFE))
    upsert(_ended_sessions, {"key": key, "at": now}, on=("key",))


def disable(account: Account) -> None:
    """Keep an account from signing in; the caller commits."""
    account.disabled = True
    sign_out_everywhere(account)


def enable(account: Account) -> None:
    """Let a disabled account sign in again; the caller commits."""
    account.disabled = False


def promote(account: Account, role: str) -> None:
    """Give an account another role; the caller commits. Raises :exc:`Refused`."""
    if role not in ROLES:
        raise Refused({"role": "unknown"})
    account.role = role


def erase(account: Account) -> None:
    """Delete an account and every row that points at it (each foreign key says what becomes of its rows)."""
    account_id = account.id
    db.session.expunge_all()
    db.session.execute(delete(Account).where(Account.id == account_id))


# --- taking one's data home

#: further parts of an export, for rows that belong to someone by way of another table: name → account id → rows
EXPORTS: dict[str, Callable[[int], list[dict[str, Any]]]] = {}

_SECRET = frozenset({"password_hash", "epoch", "login_key"})


def export(account: Account) -> dict[str, Any]:
    """Everything kept about an account, as JSON can hold it: a table's name → its rows.

    Every table with a foreign key to ``account`` is in it by itself; others join through :data:`EXPORTS`.
    """
    own = {table.name: rows for table in tables_in_order() if (rows := _rows_of(table, account.id)) is not None}
    return own | {name: [_plain(row) for row in part(account.id)] for name, part in EXPORTS.items()}


def _rows_of(table: Table, account_id: int) -> list[dict[str, Any]] | None:
    if table is _accounts:
        query: Select[Any] = select(table).where(table.c.id == account_id)
    elif pointing := [c for c in table.columns if any(key.column.table is _accounts for key in c.foreign_keys)]:
        query = select(table).where(or_(*(column == account_id for column in pointing)))
    else:
        return None
    return [_plain(dict(row._mapping)) for row in db.session.execute(query)]  # noqa: SLF001  (SQLAlchemy's name)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _json(value) for name, value in row.items() if name not in _SECRET}


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


_accounts: Table = Base.metadata.tables["account"]
_ended_sessions: Table = Base.metadata.tables["ended_session"]
