"""Reading a bank's folder: every mistake at once, each with its file, line and a sentence that says what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from quizzes.entity_tables import read_entities
from quizzes.fact_tables import PLACE, FactReader
from quizzes.facts import KINDS, LANGUAGES, Bank, Topic
from quizzes.tables import NAME, BankErrors, Folder, Mistake, Table, quoted, taken
from quizzes.values import Passage

KEYS = {"title", "blurb", "citation", "languages", "revised", "topic", "section"}

__all__ = ["BankErrors", "Mistake", "bank_ids", "load", "places", "section_headings"]


def load(folder: Path) -> Bank:
    """The bank in ``folder``.

    Raises:
        BankErrors: with every mistake of the bank's files, where anything at all is wrong.
    """
    read = Folder(folder, [])
    about = read.whole("bank.toml")
    if read.mistakes:  # nothing else can be judged without it
        raise BankErrors(read.mistakes)
    about.only(KEYS)
    _check_sections(about)
    if not NAME.fullmatch(folder.name):
        about.wrong(f"A bank's folder is named in small letters, digits and hyphens; {quoted(folder.name)} is not.")
    languages = _languages(about)
    read, about = replace(read, languages=languages), replace(about, languages=languages)
    topics = _topics(about)
    entities = read_entities(read)
    passages = _passages(read.whole("passages.toml"))
    facts = FactReader(entities, frozenset(t.id for t in topics), passages).read(read)
    titles, blurbs = about.texts("title", "The title"), about.texts("blurb", "The blurb")
    citation = about.text(about.values.get("citation"), "citation", "“citation” is missing.")
    revised = _revised(about)
    if read.mistakes:
        raise BankErrors(read.mistakes)
    order = {topic.id: n for n, topic in enumerate(topics)}
    return Bank(
        id=folder.name, titles=_everywhere(titles), blurbs=_everywhere(blurbs), citation=citation, revised=revised,
        topics={topic.id: replace(topic, names=_everywhere(topic.names)) for topic in topics},
        languages=languages,        entities=entities, facts=dict(sorted(facts.items(), key=lambda item: order[item[1].topic])),
    )  # fmt: skip


def _everywhere(texts: Mapping[str, str]) -> dict[str, str]:
    """A text in every language there is: where it has none, as the bank's first has it."""
    return {lang: texts.get(lang, next(iter(texts.values()))) for lang in LANGUAGES}


def _languages(about: Table) -> tuple[str, ...]:
    """The languages a bank is written in; where that cannot be read, the first this program speaks."""
    given = about.strings("languages")
    if not given or set(given) - set(LANGUAGES) or len(set(given)) < len(given):
        about.wrong(f"“languages” lists the bank's languages, some of {', '.join(LANGUAGES)}.", "languages")
        return LANGUAGES[:1]
    return given


def _topics(about: Table) -> tuple[Topic, ...]:
    seen, made = dict[str, Table](), list[Topic]()
    for table in about.rows("topic"):
        table.only({"id", *LANGUAGES})
        key = table.identifier(NAME)
        names = {lang: table.text(table.values.get(lang), lang, f"This topic has no name in “{lang}”.")
                 for lang in about.languages}  # fmt: skip
        if key and not taken(table, key, seen):
            seen[key] = table
            made.append(Topic(key, names))
    if not about.values.get("topic"):
        about.wrong("A bank has topics, each a [[topic]] with an id and its names.")
    return tuple(made)


def _check_sections(about: Table) -> None:
    seen = set[str]()
    for table in about.rows("section"):
        table.only({"key", "heading", "title"})
        key = table.values.get("key")
        if not isinstance(key, str) or not re.fullmatch("[a-z]+", key) or key in seen:
            table.wrong("Every [[section]] has a key of its own, of small letters a to z alone.", "key")
        seen.add(str(key))
        table.text(
            table.values.get("heading"), "heading", "A section has a heading: how its heading begins in the article."
        )
        table.text(table.values.get("title"), "title")


def _revised(about: Table) -> str:
    given = str(about.values.get("revised", ""))
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        about.wrong("“revised” is the day the bank last changed, as in revised = '2026-11-22'.", "revised")
        return ""


def _passages(table: Table) -> Mapping[str, Passage]:
    made = {}
    for at, row in table.values.items():
        place, head = PLACE.fullmatch(at), row if isinstance(row, dict) else {}
        texts = [head.get("heading"), head.get("fingerprint"), *_cites(head)]
        if place is None or not all(isinstance(text, str) and text.isprintable() for text in texts):
            table.wrong(f"{quoted(at)} is no passage: run “flask bank seal”.", f'["{at}"]')
            continue
        first = int(place["first"])
        made[at] = Passage(
            at=at, section=place["section"], heading=texts[0], paragraph=int(place["paragraph"]), first=first,
            last=int(place["last"] or first), fingerprint=texts[1], cites=tuple(texts[2:]),
        )  # fmt: skip
    return made


def _cites(row: Mapping[str, Any]) -> list[Any]:
    given = row.get("cites", [])
    return given if isinstance(given, list) else [None]


def bank_ids(folder: Path) -> tuple[str, ...]:
    """The banks in a folder of banks: every subfolder with a ``bank.toml``, in order of name."""
    return tuple(sorted(p.parent.name for p in folder.glob("*/bank.toml")))


def places(folder: Path) -> Mapping[str, str]:
    """Every passage that the facts of a bank name, each with the file and line that first names it: what is to be
    sealed. Needs no sound facts, but files that can be read.

    Raises:
        ValueError: with the first mistake, where a file cannot: its passages would be missing.
    """
    read = Folder(folder, [])
    named = dict[str, str]()
    for table in read.tables("facts", KINDS):
        if (at := table.values.get("at")) and isinstance(at, str):
            named.setdefault(at, f"{table.file}:{table.line('at')}")
    if read.mistakes:
        raise ValueError(str(read.mistakes[0]).removesuffix("."))
    return named


def section_headings(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """A bank's article in sections: (key, first words of the heading, title as pages show it), in the article's order."""
    about = tomllib.loads((folder / "bank.toml").read_text(encoding="utf-8"))
    return tuple((row["key"], row["heading"], row.get("title", "")) for row in about.get("section", ()))
