"""English: possessives and the prepositions of dates.

Cases of names: ``s`` (Enver Pasha's). Cases of dates: ``on`` (on 4 June 1918, in June 1918, from 11 May to 4 June 1918),
and ``of``, ``since``, ``until``, ``by``, ``before``, ``after``, which only stand before the date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from quizzes.dates import When
from quizzes.languages import saying

code = "en"
cases: tuple[str, ...] = ("", "s", "on", "of", "since", "until", "by", "before", "after")

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_NO_FORMS: Mapping[str, str] = MappingProxyType({})


def inflect(name: str, case: str, forms: Mapping[str, str] = _NO_FORMS) -> str:
    """``("Enver Pasha", "s")`` → ``Enver Pasha's``; ``("the Bolsheviks", "s")`` → ``the Bolsheviks'``.

    Raises:
        ValueError: where names have no such case.
    """
    if case in forms:
        return forms[case]
    if case not in ("", "s"):
        raise ValueError(f"an English name has no case {case!r}; there is s")
    plural = re.search(r"^the .*[^siu]s$", name, re.IGNORECASE)
    return name if not case else f"{name}’" if plural else f"{name}’s"


def date(when: When, case: str) -> str:
    """``4 June 1918``, ``in June 1918``, ``from 11 May to 4 June 1918``. ValueError if there is no such case."""
    if case not in cases or case == "s":
        raise ValueError(f"an English date has no case {case!r}; there are {', '.join(cases[2:])}")
    if case != "on":
        return f"{case} {saying.span(when, MONTHS)}".strip()
    if when.end is not None:
        return "from {} to {}".format(*saying.halves(when, MONTHS))
    return f"{'on' if when.precision == 'day' else 'in'} {saying.moment(when.start, MONTHS)}"


def number(amount: str, unit: str, case: str) -> str:
    """``("500000", "Turkish liras", "")`` → ``500,000 Turkish liras``; ``75%`` stays ``75%``; a unit may be written
    ``day/days``, for one and for several."""
    digits = saying.grouped(amount.removesuffix("%"), ",", ".")
    one, _, several = unit.partition("/")
    counted = one if amount == "1" else several or one
    return inflect(f"{digits}{'%' * amount.endswith('%')} {counted}".strip(), case)


def capitalise(sentence: str) -> str:
    """The first letter made a capital; a sentence that begins with a digit stays as it is."""
    found = re.search(r"\w", sentence)
    return f"{sentence[: found.start()]}{found[0].upper()}{sentence[found.end() :]}" if found else sentence


def join(parts: Sequence[str]) -> str:
    """``A, B and C``."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


SENTENCES: Mapping[str, str] = {
    "true": "True",
    "false": "False",
    "passage": "{section}, paragraph {paragraph}",
    "mark.right": "Right.",
    "mark.alias": "Right. Here we use the name {key}.",
    "mark.spelling": "You knew it; it is spelled {key}.",
    "mark.letters": "You knew it; with all its letters it is spelled {key}.",
    "mark.title": "You knew it; here the name or title reads {key}.",
    "mark.apart": "You knew it; the words divide like this: {key}.",
    "mark.apostrophe": "You knew it; without its ending the name reads {key}.",
    "mark.transliteration": "You knew it; this name reaches the Latin alphabet in several ways, and here it is {key}.",
    "mark.wrong": "Not this time. The answer: {key}.",
    "mark.rival": "What you wrote is {rival}; what was asked for is {key}.",
    "mark.ambiguous": "By itself this could also be {rival}. What was asked for: {key}.",
    "mark.empty": "There was no answer. It is {key}.",
    "mark.date.unread": "We could not read this as a date; write it like 31 August 1905, 31.8.1905 or 1905. It is {key}.",
    "mark.date.wrong": "That is another date. It is {key}.",
    "mark.date.day": "That is true as far as it goes, but the day is asked for as well: {key}.",
    "mark.date.month": "That is true as far as it goes, but the month is asked for as well: {key}.",
    "mark.date.ends": "A beginning and an end are asked for: {key}.",
    "mark.date.yearless": "You knew the day and the month; with its year it is {key}.",
    "mark.date.yearless.month": "You knew the month; with its year it is {key}.",
    "mark.date.swapped": "Day and month have changed places; here the day comes first. It is {key}.",
    "mark.number.unread": "We could not read this as a number; write it like 12, twelve or 12,000. It is {key}.",
    "mark.number.wrong": "That is another number. It is {key}.",
    "mark.number.zeros": "The digits are familiar, but not how many zeros follow. It is {key}.",
    "mark.number.unit": "The number is right, but the unit is another. It is {key}.",
    "mark.truth.true": "The sentence was true.",
    "mark.truth.false": "The sentence was false.",
    "mark.truth.unread": "We expected “true” or “false”. For this sentence the answer is {key}.",
    "option.made": "A date made up for this question.",
    "option.made.number": "A number made up for this question.",
    "mark.parts": "{hits} of {of} are right. All of it: {key}.",
}
