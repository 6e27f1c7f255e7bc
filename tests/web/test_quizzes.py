"""A learner's own quiz: begun, answered one question a page, summed up."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import db, reviews
from models.reviews import MemoryRow
from models.runs import Answer, Run
from quizzes.folding import fold
from quizzes.forms import FORM_FAMILIES
from quizzes.marking import Mark, Outcome
from quizzes.memory import Grade
from quizzes.questions import QuestionBank
from tests.learning import (
    BANK,
    answer_all,
    answers_in,
    asked_at,
    at_once,
    begin_quiz,
    log_of,
    questions_of,
    review,
    run_at,
    said,
    stored,
)
from web import asking

NEW = f"/banks/{BANK}/quiz"


class TestANewQuiz:
    def test_asks_of_the_topics_ticked_in_the_forms_ticked(self, app, as_bob):
        path = begin_quiz(as_bob, topics="batum", families="true-false", length="10")
        made = [asked_at(app, path, n) for n in range(1, 11)]
        assert {q.fact.topic for q in made} == {"batum"}
        assert {q.form for q in made} <= {"true", "false"}

    @pytest.mark.parametrize("length", ["5", "10", "20"])
    def test_is_as_long_as_asked(self, app, as_bob, length):
        assert len(run_at(app, begin_quiz(as_bob, length=length)).questions) == int(length)

    def test_asks_what_is_likeliest_forgotten_first(self, app, as_bob, clock):
        answer_all(app, as_bob, begin_quiz(as_bob), right=0)
        clock.advance(days=30)
        forgotten = {row["fact"] for row in stored(app, MemoryRow)}
        asked = {asked_at(app, path, n).fact.id for path in [begin_quiz(as_bob)] for n in range(1, 6)}
        assert len(asked & forgotten) >= 3  # one may give another away

    def test_asks_what_is_due_before_what_is_new(self, app, as_bob, bob, now):
        bank = questions_of(app).bank
        due = [fact.id for fact in bank if fact.importance == 2 and not fact.disputed][::40][:4]
        with app.app_context():
            for number, fact in enumerate(due):
                review(bob, fact, now=now - timedelta(days=60), key=f"{number}")
                ends = reviews.current(bob.id, BANK, fact).due
                assert ends <= now
        asked = {asked_at(app, path, n).fact.id for path in [begin_quiz(as_bob)] for n in range(1, 6)}
        assert len(asked & set(due)) >= 3  # one may give another away

    def test_asks_what_is_not_due_last(self, app, as_bob, bob, now):
        known = [fact.id for fact in questions_of(app).bank][::3]
        with app.app_context():
            for number, fact in enumerate(known):
                review(bob, fact, now=now, key=f"{number}", grade=Grade.EASY)
        asked = {asked_at(app, path, n).fact.id for path in [begin_quiz(as_bob, length="20")] for n in range(1, 21)}
        assert asked & set(known) == set()

    def test_says_so_where_there_is_less_to_ask(self, app, as_bob):
        page = as_bob.post(
            NEW, {"length": "20", "topics": "cabinet", "families": "arranged"}, follow_redirects=True
        ).text
        size = len(stored(app, Run)[0]["questions"])
        assert size < 20
        assert f"There are {size} questions to ask here." in page

    def test_refuses_what_the_page_does_not_offer_and_begins_nothing(self, app, as_bob):
        for fields in (
            {"length": "7"},
            {"length": ""},
            {"topics": "nowhere"},
            {"families": "essay"},
            {"length": "９"},
        ):
            page = as_bob.post(NEW, {"length": "5", **fields})
            assert page.status_code == 200
            assert "Nothing was saved yet" in page.text
            assert stored(app, Run) == []

    def test_ticks_the_topic_one_came_from(self, as_bob):
        page = as_bob.get(f"{NEW}?topic=batum").text
        assert page.count(" checked") == 2  # the topic, and ten questions
        assert as_bob.get(f"{NEW}?topic=nowhere").text.count(" checked") == 1

    def test_of_a_bank_there_is_not_is_not_there(self, as_bob):
        assert as_bob.get("/banks/nowhere/quiz").status_code == 404

    def test_says_so_where_nothing_can_be_asked(self, app, as_bob, monkeypatch):
        monkeypatch.setattr("web.quizzes.choose", lambda *_a, **_k: ())
        assert "There is no such question in these topics" in as_bob.post(NEW, {"length": "5"}).text
        assert stored(app, Run) == []


class TestAnAnswer:
    @pytest.mark.parametrize("family", FORM_FAMILIES)
    @pytest.mark.parametrize(("right", "verdict"), [(True, "Right."), (False, "Wrong.")])
    def test_is_marked_with_the_key_the_reason_and_the_passage(self, app, as_bob, family, right, verdict):
        path = begin_quiz(as_bob, families=family)
        question = asked_at(app, path, 1)
        page = as_bob.post(f"{path}/1", {"answer": said(question, right=right)}, follow_redirects=True)
        assert verdict in page.text
        for shown in (*question.answers, question.explanation, question.fact.passage.heading):
            assert unbroken(shown) in unbroken(page.text)

    def test_that_is_right_in_part_says_how_much_of_it_is(self, app, as_bob):
        path = begin_quiz(as_bob, families="arranged")
        question = asked_at(app, path, 1)
        first, second, *others = said(question)
        page = as_bob.post(f"{path}/1", {"answer": [second, first, *others]}, follow_redirects=True).text
        assert f"partly right: {len(others)} of {len(question.parts)}" in page

    def test_becomes_a_review_of_its_fact(self, app, as_bob, bob):
        path = begin_quiz(as_bob, families="true-false")
        as_bob.post(f"{path}/1", {"answer": said(asked_at(app, path, 1)), "ms": "4200"})
        ((entry),) = log_of(app, bob)
        assert entry["fact"] == asked_at(app, path, 1).fact.id
        assert (entry["source"], entry["outcome"], entry["grade"], entry["milliseconds"]) == ("quiz", "right", 3, 4200)

    def test_stands_when_it_was_the_first(self, app, as_bob, bob):
        path = begin_quiz(as_bob, families="true-false")
        question = asked_at(app, path, 1)
        first = as_bob.post(f"{path}/1", {"answer": said(question)}, follow_redirects=True)
        again = as_bob.post(f"{path}/1", {"answer": said(question, right=False)}, follow_redirects=True)
        assert "Right." in first.text
        assert "You had answered this question already" in again.text
        assert verdict(again.text) == verdict(first.text)
        assert (len(answers_in(app, path)), len(log_of(app, bob)), run_at(app, path).right) == (1, 1, 1)

    def test_posted_many_times_at_once_is_stored_once_and_all_are_shown_the_same(self, app, browser, bob):
        path = begin_quiz(browser(bob), families="true-false")
        question = asked_at(app, path, 1)
        clients = [browser(bob) for _ in range(16)]
        posts = [
            lambda c=c, n=n: c.post(f"{path}/1", {"answer": said(question, right=n % 2 == 0)})
            for n, c in enumerate(clients)
        ]
        assert {(reply.status_code, reply.location) for reply in at_once(posts)} == {(302, f"{path}/1")}
        assert len({verdict(client.get(f"{path}/1").text) for client in clients[:4]}) == 1
        assert (len(answers_in(app, path)), len(log_of(app, bob)), run_at(app, path).answered) == (1, 1, 1)
        assert (answers_in(app, path)[0]["outcome"] == "right") == (run_at(app, path).right == 1)

    def test_that_is_not_known_is_wrong(self, app, as_bob):
        path = begin_quiz(as_bob)
        as_bob.post(f"{path}/1", {"answer": "0", "skip": "1"})
        as_bob.post(f"{path}/2", {"skip": "1"})
        assert [(row["text"], row["outcome"]) for row in answers_in(app, path)] == [("", "wrong")] * 2

    @pytest.mark.parametrize("family", FORM_FAMILIES)
    @pytest.mark.parametrize("nothing", [{}, {"answer": ""}, {"answer": " \t "}])
    def test_of_nothing_is_asked_again(self, app, as_bob, family, nothing):
        path = begin_quiz(as_bob, families=family)
        page = as_bob.post(f"{path}/1", nothing, follow_redirects=True).text
        assert "There was no answer yet" in page
        assert answers_in(app, path) == []

    @pytest.mark.parametrize("family", FORM_FAMILIES)
    def test_of_garbage_is_wrong_or_none(self, app, as_bob, family):
        for garbage in ("99", "-1", "1_0", "１", "x" * 500_000, "9" * 60, "\u202e\ufffe", "<script>", "🎓" * 600):
            path = begin_quiz(as_bob, families=family)
            page = as_bob.post(f"{path}/1", {"answer": garbage, "ms": garbage}, follow_redirects=True)
            assert page.status_code == 200
            rows = answers_in(app, path)
            assert {row["outcome"] for row in rows} <= {"wrong"}
            refused = ("There was no answer yet", "answers are asked for", "Every row needs", "a place of its own")
            assert rows or any(why in page.text for why in refused)
            assert all(len(row["text"]) <= 500 for row in rows)

    def test_to_another_question_than_stands_there_now_is_not_marked(self, app, as_bob):
        """The bank may have changed since the page was opened, and the first option be another one."""
        path = begin_quiz(as_bob, families="true-false")
        page = as_bob.get(f"{path}/1").text
        shown = re.search(r'name="shown" value="(\w+)"', page)[1]
        told = as_bob.post(f"{path}/1", {"answer": "true", "shown": "00000000"}, follow_redirects=True).text
        assert "This question is another one now" in told
        assert answers_in(app, path) == []
        as_bob.post(f"{path}/1", {"answer": "true", "shown": shown})
        assert len(answers_in(app, path)) == 1

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(text=st.text(max_size=80))
    def test_of_any_text_is_an_answer_or_a_refusal(self, app, as_bob, text):
        path = begin_quiz(as_bob, families="typed")
        reply = as_bob.post(f"{path}/1", {"answer": text.encode("utf-8", "surrogatepass")}, follow_redirects=True)
        assert reply.status_code in (200, 400)
        refused = reply.status_code == 400 or "There was no answer yet" in reply.text
        assert len(answers_in(app, path)) == (not refused)


class TestAPlaceInAQuiz:
    def test_beyond_the_next_question_leads_back_to_it(self, app, as_bob):
        path = begin_quiz(as_bob)
        assert as_bob.get(f"{path}/3").location == f"{path}/1"
        assert as_bob.post(f"{path}/3", {"answer": "0"}).location == f"{path}/1"
        assert answers_in(app, path) == []

    def test_there_is_not_is_not_there(self, as_bob):
        for place in ("0", "6", "99999999", "-1", "x"):
            assert as_bob.get(f"{begin_quiz(as_bob)}/{place}").status_code == 404

    def test_belongs_to_its_learner_alone(self, app, as_bob, as_alice, as_charlie):
        path = begin_quiz(as_bob)
        absent = as_charlie.get("/quizzes/999999/1")
        for stranger in (as_charlie, as_alice):
            for page in (path, f"{path}/1"):
                assert stranger.get(page).status_code == 404
            assert stranger.post(f"{path}/1", {"answer": "0"}).status_code == 404
        assert len(as_charlie.get(f"{path}/1").data) - len(f"{path}/1") == len(absent.data) - len("/quizzes/999999/1")
        assert answers_in(app, path) == []

    def test_of_a_number_no_column_holds_is_not_there(self, as_bob):
        for number in (2**31, 2**62):
            assert as_bob.get(f"/quizzes/{number}/1").status_code == 404
            assert as_bob.get(f"/quizzes/{number}").status_code == 404

    def test_shows_the_same_question_each_time(self, as_bob):
        path = begin_quiz(as_bob)
        assert verdict(as_bob.get(f"{path}/1").text) == verdict(as_bob.get(f"{path}/1").text)

    def test_whose_question_has_left_the_bank_is_passed_over(self, app, as_bob, bob, monkeypatch):
        path = begin_quiz(as_bob)
        leave_bank(monkeypatch, run_at(app, path).questions[0])
        assert "This question is gone" in as_bob.get(f"{path}/1").text
        assert as_bob.post(f"{path}/1", {}).location == path
        assert as_bob.get(f"{path}/2").status_code == 200
        assert (run_at(app, path).answered, run_at(app, path).right, log_of(app, bob)) == (1, 0, [])

    def test_that_was_passed_over_stays_so_when_its_question_comes_back(self, app, as_bob, monkeypatch):
        path = begin_quiz(as_bob)
        with monkeypatch.context() as meanwhile:
            leave_bank(meanwhile, run_at(app, path).questions[0])
            as_bob.post(f"{path}/1", {})
        assert "This question is gone" in as_bob.get(f"{path}/1").text
        assert as_bob.get(path).status_code == 200

    def test_of_a_bank_that_is_gone_is_not_there_and_not_left_open(self, app, as_bob):
        path = begin_quiz(as_bob)
        with app.app_context():
            db.session.get(Run, run_at(app, path).id).bank = "gone"
            db.session.commit()
        assert as_bob.get(f"{path}/1").status_code == 404
        assert as_bob.get(path).status_code == 404
        assert "Go on with your quiz" not in as_bob.get("/").text


class TestASummary:
    def test_counts_what_was_right_and_puts_the_rest_first(self, app, as_bob):
        path = begin_quiz(as_bob)
        answer_all(app, as_bob, path, right=3)
        page = as_bob.get(path).text
        assert "<b>3</b>" in page
        assert "of 5 right" in page
        assert "There are 2 things to look at again." in page
        assert page.rindex(">Missed<") < page.index(">Got it<")

    def test_of_nothing_answered_counts_nothing(self, as_bob):
        page = as_bob.get(begin_quiz(as_bob)).text
        assert "Nothing answered yet" in page
        assert " of 0 " not in page

    def test_half_way_leads_on(self, app, as_bob):
        path = begin_quiz(as_bob)
        as_bob.post(f"{path}/1", {"answer": said(asked_at(app, path, 1))})
        page = as_bob.get(path).text
        assert "4 of the questions are still to come" in page
        assert f'href="{path}/2"' in page

    def test_where_every_question_has_left_the_bank_still_stands(self, app, as_bob, monkeypatch):
        path = begin_quiz(as_bob)
        answer_all(app, as_bob, path)
        monkeypatch.setattr(QuestionBank, "question", gone)
        questions = questions_of(app)
        monkeypatch.setattr(questions, "ids", ())
        assert as_bob.get(path).status_code == 200

    def test_keeps_the_marks_that_were_given_though_the_bank_has_been_mended(self, app, as_bob, monkeypatch):
        path = begin_quiz(as_bob, families="typed")
        answer_all(app, as_bob, path)
        monkeypatch.setattr("web.asking.mark", lambda *_: Mark(Outcome.WRONG, ""))
        assert ">Missed<" not in as_bob.get(path).text

    def test_shows_what_was_said_and_what_is_right(self, app, as_bob):
        path = begin_quiz(as_bob, families="typed")
        answer_all(app, as_bob, path, right=0)
        key = asked_at(app, path, 1).answers[0]
        assert f"Your answer: something else. Right answer: {key}." in unescape(as_bob.get(path).text)

    def test_agrees_with_what_was_stored(self, app, as_bob):
        path = begin_quiz(as_bob, length="10")
        answer_all(app, as_bob, path, right=6)
        run = run_at(app, path)
        assert (run.answered, run.right, run.finished is not None) == (10, 6, True)
        assert sum(row["outcome"] != "wrong" for row in stored(app, Answer)) == 6


class TestASpellingNote:
    def test_shows_the_name_as_the_page_s_language_has_it(self, app):
        questions = questions_of(app, "tr")
        with app.app_context():
            typed = {made.key: made for made in questions.questions(1) if made.form == "typed"}
            for made in typed.values():
                for spelling in made.key.accepted:
                    shown = asking.answered(made, spelling.upper().replace("I", "L", 1)).spelling
                    if shown:
                        printed = "".join(letter for letter, _ in shown[1])
                        names = (made.key.shown, *dict(made.key.printed).values())
                        assert any({*fold(printed).split()} <= {*fold(name).split()} for name in names)


def gone(_bank, question_id, _seed):
    raise KeyError(question_id)


def leave_bank(monkeypatch, question_id: str) -> None:
    real = QuestionBank.question
    monkeypatch.setattr(
        QuestionBank,
        "question",
        lambda self, key, seed: gone(self, key, seed) if key == question_id else real(self, key, seed),
    )


def unbroken(text: str) -> str:
    from html import unescape

    return " ".join(unescape(text).replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "").split())


def verdict(page: str) -> str:
    """A question's leaf, without what is said above it once and without the form's tokens."""
    return re.sub(r'name="csrf_token"[^>]*', "", page.partition('class="opening"')[2])
