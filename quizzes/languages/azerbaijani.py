"""Azerbaijani: vowel harmony, buffer letters, endings joined without an apostrophe, numbers as they are read aloud.

Cases are named as in Turkish: ``de`` in, at, on · ``den`` from · ``e`` to · ``i`` accusative · ``in`` of · ``le`` with ·
``dir`` is · ``idi`` was · ``inci`` ordinal (numbers only). The endings of figures, percentages and capitals stand
behind a hyphen (1918-ci, 446-nı, 75%-i, ABŞ-ın), as the press prints them; what softens (otaq, otağa; çörək, çörəyi) and
what does not (ittifaqa, iştiraka) is from the orthography norms, Cabinet of Ministers, 16 April 2019, no. 174, 1.2 and 1.3.
Thousands take a dot and decimals a comma (CLDR, ``az``). An entity's ``forms`` overrule every rule here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from quizzes.dates import Moment, When
from quizzes.languages import saying
from quizzes.languages.azerbaijani_words import HEAD_ENDINGS, NOUNS, SENTENCES, SHORTENED, UNPOSSESSED, UNSOFTENED
from quizzes.languages.turkish import capitalise

__all__ = ["SENTENCES", "capitalise", "cases", "code", "date", "inflect", "join", "number"]

code = "az"
cases: tuple[str, ...] = ("", "de", "den", "e", "i", "in", "le", "dir", "idi", "inci")

MONTHS = ("yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr", "noyabr",
          "dekabr")  # fmt: skip

_HIGH = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "ə": "i", "i": "i", "ö": "ü", "ü": "ü"}
_BACK = "aıou"
_PLAIN = str.maketrans("âîûáéíóúàèìòùäëï", "aiuaeiouaeiouəei")
_ONES = ("sıfır", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz")
_TENS = ("", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan")
_LARGE = ("min", "milyon", "milyard", "trilyon")
_WORDS_BEHIND = {"le": "ilə", "idi": "idi"}
#: letters whose names begin with their vowel, or have another than e
_LETTERS = {**{c: f"e{c}" for c in "flmnrs"}, **{c: c for c in _HIGH}, "k": "ka"}
_READ_OTHERWISE = {"ABŞ": "abış"}
_NO_FORMS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class _Ending:
    """What a suffix must know of the word before it: its last vowel as said, its last sound, whether it is possessed."""

    vowel: str
    last: str
    possessive: bool = False

    @property
    def open(self) -> bool:
        return self.last in _HIGH

    @property
    def high(self) -> str:
        return _HIGH[self.vowel]

    @property
    def low(self) -> str:
        return "a" if self.vowel in _BACK else "ə"


def inflect(name: str, case: str, forms: Mapping[str, str] = _NO_FORMS) -> str:
    """``("Bakı", "de")`` → ``Bakıda``; ``("Batum konfransı", "e")`` → ``Batum konfransına``; ``("4", "inci")`` → ``4-cü``.

    Raises:
        ValueError: where Azerbaijani has no such case.
    """
    if case not in cases:
        raise ValueError(f"Azerbaijani has no case {case!r}; there are {', '.join(filter(None, cases))}")
    if case in forms:
        return forms[case]
    name = name.rstrip()
    if not case or not any(c.isalnum() for c in name):
        return name
    if case in _WORDS_BEHIND:
        return f"{name} {_WORDS_BEHIND[case]}"
    if aside := re.fullmatch(r"(.*\w\S*)(\s+\([^()]*\))", name):
        return inflect(aside[1], case) + aside[2]
    return _joined(name, case)


def date(when: When, case: str) -> str:
    """``28 may 1918-ci il``, ``1918-ci ilin iyununda``, ``11 may – 4 iyun 1918-ci il tarixlərində``, ``1902–1917-ci illər``."""
    if when.end is None:
        return inflect(_moment(when.start), case)
    return _period(when.start, when.end, case)


def number(amount: str, unit: str, case: str) -> str:
    """``("500000", "türk lirası", "")`` → ``500.000 türk lirası``; ``("75%", "", "i")`` → ``75%-i``."""
    digits = saying.grouped(amount.removesuffix("%"), ".", ",")
    return inflect(f"{digits}{'%' * amount.endswith('%')} {unit}".strip(), case)


def join(parts: Sequence[str]) -> str:
    """``A, B və C``."""
    return " və ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _year(year: int) -> str:
    return f"{inflect(str(year), 'inci')} il"


def _moment(value: Moment) -> str:
    if value.month is None:
        return _year(value.year)
    month = MONTHS[value.month - 1]
    return (
        f"{_year(value.year)}in {_possessed(month)}"
        if value.day is None
        else f"{value.day} {month} {_year(value.year)}"
    )


def _period(start: Moment, end: Moment, case: str) -> str:
    """Two days have dates, two months of a year are months, two years are years; what else begins and ends lies between."""
    both = {start.precision, end.precision}
    if both == {"year"}:
        return inflect(f"{start.year}–{_year(end.year)}lər", case)
    if both == {"month"} and start.year == end.year:
        first, last = MONTHS[(start.month or 1) - 1], MONTHS[(end.month or 1) - 1]
        return inflect(f"{_year(end.year)}in {first}–{last} ayları", case)
    if both == {"day"}:
        days = _days(start, end)
        return inflect(f"{days} tarixləri", case) if case else days
    if not case:
        return f"{_moment(start)} – {_moment(end)}"
    return inflect(f"{_moment(start)} ilə {_moment(end)} arası", case)


def _days(start: Moment, end: Moment) -> str:
    """``11–14 may 1918-ci il``, ``11 may – 4 iyun 1918-ci il``, ``18 dekabr 1917-ci il – 2 yanvar 1918-ci il``."""
    last = _moment(end)
    if start.year != end.year:
        return f"{_moment(start)} – {last}"
    return (
        f"{start.day}–{last}" if start.month == end.month else f"{start.day} {MONTHS[(start.month or 1) - 1]} – {last}"
    )


def _lower(text: str) -> str:
    return text.replace("İ", "i").replace("I", "ı").lower()


def _joined(name: str, case: str) -> str:
    words = re.findall(r"[\w%][\w%.,/]*", name) or [name]
    last = words[-1].strip(".,/")
    ending = _ending(last, compound=len(words) > 1)
    if name[-1] in "”\"»’'":
        return f"{name}{_suffix(ending, case)}"
    if not name[-1].isalpha() or _is_abbreviation(last):
        short = case == "inci" and last[-1].isdigit()
        return f"{name}-{f'c{ending.high}' if short else _suffix(ending, case)}"
    return f"{_softened(name, last, case)}{_suffix(ending, case)}"


def _suffix(end: _Ending, case: str) -> str:
    n, y = "n" * end.possessive, "y" * end.open
    return {
        "de": f"{n}d{end.low}",
        "den": f"{n}d{end.low}n",
        "e": f"{n or y}{end.low}",
        "i": f"{'n' * end.open}{end.high}",
        "in": f"{'n' * end.open}{end.high}n",
        "dir": f"d{end.high}r",
        "inci": f"{'' if end.open else end.high}nc{end.high}",
    }[case]


def _ending(word: str, *, compound: bool) -> _Ending:
    said = _said(word)
    vowels = [c for c in said if c in _HIGH] or ["e"]
    return _Ending(vowels[-1], said[-1], compound and _is_possessive(word))


def _is_possessive(word: str) -> bool:
    """Heads with a capital are listed, since Hacınski and Gegeçkori end as Komissarı and Seymi do. In small letters no name
    can hide, so that -sı, or -ı behind a consonant, is possessive there: qəzeti, fəsli; but not elçi, birinci, dəki."""
    said = _lower(word)
    if said in _HEADS or said.endswith(HEAD_ENDINGS):
        return True
    if not word[0].islower() or said in UNPOSSESSED or len(said) < 3:
        return False
    if re.search(r"ç[ıiuü]$|[nıiuü]c[ıiuü]$|[^aıouəeiöü]l[ıiuü]$|d[aə]k[ıi]$", said):
        return False
    return bool(re.search(r"(?:[aıouəeiöü]s|[^\Waıouəeiöü])[ıiuü]$", said))


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()


def _said(word: str) -> str:
    """How the end of a word is read: numbers aloud, AXC letter by letter, everything else as written."""
    digits = re.sub(r"\D", "", word)
    if word[-1] == "%":
        return "faiz"
    if word[-1].isdigit() and digits:
        return _read_aloud(re.sub(r"\D", "", word.rpartition(",")[2]) or digits)
    letters = "".join(c for c in _lower(word).translate(_PLAIN) if c.isalpha())
    if _is_abbreviation(word) and (len(word) < 4 or not any(c in _HIGH for c in letters)):
        return _READ_OTHERWISE.get(word) or _LETTERS.get(letters[-1], f"{letters[-1]}e")
    return letters or "e"


def _read_aloud(digits: str) -> str:
    """The last word of a number read aloud: ``"1920"`` → ``iyirmi``, ``"500000"`` → ``min``."""
    digits = digits.lstrip("0")
    zeros = len(digits) - len(digits.rstrip("0"))
    if not digits:
        return _ONES[0]
    if zeros < 2:
        return _TENS[int(digits[-2])] if zeros else _ONES[int(digits[-1])]
    return "yüz" if zeros == 2 else _LARGE[min(zeros // 3, len(_LARGE)) - 1]


def _softened(name: str, last: str, case: str) -> str:
    """A common noun before a vowel: otaq → otağ-a, çörək → çörəy-i, oğul → oğl-un; hüquq, xalq and names stay."""
    word = _lower(last)
    if case not in ("e", "i", "in") or not (last[0].islower() or re.fullmatch(r"..+l[ıiuü][qk]", word)):
        return name
    if word in SHORTENED:
        return name[: len(name) - len(last)] + SHORTENED[word]
    if word in UNSOFTENED or word.endswith("loq") or sum(c in _HIGH for c in word) < 2:
        return name
    soft = "ğ" if re.search(r"[aıou]q$", word) else "y" if re.search(r"[əeiöü]k$", word) else ""
    return f"{name[:-1]}{soft}" if soft else name


def _possessed(noun: str) -> str:
    """The third person's possessive: ``konfrans`` → ``konfransı``, ``şura`` → ``şurası``, ``komissarlıq`` → ``komissarlığı``."""
    end = _ending(noun, compound=False)
    return f"{_softened(noun, noun, 'i')}{'s' * end.open}{end.high}"


_HEADS = frozenset(map(_possessed, NOUNS))
