"""Notes and decks as plain data, and the checks that keep a bad one out of a learner's collection."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from quizzes.anki.texts import clean

Kind = Literal["card", "typed", "cloze", "choice"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WEB_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Note:
    """One fact asked in one way, as Anki keeps it. All texts are plain text, never HTML.

    ``id`` is permanent: with ``lang`` it makes the guid by which Anki recognises the note for ever after, so the texts
    may change and the id may not. ``changed`` (unix seconds) is when the content last changed. ``before`` and
    ``after`` stand around ``back`` in a cloze, whose ``front`` may stay empty. A choice lists all ``options``,
    ``back`` among them, and in ``reasons`` why each is wrong or right, in the same order (or none at all).

    Raises ValueError, naming the note, for a note that Anki would drop, split or misread.
    """

    id: str
    kind: Kind
    topic: str
    lang: str
    front: str
    back: str
    before: str = ""
    after: str = ""
    options: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    extra: str = ""
    source: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    changed: int = field(kw_only=True)

    def __post_init__(self) -> None:
        for fault in faults(self):
            raise ValueError(f"note {self.id!r}: {fault}")


@dataclass(frozen=True)
class Deck:
    """What goes to Anki: the notes in the order they are to be learnt, each topic a subdeck of ``title``.

    Raises ValueError for a deck without a title or without notes, and for two notes that share id and language.
    """

    id: str
    title: str
    lang: str
    notes: tuple[Note, ...]

    def __post_init__(self) -> None:
        for fault in deck_faults(self):
            raise ValueError(f"deck {self.id!r}: {fault}")


def blank(text: str) -> bool:
    return not clean(text).strip()


def faults(note: Note) -> list[str]:
    """Everything that keeps this note from being written, as sentences."""
    found = [f"its {name} is empty" for name in ("id", "back") if blank(getattr(note, name))]
    if note.kind not in KINDS:
        found.append(f"its kind is {note.kind!r}, not one of {', '.join(KINDS)}")
    if note.kind != "cloze" and blank(note.front):
        found.append("its front is empty")
    if not _LANGUAGE.fullmatch(note.lang):
        found.append(f"{note.lang!r} is not a language code")
    if note.url and not _WEB_ADDRESS.fullmatch(note.url):
        found.append(f"{note.url!r} is not a web address")
    if note.changed < 0:
        found.append("it changed before 1970")
    return found + (choice_faults(note) if note.kind == "choice" else [])


def choice_faults(note: Note) -> list[str]:
    found = []
    if len(note.options) < 2:
        found.append("it has fewer than two options")
    if any(blank(option) for option in note.options):
        found.append("one of its options is empty")
    if note.options.count(note.back) != 1:
        found.append("its back is not exactly one of its options")
    if len({clean(option) for option in note.options}) < len(note.options):
        found.append("two of its options are the same")
    if note.reasons and len(note.reasons) != len(note.options):
        found.append("it does not have one reason for each option")
    return found


def deck_faults(deck: Deck) -> list[str]:
    found = [f"its {name} is empty" for name in ("id", "title") if blank(getattr(deck, name))]
    if not deck.notes:
        found.append("it has no notes")
    seen: set[tuple[str, str]] = set()
    for note in deck.notes:
        key = (note.lang, clean(note.id))
        if key in seen:
            found.append(f"two notes are called {note.id!r}")
        seen.add(key)
    return found
