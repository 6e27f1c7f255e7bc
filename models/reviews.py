"""What a learner recalled, and what they remember: reviews are only ever added; the rest can be recomputed.

The two hot requests (an answer, a card) come through :func:`record`: four statements through Core, one transaction.
One learner's log is written by one transaction at a time, so that every review builds on the one before it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, bindparam, case, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models import Base, Instant, db, upsert
from models.accounts import Account
from quizzes import memory
from quizzes.memory import Grade, Memory


class Review(Base):
    """One recorded act of recall of a fact. ``undoes`` names the review this entry takes back.

    ``before`` and ``after`` are the memory's state as JSON ("" before the first review); ``client_key`` makes the
    same act, sent twice, one review. ``parameters`` is all the schedule came from beside the log itself: the
    scheduler's version and the zone whose days were counted.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("account_id", "client_key"),
        Index("ix_review_account_at", "account_id", "at"),
        {"sqlite_autoincrement": True},  # takings-back and cards are known by an entry's id
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    client_key: Mapped[str]
    bank: Mapped[str]
    fact: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    source: Mapped[str]  # quiz, card, undo
    question: Mapped[str]
    form: Mapped[str]
    lang: Mapped[str]
    outcome: Mapped[str]
    grade: Mapped[int]
    milliseconds: Mapped[int]
    before: Mapped[str]
    after: Mapped[str]
    parameters: Mapped[str]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), unique=True)


class MemoryRow(Base):
    """A learner's state for one fact: derived from the reviews."""

    __tablename__ = "memory"
    __table_args__ = (Index("ix_memory_due", "account_id", "due"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    bank: Mapped[str] = mapped_column(primary_key=True)
    fact: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[int]
    step: Mapped[int | None]
    stability: Mapped[float]
    difficulty: Mapped[float]
    last_review: Mapped[datetime] = mapped_column(Instant)
    due: Mapped[datetime] = mapped_column(Instant)
    reps: Mapped[int]
    lapses: Mapped[int]


class Day(Base):
    """One learner's day in numbers, in their own zone, kept up in the review's own transaction: derived."""

    __tablename__ = "day"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    reviews: Mapped[int]
    right: Mapped[int]
    new: Mapped[int]
    milliseconds: Mapped[int]


@dataclass(frozen=True)
class Recall:
    """An act of recall to be recorded: of which fact, asked how, with what outcome."""

    client_key: str
    bank: str
    fact: str
    source: str
    question: str
    form: str
    lang: str
    outcome: str
    grade: Grade
    milliseconds: int = 0


_reviews, _memories, _days = Review.__table__, MemoryRow.__table__, Day.__table__
STATE = ("state", "step", "stability", "difficulty", "last_review", "due", "reps", "lapses")
LONGEST_ANSWER = 600_000  # milliseconds: what took longer was a pause


def memory_of(row: Any) -> Memory:
    """A row of the memory table as the scheduler knows it."""
    return Memory(**{name: getattr(row, name) for name in STATE})


def _packed(state: Memory | None) -> str:
    return json.dumps(asdict(state), default=datetime.isoformat) if state else ""


def _unpacked(text: str) -> Memory | None:
    if not text:
        return None
    kept = json.loads(text)
    instants = {name: datetime.fromisoformat(kept[name]).astimezone(UTC) for name in ("last_review", "due")}
    return Memory(**{**kept, **instants})


def _of(account_id: Any, bank: Any, fact: Any) -> Any:
    row = _memories.c
    return (row.account_id == account_id) & (row.bank == bank) & (row.fact == fact)


#: asked by every answer, so built once
_CURRENT = select(_memories).where(_of(bindparam("a"), bindparam("b"), bindparam("f")))


def current(account_id: int, bank: str, fact: str) -> Memory | None:
    """What the learner remembers of a fact now."""
    row = db.session.connection().execute(_CURRENT, {"a": account_id, "b": bank, "f": fact}).first()
    return memory_of(row) if row else None


def lock(account_id: int) -> None:
    """Wait for this learner's other writing requests, until the caller commits. SQLite has one writer as it is."""
    if db.engine.dialect.name != "sqlite":
        db.session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True))


def record(account_id: int, recall: Recall, *, now: datetime, zone: str) -> bool:
    """Write a review and what follows from it; the caller commits. False where it was recorded before."""
    lock(account_id)
    before = current(account_id, recall.bank, recall.fact)
    after = memory.review(before, recall.grade, now=now, zone=zone)
    values = asdict(recall) | {
        "account_id": account_id, "at": now, "before": _packed(before), "after": _packed(after),
        "milliseconds": min(max(recall.milliseconds, 0), LONGEST_ANSWER), "grade": int(recall.grade),
        "parameters": f"{memory.PARAMETERS} {zone}",
    }  # fmt: skip
    if not upsert(_reviews, values, on=("account_id", "client_key")):
        return False
    _remember(account_id, recall.bank, recall.fact, after)
    _count(account_id, memory.day_of(now, zone), values, first=before is None, sign=1)
    return True


def zone_of(review: Review) -> str:
    """The zone whose days a review was counted in: the learner may have moved since."""
    return review.parameters.partition(" ")[2]


def _remember(account_id: int, bank: str, fact: str, state: Memory) -> None:
    values = {"account_id": account_id, "bank": bank, "fact": fact} | {name: getattr(state, name) for name in STATE}
    upsert(_memories, values, on=("account_id", "bank", "fact"), replacing=STATE)


def _count(account_id: int, day: date, review: dict[str, Any], *, first: bool, sign: int) -> None:
    counts = counts_of(review["grade"], review["milliseconds"], first=first)
    values = {name: sign * count for name, count in counts.items()}
    upsert(_days, {"account_id": account_id, "day": day} | values, on=("account_id", "day"), adding=tuple(counts))


def counts_of(grade: int, milliseconds: int, *, first: bool) -> dict[str, int]:
    """What one review adds to its day."""
    return {"reviews": 1, "right": int(grade > Grade.AGAIN), "new": int(first), "milliseconds": milliseconds}


def standing(account_id: int) -> Any:
    """The condition of a review that is neither a taking-back nor was taken back."""
    taken_back = select(Review.undoes).where(Review.account_id == account_id, Review.undoes.is_not(None))
    return (Review.account_id == account_id) & Review.undoes.is_(None) & Review.id.not_in(taken_back)


def _last_card(account_id: int, bank: str, since: datetime) -> Any:
    """The id of the learner's latest card review in a bank since ``since`` that was not taken back, as a subquery."""
    card = standing(account_id) & (Review.bank == bank) & (Review.source == "card") & (Review.at >= since)
    return select(func.max(Review.id)).where(card).scalar_subquery()


def undo(account_id: int, bank: str, *, review_id: int, since: datetime, now: datetime) -> Review | None:
    """Take back the latest card review by a compensating entry; the log keeps both. The review taken back, or None.

    None where the latest is not ``review_id``, which a page showed: a press that comes twice takes back one grade.
    None, too, where the fact was asked again since: what came later builds on it.
    """
    lock(account_id)
    latest = Review.id == _last_card(account_id, bank, since)
    review = db.session.scalar(select(Review).where(latest, Review.id == review_id))
    if review is None or current(account_id, review.bank, review.fact) != _unpacked(review.after):
        return None
    values = {c.name: getattr(review, c.name) for c in _reviews.c if c.name != "id"} | {
        "client_key": f"undo#{review.id}", "at": now, "source": "undo", "undoes": review.id,
        "before": review.after, "after": review.before,
    }  # fmt: skip
    if not upsert(_reviews, values, on=("account_id", "client_key")):
        return None
    _forget(review, _unpacked(review.before))
    return review


def _forget(review: Review, before: Memory | None) -> None:
    """Put memory and day back to what they were before a review."""
    account_id, day = review.account_id, memory.day_of(review.at, zone_of(review))
    if before:
        _remember(account_id, review.bank, review.fact, before)
    else:
        db.session.execute(delete(MemoryRow).where(_of(account_id, review.bank, review.fact)))
    counted = {"grade": review.grade, "milliseconds": review.milliseconds}
    _count(account_id, day, counted, first=before is None, sign=-1)
    db.session.execute(delete(Day).where(Day.account_id == account_id, Day.day == day, Day.reviews == 0))


# what pages ask


@dataclass(frozen=True)
class Desk:
    """A learner's work on a bank's cards: how many were ``graded`` and left so, the review that can be taken back
    (``last``) and the latest taking-back of all (``undone``), 0 for none."""

    graded: int
    last: int
    undone: int


def desk(account_id: int, bank: str, *, since: datetime) -> Desk:
    """The learner's work on the cards of a bank since then."""
    mine = Review.account_id == account_id
    undone = select(func.max(Review.id)).where(mine, Review.undoes.is_not(None)).scalar_subquery()
    kind = case((Review.source == "card", 1), (Review.source == "undo", -1), else_=0)
    cards = select(func.sum(kind)).where(mine, Review.bank == bank, Review.at >= since).scalar_subquery()
    row = db.session.execute(select(cards, _last_card(account_id, bank, since), undone)).one()
    return Desk(max(row[0] or 0, 0), row[1] or 0, row[2] or 0)


def memories(account_id: int, bank: str) -> dict[str, Memory]:
    """All the learner remembers of a bank, by fact id."""
    rows = db.session.execute(select(_memories).where(_memories.c.account_id == account_id, _memories.c.bank == bank))
    return {row.fact: memory_of(row) for row in rows}


def all_memories(account_id: int) -> dict[str, dict[str, Memory]]:
    """All the learner remembers, by bank and fact id."""
    found: dict[str, dict[str, Memory]] = {}
    for row in db.session.execute(select(_memories).where(_memories.c.account_id == account_id)):
        found.setdefault(row.bank, {})[row.fact] = memory_of(row)
    return found


def day(account_id: int, day: date) -> Day | None:
    """One day's numbers, None where nothing was done."""
    return db.session.get(Day, (account_id, day))


def days(account_id: int, first: date, last: date) -> dict[date, Day]:
    """The learner's days from ``first`` to ``last`` on which something was done."""
    found = db.session.scalars(select(Day).where(Day.account_id == account_id, Day.day.between(first, last)))
    return {row.day: row for row in found}


def history(account_id: int, *, limit: int = 20) -> list[Review]:
    """The latest reviews, newest first, without those taken back and their takings-back."""
    query = select(Review).where(standing(account_id)).order_by(Review.id.desc()).limit(limit)
    return list(db.session.scalars(query))
