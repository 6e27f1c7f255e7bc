"""What the measurements stand on: the real bank, a real SQLite file with ``synchronous=FULL``, one signed-in learner."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from models import accounts, db
from quizzes.facts import Bank
from quizzes.loading import load
from quizzes.questions import QuestionBank
from web.library import FOLDER

BANK = "hacinski-1918"
PASSWORD = "a bench password"


@pytest.fixture(scope="session")
def bank() -> Bank:
    return load(FOLDER / BANK)


@pytest.fixture(scope="session")
def questions(bank) -> QuestionBank:
    return QuestionBank(bank, "tr")


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Flask:
    """The app as it is served, but for CSRF tokens, which a test client would have to fetch first."""
    folder: Path = tmp_path_factory.mktemp("bench")
    app = create_app({"VARAKA_INSTANCE": str(folder), "TESTING": True, "WTF_CSRF_ENABLED": False})
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture
def learner(served) -> FlaskClient:
    """A browser signed in as a fresh learner."""
    client = served.test_client()
    with served.app_context():
        from models.accounts import Account

        name = f"bench{db.session.query(Account).count()}"
        accounts.create(name, PASSWORD, now=served.config["CLOCK"]())
        db.session.commit()
    client.get("/sign-in")  # a form is believed where its page has been
    client.post("/sign-in", data={"login": name, "password": PASSWORD})
    return client
