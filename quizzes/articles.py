"""An article as sections, paragraphs and sentences, and the fingerprints by which a passage is found again.

A place in the article is written ``"batum 5.12-13"``: section key, paragraph, sentences, counted from 1. Copies of one
article differ in line ends, page headers, broken letters and paragraph breaks; a fingerprint is taken over the folded
letters alone, so that all of them give the same one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from quizzes.paragraphs import blocks_of, ended, lift_footnotes, sentences

FOOTNOTES = "dipnot"
#: characters from which on a block without a full stop is a broken paragraph rather than a caption
LONG = 200

_CITATION = re.compile(r"\(([^()]*\b\d{4}[a-z]?(?:\s*:[^()]*)?)\)")
_WORK = re.compile(r"^(\D.*?),?\s+(\d{4}[a-z]?(?:\s*:.*)?)$")
_AT = re.compile(r"^(\S+) (\d+)\.(\d+)(?:-(\d+))?$")


class Heading(NamedTuple):
    """How a bank knows a section: its ``key`` in places, the words its heading begins with, a ``title`` to show."""

    key: str
    start: str
    title: str = ""

    def opens(self, block: str) -> bool:
        return letters(block).startswith(letters(self.start)) and (self.inline or not block.rstrip().endswith("."))

    @property
    def inline(self) -> bool:
        """Whether the text begins on the heading's own line, behind a colon: ``Öz: …``."""
        return self.start.endswith(":")


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it: paragraphs of sentences. ``key`` is the bank's short name for it."""

    key: str
    heading: str
    paragraphs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, order=True)
class Place:
    """A run of sentences in one paragraph, all counted from 1; ``str()`` writes it as the bank does."""

    section: str
    paragraph: int
    first: int
    last: int

    def __str__(self) -> str:
        tail = f"-{self.last}" if self.last > self.first else ""
        return f"{self.section} {self.paragraph}.{self.first}{tail}"


def place(at: str) -> Place:
    """``"batum 5.12-13"`` → ``Place("batum", 5, 12, 13)``; ``ValueError`` where it has another shape."""
    if not (match := _AT.match(at)):
        raise ValueError(f"“{at}” is not a place: section paragraph.sentence or paragraph.first-last")
    section, paragraph, first, last = match.groups()
    found = Place(section, int(paragraph), int(first), int(last or first))
    if not 1 <= found.first <= found.last or not found.paragraph:
        raise ValueError(f"“{at}” counts from 1 and forwards")
    return found


@dataclass(frozen=True)
class Found:
    """Sentences found by fingerprint, and where; ``at`` stops at the end of a paragraph that they run over."""

    at: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    sections: tuple[Section, ...]

    @cached_property
    def _by_key(self) -> dict[str, Section]:
        return {section.key: section for section in self.sections}

    def section(self, key: str) -> Section:
        """The section of this key; ``KeyError`` where the article has none."""
        return self._by_key[key]

    def paragraph(self, at: str) -> tuple[str, ...]:
        """All sentences of the paragraph a place lies in; ``KeyError`` where there is none."""
        where = place(at)
        paragraphs = self._by_key[where.section].paragraphs
        if where.paragraph > len(paragraphs):
            raise KeyError(at)
        return paragraphs[where.paragraph - 1]

    def sentences(self, at: str) -> tuple[str, ...]:
        """The sentences of a place; ``KeyError`` where the article has no such place."""
        where = place(at)
        paragraph = self.paragraph(at)
        if where.last > len(paragraph):
            raise KeyError(at)
        return paragraph[where.first - 1 : where.last]

    def cites(self, at: str) -> tuple[str, ...]:
        """The works cited in a passage, else the next ones cited after it in its paragraph: ``"Hasanlı 2009: 53"``."""
        for sentence in (" ".join(self.sentences(at)), *self.paragraph(at)[place(at).last :]):
            if works := cited(sentence):
                return works
        return ()

    def find(self, fingerprint: str, count: int) -> str | None:
        """Where ``count`` sentences have this fingerprint; None where none do."""
        return found.at if (found := self.found(fingerprint, count)) else None

    def found(self, fingerprint: str, count: int) -> Found | None:
        """The sentences with this fingerprint. A copy that cuts sentences or paragraphs otherwise is searched too."""
        sizes = sorted(range(1, count + 4), key=lambda size: (abs(size - count), size))
        return next((found for size in sizes if (found := self._windows(size).get(fingerprint))), None)

    def listing(self) -> str:
        """Every sentence on a line, its place before it: what an editor of facts works from."""
        return "".join(f"{at}\t{text}\n" for at, text in self._numbered)

    @cached_property
    def _numbered(self) -> tuple[tuple[Place, str], ...]:
        return tuple(_numbered(self.sections))

    @cached_property
    def _window_cache(self) -> dict[int, dict[str, Found]]:
        return {}

    def _windows(self, size: int) -> dict[str, Found]:
        if size not in self._window_cache:
            self._window_cache[size] = dict(_windows(self._numbered, size))
        return self._window_cache[size]


def _numbered(sections: Iterable[Section]) -> Iterator[tuple[Place, str]]:
    for section in sections:
        for p, paragraph in enumerate(section.paragraphs, 1):
            for s, sentence in enumerate(paragraph, 1):
                yield Place(section.key, p, s, s), sentence


def _windows(numbered: Sequence[tuple[Place, str]], size: int) -> Iterator[tuple[str, Found]]:
    for start in range(len(numbered) - size, -1, -1):  # backwards, so that the first of equals is kept
        places, texts = zip(*numbered[start : start + size], strict=True)
        first = places[0]
        last = max(p.last for p in places if (p.section, p.paragraph) == (first.section, first.paragraph))
        yield fingerprint(texts), Found(str(replace(first, last=last)), texts)


def letters(text: str) -> str:
    """The letters and digits of a text without case, accents, spaces and signs. Fingerprints rest on this for good:
    it does not follow the marking rules when those change."""
    lowered = text.replace("İ", "i").replace("I", "ı").lower()
    bare = unicodedata.normalize("NFKD", lowered).replace("ı", "i").replace("ə", "e")
    return "".join(c for c in bare if c.isalnum())


def fingerprint(sentences: Iterable[str]) -> str:
    """Twelve hexadecimal digits that stand for the words of these sentences."""
    return hashlib.sha256("".join(map(letters, sentences)).encode()).hexdigest()[:12]


def cited(text: str) -> tuple[str, ...]:
    """The works cited in parentheses: ``"… (Hasanlı, 2009: 53; Sarı, 2016: 90)"`` → two works, in order, once each."""
    inner = (part.strip() for found in _CITATION.findall(text) for part in found.split(";"))
    works = (match for part in inner if (match := _WORK.match(part)))
    return tuple(dict.fromkeys(_work(*match.groups()) for match in works))


def _work(author: str, rest: str) -> str:
    pages = re.sub(r"\s*:\s*", ": ", re.sub(r"\s*([–-])\s*", r"\1", rest.strip()))
    # A dot that the copy has put above a letter of its own is no part of a name, but İ's is.
    whole = re.sub("(?<!I)\u0307", "", unicodedata.normalize("NFD", author.strip()))
    return f"{unicodedata.normalize('NFC', whole)} {pages}"


def split(text: str, known: Iterable[tuple[str, str] | tuple[str, str, str]]) -> Article:
    """Cut an article's text at its headings, given as ``Heading`` or plain tuples. Text before the first heading is
    left out; footnotes become the section ``dipnot``."""
    headings = [Heading(*row) for row in known]
    body, notes = lift_footnotes(text.replace("\u00a0", " ").splitlines())
    blocks = blocks_of(body, lambda line: any(heading.opens(line) for heading in headings))
    sections = [Section(key, title, tuple(map(sentences, own))) for key, title, own in _grouped(blocks, headings)]
    if notes:
        sections.append(Section(FOOTNOTES, "Dipnotlar", tuple(map(sentences, notes))))
    return Article(tuple(sections))


def _grouped(blocks: Sequence[str], headings: list[Heading]) -> Iterator[tuple[str, str, list[str]]]:
    current: tuple[str, str, list[str]] | None = None
    for block in blocks:
        if heading := next((h for h in headings if h.opens(block)), None):
            headings.remove(heading)
            if current:
                yield current
            title, _, rest = block.partition(":") if heading.inline else (block, "", "")
            current = (heading.key, heading.title or title.strip(), [rest.strip()] if rest.strip() else [])
        elif current:
            _continue(current[2], block)
    if current:
        yield current


def _continue(blocks: list[str], block: str) -> None:
    """Add a block; it goes on with the one before where that had not ended: a page's foot or head stood between."""
    broken = bool(blocks) and not ended(blocks[-1])
    if broken and (block[0].islower() or len(blocks[-1]) > LONG):
        blocks[-1] = f"{blocks[-1]} {block}"
    else:
        blocks.append(block)


def seal(places: Iterable[str], article: Article) -> str:
    """The text of a bank's ``passages.toml``: for each place used, its heading, fingerprint and the works cited.

    Raises:
        KeyError: naming a place the article does not have.
    """
    order = {section.key: n for n, section in enumerate(article.sections)}
    known = sorted({place(at) for at in places}, key=lambda p: (order.get(p.section, -1), p))
    return "# Written by “flask bank seal”. Where each fact stands in the article.\n" + "".join(
        f"\n{_sealed(str(where), article)}" for where in known
    )


def _sealed(at: str, article: Article) -> str:
    newest_first = sorted(article.cites(at), key=_year, reverse=True)
    return (
        f"[{_quoted(at)}]\n"
        f"heading = {_quoted(article.section(place(at).section).heading)}\n"
        f'fingerprint = "{fingerprint(article.sentences(at))}"\n'
        f"cites = [{', '.join(map(_quoted, newest_first))}]\n"
    )


def _year(work: str) -> str:
    """The year of ``Hasanlı 2009: 53``."""
    return str(re.findall(r"\d{4}", work)[0])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
