"""Numbers as a learner may write them: in digits, in words, in both, with separators and with units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from quizzes.folding import APOSTROPHES, lenient

_LONGEST = 200
_UNITS = (
    "sifir bir iki uc dort bes alti yedi sekiz dokuz",  # Turkish
    "sifir bir iki uc dord bes alti yeddi sekkiz doqquz",  # Azerbaijani
    "zero one two three four five six seven eight nine",
)
_TENS = (
    "on yirmi otuz kirk elli altmis yetmis seksen doksan",
    "on iyirmi otuz qirx elli altmis yetmis seksen doxsan",
    "ten twenty thirty forty fifty sixty seventy eighty ninety",
)
_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_SMALL = {
    **{word: n for row in _UNITS for n, word in enumerate(row.split())},
    **{word: 10 * n for row in _TENS for n, word in enumerate(row.split(), start=1)},
    **{word: n for n, word in enumerate(_TEENS.split(), start=11)},
}
_HUNDRED = ("yuz", "hundred")
_LARGE = {
    word: 1000**power
    for power, words in enumerate(("bin min thousand", "milyon million", "milyar milyard billion"), start=1)
    for word in words.split()
}
_HALF = ("yarim", "bucuk", "half")
_PERCENT = ("yuzde", "percent", "faiz", "%")
_FILLERS = ("a", "an", "and", "of", "per", "cent", "tam", "about", "the")
_DENIALS = ("degil", "deyil", "not", "no", "yok", "eksi", "minus", "except", "haric")
_KNOWN = {*_SMALL, *_LARGE, *_HUNDRED, *_HALF, "yuzde"}

_NUMERAL = r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(rf"(?P<digits>{_NUMERAL})|(?P<word>[a-z]+)|(?P<percent>%)|(?P<minus>(?<!\w)-(?=\d))", re.ASCII)


@dataclass(frozen=True)
class Amount:
    """``value`` of what was written; ``words`` are those that are no part of the number: a unit."""

    value: Fraction
    percent: bool = False
    words: tuple[str, ...] = ()


def read_amount(text: str) -> Amount | None:
    """``"500 bin"``, ``"beş yüz bin"``, ``"half a million"``, ``"%75"``, ``"yüzde yetmiş beş"``; None if it is none."""
    if len(text) > _LONGEST or "_" in text or any(c.isnumeric() and not c.isascii() for c in text):
        return None
    plain = re.sub(r"[^\W\d_]+", lambda word: lenient(word[0]), " ".join(text.split()))
    plain = re.sub(rf"(?<=[\w%])[{APOSTROPHES}](?!\d{{3}})[a-z]*", " ", plain)
    tokens = [part for found in _TOKEN.finditer(re.sub(f"[{APOSTROPHES}]", "'", plain)) for part in _parts(found)]
    words = tuple(t for t in tokens if isinstance(t, str) and t not in _KNOWN | {*_PERCENT, *_FILLERS})
    if any(word in _DENIALS for word in words):
        return None
    numeral = [t for t in tokens if not isinstance(t, str) or (t in _KNOWN and t != "yuzde")]
    value = _value(numeral)
    percent = any(t in _PERCENT for t in tokens) or ("per" in tokens and "cent" in tokens)
    return None if value is None else Amount(value, percent, words)


def _parts(found: re.Match[str]) -> list[Fraction | str]:
    if digits := found["digits"]:
        return [_from_digits(digits)]
    if word := found["word"]:
        return list(_split(word)) if len(word) < 60 else [word]
    return ["%"] if found["percent"] else ["minus"]


def _from_digits(digits: str) -> Fraction:
    """``500.000`` and ``500,000`` are thousands; ``1,5`` and ``1.50`` are not."""
    if len(digits) > 40:
        return Fraction(-1)
    grouped = re.fullmatch(r"(\d{1,3}(?:[ .,']\d{3})+)(?:[.,](\d{1,2}))?", digits)
    if grouped:
        return Fraction(re.sub(r"\D", "", grouped[1]) + "." + (grouped[2] or "0"))
    return Fraction(digits.replace(",", "."))


def _split(word: str) -> tuple[str, ...]:
    """``besyuzbin`` → ``bes yuz bin``: what should be written apart; other words stay whole."""
    return _spellings(word) or (word,)


def _spellings(word: str) -> tuple[str, ...]:
    if word in _KNOWN or word in _PERCENT or word in _FILLERS:
        return (word,)
    for end in range(len(word) - 2, 1, -1):
        if word[:end] in _KNOWN and (rest := _spellings(word[end:])):
            return (word[:end], *rest)
    return ()


def _value(tokens: list[Fraction | str]) -> Fraction | None:
    """The number the tokens say, or None where they say none, or two."""
    total, group, below, begun = Fraction(0), Fraction(0), 1000**4, False
    for token in tokens:
        if token in _LARGE:
            size = _LARGE[str(token)]
            if size >= below:
                return None
            total, group, below, begun = total + (group if begun else 1) * size, Fraction(0), size, False
            continue
        grown = _grown(group, begun, token)
        if grown is None:
            return None
        group, begun = grown, True
    return total + group if tokens and group < below else None


def _grown(group: Fraction, begun: bool, token: Fraction | str) -> Fraction | None:
    if isinstance(token, Fraction):
        return None if begun or token < 0 else token
    if token in _HALF:
        return group + Fraction(1, 2) if group.denominator == 1 else None
    if token in _HUNDRED:
        return None if group >= 100 or (begun and not group) else (group or Fraction(1)) * 100
    small = _SMALL[token]
    room = 10 if small < 10 else 100
    return None if (begun and not group) or group.denominator > 1 or group % room else group + small
