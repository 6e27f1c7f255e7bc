"""How near a learner's name is to a name of the bank: the same, the same but for titles or letters, or a slip away."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from quizzes.folding import APOSTROPHES, distance, fold, lenient


class Rank(IntEnum):
    """Kinds of likeness, the nearest first. Those up to ``PARTS`` are right, the others right with a spelling note."""

    SAME = 0
    PARTS = 1
    TITLE = 2
    LETTERS = 3
    APART = 4
    APOSTROPHE = 5
    SOUND = 6
    SLIP = 7


@dataclass(frozen=True, order=True)
class Likeness:
    """Ordered: the smaller, the nearer. ``distance`` counts a slip's letters."""

    rank: Rank
    distance: int
    spelling: str = field(compare=False)


@dataclass(frozen=True)
class _Reading:
    """A text under every key by which it is compared. ``words`` and ``bare`` leave titles out unless ``whole``; ``heard``
    holds each bare word as written and as it sounds; ``fixed`` may not slip."""

    strict: str
    lenient: str
    words: tuple[str, ...]
    bare: tuple[str, ...]
    heard: tuple[frozenset[str], ...]
    sounds: tuple[tuple[str, ...], ...]
    titles: frozenset[str]
    fixed: tuple[str, ...]
    whole: bool
    schwa: bool

    @property
    def initials(self) -> bool:
        return any(len(word) == 1 for word in self.words)

    def fits(self, other: _Reading) -> bool:
        """Whether no title of one gainsays the other's: a title may be missing, not exchanged."""
        return self.titles <= other.titles or other.titles <= self.titles


_LONGEST_SLIP = 3
_CLASH = 10  # a wrong title puts a name behind every slip in another
_TITLES = {
    **{t: t for t in ("bey", "pasa", "han", "hanim", "efendi", "aga", "mirza")},
    "beg": "bey", "bek": "bey", "beyi": "bey", "pasha": "pasa", "khan": "han", "xan": "han", "khanum": "hanim",
    "khanim": "hanim", "xanim": "hanim", "agha": "aga", "effendi": "efendi", "mr": "bey", "mrs": "hanim",
}  # fmt: skip
_SUFFIX = (
    r"(?:[yns]?[ıiuü]|[yn]?[ae]|n?[dt][ae](?:n|ki)?|[ns]?[ıiuü]n|n[ıiuü]n|y?l[ae]|[dt][ıiuü]r|l[ıiuü]|"
    r"l[ae]r(?:[ıi]n?)?|s)"
)
_AFTER_APOSTROPHE = re.compile(rf"(?<=\w)[{APOSTROPHES}]{_SUFFIX}(?!\w)", re.IGNORECASE)
_BARE_SUFFIX = re.compile(r"(?:[yn]?[iuae]|n?[dt][ae]n?|n?[iu]n|y?l[ae])")
_SOUNDS = (
    ("dzh", "c"), ("kh", "h"), ("gh", "g"), ("zh", "c"), ("sh", "s"), ("ch", "c"), ("dj", "c"), ("ph", "f"),
    ("x", "h"), ("j", "c"), ("w", "v"), ("y", "i"),
)  # fmt: skip


def nearest(answer: str, spellings: Collection[str], lang: str, *, partly: bool = False) -> Likeness | None:
    """The likeness of ``answer`` to the nearest of ``spellings``; None if it is none of them, slips and all.

    ``partly`` lets given names be missing, as long as the last word stands: Resulzade for Mehmet Emin Resulzade.
    """
    longest = 2 * max(map(len, spellings), default=0) + 20
    readings = [_read(form, lang) for form in _variants(answer)] if len(answer) <= longest else []
    readings += (
        [_read(form, lang, whole=True) for form in _variants(answer)] if any(r.initials for r in readings) else []
    )
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
        return Rank.SAME, 0
    if mine.fixed != theirs.fixed:
        return None, 0
    for rank, holds in _RANKS:
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


def _in_sound(mine: _Reading, theirs: _Reading, partly: bool) -> bool:
    if any(_agree(own, other, partly) for own in mine.sounds for other in theirs.sounds):
        return True
    # Turkish writes some of Azerbaijan's ə with an e, others with an a: Fətəli is Fetali
    return mine.schwa != theirs.schwa and _agree(_open(mine), _open(theirs), partly)


def _open(reading: _Reading) -> tuple[str, ...]:
    return tuple(word.replace("a", "e") for word in reading.sounds[0])


_RANKS: tuple[tuple[Rank, Callable[[_Reading, _Reading, bool], bool]], ...] = (
    (Rank.PARTS, _in_parts),
    (Rank.TITLE, _under_other_title),
    (Rank.LETTERS, _in_letters),
    (Rank.APART, _apart),
    (Rank.APOSTROPHE, _but_for_suffix),
    (Rank.SOUND, _in_sound),
)


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
    return total if total <= allowance(sum(map(len, theirs.bare))) else None


def _variants(answer: str) -> tuple[str, ...]:
    """The answer as written, without the suffixes after its apostrophes, and without an English article."""
    stripped = _AFTER_APOSTROPHE.sub("", answer)
    bare = re.sub(r"^\s*the\s+", "", stripped, flags=re.IGNORECASE)
    return tuple(dict.fromkeys((answer, stripped, bare)))


@lru_cache(maxsize=16384)
def _known(spelling: str, lang: str, whole: bool) -> _Reading:
    """Kept only for the bank's own spellings; what learners write is read and forgotten."""
    return _read(spelling, lang, whole=whole)


def _read(text: str, lang: str, *, whole: bool = False) -> _Reading:
    strict, plain = fold(text), lenient(text)
    strict = strict.replace("ı", "i") if lang == "en" else strict
    words, bare = tuple(strict.split()), tuple(plain.split())
    if not whole:
        words, bare = _without_titles(words), _without_titles(bare)
    titles = frozenset(_TITLES[word] for word in plain.split() if word in _TITLES)
    fixed = tuple(re.findall(r"\d+|\b[ivx]+\b(?=\s)", plain))
    sounds = [_sounds(word) for word in bare]
    heard = tuple(frozenset((word, *both)) for word, both in zip(bare, sounds, strict=True))
    return _Reading(strict, plain, words, bare, heard, _sounding(sounds), titles, fixed, whole, "ə" in strict)


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if lenient(w) not in _TITLES) or words


def _sounding(words: list[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """A name as it sounds; twice where a q may be a k or a g."""
    return tuple(dict.fromkeys(zip(*words, strict=True)))


def _sounds(word: str) -> tuple[str, str]:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    single = re.sub(r"(.)\1+", r"\1", word)
    return single.replace("q", "k"), single.replace("q", "g")
