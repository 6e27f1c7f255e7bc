"""A bank's events in time."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import timelines
from quizzes.timelines import NEAREST, columns, events, lanes, marks, share, years

spans = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda pair: (min(pair), max(pair)))).map(sorted)


class TestEvents:
    def test_stand_in_order(self, real):
        days = [event.when.first for event in events(real)]
        assert days == sorted(days)
        assert len(days) > 50

    def test_that_begin_together_stand_by_how_closely_they_are_dated(self, society):
        assert [event.when.iso for event in events(society)][:4] == [
            "1921-03-05",
            "1921-03-05",
            "1921-04-09",
            "1921-05",
        ]

    def test_of_a_bank_without_any_are_none(self, society):
        assert columns(years(())) == ()


class TestYears:
    def test_hold_every_event_once(self, real):
        shown = [event.id for year in years(events(real)) for event in year.events]
        assert sorted(shown) == sorted(event.id for event in events(real))

    def test_of_few_events_are_not_parted(self, society):
        assert [(y.number, [m.number for m in y.months], y.marks) for y in years(events(society))] == [
            (1921, [None], ()), (1922, [None], ()), (1923, [None], ()), (1924, [None], ()), (1925, [None], ()),
        ]  # fmt: skip

    def test_of_many_events_are_parted_by_month(self, society, monkeypatch):
        monkeypatch.setattr(timelines, "BUSY", 4)
        first = years(events(society))[0]
        assert [(month.number, len(month.events)) for month in first.months] == [(3, 2), (4, 1), (5, 1)]
        assert first.lanes == 2


class TestAMark:
    def test_is_as_wide_as_its_date_is_open(self, society):
        by_kind = {mark.kind: mark for mark in marks(1921, events(society)[:4])}
        assert by_kind["day"].start == by_kind["day"].end
        assert by_kind["month"].end - by_kind["month"].start == pytest.approx(30 / 364)

    def test_of_what_outlasts_the_year_ends_with_it(self):
        assert [share(date(1918, 1, 1), 1918), share(date(1918, 12, 31), 1918), share(date(1925, 5, 5), 1918)] == [
            0,
            1,
            1,
        ]


class TestLanes:
    def test_are_shared_by_what_does_not_touch(self):
        assert lanes([(0.1, 0.1), (0.1, 0.1), (0.11, 0.5), (0.3, 0.3)]) == (0, 1, 2, 0)

    @given(spans)
    def test_never_hold_two_marks_that_touch(self, found):
        rows = list(zip(lanes(found), found, strict=True))
        for row in {lane for lane, _ in rows}:
            inside = [span for lane, span in rows if lane == row]
            assert all(after[0] - before[1] >= NEAREST for before, after in pairwise(inside))


class TestColumns:
    def test_count_the_events_of_a_year(self, real):
        found = columns(years(events(real)))
        assert sum(column.count for column in found) == len(events(real))
        assert (found[0].at, found[-1].at) == (0, 1)

    def test_name_the_fullest_year_where_it_has_room(self, real):
        assert [column.number for column in columns(years(events(real))) if column.named] == [1918]

    def test_of_one_year_stand_at_the_beginning(self, society):
        only = columns(years(events(society)[:4]))
        assert [(column.number, column.count, column.at, column.named) for column in only] == [(1921, 4, 0, False)]
