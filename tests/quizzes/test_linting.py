"""The lint: every rule catches the flaw planted for it, and the real bank has none."""

from dataclasses import replace

import pytest

from quizzes.forms import Option
from quizzes.linting import RULES, lint, named_in_vain
from quizzes.marking import Key
from quizzes.questions import QuestionBank

CHAIR = "office/chair~person.choice"
PHRASE = "provision/lamp-night~rule.choice"


def with_options(question, key, *wrong):
    options = (Option(key, True, ""), *(Option(text, False, "", "one-value") for text in wrong))
    return replace(question, options=options, answers=(key,), key=Key("option", (key,)))


PLANTED = [
    (
        "longest",
        CHAIR,
        {},
        ("The lady who for many years had read aloud in the harbour", "Bora Denizer", "Cem Starling"),
    ),
    ("grammar", PHRASE, {}, ("lamps that were to burn", "the lending of all books", "the mending of old books")),
    ("echo", CHAIR, {"stem": "Who led the lantern council?"}, ("Lanternist", "Bora", "Cem")),
    ("absolute", PHRASE, {}, ("lamps to burn at night", "lamps to be always lit", "books to be lent")),
    ("all-or-none", PHRASE, {}, ("lamps to burn", "books to be lent", "none of these")),
    ("negative", CHAIR, {"stem": "Which of these people was not in the council?"}, ("Ada", "Bora", "Cem")),
    ("overlapping", CHAIR, {}, ("Ada", "the council of Hillham", "the council")),
    ("unordered", CHAIR, {}, ("5 March 1921", "9 April 1921", "3 February 1921")),
    ("unordered", CHAIR, {}, ("40", "30", "50")),
    ("mixed", CHAIR, {}, ("40 books", "thirty books", "50 books")),
    ("lengthy", CHAIR, {"stem": "Who " + "really " * 40 + "chaired it?"}, ("Ada", "Bora", "Cem")),
    ("lengthy", CHAIR, {}, ("Ada", "B" + "o" * 200, "Cem")),
]


class TestEachRule:
    @pytest.mark.parametrize(("rule", "question", "changes", "options"), PLANTED)
    def test_catches_the_flaw_planted_for_it(self, society, society_questions, rule, question, changes, options):
        planted = with_options(replace(society_questions["en"].question(question, 1), **changes), *options)
        assert rule in {flaw.rule for flaw in lint(society, [planted])}

    def test_has_a_planted_flaw(self):
        assert {rule for rule, *_ in PLANTED} == set(RULES)

    @pytest.mark.parametrize(
        ("lang", "stem"),
        [
            ("tr", "Aşağıdakilerden hangisi kurulda yer almadı?"),
            ("tr", "Aşağıdakilerden hangisi kurulun üyesi değildi?"),
            ("az", "Aşağıdakılardan hansı şurada yer almadı?"),
            ("az", "Aşağıdakılardan hansı şuranın üzvü deyildi?"),
            ("en", "Which of these people did not sign?"),
        ],
    )
    def test_knows_what_is_asked_for_by_its_absence_in_every_language(self, society_questions, lang, stem):
        planted = replace(society_questions["en"].question(CHAIR, 1), lang=lang, stem=stem)
        assert RULES["negative"](planted)

    def test_lets_an_emphasised_negative_pass(self, society_questions):
        planted = replace(society_questions["en"].question(CHAIR, 1), lang="tr", stem="Hangisi üye DEĞİLDİ?")
        assert not RULES["negative"](planted)


class TestAllQuestionsTogether:
    def test_ask_nothing_twice(self, society, society_questions):
        asked = society_questions["en"].question(CHAIR, 1)
        twin = replace(asked, id="office/twin~person.choice")
        assert "repeated" in {flaw.rule for flaw in lint(society, [asked, twin])}

    def test_have_the_key_in_every_place_about_as_often(self, society, society_questions):
        asked = with_options(society_questions["en"].question(CHAIR, 1), "Ada", "Bora", "Cem", "Defne")
        many = [replace(asked, id=f"{n}", stem=f"Who chaired it in 19{n}?") for n in range(40)]
        assert "balance" in {flaw.rule for flaw in lint(society, many)}

    def test_ask_every_fact_of_weight_in_three_ways_and_two_forms(self, society, society_questions):
        few = [q for q in society_questions["en"].questions(1) if q.id != CHAIR and q.fact.id == "office/chair"][:2]
        assert "office/chair" in {flaw.id for flaw in lint(society, few) if flaw.rule == "thin"}


class TestANamedWrongOption:
    def test_that_is_not_proved_wrong_is_told(self, society):
        chair = replace(
            society.facts["office/chair"], wrong={"person": (society.entities["ada"], society.entities["cem"])}
        )
        bank = replace(society, facts={**society.facts, chair.id: chair})
        (flaw,) = named_in_vain(QuestionBank(bank, "en"))
        assert str(flaw) == (
            "office/chair~person (en): “Ada Swallow” is named as a wrong option, but not proved wrong (also right)."
        )


class TestTheRealBank:
    def test_names_no_wrong_option_in_vain(self, real_questions):
        assert [str(flaw) for questions in real_questions.values() for flaw in named_in_vain(questions)] == []

    @pytest.mark.parametrize("seed", [1918, 1, 2])
    def test_has_no_flaw_in_any_language(self, real, real_questions, seed):
        flaws = [flaw for questions in real_questions.values() for flaw in lint(real, questions.questions(seed))]
        assert [str(flaw) for flaw in flaws] == []


class TestTheInventedBank:
    @pytest.mark.parametrize("lang", ["tr", "en"])
    def test_can_be_linted_though_it_is_small(self, society, lang):
        assert {flaw.rule for flaw in lint(society, QuestionBank(society, lang).questions(1))} <= {
            *RULES,
            "thin",
            "repeated",
        }
