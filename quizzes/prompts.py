"""What can be asked of a fact: for each slot a stem, its key, and everything the bank knows to be right there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from string import Formatter

from quizzes.amounts import read_amount
from quizzes.dates import When
from quizzes.facts import Bank, Event, Fact, Member, Office, Provision, Signature, Wording
from quizzes.folding import APOSTROPHES, fold, lenient
from quizzes.languages import language
from quizzes.sentences import KIND_WORDING, LISTED, SIDED
from quizzes.values import Entity, Figure, Phrase, Value


@dataclass(frozen=True)
class Prompt:
    """One slot of a fact, asked in one language.

    ``stem`` asks openly and is "" where only ``choose``, the stem above options, can be asked. ``answers`` holds what
    the bank says in answer to this very stem, the key first; ``right`` adds all that is arguable and so never a wrong
    option; ``stem_slots`` are the slots the stem itself tells, ``said`` is the
    fact's own sentence, its slots still open.
    """

    fact: Fact
    slot: str
    lang: str
    stem: str
    choose: str
    key: Value
    right: tuple[Value, ...] = ()
    stem_slots: tuple[str, ...] = ()
    said: str = ""
    answers: tuple[Value, ...] = ()

    @cached_property
    def id(self) -> str:
        return f"{self.fact.id}~{self.slot}"

    def echoed_by(self, value: Value) -> bool:
        """Whether a value as an option repeats a longer word of the stem above it."""
        return bool(echoes(self.choose, text_of(value, self.lang)))


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
    if isinstance(value, Entity) and not case:
        return value.name(lang)
    speech = language(lang)
    if isinstance(value, Entity):
        return speech.inflect(value.name(lang), case, value.forms.get(lang, {}))
    if isinstance(value, When):
        return speech.date(value, case)
    if isinstance(value, Figure):
        return speech.number(value.amount, value.unit.get(lang, ""), case)
    return speech.inflect(value.text(lang), case) if case else value.text(lang)


def fill(template: str, values: Mapping[str, Value], lang: str) -> str:
    """A sentence with its slots filled and its first letter a capital."""
    return language(lang).capitalise(filled(template, values, lang))


def filled(template: str, values: Mapping[str, Value], lang: str) -> str:
    """A part of a sentence with its slots filled."""
    parts = []
    for before, name, case, _ in Formatter().parse(template):
        parts.append(before)
        if name:
            parts.append(text_of(values[name], lang, case or ""))
    return "".join(parts)


def statement(fact: Fact, lang: str, instead: Mapping[str, Value] | None = None) -> str:
    """The fact as a full sentence; ``instead`` puts other values in its slots (a false statement)."""
    return fill(wording(fact, lang).say, {**fact.slots(), **(instead or {})}, lang)


def joined(texts: Sequence[str], lang: str) -> str:
    """Texts as one enumeration; with semicolons where one of them has commas of its own."""
    return "; ".join(texts) if any("," in text for text in texts) else language(lang).join(texts)


def listing(facts: Sequence[Fact], slot: str, lang: str) -> str:
    """Facts that differ in one slot alone, said in one sentence: who all signed, which states all did."""
    first = facts[0]
    if len(facts) == 1 and not isinstance(first, Signature):
        return statement(first, lang)
    values = dict.fromkeys(text_of(fact.slots()[slot], lang) for fact in facts)
    together = Phrase({lang: joined(list(values), lang)})
    if isinstance(first, Provision):
        return fill(LISTED[lang]["provision"], {**first.slots(), "rules": together}, lang)
    if not isinstance(first, Member | Office | Signature):
        return statement(first, lang, {slot: together})
    kind = "sided" if first.slots().get("side") else "signature" if isinstance(first, Signature) else "member"
    return fill(LISTED[lang][kind], {**first.slots(), "people": together}, lang)


def what(fact: Fact) -> Phrase | None:
    """An event's name, as a value that can be asked for."""
    named = {lang: words.what for lang, words in fact.wording.items() if words.what}
    return Phrase(named) if isinstance(fact, Event) and named else None


def value_of(fact: Fact, slot: str) -> Value | None:
    """The value in a slot; ``what`` is an event's name."""
    return what(fact) if slot == "what" else fact.slots().get(slot)


#: a bank's texts are few and met again and again
folded = cache(lenient)
ENDING = re.compile(rf"(?<=\w)[{APOSTROPHES}]\w*")


@cache
def _words(text: str) -> str:
    """A text's folded words between spaces, without what follows an apostrophe: ``Kars'ta`` → `` kars ``."""
    return f" {lenient(ENDING.sub('', text))} "


def names(text: str, entity: Entity, lang: str) -> bool:
    """Whether a text speaks of an entity, under any of its names; in Azerbaijani also with an ending joined to it."""
    told = _words(text)
    if any(f" {name} " in told for name in entity.folded if len(name) > 2):
        return True
    return lang == "az" and any(_joined(_strict(text), name) for name in entity.strict if len(name) > 2)


@cache
def _strict(text: str) -> str:
    return f" {fold(text)} "


#: what Azerbaijani writes together with a name: Bakıda, Hacınskinin, Seymindəki
_JOINED = re.compile(r"(?:n?[ıiuü]n?|n?[aə]|y[aə]|n?d[aə](?:n|kı|ki)?|d[ıiuü]r|l[aə]r\w*)")


def _joined(told: str, name: str) -> bool:
    """Whether a name stands in a text with such an ending; its letters are strict: qarşı is not Qars with an ı."""
    start = told.find(f" {name}")
    while start >= 0:
        if _JOINED.fullmatch(told[start + 1 + len(name) :].partition(" ")[0]):
            return True
        start = told.find(f" {name}", start + 1)
    return False


@cache
def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in _words(text).split() if len(word) > 4)


def echoes(stem: str, text: str) -> frozenset[str]:
    """How the longer words begin that a text shares with a stem: ``Ateşkes…`` and ``ateşkesin`` share ``ateske``."""
    return _beginnings(stem) & _beginnings(text)


def identity(value: Value) -> str:
    """A value's own name inside its bank."""
    if isinstance(value, Entity):
        return value.id
    if isinstance(value, When):
        return value.iso
    return value.amount if isinstance(value, Figure) else "|".join(value.texts.values())


def rank(value: Value) -> Fraction:
    """Where a date or number stands among others of its sort."""
    if isinstance(value, When):
        return Fraction(value.first.toordinal())
    amount = read_amount(value.amount) if isinstance(value, Figure) else None
    return amount.value if amount else Fraction(0)


def clash(a: Value, b: Value) -> bool:
    """Whether two values could both be right, or mean the same: aliases, pairs, overlapping dates, equal words."""
    if isinstance(a, Entity) and isinstance(b, Entity):
        return a.id == b.id or not a.folded.isdisjoint(b.folded) or a.id in b.pair or b.id in a.pair
    if isinstance(a, When) and isinstance(b, When):
        return a.overlaps(b)
    if isinstance(a, Figure) and isinstance(b, Figure):
        return a.amount == b.amount
    if isinstance(a, Phrase) and isinstance(b, Phrase):
        return any(folded(a.texts[lang]) == folded(b.texts.get(lang, "")) for lang in a.texts)
    return False


def answers_itself(stem: str, key: Value, lang: str) -> bool:
    """Whether a stem gives its own key away."""
    return names(stem, key, lang) if isinstance(key, Entity) else f" {folded(text_of(key, lang))} " in _words(stem)


def prompts(bank: Bank, lang: str) -> dict[str, Prompt]:
    """Everything that can be asked of a bank in ``lang``, by prompt id (``fact~slot``)."""
    asked = [p for fact in bank for p in _of_fact(fact, lang)]
    rivals: dict[Shape, list[Value]] = defaultdict(list)
    for prompt in asked:
        rivals["stem", prompt.choose].append(prompt.key)
    for fact in bank:
        for slot, value in fact.slots().items():
            rivals[_shape(fact, slot)] += [value, *fact.also.get(slot, ())]
    return {p.id: replace(p, answers=_once([p.key, *rivals["stem", p.choose]]), right=_right(p, bank, rivals))
            for p in asked}  # fmt: skip


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
            yield Prompt(fact, name, lang, stem, choose, key, (), slot_names(template), words.say)


def _right(prompt: Prompt, bank: Bank, rivals: Mapping[Shape, list[Value]]) -> tuple[Value, ...]:
    fact, slot = prompt.fact, prompt.slot
    right = [prompt.key, *rivals["stem", prompt.choose]]
    likes = [value_of(bank.facts[other], slot) for other in sorted(bank.alike[fact.id])]
    right += [value for value in likes if value is not None]
    right += rivals.get(_shape(fact, slot), [])
    if slot == "what" and isinstance(fact, Event):
        right += [named for other in bank if isinstance(other, Event) and same_time(other, fact)
                  if (named := what(other)) is not None]  # fmt: skip
    return _once(right)


def _once(values: Iterable[Value]) -> tuple[Value, ...]:
    """The values in their order, each once."""
    first: dict[str, Value] = {}
    for value in values:
        first.setdefault(identity(value), value)
    return tuple(first.values())


#: what facts of one shape share that differ in nothing but a slot: disputed or not, the values of all are right there,
#: and what they may also be; a fact of no common shape shares its values with nobody
Shape = tuple[str, ...]


def _shape(fact: Fact, slot: str) -> Shape:
    if not isinstance(fact, Office | Member | Signature | Provision):
        return (fact.id, slot)
    others = (f"{name} {identity(v)}" for name, v in fact.slots().items() if name not in (slot, "number"))
    return (fact.kind, slot, *others)


def same_time(other: Event, fact: Event) -> bool:
    """Whether two events share a day, by what either is dated or disputed to be."""
    times = [[event.when, *(v for v in event.also.get("when", ()) if isinstance(v, When))] for event in (other, fact)]
    return any(a.overlaps(b) for a in times[0] for b in times[1])
