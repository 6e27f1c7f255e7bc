"""Flashcards: what is due, what is new, graded by hand and taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from models import replays
from models.reviews import Day, MemoryRow
from quizzes.memory import Grade
from tests.learning import (
    BANK,
    CARDS,
    at_once,
    card_key,
    grade_card,
    log_of,
    questions_of,
    review,
    stored,
    undo_card,
    undo_key,
)
from web.cards import NEW_A_DAY, cardable


class TestACard:
    def test_shows_its_face_first_and_its_back_when_asked(self, as_bob):
        face, back = as_bob.get(CARDS).text, as_bob.get(turned(as_bob)).text
        assert "Show the answer" in face
        assert "data-grade" not in face.split("<template")[0]
        assert back.count("data-grade") == 4

    def test_is_not_turned_by_the_address_of_another(self, as_bob):
        """Back, after a grade, must not show the next card's answer."""
        before = turned(as_bob)
        grade_card(as_bob, 3)
        assert "Show the answer" in as_bob.get(before).text

    def test_shows_the_interval_each_grade_would_give(self, as_bob):
        page = as_bob.get(turned(as_bob)).text
        assert re.findall(r"<small>([^<]+)</small>", page) == ["1 min", "6 min", "10 min", "8 d"]

    def test_counts_the_evening_s_days_in_days_and_long_waits_in_hours(self, as_bob, clock):
        clock.now = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)  # 20:30 in Istanbul
        for grade in (1, 1, 3):
            as_bob.post(CARDS, {"key": card_key(as_bob.get(CARDS).text), "grade": str(grade)})
        page = as_bob.get(turned(as_bob)).text
        assert not [words for words in re.findall(r"<small>([^<]+) min</small>", page) if int(words) > 90]
        assert "8 d" in page

    def test_has_nothing_to_take_back_before_the_first_grade(self, as_bob):
        assert "data-undo" not in as_bob.get(CARDS).text
        grade_card(as_bob, 3)
        assert "data-undo" in as_bob.get(CARDS).text
        undo_card(as_bob)
        assert "data-undo" not in as_bob.get(CARDS).text

    def test_counts_cards_in_its_folio_not_the_quizzes_of_the_day(self, app, as_bob, bob, now):
        with app.app_context():
            for number, fact in enumerate(list(questions_of(app).bank.facts)[:7]):
                review(bob, fact, now=now, key=f"{number}", source="quiz", grade=Grade.EASY)
        assert "<b>1</b>" in as_bob.get(CARDS).text
        grade_card(as_bob, 4)
        assert "<b>2</b>" in as_bob.get(CARDS).text

    @pytest.mark.parametrize("grade", list(Grade))
    def test_graded_becomes_a_review(self, app, as_bob, bob, grade):
        fact = grade_card(as_bob, grade).split(" ")[1]
        ((entry),) = log_of(app, bob)
        assert (entry["fact"], entry["grade"], entry["source"]) == (fact, grade, "card")
        assert entry["client_key"].startswith(f"{BANK} card ")  # a fact's id is its own in one bank alone
        assert entry["outcome"] == ("wrong" if grade is Grade.AGAIN else "right")

    def test_graded_twice_counts_once(self, app, as_bob, bob):
        key = grade_card(as_bob, 3)
        grade_card(as_bob, 1, key)
        assert "graded already; the first grade stands" in as_bob.get(CARDS).text
        assert [entry["grade"] for entry in log_of(app, bob)] == [3]

    def test_graded_many_times_at_once_counts_once(self, app, browser, bob):
        clients = [browser(bob) for _ in range(12)]
        key = card_key(clients[0].get(CARDS).text)
        posts = [lambda c=c: c.post(CARDS, {"key": key, "grade": "3"}).status_code for c in clients]
        assert at_once(posts) == [302] * 12
        assert (len(log_of(app, bob)), stored(app, Day)[0]["reviews"]) == (1, 1)

    def test_graded_in_an_old_tab_counts_once(self, app, as_bob, bob, clock):
        old = card_key(as_bob.get(CARDS).text)
        grade_card(as_bob, 1)
        clock.advance(minutes=2)
        grade_card(as_bob, 3, old)
        assert len(log_of(app, bob)) == 1

    def test_asked_by_a_quiz_since_is_not_graded_by_the_old_tab(self, app, as_bob, bob, now):
        old = card_key(as_bob.get(CARDS).text)
        with app.app_context():
            review(bob, old.split(" ")[1], now=now, key="quiz", source="quiz")
        grade_card(as_bob, 3, old)
        assert [entry["source"] for entry in log_of(app, bob)] == ["quiz"]

    def test_of_no_card_changes_nothing_and_says_so(self, app, as_bob, bob):
        for fields in (
            {},
            {"key": "x", "grade": "3"},
            {"key": "card nowhere 0 0", "grade": "3"},
            {"key": "a b c d e", "grade": "3"},
            {"key": "x" * 90_000, "grade": "3"},
        ):
            page = as_bob.post(CARDS, fields, follow_redirects=True)
            assert "could not be graded, so nothing was changed" in page.text
            assert log_of(app, bob) == []

    def test_with_no_grade_changes_nothing(self, app, as_bob, bob):
        for grade in ("0", "5", "", "３", "3 ", "9" * 40, "good"):
            key = card_key(as_bob.get(CARDS).text)
            assert as_bob.post(CARDS, {"key": key, "grade": grade}).status_code < 500
            assert log_of(app, bob) == []

    def test_of_another_learner_is_another_one(self, app, as_bob, as_charlie, bob, charlie):
        key = grade_card(as_bob, 3)
        grade_card(as_charlie, 3, key)
        assert (len(log_of(app, bob)), len(log_of(app, charlie))) == (1, 1)

    def test_of_a_bank_there_is_not_is_not_there(self, as_bob):
        assert as_bob.get("/banks/nowhere/cards").status_code == 404
        assert as_bob.post("/banks/nowhere/cards", {}).status_code == 404
        assert as_bob.post("/banks/nowhere/cards/undo").status_code == 404


class TestUndo:
    def test_brings_the_card_back_to_be_graded_again(self, app, as_bob, bob):
        key = grade_card(as_bob, 1)
        assert "The last grade was taken back." in undo_card(as_bob).text
        again = grade_card(as_bob, 4)
        assert again.split(" ")[1] == key.split(" ")[1]
        assert [entry["source"] for entry in log_of(app, bob)] == ["card", "undo", "card"]
        assert stored(app, MemoryRow)[0]["reps"] == 1

    def test_of_any_number_of_steps_leads_back_to_the_beginning(self, app, as_bob, bob, clock):
        for grade in (3, 1, 4, 2, 3, 1):
            grade_card(as_bob, grade)
            clock.advance(minutes=1)
        for _ in range(6):
            undo_card(as_bob)
        assert (stored(app, MemoryRow), stored(app, Day)) == ([], [])
        assert len(log_of(app, bob)) == 12
        assert "data-undo" not in as_bob.get(CARDS).text

    def test_can_be_pressed_when_the_last_card_is_done(self, app, as_bob, bob):
        while "data-show" in as_bob.get(CARDS).text:
            grade_card(as_bob, 4)
        assert "Undo the last grade" in as_bob.get(CARDS).text
        assert "The last grade was taken back." in undo_card(as_bob).text
        assert "data-show" in as_bob.get(CARDS).text

    def test_pressed_twice_takes_back_one_grade(self, app, as_bob, bob):
        for _ in range(3):
            grade_card(as_bob, 3)
        shown = undo_key(as_bob.get(CARDS).text)
        undo_card(as_bob, shown)
        assert "There is no grade to take back." in undo_card(as_bob, shown).text
        assert len(stored(app, MemoryRow)) == 2

    def test_makes_an_old_tab_s_grade_count_once_at_most(self, app, as_bob, bob):
        key = grade_card(as_bob, 3)
        undo_card(as_bob)
        grade_card(as_bob, 3, key)
        grade_card(as_bob, 1, key)
        assert stored(app, MemoryRow) == []

    def test_leaves_a_log_that_gives_back_every_number(self, app, as_bob, bob, clock):
        for number in range(12):
            grade_card(as_bob, number % 4 + 1)
            clock.advance(minutes=7)
            if number % 3 == 0:
                undo_card(as_bob)
        with app.app_context():
            assert replays.rebuild(bob.id) == 0

    def test_is_one_s_own(self, app, as_bob, as_charlie, bob):
        grade_card(as_bob, 3)
        undo_card(as_charlie, undo_key(as_bob.get(CARDS).text))
        assert len(log_of(app, bob)) == 1


class TestThePile:
    def test_of_a_fresh_account_is_a_day_s_worth_of_new_cards(self, as_bob):
        assert counts(as_bob) == (NEW_A_DAY, 0, 0)

    def test_moves_a_graded_card_from_new_to_learning(self, as_bob):
        grade_card(as_bob, 1)
        assert counts(as_bob) == (NEW_A_DAY - 1, 1, 0)

    def test_begins_with_what_is_due_the_longest_due_first(self, app, as_bob, bob, now):
        facts = [fact.id for fact in cardable(questions_of(app))][-3:]
        with app.app_context():
            for number, fact in enumerate(facts):
                review(bob, fact, now=now - timedelta(days=60 - number), key=f"{number}", grade=Grade.EASY)
        assert counts(as_bob) == (NEW_A_DAY, 0, 3)
        assert [grade_card(as_bob, 4).split(" ")[1] for _ in facts] == facts

    def test_holds_what_falls_due_during_the_learner_s_day_from_four_in_the_morning(self, app, as_bob, bob, clock):
        fact = cardable(questions_of(app))[0].id
        clock.now = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
        with app.app_context():
            review(bob, fact, now=clock.now, key="1", grade=Grade.EASY)
        due = stored(app, MemoryRow)[0]["due"]
        assert due == datetime(2026, 11, 9, 1, 0, tzinfo=UTC)  # 04:00 in Istanbul
        clock.now = due - timedelta(seconds=1)
        assert counts(as_bob)[2] == 0
        clock.now = due
        assert counts(as_bob)[2] == 1

    def test_is_done_when_nothing_is_left_and_says_what_comes(self, app, as_bob, clock):
        for _ in range(NEW_A_DAY):
            grade_card(as_bob, 4)
        page = as_bob.get(CARDS).text
        assert "Done for today" in page
        assert f"{NEW_A_DAY} reviews today" in page
        clock.advance(days=1)
        assert counts(as_bob) == (NEW_A_DAY, 0, 0)

    def test_forgets_facts_that_left_the_bank(self, app, as_bob, bob, now):
        with app.app_context():
            review(bob, "fact/gone", now=now - timedelta(days=30), key="1")
        assert counts(as_bob) == (NEW_A_DAY, 0, 0)

    def test_agrees_with_the_front_page(self, as_bob, clock):
        for grade in (1, 3, 4):
            grade_card(as_bob, grade)
        new, learning, due = counts(as_bob)
        front = as_bob.get("/").text
        assert f"<b>{new + learning + due}</b>" in front
        assert f"{learning + due} to repeat, {new} new" in front


class TestEveryFact:
    @pytest.mark.parametrize("app", ["sqlite"], indirect=True)
    def test_that_has_a_card_can_be_shown_in_both_languages(self, app, browser, person, now):
        for lang in ("tr", "en"):
            client = browser(someone := person(f"reader-{lang}", lang=lang))
            facts = cardable(questions_of(app, lang))
            assert len(facts) > 100
            for number, fact in enumerate(facts):
                with app.app_context():
                    review(someone, fact.id, now=now - timedelta(days=90), key=f"{number}")
                if number % 12 == 0:
                    assert client.get(turned(client)).status_code == 200


def turned(client) -> str:
    """The address of the next card's back."""
    fact = card_key(client.get(CARDS).text).split(" ")[1]
    return f"{CARDS}?turned={fact}"


def counts(client) -> tuple[int, int, int]:
    """New, learning and due, as the page tells them."""
    page = client.get(CARDS).text
    if "Done for today" in page:
        return (0, 0, 0)
    new, learning, due = re.findall(r"<b>(\d+)</b> (?:new|learning|to repeat)", page)
    return int(new), int(learning), int(due)
