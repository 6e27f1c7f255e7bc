"""Five questions without an account. What was done is kept in the visitor's own cookie until they register.

The cookie holds the bank, a seed and what was said; the questions follow from the seed, so it holds no key.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from models import db
from quizzes.choosing import choose
from quizzes.marking import mark
from quizzes.questions import Question, QuestionBank
from web import asking, quizzes
from web.languages import chosen
from web.library import library

bp = Blueprint("tries", __name__, url_prefix="/try")

LENGTH = 5
#: what the cookie keeps of an answer: enough for any name, short enough for five
LONGEST_KEPT = 120


def _try_or_404() -> dict[str, Any]:
    """The visitor's try."""
    kept = session.get("try")
    return kept if isinstance(kept, dict) and kept.get("bank") in library().banks else abort(404)


def _drawn(kept: dict[str, Any]) -> tuple[QuestionBank, tuple[str, ...]]:
    questions = library().questions(kept["bank"], kept["lang"])
    return questions, choose(questions, seed=kept["seed"], length=LENGTH, families=("choice", "true-false"))


@bp.post("/<bank_id>")
def begin(bank_id: str) -> Response:
    """Draw five questions."""
    bank = quizzes.bank_or_404(bank_id)
    session["try"] = {"bank": bank.id, "lang": chosen(), "seed": secrets.randbelow(2**31), "given": []}
    return redirect(url_for("tries.question", position=1))


@bp.route("/<int:position>", methods=["GET", "POST"])
def question(position: int) -> str | Response:
    """One question: asked, and once answered shown with its mark."""
    kept = _try_or_404()
    questions, ids = _drawn(kept)
    if not 1 <= position <= len(ids):
        abort(404)
    given = kept["given"]
    if position > len(given) + 1:
        return redirect(url_for("tries.question", position=len(given) + 1))
    made = questions.question(ids[position - 1], kept["seed"])
    if request.method == "POST":
        if position == len(given) + 1:
            given.append(asking.given_answer(made, request.form)[:LONGEST_KEPT])
            session.modified = True
        return redirect(url_for("tries.question", position=position))
    return _page(kept, questions, ids, position, made)


def _page(kept: dict[str, Any], questions: QuestionBank, ids: tuple[str, ...], position: int, made: Question) -> str:
    given, last = kept["given"], position == len(ids)
    following = "" if last or position > len(given) else questions.question(ids[position], kept["seed"]).stem
    return render_template(
        "quizzes/question.html",
        question=asking.asked(questions, made),
        answered=asking.answered(made, given[position - 1]) if position <= len(given) else None,
        position=position,
        total=len(ids),
        done=len(given),
        action=url_for("tries.question", position=position),
        next_url=url_for("tries.summary") if last else url_for("tries.question", position=position + 1),
        next_words=following,
        exit_url=url_for("home.index"),
    )


@bp.get("/summary")
def summary() -> str:
    """How it went, and how to keep it."""
    kept = _try_or_404()
    questions, ids = _drawn(kept)
    rows = quizzes.summary_rows(questions, ids, kept["seed"], dict(enumerate(kept["given"], 1)))
    left = url_for("tries.question", position=len(kept["given"]) + 1) if len(kept["given"]) < len(ids) else ""
    return render_template("quizzes/summary.html", bank=questions.bank, rows=rows, total=len(ids), continue_url=left,
                           assignment=None)  # fmt: skip


def claim() -> int:
    """Give what was tried in this browser to the account that has just been made; how many answers that were."""
    kept = session.pop("try", None)
    if not isinstance(kept, dict) or kept.get("bank") not in library().banks:
        return 0
    questions, ids = _drawn(kept)
    for question_id, text in zip(ids, kept["given"], strict=False):
        made = questions.question(question_id, kept["seed"])
        outcome = mark(made.key, text, made.lang).outcome
        quizzes.remember(made, kept["bank"], outcome, f"try{kept['seed']}#{question_id}")
    db.session.commit()
    return len(kept["given"])
