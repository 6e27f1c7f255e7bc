"""A name under every key by which it is compared: as written, without titles, as it sounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from quizzes.folding import APOSTROPHES, fold, lenient

_TITLES = {
    **{t: t for t in ("bey", "pasa", "han", "hanim", "efendi", "aga", "mirza")},
    "beg": "bey", "bek": "bey", "beyi": "bey", "pasha": "pasa", "khan": "han", "xan": "han", "khanum": "hanim",
    "khanim": "hanim", "xanim": "hanim", "agha": "aga", "effendi": "efendi", "mr": "bey", "mrs": "hanim", "ps": "pasa",
}  # fmt: skip
_STATES = (
    "devleti", "imparatorlugu", "hukumeti", "dovleti", "imperiyasi", "hokumeti", "empire", "state", "government",
)  # fmt: skip
#: words that many names share: beside initials alone they name nothing
COMMON = {
    *_TITLES, *_STATES, "cumhuriyeti", "cumhuriyyeti", "republic", "respublikasi", "partisi", "party", "parti", "partiyasi",
    "partiya", "grubu", "group", "qrupu", "sehri", "seheri", "city",
}  # fmt: skip
#: one given name each, as Turkish, Azerbaijani and English write it
_GIVEN = {
    form: forms.split()[0]
    for forms in (
        "mehemmed mehmet mehmed muhammed muhammet muhammad mohammad mohammed mahammad",
        "emin amin", "ali eli", "yusuf yusif yousef", "hasan hesen hassan", "ahmed ahmet ahmad ehmed",
        "huseyin huseyn husein hussein",
    )
    for form in forms.split()
}  # fmt: skip
_CASE = (
    r"(?:[yns]?[ıiuü]|[yn]?[aeə]|n?[dt][aeə](?:n|k[ıi])?|[ns]?[ıiuü]n|n[ıiuü]n|y?l[aeə]|l[ıiuü]|l[aeə]r(?:[ıi]n?)?|s)"
)
_COPULA = r"y?(?:[dt][ıiuü]r?|m[ıiuü][şs]|s[ae])"
#: Azerbaijani puts a hyphen before the endings of capitals: ABŞ-ın
_AFTER_APOSTROPHE = re.compile(
    rf"(?:(?<=\w)[{APOSTROPHES}]|(?<=\w\w)-)(?:{_CASE}(?:{_COPULA})?|{_COPULA})(?!\w)", re.IGNORECASE
)
_BEFORE = re.compile(r"^\s*(?:(?:in|at|to|from|by|with)\s+)?(?:the\s+)?(?:(?:city|town)\s+of\s+)?", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s+(?:(?:(?:[şs]ehr|[şs][əe]h[əe]r|kent)i|v[əe]zif[əe]si)(?:n\w{1,3})?|city|idi|il[əe])\W*$", re.IGNORECASE
)
_SOUNDS = (
    ("dzh", "c"), ("kh", "h"), ("gh", "g"), ("zh", "c"), ("sh", "s"), ("ch", "c"), ("dj", "c"), ("ph", "f"),
    ("x", "h"), ("j", "c"), ("w", "v"), ("y", "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A text under every key by which it is compared. ``words`` and ``bare`` leave titles out unless ``whole``; ``sounds``
    are the bare words as they sound, in ``single`` with doubled letters as one; ``fixed`` may not slip; ``cut`` is what
    lost a preposition or a word like city."""

    strict: str
    lenient: str
    words: tuple[str, ...]
    bare: tuple[str, ...]
    sounds: tuple[tuple[str, ...], ...]
    single: tuple[tuple[str, ...], ...]
    titles: frozenset[str]
    fixed: tuple[str, ...]
    whole: bool
    cut: bool

    @cached_property
    def initials(self) -> bool:
        return any(len(word) == 1 for word in self.words)

    @cached_property
    def mere(self) -> bool:
        """Initials, and not a word written out but titles and the like: ``o``, ``F. H. H.``, ``o devleti``."""
        return any(is_initial(w) for w in self.bare) and all(is_initial(w) or w in COMMON for w in self.bare)

    @cached_property
    def schwa(self) -> bool:
        return "ə" in self.strict

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word in every way it is compared: two readings that share none can agree in none."""
        heard = {word for row in self.sounds + self.single for word in row}
        return frozenset((*self.words, *self.bare, *heard, *map(opened, heard)))

    @cached_property
    def heard(self) -> tuple[frozenset[str], ...]:
        """Each bare word as written and as it sounds."""
        return tuple(frozenset(ways) for ways in zip(self.bare, *self.single, strict=True))

    @cached_property
    def people(self) -> frozenset[str]:
        """Whom a state is called by: ``osmanlilar`` for Osmanlı Devleti, ``ottomans`` for Ottoman Empire."""
        first, _, second = self.lenient.partition(" ")
        return frozenset(first + plural for plural in ("lar", "ler", "s")) if second in _STATES else frozenset()

    def fits(self, other: Reading) -> bool:
        """Whether no title of one gainsays the other's: a title may be missing, not exchanged."""
        return self.titles <= other.titles or other.titles <= self.titles


def variants(answer: str) -> dict[str, bool]:
    """The answer as written, without the suffixes after its apostrophes, and (marked as cut) without an English article,
    a preposition, the word city, Azerbaijani's ilə and idi."""
    stripped = _AFTER_APOSTROPHE.sub("", answer)
    return {_BEFORE.sub("", _BEHIND.sub("", stripped)): True, answer: False, stripped: False}


@lru_cache(maxsize=16384)
def known(spelling: str, lang: str, whole: bool) -> Reading:
    """Kept only for the bank's own spellings; what learners write is read and forgotten."""
    return read(spelling, lang, whole=whole)


def read(text: str, lang: str, *, whole: bool = False, cut: bool = False) -> Reading:
    """A text under all its keys; ``whole`` keeps its titles, ``cut`` says that it has lost words."""
    strict, plain = fold(text), lenient(text)
    strict = strict.replace("ı", "i") if lang == "en" else strict
    words, bare = tuple(strict.split()), tuple(plain.split())
    if not whole:
        words, bare = _without_titles(words), _without_titles(bare)
    titles = frozenset(_TITLES[word] for word in plain.split() if word in _TITLES)
    fixed = tuple(re.findall(r"\d+|\b[ivx]+\b(?=\s)", plain))
    sounds = _sounding(bare)
    single = tuple(tuple(re.sub(r"(.)\1+", r"\1", word) for word in row) for row in sounds)
    return Reading(strict, plain, words, bare, sounds, single, titles, fixed, whole, cut)


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if lenient(w) not in _TITLES) or words


def _sounding(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A name as it sounds; twice where a q may be a k or a g."""
    heard = [_GIVEN.get(word, word) for word in words]
    for letters, sound in _SOUNDS:
        heard = [word.replace(letters, sound) for word in heard]
    return tuple(dict.fromkeys(tuple(word.replace("q", letter) for word in heard) for letter in "kg"))


def is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def opened(word: str) -> str:
    """A word with every a an e: Turkish writes Azerbaijan's ə as either."""
    return word.replace("a", "e")
