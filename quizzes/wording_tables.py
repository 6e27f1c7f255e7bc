"""A fact's sentences from its table, and whether their slots and cases are such as can be filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from quizzes.facts import Fact, Wording
from quizzes.prompts import text_of
from quizzes.sentences import KIND_WORDING
from quizzes.tables import Table, quoted

#: the texts of a wording, and the texts it has by slot
TEXTS, BY_SLOT = ("say", "what", "note"), ("ask", "choose")


def read_wording(table: Table) -> dict[str, Wording]:
    return {lang: _wording(table, lang, table.mapping(lang)) for lang in table.languages}


def _wording(table: Table, lang: str, row: Mapping[str, Any]) -> Wording:
    for key in row.keys() - {*TEXTS, *BY_SLOT}:
        table.wrong(f"“{lang}” holds say, ask, choose, what and note; {quoted(key)} is none of them.", f"{lang}.{key}")
    texts = {key: table.text(row.get(key), f"{lang}.{key}") for key in TEXTS}
    return Wording(**texts, ask=_by_slot(table, f"{lang}.ask", row), choose=_by_slot(table, f"{lang}.choose", row))


def _by_slot(table: Table, key: str, row: Mapping[str, Any]) -> Mapping[str, str]:
    given = row.get(key.rpartition(".")[2], {})
    if not isinstance(given, dict):
        table.wrong(f"“{key}” asks by slot, as in {key}.when = …", key)
        return {}
    return {slot: table.text(text, f"{key}.{slot}", f"“{key}.{slot}” is empty.") for slot, text in given.items()}


def check_wording(table: Table, fact: Fact) -> None:
    """Note everything in a fact's sentences that could not be said or asked."""
    for lang in table.languages:
        own, shared = fact.wording[lang], KIND_WORDING[lang].get(fact.kind, Wording())
        if not own.say and (fact.disputed or not shared.say):
            table.wrong(f"This fact is not said in “{lang}”: write {lang}.say.", lang)
        if fact.kind == "event" and not own.what:
            table.wrong(f"An event is named in “{lang}”: write {lang}.what.", lang)
        for key, text in _texts(lang, own):
            _check_slots(table, fact, lang, key, text)
        _check_asked(table, fact, lang, own)
        for slot in _asked_anywhere(fact) - {*own.ask, *shared.ask}:
            table.wrong(f"Another language asks for “{slot}”: write {lang}.ask.{slot} too.", lang)


def _texts(lang: str, own: Wording) -> Iterator[tuple[str, str]]:
    yield f"{lang}.say", own.say
    for name, texts in (("ask", own.ask), ("choose", own.choose)):
        yield from ((f"{lang}.{name}.{slot}", text) for slot, text in texts.items())


def _asked_anywhere(fact: Fact) -> set[str]:
    return {slot for words in fact.wording.values() for slot in words.ask}


def _check_asked(table: Table, fact: Fact, lang: str, own: Wording) -> None:
    for name, texts in (("ask", own.ask), ("choose", own.choose)):
        for slot in texts:
            key = f"{lang}.{name}.{slot}"
            if slot not in fact.asked:
                table.wrong(f"A fact of kind “{fact.kind}” cannot be asked for {quoted(slot)}.", key)
            elif slot != "what" and slot not in fact.slots():
                table.wrong(f"“{key}” asks for a slot that this fact does not fill.", key)
    for name, text in (("what", own.what), ("note", own.note)):
        if "{" in text or "}" in text:
            table.wrong(f"“{lang}.{name}” has no slots: write the words themselves.", f"{lang}.{name}")


def _check_slots(table: Table, fact: Fact, lang: str, key: str, text: str) -> None:
    try:
        used = [(name, case or "", mark) for _, name, case, mark in Formatter().parse(text) if name is not None]
    except ValueError:
        table.wrong(f"The braces of {quoted(text)} do not match.", key)
        return
    if "{{" in text or "}}" in text:
        table.wrong(f"The braces of {quoted(text)} are doubled: write one before a slot and one after it.", key)
    for name, case, mark in used:
        if name not in fact.slots():
            table.wrong(f"{quoted(text)} uses the slot {quoted(name)}, which this fact does not fill.", key)
        elif mark or not _has_case(fact, lang, name, case):
            table.wrong(f"{quoted(case)} in {quoted(text)} is no case of “{name}”.", key)
        if key.endswith(f".{name}"):
            table.wrong(f"“{key}” gives its own answer away.", key)


def _has_case(fact: Fact, lang: str, name: str, case: str) -> bool:
    """Whether the language can say the slot's value in this case: dates and names have different ones."""
    value = fact.slots()[name]
    try:
        text_of(value, lang, case)
    except ValueError:
        return False
    return True
