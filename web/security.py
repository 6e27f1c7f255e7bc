"""What every answer carries, whose forms are believed, and where a visitor may be sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect
from werkzeug.urls import iri_to_uri

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

READS = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # Flask-WTF compares the referrer over https
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

TWO_YEARS = "max-age=63072000"

#: what a browser drops or rewrites before it looks for a host: spaces and controls of any script, backslashes
_ODD = re.compile(r"[\s\\\x00-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")

csrf = CSRFProtect()


def init(app: Flask) -> None:
    app.session_interface = Cookies()
    csrf.init_app(app)
    # A redirect to an address with fewer slashes would be the one answer that repeats the Host a request named.
    app.url_map.merge_slashes = False
    app.after_request(harden)


class Cookies(SecureCookieSessionInterface):
    """The session's cookie: ``__Host-varaka`` and Secure, but for a browser on this very machine or where the
    server's owner has said that plain http must do."""

    def get_cookie_name(self, app: Flask) -> str:
        return "__Host-varaka" if self.get_cookie_secure(app) else "varaka"

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        return request.is_secure or not plain_is_fine()

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Not with a static file, which caches keep for others too; and not in answer to a form of another site.

        Such a form comes without the cookie (SameSite): a new one in its answer would sign the reader out.
        """
        foreign = request.method not in READS and self.get_cookie_name(app) not in request.cookies
        return request.endpoint != "static" and not foreign and super().should_set_cookie(app, session)

    def get_cookie_path(self, app: Flask) -> str:  # noqa: ARG002
        return "/"  # __Host- demands it


def plain_is_fine() -> bool:
    """Whether a session may travel over plain http: to this machine itself, or by ``VARAKA_INSECURE_COOKIES``."""
    if current_app.config["VARAKA_INSECURE_COOKIES"]:
        return True
    return not current_app.config["VARAKA_PROXIES"] and is_loopback(request.host)


def is_loopback(host: str) -> bool:
    """Whether a ``Host`` header names the browser's own machine.

    >>> is_loopback("127.0.0.1:8000"), is_loopback("[::1]:8000"), is_loopback("localhost"), is_loopback("okul.example")
    (True, True, True, False)
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or name.endswith(".localhost") or ip_address(name).is_loopback
    except ValueError:
        return False


class KnownHost:
    """Answers 400 to a ``Host`` that is none. Such a request has no address, so no page of ours could be made for it."""

    def __init__(self, inner: WSGIApplication) -> None:
        self.inner = inner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if is_host(environ.get("HTTP_HOST") or environ["SERVER_NAME"]):
            return self.inner(environ, start_response)
        return Response("This address is not one of ours.\n", 400, HEADERS, "text/plain")(environ, start_response)


def is_host(name: str) -> bool:
    """Whether a ``Host`` header could name a machine.

    >>> is_host("okul.example:8000"), is_host("[::1]:8000"), is_host(""), is_host("a..b"), is_host("x" * 64 + ".example")
    (True, True, False, False, False)
    """
    try:
        return bool(urlsplit(f"//{name}").hostname) and bool(name.encode("idna"))
    except ValueError:
        return False


def harden(response: Response) -> Response:
    """Set the headers that every answer carries."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", TWO_YEARS)
    if request.endpoint != "static":
        # A shared computer keeps nothing of someone who has signed out.
        response.headers["Cache-Control"] = "no-store" if "_user_id" in session else "private, no-cache"
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def safe_next(target: str | None, default: str = "") -> str:
    r"""A path of our own to go on to, or the default (the front page).

    Anything a browser could read as another host (``//host``, ``/\host``, ``https:host``, control characters) is
    refused.
    """
    fallback = default or url_for("home.index")
    if not target or len(target) > 2000 or _ODD.search(target):
        return fallback
    if not target.startswith("/") or target.startswith("//"):
        return fallback
    try:
        parts = urlsplit(target)
    except ValueError:
        return fallback
    return fallback if parts.scheme or parts.netloc else iri_to_uri(target)
