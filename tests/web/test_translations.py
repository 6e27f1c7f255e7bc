"""Every sentence of the pages and the commands stands in Turkish too."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from models import classes, db
from tests.conftest import NOW
from tests.learning import BANK
from tests.pages import parsed

HOUSE = Path(__file__).parents[2]
CATALOGUE = HOUSE / "web" / "translations" / "tr" / "LC_MESSAGES" / "messages.po"
METHODS = [("web/**.py", "python"), ("templates/**.html", "jinja2")]
VISITORS = ("/register", "/sign-in")
FORMS = (
    *VISITORS,
    "/settings",
    "/settings/password",
    "/settings/delete",
    f"/banks/{BANK}/quiz",
    "/classes",
    "/classes/{group}/assign",
)
#: forms that nothing at all does not fill
STRICT = set(FORMS) - {"/settings", f"/banks/{BANK}/quiz"}
#: ``-iniz``, ``siz``: what one says to strangers
FORMAL = re.compile(r"[ıiuü]n[ıiuü]z\b|\b[Ss]iz(?:in|e|i|den|ler)?\b")
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

    def test_is_on_familiar_terms_with_its_reader(self, turkish):
        """*Seç*, not *seçiniz*: the pages say ``sen``."""
        assert [text for m in turkish if m.id for text in texts(m) if FORMAL.search(text)] == []


class TestAFormWithMistakes:
    @pytest.mark.parametrize("value", ["", "?", "x" * 300])
    @pytest.mark.parametrize("page", FORMS)
    def test_names_them_in_turkish(self, app, browser, person, turkish, page, value):
        teacher = person("aliye", role="teacher", lang="tr")
        with app.app_context():
            group = classes.create(teacher, "10/B", now=NOW).id
            db.session.commit()
        client = browser(None if page in VISITORS else teacher, HTTP_ACCEPT_LANGUAGE="tr")
        path = page.format(group=group)
        fields = {f.get("name") for kind in ("input", "select") for f in parsed(client.get(path).text).iter(kind)}
        answer = client.post(path, dict.fromkeys(fields - {"csrf_token", "next", None}, value))
        assert answer.status_code in (200, 302, 303)
        known = {pattern(text) for message in turkish if message.id for text in texts(message)}
        said = complaints(parsed(answer.text)) if answer.status_code == 200 else []
        assert said or value or page not in STRICT
        assert [text for text in said if not any(re.fullmatch(words, text) for words in known)] == []


def complaints(page: Element) -> list[str]:
    """What a page says is wrong, beside its fields."""
    errors = [e for e in page.iter("p") if e.get("class") == "error"]
    return ["".join(e.itertext()).strip() for e in errors]


def pattern(text: str) -> str:
    """A sentence of the catalogue, whatever fills its gaps."""
    return re.sub(r"%\\\(\w+\\\)[sd]", ".+", re.escape(text))


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
