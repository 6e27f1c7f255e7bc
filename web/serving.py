"""The server behind ``make run``: waitress, one process with one working thread.

``python -m web.serving`` listens where the environment's HOST and PORT say, and prints one line once a page can be had.
"""

from __future__ import annotations

import errno
import importlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import waitress
from click import ClickException
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import DBAPIError

from models import db, settle
from quizzes.loading import BankErrors
from web.command_line import unusable
from web.library import NoBanks

TARGET = "app:create_server"
#: pages are made one after another: with more threads they only wait for each other (docs/decisions/0004-server.md)
THREADS = 1
#: connections held at once, half-sent requests among them
MOST_CONNECTIONS = 1000
#: seconds after which a connection on which nothing happens is closed
IDLE_SECONDS = 60
#: a body of more bytes is not even taken in; what the pages themselves take is less, and refused by a page
LARGEST_BODY = 2 << 20


@dataclass(frozen=True)
class Address:
    """Where to listen."""

    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def family(self) -> socket.AddressFamily:
        return socket.AF_INET6 if ":" in self.host else socket.AF_INET


class CannotServeError(Exception):
    """Why no server can start, as one sentence for a person."""


def address(environ: Mapping[str, str]) -> Address:
    """HOST and PORT, or their defaults where they are unset or empty."""
    host, port = environ.get("HOST") or Address.host, environ.get("PORT") or str(Address.port)
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65536):
        message = f"PORT is to be a number from 1 to 65535, not {port!r}."
        raise CannotServeError(message)
    return Address(host, int(port))


def listen(place: Address) -> socket.socket:
    """A socket that listens at ``place``; raise CannotServeError where that cannot be had."""
    listener = socket.socket(place.family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((place.host, place.port))
        listener.listen(MOST_CONNECTIONS)
    except OSError as refusal:
        listener.close()
        raise CannotServeError(explain(place, refusal)) from refusal
    return listener


def explain(place: Address, refusal: OSError) -> str:
    if refusal.errno == errno.EADDRINUSE:
        return f"Port {place.port} on {place.host} is taken; choose another: make run PORT={place.port + 1}"
    return f"Cannot listen on {place.host}:{place.port}: {refusal.strerror or refusal}."


def prepare() -> Flask:
    """The application on a database of its newest form.

    Raises CannotServeError with what a person is to mend: a setting, a bank, a database that does not answer.
    """
    module, factory = TARGET.split(":")
    try:
        app: Flask = getattr(importlib.import_module(module), factory)()
    except (ClickException, BankErrors, NoBanks) as reason:
        raise CannotServeError(str(reason)) from reason
    with app.app_context():
        try:
            upgrade()
        except DBAPIError as refusal:
            raise CannotServeError(unusable(refusal)) from refusal
        db.engine.dispose()
    return app


def server(app: Flask, listener: socket.socket) -> Any:
    """Waitress on a socket. It takes a request in whole before a thread sees it, so that a phone that loses its
    connection in the middle of an answer holds up nobody."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that some requests wait is no news
    return waitress.create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        max_request_body_size=LARGEST_BODY,
        asyncore_use_poll=True,  # select() knows no more than 1024 files
        clear_untrusted_proxy_headers=False,  # VARAKA_PROXIES says what is to be believed, in web/settings.py
        ident=None,
    )


def serve(place: Address) -> None:
    """Migrate, then serve until interrupted; raise CannotServeError when the place is taken."""
    with listen(place) as listener:
        app = prepare()
        serving = server(app, listener)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        print(f"Varaka: {place.url}", flush=True)
        serving.run()  # until SIGINT or SIGTERM; what is being answered is answered
        serving.close()
    with app.app_context():
        settle()


def main() -> None:
    try:
        serve(address(os.environ))
    except CannotServeError as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
