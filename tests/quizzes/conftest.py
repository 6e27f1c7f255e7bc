"""Two banks: a small invented one, written out as TOML, and the real one with all its questions."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from quizzes.facts import Bank
from quizzes.forms import Question
from quizzes.loading import BankErrors, Mistake, load
from quizzes.questions import QuestionBank
from tests.quizzes.lanterns import FILES

ROOT = Path(__file__).parents[2]
REAL = ROOT / "banks" / "hacinski-1918"
SEED = 1918


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture(scope="session")
def society(tmp_path_factory) -> Bank:
    """The invented bank."""
    return load(write(tmp_path_factory.mktemp("banks") / "lanterns", FILES))


@pytest.fixture(scope="session")
def society_questions(society) -> Mapping[str, QuestionBank]:
    return {lang: QuestionBank(society, lang) for lang in society.languages}


@pytest.fixture
def mistakes(tmp_path) -> Callable[..., tuple[Mistake, ...]]:
    """What the loader says of the invented bank with some of its files changed; nothing where it is content."""

    def of(changed: Mapping[str, str | bytes]) -> tuple[Mistake, ...]:
        try:
            load(write(tmp_path / "lanterns", {**FILES, **changed}))
        except BankErrors as errors:
            return errors.mistakes
        return ()

    return of


@pytest.fixture(scope="session")
def real() -> Bank:
    return load(REAL)


@pytest.fixture(scope="session")
def real_questions(real) -> Mapping[str, QuestionBank]:
    return {lang: QuestionBank(real, lang) for lang in real.languages}


@pytest.fixture(scope="session")
def asked(real_questions) -> tuple[Question, ...]:
    """Every question of the real bank, in every language it is written in."""
    return tuple(question for questions in real_questions.values() for question in questions.questions(SEED))
