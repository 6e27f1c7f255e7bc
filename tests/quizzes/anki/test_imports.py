"""What happens in a learner's Anki, asked of the real engine."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import replace

import pytest

from quizzes.anki import packages
from quizzes.anki.notetypes import CHANGED, NOTE_TYPES, fields_of

pytestmark = pytest.mark.anki


class TestAFirstImport:
    def test_brings_every_note_in_its_own_type(self, learner, make_deck):
        learner.take(make_deck())
        types = Counter(note.note_type()["name"] for note in learner.notes())
        assert types == {"Varaka Card": 1, "Varaka Typed": 1, "Varaka Cloze": 1, "Varaka Choice": 1}

    def test_makes_one_new_card_of_each_note(self, learner, make_deck):
        learner.take(make_deck())
        assert [[(card.type, card.reps) for card in note.cards()] for note in learner.notes()] == [[(0, 0)]] * 4

    @pytest.mark.parametrize("kind", NOTE_TYPES)
    def test_keeps_the_fields_by_name_and_text(self, learner, make_deck, make_note, kind):
        learner.take(make_deck())
        expected = dict(zip(NOTE_TYPES[kind].fields, fields_of(make_note(kind)), strict=True))
        assert dict(learner.note(kind).items()) == expected

    def test_sorts_the_notes_under_their_topics(self, learner, make_deck, make_note):
        learner.take(make_deck(make_note("card"), make_note("typed", topic="Yerler")))
        home = learner.collection.decks.name(learner.note("typed").cards()[0].did)
        assert home == "1918: Hacınski::Yerler"

    def test_keeps_the_tags_and_their_letters(self, learner, make_deck):
        learner.take(make_deck())
        assert learner.note("card").tags == ["Antlaşma-maddeleri", "ışık"]

    def test_teaches_in_the_order_of_the_deck(self, learner, make_deck, make_note):
        names = ["z", "a", "m", "b"]
        learner.take(make_deck(*(make_note("card", name=name) for name in names)))
        placed = sorted((note.cards()[0].due, note["Id"]) for note in learner.notes())
        assert [html.unescape(name) for _, name in placed] == [f"hacinski-1918/{name}~card" for name in names]

    def test_leaves_a_collection_in_which_the_engine_finds_no_fault(self, learner, make_deck):
        learner.take(make_deck())
        _, sound = learner.collection.fix_integrity()
        assert sound
        assert len(learner.notes()) == 4


class TestASecondImport:
    @pytest.fixture(autouse=True)
    def given(self, learner, make_deck):
        learner.take(make_deck())

    def test_of_the_same_deck_changes_nothing(self, learner, make_deck):
        before = learner.collection.db.all("select * from notes")
        learner.take(make_deck())
        assert learner.collection.db.all("select * from notes") == before

    def test_of_an_edited_deck_updates_and_does_not_double(self, learner, make_deck, make_note, monday):
        edited = make_note("card", front="Hangi kentte?", changed=monday + 60)
        log = learner.take(make_deck(edited, make_note("typed")))
        assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 1, 0)
        assert learner.note("card")["Front"] == "Hangi kentte?"

    @pytest.mark.parametrize("kind", NOTE_TYPES)
    def test_keeps_what_the_learner_has_reviewed(self, learner, make_deck, make_note, monday, kind):
        learner.study(kind)
        remembered = learner.study(kind)
        learner.take(make_deck(make_note(kind, extra="Yeni bir cümle.", changed=monday + 60)))
        assert learner.note(kind)["Extra"] == "Yeni bir cümle."
        assert learner.memory(kind) == remembered

    def test_brings_new_notes_and_leaves_the_rest_whatever_the_order(self, learner, make_deck, make_note):
        before = {note.guid: note.id for note in learner.notes()}
        log = learner.take(make_deck(make_note("card", name="noise"), *make_deck().notes[::-1]))
        after = {note.guid: note.id for note in learner.notes()}
        assert len(log.new) == 1
        assert before.items() < after.items()

    def test_leaves_the_learners_own_edit_where_we_changed_nothing(self, learner, make_deck, make_note, monday):
        own = learner.note("card")
        own["Extra"], own.tags = "Kendi notum.", ["benim"]
        learner.collection.update_note(own)
        learner.take(make_deck(make_note("card"), make_note("typed", extra="Yeni.", changed=monday + 60)))
        assert (learner.note("card")["Extra"], learner.note("card").tags) == ("Kendi notum.", ["benim"])

    def test_of_a_note_whose_topic_changed_does_not_double_it(self, learner, make_deck, make_note, monday):
        learner.take(make_deck(make_note("card", topic="Yerler", changed=monday + 60)))
        assert learner.note("card")["Topic"] == "Yerler"

    def test_leaves_a_card_in_the_deck_where_the_learner_has_it(self, learner, make_deck, make_note, monday):
        home = learner.note("card").cards()[0].did
        learner.take(make_deck(make_note("card", topic="Yerler", changed=monday + 60)))
        assert learner.note("card").cards()[0].did == home

    def test_takes_new_faces_only_when_they_are_later(self, learner, make_deck, monkeypatch):
        seen = []
        for changed in (CHANGED, CHANGED + 1):
            monkeypatch.setattr(packages, "CHANGED", changed)
            monkeypatch.setattr(packages, "STYLE", "/* new */")
            learner.take(make_deck())
            seen.append(learner.note("card").cards()[0].render_output().css == "/* new */")
        assert seen == [False, True]


class TestTwoDecks:
    def test_of_two_languages_live_side_by_side(self, learner, make_deck):
        english = tuple(replace(note, lang="en", front="Where?") for note in make_deck().notes)
        learner.take(make_deck())
        log = learner.take(make_deck(notes=english, title="1918: Hajinski", lang="en"))
        assert (len(log.new), len(learner.notes())) == (4, 8)

    def test_of_one_title_lose_no_note(self, learner, make_deck):
        english = tuple(replace(note, lang="en", front="Where?") for note in make_deck().notes)
        learner.take(make_deck())
        learner.take(make_deck(notes=english, lang="en"))
        assert len(learner.notes()) == 8


class TestALatePackage:
    def test_taken_first_loses_nothing_to_an_early_one(self, learner, make_deck, make_note, monday):
        learner.take(make_deck(make_note("card", front="Yeni soru?", changed=monday + 60)))
        learner.take(make_deck(make_note("card", front="Eski soru?")))
        assert learner.note("card")["Front"] == "Yeni soru?"
