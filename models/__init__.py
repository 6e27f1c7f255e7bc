"""Remembering: the database, how it is opened, and the questions asked of it.

SQLite's deferred transactions fail with "database is locked" as soon as two requests read and then write. So whoever
may write begins IMMEDIATE, and only what is known to read (:func:`begin_reading`) begins deferred.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, TypeVar

from flask import Flask
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, FromClause, MetaData, Table, bindparam, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

MIGRATIONS = Path(__file__).parent / "migrations"

#: how long a write waits for another one, in milliseconds
PATIENCE = 10_000

#: PostgreSQL's "could not serialise" and "deadlock detected": the same work may succeed when done again
_TRANSIENT = frozenset({"40001", "40P01"})

T = TypeVar("T")

_reading: ContextVar[bool] = ContextVar("reading", default=False)


class Base(DeclarativeBase):
    """What every table inherits. Constraints are named by rule, so that a migration can find them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Instant(TypeDecorator[datetime]):
    """A point in time: an aware datetime goes in, the same instant in UTC comes out, on either database.

    Raises :exc:`ValueError` for a naive datetime, which names no instant.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone, so it names no instant")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# What was read stays readable after a commit: a page may show what it has just stored without asking again.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate()


def database_url(url: str) -> str:
    """A database URL with its driver named: hosting services still hand out ``postgres://``."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if separator and scheme in ("postgres", "postgresql") else url


def init(app: Flask) -> None:
    """Give the app its database, at ``SQLALCHEMY_DATABASE_URI``, and its migrations."""
    _load_tables()
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"pool_pre_ping": not _is_sqlite(app)})
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        _prepare(db.engine)


def _load_tables() -> None:
    """Import this folder's modules: a table is known once its module is."""
    for module in iter_modules(__path__):
        if not module.ispkg:
            import_module(f"models.{module.name}")


def _is_sqlite(app: Flask) -> bool:
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _own_sqlite)
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _own_sqlite(_dialect: object, _record: object, arguments: list[Any], _keywords: object) -> None:
    """Make the file before SQLite does, which would let everyone read it; the files beside it take after it."""
    file = Path(arguments[0])
    # One that is there is not to be touched: to close it again would let go of every lock we hold on it.
    # Of one that cannot be made SQLite itself complains; ":memory:" is none.
    with suppress(OSError):
        if file.is_absolute():
            file.touch(mode=0o600, exist_ok=False)


def _open_sqlite(connection: Any, _record: object) -> None:
    # Without this, sqlite3 itself decides when a transaction begins, and never before the first write.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    connection.execute("PRAGMA journal_mode = WAL")
    # NORMAL loses acknowledged answers when the power fails.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def begin_reading(only: bool) -> None:
    """Say whether what follows in this thread only reads (a GET), so that it need not wait for a writer."""
    _reading.set(only)


def make_tables() -> None:
    """Migrate a database without tables. One that has some may be in use, and is the server's to migrate."""
    if not inspect(db.engine).has_table("account"):
        upgrade()


def settle() -> None:
    """Have SQLite write what waits in its log into the database's own file, for whoever copies that file alone."""
    if db.engine.dialect.name == "sqlite":
        # On a bare connection: within a transaction, which SQLAlchemy would begin, there is nothing to be done.
        connection = db.engine.raw_connection()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    db.engine.dispose()


def release() -> None:
    """Commit, so that slow work that follows (a password's hash, a file) holds no lock."""
    db.session.commit()


def insert(table: FromClause) -> Any:
    """The dialect's own ``INSERT``, which knows ``ON CONFLICT``."""
    module = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return module.insert(table)


def upsert(
    table: FromClause,
    values: Mapping[str, Any],
    *,
    on: tuple[str, ...],
    replacing: tuple[str, ...] = (),
    adding: tuple[str, ...] = (),
) -> bool:
    """Insert a row or, where one with the same ``on`` columns stands, change it; one statement, no race.

    ``replacing`` columns take the new value, ``adding`` columns are increased by it; with neither, the old row stays
    as it is. True where a row was inserted or changed. The caller commits.
    """
    statement = _upserting(db.engine.dialect.name, table, tuple(values), on, replacing, adding)
    # Straight to the connection: the session has nothing to add to a statement of one table.
    return db.session.connection().execute(statement, values).first() is not None


@cache
def _upserting(  # noqa: PLR0917  (a cache knows its entries by position)
    dialect: str,
    table: FromClause,
    names: tuple[str, ...],
    on: tuple[str, ...],
    replacing: tuple[str, ...],
    adding: tuple[str, ...],
) -> Any:
    """The statement of :func:`upsert`, built once: building it takes longer than SQLite needs to carry it out."""
    module = postgresql if dialect == "postgresql" else sqlite
    statement: Any = module.insert(table).values({name: bindparam(name) for name in names})
    changes = {name: statement.excluded[name] for name in replacing}
    changes |= {name: table.c[name] + statement.excluded[name] for name in adding}
    if changes:
        statement = statement.on_conflict_do_update(index_elements=on, set_=changes)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=on)
    # The drivers count a row that stayed as it was in different ways; what comes back is the same everywhere.
    return statement.returning(table.c[on[0]])


def sqlstate(error: BaseException) -> str:
    """PostgreSQL's code of a database error, ``""`` where it has none (SQLite)."""
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def twice(work: Callable[[], T]) -> T:
    """Do work that ends in a commit; once more where PostgreSQL broke it off for another transaction's sake."""
    try:
        return work()
    except DBAPIError as error:
        if sqlstate(error) not in _TRANSIENT:
            raise
        db.session.rollback()
        return work()


def tables_in_order() -> list[Table]:
    """Every table, parents before children."""
    return Base.metadata.sorted_tables
