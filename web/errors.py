"""When something is wrong: one page for every code, which says what happened and what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from flask import Flask, current_app, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy import inspect
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from models import db, sqlstate
from models.accounts import Account
from web.security import plain_is_fine

#: seconds after which another try is worth while: where the database was busy, where too many were made
RETRY_AFTER = {503: 5, 429: 15 * 60}

#: fields never shown again: the passwords of all forms
_SECRET = frozenset({"password", "current", "new", "csrf_token"})

#: PostgreSQL's classes of errors that pass: connection lost, broken off, out of resources, shutting down
_PASSING = ("08", "40", "53", "57P")
_PASSING_IN_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def init(app: Flask) -> None:
    app.register_error_handler(CSRFError, on_forgery)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(DataError, on_impossible_value)
    app.register_error_handler(OverflowError, on_impossible_value)
    app.register_error_handler(UnicodeEncodeError, on_impossible_value)
    app.register_error_handler(DBAPIError, on_database)


def page(code: int, *, strong: str = "", text: str = "", again: bool = False) -> Response:
    """The page of an error; its words stand in the template unless the caller knows better ones.

    With ``again`` it can send what was sent once more, by a button: what was typed is not lost.
    """
    better = {name: words for name, words in (("strong", strong), ("text", text)) if words}
    kept = typed() if again or code == 503 else ()
    response = make_response(render_template("errors/error.html", code=code, kept=kept, **better), code)
    if code in RETRY_AFTER:
        response.headers["Retry-After"] = str(RETRY_AFTER[code])
    return response


def typed() -> Sequence[tuple[str, str]]:
    """What a form brought, as (name, value), without passwords."""
    if request.method != "POST":
        return ()
    return tuple((name, value) for name, value in request.form.items(multi=True) if name not in _SECRET)


def on_http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    forget_what_failed(error.code)
    response = page(error.code)
    for name in ("Allow", "Retry-After"):
        for header, value in error.get_headers():
            if header == name:
                response.headers[name] = value
    return response


def on_forgery(_error: CSRFError) -> Response:
    if not (request.is_secure or plain_is_fine()):
        return page(
            400,
            strong=_("Your browser did not keep you signed in"),
            text=_(
                "This address is not encrypted (http). Open it with https, or ask whoever runs this server to read about"
                " VARAKA_INSECURE_COOKIES."
            ),
        )
    if not request.cookies:
        return page(
            400,
            strong=_("Your browser sent no cookie"),
            text=_(
                "Varaka needs one cookie to know that a form is yours. Allow cookies for this site, then try again."
            ),
        )
    if request.headers.get("Origin") == request.host_url.rstrip("/"):
        # A form of another site is never sent on from here, however its reader is asked to press the button.
        return page(
            400,
            strong=_("This form is no longer valid"),
            text=_("You signed in or out since it was opened. What you typed is still here: send it once more."),
            again=True,
        )
    return page(
        400,
        strong=_("This form is no longer valid"),
        text=_("You signed in or out since it was opened. Go back, load the page again, and send it once more."),
    )


def on_impossible_value(_error: Exception) -> Response:
    forget_what_failed(503)
    return page(400)


def on_database(error: DBAPIError) -> Response:
    if not is_passing(error):
        raise error
    current_app.logger.error("The database refused %s %s", request.method, request.path, exc_info=error)
    forget_what_failed(503)
    return page(
        503,
        strong=_("Many people are writing at this moment."),
        text=_("What you sent is not stored yet. Go back, wait a few seconds, and send it once more."),
    )


def is_passing(error: DBAPIError) -> bool:
    """Whether the same request may succeed in a moment: SQLite locked or full, PostgreSQL away or undecided."""
    if code := sqlstate(error):
        return code.startswith(_PASSING)
    if (number := getattr(error.orig, "sqlite_errorcode", None)) is not None:
        return number & 0xFF in _PASSING_IN_SQLITE
    return isinstance(error, OperationalError)  # PostgreSQL that is not there gives no code


def forget_what_failed(code: int) -> None:
    """Let the error's page be shown without the database, where that is what failed."""
    if code >= 500:
        db.session.remove()
        user = g.get("_login_user")
        if user is None or (isinstance(user, Account) and inspect(user).expired_attributes):
            g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where Flask-Login keeps it
