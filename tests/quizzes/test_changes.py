"""Which answers have changed since a learner met them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from quizzes.changes import changes
from quizzes.memory import Grade, outcomes

MET = datetime(2026, 11, 20, 12, tzinfo=UTC)


class TestAFactThatWasMet:
    def test_has_changed_where_it_was_mended_on_a_later_day(self, society, memory):
        bank = mended(society, "event/fire", changed="2026-11-21")
        (change,) = changes(bank, {"event/fire": memory})
        assert (change.fact.id, change.day) == ("event/fire", date(2026, 11, 21))

    @pytest.mark.parametrize("day", ["", "2026-11-19", "2026-11-20"])
    def test_has_not_where_it_was_mended_before_or_never(self, society, memory, day):
        assert list(changes(mended(society, "event/fire", changed=day), {"event/fire": memory})) == []

    def test_has_not_where_only_others_were_met(self, society, memory):
        assert list(changes(mended(society, "event/fire", changed="2026-11-21"), {"event/flood": memory})) == []

    def test_has_changed_where_another_stands_in_its_place(self, society, memory):
        bank = mended(society, "event/fire", replaces="event/blaze")
        (change,) = changes(bank, {"event/blaze": memory})
        assert (change.fact.id, change.day.isoformat()) == ("event/fire", society.revised)

    def test_has_not_once_that_other_one_was_met_too(self, society, memory):
        bank = mended(society, "event/fire", replaces="event/blaze")
        assert list(changes(bank, {"event/blaze": memory, "event/fire": memory})) == []


def mended(bank, key, **values):
    return replace(bank, facts={**bank.facts, key: replace(bank.facts[key], **values)})


@pytest.fixture
def memory():
    return outcomes(None, now=MET, zone="Europe/Istanbul")[Grade.GOOD]
