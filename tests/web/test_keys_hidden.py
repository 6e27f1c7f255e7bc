"""Before a question is answered, nothing that is sent tells its key."""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import replace
from itertools import count

import pytest
from werkzeug.routing import IntegerConverter

from models import db
from models.runs import Run
from quizzes.forms import FORMS, Question
from quizzes.marking import Key
from quizzes.questions import QuestionBank
from tests.learning import BANK, asked_at, begin_quiz, questions_of, said
from tests.web.test_permissions import rules

CANARY = "canary-of-"

#: what a page holds does not depend on the database
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


class TestAPageBeforeTheAnswer:
    @pytest.mark.parametrize("form", FORMS)
    def test_holds_neither_key_nor_explanation_nor_reasons(self, app, as_bob, one_of_each, spiked, form):
        page = as_bob.get(place_of(app, one_of_each, form))
        assert page.status_code == 200
        assert CANARY not in page.text + str(page.headers)

    @pytest.mark.parametrize("form", ["choice", "multiple", "typed", "cloze", "date", "number", "match", "order"])
    def test_is_the_same_to_the_byte_whatever_is_right(self, app, as_bob, one_of_each, spiked, form):
        place, pages = place_of(app, one_of_each, form), []
        for shift in range(4):
            spiked.shift = shift
            pages.append(sent(as_bob.get(place)))
        assert len(set(pages)) == 1

    def test_is_the_same_to_the_byte_for_a_true_and_a_false_statement(self, app, as_bob, one_of_each, spiked):
        place, pages = place_of(app, one_of_each, "true"), []
        for truth in ("true", "false"):
            spiked.truth = truth
            pages.append(sent(as_bob.get(place)))
        assert len(set(pages)) == 1

    def test_does_not_name_its_question(self, app, as_bob, one_of_each):
        for position, key in enumerate(one_of_each.questions, 1):
            page = as_bob.get(place_of(app, one_of_each, FORMS[position - 1])).text
            assert key not in page
            assert key.split("~")[0] not in page

    @pytest.mark.parametrize("form", ["choice", "multiple", "true", "false"])
    def test_of_a_visitor_s_try_holds_none_either(self, app, client, spiked, monkeypatch, form):
        key = next(key for key in questions_of(app, "tr").ids if key.endswith(f".{form}"))
        monkeypatch.setattr("web.tries.choose", lambda *_a, **_k: (key,))
        client.post(f"/try/{BANK}")
        page = client.get("/try/1")
        assert page.status_code == 200
        assert CANARY not in page.text + str(page.headers)


class TestTheAnswersPage:
    def test_shows_the_key_of_its_own_question_alone(self, app, as_bob, one_of_each, spiked):
        for position in range(1, len(FORMS)):
            page = as_bob.post(f"/quizzes/{one_of_each.id}/{position}", {"skip": "1"}, follow_redirects=True).text
            keys = {re.sub(r"\W.*", "", found) for found in page.split(CANARY)[1:]}
            assert len(keys) == 1


class TestEveryOtherPage:
    def test_holds_no_key_of_a_question_that_waits(self, app, as_bob, one_of_each, spiked):
        for path in paths(app, one_of_each):
            page = as_bob.get(path, follow_redirects=True)
            assert page.status_code < 500
            assert CANARY not in page.get_data(as_text=True) + str(page.headers), path

    def test_not_even_one_s_own_data(self, app, as_bob):
        path = begin_quiz(as_bob, families="true-false")
        as_bob.post(f"{path}/1", {"answer": said(asked_at(app, path, 1))})
        ((run),) = as_bob.get("/settings/data").get_json()["run"]
        assert (len(run["questions"]), run["seed"]) == (1, None)


class TestAVisitorsCookie:
    def test_holds_no_key(self, app, client):
        client.post(f"/try/{BANK}")
        for position in range(1, 6):
            page = client.get(f"/try/{position}")
            assert page.status_code == 200
            held = decoded(client.cookie())
            assert set(held["try"]) == {"bank", "lang", "seed", "drawn", "given"}
            assert all(isinstance(held["try"][name], int) for name in ("seed", "drawn"))
            assert len(held["try"]["given"]) == position - 1
            client.post(f"/try/{position}", {"skip": "1"})

    def test_keeps_nothing_but_what_was_said(self, app, client, monkeypatch):
        key = next(key for key in questions_of(app, "tr").ids if key.endswith(".choice"))
        monkeypatch.setattr("web.tries.choose", lambda *_a, **_k: (key,))
        client.post(f"/try/{BANK}")
        client.post("/try/1", {"answer": "1"})
        assert decoded(client.cookie())["try"]["given"] == ["1"]


@pytest.fixture
def one_of_each(app, as_bob, monkeypatch) -> Run:
    """A quiz with a question of each form, nothing answered yet."""
    ids = tuple(next(key for key in questions_of(app).ids if key.endswith(f".{form}")) for form in FORMS)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("web.quizzes.choose", lambda *_a, **_k: ids)
        begin_quiz(as_bob)
    with app.app_context():
        return db.session.query(Run).one()


class Spike:
    """Puts a canary wherever a question holds what may not be told, and makes another option right."""

    def __init__(self) -> None:
        self.real, self.shift, self.truth, self.numbers = QuestionBank.question, 0, "", count()
        self.names: dict[str, str] = {}

    def __call__(self, bank: QuestionBank, key: str, seed: int) -> Question:
        made = self.real(bank, key, seed)
        secret = CANARY + self.names.setdefault(key, f"q{next(self.numbers)}")
        options = tuple(
            replace(option, reason=secret, certificate=secret, right=place == self.shift % len(made.options))
            for place, option in enumerate(made.options)
        )
        kind = "truth" if made.form in ("true", "false") else "option"
        return replace(
            made,
            form=self.truth if self.truth and kind == "truth" else made.form,
            options=options,
            explanation=secret,
            answers=(secret,),
            key=Key(kind, ("true" if kind == "truth" else secret,) * len(made.facts), shown=secret),
        )


@pytest.fixture
def spiked(monkeypatch) -> Spike:
    spike = Spike()
    # A function, so that it is bound to its bank.
    monkeypatch.setattr(QuestionBank, "question", lambda *asked: spike(*asked))  # noqa: PLW0108  # noqa: PLW0108  (a function is bound, an object is not)
    return spike


def place_of(app, run: Run, form: str) -> str:
    """The page of the run's question in a form, everything before it answered."""
    position = FORMS.index(form) + 1
    with app.app_context():
        db.session.get(Run, run.id).answered = position - 1
        db.session.commit()
    return f"/quizzes/{run.id}/{position}"


def sent(page) -> str:
    """Everything that is sent, but for the form's tokens and the cookie, which change with every answer."""
    headers = sorted((name, value) for name, value in page.headers if name != "Set-Cookie")
    return re.sub(r'name="csrf_token"[^>]*', "", page.text) + repr(headers)


def paths(app, run: Run) -> list[str]:
    """Every page, of this bank and this run where it is of one."""
    found = []
    for rule in rules(app):
        if "GET" in rule.methods and rule.endpoint != "banks.deck_file":  # a deck is for whoever wants its answers
            values = {
                name: 1 if isinstance(kind, IntegerConverter) else "batum" for name, kind in rule._converters.items()
            } | ({"fact_id": "life/hacinski/birth"} if "fact_id" in rule._converters else {})
            found.append(
                rule.build(values | {k: v for k, v in {"bank_id": BANK, "run_id": run.id}.items() if k in values})[1]
            )
    return found


def decoded(cookie: str):
    """What a signed cookie says to whoever looks into it."""
    packed = cookie.startswith(".")
    body = cookie.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    return json.loads(zlib.decompress(raw) if packed else raw)
