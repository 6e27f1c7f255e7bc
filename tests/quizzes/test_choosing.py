"""Which questions a quiz asks: the learner's wishes first, then no question that answers another."""

from collections import Counter

import pytest

from quizzes.choosing import choose
from quizzes.folding import lenient
from quizzes.forms import FORM_FAMILIES
from quizzes.prompts import statement


@pytest.fixture
def quiz(real_questions):
    def of(**wishes):
        return choose(real_questions["tr"], **{"seed": 5, "length": 10, **wishes})

    return of


def fact_of(question_id):
    return question_id.split("~")[0]


class TestAQuiz:
    def test_is_the_same_for_the_same_seed_and_another_for_another(self, quiz):
        assert quiz(seed=5) == quiz(seed=5) != quiz(seed=6)

    def test_does_not_depend_on_the_order_in_which_wishes_are_given(self, quiz):
        one, other = ["typed", "choice"], {"choice": 1, "typed": 1}
        assert quiz(families=one) == quiz(families=other)

    @pytest.mark.parametrize("length", [1, 5, 10, 20])
    def test_has_the_length_asked_for(self, quiz, length):
        assert len(quiz(length=length)) == length

    @pytest.mark.parametrize("seed", range(20))
    def test_asks_a_fact_once(self, quiz, seed):
        facts = [fact_of(key) for key in quiz(seed=seed, length=20)]
        assert len(set(facts)) == len(facts)

    def test_keeps_to_its_topics(self, quiz, real):
        facts = [real.facts[fact_of(key)] for key in quiz(topics=["lives", "cabinet"], length=20)]
        assert {fact.topic for fact in facts} == {"lives", "cabinet"}

    @pytest.mark.parametrize("family", FORM_FAMILIES)
    def test_keeps_to_its_forms(self, quiz, family):
        assert {key.rpartition(".")[2] for key in quiz(families=[family], length=20)} <= set(FORM_FAMILIES[family])

    def test_mixes_the_families_where_none_is_wished_for(self, quiz):
        forms = {key.rpartition(".")[2] for key in quiz(length=10)}
        assert all(forms & set(family) for family in FORM_FAMILIES.values())

    def test_of_a_family_there_is_not_is_refused(self, quiz):
        with pytest.raises(ValueError):
            quiz(families=["essay"])

    def test_is_shorter_where_there_is_not_enough_to_ask(self, society_questions):
        asked = choose(society_questions["en"], seed=1, length=50, topics=["club"], families=["typed"])
        assert 0 < len(asked) < 20
        assert choose(society_questions["en"], seed=1, length=5, topics=["empty"]) == ()

    def test_asks_what_is_urgent_first(self, quiz, real):
        urgent = [fact.id for fact in real if fact.importance == 2 and not fact.disputed][::29][:6]
        asked = quiz(length=20, urgency=dict.fromkeys(urgent, 1.0))
        assert len({fact_of(key) for key in asked} & set(urgent)) >= len(urgent) - 1  # one may give another away

    def test_asks_the_more_urgent_of_two(self, society_questions):
        asked = choose(society_questions["en"], seed=1, length=1, urgency={"event/fair": 0.4, "event/picnic": 0.7})
        assert [fact_of(key) for key in asked] == ["event/picnic"]

    def test_asks_what_matters_oftener_than_what_does_not_yet_that_too(self, quiz, real):
        asked = Counter(real.facts[fact_of(key)].importance for seed in range(200) for key in quiz(seed=seed))
        there = Counter(fact.importance for fact in real)
        least, middle, most = (asked[weight] / there[weight] for weight in (1, 2, 3))
        assert most > 1.5 * middle > 2 * least > 0

    def test_asks_true_statements_about_as_often_as_false_ones(self, quiz):
        forms = Counter(key.rpartition(".")[2] for seed in range(200) for key in quiz(seed=seed))
        assert 0.4 < forms["true"] / (forms["true"] + forms["false"]) < 0.6

    @pytest.mark.parametrize("seed", range(12))
    def test_has_no_stem_row_or_dated_option_that_prints_another_s_key(self, quiz, real_questions, seed):
        questions = [real_questions["tr"].question(key, seed) for key in quiz(seed=seed, length=20)]
        for q in questions:
            for other in (o for o in questions if o is not q and o.form not in ("true", "false")):
                printed = lenient(" ".join((q.stem, *q.rows)))
                assert not any(len(a) > 3 and lenient(a) in printed for a in other.answers), (q.id, other.id)
                if other.key.kind in ("date", "number"):
                    offered = lenient(" ".join(o.text for o in q.options))
                    assert not any(len(a) > 3 and lenient(a) in offered for a in other.answers), (q.id, other.id)

    @pytest.mark.parametrize("topics", [[], ["lives"], ["batum"], ["trabzon"]])
    def test_tells_no_fact_before_it_is_asked(self, quiz, real_questions, topics):
        """What is read beside an answer, wrong options' reasons above all, must not answer what still comes."""
        for seed in range(40):
            asked = [real_questions["tr"].question(key, seed) for key in quiz(seed=seed, length=20, topics=topics)]
            for place, question in enumerate(asked):
                shown = " ".join([question.explanation, *(option.reason for option in question.options)])
                for later in asked[place + 1 :]:
                    assert statement(later.fact, "tr") not in shown, (question.id, later.id)

    @pytest.mark.parametrize("topic", ["lives", "batum"])
    def test_asks_as_many_true_statements_as_false_ones(self, quiz, topic):
        for seed in range(40):
            forms = Counter(key.rpartition(".")[2] for key in quiz(seed=seed, topics=[topic], families=["true-false"]))
            assert abs(forms["true"] - forms["false"]) <= 2, (seed, forms)

    @pytest.mark.parametrize("seed", range(5))
    def test_has_no_stem_twice_though_two_facts_answer_to_it(self, society_questions, seed):
        """Ada and Ferit both want cheap lamps: whom of the two a learner names, the other question would tell."""
        asked = choose(society_questions["en"], seed=seed, length=50, topics=["pacts"], families=["typed"])
        facts = {fact_of(key) for key in asked}
        assert len(facts & {"position/ada", "position/ferit-too"}) == 1

    @pytest.mark.parametrize("seed", range(12))
    def test_asks_for_one_answer_twice_at_most_where_there_are_others(self, quiz, real_questions, seed):
        asked = [
            real_questions["tr"].question(key, seed) for key in quiz(seed=seed, topics=["lives"], families=["typed"])
        ]
        assert max(Counter(q.answers for q in asked).values()) <= 2

    def test_asks_for_one_answer_oftener_rather_than_be_short(self, quiz, real_questions):
        asked = [
            real_questions["tr"].question(key, 5) for key in quiz(topics=["trabzon"], families=["typed"], length=50)
        ]
        assert max(Counter(q.answers for q in asked).values()) > 2
