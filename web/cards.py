"""Flashcards: what is due today, then what is new, graded by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from models import db, reviews
from models.reviews import Recall
from quizzes import memory
from quizzes.changes import changed_since
from quizzes.decks import back
from quizzes.facts import Fact
from quizzes.memory import Grade, Memory
from quizzes.prompts import Prompt
from quizzes.questions import QuestionBank
from web.clock import now
from web.inputs import whole_number
from web.languages import chosen
from web.library import library
from web.quizzes import bank_or_404, milliseconds_in

bp = Blueprint("cards", __name__)

NEW_A_DAY = 10
#: a card that comes back within these minutes is shown now when nothing else is left
AHEAD = timedelta(minutes=20)
SECONDS_A_CARD = 20


@dataclass(frozen=True)
class Pile:
    """What lies before a learner today in one bank: facts with their memories, in the order to be met."""

    due: tuple[tuple[str, Memory], ...]
    learning: tuple[tuple[str, Memory], ...]  # met today, coming back within minutes
    new: tuple[str, ...]
    done: int

    @property
    def size(self) -> int:
        return len(self.due) + len(self.learning) + len(self.new)

    @property
    def minutes(self) -> int:
        return max(1, round(self.size * SECONDS_A_CARD / 60))

    def next(self) -> tuple[str, Memory | None] | None:
        """The next fact: what is due, what is new, what will be due in a moment."""
        if self.due:
            return self.due[0]
        if self.new:
            return self.new[0], None
        return self.learning[0] if self.learning else None


def cardable(questions: QuestionBank) -> list[Fact]:
    """The facts of a bank that have a card: those that can be asked without options."""
    return [fact for fact in questions.bank if prompt_of(questions, fact.id) is not None]


def prompt_of(questions: QuestionBank, fact_id: str) -> Prompt | None:
    """The side of a fact that its card asks for."""
    fact = questions.bank.facts.get(fact_id)
    for slot in fact.asked if fact else ():
        prompt = questions.prompts.get(f"{fact_id}~{slot}")
        if prompt is not None and prompt.stem:
            return prompt
    return None


def pile(questions: QuestionBank, known: dict[str, Memory], today: reviews.Day | None, at: datetime) -> Pile:
    """Sort a bank's facts into today's pile."""
    ends = memory.day_begins(memory.day_of(at, current_user.zone) + timedelta(days=1), current_user.zone)
    facts = cardable(questions)
    met = sorted(((f.id, known[f.id]) for f in facts if f.id in known), key=lambda pair: pair[1].due)
    fresh = sorted((f for f in facts if f.id not in known), key=lambda f: -f.importance)
    room = max(0, NEW_A_DAY - (today.new if today else 0))
    return Pile(
        due=tuple(pair for pair in met if _is_due(pair[1], at, ends)),
        learning=tuple(pair for pair in met if not _is_due(pair[1], at, ends) and pair[1].due < at + AHEAD),
        new=tuple(f.id for f in fresh[:room]),
        done=today.reviews if today else 0,
    )


def _is_due(state: Memory, at: datetime, day_ends: datetime) -> bool:
    """Days are due all day; minutes when they have passed."""
    return state.due <= at or (state.state == memory.REVIEW and state.due < day_ends)


def todays_pile(questions: QuestionBank) -> Pile:
    """The signed-in learner's pile of one bank."""
    known = reviews.memories(current_user.id, questions.bank.id)
    today = reviews.day(current_user.id, memory.day_of(now(), current_user.zone))
    return pile(questions, known, today, now())


@bp.get("/banks/<bank_id>/cards")
def show(bank_id: str) -> str:
    """The next card: its face, and its back when asked for."""
    questions = library().questions(bank_or_404(bank_id).id, chosen())
    lying = todays_pile(questions)
    morning = memory.day_begins(memory.day_of(now(), current_user.zone), current_user.zone)
    desk = reviews.desk(current_user.id, bank_id, since=morning)
    following = lying.next()
    if following is None:
        return render_template("cards/done.html", bank=questions.bank, pile=lying, desk=desk)
    fact_id, state = following
    prompt = prompt_of(questions, fact_id)
    assert prompt is not None
    return render_template(
        "cards/show.html", bank=questions.bank, pile=lying, prompt=prompt, back=back(prompt),
        explanation=questions.explanation(prompt.fact), passage=prompt.fact.passage, key=_key(fact_id, state, desk.undone), desk=desk,
        turned=request.args.get("turned") == fact_id, grades=_buttons(state),
        changed=date.fromisoformat(prompt.fact.changed) if state and changed_since(prompt.fact, state) else None,
        topic=questions.bank.topics[prompt.fact.topic].names[questions.lang],
    )  # fmt: skip


def _key(fact_id: str, state: Memory | None, undone: int) -> str:
    """What a press of this page's buttons is known by: the same press twice counts once, one from an old tab never.

    ``undone`` is the learner's latest taking-back, so that a card taken back can be graded anew.
    """
    met = f"{state.reps}.{int(state.last_review.timestamp())}" if state else "0"
    return f"card {fact_id} {met} {undone}"


def _buttons(state: Memory | None) -> list[tuple[int, str, str, bool]]:
    """The four grades with the interval each would give, from one call of the scheduler."""
    names = {Grade.AGAIN: _("Again"), Grade.HARD: _("Hard"), Grade.GOOD: _("Good"), Grade.EASY: _("Easy")}
    after = memory.outcomes(state, now=now(), zone=current_user.zone)
    return [(int(g), names[g], interval_words(after[g]), g is Grade.GOOD) for g in Grade]


def interval_words(state: Memory) -> str:
    """How long until a memory is due, as a button says it."""
    minutes = round((state.due - now()) / timedelta(minutes=1))
    days = memory.interval_days(state, now=now(), zone=current_user.zone)
    if not days:
        return str(_("%(n)s min", n=max(1, minutes)) if minutes < 90 else _("%(n)s h", n=round(minutes / 60)))
    if days < 60:
        return str(_("%(n)s d", n=days))
    return str(_("%(n)s mo", n=round(days / 30.4)) if days < 730 else _("%(n)s y", n=round(days / 365)))


@bp.post("/banks/<bank_id>/cards")
def grade(bank_id: str) -> Response:
    """Record a grade for the card whose face was shown."""
    questions = library().questions(bank_or_404(bank_id).id, chosen())
    key, said = request.form.get("key", ""), request.form.get("grade", "")
    fact_id = key.split(" ")[1] if key.count(" ") == 3 and len(key) < 200 else ""
    prompt = prompt_of(questions, fact_id)
    if prompt is None or said not in {"1", "2", "3", "4"}:
        flash(_("That card could not be graded, so nothing was changed. Here is the next one."), "note")
    elif not (_is_current(key, bank_id, fact_id) and _record(questions, prompt, Grade(int(said)), key)):
        flash(_("That card was graded already; the first grade stands."), "note")
    return redirect(url_for("cards.show", bank_id=bank_id))


def _is_current(key: str, bank_id: str, fact_id: str) -> bool:
    """Whether the card was shown with the memory the learner has now."""
    now_known = _key(fact_id, reviews.current(current_user.id, bank_id, fact_id), 0)
    return key.rpartition(" ")[0] == now_known.rpartition(" ")[0]


def _record(questions: QuestionBank, prompt: Prompt, given: Grade, key: str) -> bool:
    recall = Recall(
        client_key=f"{questions.bank.id} {key}", bank=questions.bank.id, fact=prompt.fact.id, source="card", question=prompt.id, form="card",
        lang=questions.lang, outcome="wrong" if given is Grade.AGAIN else "right", grade=given,
        milliseconds=milliseconds_in(request.form),
    )  # fmt: skip
    stored = reviews.record(current_user.id, recall, now=now(), zone=current_user.zone)
    db.session.commit()
    return stored


@bp.post("/banks/<bank_id>/cards/undo")
def undo(bank_id: str) -> Response:
    """Take back the last grade of the last hours; the next page offers the one before it."""
    bank_or_404(bank_id)
    since, shown = now() - timedelta(hours=12), whole_number(request.form.get("review"), most=2**31 - 1) or 0
    taken = reviews.undo(current_user.id, bank_id, review_id=shown, since=since, now=now())
    db.session.commit()
    flash(_("The last grade was taken back.") if taken else _("There is no grade to take back."), "")
    return redirect(url_for("cards.show", bank_id=bank_id))
