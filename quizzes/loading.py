"""Reading a bank's folder: every mistake at once, each with its file, line and a sentence that says what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from string import Formatter
from typing import Any

from quizzes.dates import When
from quizzes.facts import (
    ENTITY_KINDS,
    KINDS,
    LANGUAGES,
    Bank,
    Entity,
    Fact,
    Figure,
    Passage,
    Phrase,
    Topic,
    Value,
    Wording,
)
from quizzes.folding import lenient
from quizzes.languages import language
from quizzes.sentences import KIND_WORDING

ID = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
PLACE = re.compile(r"(?P<section>[a-z]+) (?P<paragraph>\d+)\.(?P<first>\d+)(?:-(?P<last>\d+))?")
LONGEST = 600  # characters in any one text of a bank
ENTITY_KEYS = {"id", "aliases", "near", "closed", "pair", "forms", *LANGUAGES, "az"}
COMMON_KEYS = {"id", "topic", "importance", "at", "also", "alike", "disputed", "mentions", "inferred", "replaces",
               "changed"}
WORDING_KEYS = {"say", "ask", "choose", "what", "note"}


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing wrong in a bank, and where: ``file`` relative to the bank's folder, ``line`` 1-based."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class BankErrors(Exception):
    """A bank that cannot be used; ``mistakes`` lists everything wrong with it, in reading order."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(frozen=True)
class Table:
    """One ``[[kind]]`` table of a file, knowing the lines it stands on."""

    file: str
    kind: str
    values: Mapping[str, Any]
    first: int
    lines: tuple[str, ...]

    def line(self, key: str = "") -> int:
        """The line of a (dotted) key, or of the table's head where the key is not written out."""
        pattern = re.compile(rf"\s*{re.escape(key)}\s*[.=]")
        return next((self.first + n for n, text in enumerate(self.lines) if key and pattern.match(text)), self.first)


class _Reader:
    """Collects mistakes while it reads; nothing is raised before everything was looked at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[Mistake] = []
        self.entities: dict[str, Entity] = {}

    def wrong(self, table: Table, sentence: str, key: str = "") -> None:
        self.mistakes.append(Mistake(table.file, table.line(key), sentence))

    def parse(self, path: Path) -> tuple[dict[str, Any], list[str]]:
        name = path.relative_to(self.folder).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
            return tomllib.loads(text), text.splitlines()
        except FileNotFoundError:
            self.mistakes.append(Mistake(name, 1, "This file is missing."))
        except UnicodeDecodeError as error:
            self.mistakes.append(Mistake(name, 1, f"This file is not UTF-8 (byte {error.start})."))
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            self.mistakes.append(Mistake(name, int(line[1]) if line else 1, f"Not valid TOML: {error}."))
        return {}, []

    def tables(self, subfolder: str, kinds: Iterable[str]) -> Iterator[Table]:
        for path in sorted((self.folder / subfolder).glob("*.toml")):
            content, lines = self.parse(path)
            name = path.relative_to(self.folder).as_posix()
            for kind, rows in content.items():
                heads = [n for n, text in enumerate(lines, 1) if re.match(rf"\s*\[\[\s*{kind}\s*\]\]", text)]
                if kind not in kinds or not isinstance(rows, list):
                    self.mistakes.append(Mistake(name, heads[0] if heads else 1, f"“{kind}” is not a kind known here."))
                    continue
                for head, row in zip(heads, rows, strict=False):
                    yield Table(name, kind, row, head, tuple(self._until_next(lines, head)))

    @staticmethod
    def _until_next(lines: list[str], head: int) -> Iterator[str]:
        yield lines[head - 1]
        for text in lines[head:]:
            if text.lstrip().startswith("[["):
                return
            yield text

    # entities

    def read_entities(self) -> None:
        seen: dict[str, Table] = {}
        for table in self.tables("entities", ENTITY_KINDS):
            entity = self.entity(table)
            if entity is None:
                continue
            if entity.id in seen:
                self.wrong(table, f"The id “{entity.id}” stands already at {self._where(seen[entity.id])}.", "id")
                continue
            seen[entity.id] = table
            self.entities[entity.id] = entity
        self._check_aliases(seen)
        self._check_pairs(seen)

    def entity(self, table: Table) -> Entity | None:
        row = table.values
        self.unknown_keys(table, ENTITY_KEYS)
        key = self.identifier(table)
        names = {lang: self.text(table, row.get(lang), lang, f"This {table.kind} has no name in “{lang}”.")
                 for lang in LANGUAGES}
        if not key or not all(names.values()):
            return None
        return Entity(
            id=key, kind=table.kind, names=names, aliases=self.strings(table, "aliases"),
            near=self.strings(table, "near"), closed=row.get("closed") is True,
            pair=self.strings(table, "pair"), forms=row.get("forms", {}),
        )  # fmt: skip

    def _check_aliases(self, tables: Mapping[str, Table]) -> None:
        owners: dict[tuple[str, str], str] = {}
        for entity in self.entities.values():
            for spelling in entity.spellings:
                key = (entity.kind, lenient(spelling))
                owner = owners.setdefault(key, entity.id)
                if owner != entity.id:
                    self.wrong(tables[entity.id], f"“{spelling}” is also a name of “{owner}”.", "aliases")

    def _check_pairs(self, tables: Mapping[str, Table]) -> None:
        for entity in self.entities.values():
            for other in entity.pair:
                if other not in self.entities:
                    self.wrong(tables[entity.id], f"There is no entity “{other}”.", "pair")

    # facts

    def read_facts(self, topics: Iterable[str], passages: Mapping[str, Passage]) -> dict[str, Fact]:
        topics, facts, tables = set(topics), dict[str, Fact](), dict[str, Table]()
        for table in self.tables("facts", KINDS):
            fact = self.fact(table, topics, passages)
            if fact is None:
                continue
            if fact.id in tables:
                self.wrong(table, f"The id “{fact.id}” stands already at {self._where(tables[fact.id])}.", "id")
                continue
            facts[fact.id], tables[fact.id] = fact, table
        self._check_links(facts, tables)
        return facts

    def fact(self, table: Table, topics: set[str], passages: Mapping[str, Passage]) -> Fact | None:
        kind, row, before = KINDS[table.kind], table.values, len(self.mistakes)
        slots = {f.name: f.metadata["kinds"] for f in fields(kind) if f.metadata.get("slot")}
        optional = {f.name for f in fields(kind) if f.metadata.get("slot") and f.default is None}
        self.unknown_keys(table, {*slots, *COMMON_KEYS, *LANGUAGES, "az"})
        values = {name: self.value(table, name, row[name], kinds) for name, kinds in slots.items() if name in row}
        for name in slots.keys() - optional - row.keys():
            self.wrong(table, f"A fact of kind “{table.kind}” needs “{name}”.")
        also = {name: tuple(self.value(table, name, item, slots[name]) for item in items)
                for name, items in row.get("also", {}).items() if name in slots}
        common = self.common(table, topics, passages)
        if len(self.mistakes) > before or common is None:
            return None
        made = kind(**common, **values, also=also)  # type: ignore[arg-type]
        self.check_wording(table, made)
        return made if len(self.mistakes) == before else None

    def common(self, table: Table, topics: set[str], passages: Mapping[str, Passage]) -> dict[str, Any] | None:
        row, key = table.values, self.identifier(table)
        if row.get("topic") not in topics:
            self.wrong(table, f"There is no topic “{row.get('topic')}” in bank.toml.", "topic")
        if row.get("importance") not in (1, 2, 3):
            self.wrong(table, "“importance” is 1, 2 or 3.", "importance")
        mentions = tuple(e for name in self.strings(table, "mentions")
                         if (e := self.known(table, "mentions", name)) is not None)
        passage = self.passage(table, passages)
        if not key or passage is None:
            return None
        return {
            "id": key, "topic": row.get("topic"), "importance": row.get("importance"), "passage": passage,
            "wording": self.wording(table), "alike": self.strings(table, "alike"), "mentions": mentions,
            "disputed": row.get("disputed", {}), "inferred": self.strings(table, "inferred"),
            "replaces": row.get("replaces", ""), "changed": row.get("changed", ""),
        }  # fmt: skip

    def passage(self, table: Table, passages: Mapping[str, Passage]) -> Passage | None:
        at = table.values.get("at")
        if not isinstance(at, str) or not PLACE.fullmatch(at):
            self.wrong(table, "“at” names the passage: section, paragraph and sentences, as in \"batum 5.12-13\".", "at")
            return None
        if at not in passages:
            self.wrong(table, f"The passage “{at}” is not in passages.toml: run “flask bank seal”.", "at")
        return passages.get(at)

    def value(self, table: Table, name: str, given: Any, kinds: tuple[str, ...]) -> Value | None:
        if kinds == ("when",):
            return self.when(table, name, given)
        if kinds == ("figure",):
            return self.figure(table, name, given)
        if kinds == ("phrase",):
            return self.phrase(table, name, given)
        entity = self.known(table, name, given)
        if entity is not None and entity.kind not in kinds:
            self.wrong(table, f"“{given}” is a {entity.kind}; “{name}” wants a {' or '.join(kinds)}.", name)
        return entity

    def when(self, table: Table, name: str, given: Any) -> When | None:
        try:
            return When.parse(given if isinstance(given, str) else str(given))
        except ValueError as error:
            self.wrong(table, f"“{name}” is no date: {error}", name)
            return None

    def figure(self, table: Table, name: str, given: Any) -> Figure | None:
        if isinstance(given, int) and not isinstance(given, bool):
            return Figure(str(given))
        if isinstance(given, dict) and isinstance(given.get("amount"), str | int):
            return Figure(str(given["amount"]), given.get("unit", {}))
        self.wrong(table, f"“{name}” is a number, or {{ amount = \"271\", unit = {{ tr = \"oy\", en = \"votes\" }} }}.", name)
        return None

    def phrase(self, table: Table, name: str, given: Any) -> Phrase | None:
        texts = given if isinstance(given, dict) else {}
        missing = [lang for lang in LANGUAGES if not self.text(table, texts.get(lang), name, "")]
        if missing:
            self.wrong(table, f"“{name}” has no words in “{'”, “'.join(missing)}”.", name)
            return None
        return Phrase(texts)

    def known(self, table: Table, key: str, name: Any) -> Entity | None:
        entity = self.entities.get(name) if isinstance(name, str) else None
        if entity is None:
            self.wrong(table, f"There is no entity “{name}”.", key)
        return entity

    def wording(self, table: Table) -> dict[str, Wording]:
        made = {}
        for lang in LANGUAGES:
            row = table.values.get(lang, {})
            if not isinstance(row, dict) or row.keys() - WORDING_KEYS:
                self.wrong(table, f"“{lang}” holds say, ask, what and note, nothing else.", lang)
                continue
            for text in (row.get("say", ""), row.get("what", ""), row.get("note", ""), *row.get("ask", {}).values()):
                self.text(table, text or "-", lang, "")
            made[lang] = Wording(**row)
        return made

    def check_wording(self, table: Table, fact: Fact) -> None:
        for lang in LANGUAGES:
            own, shared = fact.wording.get(lang, Wording()), KIND_WORDING[lang].get(fact.kind, Wording())
            if not (own.say or shared.say):
                self.wrong(table, f"This fact is not said in “{lang}”: write {lang}.say.", lang)
            if fact.kind == "event" and not own.what:
                self.wrong(table, f"An event is named in “{lang}”: write {lang}.what.", lang)
            for name in own.ask.keys() - set(fact.asked):
                self.wrong(table, f"A fact of kind “{fact.kind}” cannot be asked for “{name}”.", lang)
            for text in (own.say, *own.ask.values(), *own.choose.values()):
                self._check_slots(table, fact, lang, text)

    def _check_slots(self, table: Table, fact: Fact, lang: str, text: str) -> None:
        try:
            used = [(name, case) for _, name, case, _ in Formatter().parse(text) if name is not None]
        except ValueError:
            self.wrong(table, f"The braces of “{text}” do not match.", lang)
            return
        for name, case in used:
            if name not in fact.slots():
                self.wrong(table, f"“{text}” uses the slot “{name}”, which this fact does not fill.", lang)
            if (case or "") not in language(lang).cases:
                self.wrong(table, f"“{case}” in “{text}” is no case.", lang)

    def _check_links(self, facts: Mapping[str, Fact], tables: Mapping[str, Table]) -> None:
        for fact in facts.values():
            for other in fact.alike:
                if other not in facts:
                    self.wrong(tables[fact.id], f"There is no fact “{other}”.", "alike")
            seen, step = {fact.id}, fact.replaces
            while step in facts and step not in seen:
                seen.add(step)
                step = facts[step].replaces
            if step in seen:
                self.wrong(tables[fact.id], f"“replaces” runs in a circle through “{step}”.", "replaces")

    # small things

    def identifier(self, table: Table) -> str:
        key = table.values.get("id")
        if isinstance(key, str) and ID.fullmatch(key) and len(key) <= 120:
            return key
        self.wrong(table, f"“id” is small letters, digits, hyphens and slashes; “{key}” is not.", "id")
        return ""

    def unknown_keys(self, table: Table, known: set[str]) -> None:
        for key in table.values.keys() - known:
            self.wrong(table, f"A {table.kind} has no “{key}”.", key)

    def strings(self, table: Table, key: str) -> tuple[str, ...]:
        given = table.values.get(key, [])
        if isinstance(given, list) and all(isinstance(item, str) for item in given):
            return tuple(given)
        self.wrong(table, f"“{key}” is a list of texts.", key)
        return ()

    def text(self, table: Table, given: Any, key: str, missing: str) -> str:
        if not isinstance(given, str) or not given.strip():
            if missing:
                self.wrong(table, missing, key)
            return ""
        if len(given) > LONGEST or any(not (c.isprintable()) for c in given):
            self.wrong(table, f"This text is longer than {LONGEST} characters or holds an invisible one.", key)
        return given

    @staticmethod
    def _where(table: Table) -> str:
        return f"{table.file}:{table.first}"


def _passages(reader: _Reader) -> dict[str, Passage]:
    content, _ = reader.parse(reader.folder / "passages.toml")
    made = {}
    for at, row in content.items():
        if (place := PLACE.fullmatch(at)) is None or not {"heading", "fingerprint"} <= row.keys():
            reader.mistakes.append(Mistake("passages.toml", 1, f"“{at}” is no passage: run “flask bank seal”."))
            continue
        first = int(place["first"])
        made[at] = Passage(
            at=at, section=place["section"], heading=row["heading"], paragraph=int(place["paragraph"]),
            first=first, last=int(place["last"] or first), fingerprint=row["fingerprint"],
            cites=tuple(row.get("cites", ())),
        )  # fmt: skip
    return made


def load(folder: Path) -> Bank:
    """The bank in ``folder``.

    Raises:
        BankErrors: with every mistake of the bank's files, where anything at all is wrong.
    """
    reader = _Reader(folder)
    about, _ = reader.parse(folder / "bank.toml")
    topics = tuple(Topic(t["id"], {lang: t[lang] for lang in LANGUAGES}) for t in about.get("topic", ())
                   if {"id", *LANGUAGES} <= t.keys())
    for key in ("title", "blurb", "citation", "revised"):
        if key not in about:
            reader.mistakes.append(Mistake("bank.toml", 1, f"“{key}” is missing."))
    reader.read_entities()
    facts = reader.read_facts([t.id for t in topics], _passages(reader))
    if reader.mistakes:
        raise BankErrors(reader.mistakes)
    order = {topic.id: n for n, topic in enumerate(topics)}
    return Bank(
        id=folder.name, titles=about["title"], blurbs=about["blurb"], citation=about["citation"],
        revised=str(about["revised"]), topics=topics, entities=reader.entities,
        facts=dict(sorted(facts.items(), key=lambda item: order[item[1].topic])),
    )  # fmt: skip


def bank_ids(folder: Path) -> tuple[str, ...]:
    """The banks in a folder of banks: every subfolder with a ``bank.toml``, in order of name."""
    return tuple(sorted(p.parent.name for p in folder.glob("*/bank.toml")))


def places(folder: Path) -> tuple[str, ...]:
    """Every passage that the facts of a bank name, sorted: what is to be sealed. Needs no sound bank."""
    found = set()
    for path in folder.glob("facts/*.toml"):
        with suppress(tomllib.TOMLDecodeError, UnicodeDecodeError):
            for rows in tomllib.loads(path.read_text(encoding="utf-8")).values():
                found.update(str(row.get("at", "")) for row in rows if isinstance(row, dict))
    return tuple(sorted(found - {""}))


def section_headings(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """A bank's article in sections: (key, first words of the heading, title as pages show it), in the article's order."""
    about = tomllib.loads((folder / "bank.toml").read_text(encoding="utf-8"))
    return tuple((row["key"], row["heading"], row.get("title", "")) for row in about.get("section", ()))
