"""Certificates: the reason, checked inside the bank, why a value is not also right for what is asked.

The rules, by how the slot's relation is proved:

``one-value``     the slot has one value for this subject, and this is another one (office, date, number, sender); a
                  date or number may then be a made one, no fact's of the bank;
``other-side``    signed the same instrument, but for the other side;
``not-listed``    the bank lists all of the body's or instrument's people or provisions, and this is not among them;
``not-attributed``  said by somebody whom nothing in the paragraph mentions, or words another one spoke elsewhere;
``other-document``  a provision the bank holds of another instrument, and of no alike one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from quizzes.dates import When
from quizzes.facts import Bank, Fact, Message, Office, Position, Provision, Relation, Signature
from quizzes.prompts import Prompt, clash, folded, names, value_of
from quizzes.refutations import Refuter
from quizzes.values import Entity, Phrase, Value


class Certifier:
    """Proves values wrong in one bank. Holds indexes only; every answer depends on the bank alone."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.facts_of: dict[str, list[Fact]] = defaultdict(list)
        self.ids = {fact.id: frozenset(e.id for e in fact.entities) for fact in bank}
        self.met_in: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.tied: dict[str, set[str]] = defaultdict(set)
        for fact in bank:
            for entity in fact.entities:
                self.facts_of[entity.id].append(fact)
                self.tied[entity.id] |= self.ids[fact.id]
            self.met_in[fact.passage.section, fact.passage.paragraph] |= self.ids[fact.id]
        self.owners = _by_words(bank)
        self.refuter = Refuter(bank)

    def refusal(self, prompt: Prompt, value: Value) -> str:
        """Why ``value`` may not stand as a wrong option of this prompt, or "" where nothing speaks against it."""
        if any(clash(value, right) for right in prompt.right):
            return "also right"
        if isinstance(value, Entity):
            if self._is_told(prompt, value):
                return "named in the stem"
            if value.id in {e.id for e in prompt.fact.mentions} or names(prompt.said, value, prompt.lang):
                return "part of the same fact"
        return "" if self.certificate(prompt, value) else "no certificate"

    @staticmethod
    def _is_told(prompt: Prompt, entity: Entity) -> bool:
        """Whether the stem speaks of an entity, by a slot or by any of its names."""
        slots = prompt.fact.slots()
        held = (slots.get(name) for name in prompt.stem_slots)
        return any(isinstance(v, Entity) and v.id == entity.id for v in held) or names(
            prompt.choose, entity, prompt.lang
        )

    def certificate(self, prompt: Prompt, value: Value) -> str:
        """The rule that proves ``value`` wrong, or ""."""
        fact, proof = prompt.fact, prompt.fact.proof[prompt.slot]
        if isinstance(fact, Position | Message) and not isinstance(value, When):
            return self._said_elsewhere(prompt, value)
        if isinstance(fact, Relation) and prompt.slot == "subject" and self.refuter.leaves_room(prompt):
            return "one-value" if self.refuter.told_of(prompt, value) else ""
        if proof == "functional":
            return "one-value"
        if isinstance(fact, Provision):
            return self._other_document(prompt, fact, value)
        return self._not_among(prompt, value) if isinstance(value, Entity) else ""

    def _not_among(self, prompt: Prompt, value: Entity) -> str:
        """By what list of the bank's a person, post or body is excluded."""
        fact = prompt.fact
        if isinstance(fact, Office):
            return "one-value" if self._held_by_another(fact, value) else ""
        if isinstance(fact, Signature) and fact.side and self._signed_for_another(fact, value):
            return "other-side"
        return "not-listed" if self._not_listed(prompt, value) else ""

    def _not_listed(self, prompt: Prompt, value: Entity) -> bool:
        """A person the bank ties in no fact to a body or instrument whose people it lists all."""
        fact, container_slot = prompt.fact, prompt.fact.proof[prompt.slot]
        asks_container = prompt.slot == container_slot
        container = value if asks_container else fact.slots()[container_slot]
        member = fact.slots()["person"] if asks_container else value
        assert isinstance(container, Entity)
        assert isinstance(member, Entity)
        # A list that names nobody shows nobody missing.
        return container.closed and container.id not in self.tied[member.id] and bool(self.facts_of[container.id])

    def _said_elsewhere(self, prompt: Prompt, value: Value) -> str:
        """A speaker nothing in the whole paragraph mentions, or words that only others spoke, elsewhere."""
        place = prompt.fact.passage.section, prompt.fact.passage.paragraph
        if isinstance(value, Entity):
            return "" if value.id in self.met_in[place] else "not-attributed"
        owners = _owners(self.owners, prompt, value)
        speakers = self.ids[prompt.fact.id]
        return "not-attributed" if owners and not any(speakers & self.ids[owner.id] for owner in owners) else ""

    def _held_by_another(self, fact: Office, post: Entity) -> bool:
        held = [f for f in self.facts_of[post.id] if isinstance(f, Office) and f.body == fact.body and f.post == post]
        return any(not f.disputed for f in held) and all(
            fact.person not in (f.person, *f.also.get("person", ())) for f in held
        )

    def _signed_for_another(self, fact: Signature, person: Entity) -> bool:
        sides = [f.side for f in self.facts_of[person.id] if isinstance(f, Signature) and f.treaty == fact.treaty]
        return bool(sides) and fact.side not in sides and None not in sides

    def _other_document(self, prompt: Prompt, fact: Provision, value: Value) -> str:
        """A provision of other instruments only, and like none of this one's; or an instrument with none like it."""
        if isinstance(value, Entity):
            alike = {getattr(self.bank.facts[other], "treaty", None) for other in self.bank.alike[fact.id]}
            sound = value.closed and value.kind == "treaty" and value not in alike
            return "other-document" if sound else ""
        own = {f.id for f in self.facts_of[fact.treaty.id] if isinstance(f, Provision) and f.treaty == fact.treaty}
        barred = own.union(*(self.bank.alike[key] for key in own))
        owners = list(_owners(self.owners, prompt, value))
        arguable = any(o.id in barred or fact.treaty in o.also.get("treaty", ()) for o in owners)
        return "other-document" if fact.treaty.closed and owners and not arguable else ""


#: the kind, slot, language and folded words of a phrase
Words = tuple[str, ...]


def _by_words(facts: Iterable[Fact]) -> dict[Words, list[Fact]]:
    """The facts, disputed ones too, by each phrase they hold: kind, slot, language and folded words."""
    found: dict[Words, list[Fact]] = defaultdict(list)
    for fact in facts:
        for name in (*fact.slots(), "what"):
            value = value_of(fact, name)
            for lang, text in value.texts.items() if isinstance(value, Phrase) else ():
                found[fact.kind, name, lang, folded(text)].append(fact)
    return found


def _owners(by_words: Mapping[Words, list[Fact]], prompt: Prompt, value: Value) -> list[Fact]:
    """Every fact of the prompt's kind that holds these words in its slot."""
    texts = value.texts if isinstance(value, Phrase) else {}
    words = ((prompt.fact.kind, prompt.slot, lang, folded(text)) for lang, text in texts.items())
    return [fact for key in words for fact in by_words.get(key, ())]
