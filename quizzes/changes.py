"""Which answers have changed since a learner met them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date

from quizzes.facts import Bank, Fact
from quizzes.memory import Memory


@dataclass(frozen=True)
class Change:
    """A fact that says something else since ``day`` than when the learner last met it."""

    fact: Fact
    day: date


def changes(bank: Bank, known: Mapping[str, Memory]) -> Iterator[Change]:
    """What has changed since a learner met it: facts mended later, and new ones in the place of those they know.

    ``known`` are the learner's memories by fact id. A change is over once the fact has been met again.
    """
    for fact in bank:
        own = known.get(fact.id)
        if (own and changed_since(fact, own)) or (own is None and fact.replaces in known):
            yield Change(fact, date.fromisoformat(fact.changed or bank.revised))


def changed_since(fact: Fact, met: Memory) -> bool:
    """Whether a fact was mended on a later day than it was last met on."""
    return bool(fact.changed) and met.last_review.astimezone(UTC).date() < date.fromisoformat(fact.changed)
