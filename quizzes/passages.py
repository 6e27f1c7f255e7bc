"""A fact's passage in an attached copy of the article, with the words marked by which the fact stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.articles import Article
from quizzes.dates import Moment, When
from quizzes.facts import Fact
from quizzes.folding import APOSTROPHES, lenient
from quizzes.grounding import MONTHS, name_words, number_words
from quizzes.values import Entity, Figure, Value

_TOKEN = re.compile(r"%?\d[\d.]*\d|%?\w+")
_SUFFIXED = re.compile(rf"[{APOSTROPHES}]\w+")
#: so many letters tell a word of a phrase whatever its ending
_BEGINNING = 5

Piece = tuple[str, bool]


def passage(fact: Fact, article: Article) -> list[Piece]:
    """The sentences a fact rests on, in pieces: those true are its names, dates and numbers. Empty where the copy at
    hand lacks them."""
    place = fact.passage
    found = article.found(place.fingerprint, place.last - place.first + 1)
    return marked(fact, " ".join(found.sentences)) if found else []


def marked(fact: Fact, text: str) -> list[Piece]:
    """A text in pieces, those true that say one of the fact's values."""
    tokens = list(_TOKEN.finditer(text))
    words = [lenient(token[0]) for token in tokens]
    hit: set[int] = set()
    for pattern in _patterns(fact):
        for start in range(len(words) - len(pattern) + 1):
            if all(part.fullmatch(words[start + n]) for n, part in enumerate(pattern)):
                hit |= set(range(start, start + len(pattern)))
    return list(_joined(text, [(token.start(), _end(text, token)) for n, token in enumerate(tokens) if n in hit]))


def _end(text: str, token: re.Match[str]) -> int:
    """Where a word ends, with what follows its apostrophe."""
    suffix = _SUFFIXED.match(text, token.end())
    return suffix.end() if suffix else token.end()


def _joined(text: str, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    """Marked and unmarked pieces; marked words that only a space parts are one piece."""
    end = 0
    for n, (start, stop) in enumerate(spans):
        if start < end:
            continue
        while n + 1 < len(spans) and text[stop : spans[n + 1][0]].isspace():
            n, stop = n + 1, spans[n + 1][1]  # noqa: PLW2901  (the words that follow belong to this piece)
        yield from ((piece, told) for piece, told in ((text[end:start], False), (text[start:stop], True)) if piece)
        end = stop
    if text[end:]:
        yield text[end:], False


def _patterns(fact: Fact) -> Iterator[list[re.Pattern[str]]]:
    values: list[Value] = [*fact.slots().values(), *fact.mentions]
    for value in values:
        if isinstance(value, Entity):
            names = (name_words(spelling) for spelling in value.spellings)
            yield from ([re.compile(word) for word in name] for name in names if name)
        elif isinstance(value, When):
            yield from (_date(moment) for moment in (value.start, value.end) if moment)
            yield from ([re.compile(str(moment.year))] for moment in (value.start, value.end) if moment)
        elif isinstance(value, Figure):
            yield from _number(value.amount)
        else:  # our own words: only those that begin like the article's are found in it
            first = next(iter(value.texts.values()))
            yield from (
                [re.compile(word[:_BEGINNING] + r"\w*")] for word in lenient(first).split() if len(word) >= _BEGINNING
            )


def _date(moment: Moment) -> list[re.Pattern[str]]:
    """Day and month, or the month, or the year alone."""
    if moment.month is None:
        return [re.compile(str(moment.year))]
    month = re.compile(rf"{MONTHS[moment.month - 1]}\w*")
    return [re.compile(str(moment.day)), month] if moment.day else [month]


def _number(amount: str) -> Iterator[list[re.Pattern[str]]]:
    digits = re.sub(r"\D", "", amount)
    yield [re.compile(r"\D*".join(digits))]
    yield from ([re.compile(word + r"\w*") for word in words.split()] for words in number_words(digits))
