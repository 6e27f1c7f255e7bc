"""Wrong options, each with a certificate: the reason, checked inside the bank, why it is not also right.

No certificate, no distractor. The rules, by how the slot's relation is proved:

``one-value``     the slot has one value for this subject, and this is another one (office, date, number, sender);
``other-side``    signed the same instrument, but for the other side;
``not-listed``    the bank lists all of the body's or instrument's people or provisions, and this is not among them;
``not-attributed``  said by somebody whom nothing in the paragraph mentions, or words another one spoke elsewhere;
``other-document``  a provision the bank holds of another instrument, and of no alike one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from quizzes.dates import When
from quizzes.facts import (
    Bank,
    Entity,
    Fact,
    Figure,
    Member,
    Message,
    Office,
    Phrase,
    Position,
    Provision,
    Signature,
    Value,
)
from quizzes.folding import lenient
from quizzes.prompts import Prompt, text_of, value_of


@dataclass(frozen=True)
class Distractor:
    """A wrong value, the rule that certifies it, and the fact that shows what it really belongs to."""

    value: Value
    certificate: str
    witness: Fact
    nearness: float


class Certifier:
    """Finds certified distractors in one bank. Holds indexes only; every answer depends on the bank alone."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.facts_of: dict[str, list[Fact]] = defaultdict(list)
        self.ids = {fact.id: frozenset(e.id for e in fact.entities) for fact in bank}
        self.met_in: dict[tuple[str, int], set[str]] = defaultdict(set)
        for fact in bank:
            for entity in fact.entities:
                self.facts_of[entity.id].append(fact)
            self.met_in[fact.passage.section, fact.passage.paragraph] |= self.ids[fact.id]
        self.tied = {frozenset((a, b)) for ids in self.ids.values() for a in ids for b in ids}
        self.sound = [fact for fact in bank if not fact.disputed]

    def distractors(self, prompt: Prompt) -> list[Distractor]:
        """Every certified distractor of a prompt, nearest first; no two of them clash.

        Where at least two are of the key's own sort (they share a ``near`` group), only those are given: two strong
        ones beat three padded ones.
        """
        found = sorted(self._candidates(prompt), key=lambda d: (-d.nearness, text_of(d.value, prompt.lang)))
        if isinstance(prompt.key, Entity):
            alike = [d for d in found if isinstance(d.value, Entity) and set(d.value.near) & set(prompt.key.near)]
            found = alike if len(alike) > 1 else found
        kept: list[Distractor] = []
        taken = {_lenient(text_of(value, prompt.lang)) for value in prompt.right}
        for distractor in found:
            text = _lenient(text_of(distractor.value, prompt.lang))
            if text not in taken and not any(clash(distractor.value, k.value) for k in kept):
                kept.append(distractor)
                taken.add(text)
        return kept

    def refusal(self, prompt: Prompt, value: Value) -> str:
        """Why ``value`` may not stand as a wrong option of this prompt, or "" where nothing speaks against it."""
        if any(clash(value, right) for right in prompt.right):
            return "also right"
        if isinstance(value, Entity) and value in (prompt.fact.slots().get(name) for name in prompt.stem_slots):
            return "named in the stem"
        if isinstance(value, Entity) and value in prompt.fact.mentions:
            return "part of the same fact"
        return "" if self.certificate(prompt, value) else "no certificate"

    def certificate(self, prompt: Prompt, value: Value) -> str:
        """The rule that proves ``value`` wrong, or ""."""
        fact, proof = prompt.fact, prompt.fact.proof[prompt.slot]
        if isinstance(fact, Position | Message) and not isinstance(value, When):
            return self._said_elsewhere(prompt, value)
        if proof == "functional":
            return "one-value"
        if isinstance(fact, Provision):
            return self._other_document(prompt, value)
        if isinstance(fact, Office):
            return "one-value" if isinstance(value, Entity) and self._held_by_another(fact, value) else ""
        if not isinstance(value, Entity):
            return ""
        if isinstance(fact, Signature) and fact.side and self._signed_for_another(fact, value):
            return "other-side"
        container = value if prompt.slot == proof else fact.slots()[proof]
        member = fact.slots()["person"] if prompt.slot == proof else value
        assert isinstance(container, Entity)
        assert isinstance(member, Entity)
        listed = frozenset((container.id, member.id)) in self.tied
        return "not-listed" if container.closed and not listed else ""

    def _said_elsewhere(self, prompt: Prompt, value: Value) -> str:
        """A speaker nothing in the whole paragraph mentions, or words that another one spoke elsewhere."""
        place = prompt.fact.passage.section, prompt.fact.passage.paragraph
        if isinstance(value, Entity):
            return "" if value.id in self.met_in[place] else "not-attributed"
        speakers = self.ids[prompt.fact.id]
        owner = next((f for f in self.sound if value_of(f, prompt.slot) == value), None)
        return "not-attributed" if owner is not None and not speakers & self.ids[owner.id] else ""

    def _held_by_another(self, fact: Office, post: Entity) -> bool:
        return any(isinstance(other, Office) and other.body == fact.body and other.post == post
                   and other.person != fact.person for other in self.facts_of[post.id])  # fmt: skip

    def _signed_for_another(self, fact: Signature, person: Entity) -> bool:
        sides = [f.side for f in self.facts_of[person.id] if isinstance(f, Signature) and f.treaty == fact.treaty]
        return bool(sides) and fact.side not in sides and None not in sides

    def _other_document(self, prompt: Prompt, value: Value) -> str:
        fact = prompt.fact
        assert isinstance(fact, Provision)
        if prompt.slot == "treaty":
            alike = {getattr(self.bank.facts[other], "treaty", None) for other in fact.alike}
            sound = isinstance(value, Entity) and value.closed and value not in alike and value.kind == "treaty"
            return "other-document" if sound else ""
        own = [f for f in self.facts_of[fact.treaty.id] if isinstance(f, Provision) and f.treaty == fact.treaty]
        alike_ids = {other for f in own for other in (*f.alike, f.id)}
        owner = next((f for f in self.bank if isinstance(f, Provision) and f.rule == value), None)
        foreign = owner is not None and owner.id not in alike_ids and not {f.id for f in own} & set(owner.alike)
        return "other-document" if fact.treaty.closed and foreign else ""

    def _candidates(self, prompt: Prompt) -> Iterator[Distractor]:
        best: dict[str, Distractor] = {}
        refused: set[str] = set()
        for witness in self.sound:
            if witness is prompt.fact:
                continue
            for value in self._values(prompt, witness):
                name = identity(value)
                if name not in best and name not in refused and self.refusal(prompt, value):
                    refused.add(name)
                if name in refused:
                    continue
                near = self._nearness(prompt, value, witness)
                if name not in best or near > best[name].nearness:
                    best[name] = Distractor(value, self.certificate(prompt, value), witness, near)
        yield from best.values()

    @staticmethod
    def _values(prompt: Prompt, witness: Fact) -> list[Value]:
        """What a fact has that could stand where the key stands: the same type, kind, precision, unit."""
        key = prompt.key
        if isinstance(key, Phrase):
            named = value_of(witness, prompt.slot) if type(witness) is type(prompt.fact) else None
            return [named] if named is not None else []
        held = witness.slots().values()
        if isinstance(key, Entity):
            return [v for v in held if isinstance(v, Entity) and v.kind == key.kind]
        if isinstance(key, When):
            return [v for v in held if isinstance(v, When) and v.precision == key.precision]
        return [v for v in held if isinstance(v, Figure) and comparable(v, key)]

    def _nearness(self, prompt: Prompt, value: Value, witness: Fact) -> float:
        """How easily a value is taken for the key: higher is nearer. Also finds the witness that explains it best."""
        fact, key = prompt.fact, prompt.key
        near = len(self.ids[fact.id] & self.ids[witness.id]) + (witness.topic == fact.topic)
        near += (witness.kind == fact.kind) + witness.importance / 10
        if isinstance(key, When) and isinstance(value, When):
            return near - abs((key.first - value.first).days) / 30
        if isinstance(key, Entity) and isinstance(value, Entity):
            return near + 2 * len(set(key.near) & set(value.near))
        if isinstance(key, Phrase) and isinstance(value, Phrase):
            return near - abs(len(key.text(prompt.lang)) - len(value.text(prompt.lang))) / 30
        return near


def identity(value: Value) -> str:
    """A value's own name inside its bank."""
    if isinstance(value, Entity):
        return value.id
    if isinstance(value, When):
        return value.iso
    return value.amount if isinstance(value, Figure) else "|".join(value.texts.values())


@cache
def _spellings(entity: Entity) -> frozenset[str]:
    return frozenset(lenient(spelling) for spelling in entity.spellings)


_lenient = cache(lenient)


def clash(a: Value, b: Value) -> bool:
    """Whether two values could both be right, or mean the same: aliases, pairs, overlapping dates, equal words."""
    if isinstance(a, Entity) and isinstance(b, Entity):
        return a.id == b.id or bool(_spellings(a) & _spellings(b)) or a.id in b.pair or b.id in a.pair
    if isinstance(a, When) and isinstance(b, When):
        return a.overlaps(b)
    if isinstance(a, Figure) and isinstance(b, Figure):
        return a.amount == b.amount
    if isinstance(a, Phrase) and isinstance(b, Phrase):
        return any(_lenient(a.texts[lang]) == _lenient(b.texts.get(lang, "")) for lang in a.texts)
    return False


def comparable(a: Figure, b: Figure) -> bool:
    """Numbers that can stand side by side: the same unit, or both bare and within a factor of ten."""
    if a.unit or b.unit:
        return a.unit == b.unit
    first, second = (int("".join(c for c in f.amount if c.isdigit()) or 0) for f in (a, b))
    return first * 10 >= second and second * 10 >= first


def is_listed(fact: Fact) -> bool:
    """Whether several values may be right for the fact's person: then it is not asked by typing."""
    return isinstance(fact, Member | Signature)
