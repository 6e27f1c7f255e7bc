"""A deck → the bytes of an ``.apkg``, the same bytes from the same deck.

genanki writes the tables; what it cannot say (a time for each note, ids that hold still, ``schedVer``, a true ``crt``)
is said here. The measurements behind each of these stand in ``docs/decisions/0005-anki-note-types.md``.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable
from typing import Any

import genanki

from quizzes.anki.faces import STYLE
from quizzes.anki.notes import Deck, Note
from quizzes.anki.notetypes import CHANGED, NOTE_TYPES, NoteType, fields_of
from quizzes.anki.texts import clean, deck_name, tag

#: Anki's ids are times in ms and say "added on" to the learner; nothing of ours is older than this (1 January 2026).
_EARLIEST = 1767225600
_DAY_MS = 86_400_000
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def package_bytes(deck: Deck) -> bytes:
    """The deck as a legacy ``.apkg`` (schema 11), which every Anki app since 2.1 reads."""
    connection = sqlite3.connect(":memory:")
    try:
        _fill(connection, deck)
        return _zipped({"collection.anki2": _image(connection), "media": b"{}"})
    finally:
        connection.close()


def guid(note: Note) -> str:
    """The note's name in every collection, from id and language alone: texts, order and topic may change."""
    made: str = genanki.guid_for("varaka", note.lang, clean(note.id))
    return made


def row_ids(notes: Iterable[Note]) -> dict[str, int]:
    """A row id for each note, by guid: up to a day before its change, whatever the notes' order.

    Where two fall on the same millisecond the later guid moves on to an earlier, free one.
    """
    ids: dict[str, int] = {}
    taken: set[int] = set()
    for name, note in sorted((guid(note), note.changed) for note in notes):
        made = max(note, _EARLIEST) * 1000 - _number(name, below=_DAY_MS)
        while made in taken:
            made -= 1
        taken.add(made)
        ids[name] = made
    return ids


def _number(*names: str, below: int) -> int:
    digest = hashlib.sha256("\x1f".join(names).encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def _deck_id(*names: str) -> int:
    """2**40 and up: out of the way of Anki's own decks, and exact in JavaScript."""
    return 2**40 + _number("deck", *names, below=2**38)


def _fill(connection: sqlite3.Connection, deck: Deck) -> None:
    cursor = connection.cursor()
    models = {kind: _model(NOTE_TYPES[kind]) for kind in dict.fromkeys(note.kind for note in deck.notes)}
    decks = _subdecks(deck)
    genanki.Package(_with_models(decks.values(), models.values())).write_to_db(cursor, CHANGED, iter(()))
    ids = row_ids(deck.notes)
    for place, note in enumerate(deck.notes):
        row = ids[guid(note)]
        home = decks[note.topic].deck_id
        _record(note, models[note.kind], place).write_to_db(cursor, note.changed, home, iter((row, row)))
    _settle(cursor, max(note.changed for note in deck.notes))
    connection.commit()


def _subdecks(deck: Deck) -> dict[str, Any]:
    """The decks by topic; "" is the deck itself, which stands first so that its subdecks find it."""
    title, key = deck_name(deck.title), (clean(deck.id), deck.lang)
    decks = {"": genanki.Deck(_deck_id(*key), title)}
    for topic in dict.fromkeys(note.topic for note in deck.notes):
        name = deck_name(topic)
        if topic.strip():
            decks[topic] = genanki.Deck(_deck_id(*key, name), f"{title}::{name}")
        else:
            decks[topic] = decks[""]
    return decks


def _with_models(decks: Iterable[Any], models: Iterable[Any]) -> list[Any]:
    found = list(decks)
    for model in models:
        found[0].add_model(model)
    return found


def _model(made: NoteType) -> Any:
    return genanki.Model(
        made.id,
        made.name,
        fields=[{"name": name, "font": "Noto Serif", "size": 18} for name in made.fields],
        templates=[{"name": made.name, "qfmt": made.front, "afmt": made.back}],
        css=STYLE,
        model_type=genanki.Model.CLOZE if made.cloze else genanki.Model.FRONT_BACK,
        sort_field_index=made.sort,
    )


def _record(note: Note, model: Any, place: int) -> Any:
    tags = [made for made in dict.fromkeys(map(tag, note.tags)) if made]
    return genanki.Note(model=model, fields=list(fields_of(note)), tags=tags, guid=guid(note), due=place + 1)


def _settle(cursor: sqlite3.Cursor, changed: int) -> None:
    """What genanki hard-codes: when the collection was made, and (vital) the scheduler its history is written for."""
    made = max(changed, _EARLIEST) // 86400 * 86400
    ((written,),) = cursor.execute("SELECT conf FROM col").fetchall()
    conf = json.dumps(json.loads(written) | {"schedVer": 2}, sort_keys=True)
    cursor.execute("UPDATE col SET crt = ?, mod = ?, scm = ?, conf = ?", (made, changed * 1000, made * 1000, conf))


def _image(connection: sqlite3.Connection) -> bytes:
    """The database file, without the number of the SQLite version that happened to write it (bytes 96–99)."""
    image = connection.serialize()
    return image[:96] + bytes(4) + image[100:]


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.create_system = 3  # Unix; zipfile writes the machine's own otherwise
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return out.getvalue()
