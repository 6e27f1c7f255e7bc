"""The server behind ``make run``: granian, two workers of one thread each.

``python -m web.serving`` listens where the environment's HOST and PORT say, and prints one line once a page can be had.
"""

from __future__ import annotations

import errno
import importlib
import multiprocessing
import os
import socket
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

TARGET = "app:create_app"
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
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
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


def announce(place: Address, *, every: float = 0.02) -> None:
    """Print the address when the first worker answers: granian listens only once a worker has loaded the app."""
    while not answers(place):
        time.sleep(every)
    print(f"Varaka: {place.url}", flush=True)


def answers(place: Address) -> bool:
    try:
        socket.create_connection((place.host, place.port), timeout=1).close()
    except OSError:
        return False
    return True


def load() -> Any:
    """The application, in a worker of its own process group.

    Ctrl-C reaches a whole group; granian passes it on as well, and a worker told twice at once may never stop.
    """
    os.setpgrp()
    module, factory = TARGET.split(":")
    return getattr(importlib.import_module(module), factory)()


def serve(place: Address) -> None:
    """Serve until interrupted; raise CannotServeError when the place is taken.

    Workers are spawned, not forked: a fork copies the locks a thread happens to hold, and waits for them for ever.
    """
    claim(place)
    multiprocessing.set_start_method("spawn")
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
    threading.Thread(target=announce, args=(place,), daemon=True).start()
    server.serve(target_loader=load, wrap_loader=False)


def main() -> None:
    try:
        serve(address(os.environ))
    except CannotServeError as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
