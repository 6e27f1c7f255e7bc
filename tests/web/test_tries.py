"""Five questions without an account, and what becomes of them."""

from __future__ import annotations

import re
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from quizzes.choosing import choose
from tests.conftest import PASSWORD
from tests.learning import BANK, log_of, questions_of, said, stored

ENGLISH = {"Accept-Language": "en"}


def busy(*_args, **_values):
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    raise OperationalError("INSERT", {}, error)


ACCOUNT = {"login": "dilara", "password": PASSWORD, "role": "learner"}


class TestATry:
    def test_is_five_questions_to_choose_among(self, app, visitor):
        made = questions(app, visitor)
        assert len(made) == 5
        assert {question.form for question in made} <= {"choice", "multiple", "true", "false"}

    def test_shows_each_mark_at_once_and_a_summary_at_the_end(self, app, visitor):
        for place in range(1, 6):
            assert "Right." in answer(app, visitor, place).text
        page = visitor.get("/try/summary").text
        assert "of 5 right" in page
        assert 'href="/register"' in page

    def test_keeps_the_first_answer(self, app, visitor):
        answer(app, visitor, 1)
        assert "Right." in answer(app, visitor, 1, right=False).text

    def test_leads_back_to_the_next_question(self, visitor):
        assert visitor.get("/try/4").location == "/try/1"
        assert visitor.post("/try/4", {"answer": "0"}).location == "/try/1"

    def test_has_no_other_places(self, visitor):
        for place in ("0", "6", "99999999"):
            assert visitor.get(f"/try/{place}").status_code == 404

    @pytest.mark.parametrize("page", ["/try/1", "/try/summary"])
    def test_is_not_there_before_it_is_begun(self, client, page):
        assert client.get(page).status_code == 404

    def test_of_a_bank_there_is_not_is_not_there(self, client):
        assert client.post("/try/nowhere").status_code == 404

    def test_takes_no_garbage_for_a_right_answer(self, visitor):
        for garbage in ("99", "", "１", "x" * 5000, "<b>"):
            page = visitor.post("/try/1", {"answer": garbage}, headers=ENGLISH, follow_redirects=True)
            assert page.status_code == 200
            assert "Right." not in page.text

    def test_begun_anew_in_another_tab_does_not_take_the_first_tab_s_answer(self, visitor):
        shown = re.search(r'name="shown" value="(\w+)"', visitor.get("/try/1").text)[1]
        visitor.post(f"/try/{BANK}")
        page = visitor.post("/try/1", {"answer": "0", "shown": shown}, headers=ENGLISH, follow_redirects=True)
        assert "This question is another one now" in page.text
        assert visitor.session()["try"]["given"] == []

    def test_says_that_the_first_answer_stands(self, app, visitor):
        visitor.post("/try/1", {"skip": "1"})
        assert "the first answer stands" in answer(app, visitor, 1).text
        assert visitor.session()["try"]["given"] == [""]

    def test_of_the_longest_options_fits_into_a_cookie(self, app, visitor):
        for place in range(1, 6):
            visitor.post(f"/try/{place}", {"answer": "ş" * 400}, headers=ENGLISH)
        assert len(visitor.cookie()) < 1000

    def test_marks_an_option_by_its_place_however_long_its_text_is(self, app, visitor):
        for seed in range(40, 50):
            with visitor.raw.session_transaction() as session:
                session["try"] = session["try"] | {"seed": seed, "drawn": checksum(app, seed), "given": []}
            assert "Right." in answer(app, visitor, 1).text

    def test_ends_when_the_bank_would_draw_other_questions(self, app, visitor, monkeypatch):
        answer(app, visitor, 1)
        monkeypatch.setattr("web.tries.choose", lambda questions, **_k: questions.ids[:5])
        assert visitor.get("/try/2").status_code == 404
        visitor.post("/register", ACCOUNT)
        assert reviews_of(app, "dilara") == []

    @pytest.mark.parametrize("kept", ["x", [], {}, {"bank": "nowhere"}])
    def test_of_another_shape_is_none(self, client, kept):
        with client.raw.session_transaction() as session:
            session["try"] = kept
        assert client.get("/try/1").status_code == 404
        assert client.post("/register", ACCOUNT).status_code == 303


class TestAVisitorWhoRegisters:
    def test_takes_the_answers_into_the_account(self, app, visitor):
        made = questions(app, visitor)
        for place in range(1, 6):
            answer(app, visitor, place, right=place > 2)
        visitor.post("/register", ACCOUNT)
        entries = reviews_of(app, "dilara")
        assert [entry["fact"] for entry in entries] == [fact for question in made for fact in question.fact_ids]
        outcomes = ["right" if place > 2 else "wrong" for place, q in enumerate(made, 1) for _ in q.facts]
        assert [entry["outcome"] for entry in entries] == outcomes
        assert {entry["source"] for entry in entries} == {"quiz"}
        assert f"{len(entries)} reviews" in visitor.get("/progress").text

    def test_takes_them_into_an_account_there_was_already(self, app, visitor, bob):
        first = questions(app, visitor)[0]
        answer(app, visitor, 1)
        page = visitor.post("/sign-in", {"login": "bob", "password": PASSWORD}, follow_redirects=True)
        assert "Your 1 answer is kept now." in page.text
        assert [entry["fact"] for entry in reviews_of(app, "bob")] == list(first.fact_ids)
        assert "try" not in visitor.session()

    def test_keeps_them_in_the_cookie_where_they_cannot_be_stored(self, app, visitor, monkeypatch):
        answer(app, visitor, 1)
        with monkeypatch.context() as patched:
            patched.setattr("models.reviews.record", busy)
            assert visitor.post("/register", ACCOUNT).status_code == 503
        assert visitor.post("/register", ACCOUNT).status_code == 303
        assert reviews_of(app, "dilara")

    def test_takes_what_was_answered_so_far(self, app, visitor):
        first = questions(app, visitor)[0]
        answer(app, visitor, 1)
        visitor.post("/register", ACCOUNT)
        assert len(reviews_of(app, "dilara")) == len(first.facts)

    def test_takes_them_once(self, app, visitor):
        answer(app, visitor, 1)
        visitor.post("/register", ACCOUNT)
        visitor.post("/sign-out")
        visitor.post("/register", {**ACCOUNT, "login": "emine"})
        assert reviews_of(app, "emine") == []

    def test_goes_back_to_the_try_and_is_told_that_it_is_over(self, app, visitor):
        answer(app, visitor, 1)
        visitor.post("/register", ACCOUNT)
        back = visitor.get("/try/2", follow_redirects=True)
        assert (back.request.path, "The five questions to try are over." in back.text) == ("/", True)

    def test_takes_them_after_a_mistake_in_the_form(self, app, visitor):
        first = questions(app, visitor)[0]
        answer(app, visitor, 1)
        visitor.post("/register", {**ACCOUNT, "password": "short"})
        visitor.post("/register", ACCOUNT)
        assert len(reviews_of(app, "dilara")) == len(first.facts)

    def test_without_a_try_begins_with_nothing(self, app, client):
        client.post("/register", ACCOUNT)
        assert reviews_of(app, "dilara") == []


@pytest.fixture
def visitor(client):
    """Someone without an account who reads English and has begun a try."""
    with client.raw.session_transaction() as session:
        session["lang"] = "en"
    client.post(f"/try/{BANK}")
    return client


def questions(app, client):
    """The five questions, worked out as the server does."""
    seed = client.session()["try"]["seed"]
    bank = questions_of(app)
    return [bank.question(key, seed) for key in drawn(app, seed)]


def drawn(app, seed: int) -> tuple[str, ...]:
    return choose(questions_of(app), seed=seed, length=5, families=("choice", "true-false"))


def checksum(app, seed: int) -> int:
    from web.tries import _checksum

    return _checksum(drawn(app, seed))


def answer(app, client, place: int, *, right: bool = True):
    question = questions(app, client)[place - 1]
    given = said(question, right=right)
    told = {"skip": "1"} if len(set(given)) < len(given) and question.parts else {"answer": given}  # too few are wrong
    return client.post(f"/try/{place}", told, follow_redirects=True)


def reviews_of(app, login: str):
    from models.accounts import Account

    ((account),) = stored(app, Account, Account.login == login)
    return log_of(app, type("Found", (), account))
