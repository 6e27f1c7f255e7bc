"""Dates as the readers of each language expect them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask_babel import force_locale

from web.showing import date_words, day_words, moment_words, unbroken

DAY = date(2026, 11, 22)
INSTANT = datetime(2026, 11, 22, 20, 59, tzinfo=UTC)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
class TestADay:
    @pytest.mark.parametrize(
        ("lang", "words"), [("tr", "22 Kasım Pazar"), ("en", "Sunday, 22 November"), ("az", "22 noyabr, bazar")]
    )
    def test_of_this_year_is_said_with_its_weekday(self, reading, lang, words):
        with reading(lang):
            assert plain(day_words(DAY)) == words

    @pytest.mark.parametrize(
        ("lang", "words"), [("tr", "22 Kasım 2026"), ("en", "22 November 2026"), ("az", "22 noyabr 2026-cı il")]
    )
    def test_of_any_year_is_said_with_its_year(self, reading, lang, words):
        with reading(lang):
            assert plain(date_words(DAY)) == words

    @pytest.mark.parametrize(
        ("year", "words"), [(2027, "2027-ci il"), (2030, "2030-cu il"), (2033, "2033-cü il"), (2040, "2040-cı il")]
    )
    def test_takes_the_ending_its_year_has_when_read_aloud(self, reading, year, words):
        with reading("az"):
            assert plain(date_words(date(year, 1, 1))) == f"1 yanvar {words}"

    @pytest.mark.parametrize("lang", ["tr", "en", "az"])
    def test_does_not_part_from_its_month(self, reading, lang):
        with reading(lang):
            assert "22\N{NO-BREAK SPACE}" in date_words(DAY)


class TestAFigure:
    def test_does_not_part_from_its_ending_nor_from_the_word_behind_it(self):
        assert unbroken("2026-cı il, 75%-i") == "2026-\N{WORD JOINER}cı\N{NO-BREAK SPACE}il, 75%-\N{WORD JOINER}i"
        assert unbroken("3-5 gün, 1918–1920") == "3-5\N{NO-BREAK SPACE}gün, 1918–1920"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
class TestAMoment:
    @pytest.mark.parametrize(
        ("lang", "words"),
        [("tr", "22 Kasım 2026, 23.59"), ("en", "22 November 2026, 23:59"), ("az", "22 noyabr 2026-cı il, 23:59")],
    )
    def test_is_what_the_clocks_of_a_zone_show(self, reading, lang, words):
        with reading(lang):
            assert plain(moment_words(INSTANT, "Europe/Istanbul")) == words


def plain(text: str) -> str:
    """Without what keeps a line from breaking."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


@pytest.fixture
def reading(app):
    with app.test_request_context():
        yield force_locale
