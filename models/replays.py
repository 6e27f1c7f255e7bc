"""Memories and days recomputed from the log: what is derived can be lost without loss."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from models import db
from models.reviews import STATE, Day, MemoryRow, Review, counts_of, lock, standing, zone_of
from quizzes import memory
from quizzes.memory import Grade, Memory

#: rows by key: what a derived table should hold for one learner
Rows = dict[tuple[Any, ...], dict[str, Any]]


def rebuild(account_id: int) -> int:
    """Recompute a learner's memories and days from the log and put right what differs; the caller commits.

    The number of rows that were wrong, missing or too many: 0 where all was well.
    """
    lock(account_id)
    known, done = _replayed(account_id)
    return _mend(MemoryRow, account_id, ("bank", "fact"), known) + _mend(Day, account_id, ("day",), done)


def sizes(account_id: int) -> tuple[int, int]:
    """How many memories and days a learner has."""
    counts = (select(func.count()).where(table.account_id == account_id) for table in (MemoryRow, Day))
    row = db.session.execute(select(*(count.scalar_subquery() for count in counts))).one()
    return row[0], row[1]


def _replayed(account_id: int) -> tuple[Rows, Rows]:
    """The rows of the memory and day tables that follow from the log."""
    states: dict[tuple[Any, ...], Memory] = {}
    done: Rows = {}
    for entry in db.session.scalars(select(Review).where(standing(account_id)).order_by(Review.id)):
        key, zone = (entry.bank, entry.fact), zone_of(entry)
        counts = counts_of(entry.grade, entry.milliseconds, first=key not in states)
        day = done.setdefault((memory.day_of(entry.at, zone),), dict.fromkeys(counts, 0))
        day.update({name: day[name] + count for name, count in counts.items()})
        states[key] = memory.review(states.get(key), Grade(entry.grade), now=entry.at, zone=zone)
    return {key: {name: getattr(state, name) for name in STATE} for key, state in states.items()}, done


def _mend(table: type[MemoryRow | Day], account_id: int, key: tuple[str, ...], wanted: Rows) -> int:
    """Make a derived table hold ``wanted`` for a learner; how many rows were not so."""
    query = select(table).where(table.account_id == account_id).execution_options(populate_existing=True)
    held: dict[tuple[Any, ...], Any] = {
        tuple(getattr(row, name) for name in key): row for row in db.session.scalars(query)
    }
    surplus = held.keys() - wanted.keys()
    wrong = {place for place, values in wanted.items() if not _holds(held.get(place), values)}
    for place in surplus:
        db.session.delete(held[place])
    for place in wrong:
        db.session.merge(table(account_id=account_id, **dict(zip(key, place, strict=True)), **wanted[place]))
    db.session.flush()
    return len(surplus) + len(wrong)


def _holds(row: object, values: dict[str, Any]) -> bool:
    return row is not None and all(getattr(row, name) == value for name, value in values.items())
