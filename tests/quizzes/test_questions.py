"""Questions: pure, certified, and marked as they are printed. Mostly shown on every question of the real bank."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from quizzes.amounts import read_amount
from quizzes.distractors import Distractor, is_listed
from quizzes.drawing import MOST_OPTIONS, drawn
from quizzes.facts import Member, Office, Position, Provision, Signature, When, Wording
from quizzes.folding import lenient
from quizzes.forms import FORM_FAMILIES, FORMS
from quizzes.languages import language
from quizzes.marking import Outcome, mark
from quizzes.prompts import echoes, fill, names, slot_names, statement, text_of, value_of
from quizzes.questions import QuestionBank
from quizzes.values import Entity, Figure, Phrase
from quizzes.written_dates import read_when
from tests.quizzes.conftest import REAL, ROOT

#: letters by which facts' sentences are looked up
SO_MANY = 12
PRINT = """
import hashlib, sys
from pathlib import Path
from quizzes.loading import load
from quizzes.questions import QuestionBank
bank = load(Path(sys.argv[1]))
text = "\\n".join(repr(q) for lang in bank.languages for q in QuestionBank(bank, lang).questions(1918))
print(hashlib.sha256(text.encode()).hexdigest())
"""


class TestTheSameBankSeedAndLanguage:
    @pytest.mark.parametrize("hash_seed", ["0", "4711"])
    def test_give_the_same_bytes_in_any_process(self, asked, hash_seed):
        text = "\n".join(map(repr, asked))
        here = hashlib.sha256(text.encode()).hexdigest()
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
        run = [sys.executable, "-c", PRINT, str(REAL)]
        there = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)
        assert there.stdout.strip() == here

    def test_give_the_same_question_whichever_is_made_first(self, society, society_questions):
        fresh = QuestionBank(society, "tr")
        backwards = [fresh.question(key, 7) for key in reversed(fresh.ids)]
        assert backwards[::-1] == list(society_questions["tr"].questions(7))

    def test_are_all_that_matters_but_another_seed_draws_another_question(self, society_questions):
        questions = society_questions["en"]
        assert list(questions.questions(1)) == list(questions.questions(1)) != list(questions.questions(2))

    def test_know_no_other_questions(self, society_questions):
        for unknown in ("event/fire~when.typed", "event/fire~place.choice", "office/binder-rival~person.true"):
            with pytest.raises(KeyError):
                society_questions["tr"].question(unknown, 1)


class TestAnId:
    def test_is_the_question_s_own_and_tells_fact_slot_and_form(self, asked):
        assert len({(q.lang, q.id) for q in asked}) == len(asked)
        assert all(q.id == f"{q.fact.id}~{q.slot}.{q.form}" for q in asked)

    def test_depends_on_no_seed(self, society_questions):
        questions = society_questions["tr"]
        assert [q.id for q in questions.questions(1)] == [q.id for q in questions.questions(2)] == list(questions.ids)

    def test_is_listed_under_its_fact(self, real_questions):
        questions = real_questions["tr"]
        listed = [key for keys in questions.ids_by_fact.values() for key in keys]
        assert sorted(listed) == sorted(questions.ids)
        assert all(key.startswith(f"{fact}~") for fact, keys in questions.ids_by_fact.items() for key in keys)


class TestAForm:
    def test_belongs_to_one_family_and_is_used(self, asked):
        assert sorted(form for forms in FORM_FAMILIES.values() for form in forms) == sorted(FORMS)
        assert {q.form for q in asked} == set(FORMS)

    def test_suits_the_key(self, asked, real_questions):
        for q in asked:
            key = real_questions[q.lang].prompts[f"{q.fact.id}~{q.slot}"].key
            assert q.form != "date" or isinstance(key, When)
            assert q.form != "number" or isinstance(key, Figure)
            assert q.form != "typed" or (isinstance(key, Entity) and not is_listed(q.fact))


class TestAChoice:
    def test_has_exactly_one_right_option(self, choices):
        assert [q.id for q in choices if sum(o.right for o in q.options) != 1] == []

    def test_has_two_or_three_wrong_ones(self, choices):
        assert {len(q.options) for q in choices} <= set(range(3, MOST_OPTIONS + 1))

    def test_has_a_certificate_and_a_reason_on_every_wrong_option(self, choices):
        bare = [(q.id, o.text) for q in choices for o in q.options if not o.right and not (o.certificate and o.reason)]
        assert bare == []

    def test_has_no_two_options_alike(self, choices):
        assert [q.id for q in choices if len({lenient(o.text) for o in q.options}) < len(q.options)] == []

    def test_has_no_wrong_option_that_is_a_name_of_anything_right(self, choices, prompt_of, entity_called):
        for q in choices:
            prompt = prompt_of(q)
            right = {name for v in prompt.right for name in spellings(v, q.lang)}
            for option in (o for o in q.options if not o.right):
                entity = entity_called(prompt.key, option.text, q.lang)
                assert right.isdisjoint(spellings(entity, q.lang) if entity else {lenient(option.text)}), q.id

    def test_has_no_wrong_option_that_its_stem_names(self, choices, prompt_of, entity_called):
        for q in choices:
            for option in (o for o in q.options if not o.right):
                entity = entity_called(prompt_of(q).key, option.text, q.lang)
                assert entity is None or not names(q.stem, entity, q.lang), q.id

    def test_orders_dates_and_numbers(self, choices, prompt_of, value_called):
        for q in choices:
            key = prompt_of(q).key
            if isinstance(key, When):
                days = [read_when(option.text).first for option in q.options]
                assert days == sorted(days), q.id
            if isinstance(key, Figure):
                amounts = [read_amount(option.text).value for option in q.options]
                assert amounts == sorted(amounts), q.id

    def test_marks_its_key_right_and_every_other_option_wrong(self, choices):
        for q in choices:
            assert all((mark(q.key, o.text, q.lang).outcome is Outcome.RIGHT) is o.right for o in q.options), q.id

    def test_has_its_key_in_every_place_about_as_often(self, choices, prompt_of):
        shuffled = [q for q in choices if len(q.options) == 4 and not isinstance(prompt_of(q).key, When | Figure)]
        places = Counter(next(n for n, o in enumerate(q.options) if o.right) for q in shuffled)
        assert len(shuffled) > 400
        assert all(0.2 < places[n] / len(shuffled) < 0.31 for n in range(4))

    def test_of_a_date_has_its_key_in_any_place_by_the_seed(self, real_questions):
        questions = real_questions["tr"]
        for key in (key for key in questions.ids if key.endswith("~when.choice")):
            drawn = [questions.question(key, seed).options for seed in range(80)]
            places = Counter(next(n for n, o in enumerate(options) if o.right) for options in drawn)
            assert min(places[n] for n in range(4)) > 5, key

    def test_of_dates_says_of_a_made_one_that_it_is_made(self, society_questions):
        options = society_questions["en"].question("event/flood~when.choice", 1).options
        told = "A date made up for this question."
        assert {o.reason for o in options if not o.right} == {told}

    @pytest.mark.parametrize("seed", range(3))
    def test_says_of_every_wrong_option_why_it_is_wrong(self, real_questions, society_questions, seed):
        """Where it belongs, in the part that was asked for; or what is right instead; or the list it is missing from."""
        for questions in (*real_questions.values(), *society_questions.values()):
            for q in (q for q in questions.questions(seed) if q.form == "choice"):
                for option in (o for o in q.options if not o.right):
                    assert refutes(questions, q, option.text, option.reason), (q.id, option.text, option.reason)

    def test_keeps_the_one_long_option_that_it_drew_when_one_is_to_end_like_the_key(self, society_questions):
        prompt = society_questions["en"].prompts["provision/book-lend~rule"]
        texts = ["oil for every lamp in the old town", "for one month", "lamps at dawn", "no smoke", "two boats"]
        pool = [Distractor(Phrase({"en": text}), "other-document", (), 0.0) for text in texts]
        for seed in range(200):
            some = [text_of(d.value, "en") for d in drawn(prompt, pool, Random(seed))]
            assert {texts[0], texts[1]} <= set(some), (seed, text_of(prompt.key, "en"))

    def test_of_one_of_a_man_s_two_posts_is_explained_by_whose_it_was(self, real_questions):
        asked = real_questions["en"].question("cabinet/first/premier~post.choice", 1)
        assert asked.explanation.startswith("Fatali Khan Khoyski served as prime minister")

    def test_begins_every_option_with_a_capital(self, choices):
        small = [o.text for q in choices for o in q.options if language(q.lang).capitalise(o.text) != o.text]
        assert small == []

    def test_is_not_asked_where_every_candidate_may_be_right(self, society):
        pair = tuple(e for e in society.entities if society.entities[e].kind == "treaty")
        paired = {key: replace(e, pair=pair) if key in pair else e for key, e in society.entities.items()}
        facts = {key: replace(f, **{name: paired[v.id] for name, v in f.slots().items() if isinstance(v, Entity)})
                 for key, f in society.facts.items()}  # fmt: skip
        bank = replace(society, entities=paired, facts=facts)
        assert not [key for key in QuestionBank(bank, "en").ids if "~treaty.choice" in key]


class TestANumber:
    @pytest.mark.parametrize(("lang", "answer", "outcome"), [
        ("tr", "89 milletvekili", Outcome.RIGHT), ("en", "89 deputies", Outcome.RIGHT), ("tr", "89 gün", Outcome.WRONG),
        ("tr", "90 milletvekili", Outcome.WRONG),
    ])  # fmt: skip
    def test_may_be_given_with_the_word_that_its_question_counts_by(self, real_questions, lang, answer, outcome):
        question = real_questions[lang].question("amount/seym-deputies~figure.number", 1)
        assert mark(question.key, answer, lang).outcome is outcome


class TestATypedAnswer:
    def test_as_the_key_is_printed_is_right_in_every_question(self, asked):
        typed = [q for q in asked if q.form in FORM_FAMILIES["typed"]]
        wrong = [(q.id, q.answers, mark(q.key, a, q.lang).reason) for q in typed for a in q.answers
                 if mark(q.key, a, q.lang).outcome is not Outcome.RIGHT]  # fmt: skip
        assert len(typed) > 400
        assert wrong == []

    def test_under_any_name_of_the_key_is_never_wrong(self, asked, prompt_of):
        for q in (q for q in asked if q.form == "typed"):
            for spelling in prompt_of(q).key.spellings:
                assert mark(q.key, spelling, q.lang).outcome is not Outcome.WRONG, (q.id, spelling)

    def test_that_another_fact_gives_to_the_same_stem_is_right(self, society_questions):
        question = society_questions["en"].question("position/ada~holder.typed", 1)
        assert mark(question.key, "Ferit Kandil", "en").outcome is Outcome.RIGHT
        assert mark(question.key, "Bora Denizer", "en").outcome is Outcome.WRONG

    def test_that_names_a_certified_distractor_is_wrong(self, asked, real_questions):
        for q in (q for q in asked if q.form == "typed" and q.lang == "tr"):
            for distractor in real_questions[q.lang]._distractors[f"{q.fact.id}~{q.slot}"]:
                answer = text_of(distractor.value, q.lang)
                assert mark(q.key, answer, q.lang).outcome is Outcome.WRONG, (q.id, answer)

    def test_may_be_a_surname_only_for_a_person_and_only_where_nobody_shares_it(self, society_questions):
        def partial(key):
            return society_questions["tr"].question(key, 1).key.partial

        assert partial("office/chair~person.typed") == ("Kırlangıç",)
        assert partial("position/ferit~holder.typed") == ()  # Gül is a Kandil too

    def test_has_no_part_that_may_stand_alone_where_the_key_is_no_person(self, asked, prompt_of):
        assert {prompt_of(q).key.kind for q in asked if q.key.partial} == {"person"}

    def test_is_not_asked_of_a_list(self, society_questions):
        assert not any(key.startswith(("member/", "signature/")) and key.endswith(".typed")
                       for key in society_questions["tr"].ids)  # fmt: skip


class TestAStatement:
    def test_that_is_true_is_the_fact_s_own(self, asked):
        assert all(q.stem == statement(q.fact, q.lang) for q in asked if q.form == "true")

    def test_that_is_false_differs_by_a_certified_distractor_alone(self, asked, real_questions):
        for q in (q for q in asked if q.form == "false"):
            instead = [d.value for d in real_questions[q.lang]._distractors[f"{q.fact.id}~{q.slot}"]]
            assert q.stem != statement(q.fact, q.lang), q.id
            assert q.stem in {statement(q.fact, q.lang, {q.slot: value}) for value in instead}, q.id

    def test_is_never_made_twice_and_never_both_true_and_false(self, real_questions, society_questions):
        for questions in (*real_questions.values(), *society_questions.values()):
            for seed in range(5):
                made = [q for q in questions.questions(seed) if q.form in ("true", "false")]
                assert [stem for stem, n in Counter(q.stem for q in made).items() if n > 1] == []

    def test_is_true_once_a_fact_and_false_wherever_a_distractor_is_left(self, real_questions):
        for questions in real_questions.values():
            for keys in questions.ids_by_fact.values():
                forms = [key.rpartition(".")[2] for key in keys]
                assert forms.count("true") <= 1
                assert "true" in forms or "false" not in forms

    @pytest.mark.parametrize("seed", range(3))
    def test_that_is_false_is_explained_by_what_is_true_instead(self, real_questions, society_questions, seed):
        """Not by another of whom the same is true: that Heydarov was a Socialist says nothing of Mehdiyev."""
        for questions in (*real_questions.values(), *society_questions.values()):
            speech = language(questions.lang)
            for q in (q for q in questions.questions(seed) if q.form == "false"):
                prompt = questions.prompts[f"{q.fact.id}~{q.slot}"]
                wrong = next(d for d in questions._distractors[prompt.id]
                             if statement(q.fact, q.lang, {q.slot: d.value}) == q.stem)  # fmt: skip
                printed = speech.capitalise(text_of(wrong.value, q.lang))
                own = f"{statement(q.fact, q.lang)} {questions.note(q.fact)}".strip()
                listed = q.explanation.removesuffix(f" {questions.note(q.fact)}")
                reason = statement(q.fact, q.lang) if q.explanation == own else listed
                for known in (
                    q.fact,
                    wrong.known_by,
                ):  # what the document does say, where the man does belong: told last
                    reason = reason.removesuffix(f" {statement(known, q.lang)}" if known else "")
                assert refutes(questions, q, printed, reason), (q.id, q.stem, q.explanation)

    @pytest.mark.parametrize(
        ("question", "stems", "told"),
        [
            ("member/society-ada~person.false", "was part of the Lantern Society",
             "Ada Swallow and Bora Denizer were part of the Lantern Society. Han Plane was part of the Binders' Guild."),
            ("signature/book-ece~person.false", "was among those who signed the Book Pact",
             "Ece Stone and Han Plane signed the Book Pact."),
            ("provision/lamp-night~treaty.false", "provided for lamps to burn at night",
             "The Lamp Pact provided for lamps to burn at night."),
        ],
    )  # fmt: skip
    def test_that_is_false_of_a_list_is_explained_by_the_whole_list_and_where_the_other_belongs(
        self, society_questions, question, stems, told
    ):
        asked = society_questions["en"].question(question, 1)
        assert stems in asked.stem
        assert asked.explanation == told

    def test_that_gives_a_man_another_s_post_tells_whose_it_was_and_which_was_his(self, society_questions):
        asked = society_questions["en"].question("office/chair~post.false", 1)
        assert asked.explanation.endswith(" Ada Swallow served as chair in the Lantern Council.")
        assert asked.explanation.count("served as") == 2

    def test_is_marked_in_words(self, asked):
        for q in (q for q in asked if q.form in ("true", "false")):
            other = language(q.lang).SENTENCES["false" if q.form == "true" else "true"]
            assert mark(q.key, q.answers[0], q.lang).outcome is Outcome.RIGHT
            assert mark(q.key, other, q.lang).outcome is Outcome.WRONG

    def test_of_a_position_is_never_turned_false(self, asked):
        assert not any(isinstance(q.fact, Position) and q.form == "false" for q in asked)


class TestADisputedFact:
    def test_is_asked_only_in_its_own_words(self, asked):
        disputed = [q for q in asked if q.fact.disputed]
        assert len({q.fact.id for q in disputed}) > 3
        for q in disputed:
            own = q.fact.wording[q.lang]
            stems = [t for t in (own.ask.get(q.slot), own.choose.get(q.slot)) if t]
            assert q.stem in {fill(template, q.fact.slots(), q.lang) for template in stems}, q.id

    def test_is_never_stated_as_plain_truth(self, asked):
        assert {q.form for q in asked if q.fact.disputed}.isdisjoint({"true", "false"})

    def test_explains_how_the_article_disputes_it(self, asked):
        assert all(q.fact.disputed[q.lang] in q.explanation for q in asked if q.fact.disputed)


class TestAStem:
    def test_never_contains_its_key(self, asked, prompt_of):
        for q in (q for q in asked if q.form not in ("true", "false")):
            key = prompt_of(q).key
            printed = f" {lenient(text_of(key, q.lang))} "
            told = names(q.stem, key, q.lang) if isinstance(key, Entity) else printed in f" {lenient(q.stem)} "
            assert not told, (q.id, q.stem)

    @pytest.mark.parametrize("seed", range(3))
    def test_has_no_longer_word_that_the_key_alone_among_the_options_repeats(self, real_questions, seed):
        told = []
        for questions in real_questions.values():
            for q in (q for q in questions.questions(seed) if q.form == "choice"):
                right = next(o.text for o in q.options if o.right)
                wrong = [echoes(q.stem, o.text) for o in q.options if not o.right]
                if echoes(q.stem, right) and not any(wrong):
                    told.append((q.id, q.stem, right))
        assert told == []

    def test_has_no_slot_left_open(self, asked):
        assert [q.id for q in asked if slot_names(q.stem) or "{" in q.stem] == []

    def test_above_options_does_not_ask_to_write(self, choices):
        asks = re.compile(r"\b(yazın|birini yaz|name one|name the|write down)\b", re.IGNORECASE)
        assert [q.id for q in choices if asks.search(q.stem)] == []


class TestAnExplanation:
    def test_is_the_fact_s_sentence_and_its_note(self, society, society_questions):
        questions = society_questions["en"]
        clerk, chair = society.facts["office/clerk"], society.facts["office/chair"]
        assert questions.note(clerk) == "He kept the till."
        assert questions.explanation(clerk) == f"{statement(clerk, 'en')} He kept the till."
        assert (questions.note(chair), questions.explanation(chair)) == ("", statement(chair, "en"))

    def test_of_a_disputed_fact_ends_with_the_dispute(self, society, society_questions):
        rival = society.facts["office/binder-rival"]
        assert society_questions["en"].note(rival) == "The article names two binders."

    def test_is_never_empty(self, asked):
        assert all(q.explanation for q in asked)


@cache
def statements(questions):
    return {fact.id: statement(fact, questions.lang) for fact in questions.bank}


@cache
def sentences_by_beginning(questions):
    found = defaultdict(list)
    for fact in questions.bank:
        found[statements(questions)[fact.id][:SO_MANY]].append(fact)
    return found


def beginning_like(questions, text):
    """The facts whose sentence may stand at the beginning of a text."""
    short = [
        fact for start, facts in sentences_by_beginning(questions).items() if len(start) < SO_MANY for fact in facts
    ]
    return [*sentences_by_beginning(questions).get(text[:SO_MANY], ()), *short]


@cache
def facts_by_wording(questions):
    found = defaultdict(list)
    for fact in questions.bank:
        found[fact.wording.get(questions.lang, Wording()).say].append(fact)
    return found


def worded_like(questions, fact):
    return facts_by_wording(questions)[fact.wording[questions.lang].say]


@cache
def names_in_lists(questions, signed, side):
    """The people of every list, by the printed name of what they belonged to or signed."""
    found, container = defaultdict(set), "treaty" if signed else "body"
    for f in questions.bank:
        if isinstance(f, Signature if signed else Member | Office) and f.slots().get("side") == side:
            printed = language(questions.lang).capitalise(text_of(f.slots()[container], questions.lang))
            found[printed].add(text_of(f.person, questions.lang))
    return found


def refutes(questions, q, wrong, reason):
    """Whether a reason shows that ``wrong`` is no answer to ``q``; found again from the bank, not from the maker."""
    bank, lang, fact, slot = questions.bank, q.lang, q.fact, q.slot
    told = language(lang).capitalise
    said = statements(questions)
    in_list = isinstance(fact, Member) or (isinstance(fact, Signature) and slot == "person")
    if in_list:
        container = "treaty" if isinstance(fact, Signature) else "body"
        listed = names_in_lists(questions, isinstance(fact, Signature), fact.slots().get("side"))[
            wrong if slot == container else told(text_of(fact.slots()[container], lang))
        ]
        missing = text_of(fact.person, lang) if slot == container else wrong
        for told_of in (reason, q.explanation.removesuffix(questions.note(fact))):
            if all(name in told_of for name in listed):
                return missing not in told_of
        return any(isinstance(f, Signature) and f.treaty == fact.treaty and f.side != fact.side
                   and text_of(f.person, lang) == wrong and reason == said[f.id] for f in bank)  # fmt: skip
    asked = value_of(fact, slot)
    holders = [f for f in beginning_like(questions, reason) if f is not fact and reason.startswith(said[f.id])]
    for f in holders:
        values = {name: value_of(f, name) for name in (*f.slots(), "what") if value_of(f, name) is not None}
        held = [name for name, v in values.items() if type(v) is type(asked) and told(text_of(v, lang)) == wrong]
        if not isinstance(asked, Entity):
            return bool(held)
        same_body = isinstance(f, Office) and isinstance(fact, Office) and f.body == fact.body
        same_words = f.wording[lang].say == fact.wording[lang].say != ""
        if slot in held and (same_body or (same_words and f.kind == fact.kind)):
            return True
    alone = [
        f
        for f in worded_like(questions, fact)
        if not f.disputed
        and f.wording[lang].say == fact.wording[lang].say != ""
        and all(
            f.slots().get(name) == fact.slots()[name] for name in slot_names(fact.wording[lang].say) if name != slot
        )
    ]
    if len(alone) > 1 and isinstance(asked, Entity):
        return all(told(text_of(f.slots()[slot], lang)) in reason or text_of(f.slots()[slot], lang) in reason
                   for f in alone) and wrong not in reason  # fmt: skip
    made = {language(lang).SENTENCES[key] for key in ("option.made", "option.made.number")}
    known = any(
        reason == said[f.id]
        for f in beginning_like(questions, reason)
        if any(isinstance(v, Entity) and told(text_of(v, lang)) == wrong for v in f.slots().values())
    )
    if (reason in made or known) and q.explanation.startswith(said[fact.id]):
        reason = said[fact.id]
    open_end = (isinstance(fact, Provision) and slot == "rule") or (isinstance(fact, Office) and slot == "post")
    return reason.endswith(said[fact.id]) and not open_end


def spellings(value, lang):
    return set(value.folded) if isinstance(value, Entity) else {lenient(text_of(value, lang))}


@pytest.fixture(scope="module")
def choices(asked):
    return [q for q in asked if q.form == "choice"]


@pytest.fixture(scope="module")
def prompt_of(real_questions):
    return lambda q: real_questions[q.lang].prompts[f"{q.fact.id}~{q.slot}"]


@pytest.fixture(scope="module")
def value_called(real):
    """The value of the key's sort that a language prints so."""
    values = {}
    for fact in real:
        for value in (*fact.slots().values(), *(v for also in fact.also.values() for v in also)):
            for lang in real.languages:
                printed = language(lang).capitalise(text_of(value, lang))
                values[lang, getattr(value, "kind", type(value)), printed] = value
    return lambda key, text, lang: values.get((lang, getattr(key, "kind", type(key)), text))


@pytest.fixture(scope="module")
def entity_called(value_called):
    def of(key, text, lang):
        value = value_called(key, text, lang)
        return value if isinstance(value, Entity) else None

    return of
