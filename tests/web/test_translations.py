"""Every sentence of the pages and the commands stands in Turkish too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

HOUSE = Path(__file__).parents[2]
CATALOGUE = HOUSE / "web" / "translations" / "tr" / "LC_MESSAGES" / "messages.po"
METHODS = [("web/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


class TestTheTurkishCatalogue:
    def test_has_every_sentence_in_use(self, used, turkish):
        assert [ident for ident in used if not turkish.get(ident) or not all(texts(turkish.get(ident)))] == []

    def test_has_none_that_is_no_longer_used(self, used, turkish):
        assert [message.id for message in turkish if message.id and key(message) not in used] == []
        assert dict(turkish.obsolete) == {}

    def test_has_nothing_half_done(self, turkish):
        assert [message.id for message in turkish if message.id and message.fuzzy] == []

    def test_fills_the_same_gaps(self, turkish):
        assert [m.id for m in turkish if m.id for text in texts(m) if gaps(text) != gaps(english(m)[-1])] == []


@pytest.fixture(scope="module")
def used() -> set[str]:
    found = extract_from_dir(HOUSE, METHODS, keywords=KEYWORDS)
    return {ident if isinstance(ident, str) else ident[0] for _file, _line, ident, _comments, _context in found}


@pytest.fixture(scope="module")
def turkish() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="tr")


def key(message: Message) -> str:
    return english(message)[0]


def english(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def gaps(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]", text))
