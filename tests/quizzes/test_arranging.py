"""Questions of several facts at once, and gaps: shown on every one of both banks, under some seeds."""

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations, pairwise
from string import Formatter

import pytest

from quizzes.arranging import PAIRED
from quizzes.facts import Member, Office
from quizzes.folding import lenient
from quizzes.languages import BLANK, language
from quizzes.loading import load
from quizzes.marking import Outcome, mark
from quizzes.parts import DIVIDER, hits
from quizzes.prompts import (
    answers_itself,
    identity,
    same_time,
    slot_names,
    statement,
    text_of,
    value_of,
    wording,
)
from quizzes.questions import QuestionBank
from quizzes.values import Figure
from quizzes.written_dates import read_when
from tests.quizzes.conftest import write
from tests.quizzes.lanterns import FILES

SEEDS = range(2)
#: where places are counted
MANY = range(10, 15)
#: how a stem says how many are right
SAID = {
    "tr": {2: "hangi ikisi", 3: "hangi üçü"},
    "en": {2: "Which two", 3: "Which three"},
    "az": {2: "hansı ikisi", 3: "hansı üçü"},
}
#: what may stand right behind a gap: no letter, no hyphen and no apostrophe, but the dash of “_____–Culfa”
BEHIND = re.compile(r"$|[\s.,;:?!…)”»–]")


class TestAMatch:
    def test_has_three_or_four_rows_and_always_one_option_more(self, matches):
        assert {len(q.rows) for _, q in matches} == {3, 4}
        assert [named(q) for _, q in matches if len(q.options) != len(q.rows) + 1] == []

    def test_has_no_two_rows_and_no_two_options_alike(self, matches):
        assert [named(q) for _, q in matches if len(set(map(lenient, q.rows))) < len(q.rows)] == []
        assert [named(q) for _, q in matches if len({lenient(o.text) for o in q.options}) < len(q.options)] == []

    def test_offers_the_right_option_of_every_row_and_one_that_is_no_row_s(self, matches):
        for _, q in matches:
            offered = {o.text for o in q.options}
            assert set(q.key.accepted) < offered, named(q)
            assert len(offered.difference(q.key.accepted)) == 1, named(q)

    def test_tells_of_each_row_in_its_place_the_fact_and_the_right_option(self, matches):
        for _, q in matches:
            assert [printed(value_of(fact, PAIRED[fact.kind][0]), q.lang) for fact in q.parts] == list(q.rows), named(
                q
            )
            assert [printed(value_of(fact, q.slot), q.lang) for fact in q.parts] == list(q.key.accepted), named(q)

    def test_explains_what_it_is_anchored_at_and_leaves_its_other_pairs_to_its_rows(self, matches):
        assert [named(q) for qs, q in matches if q.explanation != qs.explanation(q.fact)] == []

    def test_asks_what_it_is_anchored_at_beside_others_of_its_kind(self, matches):
        for _, q in matches:
            assert q.fact in q.parts, named(q)
            assert {fact.kind for fact in q.parts} == {q.fact.kind}, named(q)

    def test_has_no_option_that_the_certifier_refuses_for_another_row(self, matches):
        refused = [(*named(q), row, text, why) for questions, q in matches for row, text in crossed(q)
                   if (why := refusal(questions, q.parts[q.rows.index(row)], q.slot, text))]  # fmt: skip
        assert refused == []

    def test_has_no_option_that_any_fact_of_the_bank_gives_to_another_row(self, matches):
        arguable = [(*named(q), row, text) for questions, q in matches for row, text in crossed(q)
                    if (q.fact.kind, council(q.fact), row, text) in given(questions)]  # fmt: skip
        assert arguable == []

    def test_has_no_date_on_which_another_row_s_event_may_have_been(self, matches):
        for _, q in ((questions, q) for questions, q in matches if q.fact.kind == "event"):
            for row, text in crossed(q):
                times = values(q.parts[q.rows.index(row)], "when")
                assert not any(read_when(text).overlaps(when) for when in times), (named(q), row, text)

    def test_as_its_key_gives_it_is_right(self, matches):
        assert [named(q) for _, q in matches if marked(q, q.key.accepted) is not Outcome.RIGHT] == []

    def test_with_two_options_exchanged_is_wrong_and_has_hit_the_others(self, matches):
        for _, q in matches:
            swaps = list(exchanged(q.key.accepted))
            assert marked(q, swaps[0]) is marked(q, swaps[-1]) is Outcome.WRONG, named(q)
            assert {len(q.rows) - sum(hits("match", q.key.accepted, DIVIDER.join(swap))) for swap in swaps} == {2}, (
                named(q)
            )

    def test_with_the_option_that_is_no_row_s_has_missed_that_row_alone(self, matches):
        for _, q in matches:
            over = next(o.text for o in q.options if o.text not in q.key.accepted)
            for n in range(len(q.rows)):
                answer = DIVIDER.join([*q.key.accepted[:n], over, *q.key.accepted[n + 1 :]])
                assert hits("match", q.key.accepted, answer) == tuple(m != n for m in range(len(q.rows))), named(q)

    def test_offers_dates_in_order_of_time(self, matches):
        dated = [
            (named(q), [read_when(o.text).first for o in q.options]) for _, q in matches if q.fact.kind == "event"
        ]
        assert len(dated) > 100
        assert [key for key, days in dated if days != sorted(days)] == []

    def test_offers_all_else_in_an_order_that_tells_neither_the_anchor_nor_what_is_no_row_s(self, matches):
        drawn = [questions.question(q.id, seed) for questions, q in matches if q.fact.kind != "event" for seed in MANY]
        offered = [(q, [o.text for o in q.options]) for q in drawn if len(q.rows) == 4]
        assert evenly([texts.index(q.key.accepted[q.parts.index(q.fact)]) for q, texts in offered], 5)
        assert evenly([n for q, texts in offered for n, text in enumerate(texts) if text not in q.key.accepted], 5)

    def test_has_its_anchor_in_any_row_by_chance(self, matches):
        assert evenly([q.parts.index(q.fact) for _, q in matches if len(q.rows) == 4], 4)

    def test_of_relations_holds_only_definitions(self, matches):
        of_relations = [(questions, q) for questions, q in matches if q.fact.kind == "relation"]
        assert of_relations
        for questions, q in of_relations:
            assert all(defines(fact, q.lang) for fact in q.parts), named(q)
            assert {o.text for o in q.options} <= defined(questions), named(q)

    def test_of_relations_takes_neither_a_person_nor_a_longer_sentence_for_a_definition(self, wider_questions):
        for questions in wider_questions.values():
            asked = {
                key.split("~")[0] for key in questions.ids if key.startswith("relation/") and key.endswith(".match")
            }
            assert asked == {f"relation/what-{key}" for key in ("society", "choir", "guild", "lamp-pact")}

    def test_of_offices_is_of_the_one_body_that_its_stem_names(self, matches):
        of_offices = [(questions, q) for questions, q in matches if q.fact.kind == "office"]
        assert of_offices
        for questions, q in of_offices:
            posts = {
                printed(f.post, q.lang) for f in questions.bank if isinstance(f, Office) and f.body == q.fact.body
            }
            assert speaks_of(q.stem, q.fact.body, q.lang), (named(q), q.stem)
            assert {fact.body for fact in q.parts} == {q.fact.body}, named(q)
            assert {o.text for o in q.options} <= posts, named(q)

    def test_holds_no_disputed_fact(self, matches):
        for questions, q in matches:
            assert not any(fact.disputed for fact in q.parts), named(q)
            assert {o.text for o in q.options} <= undisputed(questions)[q.fact.kind, q.slot], named(q)

    def test_of_the_lantern_council_pairs_all_four_officers_with_their_posts(self, society_questions):
        q = society_questions["en"].question("office/chair~post.match", 1)
        posts = {
            "Ada Swallow": "Chair",
            "Bora Denizer": "Clerk",
            "Cem Starling": "Keeper of lamps",
            "Ece Stone": "Binder",
        }
        assert q.key.accepted == tuple(posts[person] for person in q.rows)
        assert {o.text for o in q.options} == set(posts.values())

    def test_is_asked_only_where_a_fourth_thing_can_be_offered(self, society_questions):
        members = [key for key in society_questions["tr"].ids if key.startswith("member/") and key.endswith(".match")]
        assert members == []  # three bodies have members


class TestAnOrder:
    def test_has_three_or_four_events(self, orders):
        assert {len(q.rows) for _, q in orders} == {3, 4}
        assert {fact.kind for _, q in orders for fact in q.parts} == {"event"}

    def test_has_no_two_events_of_one_time_whatever_either_is_disputed_to_be(self, orders):
        for _, q in orders:
            for one, other in combinations(q.parts, 2):
                assert not one.when.overlaps(other.when), (named(q), one.id, other.id)
                assert not same_time(one, other), (named(q), one.id, other.id)

    def test_has_no_two_rows_alike(self, orders):
        assert [named(q) for _, q in orders if len(set(map(lenient, q.rows))) < len(q.rows)] == []

    def test_is_never_shown_in_the_right_order(self, orders):
        assert [named(q) for _, q in orders if q.rows == q.key.accepted] == []
        assert [named(q) for _, q in orders if sorted(q.rows) != sorted(q.key.accepted)] == []

    def test_has_its_key_in_order_of_time(self, orders):
        for _, q in orders:
            assert all(one.when.last < other.when.first for one, other in pairwise(q.parts)), named(q)
            assert [printed(value_of(fact, "what"), q.lang) for fact in q.parts] == list(q.key.accepted), named(q)

    def test_as_its_key_gives_it_is_right(self, orders):
        assert [named(q) for _, q in orders if marked(q, q.key.accepted) is not Outcome.RIGHT] == []

    def test_in_any_other_order_is_wrong(self, orders):
        for _, q in orders:
            for answer in (q.rows, *exchanged(q.key.accepted)):
                assert marked(q, answer) is Outcome.WRONG, (named(q), answer)

    def test_explains_every_event_for_its_rows_show_no_dates(self, orders):
        for _, q in orders:
            assert q.explanation == " ".join(statement(fact, q.lang) for fact in q.parts), named(q)

    def test_holds_what_it_is_anchored_at_and_no_disputed_fact(self, orders):
        assert [named(q) for _, q in orders if q.fact not in q.parts] == []
        assert [named(q) for _, q in orders if any(fact.disputed for fact in q.parts)] == []

    def test_never_sets_the_fair_beside_the_move_that_is_also_dated_to_its_day(self, society_questions):
        drawn = [
            frozenset(society_questions["en"].question("event/opening~when.order", n).fact_ids) for n in range(40)
        ]
        assert len(set(drawn)) > 1
        assert not any({"event/fair", "event/move"} <= ids or {"event/fire", "event/founding"} <= ids for ids in drawn)


class TestAMultipleChoice:
    def test_has_two_or_three_right_and_three_wrong(self, several):
        assert {sum(o.right for o in q.options) for _, q in several} == {2, 3}
        assert {sum(not o.right for o in q.options) for _, q in several} == {3}

    def test_has_no_two_options_alike(self, several):
        assert [named(q) for _, q in several if len({lenient(o.text) for o in q.options}) < len(q.options)] == []

    def test_says_in_its_stem_how_many_are_right(self, several):
        assert [named(q) for _, q in several if SAID[q.lang][sum(o.right for o in q.options)] not in q.stem] == []

    def test_has_as_its_key_the_options_that_are_right(self, several):
        for _, q in several:
            assert sorted(o.text for o in q.options if o.right) == sorted(q.key.accepted), named(q)

    def test_tells_the_facts_in_the_order_of_its_key(self, several):
        for _, q in several:
            assert [printed(value_of(fact, q.slot), q.lang) for fact in q.parts] == list(q.key.accepted), named(q)

    def test_has_only_right_ones_of_the_anchor_s_list_the_anchor_first(self, several):
        for _, q in several:
            assert q.parts[0] is q.fact, named(q)
            assert len({list_of(fact) for fact in q.parts}) == 1, named(q)

    def test_names_its_list_in_the_stem(self, several):
        for _, q in several:
            _, held, side = list_of(q.fact)
            assert speaks_of(q.stem, held, q.lang), (named(q), q.stem)
            assert side is None or speaks_of(q.stem, side, q.lang), (named(q), q.stem)

    def test_has_a_certificate_and_a_reason_on_every_wrong_option_and_none_on_a_right_one(self, several):
        bare = [(named(q), o.text) for _, q in several for o in q.options
                if bool(o.certificate) is o.right or not o.reason]  # fmt: skip
        assert bare == []

    def test_has_no_wrong_option_of_any_fact_of_its_list(self, several):
        listed = [(named(q), o.text) for questions, q in several for o in q.options
                  if not o.right and o.text in on_the_list(questions, list_of(q.fact), q.slot)]  # fmt: skip
        assert listed == []

    def test_holds_no_disputed_fact(self, several):
        assert [named(q) for _, q in several if any(fact.disputed for fact in q.parts)] == []

    def test_with_all_right_ones_ticked_in_any_order_is_right(self, several):
        for _, q in several:
            assert {marked(q, q.key.accepted), marked(q, q.key.accepted[::-1])} == {Outcome.RIGHT}, named(q)

    def test_with_one_exchanged_for_a_wrong_one_or_with_one_more_or_less_is_wrong(self, several):
        for _, q in several:
            wrong = next(o.text for o in q.options if not o.right)
            right = q.key.accepted
            for answer in ((*right[1:], wrong), (*right, wrong), right[1:], tuple(o.text for o in q.options)):
                assert marked(q, answer) is Outcome.WRONG, (named(q), answer)

    def test_recalls_each_right_one_by_itself(self, several):
        for _, q in several:
            for n, text in enumerate(q.key.accepted):
                assert hits("option", q.key.accepted, text) == tuple(m == n for m in range(len(q.parts))), named(q)

    def test_with_more_ticked_than_asked_for_recalls_none(self, several):
        assert not any(
            any(hits("option", q.key.accepted, DIVIDER.join(o.text for o in q.options))) for _, q in several
        )

    def test_of_one_side_of_a_pact_takes_who_signed_for_the_other_as_wrong(self, society_questions):
        key = "signature/lamp-ada~person.multiple"
        asked = [society_questions["en"].question(key, seed) for seed in range(20)]
        assert {q.stem for q in asked} == {"Which two of these people signed the Lamp Pact for Harbourtown?"}
        assert {o.certificate for q in asked for o in q.options if o.text == "Cem Starling"} == {"other-side"}

    def test_is_not_asked_of_a_list_of_one(self, real_questions):
        facts = [fact for fact in real_questions["tr"].bank if fact.kind in {"member", "signature", "provision"}]
        many = Counter(map(list_of, facts))
        lone = {fact.id for fact in facts if many[list_of(fact)] == 1}
        assert lone
        for questions in real_questions.values():
            assert {key.split("~")[0] for key in questions.ids if key.endswith(".multiple")}.isdisjoint(lone)


class TestAGap:
    @pytest.mark.parametrize("lang", ["tr", "en", "az"])
    def test_is_asked_in_every_language(self, gapped, lang):
        assert sum(q.lang == lang for _, q in gapped) > 100

    def test_is_the_only_one_of_its_sentence(self, gapped):
        assert [(named(q), q.stem) for _, q in gapped if q.stem.count("_____") != 1] == []
        assert [(named(q), q.stem) for _, q in gapped if "______" in q.stem] == []

    def test_has_no_ending_behind_it(self, gapped):
        ended = [(named(q), q.stem) for _, q in gapped if not BEHIND.match(q.stem.partition(BLANK)[2])]
        assert ended == []

    def test_leaves_the_rest_of_the_fact_s_sentence_as_it_is(self, gapped):
        for questions, q in gapped:
            _, filling, _ = taken_out(*in_case(questions, q))
            told = language(q.lang).capitalise(q.stem.replace(BLANK, filling))
            assert told == statement(q.fact, q.lang), named(q)

    def test_of_a_number_keeps_its_unit(self, gapped):
        numbers = [(*key_and_case(questions, q), q) for questions, q in gapped if q.key.kind == "number"]
        with_unit = [(key, case, q) for key, case, q in numbers if keeps_unit(key, q.lang)]
        assert len(with_unit) > 20
        for key, case, q in with_unit:
            digits, _, unit = text_of(key, q.lang, case).partition(" ")
            assert f"{BLANK} {unit}" in q.stem, (named(q), q.stem, digits)
            assert q.key.shown == digits

    def test_filled_with_the_bare_key_is_right(self, gapped):
        wrong = [(named(q), q.stem, answer) for questions, q in gapped
                 if marked(q, [answer := text_of(*in_case(questions, q)[:2])]) is not Outcome.RIGHT]  # fmt: skip
        assert wrong == []

    def test_filled_with_the_key_as_its_sentence_inflects_it_is_right(self, gapped):
        wrong = [(named(q), q.stem, answer) for questions, q in gapped
                 if marked(q, [answer := text_of(*in_case(questions, q))]) is not Outcome.RIGHT]  # fmt: skip
        assert wrong == []

    def test_is_filled_by_the_key_of_no_other_fact(self, gapped):
        """Not of a disputed one either, nor by a value that is not asked for."""
        shared = [(named(q), q.stem, fillings(questions)[q.stem]) for questions, q in gapped
                  if len(fillings(questions)[q.stem]) != 1]  # fmt: skip
        assert shared == []

    def test_stands_in_a_sentence_that_does_not_name_its_key_otherwise(self, gapped):
        for questions, q in gapped:
            key, case = key_and_case(questions, q)
            assert not answers_itself(q.stem, key, q.lang), (named(q), q.stem)
            assert not told_in(q.stem, text_of(key, q.lang)), (named(q), q.stem)
            assert not told_in(q.stem, text_of(key, q.lang, case)), (named(q), q.stem)

    def test_is_of_no_disputed_fact(self, gapped):
        assert [named(q) for _, q in gapped if q.fact.disputed] == []

    @pytest.mark.parametrize(
        ("question", "lang", "stem"),
        [
            ("event/fire~when", "tr", "Rıhtımdaki yangın _____ gerçekleşti."),
            ("event/fire~when", "en", "The fire on the quay took place on _____."),
            ("amount/house~figure", "tr", "Bütün evde _____ kitap vardı."),
            ("amount/house~figure", "en", "The whole house held _____ books."),
            ("office/chair~person", "tr", "_____, Fener Kurulu’nda Başkan olarak görev aldı."),
            ("message/invitation~recipient", "tr",
             "Liman Beldesi, _____ 3 Şubat 1921’de bir mektup yazdı: panayıra çağrı."),
        ],
    )  # fmt: skip
    def test_takes_the_ending_with_it(self, society_questions, question, lang, stem):
        assert society_questions[lang].question(f"{question}.cloze", 1).stem == stem

    @pytest.mark.parametrize("answer", ["Tepe Beldesi", "Tepe Beldesi’ye", "TEPE BELDESİ'YE", "Hilltown"])
    def test_may_be_filled_with_or_without_the_ending(self, society_questions, answer):
        q = society_questions["tr"].question("message/invitation~recipient.cloze", 1)
        assert marked(q, [answer]) is Outcome.RIGHT

    def test_that_two_facts_would_fill_is_not_asked(self, society_questions):
        asked = {key for key in society_questions["en"].ids if key.endswith("~holder.cloze")}
        assert asked == {f"position/{key}~holder.cloze" for key in ("bora", "ece", "ferit")}  # not Ada's, Ferit's too


class TestADraw:
    @pytest.mark.parametrize("form", ["match", "order", "multiple"])
    def test_is_the_same_for_the_same_seed_whatever_was_made_before(self, real, made, fresh, form):
        before = [q for questions, q in made[form] if questions.bank is real and q.lang == "en"]
        keys = [key for key in fresh.ids if key.endswith(f".{form}")]
        again = {(key, seed): fresh.question(key, seed) for seed in reversed(SEEDS) for key in reversed(keys)}
        assert [again[key, seed] for key in keys for seed in SEEDS] == before

    @pytest.mark.parametrize("form", ["match", "order", "multiple"])
    def test_is_another_for_another_seed(self, real_questions, form):
        for questions in real_questions.values():
            for key in (key for key in questions.ids if key.endswith(f".{form}")):
                first = questions.question(key, 0)
                assert any(questions.question(key, n) != first for n in range(1, 8)), (questions.lang, key)

    @pytest.mark.parametrize("form", ["match", "order", "multiple"])
    def test_brings_other_facts_beside_the_anchor_by_the_seed(self, made, form):
        drawn = defaultdict(set)
        for questions, q in made[form]:
            drawn[questions, q.id].add(frozenset(q.fact_ids))
        assert sum(len(sets) > 1 for sets in drawn.values()) > len(drawn) / 2

    def test_does_not_matter_to_a_gap(self, society_questions):
        questions = society_questions["tr"]
        gaps = [key for key in questions.ids if key.endswith(".cloze")]
        assert [questions.question(key, 1) for key in gaps] == [questions.question(key, 2) for key in gaps]


def named(q):
    return (q.lang, q.id)


def printed(value, lang):
    return language(lang).capitalise(text_of(value, lang))


def marked(q, parts):
    return mark(q.key, DIVIDER.join(parts), q.lang).outcome


def keeps_unit(key, lang):
    """Whether a gap leaves its number's unit standing: one that differs for one and for several would tell the number."""
    unit = key.unit.get(lang, "") if isinstance(key, Figure) else ""
    return bool(unit) and "/" not in unit


def evenly(places, many):
    """Whether each of so many places is taken about as often as any other."""
    counted = Counter(places)
    return len(places) > 100 and all(0.6 < counted[n] * many / len(places) < 1.4 for n in range(many))


def exchanged(parts):
    """The parts with any two of them in each other's place."""
    for one, other in combinations(range(len(parts)), 2):
        swapped = list(parts)
        swapped[one], swapped[other] = parts[other], parts[one]
        yield tuple(swapped)


def crossed(q):
    """Every row of a match with every option that is not its own."""
    own = zip(q.rows, q.key.accepted, strict=True)
    return [(row, o.text) for row, right in own for o in q.options if o.text != right]


def refusal(questions, fact, slot, text):
    """Why the certifier refuses what is printed so as a wrong answer to a fact, or ""."""
    offered = called(questions)[fact.kind, slot, text]
    prompt = questions.prompts[f"{fact.id}~{slot}"]
    return next(filter(None, (questions._finder.refusal(prompt, value) for value in offered)), "")


@cache
def called(questions):
    """The values that are asked for, by the kind of fact, the slot and how they are printed."""
    found = {}
    for p in questions.prompts.values():
        found.setdefault((p.fact.kind, p.slot, printed(p.key, questions.lang)), []).append(p.key)
    return {key: list({identity(value): value for value in held}.values()) for key, held in found.items()}


@cache
def given(questions):
    """The two sides of a match, as any fact gives them: disputed, rival and nearly the same ones too."""
    pairs = set()
    for fact in (fact for fact in questions.bank if fact.kind in PAIRED):
        left, right = PAIRED[fact.kind]
        lefts = {printed(v, questions.lang) for v in values(fact, left)}
        twins = [value_of(questions.bank.facts[key], right) for key in questions.bank.alike[fact.id]]
        rights = {printed(v, questions.lang) for v in (*values(fact, right), *filter(None, twins))}
        pairs |= {(fact.kind, council(fact), one, other) for one in lefts for other in rights}
    return pairs


def council(fact):
    """Where a post is held: the same man may have held another one elsewhere."""
    return fact.body if isinstance(fact, Office) else None


def values(fact, slot):
    return [v for v in (value_of(fact, slot), *fact.also.get(slot, ())) if v is not None]


@cache
def undisputed(questions):
    """What undisputed facts print in their slots, by kind and slot."""
    found = defaultdict(set)
    for fact in (fact for fact in questions.bank if not fact.disputed):
        for slot, value in fact.slots().items():
            found[fact.kind, slot].add(printed(value, questions.lang))
    return found


@cache
def defined(questions):
    """The names of all things that a relation defines."""
    relations = [fact for fact in questions.bank if fact.kind == "relation" and not fact.disputed]
    return {printed(fact.subject, questions.lang) for fact in relations if defines(fact, questions.lang)}


def defines(fact, lang):
    """Whether a fact's sentence is a thing and its meaning, tied by a word or two."""
    say = fact.wording[lang].say
    tie = re.findall(r"\w+", re.sub(r"\{[^}]*\}", " ", say))
    return sorted(slot_names(say)) == ["meaning", "subject"] and len(tie) in (1, 2) and fact.subject.kind != "person"


def list_of(fact):
    """The list that a fact stands in: its kind, the body or document, and the side."""
    slots = fact.slots()
    return fact.kind, slots.get("body") or slots["treaty"], slots.get("side")


@cache
def on_the_list(questions, of, slot):
    """What any fact puts on a list, disputed, rival and nearly the same ones too: who held a body's office, or signed
    for a side that is not told."""
    kind, held, side = of
    facts = questions.bank.facts
    kinds = {Member.kind, Office.kind} if kind == Member.kind else {kind}
    there = [f for f in facts.values() if f.kind in kinds and list_of(f)[2] in (side, None)]
    own = [f for f in there if list_of(f)[1] == held]
    rival = [f for f in there if held in (*f.also.get("body", ()), *f.also.get("treaty", ()))]
    twins = [facts[key] for f in own for key in questions.bank.alike[f.id]]
    return {printed(value, questions.lang) for f in (*own, *rival, *twins) for value in values(f, slot)}


def speaks_of(stem, entity, lang):
    """Whether a stem holds an entity's name in a case that lists are asked for in."""
    cases = [case for case in ("", "de", "i", "in") if case in language(lang).cases]
    return any(lenient(text_of(entity, lang, case)) in lenient(stem) for case in cases)


def key_and_case(questions, q):
    """A gap's key and the case in which the fact's sentence holds it."""
    prompt = questions.prompts[f"{q.fact.id}~{q.slot}"]
    cases = [case or "" for _, name, case, _ in Formatter().parse(prompt.said) if name == q.slot]
    return prompt.key, cases[0]


def in_case(questions, q):
    key, case = key_and_case(questions, q)
    return key, q.lang, case


@cache
def fillings(questions):
    """By sentence with a gap, everything that any fact of the bank says in its place."""
    lang, found = questions.lang, defaultdict(set)
    for fact in questions.bank:
        said = statement_parts(fact, lang)
        for place, (slot, _) in enumerate(said):
            if slot:
                text = "".join(BLANK if n == place else part for n, (_, part) in enumerate(said))
                found[language(lang).capitalise(text)].add(identity(fact.slots()[slot]))
    return found


def statement_parts(fact, lang):
    """The fact's sentence in pieces, each with its slot or ""; the words around what a gap takes out are pieces."""
    template = wording(fact, lang).say
    parts = []
    for before, name, case, _ in Formatter().parse(template):
        parts.append(("", before))
        if name:
            value = fact.slots()[name]
            ahead, filling, behind = taken_out(value, lang, case or "")
            parts += [("", ahead), (name, filling), ("", behind)]
    return parts


def taken_out(value, lang, case):
    """A value in its case: the words of their own before it, what a gap takes out, the words behind it."""
    whole, plain = text_of(value, lang, case), text_of(value, lang)
    if keeps_unit(value, lang):
        plain = plain.partition(" ")[0]
    start = whole.find(plain)
    if start < 0:
        return "", whole, ""
    end = whole.find(" ", start + len(plain))
    end = len(whole) if end < 0 else end
    return whole[:start], whole[start:end], whole[end:]


def told_in(stem, text):
    """Whether some words of a stem, with whatever endings, begin as all the words of a text do."""
    return re.search(r"\b" + r"\w*\W+".join(map(re.escape, lenient(text).split())), lenient(stem)) is not None


def _meaning(key, tr, en, tr_say="{subject}, {meaning} idi.", en_say="{subject} was {meaning}."):
    return f"""[[relation]]
id = "relation/what-{key}"
topic = "club"
importance = 2
at = "giris 1.1"
subject = "{key}"
meaning = {{ tr = "{tr}", en = "{en}" }}
tr.say = "{tr_say}"
tr.ask.subject = "{tr} olan neydi?"
en.say = "{en_say}"
en.ask.subject = "What was {en}?"

"""


#: what the invented bank lacks: definitions and what is none, the posts of a second body, a disputed member
MORE = "".join(
    (
        _meaning("society", "limandaki okuma kulübü", "a reading club by the harbour"),
        _meaning("choir", "pazar günleri söyleyen topluluk", "a company that sang on Sundays"),
        _meaning("guild", "kitapları dikenlerin birliği", "a union of those who sewed the volumes"),
        _meaning("lamp-pact", "gece ışığı üstüne verilen söz", "a promise about light in the dark"),
        _meaning("gul", "kapıda duran kadın", "the woman at the door"),
        _meaning("hill", "yukarıdaki kasaba", "the town above",
                 "{subject}, herkesin dediğine göre {meaning} idi.", "{subject} was, as all liked to say, {meaning}."),
        *(f"""[[office]]
id = "office/guild-{post}"
topic = "club"
importance = 2
at = "giris 1.2"
person = "{person}"
post = "{post}"
body = "guild"

""" for person, post in (("defne", "chair"), ("ferit", "clerk"), ("gul", "keeper"), ("han", "binder"))),
        """[[member]]
id = "member/choir-gul"
topic = "pacts"
importance = 1
at = "giris 2.1"
person = "gul"
body = "choir"
disputed.tr = "Makale bir yerde Gül’ü koroda sayar."
disputed.en = "In one place the article counts Rose in the choir."
tr.say = "Bir yere göre {person} koroda idi."
tr.choose.person = "Bir yere göre koroda kim vardı?"
en.say = "By one place {person} was in the choir."
en.choose.person = "By one place, who was in the choir?"
""",
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def wider_questions(tmp_path_factory):
    """Of the invented bank with more facts."""
    bank = load(write(tmp_path_factory.mktemp("banks") / "lanterns", {**FILES, "facts/more.toml": MORE}))
    return {lang: QuestionBank(bank, lang) for lang in bank.languages}


@pytest.fixture(scope="module")
def made(real_questions, society_questions, wider_questions):
    """Every question of several facts and every gap, each beside the maker that knows its bank, by form."""
    found = defaultdict(list)
    for questions in (*real_questions.values(), *society_questions.values(), *wider_questions.values()):
        for key in questions.ids:
            form = key.rpartition(".")[2]
            seeds = {"match": SEEDS, "order": SEEDS, "multiple": SEEDS, "cloze": SEEDS[:1]}.get(form, ())
            found[form] += [(questions, questions.question(key, seed)) for seed in seeds]
    return found


@pytest.fixture(scope="module")
def fresh(real):
    """A maker that has made nothing yet."""
    return QuestionBank(real, "en")


@pytest.fixture(scope="module")
def matches(made):
    return made["match"]


@pytest.fixture(scope="module")
def orders(made):
    return made["order"]


@pytest.fixture(scope="module")
def several(made):
    return made["multiple"]


@pytest.fixture(scope="module")
def gapped(made):
    return made["cloze"]
