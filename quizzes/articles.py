"""An article as sections, paragraphs and sentences, and the fingerprints by which a passage is found again.

A place in the article is written ``"batum 5.12-13"``: section key, paragraph, sentences, counted from 1. Copies of one
article differ in line ends, page headers, broken letters and paragraph breaks; a fingerprint is taken over the folded
letters alone, so that all of them give the same one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

FOOTNOTES = "dipnot"
#: characters from which on a block without a full stop is a broken paragraph rather than a caption
LONG = 200

_PAGE_HEADER = re.compile(r"^\s*\d+\s*\|\s|\s\|\s*\d+\s*$")
_PAGE_TOP = re.compile(r"^(?:\f| (?=\S))")
_FOOTNOTE_RULE = re.compile(r"^[\s_]{20,}$")
_FOOTNOTE = re.compile(r"^\d{1,2}\s{1,3}(?=\S)")
_ENDED = re.compile(r"[.!?:…][\"”’')\]]*$")
_CITATION = re.compile(r"\(([^()]*\b\d{4}[a-z]?(?:\s*:[^()]*)?)\)")
_UNDOTTED_CITATION = re.compile(r"\([^()]*\b\d{4}:[^()]*\)(?=\s+[A-ZÇĞİÖŞÜƏ])")
_STOP = re.compile(r"[.!?…][\"”’')]*(?=\s+[\"“‘']?[.]*[A-ZÇĞİÖŞÜƏ0-9])")
_ABBREVIATION = re.compile(r"(?:^|[^\w])(?:\w|[A-ZÇĞİÖŞÜƏ]\w|vd|vb|bkz|ss)\.$")
_WORK = re.compile(r"^(.+?),?\s+(\d{4}[a-z]?(?:\s*:.*)?)$")
_AT = re.compile(r"^(\S+) (\d+)\.(\d+)(?:-(\d+))?$")


@dataclass(frozen=True)
class Heading:
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
    return f"{author.strip()} {pages}"


def headings(rows: Iterable[Mapping[str, str]]) -> tuple[Heading, ...]:
    """The ``[[section]]`` tables of a ``bank.toml``: ``key``, ``heading`` and, if the bank shows another, ``title``."""
    return tuple(Heading(row["key"], row["heading"], row.get("title", "")) for row in rows)


def split(text: str, known: Sequence[Heading]) -> Article:
    """Cut an article's text at the known headings, in whatever order they come. Text before the first heading is left
    out; footnotes become the section ``dipnot``."""
    body, notes = _lift_footnotes(text.replace("\u00a0", " ").splitlines())
    grouped = _grouped(_blocks(body, known), list(known))
    sections = [Section(key, title, tuple(map(sentences, blocks))) for key, title, blocks in grouped]
    if notes:
        sections.append(Section(FOOTNOTES, "Dipnotlar", tuple(map(sentences, notes))))
    return Article(tuple(sections))


def _lift_footnotes(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The running text, and the footnotes that stood at the feet of its pages."""
    body: list[str] = []
    notes: list[list[str]] = []
    inside = False
    for line in lines:
        if _PAGE_TOP.match(line):
            inside = False
        if _FOOTNOTE_RULE.match(line):
            inside = True
        elif inside and _FOOTNOTE.match(line):
            notes.append([_FOOTNOTE.sub("", line)])
        elif inside and notes:
            notes[-1].append(line)
        else:
            body.append(line)
    return _unmarked(body, len(notes)), [_join(note, "\n".join(lines)) for note in notes]


def _unmarked(body: Sequence[str], notes: int) -> list[str]:
    """The text without the small numbers that point to footnotes, which copies print glued to a word: ``Hacınski1``."""
    marks = "|".join(str(n) for n in range(notes, 0, -1))
    return [re.sub(rf"(?<=[^\W\d_])(?:{marks})\b", "", line) if marks else line for line in body]


def _blocks(lines: Sequence[str], known: Sequence[Heading]) -> list[str]:
    """Paragraphs and headings, each on one line. A page's end inside a paragraph does not end it."""
    whole = "\n".join(lines)
    width = median([len(line.rstrip()) for line in lines if line.strip()] or [0])
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or _PAGE_HEADER.search(line):
            blocks.append([])
        elif _PAGE_TOP.match(line) and (_full_stop(blocks[-1], width) or any(h.opens(line) for h in known)):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return [_join(block, whole) for block in blocks if block]


def _full_stop(block: Sequence[str], width: float) -> bool:
    """Whether a paragraph visibly ends here: after a full stop, on a line that is not full."""
    last = block[-1].rstrip() if block else ""
    return bool(_ENDED.search(last)) and len(last) < 0.9 * width


def _join(lines: Sequence[str], whole: str) -> str:
    joined = ""
    for line in (" ".join(line.split()) for line in lines):
        if line and joined.endswith("-"):
            joined = _hyphenated(joined, line, whole)
        else:
            joined = f"{joined} {line}".strip()
    return joined


def _hyphenated(before: str, after: str, whole: str) -> str:
    """Join at a hyphen, which stays where it belongs to the word: before a capital or a digit, or as seen elsewhere."""
    compound = f"{before.split()[-1]}{after.split()[0]}".strip("\"“”‘’(),.;")
    belongs = not after[0].islower() or re.search(re.escape(compound) + r"\b", whole)
    return (before if belongs else before[:-1]) + after


def _grouped(blocks: Sequence[str], known: list[Heading]) -> Iterator[tuple[str, str, list[str]]]:
    current: tuple[str, str, list[str]] | None = None
    for block in blocks:
        if heading := next((h for h in known if h.opens(block)), None):
            known.remove(heading)
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
    broken = bool(blocks) and not _ENDED.search(blocks[-1])
    if broken and (block[0].islower() or len(blocks[-1]) > LONG):
        blocks[-1] = f"{blocks[-1]} {block}"
    else:
        blocks.append(block)


def sentences(paragraph: str) -> tuple[str, ...]:
    """Cut a paragraph at full stops before a capital, a digit or a quotation; never after an initial or abbreviation.
    A citation in parentheses belongs to the sentence before it."""
    stops = [m.end() for m in _STOP.finditer(paragraph) if not _ABBREVIATION.search(paragraph[: m.start() + 1])]
    ends = sorted({*stops, *(m.end() for m in _UNDOTTED_CITATION.finditer(paragraph)), len(paragraph)})
    cuts = zip([0, *ends], ends, strict=False)
    return tuple(text for start, end in cuts if (text := paragraph[start:end].strip()))
