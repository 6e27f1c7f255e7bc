"""What stands in the slots of facts: entities under all their names, numbers, phrases; and where a fact stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from quizzes.dates import When
from quizzes.folding import fold, lenient

#: The kinds of entity a bank may declare, each a TOML table of that name.
ENTITY_KINDS = ("person", "place", "body", "treaty", "conference", "post", "state", "party", "work")


@dataclass(frozen=True)
class Entity:
    """Something facts speak of, under all its names.

    ``names`` maps a language to the name printed in it; ``aliases`` are further spellings that mean the same, in any
    language. ``near`` groups entities that are easily confused (a delegation, a kind of place): nearer distractors.
    ``closed`` says that the bank lists *all* of this body's members or this treaty's signatories and provisions, so
    that absence from the list proves absence. ``pair`` names an entity that is not to be an option beside this one.
    ``where`` is a place's latitude and longitude.
    """

    id: str
    kind: str
    names: Mapping[str, str] = field(compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)
    near: tuple[str, ...] = field(default=(), compare=False)
    closed: bool = field(default=False, compare=False)
    pair: tuple[str, ...] = field(default=(), compare=False)
    where: tuple[float, float] | None = field(default=None, compare=False)  # degrees north and east
    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)  # lang -> case -> form

    def name(self, lang: str) -> str:
        return self.names[lang]

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.names.values(), *self.aliases)))

    @cached_property
    def folded(self) -> frozenset[str]:
        """Every spelling, folded leniently: what another entity's name is held against."""
        return frozenset(map(lenient, self.spellings))

    @cached_property
    def strict(self) -> frozenset[str]:
        """Every spelling with its own letters: what stands before an ending that is written together with it."""
        return frozenset(map(fold, self.spellings))


@dataclass(frozen=True)
class Passage:
    """Where in the article a fact stands: section, paragraph and sentences (1-based), and the works cited there."""

    at: str
    section: str
    heading: str
    paragraph: int
    first: int
    last: int
    fingerprint: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A number with its unit: ``amount`` as the article prints it, ``unit`` a word per language ("" for none)."""

    amount: str
    unit: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Phrase:
    """A few words of our own that stand for a value: what a provision grants, what a message asks for."""

    texts: Mapping[str, str]

    def text(self, lang: str) -> str:
        return self.texts[lang]


Value = Entity | When | Figure | Phrase
