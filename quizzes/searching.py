"""Looking something up in a bank: every word of what is looked for, however it is spelled, cased or ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.facts import Bank, Fact
from quizzes.folding import APOSTROPHES, fold, lenient
from quizzes.prompts import ENDING, statement, wording
from quizzes.values import Entity

_WORD = re.compile(rf"\w+(?:[{APOSTROPHES}]\w+)*")


@dataclass(frozen=True)
class Hits:
    """The entities and facts in which every word stands; ``words`` are folded, as :func:`pieces` wants them."""

    words: tuple[str, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]


class Index:
    """The words of one bank in one language: statements, notes, and every spelling of whoever a fact speaks of."""

    def __init__(self, bank: Bank, lang: str) -> None:
        self._entities = [(entity, _words(" ".join(entity.spellings))) for entity in bank.entities.values()]
        said = {fact.id: statement(fact, lang) if wording(fact, lang).say else "" for fact in bank}
        self._facts = [(f, _words(said[f.id]), _words(" ".join((said[f.id], *_more(f, lang))))) for f in bank]

    def search(self, query: str) -> Hits:
        """What holds every word of the query, each at the beginning of a word: ``haci`` finds Hacınski and HACINSKİ.

        Facts whose statement has them come before those that have them only in a note or in another spelling.
        """
        words = tuple(dict.fromkeys(_words(ENDING.sub("", query)).split()))
        if not words:
            return Hits((), (), ())

        def stand(text: str) -> bool:
            return all(f" {word}" in text for word in words)

        found = [(fact, not stand(said)) for fact, said, text in self._facts if stand(text)]
        return Hits(
            words,
            tuple(entity for entity, text in self._entities if stand(text)),
            tuple(fact for fact, _ in sorted(found, key=lambda row: row[1])),
        )


_ALPHABETS = {"tr": "abcçdefgğhıijklmnoöprsştuüvyz", "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"}


def in_alphabet(text: str, lang: str) -> tuple[int, ...]:
    """A key to sort names by, as the language's own alphabet has its letters: Ş behind S, İ behind I."""
    letters = _ALPHABETS.get(lang, "")
    return tuple(
        letters.find(c) if c in letters else ord(c) - 1000 for c in (fold(text) if letters else lenient(text))
    )


def _more(fact: Fact, lang: str) -> Iterator[str]:
    """What a fact may be found by besides its statement."""
    words = wording(fact, lang)
    yield from (words.note, words.what)
    yield from (spelling for entity in fact.entities for spelling in entity.spellings)


def _words(text: str) -> str:
    return f" {lenient(text)}"


def pieces(text: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """A text in pieces, those true that begin with one of the folded words."""
    made: list[tuple[str, bool]] = []
    end = 0
    for found in _WORD.finditer(text):
        if lenient(found[0]).startswith(words) if words else False:
            made += [(text[end : found.start()], False), (found[0], True)]
            end = found.end()
    return [piece for piece in (*made, (text[end:], False)) if piece[0]]
