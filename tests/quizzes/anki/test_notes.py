from __future__ import annotations

import pytest

from quizzes.anki.texts import deck_name, field, tag


class TestANoteIsRefused:
    @pytest.mark.parametrize("empty", ["", " \n", "\t", "\u00a0"])
    def test_when_its_front_says_nothing(self, make_note, empty):
        with pytest.raises(ValueError, match="its front is empty"):
            make_note("card", front=empty)

    @pytest.mark.parametrize("kind", ["card", "typed", "cloze", "choice"])
    def test_when_it_has_no_answer(self, make_note, kind):
        with pytest.raises(ValueError, match="its back is empty"):
            make_note(kind, back="")

    def test_when_it_has_no_permanent_id(self, make_note):
        with pytest.raises(ValueError, match="its id is empty"):
            make_note("card", id="")

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc", "/banks/x", "https://a b"])
    def test_when_its_link_leads_anywhere_but_to_the_web(self, make_note, url):
        with pytest.raises(ValueError, match="not a web address"):
            make_note("card", url=url)

    @pytest.mark.parametrize("lang", ["", "türkçe", 'tr" onclick="x', "tr\n"])
    def test_when_its_language_is_no_language_code(self, make_note, lang):
        with pytest.raises(ValueError, match="not a language code"):
            make_note("card", lang=lang)

    def test_when_anki_knows_no_such_kind(self, make_note):
        with pytest.raises(ValueError, match="its kind is 'match'"):
            make_note("match")

    @pytest.mark.parametrize(
        ("other", "fault"),
        [
            ({"options": ("Gence", "Bakü"), "reasons": ()}, "not exactly one of its options"),
            ({"options": ("Batum",), "reasons": ()}, "fewer than two options"),
            ({"options": ("Batum", "Bakü", "Bakü"), "reasons": ()}, "two of its options are the same"),
            ({"options": ("Batum", " "), "reasons": ()}, "one of its options is empty"),
            ({"reasons": ("Başkentti.",)}, "one reason for each option"),
        ],
    )
    def test_when_its_options_do_not_make_a_choice(self, make_note, other, fault):
        with pytest.raises(ValueError, match=fault):
            make_note("choice", **other)


class TestADeckIsRefused:
    def test_when_two_notes_share_an_id(self, make_note, make_deck):
        with pytest.raises(ValueError, match="two notes are called"):
            make_deck(make_note("card"), make_note("card", front="Başka bir soru?"))

    def test_when_it_has_no_notes(self, make_deck):
        with pytest.raises(ValueError, match="it has no notes"):
            make_deck(notes=())


class TestAField:
    @pytest.mark.parametrize("alive", ["{{", "}}", "[sound:x]", "[latex]", "[$]", r"\(", "<%", "<b>", '"', "'", "::"])
    def test_holds_nothing_that_anki_or_a_browser_would_act_on(self, alive):
        assert not set(field(alive)) & set("{}[]\\<>\"':")

    @pytest.mark.parametrize("unwritable", ["\x00", "\x1f", "\x7f", "\ud800"])
    def test_shows_where_a_character_could_not_be_kept(self, unwritable):
        assert field(f"a{unwritable}b") == "a\ufffdb"

    def test_keeps_its_lines(self):
        assert field("bir\r\niki\rüç\n") == "bir<br>iki<br>üç<br>"

    def test_is_composed_as_anki_composes_it(self):
        assert field("g\u0306I\u0307") == "ğİ"


class TestATag:
    def test_keeps_its_letters_and_joins_its_words(self):
        assert tag(" Antlaşma maddeleri\u3000ığüşöçə ") == "Antlaşma-maddeleri-ığüşöçə"


class TestADeckName:
    def test_is_one_level_however_it_is_punctuated(self):
        assert deck_name("1918:: Batum\n::") == "1918: Batum"
