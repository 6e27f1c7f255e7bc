"""A bank's TOML files as tables that know their lines, and the mistakes found in them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quizzes.facts import LANGUAGES

#: a fact's id; an entity, a topic and a bank are named by one without a slash
ID = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 120
LONGEST = 600  # characters in any one text of a bank
_QUOTED = 80


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


def quoted(value: Any) -> str:
    """What stands in a bank, safe to repeat in a message of one line."""
    try:
        said = (
            json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value or "")
        )
    except ValueError:  # a number of more digits than Python writes
        said = "…"
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in said)
    return f"“{text[:_QUOTED]}…”" if len(text) > _QUOTED else f"“{text}”"


@dataclass(frozen=True)
class Table:
    """One table of a file, knowing the lines it stands on and where to note its mistakes.

    The readers below note what is wrong and return an empty value of the right type, so that reading goes on.
    """

    file: str
    kind: str
    values: Mapping[str, Any]
    first: int
    lines: tuple[str, ...]
    mistakes: list[Mistake]
    languages: tuple[str, ...] = LANGUAGES

    @property
    def place(self) -> str:
        return f"{self.file}:{self.first}"

    def line(self, key: str = "") -> int:
        """The line of a (dotted) key, or of its nearest parent that is written out, or of the table's head."""
        while key:
            pattern = re.compile(rf"\s*{re.escape(key)}\s*(?:[.=]|$)")
            for number, text in enumerate(self.lines):
                if pattern.match(text):
                    return self.first + number
                if number and text.startswith("[") and not key.startswith("["):
                    break  # the keys below are another table's
            key = key.rpartition(".")[0]
        return self.first

    def wrong(self, sentence: str, key: str = "") -> None:
        self.mistakes.append(Mistake(self.file, self.line(key), sentence))

    def identifier(self, allowed: re.Pattern[str] = ID) -> str:
        given = self.values.get("id")
        if isinstance(given, str) and allowed.fullmatch(given) and len(given) <= LONGEST_ID:
            return given
        marks = "hyphens and slashes" if allowed is ID else "and hyphens"
        self.wrong(
            f"“id” is small letters, digits{',' if allowed is ID else ''} {marks}; {quoted(given)} is not.", "id"
        )
        return ""

    def only(self, known: Collection[str]) -> None:
        for key in self.values.keys() - set(known):
            self.wrong(f"“{self.kind}” has no {quoted(key)}.", key)

    def strings(self, key: str) -> tuple[str, ...]:
        given = self.values.get(key, [])
        if isinstance(given, list) and all(isinstance(item, str) for item in given):
            return tuple(given)
        self.wrong(f"“{key}” is a list of texts.", key)
        return ()

    def mapping(self, key: str) -> Mapping[str, Any]:
        given = self.values.get(key, {})
        if isinstance(given, dict):
            return given
        self.wrong(f"“{key}” is a table, as in {key}.tr = …", key)
        return {}

    def flag(self, key: str) -> bool:
        given = self.values.get(key, False)
        if not isinstance(given, bool):
            self.wrong(f"“{key}” is true or false.", key)
        return given is True

    def text(self, given: Any, key: str, missing: str = "") -> str:
        """A printable text of bearable length, or "" with a mistake noted; ``missing`` is said of an empty one."""
        if given is None or given == "":
            if missing:
                self.wrong(missing, key)
            return ""
        if not isinstance(given, str) or not given.strip():
            self.wrong(f"“{key}” is a text.", key)
            return ""
        if "|" in given:
            self.wrong(f"“{key}” holds a “|”, which divides the parts of an answer.", key)
            return ""
        if len(given) > LONGEST or not given.isprintable():
            self.wrong(f"“{key}” is longer than {LONGEST} characters or holds an invisible one.", key)
            return ""
        return given

    def rows(self, kind: str) -> Iterator[Table]:
        """Every ``[[kind]]`` of a file as a table of its own; written otherwise, no line of it could be named."""
        head = re.compile(rf"\s*\[\[\s*\"?{re.escape(kind)}\"?\s*\]\]")
        heads = [number for number, text in enumerate(self.lines, 1) if head.match(text)]
        rows = self.values.get(kind, [])
        if not isinstance(rows, list) or len(heads) != len(rows):
            sentence = f"Every {kind} begins with a line [[{kind}]]."
            self.mistakes.append(Mistake(self.file, heads[0] if heads else 1, sentence))
            return
        for number, row in zip(heads, rows, strict=True):
            yield replace(self, kind=kind, values=row, first=number, lines=tuple(_until_next(self.lines, number)))

    def texts(self, key: str, what: str) -> Mapping[str, str]:
        """A text in every language of the bank; ``what`` names it where one is missing."""
        row = self.mapping(key)
        return {
            lang: self.text(row.get(lang), f"{key}.{lang}", f"{what} has no words in “{lang}”.")
            for lang in self.languages
        }


@dataclass(frozen=True)
class Folder:
    """A bank's folder while it is read: every file that cannot be is noted, and read as empty."""

    path: Path
    mistakes: list[Mistake]
    languages: tuple[str, ...] = LANGUAGES

    def parse(self, path: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
        """A file's content and its lines."""
        name = path.relative_to(self.path).as_posix()
        if path.exists() and not path.is_file():
            self._note(name, 1, "This is no file that can be read.")  # a pipe would be waited for
            return {}, ()
        try:
            text = path.read_text(encoding="utf-8-sig")
            return tomllib.loads(text), tuple(text.splitlines())
        except FileNotFoundError:
            self._note(name, 1, "This file is missing.")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self._note(name, line, f"This file is not UTF-8 (byte {error.start}).")
        except OSError as error:
            self._note(name, 1, f"This file cannot be read: {error.strerror}.")
        except (ValueError, RecursionError) as error:  # tomllib's own, numbers of too many digits, nests too deep
            found = re.search(r"line (\d+)", str(error))
            self._note(name, int(found[1]) if found else 1, f"Not valid TOML: {error}.")
        return {}, ()

    def whole(self, file: str) -> Table:
        """A file as one table."""
        content, lines = self.parse(self.path / file)
        return Table(file, file.removesuffix(".toml"), content, 1, lines, self.mistakes, self.languages)

    def tables(self, subfolder: str, kinds: Collection[str]) -> Iterator[Table]:
        """Every ``[[kind]]`` of the subfolder's files, in reading order; a file of another name is a mistake."""
        for path in sorted(p for p in (self.path / subfolder).glob("*") if not p.name.startswith(".")):
            if path.suffix != ".toml":
                self._note(
                    path.relative_to(self.path).as_posix(), 1, "Its name does not end in .toml, so it is not read."
                )
                continue
            table = self.whole(path.relative_to(self.path).as_posix())
            for kind in table.values:
                if kind in kinds:
                    yield from table.rows(kind)
                else:
                    table.wrong(f"{quoted(kind)} is not a kind known here.", f"[[{kind}]]")

    def _note(self, file: str, line: int, sentence: str) -> None:
        self.mistakes.append(Mistake(file, line, sentence))


def _until_next(lines: tuple[str, ...], head: int) -> Iterator[str]:
    yield lines[head - 1]
    for text in lines[head:]:
        if text.lstrip().startswith("[["):
            return
        yield text


def taken(table: Table, key: str, seen: Mapping[str, Table]) -> bool:
    """Whether an id stands in the bank already; noted as a mistake."""
    if key not in seen:
        return False
    table.wrong(f"The id “{key}” stands already at {seen[key].place}.", "id")
    return True
