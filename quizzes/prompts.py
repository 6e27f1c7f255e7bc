"""What can be asked of a fact: for each slot a stem, its key, and everything the bank knows to be right there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from string import Formatter

from quizzes.dates import When
from quizzes.facts import Bank, Entity, Event, Fact, Figure, Phrase, Signature, Value, Wording
from quizzes.folding import lenient
from quizzes.languages import language
from quizzes.sentences import KIND_WORDING, SIDED


@dataclass(frozen=True)
class Prompt:
    """One slot of a fact, asked in one language.

    ``stem`` asks openly and is "" where only ``choose``, the stem above options, can be asked. ``right`` holds every
    value the bank knows to answer, the key first; ``stem_slots`` are the slots the stem itself tells.
    """

    fact: Fact
    slot: str
    lang: str
    stem: str
    choose: str
    key: Value
    right: tuple[Value, ...] = ()
    stem_slots: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.fact.id}~{self.slot}"


def wording(fact: Fact, lang: str) -> Wording:
    """The fact's sentences in ``lang``: its own first, then its kind's. A disputed fact has only its own asks."""
    own = fact.wording.get(lang, Wording())
    shared = SIDED[lang] if isinstance(fact, Signature) and fact.side else KIND_WORDING[lang].get(fact.kind, Wording())
    if fact.disputed:
        return own
    asks = {**shared.ask, **own.ask}
    return Wording(own.say or shared.say, asks, {**asks, **shared.choose, **own.ask, **own.choose}, own.what, own.note)


def slot_names(template: str) -> tuple[str, ...]:
    """The slots a sentence uses, in order."""
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)


def text_of(value: Value, lang: str, case: str = "") -> str:
    """A value as ``lang`` prints it, in a case."""
    speech = language(lang)
    if isinstance(value, Entity):
        return speech.inflect(value.name(lang), case, value.forms.get(lang, {}))
    if isinstance(value, When):
        return speech.date(value, case)
    if isinstance(value, Figure):
        return speech.number(value.amount, value.unit.get(lang, ""), case)
    return value.text(lang)


def fill(template: str, values: Mapping[str, Value], lang: str) -> str:
    """A sentence with its slots filled and its first letter a capital."""
    parts = []
    for before, name, case, _ in Formatter().parse(template):
        parts.append(before)
        if name:
            parts.append(text_of(values[name], lang, case or ""))
    return language(lang).capitalise("".join(parts))


def statement(fact: Fact, lang: str, instead: Mapping[str, Value] | None = None) -> str:
    """The fact as a full sentence; ``instead`` puts other values in its slots (a false statement)."""
    return fill(wording(fact, lang).say, {**fact.slots(), **(instead or {})}, lang)


def what(fact: Fact) -> Phrase | None:
    """An event's name, as a value that can be asked for."""
    named = {lang: words.what for lang, words in fact.wording.items() if words.what}
    return Phrase(named) if isinstance(fact, Event) and named else None


def value_of(fact: Fact, slot: str) -> Value | None:
    """The value in a slot; ``what`` is an event's name."""
    return what(fact) if slot == "what" else fact.slots().get(slot)


def answers_itself(stem: str, key: Value, lang: str) -> bool:
    """Whether a stem gives its own key away."""
    spelled = key.spellings if isinstance(key, Entity) else (text_of(key, lang),)
    told = f" {lenient(stem)} "
    return any(f" {lenient(name)} " in told for name in spelled if len(name) > 3)


def prompts(bank: Bank, lang: str) -> dict[str, Prompt]:
    """Everything that can be asked of a bank in ``lang``, by prompt id (``fact~slot``)."""
    asked = [p for fact in bank for p in _of_fact(fact, lang)]
    same_stem: dict[str, list[Value]] = defaultdict(list)
    for prompt in asked:
        same_stem[prompt.choose].append(prompt.key)
    return {p.id: replace(p, right=_right(p, bank, same_stem[p.choose])) for p in asked}


def _of_fact(fact: Fact, lang: str) -> Iterator[Prompt]:
    words = wording(fact, lang)
    slots = fact.slots()
    for name in fact.asked:
        key = value_of(fact, name)
        template = words.choose.get(name) or words.ask.get(name)
        if key is None or not template:
            continue
        choose, stem = fill(template, slots, lang), fill(words.ask.get(name, ""), slots, lang)
        if not answers_itself(choose, key, lang):
            yield Prompt(fact, name, lang, stem, choose, key, (), slot_names(template))


def _right(prompt: Prompt, bank: Bank, same_stem: list[Value]) -> tuple[Value, ...]:
    fact, slot = prompt.fact, prompt.slot
    right = [prompt.key, *same_stem, *fact.also.get(slot, ())]
    right += [value for other in fact.alike if (value := value_of(bank.facts[other], slot)) is not None]
    if slot == "what" and isinstance(fact, Event):
        right += [named for other in bank if isinstance(other, Event) and other.when.overlaps(fact.when)
                  if (named := what(other)) is not None]  # fmt: skip
    return tuple(value for n, value in enumerate(right) if value not in right[:n])
