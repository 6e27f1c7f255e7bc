"""Dates with a stated precision, in the bank's own notation."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class Moment:
    """A day, a month (``day`` is None) or a year (``month`` is None too). Raises ValueError if no calendar has it."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        try:
            date(self.year, self.month or 1, 1 if self.day is None else self.day)
        except ValueError:
            raise ValueError(f"no calendar has {self.iso}") from None
        if self.month == 0:
            raise ValueError(f"no calendar has {self.iso}")

    @property
    def iso(self) -> str:
        parts = (
            f"{self.month:02d}" if self.month is not None else "",
            f"{self.day:02d}" if self.day is not None else "",
        )
        return "-".join((f"{self.year:04d}", *filter(None, parts)))

    @property
    def precision(self) -> str:
        return "day" if self.day is not None else "month" if self.month is not None else "year"

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True)
class When:
    """A moment, or a period when it has an ``end``. A period runs forwards."""

    start: Moment
    end: Moment | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end.last < self.start.first:
            raise ValueError(f"{self.iso} ends before it begins")

    @classmethod
    def parse(cls, text: str) -> When:
        """``1918-06-04``, ``1918-06``, ``1918``, or two of them joined by a slash. ValueError says what is wrong."""
        moments = [_parse_moment(part, text) for part in text.split("/")]
        if len(moments) > 2:
            raise ValueError(f"{text!r}: a period has one slash")
        return cls(*moments)

    @property
    def iso(self) -> str:
        return self.start.iso if self.end is None else f"{self.start.iso}/{self.end.iso}"

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``year`` or ``period``."""
        return self.start.precision if self.end is None else "period"

    @property
    def first(self) -> date:
        return self.start.first

    @property
    def last(self) -> date:
        return (self.end or self.start).last

    def overlaps(self, other: When) -> bool:
        """True where some day lies in both: 4 June 1918 overlaps June 1918."""
        return self.first <= other.last and other.first <= self.last


#: how far made dates are apart, in units of their precision: a step, and a chance part of less than a step
_STEPS = {"day": (18, 9), "lone day": (500, 250), "month": (3, 3), "year": (2, 2)}


def shifted(when: When, side: int, dice: Random, *, lone: bool) -> Iterator[When]:
    """Made dates of the same precision, earlier (``side`` -1) or later (1), each further off than the last.

    Years lie 2 to 7 and more apart, months likewise, days some weeks, but years where the day is ``lone``. None is 12
    or 13 days off: that would be the same day by the other calendar. None of a period, or where the calendar ends.
    """
    unit = "lone day" if lone and when.precision == "day" else when.precision
    step, chance = _STEPS.get(unit, (0, 0))
    for n in range(1, 9 if step else 0):
        try:
            yield When(_moved(when.start, side * (n * step + dice.randrange(chance))))
        except (ValueError, OverflowError):
            return


def _moved(moment: Moment, by: int) -> Moment:
    """The moment so many of its own units away."""
    if moment.month is None:
        return Moment(moment.year + by)
    if moment.day is None:
        years, month = divmod(moment.month - 1 + by, 12)
        return Moment(moment.year + years, month + 1)
    day = moment.first + timedelta(by)
    return Moment(day.year, day.month, day.day)


def _parse_moment(part: str, whole: str) -> Moment:
    found = _ISO.fullmatch(part)
    if not found:
        raise ValueError(f"{whole!r} is not a date: write 1918-06-04, 1918-06, 1918, or two joined by a slash")
    try:
        return Moment(*(int(group) if group else None for group in found.groups()))  # type: ignore[arg-type]
    except ValueError as error:
        raise ValueError(f"{whole!r}: {error}") from None
