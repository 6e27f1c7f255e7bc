"""What languages share: digits in groups, and a date as day, month's name, year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzes.dates import Moment, When

_AMOUNT = re.compile(r"([0-9]+)(?:\.([0-9]+))?")


def grouped(amount: str, thousands: str, point: str) -> str:
    """``"500000"`` → ``"500.000"`` with a dot for thousands; what is no plain number stays as it is."""
    found = _AMOUNT.fullmatch(amount)
    if not found:
        return amount
    whole = f"{int(found[1]):,}".replace(",", thousands)
    return f"{whole}{point}{found[2]}" if found[2] else whole


def moment(value: Moment, months: Sequence[str]) -> str:
    """``4 June 1918``, ``June 1918`` or ``1918``; ``months`` are the twelve names."""
    day = str(value.day) if value.day is not None else ""
    month = months[value.month - 1] if value.month is not None else ""
    return " ".join(part for part in (day, month, str(value.year)) if part)


def halves(when: When, months: Sequence[str]) -> tuple[str, str]:
    """A period's two ends, the first without what the second says anyway: ``("11 May", "4 June 1918")``."""
    start, end = when.start, when.end or when.start
    last = moment(end, months)
    if start.month is None or start.year != end.year:
        return moment(start, months), last
    if start.day is not None and end.day is not None and start.month == end.month:
        return str(start.day), last
    return moment(start, months).removesuffix(f" {start.year}"), last


def span(when: When, months: Sequence[str]) -> str:
    """``11 May – 4 June 1918``, ``11–14 May 1918``, ``1902–1917``; a moment as it is."""
    if when.end is None:
        return moment(when.start, months)
    first, last = halves(when, months)
    return f"{first} – {last}" if " " in first else f"{first}–{last}"
