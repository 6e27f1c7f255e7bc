"""What a question is: its forms, its options, what stands on its page before and after an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quizzes.facts import Fact
from quizzes.marking import Key

FORMS = ("choice", "multiple", "typed", "cloze", "date", "number", "match", "order", "true", "false")
#: what a learner chooses among; each stands for some forms
FORM_FAMILIES = {
    "choice": ("choice", "multiple"),
    "true-false": ("true", "false"),
    "typed": ("typed", "cloze", "date", "number"),
    "arranged": ("match", "order"),
}
#: forms that ask for several facts at once; each of these is remembered by itself
OF_SEVERAL = ("multiple", "match", "order")


@dataclass(frozen=True)
class Option:
    """One option of a choice; ``reason`` says why it is wrong (or that it is right) and ``tells`` these facts,
    ``certificate`` names the rule."""

    text: str
    right: bool
    reason: str
    certificate: str = ""
    tells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A fact asked in one form and language, or several facts of one sort at once.

    ``answers`` are printed keys; ``key`` is what marking needs. ``rows`` stand on the left of a match, each to be given
    one of the ``options``, and in an order are what is to be ordered. ``parts`` are the facts of a form of several, each
    told by the part of the key that stands in its place.
    """

    id: str
    fact: Fact
    slot: str
    form: str
    lang: str
    stem: str
    key: Key
    answers: tuple[str, ...]
    explanation: str
    options: tuple[Option, ...] = field(default=())
    #: the ids of the facts that stand on its page once it is answered: its own, and those its wrong options belong to
    tells: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    parts: tuple[Fact, ...] = ()

    @property
    def facts(self) -> Sequence[Fact]:
        return self.parts or (self.fact,)

    @property
    def fact_ids(self) -> tuple[str, ...]:
        return tuple(fact.id for fact in self.facts)
