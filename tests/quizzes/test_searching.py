"""Looking something up: by any spelling, in any case, by the beginning of every word."""

import pytest

from quizzes.prompts import statement
from quizzes.searching import Index, in_alphabet, pieces


class TestASearch:
    @pytest.mark.parametrize(
        "query", ["kırlangıç", "KIRLANGIÇ", "kirlangic", "Kirlan", "ADA kırlangıç", "  kırlangıç  ", "Kırlangıç’ın"]
    )
    def test_finds_a_name_however_it_is_spelled(self, index, query):
        assert [entity.id for entity in index.search(query).entities] == ["ada"]

    def test_finds_facts_by_whoever_they_speak_of_and_by_their_words(self, index):
        assert "office/chair" in {fact.id for fact in index.search("kırlangıç").facts}
        assert [fact.id for fact in index.search("rıhtımdaki yangın").facts] == ["event/fire"]

    def test_has_what_says_the_words_before_what_only_bears_on_them(self, index):
        found = index.search("Fener").facts
        said = ["Fener" in statement(fact, "tr") for fact in found]
        assert said == sorted(said, reverse=True)
        assert {*said} == {True, False}

    def test_finds_only_what_holds_every_word(self, index):
        assert index.search("kırlangıç yangın").facts == ()

    @pytest.mark.parametrize("query", ["", "  ", "…", "yokböyle"])
    def test_of_nothing_or_of_what_is_not_there_finds_nothing(self, index, query):
        assert (index.search(query).entities, index.search(query).facts) == ((), ())


class TestPieces:
    def test_mark_what_begins_so_and_keep_every_letter(self):
        text = "Hacınski’nin Bakü’deki evi, HACINSKİ"
        made = pieces(text, ("haci", "baku"))
        assert "".join(piece for piece, _ in made) == text
        assert [piece for piece, told in made if told] == ["Hacınski’nin", "Bakü’deki", "HACINSKİ"]

    def test_mark_nothing_where_nothing_was_looked_for(self):
        assert pieces("Bakü", ()) == [("Bakü", False)]


class TestTheAlphabet:
    @pytest.mark.parametrize(
        ("lang", "names"),
        [
            ("tr", ["Saadet", "S. M. Efendiyev", "Şerif", "Tiflis", "Ilgaz", "İstanbul"]),
            ("az", ["Əli", "Elman", "Hacı", "Xan", "Qars", "Kür"]),
            ("en", ["Sharur", "Tiflis", "Ardahan"]),
        ],
    )
    def test_is_the_language_s_own(self, lang, names):
        ordered = {
            "tr": ["Ilgaz", "İstanbul", "S. M. Efendiyev", "Saadet", "Şerif", "Tiflis"],
            "az": ["Elman", "Əli", "Hacı", "Xan", "Kür", "Qars"],
            "en": ["Ardahan", "Sharur", "Tiflis"],
        }
        assert sorted(names, key=lambda name: in_alphabet(name, lang)) == ordered[lang]


@pytest.fixture
def index(society):
    return Index(society, "tr")
