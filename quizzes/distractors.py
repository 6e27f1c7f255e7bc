"""Wrong options, each with a certificate: the reason, checked inside the bank, why it is not also right.

No certificate, no distractor. The rules, by how the slot's relation is proved:

``one-value``     the slot has one value for this subject, and this is another one (office, date, number, sender); a
                  date may then be a made one, no fact's of the bank;
``other-side``    signed the same instrument, but for the other side;
``not-listed``    the bank lists all of the body's or instrument's people or provisions, and this is not among them;
``not-attributed``  said by somebody whom nothing in the paragraph mentions, or words another one spoke elsewhere;
``other-document``  a provision the bank holds of another instrument, and of no alike one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from random import Random

from quizzes.dates import When, shifted
from quizzes.facts import (
    Bank,
    Entity,
    Event,
    Fact,
    Figure,
    Member,
    Message,
    Office,
    Phrase,
    Position,
    Provision,
    Relation,
    Signature,
    Value,
)
from quizzes.prompts import Prompt, clash, folded, identity, names, text_of, value_of
from quizzes.refutations import Refuter

#: days within which two dates of a precision are easily taken for one another
REACH = {"day": 62, "month": 366, "year": 2560, "period": 0}
#: enough before and after for the key to be the first or the last of four options
DATES_A_SIDE = 3


@dataclass(frozen=True)
class Distractor:
    """A wrong value, the rule that certifies it, and the facts that show it wrong (see :mod:`quizzes.refutations`).

    ``shown_by`` is one fact or a whole list, and empty where the value is a made one.
    """

    value: Value
    certificate: str
    shown_by: tuple[Fact, ...]
    nearness: float

    @property
    def witness(self) -> Fact | None:
        return self.shown_by[0] if self.shown_by else None


class Certifier:
    """Finds certified distractors in one bank. Holds indexes only; every answer depends on the bank alone."""

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
        self.sound = [fact for fact in bank if not fact.disputed]
        self.pools = _pools(self.sound)
        self.owners = _by_words(bank)
        self.refuter = Refuter(bank)

    def distractors(self, prompt: Prompt, most: int | None = None) -> list[Distractor]:
        """Certified distractors of a prompt, nearest first, ``most`` at most; no two of them clash.

        Where at least two are of the key's own sort (they share a ``near`` group), only those are given: two strong
        ones beat three padded ones. Dates lie on both sides of the key, so that it may take any place among them.
        Where the key repeats a word of the stem, so does every wrong option: alone it would give itself away. Where it
        repeats none, those that do come last.
        """
        found = sorted(self._candidates(prompt), key=lambda d: (-d.nearness, text_of(d.value, prompt.lang)))
        if isinstance(prompt.key, When):
            return sorted(self._dates(prompt, prompt.key, found), key=lambda d: -d.nearness)[:most]
        if isinstance(prompt.key, Entity):
            alike = [d for d in found if isinstance(d.value, Entity) and set(d.value.near) & set(prompt.key.near)]
            found = alike if len(alike) > 1 else found
        if prompt.echoed_by(prompt.key):
            found = [d for d in found if prompt.echoed_by(d.value)]
        return _unlike(sorted(found, key=lambda d: prompt.echoed_by(d.value)), prompt, most)

    def _dates(self, prompt: Prompt, key: When, found: Iterable[Distractor]) -> Iterator[Distractor]:
        """Dates before the key and as many after: the bank's own of about that time, then made ones."""
        off = [(d, (d.value.first - key.first).days) for d in found if isinstance(d.value, When)]
        real = [(d, days) for d, days in off if abs(days) <= REACH[key.precision]]
        for side in (-1, 1):
            own = [d for d, days in real if days * side > 0]
            made = self._made(prompt, shifted(key, side, Random(f"{prompt.id}:{side}"), lone=not real))
            yield from _unlike(chain(own, made), prompt, DATES_A_SIDE)

    def _made(self, prompt: Prompt, dates: Iterable[When]) -> Iterator[Distractor]:
        """Distractors of dates that no fact holds, each further off than the last."""
        for n, value in enumerate(dates):
            if not self.refusal(prompt, value):
                yield Distractor(value, self.certificate(prompt, value), (), -1.0 - n)

    def refusal(self, prompt: Prompt, value: Value) -> str:
        """Why ``value`` may not stand as a wrong option of this prompt, or "" where nothing speaks against it."""
        if any(clash(value, right) for right in prompt.right):
            return "also right"
        if isinstance(value, Entity):
            if self._is_told(prompt, value):
                return "named in the stem"
            if value.id in {e.id for e in prompt.fact.mentions} or names(prompt.said, value):
                return "part of the same fact"
        return "" if self.certificate(prompt, value) else "no certificate"

    @staticmethod
    def _is_told(prompt: Prompt, entity: Entity) -> bool:
        """Whether the stem speaks of an entity, by a slot or by any of its names."""
        slots = prompt.fact.slots()
        held = (slots.get(name) for name in prompt.stem_slots)
        return any(isinstance(v, Entity) and v.id == entity.id for v in held) or names(prompt.choose, entity)

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
        return container.closed and container.id not in self.tied[member.id]

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
        return bool(held) and all(fact.person not in (f.person, *f.also.get("person", ())) for f in held)

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

    def _candidates(self, prompt: Prompt) -> Iterator[Distractor]:
        """What other facts hold that could stand where the key stands, each with the facts that show it wrong."""
        for value, holders in self.pools.get(_pool(prompt.fact, prompt.slot, prompt.key), {}).values():
            others = [fact for fact in holders if fact is not prompt.fact]
            if not others or not _fits(value, prompt.key) or self.refusal(prompt, value):
                continue
            near = {other.id: self._nearness(prompt, value, other) for other in others}
            telling = [other for other in others if self.refuter.tells(prompt, value, other)]
            own = max(telling, key=lambda other: near[other.id], default=None)
            shown = (own,) if own else self.refuter.listed(prompt, value)
            yield Distractor(value, self.certificate(prompt, value), shown, max(near.values()) + bool(own))

    def _nearness(self, prompt: Prompt, value: Value, witness: Fact) -> float:
        """How easily a value is taken for the key: higher is nearer. Also finds the witness that explains it best."""
        fact, key = prompt.fact, prompt.key
        near = float(len(self.ids[fact.id] & self.ids[witness.id]) + (witness.topic == fact.topic))
        near += (witness.kind == fact.kind) + witness.importance / 10
        if isinstance(key, When) and isinstance(value, When):
            return near - abs((key.first - value.first).days) / 30
        if isinstance(key, Entity) and isinstance(value, Entity):
            return near + 2 * len(set(key.near) & set(value.near))
        if isinstance(fact, Event) and isinstance(witness, Event) and prompt.slot == "what":
            return near - abs((fact.when.first - witness.when.first).days) / 180
        if isinstance(key, Phrase) and isinstance(value, Phrase):
            return near - abs(len(key.text(prompt.lang)) - len(value.text(prompt.lang))) / 30
        return near


def _unlike(found: Iterable[Distractor], prompt: Prompt, most: int | None) -> list[Distractor]:
    """The first distractors that neither clash with nor read like one another or what is right, ``most`` at most."""
    kept: list[Distractor] = []
    taken = {folded(text_of(value, prompt.lang)) for value in prompt.right}
    for distractor in found:
        if len(kept) == most:
            break
        text = folded(text_of(distractor.value, prompt.lang))
        if text not in taken and not any(clash(distractor.value, k.value) for k in kept):
            kept.append(distractor)
            taken.add(text)
    return kept


#: what may stand for what: the kind of entity, the precision of a date, a phrase's fact kind and slot, and whether an
#: event lasted
Pool = tuple[str, ...]


def _pool(fact: Fact, slot: str, value: Value) -> Pool:
    if isinstance(value, Entity):
        return ("entity", value.kind)
    if isinstance(value, When):
        return ("when", value.precision)
    if slot == "what" and isinstance(fact, Event):
        return ("what", "period" if fact.when.precision == "period" else "moment")
    return ("figure", *_units(value)) if isinstance(value, Figure) else ("phrase", fact.kind, slot)


def _pools(facts: Iterable[Fact]) -> dict[Pool, dict[str, tuple[Value, list[Fact]]]]:
    """Every value of the facts by pool and identity, each with the facts that hold it."""
    pools: dict[Pool, dict[str, tuple[Value, list[Fact]]]] = defaultdict(dict)
    for fact in facts:
        for name in (*fact.slots(), "what"):
            value = value_of(fact, name)
            if value is not None:
                _, holders = pools[_pool(fact, name, value)].setdefault(identity(value), (value, []))
                holders.append(fact)
    return pools


def _units(figure: Figure) -> tuple[str, ...]:
    return tuple(f"{lang}:{word}" for lang, word in sorted(figure.unit.items()))


def _by_words(facts: Iterable[Fact]) -> dict[Pool, list[Fact]]:
    """The facts, disputed ones too, by each phrase they hold: kind, slot, language and folded words."""
    found: dict[Pool, list[Fact]] = defaultdict(list)
    for fact in facts:
        for name in (*fact.slots(), "what"):
            value = value_of(fact, name)
            for lang, text in value.texts.items() if isinstance(value, Phrase) else ():
                found[fact.kind, name, lang, folded(text)].append(fact)
    return found


def _owners(by_words: Mapping[Pool, list[Fact]], prompt: Prompt, value: Value) -> list[Fact]:
    """Every fact of the prompt's kind that holds these words in its slot."""
    texts = value.texts if isinstance(value, Phrase) else {}
    words = ((prompt.fact.kind, prompt.slot, lang, folded(text)) for lang, text in texts.items())
    return [fact for key in words for fact in by_words.get(key, ())]


def _fits(value: Value, key: Value) -> bool:
    return not (isinstance(value, Figure) and isinstance(key, Figure)) or comparable(value, key)


def comparable(a: Figure, b: Figure) -> bool:
    """Numbers that can stand side by side: the same unit, or both bare and within a factor of ten."""
    if a.unit or b.unit or a.amount.endswith("%") is not b.amount.endswith("%"):
        return a.unit == b.unit != {}
    first, second = (int("".join(c for c in f.amount if c.isdigit()) or 0) for f in (a, b))
    return first * 10 >= second and second * 10 >= first


def is_listed(fact: Fact) -> bool:
    """Whether several values may be right for the fact's person: then it is not asked by typing."""
    return isinstance(fact, Member | Signature)
