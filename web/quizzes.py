"""A learner's own quiz: choose, answer one question a page, see at the end what to look at again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, widgets
from wtforms.fields.choices import SelectChoice

from models import classes, db, reviews, runs
from models.reviews import Recall
from models.runs import Run
from quizzes.choosing import choose
from quizzes.facts import Bank
from quizzes.forms import Question
from quizzes.marking import Mark, Outcome, mark
from quizzes.memory import Memory, recall
from quizzes.questions import QuestionBank
from web import asking
from web.clock import now
from web.forms import CHOOSE, length_field
from web.inputs import whole_number
from web.languages import chosen
from web.library import library, topic_sizes
from web.loaders import found

bp = Blueprint("quizzes", __name__)

#: how much a fact that was never met needs asking: less than any that is due, more than any that is not
NEW = 1.0


class Ticks(SelectMultipleField):  # type: ignore[misc]  # WTForms carries no types
    """Several of a list, each with its own box."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class QuizForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What a quiz asks: topics, length, forms. Nothing ticked means everything."""

    topics = Ticks(_("Topics"), invalid_choice_message=CHOOSE)
    length = length_field()
    families = Ticks(
        _("Kinds of question"),
        choices=[
            SelectChoice("choice", _("choose an answer")),
            SelectChoice("true-false", _("true or false")),
            SelectChoice("typed", _("type the answer")),
            SelectChoice("arranged", _("match and order")),
        ],
        invalid_choice_message=CHOOSE,
    )


def bank_or_404(bank_id: str) -> Bank:
    """The bank of this id."""
    return library().banks.get(bank_id) or abort(404)


def own_run_or_404(run_id: int) -> Run:
    """The signed-in learner's run; another's, or one for a class they are no longer in, is as absent as none."""
    return found(classes.run_of(run_id, current_user.id) if run_id < 2**31 else None)


@bp.route("/banks/<bank_id>/quiz", methods=["GET", "POST"])
def new(bank_id: str) -> str | Response:
    """Choose what the quiz asks."""
    bank = bank_or_404(bank_id)
    form = QuizForm()
    form.topics.choices = [SelectChoice(t.id, f"{t.names[chosen()]} ({size})") for t, size in topic_sizes(bank)]
    if request.method == "GET" and request.args.get("topic"):
        form.topics.data = [request.args["topic"]]
    if form.validate_on_submit():
        run = begin(bank, int(form.length.data), form.topics.data or [], form.families.data or [])
        if run is not None:
            tell_if_short(run, int(form.length.data))
            return redirect(url_for("quizzes.question", run_id=run.id, position=1))
        form.form_errors.append(_("There is no such question in these topics. Tick another kind or another topic."))
    return render_template("quizzes/new.html", bank=bank, form=form)


def begin(
    bank: Bank, length: int, topics: list[str], families: list[str], assignment_id: int | None = None
) -> Run | None:
    """Draw a quiz and keep it; None where nothing can be asked."""
    questions = library().questions(bank.id, chosen())
    seed = secrets.randbelow(2**31)
    drawn = choose(questions, seed=seed, length=length, topics=topics, families=families, urgency=_urgency(bank))
    if not drawn:
        return None
    run = Run(
        account_id=current_user.id, assignment_id=assignment_id, bank=bank.id, lang=questions.lang, seed=seed,
        questions=list(drawn), answered=0, right=0, started=now(),
    )  # fmt: skip
    db.session.add(run)
    db.session.commit()
    return run


def tell_if_short(run: Run, wanted: int) -> None:
    """Say so where there was less to ask than was wanted."""
    size = len(run.questions)
    if size < wanted:
        said = ngettext("There is %(num)s question to ask here.", "There are %(num)s questions to ask here.", size)
        flash(said, "note")


def _urgency(bank: Bank) -> dict[str, float]:
    """What is due comes first, the longest forgotten before the rest; then what is new; then what is still known."""
    known = reviews.memories(current_user.id, bank.id)
    return dict.fromkeys(bank.facts, NEW) | {key: _need(state) for key, state in known.items()}


def _need(state: Memory) -> float:
    forgotten = 1 - recall(state, now=now(), zone=current_user.zone)
    return NEW + 1 + forgotten if state.due <= now() else forgotten


@bp.route("/quizzes/<int:run_id>/<int:position>", methods=["GET", "POST"])
def question(run_id: int, position: int) -> str | Response:
    """One question: asked, and once answered shown with its mark."""
    run = own_run_or_404(run_id)
    if not 1 <= position <= len(run.questions):
        abort(404)
    if position > run.answered + 1:
        return redirect(url_for("quizzes.question", run_id=run.id, position=run.answered + 1))
    questions, made = _question(run, position)
    if request.method == "GET":
        return _page(run, position, questions, made)
    if position == run.answered + 1:
        if made is not None and (why := asking.refusal(questions, made, request.form)):
            flash(why, "note")
            return _page(run, position, questions, made, asking.said_in(request.form))
        _answer(run, position, made)
    elif made is not None:
        _stand_by(run, position, made)
    if made is None:
        return redirect(url_for("quizzes.summary", run_id=run.id))
    return redirect(url_for("quizzes.question", run_id=run.id, position=position))


def _question(run: Run, position: int) -> tuple[QuestionBank, Question | None]:
    """The question at a place of a run; None where the bank no longer asks it."""
    bank_or_404(run.bank)
    questions = library().questions(run.bank, run.lang)
    try:
        return questions, questions.question(run.questions[position - 1], run.seed)
    except KeyError:
        return questions, None


def _answer(run: Run, position: int, made: Question | None) -> None:
    """Mark, store and remember an answer, all in one transaction. A question that is gone is passed over."""
    values = {"position": position, "question": run.questions[position - 1], "at": now()}
    if made is None:
        runs.answer(run, values | {"text": "", "outcome": "gone", "reason": ""})
    else:
        text = asking.answer_text(made, asking.said_in(request.form))
        marked = mark(made.key, text, made.lang)
        if runs.answer(run, values | {"text": text, "outcome": str(marked.outcome), "reason": marked.reason}):
            remember(made, run.bank, text, marked, f"run{run.id}#{position}")
    db.session.commit()


def _stand_by(run: Run, position: int, made: Question) -> None:
    """An answer to a question that was answered before."""
    given = runs.answer_at(run.id, position)
    if given:
        asking.stand_by(given.text, asking.answer_text(made, asking.said_in(request.form)))


def remember(made: Question, bank_id: str, given: str, marked: Mark, key: str) -> None:
    """Record an answer as a review of each of its facts; the caller commits."""
    told = asking.recalled(made, given, marked)
    for n, (fact_id, outcome) in enumerate(told):
        done = Recall(
            client_key=f"{key}.{n}" if n else key, bank=bank_id, fact=fact_id, source="quiz", question=made.id,
            form=made.form, lang=made.lang, outcome=str(outcome), grade=asking.GRADES[outcome],
            milliseconds=milliseconds_in(request.form) // len(told),
        )  # fmt: skip
        reviews.record(current_user.id, done, now=now(), zone=current_user.zone)


def milliseconds_in(form: Mapping[str, str]) -> int:
    """The time a page says it took; only a number to look at, never to grade by."""
    return whole_number(form.get("ms"), most=10**9) or 0


def _page(run: Run, position: int, questions: QuestionBank, made: Question | None, said: str = "") -> str | Response:
    given = runs.answer_at(run.id, position) if position <= run.answered else None
    if made is None or (given and given.outcome == "gone"):
        return render_template("quizzes/gone.html", run=run, position=position)
    following = None
    if given is not None and position < len(run.questions):
        _, following = _question(run, position + 1)
    return render_template(
        "quizzes/question.html",
        bank=questions.bank,
        question=asking.asked(questions, made, said),
        answered=asking.answered(made, given.text, Mark(Outcome(given.outcome), given.reason)) if given else None,
        position=position,
        total=len(run.questions),
        done=run.answered,
        action=url_for("quizzes.question", run_id=run.id, position=position),
        next_url=url_for("quizzes.question", run_id=run.id, position=position + 1)
        if position < len(run.questions)
        else url_for("quizzes.summary", run_id=run.id),
        next_words=following.stem if following else "",
        exit_url=url_for("quizzes.summary", run_id=run.id),
        report_url=url_for("reports.of_question", run_id=run.id, position=position),
    )


@bp.get("/quizzes/<int:run_id>")
def summary(run_id: int) -> str:
    """How it went, and what to look at again."""
    run = own_run_or_404(run_id)
    questions = library().questions(bank_or_404(run.bank).id, run.lang)
    given = {
        p: (a.text, Mark(Outcome(a.outcome), a.reason)) for p, a in runs.answers(run.id).items() if a.outcome != "gone"
    }
    rows = summary_rows(questions, run.questions, run.seed, given)
    assignment = classes.for_learner(run.assignment_id, current_user.id) if run.assignment_id else None
    return render_template(
        "quizzes/summary.html", bank=questions.bank, rows=rows, left=len(run.questions) - run.answered, assignment=assignment,
        continue_url=url_for("quizzes.question", run_id=run.id, position=run.answered + 1)
        if run.finished is None else "",
    )  # fmt: skip


def summary_rows(
    questions: QuestionBank, ids: list[str] | tuple[str, ...], seed: int, given: Mapping[int, tuple[str, Mark | None]]
) -> list[tuple[Question, asking.Answered]]:
    """Each answered question of a quiz with the mark it got then, those to look at again first."""
    rows = []
    for position, (text, marked) in sorted(given.items()):
        if ids[position - 1] in questions.ids:
            made = questions.question(ids[position - 1], seed)
            rows.append((made, asking.answered(made, text, marked)))
    order = (Outcome.WRONG, Outcome.SPELLING, Outcome.RIGHT)
    return sorted(rows, key=lambda row: order.index(row[1].outcome))
