"""Every sentence of the pages and the commands stands in every language of the pages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from models import classes, db
from tests.conftest import NOW
from tests.learning import BANK
from tests.pages import parsed
from web.languages import LANGUAGES

HOUSE = Path(__file__).parents[2]
TRANSLATIONS = HOUSE / "web" / "translations"
#: English is the messages themselves
TRANSLATED = sorted(set(LANGUAGES) - {"en"})
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
#: ``-iniz``, ``siz``, ``seçin``: what one says to strangers
FORMAL = {
    "tr": re.compile(r"[ıiuü]n[ıiuü]z\b|\b[Ss]iz(?:in|e|i|den|ler)?\b"),
    "az": re.compile(
        r"(?<!\b[Yy]al)(?<!\b[Dd]ə)n[ıiuü]z(?:[ıiuüaə]n?|d[aə]n?)?\b|\b[Ss]iz(?:in|ə|i|dən|də|lər)?\b"
        r"|\b(?:seç|yaz|aç|bax|bas|gözləy|göndər|qayıd|ver|ed|ol|işləd|doldur|soruş|başlay|yoxlay)[ıiuü]n\b",
        re.IGNORECASE,
    ),
}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


@pytest.mark.parametrize("lang", TRANSLATED)
class TestACatalogue:
    def test_has_every_sentence_in_use(self, used, catalogue):
        assert [ident for ident in used if not catalogue.get(ident) or not all(texts(catalogue.get(ident)))] == []

    def test_has_none_that_is_no_longer_used(self, used, catalogue):
        assert [message.id for message in catalogue if message.id and key(message) not in used] == []
        assert dict(catalogue.obsolete) == {}

    def test_has_nothing_half_done(self, catalogue):
        assert [message.id for message in catalogue if message.id and message.fuzzy] == []

    def test_fills_the_same_gaps(self, catalogue):
        assert [m.id for m in catalogue if m.id for text in texts(m) if gaps(text) != gaps(english(m)[-1])] == []

    def test_counts_as_its_language_does(self, lang, catalogue):
        assert (catalogue.num_plurals, catalogue.plural_expr) == tuple(get_plural(lang))

    def test_is_on_familiar_terms_with_its_reader(self, lang, catalogue):
        """*Seç*, not *seçiniz*, not *seçin*: the pages say ``sen``, ``sən``."""
        assert [text for m in catalogue if m.id for text in texts(m) if FORMAL[lang].search(text)] == []


class TestAFormWithMistakes:
    @pytest.mark.parametrize("value", ["", "?", "x" * 300])
    @pytest.mark.parametrize("page", FORMS)
    @pytest.mark.parametrize("lang", TRANSLATED)
    def test_names_them_in_the_reader_s_language(self, app, browser, person, catalogue, lang, page, value):
        teacher = person("aliye", role="teacher", lang=lang)
        with app.app_context():
            group = classes.create(teacher, "10/B", now=NOW).id
            db.session.commit()
        client = browser(None if page in VISITORS else teacher, HTTP_ACCEPT_LANGUAGE=lang)
        address = page.format(group=group)
        fields = {f.get("name") for kind in ("input", "select") for f in parsed(client.get(address).text).iter(kind)}
        answer = client.post(address, dict.fromkeys(fields - {"csrf_token", "next", None}, value))
        assert answer.status_code in (200, 302, 303)
        known = {pattern(text) for message in catalogue if message.id for text in texts(message)}
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


@pytest.fixture
def catalogue(lang) -> Catalog:
    return read(lang)


@cache
def read(lang: str) -> Catalog:
    with path(lang).open("rb") as file:
        return read_po(file, locale=lang)


def path(lang: str) -> Path:
    return TRANSLATIONS / lang / "LC_MESSAGES" / "messages.po"


def key(message: Message) -> str:
    return english(message)[0]


def english(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def gaps(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]", text))
