"""What comes in: sizes, characters and numbers that no page of ours sends are refused before any page sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask, abort, request

import models
from web.security import READS

#: the largest integer both databases hold
LARGEST = 2**63 - 1

#: fields in a form: no page of ours has as many, and looking at each takes time
MOST_FIELDS = 1000

#: NUL, which PostgreSQL cannot store and SQLite stops reading at, and halves of surrogate pairs
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")

#: control characters, those of direction among them, and what Unicode says is no character: they come in with pasted
#: text, and no page can show them
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    + "".join(chr((plane << 16) + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


def init(app: Flask) -> None:
    app.before_request(say_whether_it_reads)
    app.before_request(refuse_impossible)
    app.teardown_request(lambda _error: models.begin_reading(False))


def say_whether_it_reads() -> None:
    models.begin_reading(request.method in READS)


def refuse_impossible() -> None:
    """400 for text that cannot be stored, anywhere, and for numbers beyond 2^63 in an address; ``q`` is looked for, no number."""
    if sum(len(values) for _, values in request.form.lists()) > MOST_FIELDS:
        abort(413)
    numbers = (value for value in (request.view_args or {}).values() if isinstance(value, int))
    if any(abs(value) > LARGEST for value in numbers):
        abort(400)
    if any(len(value) > 18 and is_digits(value) for name, value in request.args.items() if name != "q"):
        abort(400)
    impossible_path = _IMPOSSIBLE.search(request.path)
    if impossible_path:
        request.path = "/"  # pages say where they are: the page of this refusal must not repeat it
    if impossible_path or any(_IMPOSSIBLE.search(text) for text in _texts()):
        abort(400)


def is_digits(text: str) -> bool:
    """Whether Python would read this as one whole number, in whatever digits: ``１２``, ``1_000``, ``-5``."""
    return text.strip().lstrip("+-").replace("_", "").isdigit()


def _texts() -> Iterator[str]:
    for fields in (request.args, request.form):
        for name, values in fields.lists():
            yield name
            yield from values
    for name, file in request.files.items(multi=True):
        yield name
        yield file.filename or ""
    if request.is_json:
        yield from _strings_of(_json_body())


def _json_body() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:  # a few thousand brackets
        abort(400)


def _strings_of(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, dict):
            waiting.extend((*found.keys(), *found.values()))
        elif isinstance(found, list):
            waiting.extend(found)


def cleaned(text: str | None) -> str:
    r"""A text as typed, without spaces around it and without what cannot be shown.

    >>> cleaned(" Rus\x0bya\x02 ")
    'Rusya'
    """
    return _UNPRINTABLE.sub("", text or "").strip()


def whole_number(text: str | None, *, least: int = 0, most: int = LARGEST) -> int | None:
    """A number as a page of ours sends it, in ASCII digits and within bounds, or ``None``.

    >>> whole_number("12"), whole_number("１２"), whole_number("1_000"), whole_number("9" * 30), whole_number("-1")
    (12, None, None, None, None)
    """
    text = text or ""
    if not re.fullmatch(r"-?[0-9]{1,19}", text, re.ASCII):
        return None
    return number if least <= (number := int(text)) <= most else None


def one_of(text: str | None, choices: Iterable[str], default: str = "") -> str:
    """The text where it is one of the choices, else the default."""
    return text if text is not None and text in choices else default
