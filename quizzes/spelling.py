"""How near a learner's name is to a name of the bank: the same, the same but for titles or letters, or a slip away."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from quizzes.folding import distance
from quizzes.readings import COMMON, Reading, known, opened, read, variants


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


_LONGEST_SLIP = 3
_CLASH = 10  # a wrong title puts a name behind every slip in another
_BARE_SUFFIX = re.compile(
    r"(?:[yn]?[iuae]|n?[dt][ae]n?|n?[iu]n|y?l[ae]|y?[dt][iu]r?|y?m[iu]s|n?d[ae](?:d[iu]r|k[iu]))"
)


def nearest(answer: str, spellings: Collection[str], lang: str, *, partly: bool = False) -> Likeness | None:
    """The likeness of ``answer`` to the nearest of ``spellings``; None if it is none of them, slips and all.

    ``partly`` lets given names be missing, as long as the last word stands: Resulzade for Mehmet Emin Resulzade.
    """
    longest = 2 * max(map(len, spellings), default=0) + 20
    forms = variants(answer) if len(answer) <= longest else {}
    readings = [read(form, lang, cut=cut) for form, cut in forms.items()]
    if any(r.initials for r in readings):
        readings += [read(form, lang, whole=True, cut=cut) for form, cut in forms.items()]
    found = (like for spelling in spellings for mine in readings if (like := _likeness(mine, spelling, lang, partly)))
    return min(found, default=None)


def allowance(letters: int) -> int:
    """How many slips a word or name of so many letters may hold."""
    return 0 if letters <= 4 else 1 if letters <= 8 else 2 if letters <= 14 else _LONGEST_SLIP


def looks_personal(spellings: Iterable[str]) -> bool:
    """Whether a title or an initial among its spellings shows that this names a person."""
    readings = [known(spelling, "tr", False) for spelling in spellings]
    return any(r.titles or (len(r.words) > 1 and r.initials) for r in readings)


def _likeness(mine: Reading, spelling: str, lang: str, partly: bool) -> Likeness | None:
    theirs = known(spelling, lang, mine.whole)
    if not theirs.strict:
        return None
    rank, steps = _rank(mine, theirs, partly)
    return None if rank is None else Likeness(rank, steps + _CLASH * (not mine.fits(theirs)), spelling)


def _rank(mine: Reading, theirs: Reading, partly: bool) -> tuple[Rank | None, int]:
    if mine.strict == theirs.strict:
        return Rank.PARTS if mine.cut else Rank.SAME, 0
    if mine.fixed != theirs.fixed or (mine.mere and not theirs.mere):
        return None, 0
    for rank, holds in _STRANGE_RANKS if mine.forms.isdisjoint(theirs.forms) else _RANKS:
        if holds(mine, theirs, partly):
            return rank, 0
    steps = _slips(mine, theirs)
    return (Rank.SLIP, steps) if steps is not None else (None, 0)


def _in_parts(mine: Reading, theirs: Reading, partly: bool) -> bool:
    return mine.fits(theirs) and _agree(mine.words, theirs.words, partly)


def _under_other_title(mine: Reading, theirs: Reading, partly: bool) -> bool:
    return _agree(mine.words, theirs.words, partly)


def _in_letters(mine: Reading, theirs: Reading, partly: bool) -> bool:
    return mine.lenient == theirs.lenient or _agree(mine.bare, theirs.bare, partly)


def _apart(mine: Reading, theirs: Reading, _partly: bool) -> bool:
    return mine.lenient.replace(" ", "") == theirs.lenient.replace(" ", "")


def _but_for_suffix(mine: Reading, theirs: Reading, partly: bool) -> bool:
    """``Batumda`` for Batum, ``M. H. Hacınskinin`` for Hacınski: the ending is there, the apostrophe is not."""
    if _ends_more(mine.lenient, theirs.lenient) or not (mine.bare and theirs.bare):
        return _ends_more(mine.lenient, theirs.lenient)
    known = theirs.bare[-1]
    return (
        mine.fits(theirs)
        and _ends_more(mine.bare[-1], known)
        and _agree((*mine.bare[:-1], known), theirs.bare, partly)
    )


def _ends_more(text: str, known: str) -> bool:
    return len(known) > 3 and text.startswith(known) and bool(_BARE_SUFFIX.fullmatch(text, len(known)))


def _as_people(mine: Reading, theirs: Reading, _partly: bool) -> bool:
    return mine.lenient in theirs.people


def _in_sound(mine: Reading, theirs: Reading, partly: bool) -> bool:
    return _alike(mine.sounds, theirs.sounds, partly, schwa=mine.schwa != theirs.schwa)


def _but_for_doubling(mine: Reading, theirs: Reading, partly: bool) -> bool:
    return _alike(mine.single, theirs.single, partly, schwa=mine.schwa != theirs.schwa)


def _alike(
    mine: tuple[tuple[str, ...], ...], theirs: tuple[tuple[str, ...], ...], partly: bool, *, schwa: bool
) -> bool:
    if any(_agree(own, other, partly) for own in mine for other in theirs):
        return True
    # Turkish writes some of Azerbaijan's ə with an e, others with an a: Fətəli is Fetali
    return schwa and _agree(tuple(map(opened, mine[0])), tuple(map(opened, theirs[0])), partly)


_RANKS: tuple[tuple[Rank, Callable[[Reading, Reading, bool], bool]], ...] = (
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


def _stands_for(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other[0] == word)


def _slips(mine: Reading, theirs: Reading) -> int | None:
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
    written = any(len(a) > 1 and b not in COMMON for a, b in zip(mine.bare, theirs.bare, strict=True))
    return total if written and total <= allowance(sum(map(len, theirs.bare))) else None
