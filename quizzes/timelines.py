"""A bank's events in time: by year, a busy year by month, and where each stands on a strip of its year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quizzes.facts import Event, Fact

#: a year of so many events is shown by month, on a strip of its own
BUSY = 12
#: how near two marks of one strip may come, as a part of its length: on a phone some eight pixels
NEAREST = 0.026
#: how far from both ends of a strip the number of its fullest year has room
NAMED = 0.15


@dataclass(frozen=True)
class Mark:
    """An event on a strip from 0 to 1: from where to where, as wide as its date leaves open, and how many marks lie
    under it. ``kind`` is its date's precision: ``day``, ``month``, ``year`` or ``period``."""

    event: Event
    start: float
    end: float
    lane: int

    @property
    def kind(self) -> str:
        return self.event.when.precision


@dataclass(frozen=True)
class Month:
    """The events of one month; ``number`` is None for those whose month is not told, or not asked for."""

    number: int | None
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Year:
    """The events that begin in a year. A busy one has ``marks``, and its events by month."""

    number: int
    months: tuple[Month, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(event for month in self.months for event in month.events)

    @property
    def lanes(self) -> int:
        return max((mark.lane for mark in self.marks), default=-1) + 1


@dataclass(frozen=True)
class Column:
    """How many events begin in a year, and where that year stands on a strip of all years, from 0 to 1; ``named``
    where its number has room under it."""

    number: int
    count: int
    at: float
    named: bool


def events(facts: Iterable[Fact]) -> tuple[Event, ...]:
    """The events among some facts, the earliest first; of those that begin together, the one that is dated closest."""
    found = (fact for fact in facts if isinstance(fact, Event))
    return tuple(sorted(found, key=lambda event: (event.when.first, event.when.last)))


def years(found: Iterable[Event]) -> tuple[Year, ...]:
    """Events in their order, by the year they begin in."""
    return tuple(_year(number, tuple(group)) for number, group in groupby(found, lambda e: e.when.start.year))


def _year(number: int, found: Sequence[Event]) -> Year:
    if len(found) < BUSY:
        return Year(number, (Month(None, tuple(found)),))
    by_month = groupby(sorted(found, key=_month), _month)
    return Year(number, tuple(Month(key or None, tuple(group)) for key, group in by_month), marks(number, found))


def _month(event: Event) -> int:
    return event.when.start.month or 0


def marks(year: int, found: Iterable[Event]) -> tuple[Mark, ...]:
    """Where the events of a year stand on its strip: one that lasts longer ends with the year."""
    placed = [(event, share(event.when.first, year), share(event.when.last, year)) for event in found]
    rows = lanes([(start, end) for _, start, end in placed])
    return tuple(Mark(event, start, end, lane) for (event, start, end), lane in zip(placed, rows, strict=True))


def share(day: date, year: int) -> float:
    """How much of a year is over on a day: 0 on New Year's Day, 1 on the last and ever after."""
    length = (date(year, 12, 31) - date(year, 1, 1)).days
    return min(max((day - date(year, 1, 1)).days / length, 0.0), 1.0)


def lanes(spans: Iterable[tuple[float, float]]) -> tuple[int, ...]:
    """The lowest row for each span, from left to right, in which it touches none before it.

    >>> lanes([(0.1, 0.1), (0.1, 0.1), (0.11, 0.5), (0.3, 0.3)])
    (0, 1, 2, 0)
    """
    rows: list[float] = []
    chosen = []
    for start, end in spans:
        free = next((n for n, taken in enumerate(rows) if start - taken >= NEAREST), len(rows))
        rows[free : free + 1] = [end]
        chosen.append(free)
    return tuple(chosen)


def columns(found: Sequence[Year]) -> tuple[Column, ...]:
    """A column for every year that has an event, in the order of time."""
    if not found:
        return ()
    first, length = found[0].number, max(found[-1].number - found[0].number, 1)
    fullest = max(found, key=lambda year: len(year.events))
    spread = [(year, (year.number - first) / length) for year in found]
    return tuple(
        Column(year.number, len(year.events), at, year is fullest and NAMED < at < 1 - NAMED) for year, at in spread
    )
