"""Settings: defaults, then ``instance/config.py``, then the environment; refused where they would serve unsafely.

All are described in docs/configuration.md, and none is needed.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from werkzeug.middleware.proxy_fix import ProxyFix

from models import database_url
from models.passwords import KIB
from web.command_line import Wrong
from web.security import KnownHost

#: what the environment may set; ``instance/config.py`` sets the same names
NAMES = ("VARAKA_DATABASE_URL", "VARAKA_SECRET_KEY", "VARAKA_INSECURE_COOKIES", "VARAKA_PROXIES")

#: the shortest key that cannot be guessed, in characters, and how many of them must differ
KEY_LENGTH = 32
KEY_VARIETY = 10

DEFAULTS: Mapping[str, object] = {
    "VARAKA_DATABASE_URL": "",
    "VARAKA_SECRET_KEY": "",
    "VARAKA_INSECURE_COOKIES": "",
    "VARAKA_PROXIES": "0",
    "PASSWORD_KIB": KIB,
    "MAX_CONTENT_LENGTH": 1 << 20,
    "MAX_FORM_MEMORY_SIZE": 1 << 20,
    "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "WTF_CSRF_TIME_LIMIT": None,  # a form left open over lunch still works: the token ends with the session
    "SEND_FILE_MAX_AGE_DEFAULT": 3600,
}

_HOME = Path(__file__).parent.parent


class UnsafeSettings(Wrong):
    """Why this server does not start, as one sentence; a command that meets it exits with 2."""


def instance_folder(config: Mapping[str, object]) -> Path:
    """The folder of this server's database and secrets."""
    return Path(
        str(config.get("VARAKA_INSTANCE") or os.environ.get("VARAKA_INSTANCE") or _HOME / "instance")
    ).resolve()


def load(app: Flask, config: Mapping[str, object]) -> None:
    """Read all settings into ``app.config``. Raises :exc:`UnsafeSettings`."""
    folder = _made(Path(app.instance_path))
    app.config.from_mapping(DEFAULTS)
    _read_file(app, folder / "config.py")
    app.config.from_mapping({name: os.environ[name] for name in NAMES if os.environ.get(name)})
    app.config.from_mapping(config)
    app.config["SQLALCHEMY_DATABASE_URI"] = _database(app, folder)
    app.config["SECRET_KEY"] = _strong(app.config["VARAKA_SECRET_KEY"] or _kept_key(folder / "secret_key"))
    app.config["VARAKA_INSECURE_COOKIES"] = _switch("VARAKA_INSECURE_COOKIES", app.config["VARAKA_INSECURE_COOKIES"])
    _refuse_weakness(app)
    _trust_proxies(app)
    if app.config["VARAKA_INSECURE_COOKIES"]:
        app.logger.warning(
            "VARAKA_INSECURE_COOKIES is on: over plain http, anyone on this network can read along and sign in as others."
        )


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnsafeSettings(f"The folder {folder} cannot be made: {error.strerror}. Set VARAKA_INSTANCE.") from error
    return folder


def _read_file(app: Flask, file: Path) -> None:
    try:
        app.config.from_pyfile(str(file), silent=True)
    except (SyntaxError, NameError, TypeError, ValueError, ImportError, OSError) as error:
        raise UnsafeSettings(f"{file} cannot be read: {error}") from error


def _database(app: Flask, folder: Path) -> str:
    address = database_url(str(app.config["VARAKA_DATABASE_URL"] or f"sqlite:///{folder / 'varaka.sqlite'}"))
    try:
        url = make_url(address)
    except ArgumentError:
        raise UnsafeSettings("VARAKA_DATABASE_URL is not a database's URL.") from None
    name = url.get_backend_name()
    if name not in ("sqlite", "postgresql"):
        raise UnsafeSettings(f"VARAKA_DATABASE_URL names {name}; Varaka keeps its data in SQLite or PostgreSQL.")
    if name == "sqlite" and not (app.testing or _names_a_file(url)):
        raise UnsafeSettings("VARAKA_DATABASE_URL names no file to keep the data in: write sqlite:////absolute/path.")
    return address


def _names_a_file(url: URL) -> bool:
    """Whether SQLite keeps what is written, in a file of this path: it also knows databases in memory."""
    return bool(url.database) and not url.host and not str(url.database).startswith((":memory:", "file:"))


def _kept_key(file: Path) -> str:
    """The key this server made for itself, once."""
    try:
        if not file.exists():
            _keep_new_key(file)
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise UnsafeSettings(f"{file} cannot be read: {error.strerror}.") from error


def _keep_new_key(file: Path) -> None:
    # Several workers may start at once: each writes its own, the first link wins, and all read that.
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(48) + "\n")
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    except OSError as error:
        raise UnsafeSettings(
            f"The folder {file.parent} cannot be written to: {error.strerror}."
            " VARAKA_INSTANCE is to name a folder that can be written to."
        ) from error


def _strong(key: object) -> str:
    text = key.decode("latin-1") if isinstance(key, bytes) else str(key)
    if len(text) < KEY_LENGTH or len(set(text)) < KEY_VARIETY:
        raise UnsafeSettings(
            f"VARAKA_SECRET_KEY is weak: take {KEY_LENGTH} random characters or more, or none and one is made for you."
        )
    return text


def _switch(name: str, value: object) -> bool:
    text = str(value).strip().lower()
    if text in ("", "0", "false", "no", "off"):
        return False
    if text in ("1", "true", "yes", "on"):
        return True
    raise UnsafeSettings(f"{name} is 1 or 0, not {text!r}.")


def _refuse_weakness(app: Flask) -> None:
    if app.debug and not app.testing:
        raise UnsafeSettings("Debug mode lets any visitor run code on this machine: unset FLASK_DEBUG.")
    if int(app.config["PASSWORD_KIB"]) < KIB and not app.testing:
        raise UnsafeSettings(f"PASSWORD_KIB is at least {KIB}; less is for tests.")


def _trust_proxies(app: Flask) -> None:
    text = str(app.config["VARAKA_PROXIES"]).strip()
    if not (text.isascii() and text.isdigit() and int(text) < 10):
        raise UnsafeSettings(f"VARAKA_PROXIES is how many proxies stand in front (0 to 9), not {text!r}.")
    app.config["VARAKA_PROXIES"] = count = int(text)
    app.wsgi_app = KnownHost(app.wsgi_app)  # type: ignore[method-assign]
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
