"""A bank's page: what is in it, where to begin, and its deck for Anki."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from models import reviews
from quizzes.anki.packages import package_bytes
from quizzes.decks import deck
from quizzes.memory import mastery
from quizzes.prompts import statement, wording
from quizzes.questions import QuestionBank
from web import errors
from web.languages import chosen
from web.library import library, topic_sizes
from web.progress import mastery_counts
from web.quizzes import bank_or_404

bp = Blueprint("banks", __name__)


@bp.get("/banks/<bank_id>")
def show(bank_id: str) -> str:
    """Topics with their facts counted, mastery for who is signed in, and the ways in."""
    bank = bank_or_404(bank_id)
    questions = library().questions(bank.id, chosen())
    known = reviews.memories(current_user.id, bank.id) if current_user.is_authenticated else {}
    return render_template(
        "banks/show.html", bank=bank, sizes=topic_sizes(bank), questions=questions, languages_of_deck=bank.languages,
        counts=mastery_counts(bank, known), met=len(known),
    )  # fmt: skip


@bp.get("/banks/<bank_id>/topics/<topic_id>")
def topic(bank_id: str, topic_id: str) -> str:
    """A topic's facts, each with its passage; the learner's own level beside it."""
    bank = bank_or_404(bank_id)
    lang = bank.spoken(chosen())
    found = bank.topics.get(topic_id) or abort(404)
    known = reviews.memories(current_user.id, bank.id) if current_user.is_authenticated else {}
    rows = [
        (
            fact,
            statement(fact, lang),
            wording(fact, lang).note,
            fact.disputed.get(lang, ""),
            mastery(known.get(fact.id)),
        )
        for fact in bank
        if fact.topic == topic_id and wording(fact, lang).say
    ]
    return render_template("banks/topic.html", bank=bank, topic=found, rows=rows)


@lru_cache(maxsize=8)
def package(questions: QuestionBank, url: str) -> bytes:
    """A bank's Anki package; kept, because making it takes a worker longer than a hundred pages."""
    return package_bytes(deck(questions, url=url))


@bp.get("/banks/<bank_id>/deck")
def deck_file(bank_id: str) -> Response:
    """The bank's deck as an Anki package, in the language asked for."""
    bank = bank_or_404(bank_id)
    asked = request.args.get("lang", "")
    lang = asked if asked in bank.languages else bank.spoken(chosen())
    try:
        made = package(library().questions(bank.id, lang), url_for("home.index", _external=True).rstrip("/"))
    except ValueError:  # nothing in it can be asked without options
        return errors.page(
            404, strong=_("This bank has no cards yet."), text=_("Look again once facts have been added.")
        )
    return send_file(
        BytesIO(made),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=f"{bank.id}-{lang}.apkg",
    )
