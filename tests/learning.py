"""What tests of learning share: the real bank's questions, a quiz begun, an answer as a form sends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Barrier, Thread
from typing import Any

from flask import Flask, has_app_context
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import db, reviews
from models.accounts import Account
from models.reviews import Recall, Review
from models.runs import Answer, Run
from quizzes.forms import Question
from quizzes.memory import Grade
from quizzes.questions import QuestionBank
from tests.pages import Client

BANK = "hacinski-1918"
ZONE = "Europe/Istanbul"
CARDS = f"/banks/{BANK}/cards"


def questions_of(app: Flask, lang: str = "en") -> QuestionBank:
    return app.extensions["library"].questions(BANK, lang)


def begin_quiz(client: Client, **fields: Any) -> str:
    """The path of a new quiz, without a position: ``/quizzes/7``."""
    answer = client.post(f"/banks/{BANK}/quiz", {"length": "5", **fields})
    assert answer.status_code == 302, answer.text
    return answer.location.rpartition("/")[0]


def asked_at(app: Flask, path: str, position: int) -> Question:
    """The question at a place of a quiz."""
    run = run_at(app, path)
    return questions_of(app, run.lang).question(run.questions[position - 1], run.seed)


def run_at(app: Flask, path: str) -> Run:
    with app.app_context():
        run = db.session.get(Run, int(path.rsplit("/", 1)[1]))
        assert run is not None
        return run


def said(question: Question, *, right: bool = True) -> str | list[str]:
    """What a form sends to answer a question."""
    if question.parts:
        return said_of_parts(question, right=right)
    if question.form == "choice":
        return str(next(n for n, option in enumerate(question.options) if option.right is right))
    if question.form in ("true", "false"):
        return question.form if right else {"true": "false", "false": "true"}[question.form]
    return question.answers[0] if right else "something else"


def said_of_parts(question: Question, *, right: bool) -> list[str]:
    """What a form sends to a question of several parts; wrong answers have no part in its place."""
    wanted, texts = question.key.accepted, [option.text for option in question.options]
    if question.form == "multiple":
        wrong = [str(n) for n, option in enumerate(question.options) if not option.right]
        return [str(texts.index(text)) for text in wanted] if right else (wrong * 2)[: len(wanted)]
    if question.form == "match":
        numbers = [str(texts.index(text)) for text in wanted]
    else:
        numbers = [str(wanted.index(row)) for row in question.rows]
    return numbers if right else numbers[1:] + numbers[:1]


def answer_all(app: Flask, client: Client, path: str, *, right: int | None = None) -> int:
    """Answer every question of a quiz, the first ``right`` of them (all, if not given) rightly; how many there were."""
    total = len(run_at(app, path).questions)
    for position in range(1, total + 1):
        rightly = right is None or position <= right
        client.post(f"{path}/{position}", {"answer": said(asked_at(app, path, position), right=rightly)})
    return total


def card_key(page: str) -> str:
    """What the card on a page is known by."""
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found, "there is no card on this page"
    return found[1]


def grade_card(client: Client, grade: int, key: str = "") -> str:
    """Grade the next card, or the one with this key; its key."""
    key = key or card_key(client.get(CARDS).text)
    client.post(CARDS, {"key": key, "grade": str(grade)})
    return key


def undo_card(client: Client, review: str = "") -> TestResponse:
    """Press Undo on the page of the next card, or the button of an older page; the page after it."""
    fields = {"review": review or undo_key(client.get(CARDS).text)}
    return client.post(f"{CARDS}/undo", fields, follow_redirects=True)


def undo_key(page: str) -> str:
    """The review that a page's Undo takes back."""
    found = re.search(r'name="review" value="(\d+)"', page)
    assert found, "nothing on this page can be taken back"
    return found[1]


def stored(app: Flask, table: Any, *conditions: Any) -> list[dict[str, Any]]:
    """A table's rows, by id where it has one."""
    columns = table.__table__.c
    query = select(table.__table__).where(*conditions).order_by(*columns[:1])
    with afresh(app):
        return [dict(row) for row in db.session.execute(query).mappings()]


@contextmanager
def afresh(app: Flask) -> Iterator[None]:
    """A context of its own, after whatever the one outside has left open: SQLite lets one write at a time."""
    if has_app_context():
        db.session.commit()
    with app.app_context():
        yield


def log_of(app: Flask, account: Account) -> list[dict[str, Any]]:
    return sorted(stored(app, Review, Review.account_id == account.id), key=lambda row: row["id"])


def answers_in(app: Flask, path: str) -> list[dict[str, Any]]:
    return stored(app, Answer, Answer.run_id == int(path.rsplit("/", 1)[1]))


def recall_of(fact: str, grade: Grade = Grade.GOOD, *, key: str, source: str = "card", bank: str = BANK) -> Recall:
    return Recall(
        client_key=key,
        bank=bank,
        fact=fact,
        source=source,
        question=f"{fact}~x",
        form="card",
        lang="en",
        outcome="wrong" if grade is Grade.AGAIN else "right",
        grade=grade,
        milliseconds=4000,
    )


def review(account: Account, fact: str, *, now: datetime, **values: Any) -> bool:
    """Record a review in an app's context, and commit."""
    zone = values.pop("zone", ZONE)
    done = reviews.record(account.id, recall_of(fact, **values), now=now, zone=zone)
    db.session.commit()
    return done


def at_once(works: Iterable[Callable[[], Any]]) -> list[Any]:
    """What each returns, all let go at the same moment, each in its own thread."""
    works = list(works)
    gate, results = Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        gate.wait()
        results[place] = work()

    threads = [Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
