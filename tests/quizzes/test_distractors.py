"""Distractors: a wrong option is proved wrong inside the bank, or it is none."""

import pytest

from quizzes.dates import When
from quizzes.distractors import NAMED, Finder, _made_figures
from quizzes.prompts import clash, folded, text_of, value_of
from quizzes.values import Entity, Figure, Phrase

BOOKS = {"tr": "kitap", "en": "books"}


@pytest.fixture
def refusal(society, society_questions):
    """Why a value may not stand beside the key of a prompt; "" where it may."""
    certifier = Finder(society)

    def of(prompt, value):
        held = society.entities.get(value) if isinstance(value, str) else value
        return certifier.refusal(society_questions["en"].prompts[prompt], held)

    return of


def named(society, fact):
    return value_of(society.facts[fact], "what")


def rule(society, fact):
    return value_of(society.facts[fact], "rule")


class TestAnAlsoCorrectOptionIsRefused:
    def test_the_key_under_another_of_its_names(self, refusal):
        alias = Entity("nobody", "person", {"tr": "ADA KIRLANGIÇ HANIM", "en": "A. K. H."})
        assert refusal("office/chair~person", alias) == "also right"

    def test_a_synonym(self, refusal):
        assert refusal("office/keeper~post", "lampman") == "also right"

    @pytest.mark.parametrize("iso", ["1921-03-05", "1921-03", "1921", "1920/1922", "1921-03-01/1921-03-05"])
    def test_a_date_that_is_wider_or_overlaps(self, refusal, iso):
        assert refusal("event/founding~when", When.parse(iso)) == "also right"

    @pytest.mark.parametrize("iso", ["1921-05-01", "1921", "1921-04-30/1921-05-01"])
    def test_a_date_inside_the_month_that_is_the_key(self, refusal, iso):
        assert refusal("event/flood~when", When.parse(iso)) == "also right"

    def test_a_co_signatory(self, refusal):
        assert refusal("signature/book-ece~person", "han") == "also right"
        assert refusal("signature/lamp-ada~person", "bora") == "also right"

    def test_a_co_member(self, refusal):
        assert refusal("member/society-ada~person", "bora") == "also right"

    def test_a_rival_the_bank_names(self, refusal):
        assert refusal("office/keeper~person", "han") == "also right"
        assert refusal("event/move~when", When.parse("1922-06-01")) == "also right"

    def test_a_rival_of_a_disputed_fact_from_either_side(self, refusal):
        assert refusal("office/binder~person", "gul") == "also right"
        assert refusal("office/binder-rival~person", "ece") == "also right"

    def test_a_provision_like_one_of_the_treaty_s_own(self, refusal, society):
        assert refusal("provision/lamp-night~rule", rule(society, "provision/book-peace")) == "no certificate"
        assert refusal("provision/book-lend~rule", rule(society, "provision/lamp-peace")) == "no certificate"

    def test_a_treaty_with_a_provision_like_it(self, refusal):
        assert refusal("provision/lamp-peace~treaty", "book-pact") == "also right"
        assert refusal("provision/book-peace~treaty", "lamp-pact") == "also right"

    def test_another_event_of_the_same_day(self, refusal, society):
        assert refusal("event/fire~what", named(society, "event/founding")) == "also right"

    def test_an_event_that_may_have_been_on_that_day(self, refusal, society):
        assert refusal("event/fair~what", named(society, "event/move")) == "also right"

    def test_a_person_named_in_the_stem_in_plain_words(self, refusal):
        assert refusal("relation/founder~value", "bora") == "named in the stem"

    def test_a_party_that_the_stem_names_by_a_slot(self, refusal):
        assert refusal("message/invitation~recipient", "harbour") == "named in the stem"

    def test_a_person_the_fact_mentions_though_its_stem_does_not(self, refusal):
        assert refusal("relation/founder~value", "gul") == "part of the same fact"

    def test_a_speaker_of_the_same_paragraph(self, refusal):
        assert refusal("position/ada~holder", "bora") == "no certificate"

    def test_words_that_the_speaker_said_elsewhere(self, refusal, society):
        said = society.facts["position/ferit-too"].slots()["stance"]
        assert refusal("position/ferit~stance", said) == "also right"

    def test_words_that_somebody_said_whom_the_fact_speaks_of(self, refusal, society):
        """“Lamps should be cheap” is Ada's and Ferit's: whichever of the two is found first, Ferit said it."""
        said = Phrase({"tr": "kandiller ucuz olmalı", "en": "lamps should be cheap"})
        assert refusal("position/ferit~stance", said) == "also right"
        assert refusal("position/ece~stance", said) == "no certificate"  # Ada is spoken of there
        assert refusal("position/bora~stance", said) == ""

    def test_a_person_some_other_fact_ties_to_the_body(self, refusal):
        assert refusal("member/society-ada~person", "gul") == "no certificate"

    def test_a_member_of_a_body_whose_list_is_open(self, refusal):
        assert refusal("member/guild-han~person", "ada") == "no certificate"
        assert refusal("member/society-ada~body", "guild") == "no certificate"

    def test_a_post_that_nobody_is_known_to_have_held(self, refusal):
        assert refusal("office/chair~post", "lampman") == "no certificate"


class TestACertificate:
    @pytest.mark.parametrize(
        ("prompt", "value", "rule"),
        [
            ("office/chair~person", "cem", "one-value"),
            ("office/chair~post", "clerk", "one-value"),
            ("signature/lamp-ada~person", "cem", "other-side"),
            ("signature/lamp-ada~person", "ferit", "not-listed"),
            ("signature/book-ece~person", "ada", "not-listed"),
            ("member/society-ada~person", "ece", "not-listed"),
            ("member/society-ada~body", "choir", "not-listed"),
            ("provision/lamp-night~treaty", "oil-pact", "other-document"),
            ("position/ada~holder", "ece", "not-attributed"),
        ],
    )
    def test_says_by_what_rule_an_entity_is_wrong(self, society, society_questions, prompt, value, rule):
        asked = society_questions["en"].prompts[prompt]
        assert Finder(society).certificate(asked, society.entities[value]) == rule

    def test_says_why_another_treaty_s_provision_is_wrong(self, society, society_questions):
        asked, value = (
            society_questions["en"].prompts["provision/lamp-night~rule"],
            rule(society, "provision/oil-price"),
        )
        assert Finder(society).certificate(asked, value) == "other-document"

    def test_stands_behind_every_distractor_of_both_banks(self, society, real, society_questions, real_questions):
        for bank, questions in ((society, society_questions), (real, real_questions)):
            certifier = Finder(bank)
            for asked in questions.values():
                for prompt in asked.prompts.values():
                    found = certifier.distractors(prompt, 8)
                    assert [d.value for d in found if certifier.refusal(prompt, d.value)] == []
                    assert all(d.certificate for d in found)


class TestDistractors:
    def test_come_nearest_first(self, society, society_questions):
        found = Finder(society).distractors(society_questions["en"].prompts["event/opening~when"])
        assert [d.value.iso for d in found if d.witness][:3] == ["1921-03-05"]
        assert [d.nearness for d in found] == sorted((d.nearness for d in found), reverse=True)

    def test_are_of_the_key_s_own_sort_where_two_such_are_there(self, society, society_questions):
        found = Finder(society).distractors(society_questions["en"].prompts["office/chair~post"])
        assert {d.value.id for d in found} == {"clerk", "keeper", "binder"}

    def test_are_of_the_key_s_precision_and_unit(self, society, society_questions):
        certifier, asked = Finder(society), society_questions["en"].prompts
        assert {d.value.precision for d in certifier.distractors(asked["event/flood~when"])} == {"month"}
        assert {d.value.unit["en"] for d in certifier.distractors(asked["amount/room~figure"])} == {"books"}

    def test_that_repeat_a_word_of_the_stem_come_last_where_the_key_repeats_none(self, real, real_questions):
        finder = Finder(real)
        for prompt in real_questions["en"].prompts.values():
            if isinstance(prompt.key, Entity | Phrase) and not prompt.echoed_by(prompt.key):
                echoing = [prompt.echoed_by(d.value) for d in finder.distractors(prompt, 6)]
                assert echoing == sorted(echoing), prompt.id

    @pytest.mark.parametrize("lang", ["tr", "en", "az"])
    def test_hold_all_that_the_author_names_and_certifies_even_where_the_key_repeats_a_word_of_the_stem(
        self, real, real_questions, lang
    ):
        finder = Finder(real)
        for prompt in real_questions[lang].prompts.values():
            if isinstance(prompt.key, Entity | Phrase) and prompt.echoed_by(prompt.key):
                wrong = prompt.fact.wrong.get(prompt.slot, ())
                named = [value_of(real.facts[w], prompt.slot) if isinstance(w, str) else w for w in wrong]
                found = {folded(text_of(d.value, lang)) for d in finder.distractors(prompt)}
                certified = (value for value in named if value and not finder.refusal(prompt, value))
                assert {folded(text_of(value, lang)) for value in certified} <= found, prompt.id

    def test_never_come_from_a_disputed_fact(self, society, society_questions):
        for prompt in society_questions["en"].prompts.values():
            found = [fact for d in Finder(society).distractors(prompt) for fact in d.shown_by]
            assert [fact for fact in found if fact.disputed and fact is not prompt.fact] == []

    def test_do_not_clash_among_themselves(self, real, real_questions):
        certifier = Finder(real)
        for prompt in real_questions["tr"].prompts.values():
            values = [d.value for d in certifier.distractors(prompt, 6)]
            assert not any(clash(a, b) for n, a in enumerate(values) for b in values[:n])
            assert len({text_of(v, "tr") for v in values}) == len(values)

    def test_are_as_many_as_asked_for_and_the_first_of_all(self, society, society_questions):
        certifier, prompt = Finder(society), society_questions["en"].prompts["office/chair~person"]
        assert certifier.distractors(prompt, 2) == certifier.distractors(prompt)[:2]


class TestWhatShowsAnOptionWrong:
    @pytest.mark.parametrize(
        ("prompt", "value", "facts"),
        [
            ("office/chair~person", "cem", ["office/keeper"]),  # what he was in the same council
            ("office/chair~post", "clerk", ["office/clerk"]),  # whose post it was
            ("signature/lamp-ada~person", "cem", ["signature/lamp-cem"]),  # he signed for the other side
            ("signature/lamp-ada~person", "ferit", ["signature/lamp-ada", "signature/lamp-bora"]),  # all of her side
            ("signature/book-ece~person", "ada", ["signature/book-ece", "signature/book-han"]),
            ("member/society-ada~person", "ece", ["member/society-ada", "member/society-bora"]),
            ("member/society-ada~body", "choir", ["member/choir-ece", "member/choir-ferit"]),
            ("provision/lamp-night~treaty", "oil-pact", ["provision/lamp-night"]),  # where it stands
            ("position/ada~holder", "ece", ["position/ada", "position/ferit-too"]),  # both held it
            ("relation/founder~value", "cem", ["relation/founder"]),
        ],
    )
    def test_is_where_it_belongs_or_what_is_right_or_the_list_without_it(
        self, society, society_questions, prompt, value, facts
    ):
        found = Finder(society).distractors(society_questions["en"].prompts[prompt])
        shown = next(d.shown_by for d in found if isinstance(d.value, Entity) and d.value.id == value)
        assert [fact.id for fact in shown] == facts

    def test_is_his_own_party_of_a_deputy_and_who_has_none_is_no_option(self, real, real_questions):
        """“Mehdiyev sat with the Socialists” is not put right by saying that Heydarov did."""
        prompt = real_questions["en"].prompts["seym/muslim-socialists/heyderov~person"]
        found = Finder(real).distractors(prompt)
        assert {d.value.id for d in found} >= {"mehdiyev", "abilov"}
        assert all(fact.body.id == "seym-muslim-socialists" for d in found for fact in d.shown_by)

    def test_is_the_other_conference_s_head_where_the_bank_says_so_in_the_same_words(self, real, real_questions):
        shown = {}
        for lang, questions in real_questions.items():
            found = Finder(real).distractors(questions.prompts["relation/batum-turkish-head~value"])
            shown[lang] = {d.value.id: d.witness.id for d in found}
        assert shown["tr"]["rauf-orbay"] == shown["en"]["rauf-orbay"] == "relation/trabzon-turkish-head"
        assert shown["tr"]["enver-pasa"] == "relation/batum-turkish-head"

    def test_leaves_room_where_the_fact_alone_rules_nothing_out(self, society, society_questions):
        asked = society_questions["en"].prompts
        room = Finder(society).refuter.leaves_room
        assert all(
            room(asked[key]) for key in ("member/choir-ece~body", "office/chair~post", "provision/lamp-night~rule")
        )
        assert not any(
            room(asked[key]) for key in ("office/chair~person", "relation/founder~value", "event/fire~when")
        )


class TestDates:
    """The bank's own of about that time; where those are too few, made ones: the fact has one date, so they are wrong."""

    def test_lie_three_before_the_key_and_three_after(self, real, real_questions):
        for prompt in real_questions["tr"].prompts.values():
            if isinstance(prompt.key, When) and prompt.key.precision != "period":
                found = [d.value.first < prompt.key.first for d in Finder(real).distractors(prompt, 6)]
                assert sorted(found) == [False] * 3 + [True] * 3, prompt.id

    def test_are_the_bank_s_own_where_enough_of_them_are_near(self, real, real_questions):
        found = Finder(real).distractors(real_questions["tr"].prompts["event/ultimatum~when"])
        assert all(d.witness for d in found)

    @pytest.mark.parametrize(
        ("prompt", "days"),
        [("event/himmet-founded", 7.1 * 365), ("event/peace-debate-january", 366), ("treaty/1918-08-14", 62)],
    )
    def test_are_some_years_months_or_weeks_off_by_the_key_s_precision(self, real, real_questions, prompt, days):
        asked = real_questions["tr"].prompts[f"{prompt}~when"]
        found = [d for d in Finder(real).distractors(asked) if d.nearness < NAMED / 2]
        off = [abs((d.value.first - asked.key.first).days) for d in found]
        assert 0 < min(off) < max(off) <= days

    def test_are_made_where_the_bank_has_none_near(self, real, real_questions):
        certifier, prompt = Finder(real), real_questions["tr"].prompts["life/hacinski/birth~when"]
        found = certifier.distractors(prompt)
        assert [d.witness for d in found if d.nearness < NAMED / 2].count(None) >= 3
        assert all(abs(d.value.first.year - 1875) < 12 for d in found)
        assert found == certifier.distractors(prompt)

    def test_are_none_of_a_period(self, society, society_questions):
        """Which years within a period would be wrong, nobody can say; and a single day gives it away."""
        assert Finder(society).distractors(society_questions["en"].prompts["event/voyage~when"]) == []

    def test_that_are_made_are_none_of_those_that_may_be_right(self, society, society_questions):
        prompt = society_questions["en"].prompts["event/move~when"]
        assert not any(clash(d.value, v) for d in Finder(society).distractors(prompt) for v in prompt.right)


class TestEvents:
    def test_that_lasted_and_events_of_a_moment_are_not_options_of_one_another(self, society, society_questions):
        certifier, asked = Finder(society), society_questions["en"].prompts
        assert certifier.distractors(asked["event/voyage~what"]) == []
        offered = [text_of(d.value, "en") for d in certifier.distractors(asked["event/picnic~what"])]
        assert offered
        assert "the voyage" not in offered

    def test_come_from_about_the_same_time_first(self, real, real_questions):
        found = Finder(real).distractors(real_questions["tr"].prompts["treaty/friendship-1918-06-04~what"], 6)
        assert {d.witness.when.first.year for d in found} == {1918}


class TestAClash:
    def test_of_phrases_is_one_of_words_in_any_language(self):
        one, other = Phrase({"tr": "barış", "en": "peace"}), Phrase({"tr": "Barış!", "en": "concord"})
        assert clash(one, other)
        assert not clash(one, Phrase({"tr": "savaş", "en": "war"}))

    def test_of_numbers_is_one_of_amounts(self):
        assert clash(Figure("40", BOOKS), Figure("40"))
        assert not clash(Figure("40"), Figure("400"))

    def test_is_none_between_values_of_different_sorts(self, society):
        assert not clash(Figure("1921"), When.parse("1921"))
        assert not clash(society.entities["ada"], Phrase({"tr": "Ada Kırlangıç", "en": "Ada Swallow"}))


class TestNumbers:
    """The bank's own of the same unit and about that size, then made ones: the fact has one number, so they are wrong."""

    @pytest.mark.parametrize(("unit", "below"), [({"en": "lamps"}, []), ({"en": "lamp/lamps"}, ["1"]), ({}, ["1"])])
    def test_are_never_one_of_what_english_says_in_the_plural_alone(self, unit, below):
        assert [made.amount for made in _made_figures(Figure("2", unit), -1)] == below

    def test_lie_three_below_the_key_and_three_above(self, society, society_questions):
        found = Finder(society).distractors(society_questions["en"].prompts["amount/room~figure"])
        assert sorted(int(d.value.amount) for d in found) == [10, 20, 30, 50, 60, 70]

    def test_are_the_bank_s_own_only_in_the_same_unit_and_up_to_four_times_as_great(self, society, society_questions):
        found = Finder(society).distractors(society_questions["en"].prompts["amount/shelf~figure"])
        assert [d.value.amount for d in found if d.witness] == ["1200"]
        assert {tuple(d.value.unit.items()) for d in found} == {tuple(BOOKS.items())}
