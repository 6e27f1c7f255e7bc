"""Plain text → the HTML of an Anki field, in which nothing comes alive."""

from __future__ import annotations

import re
import unicodedata

#: Anki cuts a collection's fields at U+001F, drops other control characters, and cannot store half a surrogate pair.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

#: Besides HTML's own: braces (templates, clozes), square brackets ([sound:], [latex], [[type:]]) and the backslash
#: (MathJax). A colon would split a cloze's answer from its hint.
_ALIVE = {ord(char): f"&#{ord(char)};" for char in "&<>\"'{}[]\\:"}
_ALIVE |= {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\n"): "<br>"}
_ALIVE_IN_ADDRESS = {char: entity for char, entity in _ALIVE.items() if char != ord(":")}


def clean(text: str) -> str:
    """The text as Anki can keep it: NFC, plain line ends, U+FFFD for what cannot be stored."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWRITABLE.sub("\ufffd", lines))


def field(text: str) -> str:
    """The text as HTML that shows it and does nothing else.

    >>> field("{{c1::a}} <b>")
    '&#123;&#123;c1&#58;&#58;a&#125;&#125; &lt;b&gt;'
    """
    return clean(text).translate(_ALIVE)


def address(url: str) -> str:
    """A web address keeps its colon: some Anki apps look for ``https:`` before they have decoded the attribute."""
    return clean(url).translate(_ALIVE_IN_ADDRESS)


def deck_name(text: str) -> str:
    """One level of a deck's name: ``::`` would start another."""
    return " ".join(re.sub(":{2,}", ":", clean(text)).split()).strip(": ") or "\ufffd"


def tag(text: str) -> str:
    """One tag; Anki separates tags by spaces."""
    return "-".join(clean(text).split())
