"""Loaders: an object for a page, or 404. What is not yours is not there."""

from __future__ import annotations

from typing import TypeVar, cast

from flask import abort
from flask_login import current_user

from models.accounts import Account

T = TypeVar("T")


def found(thing: T | None) -> T:
    """The thing, or 404."""
    if thing is None:
        abort(404)
    return thing


def me() -> Account:
    """Whoever is signed in; for pages that visitors cannot reach."""
    if not current_user.is_authenticated:
        abort(403)
    return cast(Account, current_user._get_current_object())  # noqa: SLF001  (werkzeug's own way)
