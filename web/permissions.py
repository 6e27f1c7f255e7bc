"""Who may use which page: one table. A route without a row keeps the server from starting."""

from __future__ import annotations

from flask import Flask, abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

VISITOR, LEARNER, TEACHER, ADMIN = ROLES = ("visitor", "learner", "teacher", "admin")

EVERYONE = frozenset(ROLES)
MEMBERS = frozenset({LEARNER, TEACHER, ADMIN})
TEACHERS = frozenset({TEACHER, ADMIN})
EDITORS = frozenset({ADMIN})

TABLE: dict[str, frozenset[str]] = {
    "static": EVERYONE,
    "home.index": EVERYONE,
    "home.language": EVERYONE,
    "home.about": EVERYONE,
    "home.privacy": EVERYONE,
    "accounts.register": EVERYONE,
    "accounts.sign_in": EVERYONE,
    "accounts.sign_out": MEMBERS,
    "accounts.sign_out_everywhere": MEMBERS,
    "accounts.settings": MEMBERS,
    "accounts.password": MEMBERS,
    "accounts.delete": MEMBERS,
    "accounts.data": MEMBERS,
    "banks.show": EVERYONE,
    "banks.topic": EVERYONE,
    "banks.deck_file": EVERYONE,
    "reading.search": EVERYONE,
    "reading.fact": EVERYONE,
    "reading.entities": EVERYONE,
    "reading.entity": EVERYONE,
    "pictures.timeline": EVERYONE,
    "pictures.map": EVERYONE,
    "pictures.signatures": EVERYONE,
    "tries.begin": EVERYONE,
    "tries.question": EVERYONE,
    "tries.summary": EVERYONE,
    "quizzes.new": MEMBERS,
    "quizzes.question": MEMBERS,
    "quizzes.summary": MEMBERS,
    "cards.show": MEMBERS,
    "cards.grade": MEMBERS,
    "cards.undo": MEMBERS,
    "progress.show": MEMBERS,
    "classes.index": TEACHERS,
    "classes.show": TEACHERS,
    "classes.assign": TEACHERS,
    "classes.results": TEACHERS,
    "classes.remove": TEACHERS,
    "classes.start": MEMBERS,
    "classes.with_code": EVERYONE,
    "classes.join": MEMBERS,
    "classes.leave": MEMBERS,
    "reports.of_question": MEMBERS,
    "reports.of_fact": MEMBERS,
    "reports.index": EDITORS,
    "reports.close": EDITORS,
    "reports.fact": EDITORS,
}


class MissingRow(RuntimeError):
    """The endpoints that the table does not know."""


def init(app: Flask) -> None:
    app.before_request(enforce)


def check(app: Flask) -> None:
    """Raise :exc:`MissingRow` where a route has no row."""
    missing = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - TABLE.keys())
    if missing:
        raise MissingRow(f"web/permissions.py has no row for {', '.join(missing)}")


def role() -> str:
    """The role of whoever asks."""
    return str(current_user.role) if current_user.is_authenticated else VISITOR


def enforce() -> Response | None:
    """Let a request pass, send a visitor to the sign-in page, or answer 403."""
    allowed = TABLE.get(request.endpoint) if request.endpoint else EVERYONE
    if allowed is None:
        abort(403)
    if request.endpoint == "static":
        return None
    who = role()  # looked at even where everyone may pass: a session that has ended is to be found out at once
    if who in allowed:
        return None
    if who != VISITOR:
        abort(403)
    return redirect(url_for("accounts.sign_in", next=_way_back()), 303)


def _way_back() -> str | None:
    page = request.method == "GET" or (request.url_rule is not None and "GET" in (request.url_rule.methods or ()))
    return iri_to_uri(request.full_path.rstrip("?")) if page else None
