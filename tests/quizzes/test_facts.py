"""Facts: typed, with their slots, their names and their likenesses."""

from dataclasses import FrozenInstanceError, replace

import pytest

from quizzes.dates import When
from quizzes.facts import KINDS, Fact, slot_fields
from quizzes.values import Entity


class TestAFactKind:
    @pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
    def test_is_asked_only_for_its_slots_and_what_an_event_is_called(self, kind: type[Fact]):
        assert set(kind.asked) <= {*slot_fields(kind), "what"}

    @pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
    def test_says_how_a_wrong_value_of_each_slot_is_proved_wrong(self, kind: type[Fact]):
        assert set(kind.proof) == set(kind.asked)
        assert set(kind.proof.values()) <= {"functional", *slot_fields(kind)}

    def test_is_found_under_its_own_name(self):
        assert all(kind.kind == name for name, kind in KINDS.items())


class TestAFact:
    def test_gives_its_filled_slots_in_the_order_of_its_kind(self, society):
        assert list(society.facts["signature/lamp-ada"].slots()) == ["person", "treaty", "side"]
        assert list(society.facts["signature/book-ece"].slots()) == ["person", "treaty"]

    def test_speaks_of_the_entities_in_its_slots_and_those_it_mentions_each_once(self, society):
        assert [e.id for e in society.facts["relation/founder"].entities] == ["society", "ada", "gul"]

    def test_holds_typed_values(self, society):
        assert society.facts["event/fair"].slots()["when"] == When.parse("1922-06-01")

    def test_cannot_be_changed(self, society):
        with pytest.raises(FrozenInstanceError):
            society.facts["event/fair"].id = "event/other"


class TestAnEntity:
    def test_has_a_name_in_each_language_and_all_its_spellings_once(self, society):
        ada = society.entities["ada"]
        assert (ada.name("tr"), ada.name("en")) == ("Ada Kırlangıç", "Ada Swallow")
        assert ada.spellings == ("Ada Kırlangıç", "Ada Swallow", "Adâ Kirlangıç Hanım")
        assert society.entities["bora"].spellings == ("Bora Denizer",)

    def test_is_compared_by_its_spellings_laid_bare(self, society):
        assert society.entities["ada"].folded == {"ada kirlangic", "ada swallow", "ada kirlangic hanim"}

    def test_is_the_same_whatever_it_is_called(self, society):
        ada = society.entities["ada"]
        assert replace(ada, names={"tr": "A.", "en": "A."}) == ada != Entity("ada", "place", ada.names)


class TestABank:
    def test_is_walked_fact_by_fact(self, society):
        assert [fact.id for fact in society] == list(society.facts)

    def test_knows_a_likeness_from_both_its_ends(self, society):
        assert society.facts["provision/book-peace"].alike == ()
        assert society.alike["provision/book-peace"] == {"provision/lamp-peace"}
        assert society.alike["provision/lamp-peace"] == {"provision/book-peace"}
        assert society.alike["provision/oil-price"] == frozenset()

    def test_has_a_title_in_each_language(self, society):
        assert (society.title("tr"), society.title("en")) == ("Fener Cemiyeti", "The Lantern Society")
