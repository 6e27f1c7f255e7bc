"""An article's raw lines as whole paragraphs, and a paragraph as sentences.

Text copied out of a printed page carries its lines, its page heads and feet, footnotes and word breaks; here they go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from statistics import median

_PAGE_HEADER = re.compile(r"^\s*\d+\s*\|\s|\s\|\s*\d+\s*$")
_PAGE_TOP = re.compile(r"^(?:\f| (?=\S))")
_FOOTNOTE_RULE = re.compile(r"^[\s_]{20,}$")
_FOOTNOTE = re.compile(r"^\d{1,2}\s{1,3}(?=\S)")
_ENDED = re.compile(r"[.!?:…][\"”’')\]]*$")
_UNDOTTED_CITATION = re.compile(r"\([^()]*\b\d{4}:[^()]*\)(?=\s+[A-ZÇĞİÖŞÜƏ])")
_STOP = re.compile(r"[.!?…][\"”’')]*(?=\s+[\"“‘']?[.]*[A-ZÇĞİÖŞÜƏ0-9])")
_ABBREVIATION = re.compile(r"(?:^|[^\w])(?:\w|[A-ZÇĞİÖŞÜƏ]\w|vd|vb|bkz|ss)\.$")


def lift_footnotes(lines: Sequence[str]) -> tuple[list[str], list[str]]:
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


def blocks_of(lines: Sequence[str], is_heading: Callable[[str], bool]) -> list[str]:
    """Paragraphs and headings, each on one line. A page's end inside a paragraph does not end it."""
    whole = "\n".join(lines)
    width = median([len(line.rstrip()) for line in lines if line.strip()] or [0])
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or _PAGE_HEADER.search(line):
            blocks.append([])
        elif _PAGE_TOP.match(line) and (_full_stop(blocks[-1], width) or is_heading(line)):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return [_join(block, whole) for block in blocks if block]


def _full_stop(block: Sequence[str], width: float) -> bool:
    """Whether a paragraph visibly ends here: after a full stop, on a line that is not full."""
    last = block[-1].rstrip() if block else ""
    return ended(last) and len(last) < 0.9 * width


def _join(lines: Sequence[str], whole: str) -> str:
    joined = ""
    for line in (" ".join(line.split()) for line in lines):
        broken = line and joined.endswith("-")
        joined = _hyphenated(joined, line, whole) if broken else f"{joined} {line}".strip()
    return joined


def _hyphenated(before: str, after: str, whole: str) -> str:
    """Join at a hyphen, which stays where it belongs to the word: before a capital or a digit, or as seen elsewhere."""
    compound = f"{before.split()[-1]}{after.split()[0]}".strip('"“”‘’(),.;')
    belongs = not after[0].islower() or re.search(re.escape(compound) + r"\b", whole)
    return (before if belongs else before[:-1]) + after


def ended(text: str) -> bool:
    """Whether a text ends as a sentence or a heading's colon does."""
    return bool(_ENDED.search(text))


def sentences(paragraph: str) -> tuple[str, ...]:
    """Cut a paragraph at full stops before a capital, a digit or a quotation; never after an initial or abbreviation.
    A citation in parentheses belongs to the sentence before it."""
    stops = [m.end() for m in _STOP.finditer(paragraph) if not _ABBREVIATION.search(paragraph[: m.start() + 1])]
    ends = sorted({*stops, *(m.end() for m in _UNDOTTED_CITATION.finditer(paragraph)), len(paragraph)})
    cuts = zip([0, *ends], ends, strict=False)
    return tuple(text for start, end in cuts if (text := paragraph[start:end].strip()))
