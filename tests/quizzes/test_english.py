"""English possessives, dates, numbers."""

import pytest

from quizzes.dates import When
from quizzes.languages import english, language


class TestNames:
    @pytest.mark.parametrize(
        ("name", "possessive"),
        [
            ("Enver Pasha", "Enver Pasha’s"),
            ("the Seim", "the Seim’s"),
            ("Kars", "Kars’s"),
            ("the Caucasus", "the Caucasus’s"),
            ("the Bolsheviks", "the Bolsheviks’"),
            ("the Ottoman railways", "the Ottoman railways’"),
        ],
    )
    def test_own_things(self, name, possessive):
        assert english.inflect(name, "s") == possessive
        assert english.inflect(name, "") == name

    def test_follow_a_form_written_by_hand(self):
        assert english.inflect("Moses", "s", {"s": "Moses'"}) == "Moses'"

    def test_have_no_other_case(self):
        with pytest.raises(ValueError, match="no case 'de'"):
            english.inflect("Baku", "de")


class TestDates:
    @pytest.mark.parametrize(
        ("iso", "plain", "on"),
        [
            ("1918-06-04", "4 June 1918", "on 4 June 1918"),
            ("1918-06", "June 1918", "in June 1918"),
            ("1918", "1918", "in 1918"),
            ("1918-05-11/1918-06-04", "11 May – 4 June 1918", "from 11 May to 4 June 1918"),
            ("1918-05-11/1918-05-14", "11–14 May 1918", "from 11 to 14 May 1918"),
            ("1917-12-18/1918-01-02", "18 December 1917 – 2 January 1918", "from 18 December 1917 to 2 January 1918"),
            ("1902/1917", "1902–1917", "from 1902 to 1917"),
        ],
    )
    def test_are_said(self, iso, plain, on):
        assert english.date(When.parse(iso), "") == plain
        assert english.date(When.parse(iso), "on") == on
        assert english.date(When.parse(iso), "of") == f"of {plain}"

    def test_have_no_possessive(self):
        with pytest.raises(ValueError, match="no case 's'"):
            english.date(When.parse("1918"), "s")


class TestNumbers:
    @pytest.mark.parametrize(
        ("amount", "unit", "said"),
        [
            ("500000", "Turkish liras", "500,000 Turkish liras"),
            ("1", "day/days", "1 day"),
            ("2", "day/days", "2 days"),
            ("75%", "", "75%"),
            ("45", "", "45"),
            ("1.5", "million", "1.5 million"),
        ],
    )
    def test_are_said(self, amount, unit, said):
        assert english.number(amount, unit, "") == said


class TestSentences:
    def test_begin_with_a_capital(self):
        assert english.capitalise("“in June”") == "“In June”"

    def test_list_with_and(self):
        assert [english.join(parts) for parts in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
            "",
            "A",
            "A and B",
            "A, B and C",
        ]


class TestLanguages:
    def test_are_found_by_their_code(self):
        assert [language(code).code for code in ("tr", "en")] == ["tr", "en"]

    def test_that_are_unknown_are_refused(self):
        with pytest.raises(LookupError, match="no language 'xx'"):
            language("xx")
