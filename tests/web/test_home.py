"""The front page: what this is for who comes by, today's work for who is signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from models import classes, db
from models.classes import Assignment
from tests.learning import BANK, answer_all, asked_at, begin_quiz, grade_card, questions_of, review, said
from web.cards import NEW_A_DAY

ENGLISH = {"Accept-Language": "en"}


class TestTheLanding:
    def test_says_what_this_is_and_where_to_click(self, app, client):
        page = client.get("/", headers=ENGLISH).text
        assert "Learn history from its source." in page
        assert "Try five questions now" in page
        assert "No account needed." in page
        assert questions_of(app).bank.title("en") in unescape(page)

    def test_speaks_turkish_to_who_asks_for_nothing_else(self, client):
        assert '<html lang="tr">' in client.get("/").text

    def test_without_a_bank_says_so(self, client, monkeypatch, app):
        library = app.extensions["library"]
        monkeypatch.setattr(library, "banks", {})
        answer = client.get("/", headers=ENGLISH)
        assert answer.status_code == 404
        assert "There is no question bank here yet." in answer.text

    @pytest.mark.parametrize("page", ["/about", "/privacy"])
    def test_leads_to_what_stands_behind_it(self, client, page):
        assert client.get(page).status_code == 200


class TestAFreshAccount:
    def test_finds_cards_to_begin_with_and_no_dead_ends(self, as_bob):
        page = as_bob.get("/").text
        assert f"<b>{NEW_A_DAY}</b>" in page
        assert f"0 to repeat, {NEW_A_DAY} new" in page
        assert "No assignments." in page
        assert "You have studied on 0 days this week." in page
        assert "Left open" not in page

    def test_without_a_bank_finds_a_page(self, app, as_bob, monkeypatch):
        monkeypatch.setattr(app.extensions["library"], "banks", {})
        assert as_bob.get("/").status_code == 200


class TestToday:
    def test_leads_on_to_the_quiz_left_open(self, app, as_bob):
        path = begin_quiz(as_bob)
        as_bob.post(f"{path}/1", {"answer": said(asked_at(app, path, 1))})
        page = as_bob.get("/").text
        assert f'href="{path}/2"' in page
        assert "1 / 5 questions" in page
        answer_all(app, as_bob, path)
        assert "Left open" not in as_bob.get("/").text

    def test_says_so_when_no_card_is_left(self, as_bob):
        for _ in range(NEW_A_DAY):
            grade_card(as_bob, 4)
        assert "No card is left for today" in as_bob.get("/").text

    def test_counts_the_days_studied_this_week(self, app, as_bob, bob, clock):
        with app.app_context():
            for days in (0, 1, 1, 6, 7):  # today is Sunday
                review(bob, f"fact/{days}", now=clock.now - timedelta(days=days), key=f"{days}-{clock.now}")
                clock.advance(seconds=1)
        assert "You have studied on 3 days this week." in as_bob.get("/").text

    def test_is_the_calendar_s_day_where_the_learner_is(self, as_bob, clock):
        """Due dates stand beside it, and they are the calendar's; only the pile's day begins at four."""
        clock.now = datetime(2026, 11, 21, 20, 59, tzinfo=UTC)
        assert "Saturday, 21" in as_bob.get("/").text.replace("\N{NO-BREAK SPACE}", " ")
        clock.advance(minutes=1)
        assert "Sunday, 22" in as_bob.get("/").text.replace("\N{NO-BREAK SPACE}", " ")


class TestAnAssignment:
    @pytest.mark.parametrize(("hours", "words"), [
        (1, "Due today"), (11.9, "Due today"), (12.1, "1 day left"), (35.9, "1 day left"), (36.1, "2 days left"), (-0.1, "Closed"),
    ])  # fmt: skip
    def test_says_how_many_days_are_left_where_it_was_given(self, given, as_bob, hours, words):
        """It is noon in Istanbul, where the class is."""
        given(hours)
        assert f"{words}</span>" in as_bob.get("/").text

    def test_of_a_topic_smaller_than_asked_can_be_finished(self, app, given, as_bob):
        made = given(30, topic="cabinet", length=50)
        path = as_bob.post(f"/assignments/{made.id}").location.rpartition("/")[0]
        total = answer_all(app, as_bob, path)
        assert total < 50
        page = as_bob.get("/").text
        assert f"{total} of {total} right" in page
        assert "Do it again" in page

    def test_of_a_bank_that_is_gone_is_named_so(self, given, as_bob):
        made = given(30, bank="gone")
        assert "a bank that is no longer here" in as_bob.get("/").text
        assert as_bob.post(f"/assignments/{made.id}").status_code == 404

    @pytest.fixture
    def given(self, app, alice, bob, now):
        def made(hours, **values):
            with app.app_context():
                group = classes.create(alice, "10/B", now=now)
                classes.join(group, bob.id, now=now)
                due = now + timedelta(hours=hours)
                fields = {"bank": BANK, "topic": "", "length": 5, "due": due, "zone": "Europe/Istanbul", **values}
                assignment = Assignment(class_id=group.id, created=now, **fields)
                db.session.add(assignment)
                db.session.commit()
            return assignment

        return made


class TestTheLanguage:
    def test_is_remembered_in_the_session_and_in_the_account(self, client, as_bob, browser, bob):
        client.post("/language", {"lang": "en", "next": "/about"})
        assert '<html lang="en">' in client.get("/").text
        as_bob.post("/language", {"lang": "tr"})
        assert '<html lang="tr">' in as_bob.get("/").text

    def test_there_is_not_changes_nothing(self, client):
        assert client.post("/language", {"lang": "xx"}).status_code == 303
        assert '<html lang="tr">' in client.get("/").text
