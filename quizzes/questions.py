"""Questions: a prompt in one form. The same bank, language and seed give the same questions, one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from quizzes.amounts import read_amount
from quizzes.dates import When
from quizzes.distractors import Certifier, Distractor, is_listed
from quizzes.facts import Bank, Entity, Fact, Figure, Position, Value
from quizzes.languages import language
from quizzes.marking import Key
from quizzes.prompts import Prompt, prompts, statement, text_of, wording

FORMS = ("choice", "typed", "date", "number", "true", "false")
#: what a learner chooses among; each stands for one or two forms
FORM_FAMILIES = {"choice": ("choice",), "true-false": ("true", "false"), "typed": ("typed", "date", "number")}
TYPED_KINDS = ("person", "place", "state", "party")
MOST_OPTIONS = 4
FEWEST_DISTRACTORS = 2
#: distractors are drawn from this many of the nearest
NEAREST = 6


@dataclass(frozen=True)
class Option:
    """One option of a choice; ``reason`` says why it is wrong (or that it is right), ``certificate`` by which rule."""

    text: str
    right: bool
    reason: str
    certificate: str = ""


@dataclass(frozen=True)
class Question:
    """A fact asked in one form and language. ``answers`` are printed keys; ``key`` is what marking needs."""

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

    @property
    def fact_ids(self) -> tuple[str, ...]:
        return (self.fact.id,)


class QuestionBank:
    """All questions of one bank in one language, made on demand.

    What does not depend on a seed (prompts, certified distractors) is worked out once; a question itself is made from
    its id and a seed, so a quiz can be shown again exactly as it was.
    """

    def __init__(self, bank: Bank, lang: str) -> None:
        self.bank, self.lang = bank, lang
        self.prompts = prompts(bank, lang)
        certifier = Certifier(bank)
        self._distractors = {key: certifier.distractors(p, NEAREST) for key, p in self.prompts.items()}
        self._names = _names_by_kind(bank)
        self._sentences: dict[str, str] = {}
        self.ids = tuple(f"{key}.{form}" for key, prompt in self.prompts.items() for form in self.forms(prompt))
        self.ids_by_fact: dict[str, tuple[str, ...]] = {}
        for key in self.ids:
            fact = key.split("~")[0]
            self.ids_by_fact[fact] = (*self.ids_by_fact.get(fact, ()), key)

    def forms(self, prompt: Prompt) -> Iterator[str]:
        """The forms a prompt can be asked in."""
        enough = len(self._distractors[prompt.id]) >= FEWEST_DISTRACTORS
        if enough:
            yield "choice"
        if not prompt.stem:
            pass
        elif isinstance(prompt.key, When):
            yield "date"
        elif isinstance(prompt.key, Figure):
            yield "number"
        elif isinstance(prompt.key, Entity) and prompt.key.kind in TYPED_KINDS and not is_listed(prompt.fact):
            yield "typed"
        if self._can_be_stated(prompt):
            yield "true"
            # That a view was not also another's, no article can prove.
            if self._distractors[prompt.id] and not isinstance(prompt.fact, Position):
                yield "false"

    def _can_be_stated(self, prompt: Prompt) -> bool:
        said = "{" + prompt.slot in wording(prompt.fact, self.lang).say
        return said and not prompt.fact.disputed

    def question(self, question_id: str, seed: int) -> Question:
        """The question with this id, its distractors and their order drawn by ``seed``.

        Raises:
            KeyError: where the bank asks no such question.
        """
        prompt_id, _, form = question_id.rpartition(".")
        prompt = self.prompts[prompt_id]
        if form not in self.forms(prompt):
            raise KeyError(question_id)
        dice = Random(f"{seed}:{question_id}")
        if form in ("true", "false"):
            return self._statement(question_id, prompt, form, dice)
        options = self._options(prompt, dice) if form == "choice" else ()
        printed = language(self.lang).capitalise(text_of(prompt.key, self.lang))
        return Question(
            id=question_id, fact=prompt.fact, slot=prompt.slot, form=form, lang=self.lang,
            stem=prompt.choose if form == "choice" else prompt.stem,
            key=self._key(prompt, form), answers=(printed,), options=options, explanation=self.explanation(prompt.fact),
        )  # fmt: skip

    def questions(self, seed: int) -> Iterator[Question]:
        """Every question of the bank."""
        return (self.question(key, seed) for key in self.ids)

    def explanation(self, fact: Fact) -> str:
        """One or two sentences that teach: the fact itself, what it is confused with, how the article disputes it."""
        return " ".join(part for part in (self._said(fact), self.note(fact)) if part)

    def note(self, fact: Fact) -> str:
        """What the explanation adds to the fact's own sentence, "" where nothing: for the back of a card."""
        words = wording(fact, self.lang)
        return " ".join(part for part in (words.note, fact.disputed.get(self.lang, "")) if part)

    def _options(self, prompt: Prompt, dice: Random) -> tuple[Option, ...]:
        pool = self._distractors[prompt.id][:NEAREST]
        drawn = dice.sample(pool, min(MOST_OPTIONS - 1, len(pool)))
        right = Option(text_of(prompt.key, self.lang), True, self._said(prompt.fact))
        options = [(prompt.key, right), *((d.value, self._wrong(d)) for d in drawn)]
        if isinstance(prompt.key, When | Figure):
            options.sort(key=lambda pair: _rank(pair[0]))
        else:
            dice.shuffle(options)
        speech = language(self.lang)
        return tuple(Option(speech.capitalise(o.text), o.right, o.reason, o.certificate) for _, o in options)

    def _wrong(self, distractor: Distractor) -> Option:
        text = text_of(distractor.value, self.lang)
        return Option(text, False, self._said(distractor.witness), distractor.certificate)

    def _said(self, fact: Fact) -> str:
        if fact.id not in self._sentences:
            self._sentences[fact.id] = statement(fact, self.lang)
        return self._sentences[fact.id]

    def _statement(self, question_id: str, prompt: Prompt, form: str, dice: Random) -> Question:
        """A true or false statement; the false one is the true one with a certified distractor in its slot."""
        instead = {}
        if form == "false":
            instead = {prompt.slot: dice.choice(self._distractors[prompt.id][:NEAREST]).value}
        speech = language(self.lang)
        return Question(
            id=question_id, fact=prompt.fact, slot=prompt.slot, form=form, lang=self.lang,
            stem=statement(prompt.fact, self.lang, instead), key=Key("truth", (form,), shown=speech.SENTENCES[form]),
            answers=(speech.SENTENCES[form],), explanation=self.explanation(prompt.fact),
        )  # fmt: skip

    def _key(self, prompt: Prompt, form: str) -> Key:
        value, shown = prompt.key, text_of(prompt.key, self.lang)
        if form == "choice":
            return Key("option", (language(self.lang).capitalise(shown),), shown=shown)
        if isinstance(value, When):
            return Key("date", (value.iso,), shown=shown)
        if isinstance(value, Figure):
            return Key("number", (value.amount,), units=tuple(value.unit.values()), shown=shown)
        assert isinstance(value, Entity)
        return self._name_key(prompt, value, shown)

    def _name_key(self, prompt: Prompt, value: Entity, shown: str) -> Key:
        answers = [v for v in prompt.answers if isinstance(v, Entity)]
        accepted = dict.fromkeys((shown, *(s for v in answers for s in v.spellings)))
        # What is arguable is neither the key nor somebody else's name.
        ids = {v.id for v in prompt.right if isinstance(v, Entity)}
        rivals = tuple(s for key, spellings in self._names[value.kind].items() if key not in ids for s in spellings)
        partial = _surname(value.name(self.lang), rivals) if value.kind == "person" else ()
        return Key("name", tuple(accepted), rivals=rivals, partial=partial, shown=shown)


def _surname(name: str, rivals: Collection[str]) -> tuple[str, ...]:
    """The last word of a person's name, where it may stand alone: long enough, and nobody else's."""
    last = name.split()[-1]
    return () if len(last) <= 3 or any(last in rival.split() for rival in rivals) else (last,)


def _rank(value: Value) -> Fraction:
    """Where a date or number stands among others of its sort."""
    if isinstance(value, When):
        return Fraction(value.first.toordinal())
    amount = read_amount(value.amount) if isinstance(value, Figure) else None
    return amount.value if amount else Fraction(0)


def _names_by_kind(bank: Bank) -> dict[str, dict[str, tuple[str, ...]]]:
    names: dict[str, dict[str, tuple[str, ...]]] = {}
    for entity in bank.entities.values():
        names.setdefault(entity.kind, {})[entity.id] = entity.spellings
    return names
