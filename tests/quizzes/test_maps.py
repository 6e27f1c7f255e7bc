"""A bank's places on a map."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.maps import DOT, NEAR, WHOLE, WIDE, Box, Told, Window, pins, places
from quizzes.values import Entity

BATUM = Entity("batum", "place", {"en": "Batumi"}, where=(41.65, 41.64))
TIFLIS = Entity("tiflis", "place", {"en": "Tiflis"}, where=(41.72, 44.79))
CAIRO = Entity("cairo", "place", {"en": "Cairo"}, where=(30.04, 31.24))
SEA = Entity("sea", "place", {"en": "the sea"})

towns = st.lists(st.tuples(st.floats(38.3, 43.1), st.floats(38.6, 50.9)), min_size=1, max_size=16, unique=True)


def told(*found: Entity) -> list[Told]:
    return [Told(place, number, ()) for number, place in enumerate(found, 1)]


class TestAWindow:
    def test_holds_what_lies_in_it(self):
        assert [NEAR.holds(place) for place in (BATUM, TIFLIS, CAIRO, SEA)] == [True, True, False, False]
        assert [WHOLE.holds(place) for place in (BATUM, TIFLIS, CAIRO, SEA)] == [True, True, True, False]

    def test_has_north_above_and_east_at_the_right(self):
        (x, y), (further, _), (_, lower) = NEAR.point(42, 42), NEAR.point(42, 43), NEAR.point(41, 42)
        assert further > x
        assert lower > y

    @pytest.mark.parametrize("window", [NEAR, WHOLE])
    def test_has_its_corners_at_its_corners(self, window: Window):
        assert window.point(window.north, window.west) == pytest.approx((0, 0))
        assert window.point(window.south, window.east) == pytest.approx((WIDE, window.height))


class TestPlaces:
    def test_are_those_that_facts_tell_of_the_most_told_of_first(self, society):
        first = next(iter(society))
        town, hill = (society.entities[key] for key in ("liman", "tepe"))
        facts = {f"f/{n}": replace(first, id=f"f/{n}", mentions=(town,) if n else (town, hill)) for n in range(3)}
        found = places(replace(society, facts=facts), "en")
        assert [(one.place.id, len(one.facts)) for one in found] == [("liman", 3), ("tepe", 1)]

    def test_have_a_number_where_they_are_on_the_map(self, society):
        first = next(iter(society))
        hill = replace(society.entities["tepe"], where=(41.0, 42.0))
        fact = replace(first, mentions=(society.entities["liman"], hill))
        found = places(replace(society, facts={fact.id: fact}), "en")
        assert [(one.place.id, one.number) for one in found] == [("tepe", 1), ("liman", None)]


class TestPins:
    def test_leave_out_what_has_no_place_or_lies_outside(self):
        assert [pin.told.place for pin in pins(NEAR, told(BATUM, CAIRO, SEA))] == [BATUM]

    def test_leave_to_the_inset_what_it_shows(self):
        assert [pin.told.place for pin in pins(WHOLE, told(BATUM, CAIRO), NEAR)] == [CAIRO]

    @given(towns)
    def test_have_numbers_inside_the_map(self, found):
        for pin in pins(NEAR, told(*scattered(found))):
            assert 0 <= pin.label.x <= WIDE
            assert 0 <= pin.label.y <= NEAR.height

    def test_never_meet_even_where_towns_crowd(self):
        crowd = [(41 + 0.25 * row, 43 + 0.3 * column) for row in range(4) for column in range(5)]
        made = pins(NEAR, told(*scattered(crowd)))
        labels = [pin.label for pin in made]
        dots = [Box(pin.x, pin.y, 2 * DOT, 2 * DOT) for pin in made]
        assert not any(one.meets(other) for one, other in combinations(labels, 2))
        assert not any(label.meets(dot) for label in labels for dot in dots)

    def test_alone_have_their_number_beside_them_without_a_line(self):
        assert [pin.far for pin in pins(NEAR, told(BATUM, TIFLIS))] == [False, False]


def scattered(found) -> list[Entity]:
    return [Entity(f"p{n}", "place", {"en": f"P{n}"}, where=where) for n, where in enumerate(found)]
