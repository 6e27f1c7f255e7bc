"""Turkish: vowel harmony, buffer letters, apostrophes, numbers as they are read aloud.

Cases: ``de`` in, at, on · ``den`` from · ``e`` to · ``i`` accusative · ``in`` of · ``le`` with · ``dir`` is ·
``idi`` was · ``inci`` ordinal (numbers only). Names with a capital take an apostrophe whatever they name, institutions too, as
historians' prose mostly has it; an entity's ``forms`` overrule every rule here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from quizzes.dates import When
from quizzes.languages import saying
from quizzes.languages.turkish_words import FRONT, HEAD_ENDINGS, HEADS, SENTENCES, SOFTENED, UNSOFTENED

__all__ = ["SENTENCES", "capitalise", "cases", "code", "date", "inflect", "join", "number"]

code = "tr"
cases: tuple[str, ...] = ("", "de", "den", "e", "i", "in", "le", "dir", "idi", "inci")

MONTHS = (
    "Ocak",
    "Şubat",
    "Mart",
    "Nisan",
    "Mayıs",
    "Haziran",
    "Temmuz",
    "Ağustos",
    "Eylül",
    "Ekim",
    "Kasım",
    "Aralık",
)

_VOWELS = "aeıioöuüâîû"
_HIGH = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}
_PLAIN = str.maketrans("âîû", "aiu")
_FRONTED = str.maketrans("aou", "eöü")
_UNVOICED = "fstkçşhpxq"
_ONES = ("sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")
_TENS = ("", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan")
_LARGE = ("bin", "milyon", "milyar", "trilyon")
_NO_FORMS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class _Ending:
    """What a suffix must know of the word before it: its last vowel as said, its last sound, whether it is possessed."""

    vowel: str
    last: str
    possessive: bool = False

    @property
    def open(self) -> bool:
        return self.last in _VOWELS

    @property
    def high(self) -> str:
        return _HIGH[self.vowel]

    @property
    def low(self) -> str:
        return "a" if self.vowel in "aıou" else "e"

    @property
    def d(self) -> str:
        return "t" if self.last in _UNVOICED else "d"


def inflect(name: str, case: str, forms: Mapping[str, str] = _NO_FORMS) -> str:
    """``("Bakü", "de")`` → ``Bakü'de``; ``("Trabzon Konferansı", "in")`` → ``Trabzon Konferansı'nın``.

    Raises:
        ValueError: where Turkish has no such case.
    """
    if case not in cases:
        raise ValueError(f"Turkish has no case {case!r}; there are {', '.join(filter(None, cases))}")
    if case in forms:
        return forms[case]
    name = name.rstrip()
    if not case or not any(c.isalnum() for c in name):
        return name
    if aside := re.fullmatch(r"(.*\w\S*)(\s+\([^()]*\))", name):
        return inflect(aside[1], case) + aside[2]
    return _joined(name, case)


def date(when: When, case: str) -> str:
    """``4 Haziran 1918``, ``Haziran 1918'de``, ``11 Mayıs – 4 Haziran 1918 arasında``."""
    text = saying.span(when, MONTHS)
    return inflect(f"{text} arası" if when.end and case else text, case)


def number(amount: str, unit: str, case: str) -> str:
    """``("500000", "Türk lirası", "")`` → ``500.000 Türk lirası``; ``("75%", "", "i")`` → ``%75'i``."""
    digits = saying.grouped(amount.removesuffix("%"), ".", ",")
    return inflect(f"{'%' * amount.endswith('%')}{digits} {unit}".strip(), case)


def capitalise(sentence: str) -> str:
    """The first letter made a capital, i to İ; a sentence that begins with a digit stays as it is."""
    found = re.search(r"\w", sentence)
    if not found:
        return sentence
    letter = {"i": "İ", "ı": "I"}.get(found[0], found[0].upper())
    return f"{sentence[: found.start()]}{letter}{sentence[found.end() :]}"


def join(parts: Sequence[str]) -> str:
    """``A, B ve C``."""
    return " ve ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _lower(text: str) -> str:
    return text.replace("İ", "i").replace("I", "ı").lower()


def _joined(name: str, case: str) -> str:
    words = re.findall(r"[\w%][\w%.,/]*", name) or [name]
    last = words[-1].strip(".,/")
    ending = _ending(last, " ".join(words[:-1]))
    suffix = _suffix(ending, case)
    if name[-1] in "”\"»’'":
        return f"{name}{suffix}"
    if last[0].isupper() or last[-1].isdigit():
        return f"{name}’{suffix}"
    return f"{_softened(name, last, case, ending)}{suffix}"


def _suffix(end: _Ending, case: str) -> str:
    n, y = "n" * end.possessive, "y" * end.open
    d = "nd" if n else end.d
    return {
        "de": f"{d}{end.low}",
        "den": f"{d}{end.low}n",
        "e": f"{n or y}{end.low}",
        "i": f"{n or y}{end.high}",
        "in": f"{'n' * end.open}{end.high}n",
        "le": f"{y}l{end.low}",
        "dir": f"{end.d}{end.high}r",
        "idi": f"{y}{'d' if end.open else end.d}{end.high}",
        "inci": f"{'' if end.open else end.high}nc{end.high}",
    }[case]


def _ending(word: str, before: str) -> _Ending:
    """What a suffix must know of a word; ``before`` are the words before it, "" for none."""
    said = _said(word)
    vowels = [c for c in said.translate(_PLAIN) if c in _HIGH] or ["e"]
    vowel = vowels[-1].translate(_FRONTED) if said in FRONT else vowels[-1]
    return _Ending(vowel, said[-1].translate(_PLAIN), _is_possessive(word, said, before))


def _is_possessive(word: str, said: str, before: str) -> bool:
    """Heads are listed, since Hacınski and Yusifbeyli end as Komiseri does; only oğlu marks a name of one word.

    In a phrase of small letters no name can hide, so a vowel and -sı is possessive there: türk lirası, birinci maddesi;
    and so is -ı behind a genitive: gezegenin tanımı.
    """
    if said.endswith("oğlu") and said != "oğlu":
        return True
    if not before:
        return False
    if word[0].islower() and re.search(r"[ıiuü]n\b", _lower(before)) and re.search(f"[^{_VOWELS}][ıiuü]$", said):
        return True
    plain = word[0].islower() and re.search(rf"[{_VOWELS}]s[ıiuü]$|l(?:arı|eri)$", said)
    return said in HEADS or said == "arası" or said.endswith(HEAD_ENDINGS) or bool(plain)


def _said(word: str) -> str:
    """How the end of a word is read: numbers aloud, ABD letter by letter, everything else as written."""
    digits = re.sub(r"\D", "", word)
    if word[-1].isdigit() and digits:
        return _read_aloud(re.sub(r"\D", "", word.rpartition(",")[2]) or digits)
    letters = _lower(word)
    if word.isupper() and len(word) > 1 and (len(word) < 4 or not any(c in _VOWELS for c in letters)):
        return letters[-1] if letters[-1] in _VOWELS else f"{letters[-1]}e"
    kept = "".join(c for c in letters.replace("ə", "e") if c.isalpha())
    return kept or "e"


def _read_aloud(digits: str) -> str:
    """The last word of a number read aloud: ``"1920"`` → ``yirmi``, ``"500000"`` → ``bin``."""
    digits = digits.lstrip("0")
    zeros = len(digits) - len(digits.rstrip("0"))
    if not digits:
        return _ONES[0]
    if zeros < 2:
        return _TENS[int(digits[-2])] if zeros else _ONES[int(digits[-1])]
    return "yüz" if zeros == 2 else _LARGE[min(zeros // 3, len(_LARGE)) - 1]


def _softened(name: str, last: str, case: str, end: _Ending) -> str:
    """A common noun before a vowel: kitap → kitab-a, köpek → köpeğ-e, şehir → şehr-e; hukuk stays."""
    if case not in ("e", "i", "in") or end.open or not last.isalpha():
        return name
    stem, word = name[: len(name) - len(last)], _lower(last)
    syllables = sum(c in _VOWELS for c in word)
    if word in SOFTENED:
        return stem + SOFTENED[word]
    if word in UNSOFTENED or syllables < 2 or word[-1] not in "kçp":
        return name
    soft = {"ç": "c", "p": "b", "k": "g" if word[-2] == "n" else "ğ"}[word[-1]]
    return f"{name[:-1]}{soft}"
