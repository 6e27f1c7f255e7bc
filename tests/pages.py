"""A browser for tests that checks every page it is shown."""

from __future__ import annotations

import re
from functools import lru_cache
from secrets import token_urlsafe
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask, has_app_context
from html5lib.html5parser import ParseError
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from models.accounts import Account

LABELLED = ("text", "password", "email", "number", "date", "search", "radio", "checkbox", "file", "url", "tel")
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]*')
INLINE = re.compile(r"^on[a-z]+$|^style$")
RAW_TOKEN = "0f" * 20


class Client:
    """A browser of one person. ``get`` and ``post`` answer with werkzeug's response; ``post`` sends the form's token
    by itself unless told ``token=False``."""

    def __init__(self, app: Flask, account: Account | None = None, **environ: str) -> None:
        self.app = app
        self.raw = app.test_client()
        self.raw.environ_base.update(environ)
        if account:
            self.sign_in(account)

    def sign_in(self, account: Account) -> None:
        """Hold the cookie of a new session, as after the sign-in form."""
        with self.raw.session_transaction() as session:
            session.update({"_user_id": account.get_id(), "key": token_urlsafe(18), "_fresh": True})

    def get(self, url: str, **keywords: Any) -> TestResponse:
        return self.open(url, method="GET", **keywords)

    def post(self, url: str, data: Any = None, *, token: bool = True, **keywords: Any) -> TestResponse:
        fields = dict(data or {})
        if token and "csrf_token" not in fields:
            fields["csrf_token"] = self.token()
        return self.open(url, method="POST", data=fields, **keywords)

    def open(self, url: str, **keywords: Any) -> TestResponse:
        assert not has_app_context(), "a request inside another context would share its g"
        response = self.raw.open(url, **keywords)
        check(response)
        return response

    def token(self) -> str:
        """A form's token of this session, as any page would carry it."""
        with self.raw.session_transaction() as session:
            raw = session.setdefault("csrf_token", RAW_TOKEN)
        return str(URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(raw))

    def session(self) -> dict[str, Any]:
        with self.raw.session_transaction() as session:
            return dict(session)

    def cookie(self) -> str:
        """The session's cookie, as a thief would copy it."""
        found = self.raw.get_cookie("varaka")
        return found.value if found else ""

    def steal(self, cookie: str) -> None:
        self.raw.set_cookie("varaka", cookie)


def check(response: TestResponse) -> None:
    """What must hold of every answer."""
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if response.mimetype == "text/html" and response.text and response.status_code not in range(300, 400):
        check_once(TOKEN.sub("", response.text))


@lru_cache(maxsize=4096)
def check_once(text: str) -> None:
    """Check a page; one that was found well is known again, because parsing takes ten times as long as making it."""
    check_page(text)


def check_page(text: str) -> None:
    """What must hold of every page: it is sound HTML with a language, a title, one heading, unique ids, labels."""
    page = parsed(text)
    for template in page.iter("template"):
        del template[:]  # what a script may show later is not on the page
    assert page.get("lang"), "the page does not say its language"
    title = page.findtext(".//title") or ""
    assert title.strip(" ·\n") not in ("", "Varaka"), "the page has no title"
    headings = page.findall(".//h1")
    assert len(headings) == 1, f"{len(headings)} first headings"
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert sorted(set(ids)) == sorted(ids), f"an id stands twice: {ids}"
    assert [unlabelled(page, field) for field in fields_of(page) if unlabelled(page, field)] == []
    assert [inline for element in page.iter() for inline in element.attrib if INLINE.match(inline)] == []
    assert [form.get("action") for form in page.iter("form") if lacks_token(form)] == []


def parsed(text: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        return parser.parse(text)
    except ParseError as error:
        line, column = parser.errors[-1][0]
        near = text.splitlines()[line - 1][max(0, column - 60) : column + 20]
        raise AssertionError(f"not HTML: {error} near {near!r}") from error


def fields_of(page: Element) -> list[Element]:
    inputs = [field for field in page.iter("input") if field.get("type", "text") in LABELLED]
    return [*inputs, *page.iter("select"), *page.iter("textarea")]


def unlabelled(page: Element, field: Element) -> str:
    """The name of a field that no label names, or ``""``."""
    name = field.get("name") or "?"
    if field.get("aria-label") or field.get("aria-labelledby"):
        return ""
    if any(label.get("for") == field.get("id") for label in page.iter("label") if field.get("id")):
        return ""
    return "" if any(field in list(label.iter()) for label in page.iter("label")) else name


def lacks_token(form: Element) -> bool:
    sent = (form.get("method") or "get").lower() == "post"
    return sent and not any(field.get("name") == "csrf_token" for field in form.iter("input"))
