"""What marking needs of a question: every accepted spelling, whose names must not be taken for it, the units."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from string import Formatter

from quizzes.dates import When
from quizzes.facts import Bank
from quizzes.languages import BLANK, language
from quizzes.marking import Key
from quizzes.prompts import Prompt, text_of
from quizzes.values import Entity, Figure, Value

#: the spellings of all entities, by kind and id
Names = Mapping[str, Mapping[str, tuple[str, ...]]]


def names_by_kind(bank: Bank) -> Names:
    names: dict[str, dict[str, tuple[str, ...]]] = {}
    for entity in bank.entities.values():
        names.setdefault(entity.kind, {})[entity.id] = entity.spellings
    return names


def chosen_key(prompt: Prompt) -> Key:
    """The key of a choice: the one right option."""
    shown = text_of(prompt.key, prompt.lang)
    return Key("option", (language(prompt.lang).capitalise(shown),), shown=shown)


def written_key(prompt: Prompt, stem: str, answers: Sequence[Value], names: Names) -> Key:
    """The key of an answer that is written; ``answers`` are all values that the bank gives to this very stem."""
    value, shown = prompt.key, text_of(prompt.key, prompt.lang)
    if isinstance(value, When):
        return Key("date", (value.iso,), shown=shown)
    if isinstance(value, Figure):
        return Key("number", (value.amount,), units=(*_units(value), *_counted(value, stem)), shown=shown)
    assert isinstance(value, Entity)
    return _name_key(prompt, value, stem, answers, names)


def _name_key(prompt: Prompt, value: Entity, stem: str, answers: Sequence[Value], names: Names) -> Key:
    shown = text_of(value, prompt.lang)
    spellings = [spelling for v in answers if isinstance(v, Entity) for spelling in v.spellings]
    if BLANK in stem:
        spellings += [text_of(v, prompt.lang, case) for v in answers for case in _cases(prompt)]
    # What is arguable is neither the key nor somebody else's name.
    ids = {v.id for v in (*prompt.right, *answers) if isinstance(v, Entity)}
    rivals = tuple(s for key, others in names[value.kind].items() if key not in ids for s in others)
    partial = _surname(value.name(prompt.lang), rivals) if value.kind == "person" else ()
    others = [v for v in answers if isinstance(v, Entity) and v is not value]
    printed = tuple((spelling, v.name(prompt.lang)) for v in others for spelling in v.spellings)
    accepted = tuple(dict.fromkeys((shown, *spellings)))
    return Key("name", accepted, rivals=rivals, partial=partial, shown=shown, printed=printed)


def _cases(prompt: Prompt) -> Iterator[str]:
    """The cases in which the prompt's own sentence holds its key: what fills the gap may end so."""
    return (case for _, name, case, _ in Formatter().parse(prompt.said) if name == prompt.slot and case)


def _units(value: Figure) -> tuple[str, ...]:
    """Every form of a number's unit: ``day/days`` are two."""
    return tuple(form for unit in value.unit.values() for form in unit.split("/"))


def _counted(value: Figure, stem: str) -> tuple[str, ...]:
    """What a stem counts, in its own words: the two after “how many”, where the number has a unit at all."""
    return tuple(_COUNTED.findall(stem.lower())) if any(value.unit.values()) else ()


_COUNTED = re.compile(r"(?:kaç|neçə|how many) (\w+(?: \w+)?)")


def _surname(name: str, rivals: Collection[str]) -> tuple[str, ...]:
    """The last word of a person's name, where it may stand alone: long enough, and nobody else's."""
    last = name.split()[-1]
    return () if len(last) <= 3 or any(last in rival.split() for rival in rivals) else (last,)
