"""Memory: FSRS-6 with Anki's day rule. The golden figures were computed by Anki 26.09.3 itself."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory import (
    REVIEW,
    Grade,
    day_begins,
    day_of,
    interval_days,
    mastery,
    outcomes,
    recall,
    review,
)

A, H, G, E = Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.EASY
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ZONES = ("Europe/Berlin", "Pacific/Honolulu", "Pacific/Auckland", "Europe/Istanbul", "Asia/Baku", "UTC")

instants = st.integers(0, 15 * 365 * 86_400).map(lambda seconds: NOON + timedelta(seconds=seconds))
zones = st.sampled_from(ZONES)
histories = st.lists(st.tuples(st.sampled_from(Grade), st.integers(0, 60 * 24 * 90)), min_size=1, max_size=8)


def at(days, grades, zone="UTC", start=NOON):
    """The memory after reviews so many days after the start."""
    memory = None
    for day, grade in zip(days, grades, strict=True):
        memory = review(memory, grade, now=start + timedelta(days=day), zone=zone)
    return memory


def local(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


class TestStabilityAndDifficulty:
    @pytest.mark.parametrize(
        ("grades", "days", "stability"),
        [
            ((E, G), (0, 10), 44.0969),
            ((G, G, G), (0, 5, 20), 64.8307),
            ((A, G, G), (0, 1, 10), 12.3206),
            ((G, A, G), (0, 10, 15), 5.1612),
            ((H, G, E), (0, 5, 30), 83.0320),
        ],
    )
    def test_are_anki_s_to_four_places(self, grades, days, stability):
        assert at(days, grades).stability == pytest.approx(stability, abs=5e-5)

    def test_of_three_goods_has_anki_s_difficulty(self):
        assert at((0, 5, 20), (G, G, G)).difficulty == pytest.approx(2.104, abs=5e-4)

    def test_count_days_as_anki_does_though_the_clock_is_short_of_ten_of_them(self):
        memory = at((0, 0.01, 10), (G, G, G))
        short = review(at((0, 0.01), (G, G)), G, now=NOON + timedelta(days=10, minutes=5), zone="UTC")
        assert memory.stability == pytest.approx(25.1264, abs=5e-5)
        assert short.stability == memory.stability

    @given(histories, zones)
    def test_stay_in_their_bounds(self, history, zone):
        memory, now = None, NOON
        for grade, minutes in history:
            now += timedelta(minutes=minutes)
            memory = review(memory, grade, now=now, zone=zone)
            assert memory.stability > 0
            assert 1 <= memory.difficulty <= 10


class TestTheLearnersDay:
    @pytest.mark.parametrize(
        ("zone", "instant", "day"),
        [
            ("Europe/Istanbul", "2026-11-22T03:59:59", "2026-11-21"),
            ("Europe/Istanbul", "2026-11-22T04:00:00", "2026-11-22"),
            ("Asia/Baku", "2026-11-22T03:59", "2026-11-21"),
            ("Asia/Baku", "2026-11-22T23:59", "2026-11-22"),
            ("Pacific/Honolulu", "2026-11-22T04:00", "2026-11-22"),
            ("Pacific/Auckland", "2026-04-05T03:59", "2026-04-04"),  # clocks go back at three
            ("Pacific/Auckland", "2026-09-27T04:00", "2026-09-27"),  # and forward at two
            ("Europe/Berlin", "2026-03-29T03:30", "2026-03-28"),  # half past two there is none
            ("Europe/Berlin", "2026-03-29T04:00", "2026-03-29"),
            ("Europe/Berlin", "2026-10-25T03:59", "2026-10-24"),
        ],
    )
    def test_turns_at_four_in_the_morning_there(self, zone, instant, day):
        assert day_of(local(instant, zone), zone) == date.fromisoformat(day)

    @pytest.mark.parametrize(
        ("zone", "day", "utc"),
        [
            ("Europe/Berlin", "2026-03-28", "2026-03-28T03:00"),
            ("Europe/Berlin", "2026-03-29", "2026-03-29T02:00"),
            ("Europe/Berlin", "2026-10-25", "2026-10-25T03:00"),
            ("Pacific/Honolulu", "2026-03-29", "2026-03-29T14:00"),
            ("Pacific/Auckland", "2026-04-05", "2026-04-04T16:00"),
            ("Europe/Istanbul", "2026-03-29", "2026-03-29T01:00"),
            ("Asia/Baku", "2026-03-29", "2026-03-29T00:00"),
        ],
    )
    def test_begins_at_one_instant(self, zone, day, utc):
        assert day_begins(date.fromisoformat(day), zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)

    @given(instants, zones)
    def test_holds_the_instant_it_was_found_by(self, instant, zone):
        day = day_of(instant, zone)
        assert day_begins(day, zone) <= instant < day_begins(day + timedelta(days=1), zone)

    @pytest.mark.parametrize("zone", ZONES)
    def test_and_not_twenty_four_hours_is_what_a_review_counts(self, zone):
        """Late in the evening and early next morning are a day apart; a little before four and after it, too."""
        evening, morning = local("2026-05-04T23:30", zone), local("2026-05-05T04:30", zone)
        first = review(None, E, now=evening, zone=zone)
        apart = review(first, G, now=morning, zone=zone)
        same = review(first, G, now=local("2026-05-05T03:30", zone), zone=zone)
        assert apart.stability == at((0, 1), (E, G)).stability
        assert same.stability == at((0, 0), (E, G)).stability != apart.stability

    @pytest.mark.parametrize(("zone", "change"), [("Europe/Berlin", "2026-03-28"), ("Pacific/Auckland", "2026-04-04")])
    def test_is_a_day_though_the_clocks_change_in_it(self, zone, change):
        start = local(f"{change}T12:00", zone)
        later = start + timedelta(days=3)  # wall clock: the same hour
        memory = review(review(None, E, now=start, zone=zone), G, now=later, zone=zone)
        assert memory.stability == at((0, 3), (E, G)).stability


class TestDue:
    def test_is_in_minutes_through_the_first_steps(self):
        memory = review(None, A, now=NOON, zone="UTC")
        assert memory.due == NOON + timedelta(minutes=1)
        assert review(memory, G, now=NOON, zone="UTC").due == NOON + timedelta(minutes=10)

    @given(instants, zones)
    def test_is_at_four_in_the_morning_of_the_due_day_after_them(self, now, zone):
        memory = review(None, E, now=now, zone=zone)
        there = memory.due.astimezone(ZoneInfo(zone))
        assert (there.hour, there.minute, there.second) == (4, 0, 0)
        assert there.date() == day_of(now, zone) + timedelta(days=8)
        assert interval_days(memory, now=now, zone=zone) == 8

    def test_has_no_days_while_it_is_a_matter_of_minutes(self):
        zone, late = "Europe/Istanbul", local("2026-05-05T03:55", "Europe/Istanbul")  # due in ten, past four
        assert interval_days(review(None, G, now=late, zone=zone), now=late, zone=zone) == 0

    def test_comes_sooner_for_who_wants_to_remember_more(self):
        due = {r: review(None, E, now=NOON, zone="UTC", retention=r).due for r in (0.8, 0.9, 0.95)}
        assert due[0.95] < due[0.9] < due[0.8]


class TestTheFourOutcomes:
    @given(histories, st.sampled_from(Grade), zones)
    def test_are_what_a_review_makes_of_each_grade(self, history, grade, zone):
        memory, now = None, NOON
        for given_grade, minutes in history:
            now += timedelta(minutes=minutes)
            before, memory = memory, review(memory, given_grade, now=now, zone=zone)
            assert outcomes(before, now=now, zone=zone)[given_grade] == memory
        assert outcomes(memory, now=now, zone=zone)[grade] == review(memory, grade, now=now, zone=zone)

    def test_change_nothing(self):
        memory = at((0, 3), (G, G))
        outcomes(memory, now=NOON + timedelta(days=9), zone="UTC")
        assert memory == at((0, 3), (G, G))

    def test_come_due_in_the_order_of_the_grades(self):
        made = outcomes(at((0, 1, 9), (G, G, G)), now=NOON + timedelta(days=30), zone="UTC")
        assert made[A].due < made[H].due < made[G].due < made[E].due

    def test_count_the_review_and_a_lapse_only_where_something_was_known(self):
        known = at((0, 1), (E, G))
        made = outcomes(known, now=NOON + timedelta(days=30), zone="UTC")
        assert {grade: (m.reps, m.lapses) for grade, m in made.items()} == {A: (3, 1), H: (3, 0), G: (3, 0), E: (3, 0)}
        assert outcomes(None, now=NOON, zone="UTC")[A].lapses == 0


class TestTime:
    @given(histories, st.integers(1, 10_000_000), st.sampled_from(Grade), zones)
    def test_never_runs_backwards(self, history, seconds, grade, zone):
        memory, now = None, NOON
        for given_grade, minutes in history:
            now += timedelta(minutes=minutes)
            memory = review(memory, given_grade, now=now, zone=zone)
        early = review(memory, grade, now=now - timedelta(seconds=seconds), zone=zone)
        assert early == review(memory, grade, now=now, zone=zone)
        assert early.last_review == now


class TestRecall:
    @given(histories, zones)
    def test_is_a_probability_that_only_falls(self, history, zone):
        memory, now = None, NOON
        for grade, minutes in history:
            now += timedelta(minutes=minutes)
            memory = review(memory, grade, now=now, zone=zone)
        later = [recall(memory, now=now + timedelta(days=d), zone=zone) for d in (-400, -1, 0, 1, 7, 30, 400, 9000)]
        assert later == sorted(later, reverse=True)
        assert all(0 <= p <= 1 for p in later)

    def test_is_certain_on_the_day_and_as_wished_after_the_stability(self):
        memory = at((0, 5, 20), (G, G, G))
        assert recall(memory, now=NOON + timedelta(days=20), zone="UTC") == 1
        assert recall(memory, now=NOON + timedelta(days=20 + 65), zone="UTC") == pytest.approx(0.9, abs=2e-4)


class TestMastery:
    def test_has_not_started_before_the_first_review(self):
        assert mastery(None) == "not-started"

    @pytest.mark.parametrize(
        ("days", "grades", "level"),
        [
            ((0,), (G,), "attempted"),  # still in its first steps
            ((0, 0), (G, G), "familiar"),
            ((0,), (E,), "proficient"),
            ((0, 10), (E, G), "mastered"),
        ],
    )
    def test_grows_with_stability(self, days, grades, level):
        assert mastery(at(days, grades)) == level

    def test_is_lost_by_a_miss_and_won_again_by_relearning(self):
        lost = review(at((0, 10), (E, G)), A, now=NOON + timedelta(days=60), zone="UTC")
        assert mastery(lost) == "attempted"
        again = review(lost, G, now=NOON + timedelta(days=60), zone="UTC")
        assert (again.state, mastery(again)) == (REVIEW, "familiar")
