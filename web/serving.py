"""The server behind ``make run``: granian, two workers of one thread each.

``python -m web.serving`` listens where the environment's HOST and PORT say, and prints one line once a page can be had.
"""

from __future__ import annotations

import errno
import importlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.synchronize import Lock

from click import ClickException
from flask import Flask
from flask_migrate import upgrade
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy.exc import OperationalError

from models import db
from quizzes.loading import BankErrors
from web.library import NoBanks

TARGET = "app:create_server"
WORKERS = 2
STOP_SECONDS = 3


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


def claim(place: Address) -> None:
    """Raise CannotServeError unless ``place`` is free.

    granian shares its port (SO_REUSEPORT): two servers would answer in turns, and nobody would be told.
    """
    with socket.socket(place.family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
            probe.listen()
        except OSError as refusal:
            raise CannotServeError(explain(place, refusal)) from refusal


def explain(place: Address, refusal: OSError) -> str:
    if refusal.errno == errno.EADDRINUSE:
        return f"Port {place.port} on {place.host} is taken; choose another: make run PORT={place.port + 1}"
    return f"Cannot listen on {place.host}:{place.port}: {refusal.strerror or refusal}."


def answers(place: Address) -> bool:
    try:
        socket.create_connection((place.host, place.port), timeout=1).close()
    except OSError:
        return False
    return True


def announce(place: Address, *, every: float = 0.02) -> None:
    """Print the address once it answers: granian listens no sooner than a worker is ready."""
    while not answers(place):
        time.sleep(every)
    print(f"Varaka: {place.url}", flush=True)


def prepare() -> Flask:
    """The application on a database of its newest form, with no connection open that workers would share.

    Raises CannotServeError with what a person is to mend: a setting, a bank, a database that does not answer.
    """
    module, factory = TARGET.split(":")
    try:
        app: Flask = getattr(importlib.import_module(module), factory)()
        with app.app_context():
            upgrade()
            db.engine.dispose()
    except (ClickException, BankErrors, NoBanks) as reason:
        raise CannotServeError(str(reason)) from reason
    except OperationalError as refusal:
        raise CannotServeError(f"The database does not answer. {refusal.orig}") from refusal
    return app


def work(app: Flask, place: Address, first: Lock) -> Flask:
    """What each worker begins with; the first one speaks.

    It leaves the process group, because Ctrl-C reaches a whole group, granian passes it on as well, and a worker told
    twice at once may never stop. Until granian's own handler is set, a signal ends it: the parent's was inherited.
    Nobody speaks before the fork: a thread's locks would be copied, and never let go.
    """
    os.setpgrp()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if first.acquire(block=False):
        threading.Thread(target=announce, args=(place,), daemon=True).start()
    return app


def serve(place: Address) -> None:
    """Migrate, then serve until interrupted; raise CannotServeError when the place is taken.

    The application is made once and forked into the workers: half the time to start, and the banks held once in memory.
    """
    claim(place)
    multiprocessing.set_start_method("fork")
    server = Granian(
        TARGET,
        address=place.host,
        port=place.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        workers_kill_timeout=STOP_SECONDS,
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=partial(work, prepare(), place, multiprocessing.Lock()), wrap_loader=False)


def main() -> None:
    try:
        serve(address(os.environ))
    except CannotServeError as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
