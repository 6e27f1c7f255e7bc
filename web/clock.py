"""The clock: read once, as a request enters; everything in it happens at that instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from flask import Flask, current_app, g


def init(app: Flask) -> None:
    app.config.setdefault("CLOCK", lambda: datetime.now(UTC))
    app.before_request(start)


def start() -> None:
    """Note the instant at which this request came in."""
    g.now = cast(Callable[[], datetime], current_app.config["CLOCK"])()


def now() -> datetime:
    """The instant of this request, or of this command's first look at the clock; aware, in UTC."""
    if "now" not in g:
        start()
    return cast(datetime, g.now)
