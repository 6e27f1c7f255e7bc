"""Marking: an answer is right, right with a spelling note, or wrong; and why. The rules stand in docs/marking.md.

``mark`` never raises on an answer, whatever its text, and takes time bounded by the key, not by the answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from quizzes.amounts import Amount, read_amount
from quizzes.dates import Moment, When
from quizzes.folding import fold, lenient
from quizzes.languages import language
from quizzes.parts import hits
from quizzes.spelling import Likeness, Rank, looks_personal, nearest
from quizzes.truths import read_truth
from quizzes.written_dates import read_when, read_yearless

LONGEST_ANSWER = 500
LONGEST_PARTS = 5_000  # several options, each as long as its bank writes them
_DROPPED = ("Cf", "Cs")
_LONGEST_LETTER = 4  # some single characters stand for a whole phrase, eighteen letters long


class Outcome(StrEnum):
    RIGHT = "right"
    SPELLING = "spelling"
    WRONG = "wrong"


@dataclass(frozen=True)
class Mark:
    """An outcome and the sentence or two that explain it to the learner."""

    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class Key:
    """What marking knows of a question.

    ``kind`` is ``name``, ``date``, ``number``, ``text``, ``truth``, ``option``, ``match`` or ``order``. ``accepted`` holds
    the printed key first: spellings; ISO dates; amounts; ``true`` or ``false``; the texts of all right options, of the
    right option of each row, or of all things in their order. ``units`` are the
    words that may stand by a number. ``rivals`` name other entities, ``partial`` are surnames that may stand alone as long
    as no rival bears them, and ``shown`` is the key as the language prints it (made from ``accepted`` if empty). Where
    other things are right too, ``printed`` has their spellings, each with the name it is printed by.
    """

    kind: str
    accepted: tuple[str, ...]
    units: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    shown: str = ""
    printed: tuple[tuple[str, str], ...] = ()


def mark(key: Key, answer: str, lang: str) -> Mark:
    """The outcome of ``answer``, explained in ``lang``.

    Raises:
        KeyError: for an unknown kind of key.
        LookupError: for an unknown language.
        ValueError: for a date or number key that is none.
    """
    tidy = _tidied(answer, LONGEST_PARTS if len(key.accepted) > 1 else LONGEST_ANSWER)
    if not any(c.isalnum() for c in tidy) and tidy not in key.accepted:
        return _wrong("empty", key, lang)
    return _MARKERS[key.kind](key, tidy, lang)


def _tidied(answer: str, most: int) -> str:
    """At most so many characters, no halves of them, no marks of direction, plain spaces."""
    return " ".join("".join(map(_plain, unicodedata.normalize("NFC", answer[:most]))).split())


def _plain(char: str) -> str:
    if unicodedata.category(char) in _DROPPED or len(unicodedata.normalize("NFKD", char)) > _LONGEST_LETTER:
        return ""
    return char if char.isprintable() else " "


def _say(sentence: str, key: Key, lang: str, **values: str) -> str:
    return language(lang).SENTENCES[f"mark.{sentence}"].format(key=_shown(key, lang), **values)


def _right(key: Key, lang: str, sentence: str = "right") -> Mark:
    return Mark(Outcome.RIGHT, _say(sentence, key, lang))


def _spelling(sentence: str, key: Key, lang: str) -> Mark:
    return Mark(Outcome.SPELLING, _say(sentence, key, lang))


def _wrong(sentence: str, key: Key, lang: str, **values: str) -> Mark:
    return Mark(Outcome.WRONG, _say(sentence, key, lang, **values))


def _shown(key: Key, lang: str) -> str:
    printed = key.accepted[0] if key.accepted else ""
    if key.shown or not printed:
        return key.shown or "—"
    if key.kind == "date":
        return language(lang).date(When.parse(printed), "")
    if key.kind == "number":
        return language(lang).number(printed, "", "")
    if key.kind == "truth":
        return language(lang).SENTENCES[printed]
    return language(lang).join(key.accepted) if key.kind == "option" else printed


_NOTES = {
    Rank.TITLE: "title",
    Rank.LETTERS: "letters",
    Rank.APART: "apart",
    Rank.APOSTROPHE: "apostrophe",
    Rank.PEOPLE: "title",
    Rank.SOUND: "transliteration",
    Rank.DOUBLED: "spelling",
    Rank.SLIP: "spelling",
}


def _mark_name(key: Key, answer: str, lang: str) -> Mark:
    personal = bool(key.partial) or looks_personal(key.accepted)
    found = nearest(answer, key.accepted, lang, partly=personal)
    key = replace(key, shown=dict(key.printed).get(found.spelling, key.shown)) if found else key
    if found and found.rank is Rank.SAME:
        return _right(key, lang, "right" if fold(found.spelling) == fold(key.accepted[0]) else "alias")
    found = found or nearest(answer, key.partial, lang)
    rival = nearest(answer, key.rivals, lang, partly=personal)
    if rival and _names(answer, key.accepted, lang) and not _names(answer, key.rivals, lang):
        rival = None  # it is a whole name of the key's, and only part of a rival's
    if rival and (not found or _rivals(rival, found)):
        ranks = {rival.rank, found.rank if found else Rank.SAME}
        shared = found and rival.rank is not Rank.SAME and (max(ranks) <= Rank.TITLE or ranks == {Rank.APOSTROPHE})
        return _wrong("ambiguous" if shared else "rival", key, lang, rival=rival.spelling)
    if not found:
        return _wrong("wrong", key, lang)
    return _right(key, lang) if found.rank <= Rank.PARTS else _spelling(_NOTES[found.rank], key, lang)


def _names(answer: str, spellings: tuple[str, ...], lang: str) -> bool:
    """Whether the answer is like one of the spellings with no word of it left out."""
    words = len(fold(answer).split())
    return nearest(answer, [name for name in spellings if len(fold(name).split()) == words], lang) is not None


def _rivals(rival: Likeness, found: Likeness) -> bool:
    """Whether the answer is as near to the rival, a surname that both bear among them."""
    least = Rank.PARTS if found.rank is Rank.SAME else Rank.SAME
    return (max(rival.rank, least), rival.distance) <= (max(found.rank, least), found.distance)


def _mark_text(key: Key, answer: str, lang: str) -> Mark:
    return _mark_name(Key(key.kind, key.accepted, rivals=key.rivals, shown=key.shown), answer, lang)


_ANY_YEAR = ("date.yearless", "date.yearless.month")
_FIGURES = re.compile(r"([0-9]{1,2})([\s./-]+)([0-9]{1,2})((?:[\s./-]+[0-9]{2,4})?)")


def _mark_date(key: Key, answer: str, lang: str) -> Mark:
    wanted = [When.parse(iso) for iso in key.accepted]
    said = _said_date(answer, wanted)
    figures = _FIGURES.fullmatch(answer) if wanted[0].precision == "day" else None
    if figures and said not in ("right", *_ANY_YEAR):
        exchanged = _said_date("{2}{1}{0}{3}".format(*figures.groups()), wanted)
        if exchanged in ("right", *_ANY_YEAR):
            # In English both 4/6 and 6/4 are the fourth of June; with dots the day comes first there too.
            said = exchanged if lang == "en" and "." not in answer else "date.swapped"
    if said == "right":
        return _right(key, lang)
    return _spelling(said, key, lang) if said in _ANY_YEAR else _wrong(said, key, lang)


def _said_date(answer: str, wanted: Sequence[When]) -> str:
    """``right``, or which sentence tells what the answer lacks."""
    year = wanted[0].last.year
    got = read_when(answer, year // 100)
    bare = None if got else read_yearless(answer, year)
    if bare and any(want.start.month and _says(bare, want) for want in wanted):
        return _ANY_YEAR[bare.precision == "month"]
    if got and any(_says(got, want) for want in wanted):
        return "right"
    read = got or bare
    return next((why for want in wanted if (why := _short_of(read, want))), "date.wrong") if read else "date.unread"


def _says(got: When, want: When) -> bool:
    """Whether a date says what is wanted, or more exactly."""
    if want.end is None or got.end is None:
        return want.end is None and got.end is None and _within(got.start, want.start)
    return _within(got.start, want.start) and _within(got.end, want.end)


def _within(got: Moment, want: Moment) -> bool:
    return want.first <= got.first and got.last <= want.last


def _short_of(got: When, want: When) -> str:
    """What a true but incomplete date lacks."""
    if want.end is not None and got.end is None:
        return "date.ends" if got.overlaps(want) else ""
    ends = [(got.start, want.start)] + ([(got.end, want.end)] if got.end and want.end else [])
    if (got.end is None) != (want.end is None) or not all(_within(w, g) or _within(g, w) for g, w in ends):
        return ""
    return "date.day" if any(w.day and not g.day and g.month for g, w in ends) or want.start.day else "date.month"


def _mark_number(key: Key, answer: str, lang: str) -> Mark:
    wanted = [_wanted(amount) for amount in key.accepted]
    got = read_amount(answer)
    if got is None:
        return _wrong("number.unread", key, lang)
    equal = [want for want in wanted if want.value == got.value]
    if any(_unit_fits(got, want, key.units) for want in equal) or any(_as_long(got, w, key.units) for w in wanted):
        return _right(key, lang)
    if equal:
        return _wrong("number.unit", key, lang)
    zeros = any(_is_power_of_ten(got.value, want.value) for want in wanted)
    return _wrong("number.zeros" if zeros else "number.wrong", key, lang)


def _wanted(amount: str) -> Amount:
    read = read_amount(amount)
    if read is None:
        raise ValueError(f"{amount!r} is not a number")
    return read


def _unit_fits(got: Amount, want: Amount, units: tuple[str, ...]) -> bool:
    """A unit may be left out or inflected, but not be another. Where the key has none, a word or two more do no harm; nor
    do they beside a percentage, which is a unit itself: ``75% of the income``."""
    words = {word for unit in units for word in lenient(unit).split()}
    if got.percent or not words:
        return want.percent >= got.percent and len(got.words) <= 6
    return all(_unit_word(word, words) for word in got.words)


_HOURS = {"saat": 1, "hour": 1, "gun": 24, "day": 24, "hafta": 168, "hefte": 168, "week": 168}
_SHORT_UNITS = {"tl": "lira"}


def _as_long(got: Amount, want: Amount, units: tuple[str, ...]) -> bool:
    """Whether both are times, and equally long: a day is 24 hours."""
    mine, theirs = _hours(got.words), _hours([word for word in lenient(" ".join(units)).split() if _hours([word])])
    return not got.percent and mine * theirs > 0 and got.value * mine == want.value * theirs


def _hours(words: Sequence[str]) -> int:
    """How many hours the one unit is that all these words name, 0 if there is none."""
    lengths = {next((hours for stem, hours in _HOURS.items() if word.startswith(stem)), 0) for word in words}
    return lengths.pop() if len(lengths) == 1 else 0


def _unit_word(word: str, units: set[str]) -> bool:
    word = _SHORT_UNITS.get(word, word)
    return any(word == unit or word[: max(3, len(unit) - 3)] == unit[: max(3, len(unit) - 3)] for unit in units)


def _is_power_of_ten(one: Fraction, other: Fraction) -> bool:
    ratio = one / other if other else Fraction(0)
    return ratio > 0 and bool(re.fullmatch("10+", str(max(ratio, 1 / ratio))))


def _mark_truth(key: Key, answer: str, lang: str) -> Mark:
    said = read_truth(answer, lang)
    if said is None:
        return _wrong("truth.unread", key, lang)
    sentence = f"truth.{key.accepted[0]}"
    return _right(key, lang, sentence) if said == key.accepted[0] else _wrong(sentence, key, lang)


def _mark_parts(key: Key, answer: str, lang: str) -> Mark:
    """Where several parts are wanted, the answer gives each, divided by ``|``."""
    hit = hits(key.kind, key.accepted, answer)
    if all(hit):
        return _right(key, lang)
    return _wrong("parts" if any(hit) else "wrong", key, lang, hits=str(sum(hit)), of=str(len(hit)))


_MARKERS: Mapping[str, Callable[[Key, str, str], Mark]] = {
    "name": _mark_name,
    "text": _mark_text,
    "date": _mark_date,
    "number": _mark_number,
    "truth": _mark_truth,
    "option": _mark_parts,
    "match": _mark_parts,
    "order": _mark_parts,
}
