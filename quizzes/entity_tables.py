"""Entities from a bank's tables: their names, what they are confused with, and the forms no rule makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from quizzes.facts import LANGUAGES
from quizzes.folding import lenient
from quizzes.languages import language
from quizzes.tables import NAME, Folder, Table, quoted, taken
from quizzes.values import ENTITY_KINDS, Entity

KEYS = {"id", "aliases", "near", "closed", "pair", "forms", *LANGUAGES}


def read_entities(folder: Folder) -> dict[str, Entity]:
    """Every sound entity of a bank by id; what is wrong with the others is noted in the folder's mistakes."""
    tables: dict[str, Table] = {}
    entities: dict[str, Entity] = {}
    for table in folder.tables("entities", ENTITY_KINDS):
        entity = _entity(table)
        if entity is not None and not taken(table, entity.id, tables):
            tables[entity.id], entities[entity.id] = table, entity
    _check_names(entities, tables)
    _check_pairs(entities, tables)
    _check_groups(entities, tables)
    return entities


def _entity(table: Table) -> Entity | None:
    row, before = table.values, len(table.mistakes)
    table.only(KEYS | {"where"} if table.kind == "place" else KEYS)
    names = {lang: table.text(row.get(lang), lang, f"This {table.kind} has no name in “{lang}”.")
             for lang in table.languages}  # fmt: skip
    entity = Entity(
        id=table.identifier(NAME), kind=table.kind, names=names,
        aliases=tuple(filter(None, (table.text(alias, "aliases") for alias in table.strings("aliases")))),
        near=table.strings("near"), closed=table.flag("closed"), pair=table.strings("pair"), forms=_forms(table),
        where=_where(table),
    )  # fmt: skip
    return entity if len(table.mistakes) == before else None


def _where(table: Table) -> tuple[float, float] | None:
    """A place's latitude and longitude."""
    given = table.values.get("where")
    match given:
        case None:
            return None
        case [int() | float() as lat, int() | float() as lon] if _degrees(lat, 90) and _degrees(lon, 180):
            return float(lat), float(lon)
    table.wrong("“where” is a latitude and a longitude in degrees, as in [41.65, 41.64].", "where")
    return None


def _degrees(given: float, most: int) -> bool:
    return not isinstance(given, bool) and -most <= given <= most


def _forms(table: Table) -> Mapping[str, Mapping[str, str]]:
    """Hand-written forms, language → case → form."""
    made: dict[str, dict[str, str]] = {}
    for lang, cases in table.mapping("forms").items():
        if lang not in LANGUAGES or not isinstance(cases, dict):
            table.wrong(f"“forms” holds forms by language and case; {quoted(lang)} is none.", f"forms.{lang}")
            continue
        made[lang] = {case: _form(table, lang, case, form) for case, form in cases.items()}
    return made


def _form(table: Table, lang: str, case: str, form: Any) -> str:
    key = f"forms.{lang}.{case}"
    if case not in language(lang).cases:
        table.wrong(f"{quoted(case)} is no case in “{lang}”.", key)
    return table.text(form, key, f"“{key}” is empty.")


def _check_names(entities: Mapping[str, Entity], tables: Mapping[str, Table]) -> None:
    owners: dict[tuple[str, str], str] = {}
    for entity in entities.values():
        for spelling in entity.spellings:
            owner = owners.setdefault((entity.kind, lenient(spelling)), entity.id)
            if owner != entity.id:
                table = tables[entity.id]
                key = "aliases" if spelling in entity.aliases else _language_of(entity, spelling)
                table.wrong(f"{quoted(spelling)} is also a name of “{owner}”.", key)


def _language_of(entity: Entity, spelling: str) -> str:
    return next(lang for lang, name in entity.names.items() if name == spelling)


def _check_groups(entities: Mapping[str, Entity], tables: Mapping[str, Table]) -> None:
    """A group of one is near nobody: most likely its name is misspelt."""
    sizes = Counter((entity.kind, group) for entity in entities.values() for group in entity.near)
    for entity in entities.values():
        for group in entity.near:
            if sizes[entity.kind, group] == 1:
                tables[entity.id].wrong(
                    f"No other {entity.kind} is near {quoted(group)}: is it spelt as elsewhere?", "near"
                )


def _check_pairs(entities: Mapping[str, Entity], tables: Mapping[str, Table]) -> None:
    for entity in entities.values():
        for other in entity.pair:
            if other not in entities:
                tables[entity.id].wrong(f"There is no entity {quoted(other)}.", "pair")
