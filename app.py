"""The join: nobody imports this but the server and the tests."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

import models
import web
import web.library
from web import settings


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Varaka, ready to serve.

    Settings come from ``instance/config.py``, then the environment, then ``config``; docs/configuration.md lists
    them. Raises :exc:`web.settings.UnsafeSettings` where they would serve unsafely, and
    :exc:`web.permissions.MissingRow` where a route says not who may use it.
    """
    app = Flask(__name__, instance_path=str(settings.instance_folder(config or {})))
    settings.load(app, config or {})
    models.init(app)
    web.init(app)
    return app


def create_server() -> Flask:
    """The app as a server runs it: its banks are read before the first page asks for them."""
    app = create_app()
    web.library.preload(app)
    return app
