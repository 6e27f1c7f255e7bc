"""Wrong options: every one with its certificate (:mod:`quizzes.certificates`), the nearest to the key first.

No certificate, no distractor. Those that the bank's author names come before all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from quizzes.amounts import near_amounts
from quizzes.certificates import Certifier
from quizzes.dates import When, shifted
from quizzes.facts import Bank, Event, Fact, Member, Office, Signature
from quizzes.prompts import Prompt, clash, folded, identity, rank, text_of, value_of
from quizzes.values import Entity, Figure, Phrase, Value

#: days within which two dates of a precision are easily taken for one another
REACH = {"day": 62, "month": 366, "year": 2560, "period": 0}
#: how many times greater or smaller a number may be to be taken for another
FACTOR = 4
#: enough before and after for the key to be the first or the last of four options
A_SIDE = 3
#: what the author names is nearer than anything else
NAMED = 100.0


@dataclass(frozen=True)
class Distractor:
    """A wrong value, the rule that certifies it, and the facts that show it wrong (see :mod:`quizzes.refutations`).

    ``shown_by`` is one fact or a whole list, and empty where the value is a made one. ``known_by`` is a fact that tells
    where a person belongs whom only a list shows wrong.
    """

    value: Value
    certificate: str
    shown_by: tuple[Fact, ...]
    nearness: float
    known_by: Fact | None = None

    @property
    def witness(self) -> Fact | None:
        return self.shown_by[0] if self.shown_by else None

    def believable(self, key: Value) -> bool:
        """Whether a sentence with this instead of the key could be taken for true: named, or of the key's own sort."""
        return self.nearness >= NAMED / 2 or not isinstance(key, Entity) or _share_a_group(self.value, key)


@dataclass(frozen=True)
class Candidate:
    """A value not yet proved wrong: the facts that hold it (none of a made one), and how near it is to the key."""

    value: Value
    holders: tuple[Fact, ...]
    nearness: float
    named: bool = False


class Finder(Certifier):
    """Finds certified distractors in one bank."""

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self._ties: dict[str, dict[str, float]] = defaultdict(dict)
        self.pools = _pools(fact for fact in bank if not fact.disputed)

    def distractors(self, prompt: Prompt, most: int | None = None) -> list[Distractor]:
        """Certified distractors of a prompt, nearest first, ``most`` at most; no two of them clash.

        Where the author names at least two, or at least two are of the key's own sort (they share a ``near`` group), only
        those are given: two strong ones beat three padded ones. Dates and numbers lie on both sides of the key, so that
        it may take any place among them. Where the key repeats a word of the stem, so does every wrong option that nobody
        named, and at least one of all: alone it would give itself away. Where it repeats none, those that do come last.
        """
        named = dict(self._named(prompt))
        if isinstance(prompt.key, When | Figure):
            ranked = self._ranked(prompt, prompt.key, self._candidates(prompt, named))
            return sorted(ranked, key=lambda d: -d.nearness)[:most]
        kept = self._kept(prompt, self._candidates(prompt, named, only=True), most)
        alone = prompt.echoed_by(prompt.key) and not any(prompt.echoed_by(d.value) for d in kept)
        if len(kept) > 1 and not alone:
            return kept
        found = self._echoing(prompt, self._candidates(prompt, named))
        if len(kept) > 1:
            return self._kept(prompt, found, len(kept) + 1)
        alike = [c for c in found if c.named or _share_a_group(c.value, prompt.key)]
        kept = self._kept(prompt, alike, most)
        return kept if len(kept) > 1 else self._kept(prompt, found, most)

    def _ranked(self, prompt: Prompt, key: When | Figure, found: Iterable[Candidate]) -> Iterator[Distractor]:
        """Values below the key and as many above: named ones, the bank's own of about that size, then made ones."""
        near = [c for c in found if not self.refusal(prompt, c.value)]
        for side in (-1, 1):
            own = [c for c in near if (rank(c.value) - rank(key)) * side > 0]
            dice = Random(f"{prompt.id}:{side}")
            made: Iterator[Value] = (
                shifted(key, side, dice, lone=not near) if isinstance(key, When) else _made_figures(key, side)
            )
            ones = [Candidate(value, (), -1.0 - n) for n, value in enumerate(made)]
            yield from self._kept(prompt, [*sorted(own, key=lambda c: -c.nearness), *ones], A_SIDE, in_order=True)

    def _kept(
        self, prompt: Prompt, found: Iterable[Candidate], most: int | None, *, in_order: bool = False
    ) -> list[Distractor]:
        """The first candidates that are proved wrong and neither clash with nor read like one another, ``most`` at most."""
        kept: list[Distractor] = []
        taken = {folded(text_of(value, prompt.lang)) for value in prompt.right}
        for candidate in found if in_order else self._in_order(prompt, found):
            if len(kept) == most:
                break
            value, text = candidate.value, folded(text_of(candidate.value, prompt.lang))
            if text not in taken and not any(clash(value, k.value) for k in kept) and not self.refusal(prompt, value):
                kept.append(self._distractor(prompt, candidate))
                taken.add(text)
        return kept

    @staticmethod
    def _in_order(prompt: Prompt, found: Iterable[Candidate]) -> list[Candidate]:
        """The nearest first, and where the key repeats no word of the stem those that do last."""
        lang, last = prompt.lang, not prompt.echoed_by(prompt.key)
        return sorted(found, key=lambda c: (last and prompt.echoed_by(c.value), -c.nearness, text_of(c.value, lang)))

    @staticmethod
    def _echoing(prompt: Prompt, found: Iterable[Candidate]) -> list[Candidate]:
        """Where the key repeats a word of the stem, only those that do so too, and those that are named."""
        must = prompt.echoed_by(prompt.key)
        return [c for c in found if not must or c.named or prompt.echoed_by(c.value)]

    def _candidates(self, prompt: Prompt, named: dict[str, Value], *, only: bool = False) -> Iterator[Candidate]:
        """What the author names and, unless ``only`` that, what other facts hold that could stand where the key stands."""
        pool = self.pools.get(_pool(prompt.fact, prompt.slot, prompt.key), {})
        for key in named if only else dict.fromkeys((*named, *pool)):
            value, holders = pool.get(key, (named.get(key), []))
            others = tuple(fact for fact in holders if fact is not prompt.fact)
            if value is not None and (others or key in named) and (key in named or _may_stand(value, prompt.key)):
                tie = max([self._tie(prompt.fact, other) for other in others], default=0.0)
                near = tie + _likeness(prompt, value, others) + NAMED * (key in named)
                yield Candidate(value, others, near, named=key in named)

    def _named(self, prompt: Prompt) -> Iterator[tuple[str, Value]]:
        for item in prompt.fact.wrong.get(prompt.slot, ()):
            value = value_of(self.bank.facts[item], prompt.slot) if isinstance(item, str) else item
            if isinstance(value, Figure) and isinstance(prompt.key, Figure):
                value = replace(value, unit=prompt.key.unit)
            if value is not None:
                yield identity(value), value

    def refused(self, prompt: Prompt) -> Iterator[tuple[Value, str]]:
        """The wrong options that the author names and the bank does not prove wrong, each with the reason."""
        return ((value, why) for _, value in self._named(prompt) if (why := self.refusal(prompt, value)))

    def _distractor(self, prompt: Prompt, candidate: Candidate) -> Distractor:
        """A value with its certificate and the facts that show it wrong."""
        value, others = candidate.value, candidate.holders
        certificate = self.certificate(prompt, value)
        if not others and isinstance(value, When | Figure):  # a made one
            return Distractor(value, certificate, (), candidate.nearness)
        telling = [other for other in others if self.refuter.tells(prompt, value, other)]
        own = max(telling, key=lambda other: self._tie(prompt.fact, other), default=None)
        shown = (own,) if own else self.refuter.listed(prompt, value)
        known = None if own else self._known(prompt, others)
        return Distractor(value, certificate, shown, candidate.nearness, known)

    def _known(self, prompt: Prompt, others: tuple[Fact, ...]) -> Fact | None:
        """Where a person belongs who is not in a body; what else is told of anybody does not bear on it."""
        if not isinstance(prompt.fact, Member) or prompt.slot != "person":
            return None
        belongs = [other for other in others if is_belonging(other)]
        return max(belongs, key=lambda other: (self._tie(prompt.fact, other), other.importance), default=None)

    def _tie(self, fact: Fact, witness: Fact) -> float:
        """How near two facts are: the entities they share, their topic, their kind; and how weighty the witness is."""
        ties = self._ties[fact.id]
        if witness.id not in ties:
            shared = len(self.ids[fact.id] & self.ids[witness.id])
            ties[witness.id] = (
                shared + (witness.topic == fact.topic) + (witness.kind == fact.kind) + witness.importance / 10
            )
        return ties[witness.id]


def _likeness(prompt: Prompt, value: Value, holders: tuple[Fact, ...]) -> float:
    """How much a value is of the key's sort, whichever fact it comes from: higher is nearer."""
    fact, key = prompt.fact, prompt.key
    if isinstance(key, When) and isinstance(value, When):
        return -abs((key.first - value.first).days) / 30
    if isinstance(key, Entity) and isinstance(value, Entity):
        return 2.0 * len(set(key.near) & set(value.near))
    if prompt.slot == "what" and isinstance(fact, Event):
        days = [abs((fact.when.first - f.when.first).days) for f in holders if isinstance(f, Event)]
        return -min(days, default=0) / 180
    if isinstance(key, Phrase) and isinstance(value, Phrase):
        return -abs(len(key.text(prompt.lang)) - len(value.text(prompt.lang))) / 30
    return 0.0


def _share_a_group(value: Value, key: Value) -> bool:
    return isinstance(value, Entity) and isinstance(key, Entity) and not set(value.near).isdisjoint(key.near)


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


def _may_stand(value: Value, key: Value) -> bool:
    """Whether a value of the key's sort is near enough to be looked at: dates and numbers may be too far off."""
    return _in_reach(value, key) if isinstance(key, When | Figure) else True


def _in_reach(value: Value, key: When | Figure) -> bool:
    """Whether a value of another fact may be taken for the key: of about its time, or of its unit and about its size."""
    if isinstance(key, When):
        return isinstance(value, When) and abs((value.first - key.first).days) <= REACH[key.precision]
    if not isinstance(value, Figure) or not key.unit or value.unit != key.unit:
        return False
    return rank(value) <= rank(key) * FACTOR and rank(key) <= rank(value) * FACTOR


def _made_figures(key: Figure, side: int) -> Iterator[Figure]:
    """Numbers near the key; no single one where English knows only the unit's plural."""
    single = "/" in key.unit.get("en", "/")
    return (Figure(amount, key.unit) for amount in near_amounts(key.amount, side) if single or amount != "1")


def is_belonging(fact: Fact) -> bool:
    """Whether a fact says what somebody belonged to or was."""
    return isinstance(fact, Member | Office)


def is_listed(fact: Fact) -> bool:
    """Whether several values may be right for the fact's person: then it is not asked by typing."""
    return isinstance(fact, Member | Signature)
