"""A question on a page: what may be shown before it is answered, what is shown after, what a form said to it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from flask import flash
from flask_babel import gettext

from quizzes.facts import Passage
from quizzes.folding import fold
from quizzes.marking import Mark, Outcome, mark
from quizzes.memory import Grade
from quizzes.questions import Question, QuestionBank
from web.inputs import cleaned, whole_number

LETTERS = "ABCDEFGH"
GRADES = {Outcome.RIGHT: Grade.GOOD, Outcome.SPELLING: Grade.HARD, Outcome.WRONG: Grade.AGAIN}
LONGEST_ANSWER = 500


@dataclass(frozen=True)
class Asked:
    """A question before its answer: nothing here tells the key."""

    stem: str
    form: str  # choice, truth, typed, date, number
    options: tuple[str, ...]
    topic: str
    lang: str

    @property
    def shown(self) -> str:
        """What a form sends back to say what it had asked: a bank may change, and a try begin anew, in between."""
        return f"{zlib.crc32(repr((self.stem, self.options)).encode()):08x}"


@dataclass(frozen=True)
class ShownOption:
    letter: str
    text: str
    state: str  # right, wrong (chosen and wrong), faded
    reason: str


@dataclass(frozen=True)
class Answered:
    """A question after its answer: the mark, the key, the reason, the passage."""

    outcome: Outcome
    reason: str
    given: str
    key: str
    options: tuple[ShownOption, ...]
    explanation: str
    passage: Passage
    spelling: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] | None


def asked(questions: QuestionBank, question: Question) -> Asked:
    """What a page shows of a question that is not answered yet."""
    topic = next(t.names[question.lang] for t in questions.bank.topics if t.id == question.fact.topic)
    form = "truth" if question.form in ("true", "false") else question.form
    return Asked(question.stem, form, tuple(o.text for o in question.options), topic, question.lang)


def said_in(form: Mapping[str, str]) -> str:
    """What a form says to a question: an option's number, a truth, a text; "" for "I don't know" or nothing."""
    return "" if "skip" in form else cleaned(form.get("answer", "")[:LONGEST_ANSWER])


def refusal(questions: QuestionBank, question: Question, form: Mapping[str, str]) -> str:
    """Why a form cannot be marked as an answer to this question, as a sentence, or ""."""
    if form.get("shown", "") not in ("", asked(questions, question).shown):
        return str(gettext("This question is another one now, so nothing was marked. Here it is as it stands."))
    if "skip" not in form and not answer_text(question, said_in(form)).strip():
        return str(gettext("There was no answer yet, so nothing was marked. Give one, or press “I don't know”."))
    return ""


def answer_text(question: Question, said: str) -> str:
    """The answer as text: the option's words for a choice, "" for a number that no option has."""
    if question.form != "choice":
        return said
    number = whole_number(said, most=len(question.options) - 1)
    return "" if number is None else question.options[number].text


def stand_by(first: str, later: str) -> None:
    """Another answer to an answered question, from another tab or after going back, is not taken, and is told so."""
    if later != first:
        flash(gettext("You had answered this question already; the first answer stands."), "note")


def answered(question: Question, given: str, made: Mark | None = None) -> Answered:
    """What a page shows of a question once it is answered; ``made`` is its mark where that is known already."""
    made = made or mark(question.key, given, question.lang)
    return Answered(
        outcome=made.outcome,
        reason=made.reason,
        given=given,
        key=question.answers[0],
        options=tuple(_option(n, question, given) for n in range(len(question.options))),
        explanation=question.explanation,
        passage=question.fact.passage,
        spelling=_spelling(question, made, given),
    )


def _option(number: int, question: Question, given: str) -> ShownOption:
    option = question.options[number]
    state = "right" if option.right else "wrong" if option.text == given else "faded"
    return ShownOption(LETTERS[number], option.text, state, "" if option.right else option.reason)


def _spelling(
    question: Question, made: Mark, given: str
) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]] | None:
    """Both spellings letter by letter where they are set one above the other."""
    if made.outcome is not Outcome.SPELLING or question.key.kind != "name":
        return None
    # The name as this page's language has it, whole or in part; never another language's spelling.
    shown = {*fold(question.key.shown).split()}
    names = [name for name in question.key.accepted if {*fold(name).split()} <= shown]
    nearest = max(names, key=lambda name: SequenceMatcher(None, fold(name), fold(given)).ratio())
    return _compared(given.strip(), nearest), _compared(nearest, given.strip())


def _compared(text: str, other: str) -> list[tuple[str, bool]]:
    same: set[int] = set()
    for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks():
        same.update(range(block.a, block.a + block.size))
    return [(char, n not in same) for n, char in enumerate(text)]
