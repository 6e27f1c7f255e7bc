"""Questions of several facts at once: matching, ordering, choosing more than one.

Each is anchored at one fact and slot; which others of its sort stand beside it is drawn by the seed. Nothing is put in
one question that the bank does not prove wrong where it does not belong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from random import Random
from string import Formatter

from quizzes.certificates import Certifier
from quizzes.distractors import Distractor
from quizzes.facts import Event, Fact, Position, Relation, Signature
from quizzes.prompts import Prompt, clash, filled, identity, same_time, value_of
from quizzes.values import Entity, Value

#: what stands on the left of a match and what is put to it, by kind of fact; the second is the slot asked for
PAIRED: Mapping[str, tuple[str, str]] = {
    "event": ("what", "when"),
    "office": ("person", "post"),
    "member": ("person", "body"),
    "provision": ("rule", "treaty"),
    "position": ("stance", "holder"),
    "relation": ("meaning", "subject"),
}
#: the slot of a list from which several are to be chosen, and the slot that all of them share
LISTED = {"member": ("person", "body"), "signature": ("person", "treaty"), "provision": ("rule", "treaty")}
#: so many rows, at least and at most; a match offers one thing more than it has rows, so that the last is not found by leaving out
FEWEST, MOST = 3, 4
#: a definition's sentence has so many words at most besides the thing and its meaning: “was”, “adını taşıyordu”
COPULA = 2
#: partners are drawn from this many of the nearest
NEAREST = 8


class Arranger:
    """Finds in one bank what can stand beside a fact; nothing here depends on a seed but ``drawn`` and ``chosen``."""

    def __init__(self, prompts: Mapping[str, Prompt], certifier: Certifier) -> None:
        self.certifier = certifier
        self._fits: dict[tuple[str, str], bool] = {}
        self._pools: dict[tuple[str, ...], list[Prompt]] = defaultdict(list)
        for prompt in prompts.values():
            if not prompt.fact.disputed and _is_paired(prompt):
                self._pools[_sort(prompt)].append(prompt)
        self._lists: dict[tuple[str, ...], list[Prompt]] = defaultdict(list)
        for prompt in prompts.values():
            if not prompt.fact.disputed and prompt.slot == LISTED.get(prompt.fact.kind, ("", ""))[0]:
                self._lists[_container(prompt)].append(prompt)

    def partners(self, prompt: Prompt, form: str) -> Iterator[Prompt]:
        """Prompts that can stand beside this one in a ``match`` or an ``order``, nearest first, no more than ``NEAREST``."""
        if not _is_paired(prompt) or prompt.fact.disputed or (form == "order" and not isinstance(prompt.fact, Event)):
            return
        fits = self._matches if form == "match" else _follows
        near = sorted(self._pools[_sort(prompt)], key=lambda other: _distance(prompt, other))
        yield from islice((other for other in near if other is not prompt and fits(prompt, other)), NEAREST)

    def can(self, prompt: Prompt, form: str) -> bool:
        """Whether there are partners enough that go with a prompt and with one another."""
        many = FEWEST - 1 if form == "order" else FEWEST
        return len(self._together(self.partners(prompt, form), form, many)) == many

    def drawn(self, prompt: Prompt, form: str, dice: Random) -> list[Prompt]:
        """The anchor and what stands beside it, one more than ``MOST`` in all where so many go together."""
        partners = list(self.partners(prompt, form))
        shuffled = dice.sample(partners, len(partners))
        found = max(self._together(shuffled, form), self._together(partners, form), key=len)
        return [prompt, *found]

    def _together(self, others: Iterable[Prompt], form: str, many: int = MOST) -> list[Prompt]:
        """The first of the others that all go together, so many at most."""
        fits = self._matches if form == "match" else _follows
        found: list[Prompt] = []
        for other in others:
            if all(fits(other, kept) for kept in found):
                found.append(other)
            if len(found) == many:
                break
        return found

    def _matches(self, one: Prompt, other: Prompt) -> bool:
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if pair not in self._fits:
            self._fits[pair] = self._match(one, other)
        return self._fits[pair]

    def _match(self, one: Prompt, other: Prompt) -> bool:
        """Whether each one's value is proved wrong for the other, and their rows are not the same."""
        rows = row_of(one.fact), row_of(other.fact)
        if rows[0] is None or rows[1] is None or clash(rows[0], rows[1]) or clash(one.key, other.key):
            return False
        return not self.certifier.refusal(one, other.key) and not self.certifier.refusal(other, one.key)

    def fellows(self, prompt: Prompt) -> list[Prompt]:
        """The prompts of the same list, this one first: who else signed, what else was laid down."""
        if prompt.slot != LISTED.get(prompt.fact.kind, ("", ""))[0] or prompt.fact.disputed:
            return []
        return [
            prompt,
            *(p for p in self._lists[_container(prompt)] if p is not prompt and not clash(p.key, prompt.key)),
        ]

    def chosen(
        self, prompt: Prompt, distractors: Sequence[Distractor], dice: Random
    ) -> tuple[list[Prompt], list[Distractor]]:
        """Two or three that are right, the anchor among them, and two or three that are not."""
        others = self.fellows(prompt)[1:]
        right = [prompt, *dice.sample(others, min(dice.randint(1, 2), len(others)))]
        return right, dice.sample(list(distractors), min(3, len(distractors)))


def row_of(fact: Fact) -> Value | None:
    """What stands on the left of a match for a fact."""
    return value_of(fact, PAIRED[fact.kind][0])


def _is_paired(prompt: Prompt) -> bool:
    """Whether a prompt asks for the right side of a match; of relations only those that say what a thing was."""
    defines = not isinstance(prompt.fact, Relation) or _is_definition(prompt)
    return defines and prompt.slot == PAIRED.get(prompt.fact.kind, ("", ""))[1]


def _is_definition(prompt: Prompt) -> bool:
    """Whether a sentence is a thing and its meaning, tied by a word or two: “the Seym was the body that …”."""
    thing = isinstance(prompt.key, Entity) and prompt.key.kind != "person"
    parts = [(before, name, case) for before, name, case, _ in Formatter().parse(prompt.said)]
    words = sum(len(re.findall(r"\w+", before)) for before, _, _ in parts)
    return thing and words <= COPULA and not any(name and case for _, name, case in parts)


def _sort(prompt: Prompt) -> tuple[str, ...]:
    """What two prompts share that can stand in one match: the kind, and a council's own posts, dates of one precision,
    holders of one sort: a group and a man of it are not both put beside a view."""
    fact = prompt.fact
    if isinstance(fact, Event):
        return (fact.kind, "period" if fact.when.end else fact.when.precision)
    shared = fact.slots().get("body") if fact.kind == "office" else None
    return (
        fact.kind,
        prompt.slot,
        identity(shared) if shared else fact.holder.kind if isinstance(fact, Position) else "",
        "meaning" if fact.slots().get("meaning") else "",
    )


def _container(prompt: Prompt) -> tuple[str, ...]:
    fact, side = prompt.fact, prompt.fact.slots().get("side")
    held = fact.slots()[LISTED[fact.kind][1]]
    return (fact.kind, identity(held), identity(side) if side else "")


def _distance(one: Prompt, other: Prompt) -> tuple[bool, int, str]:
    """Other topics come last; events by the days between them."""
    days = (
        abs((one.fact.when.first - other.fact.when.first).days)
        if isinstance(one.fact, Event) and isinstance(other.fact, Event)
        else 0
    )
    return (one.fact.topic != other.fact.topic, days, other.id)


def _follows(one: Prompt, other: Prompt) -> bool:
    """Whether one event came before the other, whatever either is dated or disputed to be."""
    if not isinstance(one.fact, Event) or not isinstance(other.fact, Event):
        return False
    return not same_time(one.fact, other.fact) and row_of(other.fact) is not None and row_of(one.fact) is not None


NUMBERS: Mapping[str, Mapping[int, str]] = {
    "tr": {2: "ikisi", 3: "üçü"},
    "en": {2: "two", 3: "three"},
    "az": {2: "ikisi", 3: "üçü"},
}
#: how several of a list are asked for; ``{n}`` is the number word
SEVERAL: Mapping[str, Mapping[str, str]] = {
    "tr": {
        "member": "Aşağıdakilerden hangi {n} {body:de} yer aldı?",
        "signature": "Aşağıdakilerden hangi {n} {treaty:i} imzalayanlar arasındaydı?",
        "sided": "Aşağıdakilerden hangi {n} {treaty:i} {side} adına imzaladı?",
        "provision": "Aşağıdakilerden hangi {n} {treaty:in} hükümleri arasındaydı?",
    },
    "en": {
        "member": "Which {n} of these people were part of {body}?",
        "signature": "Which {n} of these people were among those who signed {treaty}?",
        "sided": "Which {n} of these people signed {treaty} for {side}?",
        "provision": "Which {n} of these were provisions of {treaty}?",
    },
    "az": {
        "member": "Aşağıdakı şəxslərdən hansı {n} {body:de} idi?",
        "signature": "Aşağıdakı şəxslərdən hansı {n} {treaty:i} imzalayanlar arasında idi?",
        "sided": "Aşağıdakı şəxslərdən hansı {n} {treaty:i} {side} adından imzaladı?",
        "provision": "Aşağıdakılardan hansı {n} {treaty:in} müddəaları arasında idi?",
    },
}
#: how a match and an order are asked for
ARRANGED: Mapping[str, Mapping[str, str]] = {
    "tr": {
        "event": "Her olayı tarihiyle eşleştir.",
        "office": "{body:de} kim hangi görevdeydi? Eşleştir.",
        "member": "Her kişiyi içinde yer aldığı kurul ya da toplulukla eşleştir.",
        "provision": "Her hükmü içinde yer aldığı belgeyle eşleştir.",
        "position": "Bu görüşlerden her biri kimindi? Eşleştir.",
        "relation": "Her tanımı ait olduğu adla eşleştir.",
        "order": "Olayları en eskisinden en yenisine doğru sırala.",
    },
    "en": {
        "event": "Match each event with its date.",
        "office": "Who held which post in {body}? Match them.",
        "member": "Match each person with the body or group they belonged to.",
        "provision": "Match each provision with the document it stood in.",
        "position": "Whose view was each of these? Match them.",
        "relation": "Match each description with the name it belongs to.",
        "order": "Put the events in order, the earliest first.",
    },
    "az": {
        "event": "Hər hadisəni öz tarixi ilə uyğunlaşdır.",
        "office": "{body:de} kim hansı vəzifəni tuturdu? Uyğunlaşdır.",
        "member": "Hər şəxsi təmsil olunduğu qurum və ya qrupla uyğunlaşdır.",
        "provision": "Hər müddəanı aid olduğu sənədlə uyğunlaşdır.",
        "position": "Bu fikirlərin hər biri kimə məxsus idi? Uyğunlaşdır.",
        "relation": "Hər tərifi aid olduğu adla uyğunlaşdır.",
        "order": "Hadisələri baş vermə ardıcıllığı ilə sırala.",
    },
}


def arranged_stem(prompt: Prompt, form: str) -> str:
    """How a match or an order is asked for."""
    template = ARRANGED[prompt.lang]["order" if form == "order" else prompt.fact.kind]
    return filled(template, prompt.fact.slots(), prompt.lang)


def several_stem(prompt: Prompt, many: int) -> str:
    """How so many of a list are asked for."""
    fact = prompt.fact
    kind = "sided" if isinstance(fact, Signature) and fact.side else fact.kind
    template = SEVERAL[prompt.lang][kind].replace("{n}", NUMBERS[prompt.lang][many])
    return filled(template, fact.slots(), prompt.lang)
