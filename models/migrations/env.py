"""How Alembic reaches the app's database: one transaction for the whole way, so a killed migration leaves the old one."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from models import Base, Instant

settings = current_app.extensions["migrate"].configure_args


def render_item(kind: str, item: Any, _autogen: object) -> str | bool:
    """Write our own types as plain ones: a migration must not change with the code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def drop_empty(_context: object, _revision: object, directives: list[Any]) -> None:
    """No change in the tables, no migration."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()


def run(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transactional_ddl=True,
        render_item=render_item,
        process_revision_directives=drop_empty,
        **settings,
    )
    with context.begin_transaction():
        context.run_migrations()


def pragma(connection: sa.Connection, statement: str) -> list[Any]:
    """A PRAGMA outside any transaction, where alone it takes effect."""
    raw: Any = connection.connection.dbapi_connection
    return list(raw.execute(f"PRAGMA {statement}"))


def run_sqlite(connection: sa.Connection) -> None:
    """SQLite changes a table by making it anew; with foreign keys on, dropping the old one would erase its children."""
    pragma(connection, "foreign_keys = OFF")
    try:
        run(connection)
        broken = pragma(connection, "foreign_key_check")
    finally:
        pragma(connection, "foreign_keys = ON")
    if broken:
        raise RuntimeError(f"{len(broken)} rows point at rows that do not exist, first {broken[0]}")


with current_app.extensions["migrate"].db.engine.connect() as connection:
    (run_sqlite if connection.dialect.name == "sqlite" else run)(connection)
