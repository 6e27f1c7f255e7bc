"""What shows an option wrong: the fact where it belongs, the fact that says what is right, or a list without it."""

from __future__ import annotations

from collections import defaultdict

from quizzes.facts import Bank, Event, Fact, Member, Office, Relation, Signature
from quizzes.prompts import Prompt, identity, slot_names, value_of, wording
from quizzes.values import Entity, Figure, Phrase, Value


class Refuter:
    """Finds in one bank what a reader is told of a wrong value. Facts with one and the same sentence say one thing."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._sentences = {(lang, fact.id): wording(fact, lang).say for lang in bank.languages for fact in bank}
        self._by_sentence: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in bank:
            for lang in () if fact.disputed else bank.languages:
                self._by_sentence[lang, self._sentences[lang, fact.id]].append(fact)

        self._holders: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in bank:
            for name in ("body", "treaty"):
                if (held := fact.slots().get(name)) is not None:
                    self._holders[name, identity(held)].append(fact)

    def leaves_room(self, prompt: Prompt) -> bool:
        """Whether the prompt's own fact does not yet rule out another value in its slot: a list's, a second post's."""
        fact, slot = prompt.fact, prompt.slot
        open_slots = {
            "member": ("person", "body"),
            "signature": ("person",),
            "provision": ("rule",),
            "office": ("post",),
        }
        shared = isinstance(prompt.key, Entity) and len(self._fellows(prompt)) > 1
        return slot in open_slots.get(fact.kind, ()) or shared

    def told_of(self, prompt: Prompt, value: Value) -> bool:
        """Whether some fact with the prompt's sentence says of another value what it rather is."""
        return any(self.tells(prompt, value, other) for other in self._alike_said(prompt))

    def tells(self, prompt: Prompt, value: Value, other: Fact) -> bool:
        """Whether another fact shows where a wrong value belongs: in the same part, said of something else.

        A date, a number or a phrase belongs to what happened then or says so. A person or a place must have the part
        that is asked for: the same body's office, the other side's signature, or the very sentence about another.
        """
        fact, slot = prompt.fact, prompt.slot
        if slot != "what" and slot not in slot_names(self._said(other, prompt.lang)):
            return False
        if not isinstance(value, Entity):
            return other.kind == fact.kind or not isinstance(value, Phrase)
        if isinstance(fact, Office):
            return isinstance(other, Office) and other.body == fact.body and getattr(other, slot) == value
        if isinstance(fact, Signature):
            if not isinstance(other, Signature) or other.treaty != fact.treaty or slot != "person":
                return False
            return other.person == value and None is not other.side != fact.side
        same = self._said(other, prompt.lang) == prompt.said and value_of(other, slot) == value
        return same and (isinstance(fact, Event) or (isinstance(fact, Relation) and self._is_one_s_own(prompt, other)))

    def _is_one_s_own(self, prompt: Prompt, other: Fact) -> bool:
        """Whether a relation's end stands in one such sentence only: a deputy's party, the head of a delegation.

        Only a person is taken to have one such part: of one party, or in one town, may be many.
        """
        end = value_of(other, prompt.slot)
        held = [fact for fact in self._alike_said(prompt) if value_of(fact, prompt.slot) == end]
        return isinstance(end, Entity) and end.kind == "person" and len(held) == 1

    def listed(self, prompt: Prompt, value: Value) -> tuple[Fact, ...]:
        """The list that a value is missing from, or the prompt's own fact where that alone shows what is right."""
        fact = prompt.fact
        if isinstance(fact, Member | Signature) and prompt.slot in ("person", "body"):
            name = fact.proof["person"]
            held = value if prompt.slot == name else fact.slots()[name]
            side = fact.slots().get("side")
            kinds = Signature if isinstance(fact, Signature) else (Member, Office)
            return tuple(f for f in self._holders[name, identity(held)] if isinstance(f, kinds)
                         and f.slots().get("side") == side)  # fmt: skip
        return tuple(self._fellows(prompt))

    def _fellows(self, prompt: Prompt) -> list[Fact]:
        """The facts that say the prompt's sentence of the same things, but for the slot asked: the prompt's own first."""
        told = [name for name in slot_names(prompt.said) if name != prompt.slot]
        own = prompt.fact.slots()
        return [prompt.fact, *(f for f in self._alike_said(prompt) if f is not prompt.fact
                               and _of_one_unit(prompt.key, f.slots().get(prompt.slot)) and all(f.slots().get(name) == own[name] for name in told))]  # fmt: skip

    def _alike_said(self, prompt: Prompt) -> list[Fact]:
        """The sound facts with the prompt's sentence."""
        return self._by_sentence.get((prompt.lang, prompt.said), [])

    def _said(self, fact: Fact, lang: str) -> str:
        return self._sentences[lang, fact.id]


def _of_one_unit(key: Value, other: Value | None) -> bool:
    """Six official and two private meetings are told in one sentence, but rule nothing out for one another."""
    return not isinstance(key, Figure) or (isinstance(other, Figure) and other.unit == key.unit)
