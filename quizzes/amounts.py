"""Numbers as a learner may write them: in digits, in words, in both, with separators and with units."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_CARDINALS = {
    **{word: n for row in _UNITS for n, word in enumerate(row.split())},
    **{word: 10 * n for row in _TENS for n, word in enumerate(row.split(), start=1)},
    **{word: n for n, word in enumerate(_TEENS.split(), start=11)},
}
ENGLISH = {*_UNITS[2].split(), *_TENS[2].split(), *_TEENS.split()}
_ODD = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def _ordinals(word: str) -> tuple[str, ...]:
    """``dorduncu`` of ``dord``, ``fourth`` of ``four``, in the letters that ``lenient`` leaves."""
    if word in ENGLISH:
        return (_ODD.get(word, f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"),)
    return tuple(word + "iu"[n] * (word[-1] not in "ai") + ending for n, ending in enumerate(("nci", "ncu")))


_ORDINALS = {form: n for word, n in _CARDINALS.items() for form in _ordinals(word)}
ENGLISH |= {form for word in ENGLISH for form in _ordinals(word)}
_SMALL = {**_CARDINALS, **_ORDINALS}
_HUNDRED = ("yuz", "hundred")
_LARGE = {
    word: 1000**power
    for power, words in enumerate(("bin min thousand", "milyon mln million", "milyar milyard mlrd billion"), start=1)
    for word in words.split()
}
_HALF = ("yarim", "bucuk", "half")
_PERCENT = ("yuzde", "percent", "faiz", "%")
_FILLERS = ("a", "an", "and", "of", "per", "cent", "tam", "about", "the")
_HEDGES = (
    "idi", "eded", "dene", "yaxin", "teqriben", "yaklasik", "takriben", "tahminen", "texminen", "asagi", "yukari", "kadar", "qeder", "civarinda",
    "approximately", "approx", "around", "roughly", "circa", "ca",
)  # fmt: skip
_ENDINGS = ("th", "st", "nd", "rd", "ci", "cu", "nci", "ncu", "inci", "uncu")
_IGNORED = {*_FILLERS, *_HEDGES, *_ENDINGS}
_DENIALS = ("degil", "deyil", "not", "no", "yok", "eksi", "minus", "except", "haric")
_KNOWN = {*_SMALL, *_LARGE, *_HUNDRED, *_HALF, "yuzde"}
NUMBER_WORDS = (*_SMALL, *_HUNDRED, *_LARGE)
#: a case ending or copula, in bare letters, as Azerbaijani joins it to a number in words or puts it behind a hyphen
CASE = r"(?:s?[iu](?:n[iu]?|n[dt]?[ae]n?)?|n[iu]n?|y?[ae]|[dt][ae]n?|[dt][iu]r|y?[dt][iu])"
_INFLECTED = re.compile(
    rf"\b({'|'.join(sorted({*NUMBER_WORDS} - ENGLISH, key=len, reverse=True))}){CASE}\b(?<!\byuzde)(?<!\b[bm]inde)"
)
_ROMAN = {
    tens + ones: 10 * n + m
    for n, tens in enumerate(("", "x", "xx", "xxx"))
    for m, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
}
_PARTS = {"quarter": 4, **{form: n for form, n in _ORDINALS.items() if form in ENGLISH}}
_N = "|".join(_CARDINALS)
_FRACTIONS = tuple(
    re.compile(p)
    for p in (
        r"(?<![\d.,/-])(?P<n>\d{1,2})\s*/\s*(?P<d>\d{1,2})(?![\d.,/])",
        rf"\b(?P<d>{_N})[dt][ae]\s+(?P<n>{_N})(?:s?[iu])?\b",
        rf"\b(?P<n>{_N}|an?)[\s-]+(?P<d>{'|'.join(_PARTS)})s?\b",
    )
)

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
    share, plain = _share(_bared(text))
    tokens = [part for found in _TOKEN.finditer(uninflected(plain)) for part in _parts(found)]
    words = tuple(t for t in tokens if isinstance(t, str) and t not in _KNOWN | _IGNORED | {*_PERCENT})
    if any(word in _DENIALS for word in words):
        return None
    numeral = [t for t in tokens if not isinstance(t, str) or (t in _KNOWN and t != "yuzde")]
    if share is not None:
        return None if numeral else Amount(share, True, words)
    roman = [word for word in words if word in _ROMAN]
    if not numeral and len(roman) == 1:
        return Amount(Fraction(_ROMAN[roman[0]]), False, tuple(word for word in words if word not in _ROMAN))
    value = _value(numeral)
    percent = any(t in _PERCENT for t in tokens) or ("per" in tokens and "cent" in tokens)
    return None if value is None else Amount(value, percent, words)


def _bared(text: str) -> str:
    """In bare letters, without the suffixes after an apostrophe."""
    plain = re.sub(r"[^\W\d_]+", lambda word: lenient(word[0]), " ".join(text.split()))
    plain = re.sub(rf"(?<=[\w%])[{APOSTROPHES}](?!\d{{3}})[a-z]*|(?<=[\d%])-{CASE}\b", " ", plain)
    return re.sub(f"[{APOSTROPHES}]", "'", plain)


def uninflected(plain: str) -> str:
    """Bare letters without the case endings of number words: ``on dordunde`` → ``on dord``; ``one`` stays English."""
    return _INFLECTED.sub(lambda found: found[0] if found[0] in NUMBER_WORDS else found[1], plain)


def spelled(words: str) -> int | None:
    """A whole number or year in words and in bare letters: ``dort``, ``twenty-first``, ``nineteen eighteen``."""
    tokens: list[Fraction | str] = [t for word in re.findall("[a-z]+", words) for t in _split(word) if t in _KNOWN]
    value, century, rest = _value(tokens), _value(tokens[:1]), _value(tokens[1:])
    if value is None and century and rest and 10 < century < 100 and rest < 100:
        value = century * 100 + rest
    return None if value is None else int(value)


def _share(plain: str) -> tuple[Fraction | None, str]:
    """What part of a whole is said, in hundredths, and the text without it: ``dortte uc``, ``3/4``, ``three quarters``."""
    for pattern in _FRACTIONS:
        found = pattern.search(plain)
        part, whole = (_counted(found["n"]), _counted(found["d"])) if found else (0, 0)
        if found and 0 < part < whole:
            return Fraction(100 * part, whole), f"{plain[: found.start()]} {plain[found.end() :]}"
    return None, plain


def _counted(text: str) -> int:
    return int(text) if text.isdigit() else {**_CARDINALS, **_PARTS}.get(text, 1)


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


def near_amounts(amount: str, side: int, most: int = 8) -> Iterator[str]:
    """Made amounts that look like this one, smaller (``side`` -1) or greater (1), each further off than the last.

    ``446`` → ``409``, ``372`` …; round stays round: ``500000`` → ``400000`` …, ``75%`` → ``70%`` …. None below one, none
    of more than a hundred per cent.
    """
    digits, percent = amount.removesuffix("%"), "%" * amount.endswith("%")
    if not digits.isdigit():
        return
    value, unit = int(digits), 10 ** (len(digits) - len(digits.rstrip("0")))
    unit *= 5 if value >= 20 and value % (5 * unit) == 0 and value // unit > 9 else 1
    step = unit * max(1, value // unit // 12)
    for n in range(1, most + 1):
        made = value + side * n * step
        if made < 1 or (percent and made > 100):
            return
        yield f"{made}{percent}"
