"""What a learner remembers of one fact: FSRS-6, counted in the learner's own days as Anki counts them.

Anki's day begins at four in the morning where the learner is, and the time between two reviews is the number of such
days between them; ``fsrs`` by itself floors 24-hour periods. So each review is handed to it at midnight of its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from fsrs import Card, Rating, Scheduler, State

#: the hour at which a learner's day begins
ROLLOVER = 4
#: the state of a fact past its first steps
REVIEW = int(State.Review)
#: the version of scheduler and parameters, written beside each review
PARAMETERS = "fsrs-6.3-default"
LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS = (timedelta(minutes=10),)


class Grade(IntEnum):
    """How well a fact came back, in Anki's numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Memory:
    """A learner's state for one fact. ``state`` is 1 learning, 2 review, 3 relearning; instants are aware UTC;
    ``stability`` is in days, ``difficulty`` from 1 to 10."""

    state: int
    step: int | None
    stability: float
    difficulty: float
    last_review: datetime
    due: datetime
    reps: int
    lapses: int


def day_of(instant: datetime, zone: str) -> date:
    """The learner's day an instant belongs to."""
    return (instant.astimezone(ZoneInfo(zone)) - timedelta(hours=ROLLOVER)).date()


def day_begins(day: date, zone: str) -> datetime:
    """The instant a learner's day begins, in UTC."""
    return datetime.combine(day, time(ROLLOVER), ZoneInfo(zone)).astimezone(UTC)


@lru_cache(maxsize=64)
def _scheduler(retention: float) -> Scheduler:
    return Scheduler(
        desired_retention=retention,
        learning_steps=LEARNING_STEPS,
        relearning_steps=RELEARNING_STEPS,
        enable_fuzzing=False,
    )


def outcomes(memory: Memory | None, *, now: datetime, zone: str, retention: float = 0.9) -> dict[Grade, Memory]:
    """What each grade given ``now`` would make of a memory (``None``: never reviewed). Nothing is changed.

    A review dated before the last one counts as made at the same time as it.
    """
    at = max(now, memory.last_review) if memory else now
    return {grade: _after(memory, grade, at, zone, retention) for grade in Grade}


def review(memory: Memory | None, grade: Grade, *, now: datetime, zone: str, retention: float = 0.9) -> Memory:
    """The memory after a review graded ``grade`` at ``now``."""
    at = max(now, memory.last_review) if memory else now
    return _after(memory, grade, at, zone, retention)


def _after(memory: Memory | None, grade: Grade, now: datetime, zone: str, retention: float) -> Memory:
    today = _midnight(day_of(now, zone))
    before = _card(memory, zone, today)
    card, _ = _scheduler(retention).review_card(before, Rating(int(grade)), today)
    assert card.stability is not None
    assert card.difficulty is not None
    return Memory(
        state=int(card.state),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=now,
        due=_due(now, card.due - today, zone),
        reps=(memory.reps if memory else 0) + 1,
        lapses=(memory.lapses if memory else 0) + (before.state == State.Review and grade is Grade.AGAIN),
    )


def _card(memory: Memory | None, zone: str, today: datetime) -> Card:
    if memory is None:
        return Card(card_id=0, due=today)
    return Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=today,
        last_review=_midnight(day_of(memory.last_review, zone)),
    )


def _due(now: datetime, interval: timedelta, zone: str) -> datetime:
    """Minutes count from now; days end with the beginning of the learner's day."""
    if interval < timedelta(days=1):
        return now + interval
    return day_begins(day_of(now, zone) + timedelta(days=interval.days), zone)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def recall(memory: Memory, *, now: datetime, zone: str) -> float:
    """The probability of recall at ``now``, from 0 to 1 (FSRS-6's power forgetting curve)."""
    card = _card(memory, zone, now)
    return _scheduler(0.9).get_card_retrievability(
        card, _midnight(max(day_of(now, zone), day_of(memory.last_review, zone)))
    )


def interval_days(memory: Memory, *, now: datetime, zone: str) -> int:
    """Whole learner's days until due; 0 where it is a matter of minutes, in the first steps."""
    return max(0, (day_of(memory.due, zone) - day_of(now, zone)).days) if memory.state == REVIEW else 0


#: mastery, from memory alone: the stability in days from which each level holds
LEVELS = (("familiar", 0.0), ("proficient", 7.0), ("mastered", 30.0))


def mastery(memory: Memory | None) -> str:
    """One of ``not-started``, ``attempted``, ``familiar``, ``proficient``, ``mastered``.

    *Attempted*: met, but still in its first steps, or lost again. *Familiar*: remembered beyond the day. *Proficient*
    from seven days of stability, *mastered* from thirty. A miss sends a fact back to *attempted* until it is relearnt.
    """
    if memory is None:
        return "not-started"
    if memory.state != State.Review:
        return "attempted"
    return next(name for name, days in reversed(LEVELS) if memory.stability >= days)
