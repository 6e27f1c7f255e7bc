"""Decks: one note a fact, in the kind that suits it, under an id that stays."""

import re

import pytest

from quizzes.anki.notes import KINDS
from quizzes.decks import back, deck, unbroken
from quizzes.distractors import is_listed
from quizzes.marking import Outcome, mark
from quizzes.prompts import statement
from quizzes.questions import QuestionBank
from tests.quizzes.conftest import SEED

BREAKABLE = re.compile(r"(?<!\d)\d{1,2} (?:Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık"
                       r"|January|February|March|April|May|June|July|August|September|October|November|December)\b")  # fmt: skip


class TestADeck:
    def test_has_one_note_a_fact_that_can_be_asked(self, decks, real, real_questions):
        for lang, made in decks.items():
            facts = [note.id.split("~")[0].removeprefix(f"{real.id}/") for note in made.notes]
            stems = {p.fact.id for p in real_questions[lang].prompts.values() if p.stem}
            assert len(set(facts)) == len(facts)
            assert stems <= set(facts) <= set(real.facts)

    def test_has_notes_of_all_four_kinds(self, decks):
        assert all({note.kind for note in made.notes} == set(KINDS) for made in decks.values())

    def test_is_the_same_whenever_it_is_made(self, real, decks):
        assert deck(QuestionBank(real, "tr")) == decks["tr"]

    def test_holds_the_topics_asked_for(self, society_questions, society):
        made = deck(society_questions["en"], topics=["pacts"])
        assert {note.topic for note in made.notes} == {"The pacts"}
        assert {note.topic for note in deck(society_questions["tr"]).notes} == {"Kulüp", "Anlaşmalar"}

    @pytest.mark.parametrize("topics", [["empty"], ["nowhere"]])
    def test_of_nothing_is_refused_by_the_names_of_its_topics(self, society_questions, topics):
        with pytest.raises(ValueError, match=f"lanterns has nothing to learn in these topics: {topics[0]}"):
            deck(society_questions["tr"], topics=topics)

    def test_links_back_to_its_bank_where_the_site_has_an_address(self, society_questions):
        made = deck(society_questions["tr"], url="https://varaka.example")
        assert {note.url for note in made.notes} == {"https://varaka.example/banks/lanterns"}
        assert {note.url for note in deck(society_questions["tr"]).notes} == {""}


class TestANote:
    def test_has_an_id_of_bank_fact_kind_and_language(self, note):
        assert note("event/fair").id == "lanterns/event/fair~cloze~en"

    def test_keeps_its_id_when_its_words_change(self, society, society_questions, note):
        questions = QuestionBank(society, "en")
        questions._sentences["event/fair"] = "Other words."
        assert {n.id for n in deck(questions).notes} == {n.id for n in deck(society_questions["en"]).notes}

    def test_tells_where_its_fact_stands(self, note):
        assert note("provision/lamp-night").source == "Giriş, paragraph 2 · Kandil 1930: 7 · Kandil, F., “Fenerler”"

    def test_is_tagged_with_bank_topic_and_importance(self, note):
        assert note("event/fair").tags == ("varaka", "lanterns", "club", "importance-3")

    def test_is_dated_when_its_fact_last_changed(self, note):
        assert note("event/fair").changed == 1_795_305_600  # 22 November 2026

    def test_never_breaks_a_line_between_day_and_month(self, every_note):
        texts = [t for n in every_note for t in (n.front, n.back, n.before, n.after, n.extra, *n.options, *n.reasons)]
        assert [text for text in texts if BREAKABLE.search(text)] == []
        assert any("4\u00a0Haziran 1918" in text for text in texts)

    def test_never_breaks_a_line_inside_an_option_either(self, note):
        barrels = note("provision/oil-barrels")
        assert barrels.back == "Three barrels on 5\u00a0May"
        assert barrels.back in barrels.options

    def test_leaves_other_numbers_alone(self):
        assert unbroken("In 1918 May came; 3 Mayısçı; 44 kişi") == "In 1918 May came; 3 Mayısçı; 44 kişi"
        assert unbroken("on 4 June and 11 May 1918") == "on 4\u00a0June and 11\u00a0May 1918"


class TestACloze:
    def test_joins_to_the_fact_s_sentence(self, every_note, fact_of):
        clozes = [n for n in every_note if n.kind == "cloze"]
        assert len(clozes) > 100
        for n in clozes:
            assert n.before + n.back + n.after == unbroken(statement(fact_of(n), n.lang))

    def test_does_not_print_its_answer_beside_the_gap(self, every_note):
        for n in (n for n in every_note if n.kind == "cloze"):
            assert not re.search(rf"(?<!\w){re.escape(n.back)}(?!\w)", n.before + n.after), n.id

    def test_says_below_only_what_its_sentence_does_not(self, note, every_note, fact_of):
        assert note("event/fair").extra == ""
        for n in (n for n in every_note if n.kind == "cloze"):
            assert unbroken(statement(fact_of(n), n.lang)) not in n.extra

    def test_is_never_made_of_a_disputed_sentence(self, every_note, fact_of):
        assert not any(fact_of(n).disputed for n in every_note if n.kind == "cloze")


class TestATypedNote:
    def test_has_one_key_on_its_back_which_typed_is_right(self, every_note, fact_of, real_questions):
        typed = [n for n in every_note if n.kind == "typed"]
        assert len(typed) > 100
        for n in typed:
            ids = [key for key in real_questions[n.lang].ids_by_fact[fact_of(n).id] if key.endswith(".typed")]
            keys = [real_questions[n.lang].question(key, SEED).key for key in ids]
            assert any(mark(key, n.back, n.lang).outcome is Outcome.RIGHT for key in keys), n.id

    def test_names_in_its_extra_what_else_answers_the_same_question(self, note):
        assert note("position/ada").back == "Ada Swallow"
        assert note("position/ada").extra.endswith("Also right: Ferit Kandil.")

    def test_keeps_silent_about_what_is_only_arguable(self, note):
        assert "Han Plane" not in note("office/keeper").back + note("office/keeper").extra


class TestAChoiceNote:
    def test_gives_a_reason_with_every_wrong_option_and_none_with_the_right_one(self, every_note):
        choices = [n for n in every_note if n.kind == "choice"]
        assert len(choices) > 50
        for n in choices:
            assert all(bool(reason) is (option != n.back) for option, reason in zip(n.options, n.reasons, strict=True))

    def test_is_what_the_site_asks(self, every_note, fact_of, real_questions):
        for n in (n for n in every_note if n.kind == "choice"):
            questions = real_questions[n.lang]
            ids = [key for key in questions.ids_by_fact[fact_of(n).id] if key.endswith(".choice")]
            assert n.options in {tuple(unbroken(o.text) for o in questions.question(key, SEED).options) for key in ids}

    def test_is_made_of_lists_which_nobody_could_type(self, every_note, fact_of):
        assert {n.kind for n in every_note if is_listed(fact_of(n))} <= {"choice", "card"}


class TestACardsBack:
    def test_is_the_key_and_what_else_answers_the_same_question(self, society_questions):
        asked = society_questions["en"].prompts
        assert back(asked["office/keeper~post"]) == "Keeper of lamps"
        assert back(asked["position/ada~holder"]) == "Ada Swallow and Ferit Kandil"


@pytest.fixture(scope="module")
def decks(real_questions):
    return {lang: deck(questions) for lang, questions in real_questions.items()}


@pytest.fixture(scope="module")
def every_note(decks):
    return [note for made in decks.values() for note in made.notes]


@pytest.fixture(scope="module")
def fact_of(real):
    return lambda note: real.facts[note.id.split("~")[0].removeprefix(f"{real.id}/")]


@pytest.fixture
def note(society_questions):
    """The note of a fact of the invented bank, in English."""
    notes = {n.id.split("~")[0]: n for n in deck(society_questions["en"]).notes}
    return lambda fact: notes[f"lanterns/{fact}"]
