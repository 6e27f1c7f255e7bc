"""Grounding: whether what a bank states really stands in its article, and the passages file that says where.

A fact is grounded where its passage is found by fingerprint and every value it holds is in those sentences: an entity
under any of its names and with any ending, a date as Turkish writes it, a number in digits or words. Phrases are the
bank's own words and are not looked for, nor is the group or instrument by which the bank itself gathers its facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizzes.articles import Article, fingerprint, place
from quizzes.dates import Moment, When
from quizzes.facts import Bank, Entity, Fact, Figure, Value
from quizzes.folding import APOSTROPHES, lenient

_MONTHS = "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik".split()
_ONES = ("", "bir", "iki", "uc", "dort", "bes", "alti", "yedi", "sekiz", "dokuz")
_TENS = ("", "on", "yirmi", "otuz", "kirk", "elli", "altmis", "yetmis", "seksen", "doksan")
#: what may follow a name: a case, a plural, a possessive, one after another
_ENDING = r"(?:s[iu]n?|y?[iuae]|n?[iu]n|n?[dt][ae]n?|n[iuae]|l[ae]r|y?l[ae]|c[ae])*"
_ORDINAL = r"(?:[iu]?nc[iu])?(?:n?[iu]n|y?[iuae]|s[iu])?"
#: shorter names take an ending only behind an apostrophe: Kars’ta, but not karşı
_SHORT = 4


def ground(bank: Bank, article: Article) -> tuple[str, ...]:
    """Every fact that the article does not bear out, one sentence each, in the bank's order; empty where all stand."""
    return tuple(complaint for fact in bank for complaint in _complaints(fact, article))


def _complaints(fact: Fact, article: Article) -> Iterator[str]:
    passage = fact.passage
    found = article.found(passage.fingerprint, passage.last - passage.first + 1)
    if found is None:
        yield f"{fact.id}: the passage “{passage.at}” is not in this article."
        return
    text = " ".join(found.sentences)
    for slot, value in _key_values(fact):
        if not stands(value, text, "year" in fact.inferred):
            yield f"{fact.id}: “{_shown(value)}” ({slot}) does not stand in the passage “{found.at}”."


def _key_values(fact: Fact) -> Iterator[tuple[str, Value]]:
    containers = set(fact.proof.values())
    return ((slot, value) for slot, value in fact.slots().items() if slot not in containers)


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
    words = [re.escape(word) + (_ENDING if len(word) > _SHORT else "") for word in lenient(name).split()]
    return bool(words) and bool(re.search(rf"(?<!\w){' '.join(words)}(?!\w)", _unsuffixed(text)))


def _unsuffixed(text: str) -> str:
    """The folded text without what follows an apostrophe: ``Kars’ta`` → ``kars``."""
    return lenient(re.sub(rf"(?<=\w)[{APOSTROPHES}]\w*", "", text))


def _dated(when: When, text: str, yearless: bool) -> bool:
    ends = (when.start, when.end) if when.end else (when.start,)
    return all(re.search(_date_pattern(moment, yearless), text) for moment in ends)


def _date_pattern(moment: Moment, yearless: bool) -> str:
    """One end of ``14 mart 14 nisan 1918`` or ``4 haziran ve 14 agustos 1918``: the year may stand behind the other."""
    year = rf"{moment.year}(?!\d)"
    if moment.month is None:
        return rf"(?<!\d){year}"
    month = rf"{_MONTHS[moment.month - 1]}\w*"
    day = rf"(?<!\d){moment.day} " if moment.day else r"(?<!\w)"
    return day + month + ("" if yearless else rf"(?: (?:ve )?\d+ [a-z]+)? {year}")


def _counted(amount: str, text: str) -> bool:
    digits = re.sub(r"\D", "", amount)
    plain = re.sub(r"(?<=\d)[.](?=\d{3}(?!\d))", "", text)
    words = [word for word in (_in_words(digits), "tek" if digits == "1" else "") if word]
    spelled = any(re.search(rf"(?<!\w){word}{_ORDINAL}(?!\w)", lenient(text)) for word in words)
    return spelled or bool(re.search(rf"(?<!\d){digits}(?!\d)", plain))


def _in_words(digits: str) -> str:
    if not 0 < len(digits) < 3:
        return ""
    return " ".join(filter(None, (_TENS[int(digits) // 10], _ONES[int(digits) % 10])))


def seal(places: Iterable[str], article: Article) -> str:
    """The text of a bank's ``passages.toml``: for each place used, its heading, fingerprint and the works cited.

    Raises:
        KeyError: naming a place the article does not have.
    """
    order = {section.key: n for n, section in enumerate(article.sections)}
    known = sorted({place(at) for at in places}, key=lambda p: (order.get(p.section, -1), p))
    return "# Written by “flask bank seal”. Where each fact stands in the article.\n" + "".join(
        f"\n{_sealed(str(where), article)}" for where in known
    )


def _sealed(at: str, article: Article) -> str:
    cites = ", ".join(map(_quoted, article.cites(at)))
    return (
        f"[{_quoted(at)}]\n"
        f"heading = {_quoted(article.section(place(at).section).heading)}\n"
        f'fingerprint = "{fingerprint(article.sentences(at))}"\n'
        f"cites = [{cites}]\n"
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
