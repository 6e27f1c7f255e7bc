"""The four note types: frozen ids, frozen field lists, and the fields of a note in that order.

Anki recognises a note type by its id and refuses to update a note whose type has another field list, so nothing here
that stands in ``tests/quizzes/anki/golden.toml`` may ever change. New needs go to the spare fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizzes.anki import faces
from quizzes.anki.notes import Kind, Note
from quizzes.anki.texts import address, clean, field

#: When faces or style last changed (unix seconds): Anki updates its own copy only if this is later than what it has.
CHANGED = 1795305600

_TAIL = ("Extra", "Source", "Url", "Topic", "Lang", "Spare1", "Spare2", "Spare3")


@dataclass(frozen=True)
class NoteType:
    """``id`` and ``fields`` are frozen; ``front`` and ``back`` are templates, ``sort`` the field shown in lists."""

    id: int
    name: str
    fields: tuple[str, ...]
    front: str
    back: str
    cloze: bool = False
    sort: int = 1


NOTE_TYPES: Mapping[Kind, NoteType] = {
    "card": NoteType(1795219200101, "Varaka Card", ("Id", "Front", "Back", *_TAIL), faces.CARD_FRONT, faces.CARD_BACK),
    "typed": NoteType(
        1795219200102, "Varaka Typed", ("Id", "Front", "Back", *_TAIL), faces.TYPED_FRONT, faces.TYPED_BACK
    ),
    "cloze": NoteType(
        1795219200103,
        "Varaka Cloze",
        ("Id", "Text", "Front", "Back", *_TAIL),
        faces.CLOZE_FRONT,
        faces.CLOZE_BACK,
        cloze=True,
    ),
    "choice": NoteType(
        1795219200104,
        "Varaka Choice",
        ("Id", "Front", "Back", "Options", "Answers", *_TAIL),
        faces.CHOICE_FRONT,
        faces.CHOICE_BACK,
    ),
}


def fields_of(note: Note) -> tuple[str, ...]:
    """The note's fields as HTML, in the order of its note type."""
    values = dict(_values(note))
    return tuple(values.get(name, "") for name in NOTE_TYPES[note.kind].fields)


def _values(note: Note) -> Iterator[tuple[str, str]]:
    yield "Id", field(note.id)
    yield "Front", field(note.front)
    yield "Back", field(note.back)
    yield "Text", f"{field(note.before)}{{{{c1::{field(note.back)}}}}}{field(note.after)}"
    yield "Options", _list(f"<li>{field(option)}</li>" for option in note.options)
    yield "Answers", _list(_answers(note))
    yield "Extra", field(note.extra)
    yield "Source", field(note.source)
    yield "Url", address(note.url)
    yield "Topic", field(note.topic)
    yield "Lang", clean(note.lang)


def _answers(note: Note) -> Iterator[str]:
    reasons = note.reasons or ("",) * len(note.options)
    for option, reason in zip(note.options, reasons, strict=True):
        state = ' class="right"' if option == note.back else ""
        why = f"<p>{field(reason)}</p>" if reason else ""
        yield f"<li{state}><b>{field(option)}</b>{why}</li>"


def _list(items: Iterator[str]) -> str:
    return f"<ol>{''.join(items)}</ol>"
