"""The log of reviews, and what follows from it: memories and days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from models import db, replays, reviews
from models.reviews import Day, MemoryRow, Review
from quizzes import memory
from quizzes.memory import Grade
from tests.learning import BANK, ZONE, afresh, at_once, log_of, recall_of, review, stored

FACTS = ("treaty/a", "event/b", "office/c")


class TestAReview:
    def test_is_stored_with_what_was_remembered_before_and_after(self, app, context, bob, now):
        review(bob, "treaty/a", now=now, key="1")
        review(bob, "treaty/a", now=now + timedelta(days=3), key="2", grade=Grade.AGAIN)
        first, second = log_of(app, bob)
        assert (first["before"], first["after"]) == ("", second["before"])
        assert second["after"] == reviews._packed(reviews.current(bob.id, BANK, "treaty/a"))

    def test_makes_the_memory_the_scheduler_makes(self, context, bob, now):
        review(bob, "treaty/a", now=now, key="1", grade=Grade.EASY)
        assert reviews.current(bob.id, BANK, "treaty/a") == memory.review(None, Grade.EASY, now=now, zone=ZONE)

    def test_counts_once_however_often_it_is_recorded(self, app, context, bob, now):
        done = [review(bob, "treaty/a", now=now, key="same") for _ in range(3)]
        assert done == [True, False, False]
        assert (len(log_of(app, bob)), days(app, bob)[0]["reviews"]) == (1, 1)

    def test_counts_once_when_it_comes_many_times_at_once(self, app, bob, now):
        done = at_once([in_context(app, lambda: review(bob, "treaty/a", now=now, key="same"))] * 8)
        assert sorted(done) == [False] * 7 + [True]
        assert (len(log_of(app, bob)), known(app, bob)[0]["reps"], days(app, bob)[0]["reviews"]) == (1, 1, 1)

    def test_builds_on_the_one_before_though_both_come_at_once(self, app, bob, now):
        at_once([in_context(app, lambda n=n: review(bob, "treaty/a", now=now, key=f"{n}")) for n in range(8)])
        assert known(app, bob)[0]["reps"] == 8
        assert days(app, bob)[0]["new"] == 1
        assert rebuilt(app, bob) == 0

    def test_of_another_learner_with_the_same_key_is_another_one(self, app, context, bob, charlie, now):
        assert review(bob, "treaty/a", now=now, key="same")
        assert review(charlie, "treaty/a", now=now, key="same")

    @pytest.mark.parametrize(("told", "kept"), [(-5, 0), (0, 0), (4000, 4000), (999_999_999, 600_000)])
    def test_took_no_longer_than_a_pause(self, app, context, bob, now, told, kept):
        recall = recall_of("treaty/a", key="1")
        reviews.record(bob.id, recall.__class__(**{**recall.__dict__, "milliseconds": told}), now=now, zone=ZONE)
        db.session.commit()
        assert log_of(app, bob)[0]["milliseconds"] == kept

    def test_dated_before_the_last_one_does_not_move_the_schedule_back(self, app, context, bob, now):
        review(bob, "treaty/a", now=now, key="1")
        review(bob, "treaty/a", now=now - timedelta(days=2), key="2")
        assert reviews.current(bob.id, BANK, "treaty/a").last_review == now
        assert rebuilt(app, bob) == 0

    @pytest.mark.parametrize(
        ("zone", "day"), [("Europe/Istanbul", 21), ("Asia/Baku", 22), ("America/New_York", 21), ("Asia/Tokyo", 22)]
    )
    def test_belongs_to_the_day_that_began_at_four_where_the_learner_is(self, app, context, bob, zone, day):
        review(bob, "treaty/a", now=datetime(2026, 11, 22, 0, 59, 59, tzinfo=UTC), key="1", zone=zone)
        assert days(app, bob)[0]["day"].day == day


class TestTakingBack:
    def test_any_number_of_steps_restores_memory_and_day_exactly(self, app, context, bob, now):
        dice, snapshots = Random(7), []
        for number in range(25):
            snapshots.append(derived(app, bob))
            at = now + timedelta(minutes=11 * number)
            review(bob, dice.choice(FACTS), now=at, key=f"{number}", grade=dice.choice(list(Grade)))
        for before in reversed(snapshots):
            assert undo(bob, now + timedelta(hours=5)) is not None
            assert derived(app, bob) == before
        assert undo(bob, now + timedelta(hours=5)) is None

    def test_lets_the_same_fact_be_graded_again(self, app, context, bob, now):
        review(bob, "treaty/a", now=now, key="1", grade=Grade.AGAIN)
        undo(bob, now)
        assert review(bob, "treaty/a", now=now, key="2", grade=Grade.GOOD)
        assert days(app, bob) == [
            {"account_id": bob.id, "day": now.date(), "reviews": 1, "right": 1, "new": 1, "milliseconds": 4000}
        ]

    def test_only_adds_to_the_log(self, app, context, bob, now):
        for number in range(3):
            review(bob, "treaty/a", now=now + timedelta(minutes=number), key=f"{number}")
        before = log_of(app, bob)
        undo(bob, now + timedelta(hours=1))
        undo(bob, now + timedelta(hours=1))
        after = log_of(app, bob)
        assert after[:3] == before
        assert [(row["source"], row["undoes"]) for row in after[3:]] == [
            ("undo", before[2]["id"]),
            ("undo", before[1]["id"]),
        ]

    def test_is_counted_on_the_day_of_the_review_though_the_learner_has_moved(self, app, context, bob):
        late = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)  # 03:30 in Istanbul, 04:30 in Baku
        review(bob, "treaty/a", now=late, key="1", zone="Europe/Istanbul")
        review(bob, "event/b", now=late, key="2", zone="Asia/Baku")
        undo(bob, late + timedelta(hours=1))
        assert [row["day"].day for row in days(app, bob)] == [21]

    def test_leaves_answers_of_quizzes_alone(self, context, bob, now):
        review(bob, "treaty/a", now=now, key="1", source="quiz")
        assert undo(bob, now) is None

    def test_stops_where_a_quiz_asked_the_same_fact_since(self, app, context, bob, now):
        review(bob, "treaty/a", now=now, key="1")
        review(bob, "treaty/a", now=now + timedelta(minutes=1), key="2", source="quiz")
        before = derived(app, bob)
        assert undo(bob, now + timedelta(minutes=2)) is None
        assert derived(app, bob) == before

    def test_reaches_twelve_hours_back_and_into_one_bank(self, context, bob, now):
        review(bob, "treaty/a", now=now - timedelta(hours=13), key="1")
        review(bob, "treaty/a", now=now, key="2", bank="another")
        assert undo(bob, now) is None

    def test_takes_nothing_from_another_learner(self, app, context, bob, charlie, now):
        review(charlie, "treaty/a", now=now, key="1")
        assert undo(bob, now) is None
        assert len(log_of(app, charlie)) == 1

    def test_of_one_page_pressed_many_times_at_once_takes_one_review_back(self, app, bob, now):
        with app.app_context():
            for number in range(3):
                review(bob, FACTS[number], now=now, key=f"{number}")
        last = log_of(app, bob)[-1]["id"]
        taken = at_once([in_context(app, lambda: undo(bob, now, last) is not None)] * 6)
        assert sum(taken) == 1
        assert len(derived(app, bob)[0]) == 2


class TestTheLog:
    @pytest.mark.parametrize("seed", range(3))
    def test_gives_back_every_memory_and_day(self, app, context, bob, charlie, now, seed):
        live(bob, Random(seed), now)
        live(charlie, Random(seed + 100), now)
        assert rebuilt(app, bob) == 0

    def test_mends_what_was_damaged(self, app, context, bob, noise, now):
        live(bob, Random(1), now)
        before = derived(app, bob)
        spoil(bob, now)
        assert rebuilt(app, bob) == 4
        assert derived(app, bob) == before
        assert rebuilt(app, bob) == 0

    def test_is_read_without_what_was_taken_back(self, app, context, bob, charlie, now):
        for number, fact in enumerate(FACTS):
            review(bob, fact, now=now + timedelta(minutes=number), key=f"{number}")
        review(charlie, "treaty/a", now=now, key="x")
        undo(bob, now + timedelta(hours=1))
        assert [entry.fact for entry in reviews.history(bob.id)] == ["event/b", "treaty/a"]

    def test_goes_with_its_account_and_no_other(self, app, context, bob, charlie, now):
        from models import accounts

        live(bob, Random(2), now)
        live(charlie, Random(3), now)
        others = derived(app, charlie), log_of(app, charlie)
        accounts.erase(db.session.merge(bob))
        db.session.commit()
        assert (derived(app, bob), log_of(app, bob)) == (([], []), [])
        assert (derived(app, charlie), log_of(app, charlie)) == others

    def test_leaves_the_id_of_an_entry_that_is_gone_to_no_other(self, app, context, bob, charlie, now):
        """Takings-back and cards are known by it."""
        from models import accounts

        review(bob, "treaty/a", now=now, key="x")
        gone = log_of(app, bob)[0]["id"]
        accounts.erase(db.session.merge(bob))
        db.session.commit()
        review(charlie, "treaty/a", now=now, key="x")
        assert log_of(app, charlie)[0]["id"] > gone


@pytest.fixture
def context(app, bob, charlie, noise):
    with app.app_context():
        yield


def in_context(app, work):
    def done():
        with app.app_context():
            return work()

    return done


def undo(account, now, last: int = 0) -> Review | None:
    since = now - timedelta(hours=12)
    last = last or reviews.desk(account.id, BANK, since=since).last
    taken = reviews.undo(account.id, BANK, review_id=last, since=since, now=now)
    db.session.commit()
    return taken


def live(account, dice, now, steps: int = 30) -> None:
    """A history of reviews and takings-back, of two banks, with a clock that slips and a learner who travels."""
    for number in range(steps):
        now += timedelta(minutes=dice.choice([0, 1, 9, 300, 2000, -20]))
        zone = "Europe/Istanbul" if number < steps // 2 else "Asia/Baku"
        if dice.random() < 0.2:
            undo(account, now)
        else:
            bank, source = dice.choice([BANK, "another"]), dice.choice(["card", "quiz"])
            grade, key = dice.choice(list(Grade)), f"{number}"
            review(account, dice.choice(FACTS), now=now, key=key, grade=grade, source=source, bank=bank, zone=zone)


def spoil(account, now) -> None:
    """A memory wrong, one missing, one too many; a day wrong."""
    rows = list(db.session.scalars(select(MemoryRow).where(MemoryRow.account_id == account.id)))
    rows[0].stability += 1
    stray = {name: getattr(rows[2], name) for name in reviews.STATE}
    db.session.add(MemoryRow(account_id=account.id, bank=BANK, fact="stray", **stray))
    db.session.delete(rows[1])
    db.session.scalars(select(Day).where(Day.account_id == account.id)).first().right += 1
    db.session.commit()


def rebuilt(app, account) -> int:
    with afresh(app):
        wrong = replays.rebuild(account.id)
        db.session.commit()
    return wrong


def known(app, account):
    rows = stored(app, MemoryRow, MemoryRow.account_id == account.id)
    return sorted(rows, key=lambda row: (row["bank"], row["fact"]))


def days(app, account):
    return sorted(stored(app, Day, Day.account_id == account.id), key=lambda row: row["day"])


def derived(app, account):
    """All that follows from the log, row by row."""
    return known(app, account), days(app, account)
