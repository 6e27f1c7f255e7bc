"""Wrong options, each with a certificate: the reason, checked inside the bank, why it is not also right.

No certificate, no distractor. The rules, by how the slot's relation is proved:

``one-value``     the slot has one value for this subject, and this is another one (office, date, number, sender);
``other-side``    signed the same instrument, but for the other side;
``not-listed``    the bank lists all of the body's or instrument's people or provisions, and this is not among them;
``other-document``  a provision the bank holds of another instrument, and of no alike one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.dates import When
from quizzes.facts import Bank, Entity, Fact, Figure, Member, Office, Phrase, Provision, Signature, Value
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
        for fact in bank:
            for entity in fact.entities:
                self.facts_of[entity.id].append(fact)
        self.tied = {frozenset((a.id, b.id)) for fact in bank for a in fact.entities for b in fact.entities}

    def distractors(self, prompt: Prompt) -> list[Distractor]:
        """Every certified distractor of a prompt, nearest first; no two of them clash."""
        found = sorted(self._candidates(prompt), key=lambda d: (-d.nearness, text_of(d.value, prompt.lang)))
        kept: list[Distractor] = []
        taken = [lenient(text_of(value, lang)) for value in prompt.right for lang in (prompt.lang,)]
        for distractor in found:
            text = lenient(text_of(distractor.value, prompt.lang))
            if text not in taken and not any(clash(distractor.value, k.value) for k in kept):
                kept.append(distractor)
                taken.append(text)
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
        seen: list[Value] = []
        for witness in self._witnesses(prompt):
            value = self._candidate(prompt, witness)
            if value is None or value in seen or self.refusal(prompt, value):
                continue
            seen.append(value)
            yield Distractor(value, self.certificate(prompt, value), witness, nearness(prompt, value, witness))

    def _witnesses(self, prompt: Prompt) -> Iterator[Fact]:
        """Facts in the order in which they best explain a value: same kind and subject, same topic, the rest."""
        own = {e.id for e in prompt.fact.entities}

        def rank(fact: Fact) -> tuple[bool, int, bool, int]:
            shared = len(own & {e.id for e in fact.entities})
            return fact.kind != prompt.fact.kind, -shared, fact.topic != prompt.fact.topic, -fact.importance

        sound = (fact for fact in self.bank if fact != prompt.fact and not fact.disputed)
        yield from sorted(sound, key=rank)

    def _candidate(self, prompt: Prompt, witness: Fact) -> Value | None:
        key = prompt.key
        if isinstance(key, Entity):
            held = [v for v in witness.slots().values() if isinstance(v, Entity) and v.kind == key.kind]
            free = [v for v in held if not self.refusal(prompt, v)]
            return free[0] if free else None
        if isinstance(key, When):
            dates = [v for v in witness.slots().values() if isinstance(v, When) and v.precision == key.precision]
            return dates[0] if dates else None
        if isinstance(key, Figure):
            figures = [v for v in witness.slots().values() if isinstance(v, Figure) and comparable(v, key)]
            return figures[0] if figures else None
        if type(witness) is not type(prompt.fact) or self._same_voice(prompt, witness):
            return None
        return value_of(witness, prompt.slot)

    @staticmethod
    def _same_voice(prompt: Prompt, witness: Fact) -> bool:
        """Whether both phrases could belong to one speaker: then neither proves the other wrong."""
        if prompt.slot not in ("stance", "gist", "meaning"):
            return False
        ours = {e for e in prompt.fact.slots().values() if isinstance(e, Entity)}
        theirs = {e for e in witness.entities}
        return bool(ours & theirs)


def clash(a: Value, b: Value) -> bool:
    """Whether two values could both be right, or mean the same: aliases, pairs, overlapping dates, equal words."""
    if isinstance(a, Entity) and isinstance(b, Entity):
        shared = {lenient(s) for s in a.spellings} & {lenient(s) for s in b.spellings}
        return a.id == b.id or bool(shared) or a.id in b.pair or b.id in a.pair
    if isinstance(a, When) and isinstance(b, When):
        return a.overlaps(b)
    if isinstance(a, Figure) and isinstance(b, Figure):
        return a.amount == b.amount
    if isinstance(a, Phrase) and isinstance(b, Phrase):
        return any(lenient(a.texts[lang]) == lenient(b.texts.get(lang, "")) for lang in a.texts)
    return False


def comparable(a: Figure, b: Figure) -> bool:
    """Numbers that can stand side by side: the same unit, or both bare and within a factor of ten."""
    if a.unit or b.unit:
        return a.unit == b.unit
    first, second = (int("".join(c for c in f.amount if c.isdigit()) or 0) for f in (a, b))
    return first * 10 >= second and second * 10 >= first


def nearness(prompt: Prompt, value: Value, witness: Fact) -> float:
    """How easily a value is taken for the key: 0 and below far, higher nearer."""
    shared = len({e.id for e in prompt.fact.entities} & {e.id for e in witness.entities})
    near = float(shared) + (witness.topic == prompt.fact.topic) + (witness.kind == prompt.fact.kind)
    key = prompt.key
    if isinstance(key, When) and isinstance(value, When):
        return -abs((key.first - value.first).days) / 30 + near
    if isinstance(key, Entity) and isinstance(value, Entity):
        return near + 2 * len(set(key.near) & set(value.near))
    if isinstance(key, Phrase) and isinstance(value, Phrase):
        ours, theirs = (len(p.text(prompt.lang)) for p in (key, value))
        return near - abs(ours - theirs) / 30
    return near


def is_listed(fact: Fact) -> bool:
    """Whether several values may be right for the fact's person: then it is not asked by typing."""
    return isinstance(fact, Member | Signature)
