"""Grounding: whether what a bank states really stands in its article.

A fact is grounded where its passage is found by fingerprint and every value it holds is in those sentences: an entity
under any of its names and with any ending, a date as Turkish writes it, a number in digits or words. Phrases are the
bank's own words and are not looked for, nor is the group or instrument by which the bank itself gathers its facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.articles import Article
from quizzes.dates import Moment, When
from quizzes.facts import Bank, Fact, Relation
from quizzes.folding import APOSTROPHES, lenient
from quizzes.values import Entity, Figure, Value

MONTHS = (
    "ocak", "subat", "mart", "nisan", "mayis", "haziran",
    "temmuz", "agustos", "eylul", "ekim", "kasim", "aralik",
)  # fmt: skip
_ONES = ("", "bir", "iki", "uc", "dort", "bes", "alti", "yedi", "sekiz", "dokuz")
_TENS = ("", "on", "yirmi", "otuz", "kirk", "elli", "altmis", "yetmis", "seksen", "doksan")
#: what may follow a name: a case, a plural, a possessive, one after another
_ENDING = r"(?:s[iu]n?|y?[iuae]|n?[iu]n|n?[dt][ae]n?|n[iuae]|l[ae]r|y?l[ae]|c[aeiu])*"
_ORDINAL = r"(?:[iu]?nc[iu])?(?:n?[iu]n|y?[iuae]|s[iu])?"
#: a number's words stand alone: the four of on dört is no four, nor is the five of beş yüz a five
_MULTIPLES = ("yuz", "bin", "milyon")
_NO_TENS = r"(?<!\w)" + "".join(f"(?<!{word} )" for word in (*_TENS[1:], *_MULTIPLES))
_NO_MORE = rf"(?!\w)(?! (?:{'|'.join((*_ONES[1:], *_MULTIPLES))})(?!\w))"
#: shorter names take an ending only behind an apostrophe: Kars’ta, but not karşı
_SHORT = 4


def ground(bank: Bank, article: Article) -> tuple[str, ...]:
    """Every fact that the article does not bear out, one sentence each, in the bank's order; empty where all stand."""
    return tuple(complaint for fact in bank for complaint in _complaints(fact, article))


def _complaints(fact: Fact, article: Article) -> Iterator[str]:
    passage = fact.passage
    found = article.found(passage.fingerprint, passage.last - passage.first + 1)
    if found is None:
        yield f"{fact.id}: the passage “{passage.at}” is not in this article, or was not sealed: run “flask bank seal”."
        return
    text = " ".join(found.sentences)
    for slot, value in _key_values(fact):
        if not stands(value, text, "year" in fact.inferred):
            yield f"{fact.id}: “{_shown(value)}” ({slot}) does not stand in the passage “{found.at}”."


def _key_values(fact: Fact) -> Iterator[tuple[str, Value]]:
    containers = set(fact.proof.values())
    return ((slot, value) for slot, value in fact.slots().items() if slot not in containers and _is_key(fact, slot))


def _is_key(fact: Fact, slot: str) -> bool:
    """A relation's subject is only what is spoken of, often by a name the bank gave it, unless it is asked for."""
    asked = any(slot in words.ask or slot in words.choose for words in fact.wording.values())
    return asked or not (isinstance(fact, Relation) and slot == "subject")


def _shown(value: Value) -> str:
    if isinstance(value, Entity):
        return value.name("tr")
    return value.iso if isinstance(value, When) else value.amount if isinstance(value, Figure) else ""


def stands(value: Value, text: str, yearless: bool = False) -> bool:
    """Whether a value stands in a Turkish text; ``yearless`` lets a date's year be missing. Phrases always do."""
    if isinstance(value, Entity):
        return any(_named(spelling, text) for spelling in value.spellings)
    if isinstance(value, When):
        return _dated(value, lenient(text), yearless)
    return not isinstance(value, Figure) or _counted(value.amount, text)


def _named(name: str, text: str) -> bool:
    pattern = rf"(?<!\w){' '.join(words)}(?!\w)" if (words := name_words(name)) else ""
    return bool(pattern) and any(re.search(pattern, reading) for reading in (_unsuffixed(text), lenient(text)))


def name_words(name: str) -> tuple[str, ...]:
    """A name's folded words, each ready for a pattern, with whatever ending it may take."""
    return tuple(re.escape(word) + (_ENDING if len(word) > _SHORT else "") for word in lenient(name).split())


def _unsuffixed(text: str) -> str:
    """The folded text without what follows a word's last apostrophe: ``Kars’ta`` → ``kars``."""
    return lenient(re.sub(rf"(?<=\w)[{APOSTROPHES}]\w*(?![{APOSTROPHES}\w])", "", text))


def _dated(when: When, text: str, yearless: bool) -> bool:
    ends = (when.start, when.end) if when.end else (when.start,)
    return all(re.search(_date_pattern(moment, yearless), text) for moment in ends)


def _date_pattern(moment: Moment, yearless: bool) -> str:
    """One end of ``14 mart 14 nisan 1918`` or ``4 haziran ve 14 agustos 1918``: the year may stand behind the other."""
    year = rf"{moment.year}(?!\d)"
    if moment.month is None:
        return rf"(?<!\d){year}"
    month = rf"{MONTHS[moment.month - 1]}\w*"
    day = rf"(?<!\d){moment.day} " if moment.day else r"(?<!\w)"
    return day + month + ("" if yearless else rf"(?: (?:ve )?\d+ [a-z]+)? {year}")


def _counted(amount: str, text: str) -> bool:
    digits = re.sub(r"\D", "", amount)
    plain = re.sub(r"(?<=\d)[.](?=\d{3}(?!\d))", "", text)
    spelled = any(re.search(rf"{_NO_TENS}{word}{_ORDINAL}{_NO_MORE}", lenient(text)) for word in number_words(digits))
    return spelled or bool(re.search(rf"(?<!\d)(?<!\d,){digits}(?!,?\d)", plain))


def number_words(digits: str) -> tuple[str, ...]:
    """``"14"`` → ``on dor[td]``: the words of a number below a hundred, ready for a pattern."""
    if not 0 < len(digits) < 3:
        return ()
    words = " ".join(filter(None, (_TENS[int(digits) // 10], _ONES[int(digits) % 10])))
    return tuple(filter(None, (words.replace("dort", "dor[td]"), "tek" if digits == "1" else "")))
