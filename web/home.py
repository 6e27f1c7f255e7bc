"""The front page: what this is for who comes by, today's work for who is signed in; the language; about, privacy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, session
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from models import classes, release, reviews, runs
from models.classes import Assignment
from models.runs import Standing
from quizzes.changes import Change, changes
from quizzes.facts import Bank
from quizzes.memory import Memory, day_of
from quizzes.prompts import statement
from web import errors, languages
from web.cards import Pile, pile
from web.classes import topic_name
from web.clock import now
from web.inputs import one_of
from web.languages import chosen
from web.library import library, topic_sizes
from web.security import safe_next

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> str | Response:
    """The landing page, or today."""
    return today() if current_user.is_authenticated else landing()


def landing() -> str | Response:
    """What this is, what can be done in the next minute, where to click."""
    if not library().banks:
        return errors.page(404, strong=_("There is no question bank here yet."), text=_("Look again in a while."))
    bank, *others = library().banks.values()
    count = len(library().questions(bank.id, chosen()).ids)
    return render_template("home/index.html", bank=bank, others=others, sizes=topic_sizes(bank), question_count=count)


def today() -> str:
    """What waits for the signed-in learner."""
    day, known = day_of(now(), current_user.zone), reviews.all_memories(current_user.id)
    monday = day - timedelta(days=day.weekday())
    week = reviews.days(current_user.id, monday, day)
    return render_template(
        "home/today.html", today=now().astimezone(ZoneInfo(current_user.zone)).date(), piles=piles(known, week.get(day)), news=news(known), runs=runs.unfinished(current_user.id, library().banks),
        assignments=sorted((_due(*row) for row in classes.assigned_to(current_user.id)), key=_turn),
        groups=classes.joined_by(current_user.id), banks=library().banks.values(), code=session.get("code", ""),
        week=leaves(monday, day, week), week_done=sum(row.reviews > 0 for row in week.values()),
    )  # fmt: skip


def news(known: Mapping[str, Mapping[str, Memory]]) -> list[tuple[Bank, Change, str]]:
    """The answers that have changed since the learner met them, as sentences."""
    return [
        (bank, change, statement(change.fact, bank.spoken(chosen())))
        for bank in library().banks.values()
        for change in changes(bank, known.get(bank.id, {}))
    ]


def piles(known: Mapping[str, dict[str, Memory]], done: reviews.Day | None) -> list[tuple[object, Pile]]:
    """Today's pile of every bank that is being learnt, or of the first bank."""
    met = [b for b in library().banks.values() if b.id in known] or list(library().banks.values())[:1]
    return [(b, pile(library().questions(b.id, chosen()), known.get(b.id, {}), done, now())) for b in met]


def leaves(monday: date, today_: date, week: Mapping[date, reviews.Day]) -> list[tuple[str, str, str]]:
    """The seven days of the week as small leaves."""
    days = [monday + timedelta(days=n) for n in range(7)]
    return [(format_date(d, "EEE"), format_date(d, "EEEE"), _state(d, today_, week)) for d in days]


def _state(day: date, today_: date, week: Mapping[date, reviews.Day]) -> str:
    if day in week and week[day].reviews > 0:
        return "done"
    return "today" if day == today_ else "ahead" if day > today_ else "missed"


@dataclass(frozen=True)
class Due:
    """An assignment as its learner sees it; ``state`` in words, ``kind`` the badge's."""

    id: int
    topic: str
    group: str
    due: datetime
    length: int
    answered: int
    state: str
    kind: str
    open: bool
    begun: bool


def _due(given: Assignment, group: str, mine: Standing) -> Due:
    total, left = mine.total or given.length, days_left(given)
    if mine.finished:
        state, kind = _("%(right)s of %(total)s right", right=mine.right, total=total), "right"
    elif now() > given.due:
        state, kind = _("Closed"), "wrong"
    else:
        state, kind = (ngettext("%(num)s day left", "%(num)s days left", left) if left else _("Due today")), "due"
    return Due(
        id=given.id, topic=topic_name(given), group=group, due=given.due, length=total,
        answered=mine.answered, state=state, kind=kind, open=now() <= given.due,
        begun=mine.attempts > 0 and not mine.finished,
    )  # fmt: skip


def _turn(given: Due) -> tuple[bool, float]:
    """What can still be handed in comes first, the next due before the rest; then what is closed, the latest first."""
    at = given.due.timestamp()
    return not given.open, at if given.open else -at


def days_left(given: Assignment) -> int:
    """How many midnights lie between now and the due date where the learner is."""
    here = ZoneInfo(current_user.zone)
    return (given.due.astimezone(here).date() - now().astimezone(here).date()).days


@bp.get("/about")
def about() -> str:
    """What stands behind this site."""
    return render_template("home/about.html")


@bp.get("/privacy")
def privacy() -> str:
    """What is kept, and who sees it."""
    return render_template("home/privacy.html")


@bp.post("/language")
def language() -> Response:
    """Choose the language of the pages; it is remembered."""
    if lang := one_of(request.form.get("lang"), languages.LANGUAGES):
        languages.choose(lang)
        release()
    return redirect(safe_next(request.form.get("next")), 303)
