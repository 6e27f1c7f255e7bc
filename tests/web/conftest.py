"""Browsers of the three people."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from models import db
from models.accounts import Account
from tests.pages import Client


def sign_in(client: Client, account: Account) -> Client:
    client.sign_in(account)
    return client


@pytest.fixture
def as_alice(browser, alice) -> Client:
    return browser(alice)


@pytest.fixture
def as_bob(browser, bob) -> Client:
    return browser(bob)


@pytest.fixture
def as_charlie(browser, charlie) -> Client:
    return browser(charlie)


@pytest.fixture
def statements():
    """The SQL statements that run inside ``with statements(app) as seen``, without BEGIN and PRAGMA."""

    @contextmanager
    def watched(app):
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return watched


@pytest.fixture
def no_banks(tmp_path):
    """A folder without banks, for apps that only start."""
    folder = tmp_path / "banks"
    folder.mkdir()
    return folder
