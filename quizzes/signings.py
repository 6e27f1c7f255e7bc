"""Who signed what: people by instrument, and what each instrument lays down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.facts import Bank, Provision, Signature
from quizzes.values import Entity


@dataclass(frozen=True)
class Signings:
    """The ``people`` that signed, the ``signed`` instruments, and by the ids of both what the bank says of it;
    ``laid_down`` maps every instrument the bank tells of to its provisions, numbered ones in their order."""

    people: tuple[Entity, ...]
    signed: tuple[Entity, ...]
    cells: Mapping[tuple[str, str], tuple[Signature, ...]]
    laid_down: Mapping[Entity, tuple[Provision, ...]]

    def of(self, person: Entity, treaty: Entity) -> tuple[Signature, ...]:
        return self.cells.get((person.id, treaty.id), ())


def signings(bank: Bank) -> Signings:
    """All signatures and provisions of a bank, people and instruments in the order it first names them."""
    found = [fact for fact in bank if isinstance(fact, Signature)]
    cells: dict[tuple[str, str], list[Signature]] = defaultdict(list)
    for fact in found:
        cells[fact.person.id, fact.treaty.id].append(fact)
    return Signings(
        people=tuple(dict.fromkeys(fact.person for fact in found)),
        signed=tuple(dict.fromkeys(fact.treaty for fact in found)),
        cells={key: tuple(facts) for key, facts in cells.items()},
        laid_down=_laid_down(bank),
    )


def _laid_down(bank: Bank) -> dict[Entity, tuple[Provision, ...]]:
    rules: dict[Entity, list[Provision]] = defaultdict(list)
    for fact in bank:
        if isinstance(fact, Signature):
            rules[fact.treaty] += []
        elif isinstance(fact, Provision):
            rules[fact.treaty].append(fact)
    return {treaty: tuple(sorted(facts, key=_number)) for treaty, facts in rules.items()}


def _number(fact: Provision) -> tuple[int, str]:
    """Numbered provisions first, by number; the others as they stand."""
    number = fact.number.amount if fact.number else ""
    return (len(number) or 99, number)
