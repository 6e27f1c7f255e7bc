"""Facts: what an article states, one atomic statement each, typed.

A fact kind is a frozen dataclass whose slots hold entities, dates, numbers or phrases. How a fact is said and asked
stands in its ``wording`` (from the bank) or, for kinds of one shape, in ``quizzes.sentences``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, ClassVar

from quizzes.dates import When
from quizzes.values import ENTITY_KINDS, Entity, Figure, Passage, Phrase, Value

#: the languages this program speaks; a bank is written in some of them
LANGUAGES = ("tr", "en", "az")


@dataclass(frozen=True)
class Wording:
    """One language's sentences for one fact, with slots in braces: ``say`` states it, ``ask`` asks for a slot so that
    no options are needed, ``choose`` asks for one of several options; ``what`` names an event; ``note`` teaches a
    sentence more."""

    say: str = ""
    ask: Mapping[str, str] = field(default_factory=dict)
    choose: Mapping[str, str] = field(default_factory=dict)
    what: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What every kind shares. ``also`` maps a slot to further values that would be right or arguable there (a rival
    date, a co-author): they are never distractors. ``wrong`` maps a slot to the wrong options a teacher would offer first
    (phrases by the id of the fact that holds them); each still needs its certificate. ``alike`` are facts that say nearly the same: never options
    against each other. ``disputed`` explains, per language, how the article contradicts itself; such a fact is asked
    only by its own wording. ``replaces`` names the fact whose answer this one changed."""

    id: str
    topic: str
    importance: int
    passage: Passage
    wording: Mapping[str, Wording] = field(default_factory=dict)
    also: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    wrong: Mapping[str, tuple[Value | str, ...]] = field(default_factory=dict)
    alike: tuple[str, ...] = ()
    disputed: Mapping[str, str] = field(default_factory=dict)
    mentions: tuple[Entity, ...] = ()
    inferred: tuple[str, ...] = ()
    replaces: str = ""
    changed: str = ""  # ISO day on which its answer was mended

    kind: ClassVar[str] = ""
    #: the slots a question may ask for
    asked: ClassVar[tuple[str, ...]] = ()
    #: how a wrong value of a slot is proved wrong: "functional" (one value only), or the slot whose list is closed
    proof: ClassVar[Mapping[str, str]] = {}

    def slots(self) -> Mapping[str, Value]:
        """The filled slots by name, in the order the kind declares them."""
        return self._filled

    @cached_property
    def _filled(self) -> Mapping[str, Value]:
        return {name: value for name in slot_fields(type(self)) if (value := getattr(self, name)) is not None}

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        held = [v for v in self.slots().values() if isinstance(v, Entity)]
        return tuple(dict.fromkeys((*held, *self.mentions)))


def slot_fields(kind: type[Fact]) -> Mapping[str, tuple[str, ...]]:
    """The slots a kind declares, each with what it may hold."""
    return {f.name: f.metadata["kinds"] for f in fields(kind) if f.metadata.get("slot")}


def slot(*kinds: str, optional: bool = False) -> Any:
    """A slot of a fact kind: entity kinds by name, or ``when``, ``figure``, ``phrase``."""
    metadata = {"slot": True, "kinds": kinds}
    return field(default=None, metadata=metadata) if optional else field(metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Event(Fact):
    """Something that happened, dated. Always words its own sentences and its ``what``."""

    when: When = slot("when")
    place: Entity | None = slot("place", optional=True)
    person: Entity | None = slot("person", optional=True)
    body: Entity | None = slot("body", "party", "state", "conference", optional=True)
    kind = "event"
    asked = ("when", "what", "place", "person", "body")
    proof = dict.fromkeys(asked, "functional")


@dataclass(frozen=True, kw_only=True)
class Office(Fact):
    """A person held a post in a named cabinet or body. One holder a post; a person may hold two."""

    person: Entity = slot("person")
    post: Entity = slot("post")
    body: Entity = slot("body", "conference", "state", "party")
    kind = "office"
    asked = ("person", "post")
    proof = {"person": "functional", "post": "body"}


@dataclass(frozen=True, kw_only=True)
class Member(Fact):
    """A person belonged to a body, delegation, faction or founding group."""

    person: Entity = slot("person")
    body: Entity = slot("body", "party", "conference", "state")
    kind = "member"
    asked = ("person", "body")
    proof = {"person": "body", "body": "body"}


@dataclass(frozen=True, kw_only=True)
class Signature(Fact):
    """A person signed an instrument, on a side's behalf where the article says so."""

    person: Entity = slot("person")
    treaty: Entity = slot("treaty")
    side: Entity | None = slot("state", optional=True)
    kind = "signature"
    asked = ("person", "side")
    proof = {"person": "treaty", "side": "functional"}


@dataclass(frozen=True, kw_only=True)
class Provision(Fact):
    """What an instrument lays down, in our words; ``number`` where the article numbers it."""

    treaty: Entity = slot("treaty")
    rule: Phrase = slot("phrase")
    number: Figure | None = slot("figure", optional=True)
    kind = "provision"
    asked = ("rule", "treaty")
    proof = {"rule": "treaty", "treaty": "treaty"}


@dataclass(frozen=True, kw_only=True)
class Amount(Fact):
    """A number the article gives: votes, members, money, articles. Words its own sentences."""

    figure: Figure = slot("figure")
    kind = "amount"
    asked = ("figure",)
    proof = {"figure": "functional"}


@dataclass(frozen=True, kw_only=True)
class Message(Fact):
    """A letter, telegram or report: from whom, to whom, when, and its gist. Words its own sentences."""

    sender: Entity = slot("person", "state", "body")
    recipient: Entity = slot("person", "state", "body")
    when: When | None = slot("when", optional=True)
    gist: Phrase | None = slot("phrase", optional=True)
    kind = "message"
    asked = ("when", "sender", "recipient", "gist")
    proof = dict.fromkeys(asked, "functional")


@dataclass(frozen=True, kw_only=True)
class Position(Fact):
    """A stance taken, attributed to who took it. Words its own sentences."""

    holder: Entity = slot("person", "state", "body", "party")
    stance: Phrase = slot("phrase")
    kind = "position"
    asked = ("holder", "stance")
    proof = {"holder": "functional", "stance": "functional"}


@dataclass(frozen=True, kw_only=True)
class Relation(Fact):
    """Anything else that ties a subject to one value: a birthplace, a founder, a meaning. Words its own sentences."""

    subject: Entity = slot(*ENTITY_KINDS)
    value: Entity | None = slot(*ENTITY_KINDS, optional=True)
    meaning: Phrase | None = slot("phrase", optional=True)
    kind = "relation"
    asked = ("value", "meaning", "subject")
    proof = {"value": "functional", "meaning": "functional", "subject": "functional"}


KINDS: Mapping[str, type[Fact]] = {
    k.kind: k for k in (Event, Office, Member, Signature, Provision, Amount, Message, Position, Relation)
}


@dataclass(frozen=True)
class Topic:
    id: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Bank:
    """All facts of one article, in the ``languages`` it is written in. Its titles, blurbs and topics have a name in every
    language there is, in the bank's first where it is not written in that one."""

    id: str
    titles: Mapping[str, str]
    blurbs: Mapping[str, str]
    citation: str
    revised: str  # ISO day the bank last changed
    topics: Mapping[str, Topic]  # like entities and facts by id, in the order of the article
    languages: tuple[str, ...]
    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    @cached_property
    def alike(self) -> Mapping[str, frozenset[str]]:
        """The facts that say nearly the same as a fact, whichever of the two says so."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self:
            for other in fact.alike:
                found[fact.id].add(other)
                found[other].add(fact.id)
        return {key: frozenset(found[key]) for key in self.facts}

    def spoken(self, lang: str) -> str:
        """The language the bank speaks to a reader of ``lang``: that one, or its first."""
        return lang if lang in self.languages else self.languages[0]

    def title(self, lang: str) -> str:
        return self.titles[lang]
