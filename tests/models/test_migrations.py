"""The migrations lead to exactly the tables the code knows, on a new database of either kind."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from app import create_app
from models import Base, db
from tests.conftest import CHEAP_KIB, PostgreSQL


class TestAnEmptyDatabase:
    def test_migrates_to_the_tables_of_the_code(self, migrated: Flask) -> None:
        with migrated.app_context(), db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []

    def test_never_gives_an_id_again_where_the_code_says_so(self, migrated: Flask) -> None:
        """What Alembic does not compare."""
        said = {name for name, table in Base.metadata.tables.items() if table.kwargs.get("sqlite_autoincrement")}
        with migrated.app_context():
            if db.engine.dialect.name != "sqlite":
                pytest.skip("PostgreSQL never does")
            made = db.session.scalars(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"))
            assert set(made) == said >= {"run", "review"}

    def test_may_be_migrated_again(self, migrated: Flask) -> None:
        with migrated.app_context():
            upgrade()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def migrated(request, tmp_path, new_postgresql_database) -> Flask:
    url = new_postgresql_database() if request.param == "postgresql" else ""
    app = create_app(
        {"TESTING": True, "VARAKA_INSTANCE": str(tmp_path), "VARAKA_DATABASE_URL": url, "PASSWORD_KIB": CHEAP_KIB}
    )
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def new_postgresql_database(postgresql: PostgreSQL) -> Callable[[], str]:
    def made() -> str:
        import psycopg

        url = postgresql.url()
        with closing(psycopg.connect(url, autocommit=True)) as connection:
            connection.execute("DROP DATABASE IF EXISTS migrated WITH (FORCE)")
            connection.execute("CREATE DATABASE migrated")
            return connection_url(url, "migrated")

    return made


def connection_url(url: str, database: str) -> str:
    """The same server's address with another database's name."""
    address, question, query = url.partition("?")
    return f"{address.rpartition('/')[0]}/{database}{question}{query}"
