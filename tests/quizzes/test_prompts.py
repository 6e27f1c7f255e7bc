"""Prompts: what can be asked of a fact, in whose words, and everything that would be right."""

import pytest

from quizzes.facts import When
from quizzes.prompts import (
    answers_itself,
    echoes,
    identity,
    listing,
    names,
    prompts,
    slot_names,
    statement,
    text_of,
    value_of,
    wording,
)
from quizzes.values import Entity, Figure, Phrase


class TestAStatement:
    @pytest.mark.parametrize(
        ("fact", "lang", "said"),
        [
            ("event/fire", "tr", "Rıhtımdaki yangın 5 Mart 1921’de gerçekleşti."),
            ("event/fire", "en", "The fire on the quay took place on 5 March 1921."),
            ("event/voyage", "en", "The voyage took place from 2 January to 3 February 1925."),
            ("office/keeper", "tr", "Cem Yıldızlı, Fener Kurulu’nda Kandilci olarak görev aldı."),
            ("office/keeper", "en", "Cem Starling served as keeper of lamps in the Lantern Council."),
            ("signature/lamp-cem", "en", "Cem Starling signed the Lamp Pact for Hilltown."),
            ("signature/book-han", "en", "Han Plane was among those who signed the Book Pact."),
            ("amount/house", "tr", "Bütün evde 1.200 kitap vardı."),
            ("amount/house", "en", "The whole house held 1,200 books."),
            ("office/binder-rival", "en", "By the last section the binder was Rose Kandil."),
        ],
    )
    def test_is_a_sentence_of_the_language(self, society, fact, lang, said):
        assert statement(society.facts[fact], lang) == said

    def test_can_be_said_with_another_value_in_a_slot(self, society):
        chair, cem = society.facts["office/chair"], society.entities["cem"]
        assert statement(chair, "en", {"person": cem}) == "Cem Starling served as chair in the Lantern Council."


class TestAList:
    @pytest.mark.parametrize(
        ("facts", "lang", "said"),
        [
            (("member/choir-ece", "member/choir-ferit"), "en", "Ece Stone and Ferit Kandil were part of the Gull Choir."),
            (("member/choir-ece", "member/choir-ferit"), "tr", "Ece Taşkın ve Ferit Kandil, Martı Korosu’da yer aldı."),
            (("signature/book-ece", "signature/book-han"), "en", "Ece Stone and Han Plane signed the Book Pact."),
            (("signature/lamp-cem", "signature/lamp-defne"), "tr",
             "Kandil Sözleşmesi’ni Tepe Beldesi adına Cem Yıldızlı ve Defne Ovalı imzaladı."),
            (("signature/lamp-cem",), "tr", "Kandil Sözleşmesi’ni Tepe Beldesi adına Cem Yıldızlı imzaladı."),
            (("member/guild-han",), "en", "Han Plane was part of the Binders' Guild."),
            (("office/chair", "office/clerk"), "en", "Ada Swallow and Bora Denizer were part of the Lantern Council."),
        ],
    )  # fmt: skip
    def test_is_said_in_one_sentence(self, society, facts, lang, said):
        assert listing([society.facts[key] for key in facts], "person", lang) == said

    def test_of_facts_with_words_of_their_own_is_said_in_those(self, society):
        held = [society.facts[key] for key in ("position/ada", "position/ferit-too")]
        assert listing(held, "holder", "en") == "Ada Swallow and Ferit Kandil held this: lamps should be cheap."


class TestAWording:
    def test_of_the_fact_goes_before_its_kind_s(self, society):
        founder = wording(society.facts["relation/founder"], "en")
        assert founder.say == "The founder of {subject} was {value}."
        assert wording(society.facts["office/chair"], "en").ask["person"] == "Who was {post} in {body}?"

    def test_to_choose_by_is_the_fact_s_own_where_it_has_one(self, society):
        ada = wording(society.facts["position/ada"], "en")
        assert (ada.choose["stance"], ada.choose["holder"]) == ("Which of these did {holder} hold?", ada.ask["holder"])

    def test_of_a_disputed_fact_is_only_its_own(self, society):
        rival = wording(society.facts["office/binder-rival"], "en")
        assert rival.ask == {"person": "By the last section, who was the binder?"}
        assert rival.choose == {}

    def test_names_its_slots_in_order(self):
        assert slot_names("{person}, {body:de} {post} idi.") == ("person", "body", "post")


class TestAValue:
    def test_is_printed_in_a_case(self, society):
        assert text_of(society.entities["liman"], "tr", "de") == "Liman Mahallesi’nde"
        assert text_of(When.parse("1921-03"), "en", "on") == "in March 1921"
        assert text_of(Figure("1200", {"tr": "kitap", "en": "books"}), "en") == "1,200 books"
        burning = Phrase({"tr": "gece yakılması", "en": "burning"})
        assert text_of(burning, "en") == "burning"
        assert text_of(burning, "tr", "i") == "gece yakılmasını"

    def test_has_a_name_of_its_own_inside_the_bank(self, society):
        values = [value for fact in society for value in fact.slots().values() if not isinstance(value, Figure)]
        assert len({identity(v) for v in values}) == len({str(v) for v in values})

    def test_of_an_event_is_also_what_it_is_called(self, society):
        what = value_of(society.facts["event/fire"], "what")
        assert what == Phrase({"tr": "rıhtımdaki yangın", "en": "the fire on the quay"})
        assert value_of(society.facts["office/chair"], "what") is None


class TestAStem:
    @pytest.mark.parametrize("stem", ["Bora Denizer neredeydi?", "Bora Denizer'in evi?", "BORA DENİZER’e kim sordu?"])
    def test_names_an_entity_whatever_its_ending(self, society, stem):
        assert names(stem, society.entities["bora"], "en")
        assert answers_itself(stem, society.entities["bora"], "tr")

    @pytest.mark.parametrize("stem", ["Bora neredeydi?", "Bora Denizerli kimdi?", ""])
    def test_does_not_name_whom_it_only_recalls(self, society, stem):
        assert not names(stem, society.entities["bora"], "en")

    @pytest.mark.parametrize(
        ("stem", "told"),
        [
            ("Bora Denizerin evi", True),
            ("Bora Denizerdən", True),
            ("Bora Denizerlər", True),
            ("Bora Denizerçi", False),
        ],
    )
    def test_are_seen_with_an_ending_joined_to_them_in_azerbaijani(self, society, stem, told):
        assert names(stem, society.entities["bora"], "az") is told
        assert not names(stem, society.entities["bora"], "tr")

    def test_are_not_seen_in_a_word_that_only_begins_so(self):
        kars = Entity("kars", "place", {"az": "Qars"})
        assert names("Qarsa getdi", kars, "az")
        assert not names("Ona qarşı çıxdı", kars, "az")

    def test_shares_its_longer_words_with_a_text_whatever_their_endings(self):
        assert echoes("ZAKAVKOM'un ateşkes görüşü?", "Ateşkesin yapılabileceği") == {"ateske"}
        assert echoes("Who took Batumi?", "Batumi's fall") == {"batumi"}
        assert echoes("Which of these took it?", "it was them") == frozenset()

    def test_that_tells_a_number_or_a_day_answers_itself(self):
        books = Figure("40", {"tr": "kitap", "en": "books"})
        assert answers_itself("Were there 40 books?", books, "en")
        assert not answers_itself("Were there 140 books?", books, "en")
        assert answers_itself("What came after 5 March 1921?", When.parse("1921-03-05"), "en")

    def test_that_answers_itself_is_not_asked(self, society):
        stems = {p.id: p for lang in ("tr", "en") for p in prompts(society, lang).values()}
        assert "signature/lamp-ada~side" in stems  # For whom did Ada Swallow sign the Lamp Pact?
        for prompt in stems.values():
            assert not answers_itself(prompt.choose, prompt.key, prompt.lang)


class TestWhatIsRight:
    @pytest.mark.parametrize(
        ("prompt", "right"),
        [
            ("office/chair~person", {"ada"}),
            ("office/keeper~person", {"cem", "han"}),  # a rival the bank names in `also`
            ("office/binder~person", {"ece", "gul"}),  # a rival in a disputed fact of the same shape
            ("office/binder-rival~person", {"ece", "gul"}),
            ("member/society-ada~person", {"ada", "bora"}),
            ("signature/lamp-ada~person", {"ada", "bora"}),
            ("signature/book-ece~person", {"ece", "han"}),
            ("position/ada~holder", {"ada", "ferit"}),
        ],
    )
    def test_holds_everyone_the_bank_gives_there(self, society_questions, prompt, right):
        found = society_questions["en"].prompts[prompt].right
        assert {value.id for value in found if isinstance(value, Entity)} == right

    @pytest.mark.parametrize(
        ("prompt", "right"),
        [
            ("event/fire~what", {"the fire on the quay", "the founding of the society"}),
            ("event/fair~what", {"the first book fair", "the move to a new house"}),  # disputed to be of that day
            ("event/picnic~what", {"the picnic"}),
            ("provision/lamp-night~rule", {"lamps to burn at night", "no quarrels"}),
            ("provision/book-lend~rule", {"books lent for a month", "living in peace"}),
            ("provision/book-peace~rule", {"books lent for a month", "living in peace", "no quarrels"}),
        ],
    )
    def test_holds_every_phrase_that_would_do(self, society_questions, prompt, right):
        found = society_questions["en"].prompts[prompt].right
        assert {value.text("en") for value in found if isinstance(value, Phrase)} == right

    def test_begins_with_the_key(self, real_questions):
        asked = [p for questions in real_questions.values() for p in questions.prompts.values()]
        assert all(p.right[0] == p.key == p.answers[0] for p in asked)

    def test_answers_with_what_other_facts_say_to_the_same_stem_but_not_with_what_is_only_arguable(
        self, society_questions
    ):
        asked = society_questions["en"].prompts
        assert [e.id for e in asked["position/ada~holder"].answers] == ["ada", "ferit"]
        assert [e.id for e in asked["office/keeper~person"].answers] == ["cem"]
