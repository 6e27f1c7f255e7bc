"""“Is this right?”: a learner's doubt about a question or a card, and the desk where an editor looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from models import db, reports
from models.reports import Report
from quizzes.facts import Bank, Fact
from quizzes.forms import Question
from quizzes.passages import passage
from quizzes.prompts import statement
from quizzes.questions import QuestionBank
from web import cards, quizzes
from web.clock import now
from web.inputs import cleaned
from web.languages import chosen
from web.library import library
from web.loaders import found
from web.security import safe_next

bp = Blueprint("reports", __name__)

LONGEST = 500


@dataclass(frozen=True)
class Doubt:
    """A report with what it is about, as far as the bank still asks it."""

    report: Report
    question: Question | None
    fact: Fact | None
    said: str


@bp.post("/quizzes/<int:run_id>/<int:position>/report")
def of_question(run_id: int, position: int) -> Response:
    """Keep a doubt about a question of one's own quiz that is answered: an id tells whether a statement is true."""
    run = quizzes.own_run_or_404(run_id)
    key = found(run.questions[position - 1] if 1 <= position <= run.answered else None)
    bank = quizzes.bank_or_404(run.bank)
    _keep({"bank": bank.id, "fact": key.split("~")[0], "question": key, "lang": run.lang, "seed": run.seed})
    return redirect(url_for("quizzes.question", run_id=run.id, position=position))


@bp.post("/banks/<bank_id>/facts/<path:fact_id>/report")
def of_fact(bank_id: str, fact_id: str) -> Response:
    """Keep a doubt about a fact, from its card or its page."""
    bank = quizzes.bank_or_404(bank_id)
    questions = library().questions(bank.id, chosen())
    prompt = cards.prompt_of(questions, found(bank.facts.get(fact_id)).id)
    key = f"{prompt.id}.card" if prompt else fact_id
    _keep({"bank": bank.id, "fact": fact_id, "question": key, "lang": questions.lang, "seed": 0})
    return redirect(safe_next(request.form.get("next", "")))


def _keep(values: dict[str, object]) -> None:
    text = cleaned(request.form.get("text", "")[:LONGEST]).strip()
    kept = reports.report(current_user.id, values | {"text": text}, now=now())
    db.session.commit()
    if kept:
        flash(_("Thank you. Someone will look at it, and say so here if something changes."), "")
    else:
        flash(_("You have reported a great deal already; let us look at that first."), "note")


@bp.get("/reports")
def index() -> str:
    """The open reports, each with what made the question: the fact, the certificates, the passage."""
    return render_template(
        "reports/index.html", doubts=[_doubt(report) for report in reports.waiting()], waiting=reports.count_waiting()
    )


def _doubt(report: Report) -> Doubt:
    bank = library().banks.get(report.bank)
    fact = bank.facts.get(report.fact) if bank else None
    said = statement(fact, bank.spoken(report.lang)) if bank and fact else ""
    return Doubt(report, _question(library().questions(bank.id, report.lang), report) if bank else None, fact, said)


def _question(questions: QuestionBank, report: Report) -> Question | None:
    """The question as it was asked; None for a card, or where the bank no longer asks it."""
    try:
        return questions.question(report.question, report.seed)
    except KeyError:
        return None


@bp.post("/reports/<int:report_id>/close")
def close(report_id: int) -> Response:
    """Put a report away."""
    found(reports.find(report_id)).closed = now()
    db.session.commit()
    return redirect(url_for("reports.index"))


@bp.get("/banks/<bank_id>/editing/<path:fact_id>")
def fact(bank_id: str, fact_id: str) -> str:
    """All that a change of a fact would touch: questions, assignments, decks, learners."""
    bank = quizzes.bank_or_404(bank_id)
    made = found(bank.facts.get(fact_id))
    return render_template(
        "reports/fact.html", bank=bank, fact=made, said=statement(made, bank.spoken(chosen())),
        passage=passage(made, copy) if (copy := library().article(bank.id)) else [],
        questions=[(lang, _asking(bank, lang, made)) for lang in bank.languages],
        learners=reports.learners_who_met(bank.id, made.id), assignments=reports.assignments_of(bank.id, made.topic),
    )  # fmt: skip


def _asking(bank: Bank, lang: str, made: Fact) -> list[Question]:
    """The questions a fact is asked in."""
    questions = library().questions(bank.id, lang)
    return [questions.question(key, 0) for key in questions.ids_by_fact.get(made.id, ())]
