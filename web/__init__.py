"""Talking: pages, forms, permissions, commands, translations."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from flask import Flask

from web import accounts, clock, commands, errors, inputs, languages, library, permissions, security, showing

#: the modules with a blueprint ``bp``
PAGES = (
    "home",
    "accounts",
    "banks",
    "tries",
    "quizzes",
    "cards",
    "progress",
    "classes",
    "reports",
    "reading",
    "pictures",
)


def init(app: Flask) -> None:
    """Give the app its pages. Order counts: what is asked before a request runs in this order."""
    clock.init(app)
    inputs.init(app)
    accounts.init(app)
    languages.init(app)
    permissions.init(app)
    security.init(app)
    errors.init(app)
    library.init(app, Path(app.config.get("BANKS", library.FOLDER)))
    showing.init(app)
    commands.init(app)
    register(app)
    permissions.check(app)


def register(app: Flask) -> None:
    """Register every module of :data:`PAGES`."""
    for name in PAGES:
        app.register_blueprint(import_module(f"web.{name}").bp)
