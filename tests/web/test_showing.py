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
            assert day_words(DAY).replace("\N{NO-BREAK SPACE}", " ") == words

    @pytest.mark.parametrize(
        ("lang", "words"), [("tr", "22 Kasım 2026"), ("en", "22 November 2026"), ("az", "22 noyabr 2026-cı il")]
    )
    def test_of_any_year_is_said_with_its_year(self, reading, lang, words):
        with reading(lang):
            assert date_words(DAY).replace("\N{NO-BREAK SPACE}", " ") == words

    @pytest.mark.parametrize(
        ("year", "words"), [(2027, "2027-ci il"), (2030, "2030-cu il"), (2033, "2033-cü il"), (2040, "2040-cı il")]
    )
    def test_takes_the_ending_its_year_has_when_read_aloud(self, reading, year, words):
        with reading("az"):
            assert date_words(date(year, 1, 1)).replace("\N{NO-BREAK SPACE}", " ") == f"1 yanvar {words}"

    @pytest.mark.parametrize("lang", ["tr", "en", "az"])
    def test_does_not_part_from_its_month_nor_a_year_from_its_word(self, reading, lang):
        with reading(lang):
            assert "22\N{NO-BREAK SPACE}" in date_words(DAY)
        assert unbroken("2026-cı il, 3-cü maddə") == "2026-cı\N{NO-BREAK SPACE}il, 3-cü\N{NO-BREAK SPACE}maddə"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
class TestAMoment:
    @pytest.mark.parametrize(
        ("lang", "words"),
        [("tr", "22 Kasım 2026, 23.59"), ("en", "22 November 2026, 23:59"), ("az", "22 noyabr 2026-cı il, 23:59")],
    )
    def test_is_what_the_clocks_of_a_zone_show(self, reading, lang, words):
        with reading(lang):
            assert moment_words(INSTANT, "Europe/Istanbul").replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.fixture
def reading(app):
    with app.test_request_context():
        yield force_locale
