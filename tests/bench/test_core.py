"""How fast the thinking is: the whole bank's questions, marking, scheduling, a deck."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from quizzes import memory
from quizzes.anki.packages import package_bytes
from quizzes.decks import deck
from quizzes.facts import Bank
from quizzes.forms import Question
from quizzes.marking import mark
from quizzes.memory import Grade
from quizzes.questions import QuestionBank

pytestmark = pytest.mark.bench

MANY = 10_000


class TestTheBank:
    @pytest.mark.parametrize("lang", ["tr", "en"])
    def test_generates_every_question(self, benchmark: BenchmarkFixture, bank: Bank, lang: str) -> None:
        made = benchmark.pedantic(lambda: list(QuestionBank(bank, lang).questions(1)), rounds=3)
        assert len(made) > 1000

    def test_is_exported_to_anki(self, benchmark: BenchmarkFixture, questions: QuestionBank) -> None:
        assert len(benchmark.pedantic(lambda: package_bytes(deck(questions)), rounds=3)) > 10_000


class TestTenThousand:
    def test_answers_are_marked(self, benchmark: BenchmarkFixture, questions: QuestionBank) -> None:
        asked = [q for q in questions.questions(1) if q.form in ("typed", "date", "number")]
        dice = Random(1)
        answers = [(q := dice.choice(asked), _typed(q, dice)) for _ in range(MANY)]
        marked = benchmark.pedantic(lambda: [mark(q.key, text, "tr") for q, text in answers], rounds=2)
        assert len(marked) == MANY

    def test_reviews_are_scheduled(self, benchmark: BenchmarkFixture) -> None:
        assert benchmark.pedantic(_review_many, rounds=2).reps > 0


def _typed(question: Question, dice: Random) -> str:
    """The key, now and then with a slip or something else."""
    key = question.answers[0]
    return dice.choice([key, key.lower(), key[:-1], "bilmiyorum"])


def _review_many() -> memory.Memory:
    dice, now, state = Random(1), datetime(2026, 1, 1, tzinfo=UTC), None
    for _ in range(MANY):
        grade = dice.choices(list(Grade), weights=[1, 1, 7, 1])[0]
        state = memory.review(state, grade, now=now, zone="Europe/Istanbul")
        now += timedelta(hours=dice.randint(1, 60))
    assert state is not None
    return state
