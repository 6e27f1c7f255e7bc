"""Progress: every number agrees with the log, in the learner's own days."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from models.reviews import Review
from quizzes.facts import Bank
from quizzes.memory import Grade, day_of
from tests.learning import BANK, answer_all, begin_quiz, grade_card, log_of, questions_of, review, undo_card
from web import progress


class TestAFreshAccount:
    def test_is_told_where_to_begin(self, as_bob):
        page = as_bob.get("/progress").text
        assert "Nothing here yet" in page
        assert "No fact met yet." in page
        assert "reviews 0, right 0, days of study 0." in page
        assert "Your reviews will stand here" in page

    def test_is_told_nothing_of_others(self, app, as_bob, charlie, now):
        with app.app_context():
            review(charlie, "treaty/a", now=now, key="1")
        assert "Nothing here yet" in as_bob.get("/progress").text


class TestTheNumbers:
    def test_of_a_quiz_are_those_of_its_answers(self, app, as_bob):
        answer_all(app, as_bob, begin_quiz(as_bob, length="10", families="typed"), right=7)
        assert told(as_bob) == (10, 1, 7)

    def test_fall_when_a_grade_is_taken_back(self, as_bob):
        grade_card(as_bob, 3)
        grade_card(as_bob, 3)
        undo_card(as_bob)
        assert told(as_bob) == (1, 1, 1)

    @pytest.mark.parametrize("zone", ["Europe/Istanbul", "Asia/Baku", "America/Los_Angeles", "Pacific/Auckland"])
    def test_are_of_days_that_begin_at_four_where_the_learner_is(self, app, browser, person, clock, zone):
        traveller = person("traveller", zone=zone)
        with app.app_context():
            for hours in range(0, 30 * 24, 5):
                at = clock.now - timedelta(hours=hours)
                review(traveller, f"fact/{hours}", now=at, key=f"{hours}", zone=zone)
        days = {day_of(row["at"], zone) for row in log_of(app, traveller)}
        assert told(browser(traveller)) == (144, len(days), 144)

    def test_change_day_at_four_in_the_morning(self, app, as_bob, bob, clock):
        four = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # 04:00 in Istanbul
        with app.app_context():
            review(bob, "fact/a", now=four - timedelta(seconds=1), key="1")
            review(bob, "fact/b", now=four, key="2")
        clock.now = four + timedelta(hours=1)
        cells = titles(as_bob)
        assert "21 November: 1 review" in cells
        assert "22 November: 1 review" in cells

    def test_are_of_twelve_weeks(self, app, as_bob, bob, clock):
        with app.app_context():
            for days in (0, 83, 84, 89, 91, 200):
                review(bob, f"fact/{days}", now=clock.now - timedelta(days=days), key=f"{days}")
        assert told(as_bob) == (2, 2, 2)

    def test_in_the_calendar_are_those_of_the_log_on_every_day(self, app, as_bob, bob, clock):
        with app.app_context():
            for days in (0, 1, 1, 40, 84, 89):
                review(bob, f"fact/{days}", now=clock.now - timedelta(days=days), key=f"{days}-{clock.now}")
                clock.advance(seconds=1)
        log = Counter(day_of(row["at"], bob.zone) for row in log_of(app, bob))
        cells = [words(day, log[day]) for day in days_shown(clock.now.date())]
        assert [title for title in titles(as_bob) if "review" in title] == cells
        assert sum(log.values()) == 6


class TestMastery:
    def test_puts_each_fact_of_a_topic_at_one_level(self, app, as_bob, bob, now):
        facts = [fact.id for fact in questions_of(app).bank if fact.topic == "batum"]
        with app.app_context():
            review(bob, facts[0], now=now, key="1", grade=Grade.AGAIN)
            review(bob, facts[1], now=now, key="2", grade=Grade.EASY)
        page = as_bob.get("/progress").text
        assert f"Proficient 1, Attempted 1, Not started {len(facts) - 2}" in page

    def test_counts_every_fact_once(self, app):
        bank = questions_of(app).bank
        rows = progress.mastery_counts(bank, {})
        assert sum(sum(row.counts) for row in rows) == sum(row.size for row in rows) == len(bank.facts)

    def test_agrees_with_the_page_of_the_bank(self, app, as_bob, bob, now):
        with app.app_context():
            for number, fact in enumerate(list(questions_of(app).bank)[:30]):
                review(bob, fact.id, now=now, key=f"{number}", grade=Grade(number % 4 + 1))
        figures = re.compile(r'<svg class="steps"[^>]*aria-label="([^"]+)"')
        assert figures.findall(as_bob.get("/progress").text) == figures.findall(as_bob.get(f"/banks/{BANK}").text)


class TestWhatIsDue:
    def test_is_counted_on_its_day(self, app, as_bob, bob, now):
        facts = [fact.id for fact in questions_of(app).bank][:3]
        with app.app_context():
            review(bob, facts[0], now=now, key="1", grade=Grade.AGAIN)  # in a minute
            review(bob, facts[1], now=now - timedelta(days=6), key="2", grade=Grade.EASY)  # in two days
            review(bob, facts[2], now=now - timedelta(days=90), key="3", grade=Grade.EASY)  # long ago
        figures = [
            int(n)
            for n in re.findall(r'<span class="figure">(\d+)<span class="vh"> facts', as_bob.get("/progress").text)
        ]
        assert figures == [2, 0, 1, 0, 0, 0, 0]

    def test_leaves_out_facts_that_left_the_bank(self, app, as_bob, bob, now):
        with app.app_context():
            review(bob, "fact/gone", now=now, key="1")
        assert "No fact met yet." in as_bob.get("/progress").text

    @pytest.mark.parametrize(
        "today", [date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 23), date(2024, 2, 29), date(2026, 1, 1)]
    )
    def test_stands_in_a_calendar_of_whole_weeks_that_holds_today(self, app, today):
        with app.test_request_context():
            made = progress.calendar(today, {}, Counter())
        assert {len(week) for week in made.weeks} == {7}
        assert [cell[0] for week in made.weeks for cell in week].count("today") == 1
        assert not any(map(all, pairwise(made.months)))  # the names of months do not stand on one another
        assert len(made.weeks) == len(made.months) == progress.WEEKS_BACK + progress.WEEKS_AHEAD + 1


class TestTheHistory:
    def test_has_the_latest_first_without_what_was_taken_back(self, as_bob, clock):
        grade_card(as_bob, 3)
        clock.advance(minutes=1)
        grade_card(as_bob, 1)
        clock.advance(minutes=1)
        grade_card(as_bob, 4)
        undo_card(as_bob)
        page = as_bob.get("/progress").text
        assert "last 2 reviews" in page
        assert page.index(">Missed<") < page.index(">Got it<")

    def test_tells_the_time_where_the_learner_is(self, app, browser, person, now):
        reader = person("reader", zone="Asia/Baku")
        with app.app_context():
            review(reader, "fact/gone", now=now, key="1", zone="Asia/Baku")
        page = browser(reader).get("/progress").text
        assert "13:00" in page
        assert "a fact that is no longer in the bank" in page

    def test_can_tell_of_every_fact_in_both_languages(self, app):
        bank: Bank = questions_of(app).bank
        for lang in ("tr", "en"):
            with app.test_request_context(headers={"Accept-Language": lang}):
                told = [progress.fact_words(Review(bank=bank.id, fact=fact.id)) for fact in bank]
            assert all(told)


def told(client) -> tuple[int, ...]:
    """Reviews, days, and how many were right, as the page says them."""
    found = re.search(r"reviews (\d+), right (\d+), days of study (\d+)", client.get("/progress").text)
    assert found
    reviews, right, days = map(int, found.groups())
    return reviews, days, right


def titles(client) -> list[str]:
    page = client.get("/progress").text
    return re.findall(r"<title>([^<]+)</title>", page[page.index('class="heatmap"') :])


def days_shown(today: date) -> list[date]:
    first = today - timedelta(days=today.weekday(), weeks=progress.WEEKS_BACK)
    return [first + timedelta(days=n) for n in range((today - first).days + 1)]


def words(day: date, count: int) -> str:
    return f"{day.day} {day:%B}: {count} review{'' if count == 1 else 's'}"
