"""A question on a page: what may be shown before it is answered, what is shown after, what a form said to it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from flask import flash
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from quizzes.folding import fold
from quizzes.forms import OF_SEVERAL, Question
from quizzes.marking import Mark, Outcome, mark
from quizzes.memory import Grade
from quizzes.parts import DIVIDER, hits
from quizzes.questions import QuestionBank
from quizzes.values import Passage
from web.inputs import cleaned, whole_number

LETTERS = "ABCDEFGH"
GRADES = {Outcome.RIGHT: Grade.GOOD, Outcome.SPELLING: Grade.HARD, Outcome.WRONG: Grade.AGAIN}
LONGEST_ANSWER = 500


@dataclass(frozen=True)
class Asked:
    """A question before its answer: nothing here tells the key."""

    stem: str
    form: str  # choice, multiple, truth, typed, cloze, date, number, match, order
    options: tuple[str, ...]
    topic: str
    lang: str
    rows: tuple[str, ...] = ()
    written: str = ""  # what a written answer is: typed, date or number
    said: tuple[str, ...] = ()  # by a form that could not be taken

    @property
    def shown(self) -> str:
        """What a form sends back to say what it had asked: a bank may change, and a try begin anew, in between."""
        return f"{zlib.crc32(repr((self.stem, self.options, self.rows)).encode()):08x}"


@dataclass(frozen=True)
class ShownOption:
    letter: str
    text: str
    state: str  # right, wrong (chosen and wrong), faded
    reason: str
    missed: bool = False


@dataclass(frozen=True)
class ShownRow:
    """A row of a match or a place in an order: what stands there, what was put to it, what belongs there."""

    text: str
    given: str
    right: str
    hit: bool


@dataclass(frozen=True)
class Answered:
    """A question after its answer: the mark, the key, the reason, the passage."""

    outcome: Outcome
    reason: str
    given: str
    key: str
    options: tuple[ShownOption, ...]
    explanation: str
    fact: str  # the id of the fact, or of the first of several
    passage: Passage
    spelling: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] | None
    rows: tuple[ShownRow, ...] = ()
    hits: tuple[bool, ...] = ()  # of an answer of several parts, whether each is right


def asked(questions: QuestionBank, question: Question, said: str = "") -> Asked:
    """What a page shows of a question that is not answered yet, with what was said to it in vain."""
    topic = questions.bank.topics[question.fact.topic].names[question.lang]
    form = "truth" if question.form in ("true", "false") else question.form
    written = {"name": "typed"}.get(question.key.kind, question.key.kind)
    return Asked(
        question.stem, form, tuple(o.text for o in question.options), topic, question.lang, question.rows, written,
        tuple(said.split(",")) if said else (),
    )  # fmt: skip


def said_in(form: MultiDict[str, str]) -> str:
    """What a form says to a question: a truth, a text, an option's number; of several parts the numbers, row by row
    (``answer-0``, ``answer-1`` …), with commas; "" for "I don't know" or nothing."""
    rows = [form[name] for name in sorted(form) if name.startswith("answer-")] or form.getlist("answer")
    return "" if "skip" in form else cleaned(",".join(rows)[:LONGEST_ANSWER])


def refusal(questions: QuestionBank, question: Question, form: MultiDict[str, str]) -> str:
    """Why a form cannot be marked as an answer to this question, as a sentence, or ""."""
    if form.get("shown", "") not in ("", asked(questions, question).shown):
        return str(gettext("This question is another one now, so nothing was marked. Here it is as it stands."))
    said = said_in(form)
    if "skip" in form or any(char.isalnum() for char in answer_text(question, said)):
        return ""
    if said.strip(",") and question.form == "multiple":
        return str(gettext("%(count)s answers are asked for here, no more and no fewer.", count=len(question.parts)))
    if said.strip(",") and question.form == "match":
        return str(gettext("Every row needs its answer. What you chose has been kept."))
    if said.strip(",") and question.form == "order":
        return str(gettext("Give every line a place of its own. What you chose has been kept."))
    return str(gettext("There was no answer yet, so nothing was marked. Give one, or press “I don't know”."))


def answer_text(question: Question, said: str) -> str:
    """The answer as text: the words of what was chosen, parted by ``|``; "" where that is no whole answer."""
    if question.form not in ("choice", *OF_SEVERAL):
        return said
    things = question.rows if question.form == "order" else [option.text for option in question.options]
    numbers = [whole_number(part, most=len(things) - 1) for part in said.split(",")]
    chosen = [number for number in numbers if number is not None]
    whole = len(chosen) == len(numbers) == max(1, len(question.parts))
    if not whole or (question.form in ("multiple", "order") and len(set(chosen)) < len(chosen)):
        return ""
    if question.form == "order":  # each line says its place
        chosen = [chosen.index(place) for place in range(len(chosen))]
    return DIVIDER.join(things[number] for number in chosen)


def recalled(question: Question, given: str, made: Mark) -> list[tuple[str, Outcome]]:
    """The facts an answer recalled, or did not, by id."""
    if not question.parts:
        return [(question.fact.id, made.outcome)]
    hit = hits(question.key.kind, question.key.accepted, given)
    outcomes = (Outcome.RIGHT if right else Outcome.WRONG for right in hit)
    return list(zip(question.fact_ids, outcomes, strict=True))


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
        given=given.replace(DIVIDER, "; ") if question.parts else given,
        key=question.key.shown if question.parts else question.answers[0],
        options=tuple(_option(n, question, given) for n in range(len(question.options))),
        explanation=question.explanation,
        fact=question.fact.id,
        passage=question.fact.passage,
        spelling=_spelling(question, made, given),
        rows=tuple(_rows(question, given)),
        hits=hits(question.key.kind, question.key.accepted, given) if question.parts else (),
    )


def _rows(question: Question, given: str) -> Iterator[ShownRow]:
    """What was put where, and what belongs there."""
    if question.form not in ("match", "order"):
        return
    right, put = question.key.accepted, given.split(DIVIDER) if given else []
    put += [""] * (len(right) - len(put))
    names = question.rows if question.form == "match" else [str(place) for place in range(1, len(right) + 1)]
    for name, said, wanted in zip(names, put, right, strict=False):
        yield ShownRow(name, said, wanted, fold(said) == fold(wanted))


def _option(number: int, question: Question, given: str) -> ShownOption:
    option = question.options[number]
    chosen = option.text in (given.split(DIVIDER) if question.parts else [given])
    state = "right" if option.right else "wrong" if chosen else "faded"
    missed = bool(question.parts) and option.right and not chosen
    told = option.right or option.reason in question.explanation
    return ShownOption(LETTERS[number], option.text, state, "" if told else option.reason, missed)


def _spelling(
    question: Question, made: Mark, given: str
) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]] | None:
    """Both spellings letter by letter where they are set one above the other."""
    if made.outcome is not Outcome.SPELLING or question.key.kind != "name":
        return None
    # The name as this page's language has it, whole or in part; never another language's spelling.
    shown = [{*fold(name).split()} for name in (question.key.shown, *dict(question.key.printed).values())]
    names = [name for name in question.key.accepted if any({*fold(name).split()} <= words for words in shown)]
    nearest = max(names, key=lambda name: SequenceMatcher(None, fold(name), fold(given)).ratio())
    return _compared(given.strip(), nearest), _compared(nearest, given.strip())


def _compared(text: str, other: str) -> list[tuple[str, bool]]:
    same: set[int] = set()
    for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks():
        same.update(range(block.a, block.a + block.size))
    return [(char, n not in same) for n, char in enumerate(text)]
