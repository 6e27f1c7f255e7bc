"""How near a learner's name is to a name of the bank: the same, the same but for titles or letters, or a slip away."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property, lru_cache

from quizzes.folding import APOSTROPHES, distance, fold, lenient


class Rank(IntEnum):
    """Kinds of likeness, the nearest first. Those up to ``PARTS`` are right, the others right with a spelling note."""

    SAME = 0
    PARTS = 1
    TITLE = 2
    LETTERS = 3
    APART = 4
    APOSTROPHE = 5
    PEOPLE = 6
    SOUND = 7
    DOUBLED = 8
    SLIP = 9


@dataclass(frozen=True, order=True)
class Likeness:
    """Ordered: the smaller, the nearer. ``distance`` counts a slip's letters."""

    rank: Rank
    distance: int
    spelling: str = field(compare=False)


@dataclass(frozen=True)
class _Reading:
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
        return any(_is_initial(w) for w in self.bare) and all(_is_initial(w) or w in _COMMON for w in self.bare)

    @cached_property
    def schwa(self) -> bool:
        return "ə" in self.strict

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word in every way it is compared: two readings that share none can agree in none."""
        heard = {word for row in self.sounds + self.single for word in row}
        return frozenset((*self.words, *self.bare, *heard, *map(_open, heard)))

    @cached_property
    def heard(self) -> tuple[frozenset[str], ...]:
        """Each bare word as written and as it sounds."""
        return tuple(frozenset(ways) for ways in zip(self.bare, *self.single, strict=True))

    @cached_property
    def people(self) -> frozenset[str]:
        """Whom a state is called by: ``osmanlilar`` for Osmanlı Devleti, ``ottomans`` for Ottoman Empire."""
        first, _, second = self.lenient.partition(" ")
        return frozenset(first + plural for plural in ("lar", "ler", "s")) if second in _STATES else frozenset()

    def fits(self, other: _Reading) -> bool:
        """Whether no title of one gainsays the other's: a title may be missing, not exchanged."""
        return self.titles <= other.titles or other.titles <= self.titles


_LONGEST_SLIP = 3
_CLASH = 10  # a wrong title puts a name behind every slip in another
_TITLES = {
    **{t: t for t in ("bey", "pasa", "han", "hanim", "efendi", "aga", "mirza")},
    "beg": "bey", "bek": "bey", "beyi": "bey", "pasha": "pasa", "khan": "han", "xan": "han", "khanum": "hanim",
    "khanim": "hanim", "xanim": "hanim", "agha": "aga", "effendi": "efendi", "mr": "bey", "mrs": "hanim", "ps": "pasa",
}  # fmt: skip
_STATES = ("devleti", "imparatorlugu", "hukumeti", "empire", "state", "government")
#: words that many names share: beside initials alone they name nothing
_COMMON = {
    *_TITLES, *_STATES, "cumhuriyeti", "republic", "partisi", "party", "parti", "grubu", "group", "sehri", "city",
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
_CASE = r"(?:[yns]?[ıiuü]|[yn]?[ae]|n?[dt][ae](?:n|ki)?|[ns]?[ıiuü]n|n[ıiuü]n|y?l[ae]|l[ıiuü]|l[ae]r(?:[ıi]n?)?|s)"
_COPULA = r"y?(?:[dt][ıiuü]r?|m[ıiuü][şs]|s[ae])"
_AFTER_APOSTROPHE = re.compile(rf"(?<=\w)[{APOSTROPHES}](?:{_CASE}(?:{_COPULA})?|{_COPULA})(?!\w)", re.IGNORECASE)
_BARE_SUFFIX = re.compile(r"(?:[yn]?[iuae]|n?[dt][ae]n?|n?[iu]n|y?l[ae]|y?[dt][iu]r?|y?m[iu]s)")
_BEFORE = re.compile(r"^\s*(?:(?:in|at|to|from|by|with)\s+)?(?:the\s+)?(?:(?:city|town)\s+of\s+)?", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:(?:[şs]ehr|kent)i(?:n\w{1,3})?|city)\W*$", re.IGNORECASE)
_SOUNDS = (
    ("dzh", "c"), ("kh", "h"), ("gh", "g"), ("zh", "c"), ("sh", "s"), ("ch", "c"), ("dj", "c"), ("ph", "f"),
    ("x", "h"), ("j", "c"), ("w", "v"), ("y", "i"),
)  # fmt: skip


def nearest(answer: str, spellings: Collection[str], lang: str, *, partly: bool = False) -> Likeness | None:
    """The likeness of ``answer`` to the nearest of ``spellings``; None if it is none of them, slips and all.

    ``partly`` lets given names be missing, as long as the last word stands: Resulzade for Mehmet Emin Resulzade.
    """
    longest = 2 * max(map(len, spellings), default=0) + 20
    variants = _variants(answer) if len(answer) <= longest else {}
    readings = [_read(form, lang, cut=cut) for form, cut in variants.items()]
    if any(r.initials for r in readings):
        readings += [_read(form, lang, whole=True, cut=cut) for form, cut in variants.items()]
    found = (like for spelling in spellings for mine in readings if (like := _likeness(mine, spelling, lang, partly)))
    return min(found, default=None)


def allowance(letters: int) -> int:
    """How many slips a word or name of so many letters may hold."""
    return 0 if letters <= 4 else 1 if letters <= 8 else 2 if letters <= 14 else _LONGEST_SLIP


def looks_personal(spellings: Iterable[str]) -> bool:
    """Whether a title or an initial among its spellings shows that this names a person."""
    readings = [_known(spelling, "tr", False) for spelling in spellings]
    return any(r.titles or (len(r.words) > 1 and r.initials) for r in readings)


def _likeness(mine: _Reading, spelling: str, lang: str, partly: bool) -> Likeness | None:
    theirs = _known(spelling, lang, mine.whole)
    if not theirs.strict:
        return None
    rank, steps = _rank(mine, theirs, partly)
    return None if rank is None else Likeness(rank, steps + _CLASH * (not mine.fits(theirs)), spelling)


def _rank(mine: _Reading, theirs: _Reading, partly: bool) -> tuple[Rank | None, int]:
    if mine.strict == theirs.strict:
        return Rank.PARTS if mine.cut else Rank.SAME, 0
    if mine.fixed != theirs.fixed or (mine.mere and not theirs.mere):
        return None, 0
    for rank, holds in _STRANGE_RANKS if mine.forms.isdisjoint(theirs.forms) else _RANKS:
        if holds(mine, theirs, partly):
            return rank, 0
    steps = _slips(mine, theirs)
    return (Rank.SLIP, steps) if steps is not None else (None, 0)


def _in_parts(mine: _Reading, theirs: _Reading, partly: bool) -> bool:
    return mine.fits(theirs) and _agree(mine.words, theirs.words, partly)


def _under_other_title(mine: _Reading, theirs: _Reading, partly: bool) -> bool:
    return _agree(mine.words, theirs.words, partly)


def _in_letters(mine: _Reading, theirs: _Reading, partly: bool) -> bool:
    return mine.lenient == theirs.lenient or _agree(mine.bare, theirs.bare, partly)


def _apart(mine: _Reading, theirs: _Reading, _partly: bool) -> bool:
    return mine.lenient.replace(" ", "") == theirs.lenient.replace(" ", "")


def _but_for_suffix(mine: _Reading, theirs: _Reading, _partly: bool) -> bool:
    """``Batumda`` for Batum: the ending is there, the apostrophe is not."""
    known = theirs.lenient
    return len(known) > 3 and mine.lenient.startswith(known) and bool(_BARE_SUFFIX.fullmatch(mine.lenient, len(known)))


def _as_people(mine: _Reading, theirs: _Reading, _partly: bool) -> bool:
    return mine.lenient in theirs.people


def _in_sound(mine: _Reading, theirs: _Reading, partly: bool) -> bool:
    return _alike(mine.sounds, theirs.sounds, partly, schwa=mine.schwa != theirs.schwa)


def _but_for_doubling(mine: _Reading, theirs: _Reading, partly: bool) -> bool:
    return _alike(mine.single, theirs.single, partly, schwa=mine.schwa != theirs.schwa)


def _alike(
    mine: tuple[tuple[str, ...], ...], theirs: tuple[tuple[str, ...], ...], partly: bool, *, schwa: bool
) -> bool:
    if any(_agree(own, other, partly) for own in mine for other in theirs):
        return True
    # Turkish writes some of Azerbaijan's ə with an e, others with an a: Fətəli is Fetali
    return schwa and _agree(tuple(map(_open, mine[0])), tuple(map(_open, theirs[0])), partly)


def _open(word: str) -> str:
    return word.replace("a", "e")


_RANKS: tuple[tuple[Rank, Callable[[_Reading, _Reading, bool], bool]], ...] = (
    (Rank.PARTS, _in_parts),
    (Rank.TITLE, _under_other_title),
    (Rank.LETTERS, _in_letters),
    (Rank.APART, _apart),
    (Rank.APOSTROPHE, _but_for_suffix),
    (Rank.PEOPLE, _as_people),
    (Rank.SOUND, _in_sound),
    (Rank.DOUBLED, _but_for_doubling),
)
#: those that need no word in common
_STRANGE_RANKS = tuple(pair for pair in _RANKS if pair[0] in {Rank.APART, Rank.APOSTROPHE, Rank.PEOPLE})


def _agree(mine: tuple[str, ...], theirs: tuple[str, ...], partly: bool) -> bool:
    """Whether two names hold the same words in any order, initials standing for words that begin with them.

    At least one word is written out. Initials of theirs may be left out; words too where ``partly``, unless it is the
    last.
    """
    if len(mine) > len(theirs) or not any(len(word) > 1 and word in theirs for word in mine):
        return False
    left = list(theirs)
    for word in sorted(mine, key=len, reverse=True):
        match = next((other for other in sorted(left, key=len, reverse=True) if _stands_for(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    missing = [word for word in left if len(word) > 1]
    return not missing or (partly and theirs[-1] not in missing)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _stands_for(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other[0] == word)


def _slips(mine: _Reading, theirs: _Reading) -> int | None:
    """The slips between two names word by word, or None where one word or the whole holds too many."""
    if len(mine.bare) != len(theirs.bare):
        return None
    total = 0
    for a, b, heard, sought in zip(mine.bare, theirs.bare, mine.heard, theirs.heard, strict=True):
        if not _stands_for(a, b):
            most = allowance(len(b))
            if abs(len(a) - len(b)) > _LONGEST_SLIP:
                return None
            steps = min(distance(x, y, most) for x in heard for y in sought)
            if steps > most:
                return None
            total += steps
    written = any(len(a) > 1 and b not in _COMMON for a, b in zip(mine.bare, theirs.bare, strict=True))
    return total if written and total <= allowance(sum(map(len, theirs.bare))) else None


def _variants(answer: str) -> dict[str, bool]:
    """The answer as written, without the suffixes after its apostrophes, and (marked as cut) without an English article,
    a preposition, the word city."""
    stripped = _AFTER_APOSTROPHE.sub("", answer)
    return {_BEFORE.sub("", _BEHIND.sub("", stripped)): True, answer: False, stripped: False}


@lru_cache(maxsize=16384)
def _known(spelling: str, lang: str, whole: bool) -> _Reading:
    """Kept only for the bank's own spellings; what learners write is read and forgotten."""
    return _read(spelling, lang, whole=whole)


def _read(text: str, lang: str, *, whole: bool = False, cut: bool = False) -> _Reading:
    strict, plain = fold(text), lenient(text)
    strict = strict.replace("ı", "i") if lang == "en" else strict
    words, bare = tuple(strict.split()), tuple(plain.split())
    if not whole:
        words, bare = _without_titles(words), _without_titles(bare)
    titles = frozenset(_TITLES[word] for word in plain.split() if word in _TITLES)
    fixed = tuple(re.findall(r"\d+|\b[ivx]+\b(?=\s)", plain))
    sounds = _sounding(bare)
    single = tuple(tuple(re.sub(r"(.)\1+", r"\1", word) for word in row) for row in sounds)
    return _Reading(strict, plain, words, bare, sounds, single, titles, fixed, whole, cut)


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if lenient(w) not in _TITLES) or words


def _sounding(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A name as it sounds; twice where a q may be a k or a g."""
    heard = [_GIVEN.get(word, word) for word in words]
    for letters, sound in _SOUNDS:
        heard = [word.replace(letters, sound) for word in heard]
    return tuple(dict.fromkeys(tuple(word.replace("q", letter) for word in heard) for letter in "kg"))
