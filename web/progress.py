"""Progress: what is known by topic, what will be due, what was done. Every number has one definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from models import reviews
from quizzes.facts import Bank, Topic
from quizzes.memory import Memory, day_of, mastery
from quizzes.prompts import statement
from web.clock import now
from web.languages import chosen
from web.library import library, topic_sizes

bp = Blueprint("progress", __name__)

LEVELS = ("not-started", "attempted", "familiar", "proficient", "mastered")
WEEKS_BACK = 12
WEEKS_AHEAD = 3


@dataclass(frozen=True)
class TopicMastery:
    """How many facts of a topic stand at each of :data:`LEVELS`."""

    topic: Topic
    size: int
    counts: tuple[int, ...]


def mastery_counts(bank: Bank, known: Mapping[str, Memory]) -> list[TopicMastery]:
    """Mastery per topic, in the bank's order."""
    rows = []
    for topic, size in topic_sizes(bank):
        levels = Counter(mastery(known.get(fact.id)) for fact in bank if fact.topic == topic.id)
        rows.append(TopicMastery(topic, size, tuple(levels[level] for level in LEVELS)))
    return rows


@bp.get("/progress")
def show() -> str:
    """Everything about one learner's progress, bank by bank."""
    today = day_of(now(), current_user.zone)
    banks = []
    coming: Counter[date] = Counter()
    everything = reviews.all_memories(current_user.id)
    for bank in library().banks.values():
        known = {key: state for key, state in everything.get(bank.id, {}).items() if key in bank.facts}
        coming.update(max(today, day_of(state.due, current_user.zone)) for state in known.values())
        if known:
            banks.append((bank, mastery_counts(bank, known)))
    past = reviews.days(current_user.id, first_day(today), today)
    counted = [row for day, row in past.items() if day > today - timedelta(weeks=WEEKS_BACK)]
    return render_template(
        "progress/show.html", banks=banks, calendar=calendar(today, past, coming), today=today, coming=forecast(today, coming),
        reviews_done=sum(row.reviews for row in counted), reviews_right=sum(row.right for row in counted),
        days_studied=sum(row.reviews > 0 for row in counted),
        log=[(entry, fact_words(entry)) for entry in reviews.history(current_user.id)],
    )  # fmt: skip


def fact_words(entry: reviews.Review) -> str:
    """The fact a review was of, as a sentence in the reader's language."""
    bank, fact = library().banks.get(entry.bank), library().fact(entry.bank, entry.fact)
    return statement(fact, bank.spoken(chosen())) if bank and fact else _("a fact that is no longer in the bank")


def first_day(today: date) -> date:
    """The Monday the calendar begins with."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS_BACK)


def forecast(today: date, coming: Counter[date]) -> list[tuple[date, int]]:
    """How many facts fall due today and on each of the six days after."""
    return [(today + timedelta(days=n), coming[today + timedelta(days=n)]) for n in range(7)]


@dataclass(frozen=True)
class Calendar:
    """Past reviews and future due as the heatmap draws them: columns of seven (kind, level, words)."""

    weeks: list[list[tuple[str, int, str]]]
    months: list[str]
    days: list[str]


def calendar(today: date, past: Mapping[date, reviews.Day], coming: Counter[date]) -> Calendar:
    """The calendar from :data:`WEEKS_BACK` weeks ago to :data:`WEEKS_AHEAD` weeks ahead, weeks beginning on Monday."""
    first = first_day(today)
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS_BACK + WEEKS_AHEAD + 1)]
    most = max((day.reviews for day in past.values()), default=0)
    busiest = max((count for day, count in coming.items() if day > today), default=0)
    cells = [
        [_cell(monday + timedelta(days=n), today, past, coming, most=most, busiest=busiest) for n in range(7)]
        for monday in mondays
    ]
    begun = [monday.day <= 7 for monday in mondays]
    begun[0] |= not begun[1]  # two names would stand on one another
    months = [format_date(monday, "MMM") if new else "" for monday, new in zip(mondays, begun, strict=True)]
    names = [format_date(first + timedelta(days=n), "EEE") if n % 2 == 0 else "" for n in range(7)]
    return Calendar(cells, months, names)


def _cell(
    day: date, today: date, past: Mapping[date, reviews.Day], coming: Counter[date], *, most: int, busiest: int
) -> tuple[str, int, str]:
    named = format_date(day, "d MMMM")
    if day > today:
        words = ngettext("%(day)s: %(num)s fact due", "%(day)s: %(num)s facts due", coming[day], day=named)
        return "due", _level(coming[day], busiest, 5), words
    done = past[day].reviews if day in past else 0
    words = ngettext("%(day)s: %(num)s review", "%(day)s: %(num)s reviews", done, day=named)
    return "today" if day == today else "past", _level(done, most, 4), words


def _level(count: int, most: int, levels: int) -> int:
    return -(-count * levels // most) if most and count > 0 else 0
