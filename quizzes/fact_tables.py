"""Facts from a bank's tables: slots filled with entities, dates, numbers and phrases, each at its passage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

from quizzes.amounts import read_amount
from quizzes.dates import When
from quizzes.facts import KINDS, LANGUAGES, Fact, slot_fields
from quizzes.tables import ID, Folder, Table, quoted, taken
from quizzes.values import Entity, Figure, Passage, Phrase, Value
from quizzes.wording_tables import check_wording, read_wording

#: bits of the largest whole number that is written in figures
LONGEST_AMOUNT = 63
PLACE = re.compile(r"(?P<section>[a-z]+) (?P<paragraph>\d+)\.(?P<first>\d+)(?:-(?P<last>\d+))?")
KEYS = {
    "id",
    "topic",
    "importance",
    "at",
    "also",
    "wrong",
    "alike",
    "disputed",
    "mentions",
    "inferred",
    "replaces",
    "changed",
}


@dataclass(frozen=True)
class FactReader:
    """Reads facts against what the bank already has: its entities, topics and passages."""

    entities: Mapping[str, Entity]
    topics: frozenset[str]
    passages: Mapping[str, Passage]

    def read(self, folder: Folder) -> dict[str, Fact]:
        """Every sound fact of a bank by id; what is wrong with the others is noted in the folder's mistakes."""
        tables: dict[str, Table] = {}
        facts: dict[str, Fact] = {}
        for table in folder.tables("facts", KINDS):
            fact = self.fact(table)
            key = table.values.get("id")
            if isinstance(key, str) and not taken(table, key, tables):
                tables[key] = table
                if fact is not None:
                    facts[key] = fact
        _check_alike(tables)
        _check_wrong(tables)
        _check_replaces(tables)
        return facts

    def fact(self, table: Table) -> Fact | None:
        before, kind = len(table.mistakes), KINDS[table.kind]
        table.only({*slot_fields(kind), *KEYS, *LANGUAGES})
        given = {**self._common(table), **self._slots(table, kind)}
        given |= {"also": self._also(table, kind), "wrong": self._wrong(table, kind)}
        if len(table.mistakes) > before:
            return None
        made = kind(**given)
        check_wording(table, made)
        return made if len(table.mistakes) == before else None

    def _slots(self, table: Table, kind: type[Fact]) -> dict[str, Value | None]:
        slots, row = slot_fields(kind), table.values
        needed = {f.name for f in fields(kind) if f.name in slots and f.default is MISSING}
        for name in sorted(needed - row.keys()):
            table.wrong(f"A fact of kind “{table.kind}” needs “{name}”.")
        return {name: self._value(table, name, row[name], kinds) for name, kinds in slots.items() if name in row}

    def _also(self, table: Table, kind: type[Fact]) -> dict[str, tuple[Value, ...]]:
        slots, made = slot_fields(kind), dict[str, tuple[Value, ...]]()
        for name, items in table.mapping("also").items():
            key = f"also.{name}"
            if name not in slots or not isinstance(items, list):
                table.wrong(f"“{key}” lists further values of a slot; “{table.kind}” has none such.", key)
                continue
            values = [self._value(table, key, item, slots[name]) for item in items]
            made[name] = tuple(value for value in values if value is not None)
        return made

    def _wrong(self, table: Table, kind: type[Fact]) -> dict[str, tuple[Value | str, ...]]:
        """Wrong options by slot: values, or for phrases the ids of the facts that hold them."""
        slots, made = slot_fields(kind), dict[str, tuple[Value | str, ...]]()
        for name, items in table.mapping("wrong").items():
            key = f"wrong.{name}"
            if name not in kind.asked or not isinstance(items, list):
                table.wrong(f"“{key}” lists wrong options for a slot that is asked; there is none such.", key)
            elif name == "what" or slots[name] == ("phrase",):
                made[name] = tuple(item for item in items if isinstance(item, str))
            else:
                values = [self._value(table, key, item, slots[name]) for item in items]
                made[name] = tuple(value for value in values if value is not None)
        return made

    def _common(self, table: Table) -> dict[str, Any]:
        row = table.values
        topic, importance = row.get("topic"), row.get("importance")
        if topic is None:
            table.wrong("A fact names its topic: the id of one in bank.toml.")
        elif not isinstance(topic, str) or topic not in self.topics:
            table.wrong(f"There is no topic {quoted(topic)} in bank.toml.", "topic")
        if isinstance(importance, bool) or importance not in (1, 2, 3):
            table.wrong("“importance” is 1, 2 or 3, without quotation marks.", "importance")
        if set(table.strings("inferred")) - {"year"}:
            table.wrong("“inferred” names what the passage leaves out: only a year can be.", "inferred")
        mentions = [self._known(table, "mentions", name) for name in table.strings("mentions")]
        return {
            "id": table.identifier(), "topic": topic, "importance": importance, "passage": self._passage(table),
            "wording": read_wording(table), "alike": table.strings("alike"),
            "mentions": tuple(entity for entity in mentions if entity is not None),
            "disputed": table.texts("disputed", "What is disputed") if "disputed" in row else {},
            "inferred": table.strings("inferred"), "replaces": _replaced(table), "changed": _day(table, "changed"),
        }  # fmt: skip

    def _passage(self, table: Table) -> Passage | None:
        at = table.values.get("at")
        if not isinstance(at, str) or not PLACE.fullmatch(at):
            table.wrong("“at” names the passage: section, paragraph and sentences, as in at = 'batum 5.12-13'.", "at")
            return None
        if at not in self.passages:
            table.wrong(f"The passage “{at}” is not in passages.toml: run “flask bank seal”.", "at")
        return self.passages.get(at)

    def _value(self, table: Table, name: str, given: Any, kinds: tuple[str, ...]) -> Value | None:
        if kinds == ("when",):
            return _when(table, name, given)
        if kinds == ("figure",):
            return _figure(table, name, given)
        if kinds == ("phrase",):
            return _phrase(table, name, given)
        entity = self._known(table, name, given)
        if entity is not None and entity.kind not in kinds:
            table.wrong(f"“{given}” is a {entity.kind}; “{name}” wants a {' or '.join(kinds)}.", name)
        return entity

    def _known(self, table: Table, key: str, name: Any) -> Entity | None:
        entity = self.entities.get(name) if isinstance(name, str) else None
        if entity is None:
            table.wrong(f"There is no entity {quoted(name)}.", key)
        return entity


def _when(table: Table, name: str, given: Any) -> When | None:
    try:
        text = str(given) if isinstance(given, date | int) and not isinstance(given, bool) else given
        return When.parse(text if isinstance(text, str) else repr(text))
    except ValueError as error:
        table.wrong(f"“{name}” is no date: {error}.", name)
        return None


def _figure(table: Table, name: str, given: Any) -> Figure | None:
    row = given if isinstance(given, dict) else {"amount": given}
    amount, unit = row.get("amount"), row.get("unit", {})
    written = "" if isinstance(amount, int) and amount.bit_length() > LONGEST_AMOUNT else str(amount)
    sound = isinstance(amount, int | str) and not isinstance(amount, bool) and read_amount(written) is not None
    if not sound or row.keys() - {"amount", "unit"} or not isinstance(unit, dict):
        table.wrong(f"“{name}” is a number, or {{ amount = '271', unit = {{ tr = 'oy', en = 'votes' }} }}.", name)
        return None
    words = {lang: table.text(word, name) for lang, word in unit.items() if lang in table.languages}
    for lang in table.languages if unit else ():
        if not words.get(lang):
            table.wrong(f"The unit of “{name}” has no word in “{lang}”.", name)
    return Figure(written, words)


def _phrase(table: Table, name: str, given: Any) -> Phrase | None:
    texts = given if isinstance(given, dict) else {}
    said = {lang: table.text(texts.get(lang), name, f"“{name}” has no words in “{lang}”.") for lang in table.languages}
    return Phrase(said) if all(said.values()) else None


def _replaced(table: Table) -> str:
    given = table.values.get("replaces", "")
    if isinstance(given, str) and (not given or ID.fullmatch(given)):
        return given
    table.wrong(f"“replaces” is the id of a fact; {quoted(given)} is none.", "replaces")
    return ""


def _day(table: Table, key: str) -> str:
    given = table.values.get(key, "")
    try:
        return date.fromisoformat(str(given)).isoformat() if given != "" else ""
    except ValueError:
        table.wrong(f"“{key}” is a day, as in {key} = '2026-11-22'; {quoted(given)} is none.", key)
        return ""


def _check_alike(tables: Mapping[str, Table]) -> None:
    for table in tables.values():
        alike = table.values.get("alike", [])
        for other in alike if isinstance(alike, list) else ():
            if isinstance(other, str) and other not in tables:
                table.wrong(f"There is no fact {quoted(other)}.", "alike")
            if other == table.values.get("id"):
                table.wrong("A fact need not be said to be like itself.", "alike")


def _check_wrong(tables: Mapping[str, Table]) -> None:
    """Wrong phrases are those of other facts of the bank that hold the slot too."""
    for table in tables.values():
        given = table.values.get("wrong")
        for slot, items in given.items() if isinstance(given, dict) else ():
            if slot != "what" and slot_fields(KINDS[table.kind]).get(slot) != ("phrase",):
                continue
            for other in items if isinstance(items, list) else ():
                held = tables.get(other) if isinstance(other, str) else None
                if held is None or held.kind != table.kind:
                    table.wrong(
                        f"{quoted(other)} is no {table.kind} of this bank whose words could be wrong here.",
                        f"wrong.{slot}",
                    )


def _check_replaces(tables: Mapping[str, Table]) -> None:
    """A fact replaces one that is gone; so nothing replaces itself, not round a circle either."""
    for table in tables.values():
        gone = table.values.get("replaces")
        if isinstance(gone, str) and gone in tables:
            table.wrong(f"“replaces” names a fact that has left the bank; “{gone}” is still in it.", "replaces")
