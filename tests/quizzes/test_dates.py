"""Dates with a stated precision, in the bank's notation and in a learner's."""

import time
from datetime import date
from itertools import islice, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.dates import Moment, When, shifted
from quizzes.languages import language
from quizzes.written_dates import read_when, read_yearless

days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
moments = st.one_of(
    days.map(lambda d: Moment(d.year, d.month, d.day)),
    days.map(lambda d: Moment(d.year, d.month)),
    days.map(lambda d: Moment(d.year)),
)
whens = moments.map(When) | st.tuples(moments, moments).filter(lambda p: p[0].first < p[1].first).map(
    lambda p: When(*p)
)


class TestTheBanksNotation:
    @pytest.mark.parametrize(
        "text", ["1918-06-04", "1918-06", "1918", "1918-05-11/1918-06-04", "1902/1917", "1918-05/1918-06-04"]
    )
    def test_comes_back_as_it_was(self, text):
        assert When.parse(text).iso == text

    @given(whens)
    def test_holds_every_date(self, when):
        assert When.parse(when.iso) == when

    @pytest.mark.parametrize(
        ("text", "precision"),
        [("1918-06-04", "day"), ("1918-06", "month"), ("1918", "year"), ("1902/1917", "period")],
    )
    def test_states_the_precision(self, text, precision):
        assert When.parse(text).precision == precision

    @pytest.mark.parametrize(
        ("text", "complaint"),
        [
            ("1918-06-31", "no calendar has 1918-06-31"),
            ("1918-02-29", "no calendar"),
            ("1918-13", "no calendar"),
            ("1918-00", "no calendar"),
            ("0000", "no calendar"),
            ("4 Haziran 1918", "is not a date"),
            ("1918-6-4", "is not a date"),
            ("", "is not a date"),
            ("１９１８", "is not a date"),
            ("1918\n", "is not a date"),
            ("1917/1902", "ends before it begins"),
            ("1902/1910/1917", "one slash"),
        ],
    )
    def test_is_refused_with_a_sentence(self, text, complaint):
        with pytest.raises(ValueError, match=complaint):
            When.parse(text)


class TestBounds:
    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("1918-06-04", date(1918, 6, 4), date(1918, 6, 4)),
            ("1920-02", date(1920, 2, 1), date(1920, 2, 29)),
            ("1918", date(1918, 1, 1), date(1918, 12, 31)),
            ("1918-05-11/1918-06", date(1918, 5, 11), date(1918, 6, 30)),
        ],
    )
    def test_are_the_first_and_last_day(self, text, first, last):
        assert (When.parse(text).first, When.parse(text).last) == (first, last)

    @pytest.mark.parametrize(
        ("one", "other", "overlap"),
        [
            ("1918-06-04", "1918-06", True),
            ("1918-06-04", "1918", True),
            ("1918-06-04", "1918-05-11/1918-06-04", True),
            ("1918-06-04", "1918-06-05", False),
            ("1918-06", "1918-07", False),
            ("1902/1917", "1917-12-31", True),
        ],
    )
    def test_tell_whether_two_dates_overlap(self, one, other, overlap):
        assert When.parse(one).overlaps(When.parse(other)) is overlap
        assert When.parse(other).overlaps(When.parse(one)) is overlap


class TestALearnersDate:
    @pytest.mark.parametrize(
        "text",
        """4 Haziran 1918|4.6.1918|04/06/1918|4-6-1918|1918-06-04|1918.06.04|4 June 1918|June 4, 1918|June 4th 1918|4 iyun 1918-ci il
        4 Haziran 1918'de|4 Haziran 1918’de|4 HAZIRAN 1918|4 HAZİRAN 1918|4 haziran 1918|4. Haziran 1918|4 Haziran, 1918
        1918 Haziran 4|1918-ci il iyunun 4-ü|4 Haziran 1918 tarihinde|on 4 June 1918|the 4th of June 1918|4.VI.1918|4 Hazran 1918
        04 06 1918|4/Haziran/1918|Haziran'ın 4'ü 1918|(4 Haziran 1918)|04/06/18|4.6.18|4 Haziran 18|4 Haziran '18|June 4, 18
        4 Haz 1918|4 Haz. 1918|4 Jun 1918|4 iyn 1918|dört haziran 1918|fourth of June nineteen eighteen|04061918|19180604
        dördüncü haziran bin dokuz yüz on sekiz|4 Haziran 1918 Salı|Salı, 4 Haziran 1918|4 June 1918, Tuesday""".replace(
            "\n", "|"
        ).split("|"),
    )
    def test_in_any_sane_form_is_one_day(self, text):
        assert read_when(text) == When.parse("1918-06-04")

    @pytest.mark.parametrize(
        ("text", "iso"),
        [
            ("Haziran 1918", "1918-06"),
            ("haziran 1918'de", "1918-06"),
            ("06.1918", "1918-06"),
            ("1918-ci ilin iyunu", "1918-06"),
            ("1918 yılının Haziran ayında", "1918-06"),
            ("mayis 1918", "1918-05"),
            ("May 1918", "1918-05"),
            ("14 Agustos 1918", "1918-08-14"),
            ("14 ağustosta 1918", "1918-08-14"),
            ("28 may 1918-ci il", "1918-05-28"),
            ("1918'de", "1918"),
            ("1918 yılında", "1918"),
            ("11 Mayıs - 4 Haziran 1918", "1918-05-11/1918-06-04"),
            ("11 Mayıs–4 Haziran 1918 tarihleri arasında", "1918-05-11/1918-06-04"),
            ("11.05.1918-04.06.1918", "1918-05-11/1918-06-04"),
            ("11.05-04.06.1918", "1918-05-11/1918-06-04"),
            ("11–14 Mayıs 1918", "1918-05-11/1918-05-14"),
            ("June 4-6, 1918", "1918-06-04/1918-06-06"),
            ("May 11 to June 4, 1918", "1918-05-11/1918-06-04"),
            ("Mayıs–Haziran 1918", "1918-05/1918-06"),
            ("1902–1917 arasında", "1902/1917"),
            ("1902 ile 1917 arasında", "1902/1917"),
            ("1902'den 1917'ye kadar", "1902/1917"),
            ("1902-ci ildən 1917-ci ilə qədər", "1902/1917"),
            ("1902/1917", "1902/1917"),
            ("1917'ye dek", "1917"),
            ("bin dokuz yüz dört", "1904"),
            ("nineteen hundred and four", "1904"),
            ("between nineteen two and nineteen seventeen", "1902/1917"),
            ("on haziran 1918", "1918-06-10"),
            ("on dört Haziran 1918", "1918-06-14"),
            ("on June 4, 1918", "1918-06-04"),
            ("on fourth June 1918", "1918-06-04"),
            ("11.5.18-4.6.18", "1918-05-11/1918-06-04"),
        ],
    )
    def test_keeps_its_precision(self, text, iso):
        assert read_when(text) == When.parse(iso)

    @given(whens, st.sampled_from(["tr", "en"]), st.data())
    def test_is_read_as_the_languages_print_it(self, when, lang, data):
        cases = {"tr": ["", "de"], "en": ["", "on"]}
        assert read_when(language(lang).date(when, data.draw(st.sampled_from(cases[lang])))) == when

    @pytest.mark.parametrize(
        "text",
        ["", "dün", "31 Haziran 1918", "29 Şubat 1918", "0.0.1918", "4.13.1918", "1_918", "1_000", "１９１８", "٤.٦.١٩١٨", "²1918",
         "Haziran 18", "June 14", "18", "'18", "4 Haziran", "1917 1918", "1917/1902", "1902-1910-1917", "4/6 Haziran 1918",
         "04131918", "0406191", "iki üç mart 1918", "on", "\0", "1918\0",
         "\ud800", "<6> 1918", "1918-06-04T00:00", "9" * 5000, " " * 100_000 + "1918", "1918 " * 10_000],
    )  # fmt: skip
    def test_that_is_none_is_none(self, text):
        assert read_when(text) is None

    @given(st.text() | st.text("0123456789 .-/'<>ivxcmayısHAZIRAN", max_size=60))
    def test_never_raises(self, text):
        assert read_when(text) is None or isinstance(read_when(text), When)
        assert read_yearless(text, 1918) is None or isinstance(read_yearless(text, 1918), When)

    @pytest.mark.parametrize(
        ("text", "iso"), [("3.3.75", "1875-03-03"), ("3 Mart 75", "1875-03-03"), ("1975", "1975")]
    )
    def test_of_two_digits_is_of_the_century_asked_for(self, text, iso):
        assert read_when(text, 18) == When.parse(iso)

    def test_is_read_at_once_however_long(self):
        begun = time.perf_counter()
        for text in (
            "1-" * 50,
            "<" * 100,
            "'den" * 25,
            "may" * 33,
            "x" * 1_000_000,
            "on" * 49 + "x",
            "on " * 33,
            "on-" * 33,
        ):
            read_when(text)
        assert time.perf_counter() - begun < 0.1


class TestADateWithoutItsYear:
    @pytest.mark.parametrize(
        ("text", "iso"),
        [
            ("4 Haziran", "1918-06-04"),
            ("June 4", "1918-06-04"),
            ("June 14", "1918-06-14"),
            ("4/6", "1918-06-04"),
            ("dört haziran", "1918-06-04"),
            ("Haziran", "1918-06"),
            ("11 Mayıs - 4 Haziran", "1918-05-11/1918-06-04"),
        ],
    )
    def test_is_of_the_year_asked_for(self, text, iso):
        assert read_yearless(text, 1918) == When.parse(iso)

    def test_may_be_a_leap_day(self):
        assert read_yearless("29 Şubat", 1920) == When.parse("1920-02-29")
        assert read_yearless("29 Şubat", 1918) is None

    @pytest.mark.parametrize(
        "text",
        ["31 Haziran", "4", "06.", "4 Haziran 1918", "Haziran 1918", "1918", "yılında", "", "99.99", "x" * 1000],
    )
    def test_is_nothing_else(self, text):
        assert read_yearless(text, 1918) is None


class TestADateMadeUp:
    """Wrong options for a date that stands alone in its bank."""

    @given(moments.map(When), st.sampled_from((-1, 1)), st.booleans(), st.integers(0, 99))
    def test_is_of_the_same_precision_and_lies_on_its_side_further_and_further(self, when, side, lone, seed):
        made = list(islice(shifted(when, side, Random(seed), lone=lone), 4))
        assert {m.precision for m in made} <= {when.precision}
        assert all((a.first < b.first) == (side > 0) for a, b in pairwise([when, *made]))
        assert not any(m.overlaps(when) for m in made)

    @given(st.integers(0, 99))
    def test_is_a_year_from_two_to_seven_years_off(self, seed):
        years = [m.first.year for m in islice(shifted(When.parse("1904"), 1, Random(seed), lone=True), 3)]
        assert 1906 <= years[0] < years[1] < years[2] <= 1911

    @given(st.integers(0, 99))
    def test_is_a_day_weeks_off_or_years_where_nothing_else_is_near(self, seed):
        day = When.parse("1918-05-28")
        near, far = (next(shifted(day, -1, Random(seed), lone=lone)) for lone in (False, True))
        assert 16 <= (day.first - near.first).days <= 60
        assert 1 < (day.first - far.first).days / 365 < 3

    def test_is_never_the_same_day_by_the_other_calendar(self):
        """12 days lay between the two in the nineteenth century, 13 in the twentieth."""
        days = [next(shifted(When.parse("1918-05-28"), 1, Random(n), lone=False)) for n in range(50)]
        assert {12, 13}.isdisjoint((d.first - date(1918, 5, 28)).days for d in days)

    def test_is_none_where_the_calendar_ends(self):
        assert list(shifted(When.parse("0001"), -1, Random(1), lone=True)) == []
        assert list(shifted(When.parse("9999-12-31"), 1, Random(1), lone=True)) == []
        assert list(shifted(When.parse("1902/1917"), 1, Random(1), lone=True)) == []
