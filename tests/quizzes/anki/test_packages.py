from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from quizzes.anki import package_bytes, packages
from quizzes.anki.faces import STYLE
from quizzes.anki.notetypes import CHANGED, NOTE_TYPES

HERE = Path(__file__).parent
GOLDEN = tomllib.loads((HERE / "golden.toml").read_text("utf-8"))


class TestWhatIsReleasedStaysAsItIs:
    """A learner's collection holds these: change one, and updates stop or cards double."""

    @pytest.mark.parametrize("kind", NOTE_TYPES)
    def test_in_the_id_name_and_fields_of_a_note_type(self, kind):
        made, frozen = NOTE_TYPES[kind], GOLDEN["note_types"][kind]
        assert {"id": made.id, "name": made.name, "fields": list(made.fields)} == frozen

    def test_in_the_number_of_note_types(self):
        assert list(NOTE_TYPES) == list(GOLDEN["note_types"])

    @pytest.mark.parametrize("frozen", GOLDEN["guids"], ids=lambda frozen: frozen["guid"])
    def test_in_the_guid_made_of_an_id_and_a_language(self, make_note, frozen):
        assert packages.guid(make_note(id=frozen["id"], lang=frozen["lang"])) == frozen["guid"]

    def test_unless_the_date_of_the_faces_says_that_they_changed(self):
        """Anki takes new faces only if they are later: with new faces, set CHANGED to now, then both lines here."""
        faces = "\0".join([STYLE, *(text for made in NOTE_TYPES.values() for text in (made.front, made.back))])
        made = {"changed": CHANGED, "sha256": hashlib.sha256(faces.encode()).hexdigest()}
        assert made == GOLDEN["faces"]


class TestAPackage:
    def test_is_the_same_bytes_every_time(self, make_deck):
        assert package_bytes(make_deck()) == package_bytes(make_deck())

    @pytest.mark.parametrize(("seed", "zone"), [("1", "Asia/Baku"), ("2", "America/Los_Angeles")])
    def test_is_the_same_bytes_in_another_process_zone_and_hash_seed(self, make_deck, seed, zone):
        script = "import sys, pickle; from quizzes.anki import package_bytes\n"
        script += "sys.stdout.buffer.write(package_bytes(pickle.load(sys.stdin.buffer)))"
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(HERE.parents[2])}
        assert piped(script, make_deck(), environment) == package_bytes(make_deck())

    def test_names_no_machine_and_no_clock(self, make_deck):
        with zipfile.ZipFile(io.BytesIO(package_bytes(make_deck()))) as archive:
            entries = [(e.filename, e.date_time, e.create_system, e.compress_type) for e in archive.infolist()]
        assert entries == [(name, (1980, 1, 1, 0, 0, 0), 3, 8) for name in ("collection.anki2", "media")]

    def test_is_for_the_scheduler_of_today(self, make_deck):
        """Without schedVer 2 Anki rewrites a learner's first Good as Easy."""
        ((conf,),) = rows(make_deck(), "select conf from col")
        assert json.loads(conf)["schedVer"] == 2

    def test_was_made_on_the_day_its_latest_note_changed(self, make_deck, make_note, monday):
        made = make_deck(make_note("card"), make_note("typed", changed=monday + 3 * 86400 + 5000))
        assert rows(made, "select crt from col") == [(monday + 3 * 86400,)]

    def test_gives_each_note_the_time_of_its_own_change(self, make_deck, make_note, monday):
        made = make_deck(make_note("card"), make_note("typed", changed=monday + 5))
        assert rows(made, "select mod from notes order by mod") == [(monday,), (monday + 5,)]


class TestRowIds:
    def test_are_never_later_than_the_change(self, many):
        assert all(note.changed * 1000 - 86_400_000 < ids(many)[note] <= note.changed * 1000 for note in many)

    def test_do_not_depend_on_order_or_company(self, many):
        alone = {note: ids([note])[note] for note in many[:50]}
        assert {note: ids(many[::-1])[note] for note in many[:50]} == alone

    def test_are_unique_even_where_the_numbers_collide(self, many, monkeypatch):
        monkeypatch.setattr(packages, "_number", lambda *_, below: 7 % below)
        assert len(set(ids(many).values())) == len(many)

    def test_of_an_undated_note_are_still_times_of_our_own(self, make_note):
        (made,) = packages.row_ids([make_note(changed=0)]).values()
        assert made > 1_767_000_000_000

    @pytest.fixture
    def many(self, make_note):
        return [make_note(name=f"noise-{number}") for number in range(200)]


def ids(notes):
    made = packages.row_ids(notes)
    return {note: made[packages.guid(note)] for note in notes}


class TestSubdecks:
    def test_have_the_same_ids_whatever_they_hold(self, make_deck, make_note):
        small = make_deck(make_note("card"))
        large = make_deck(make_note("typed", topic="Yerler"), make_note("card"))
        assert decks(small).items() <= decks(large).items()

    def test_of_two_languages_are_apart(self, make_deck, make_note):
        english = make_deck(make_note("card", lang="en"), lang="en")
        assert not {*decks(english).values()} & {*decks(make_deck(make_note("card"))).values()}

    def test_are_not_made_for_notes_without_a_topic(self, make_deck, make_note):
        assert list(decks(make_deck(make_note("card", topic="")))) == ["1918: Hacınski"]

    def test_survive_colons_in_names(self, make_deck, make_note):
        made = make_deck(make_note("card", topic="Yollar::Köprüler"))
        assert list(decks(made)) == ["1918: Hacınski", "1918: Hacınski::Yollar:Köprüler"]


class TestANotesGuid:
    def test_does_not_depend_on_its_texts(self, make_note):
        note = make_note("card")
        edited = replace(note, front="Nerede?", back="Gence", topic="Yerler", tags=(), changed=note.changed + 1)
        assert packages.guid(edited) == packages.guid(note)

    def test_differs_from_language_to_language(self, make_note):
        assert packages.guid(make_note("card", lang="en")) != packages.guid(make_note("card"))


def rows(deck, query):
    with zipfile.ZipFile(io.BytesIO(package_bytes(deck))) as archive:
        image = archive.read("collection.anki2")
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(image)
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def decks(deck):
    ((written,),) = rows(deck, "select decks from col")
    return {made["name"]: made["id"] for made in json.loads(written).values() if made["id"] != 1}


def piped(script, given, environment):
    import pickle

    command = [sys.executable, "-c", script]
    return subprocess.run(command, input=pickle.dumps(given), env=environment, capture_output=True, check=True).stdout
