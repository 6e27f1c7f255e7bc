"""Five questions without an account. What was done is kept in the visitor's own cookie until they register.

The cookie holds the bank, a seed and what was said; the questions follow from the seed, so it holds no key. It also
holds a checksum of what was drawn: where a bank has changed since, what was said belongs to other questions.
"""

from __future__ import annotations

import secrets
import zlib
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from models import db
from quizzes.choosing import choose
from quizzes.forms import Question
from quizzes.marking import mark
from quizzes.questions import QuestionBank
from web import asking, quizzes
from web.languages import chosen
from web.library import library

bp = Blueprint("tries", __name__, url_prefix="/try")

LENGTH = 5
#: what the cookie keeps of an answer: an option's number or a truth
LONGEST_KEPT = 8


Drawn = tuple[QuestionBank, tuple[str, ...]]


def _try_or_404() -> tuple[dict[str, Any], QuestionBank, tuple[str, ...]]:
    """The visitor's try, and the questions drawn for it."""
    drawn = _drawn_again(session.get("try"))
    if drawn is None and current_user.is_authenticated:  # who has made an account meanwhile, and goes back
        flash(gettext("The five questions to try are over. What you answered is kept in your account."))
        abort(redirect(url_for("home.index")))
    return (session["try"], *drawn) if drawn else abort(404)


def _drawn_again(kept: Any) -> Drawn | None:
    """The questions of a try; None for none, or where the bank would draw others now."""
    if not isinstance(kept, dict) or kept.get("bank") not in library().banks:
        return None
    drawn = _drawn(kept["bank"], kept["lang"], kept["seed"])
    return drawn if _checksum(drawn[1]) == kept.get("drawn") else None


def _drawn(bank_id: str, lang: str, seed: int) -> Drawn:
    questions = library().questions(bank_id, lang)
    return questions, choose(questions, seed=seed, length=LENGTH, families=("choice", "true-false"))


def _checksum(ids: tuple[str, ...]) -> int:
    return zlib.crc32(" ".join(ids).encode())


@bp.post("/<bank_id>")
def begin(bank_id: str) -> Response:
    """Draw five questions."""
    bank = quizzes.bank_or_404(bank_id)
    seed, lang = secrets.randbelow(2**31), chosen()
    _, ids = _drawn(bank.id, lang, seed)
    session["try"] = {"bank": bank.id, "lang": lang, "seed": seed, "drawn": _checksum(ids), "given": []}
    return redirect(url_for("tries.question" if ids else "tries.summary", position=1 if ids else None))


@bp.route("/<int:position>", methods=["GET", "POST"])
def question(position: int) -> str | Response:
    """One question: asked, and once answered shown with its mark."""
    kept, questions, ids = _try_or_404()
    if not 1 <= position <= len(ids):
        abort(404)
    given = kept["given"]
    if position > len(given) + 1:
        return redirect(url_for("tries.question", position=len(given) + 1))
    made = questions.question(ids[position - 1], kept["seed"])
    if request.method == "POST":
        said = asking.said_in(request.form)[:LONGEST_KEPT]
        if why := asking.refusal(questions, made, request.form):
            flash(why, "note")
            return _page(kept, (questions, ids), position, made, said)
        if position == len(given) + 1:
            given.append(said)
            session.modified = True
        else:
            asking.stand_by(given[position - 1], said)
        return redirect(url_for("tries.question", position=position))
    return _page(kept, (questions, ids), position, made)


def _page(kept: dict[str, Any], drawn: Drawn, position: int, made: Question, again: str = "") -> str:
    questions, ids = drawn
    given, last = kept["given"], position == len(ids)
    following = "" if last or position > len(given) else questions.question(ids[position], kept["seed"]).stem
    said = asking.answer_text(made, given[position - 1]) if position <= len(given) else None
    return render_template(
        "quizzes/question.html",
        bank=questions.bank,
        question=asking.asked(questions, made, again),
        answered=None if said is None else asking.answered(made, said),
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
    kept, questions, ids = _try_or_404()
    said = {position: (text, None) for position, text in enumerate(_texts(kept, questions, ids), 1)}
    left = len(ids) - len(said)
    return render_template(
        "quizzes/summary.html", bank=questions.bank, rows=quizzes.summary_rows(questions, ids, kept["seed"], said),
        left=left, continue_url=url_for("tries.question", position=len(said) + 1) if left else "", assignment=None,
    )  # fmt: skip


def _texts(kept: dict[str, Any], questions: QuestionBank, ids: tuple[str, ...]) -> list[str]:
    """What was answered so far, as text."""
    pairs = zip(ids, kept["given"], strict=False)
    return [asking.answer_text(questions.question(key, kept["seed"]), said) for key, said in pairs]


def claim() -> int:
    """Give what was tried in this browser to the account that has just signed in; how many answers that were."""
    kept = session.get("try")
    drawn = _drawn_again(kept)
    if kept is None or drawn is None:
        session.pop("try", None)
        return 0
    questions, ids = drawn
    texts = _texts(kept, questions, ids)
    for position, text in enumerate(texts, 1):
        made = questions.question(ids[position - 1], kept["seed"])
        quizzes.remember(made, kept["bank"], text, mark(made.key, text, made.lang), f"try{kept['seed']}#{position}")
    db.session.commit()
    session.pop("try")  # not before: what could not be stored now is claimed by the next sign-in
    return len(texts)
