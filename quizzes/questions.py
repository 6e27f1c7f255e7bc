"""Questions: a prompt in one form. The same bank, language and seed give the same questions, one by one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

from quizzes.amounts import read_amount
from quizzes.dates import When
from quizzes.distractors import Certifier, Distractor, is_listed
from quizzes.facts import Bank, Entity, Fact, Figure, Member, Office, Position, Signature, Value
from quizzes.languages import language
from quizzes.marking import Key
from quizzes.prompts import Prompt, identity, listing, prompts, slot_names, statement, text_of, wording

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
    """One option of a choice; ``reason`` says why it is wrong (or that it is right) and ``tells`` these facts,
    ``certificate`` names the rule."""

    text: str
    right: bool
    reason: str
    certificate: str = ""
    tells: tuple[str, ...] = ()


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
    #: the ids of the facts that stand on its page once it is answered: its own, and those its wrong options belong to
    tells: tuple[str, ...] = ()

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
        self._certifier = Certifier(bank)
        self._distractors = {key: self._certifier.distractors(p, NEAREST) for key, p in self.prompts.items()}
        stated = {key: prompt for key, prompt in self.prompts.items() if _can_be_stated(prompt)}
        self._truths = {prompt.fact.id: key for key, prompt in reversed(stated.items())}
        self._falsehoods = _shared_out(stated, self._distractors)
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
        if self._truths.get(prompt.fact.id) == prompt.id:
            yield "true"
        if self._falsehoods.get(prompt.id):
            yield "false"

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
            tells=_each_once([prompt.fact.id, *(key for option in options for key in option.tells)]),
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
        drawn = _drawn(prompt.key, self._distractors[prompt.id], dice)
        right = Option(text_of(prompt.key, self.lang), True, self._said(prompt.fact))
        options = [(prompt.key, right), *((d.value, self._wrong(prompt, d)) for d in drawn)]
        if isinstance(prompt.key, When | Figure):
            options.sort(key=lambda pair: _rank(pair[0]))
        else:
            dice.shuffle(options)
        speech = language(self.lang)
        return tuple(replace(o, text=speech.capitalise(o.text)) for _, o in options)

    def _wrong(self, prompt: Prompt, distractor: Distractor) -> Option:
        text = text_of(distractor.value, self.lang)
        tells = tuple(fact.id for fact in distractor.shown_by)
        return Option(text, False, self._reason(prompt, distractor), distractor.certificate, tells)

    def _reason(self, prompt: Prompt, distractor: Distractor) -> str:
        """Why a value is wrong: where it belongs, what is right instead, or the list that it is not in."""
        shown = distractor.shown_by
        if len(shown) > 1 or distractor.certificate == "not-listed":
            slot = "person" if isinstance(prompt.fact, Member | Signature) else prompt.slot
            return listing(shown, slot, self.lang)
        made = language(self.lang).SENTENCES["option.made"]
        return self._said(shown[0]) if shown else f"{made} {self._said(prompt.fact)}"

    def _correction(self, prompt: Prompt, distractor: Distractor) -> str:
        """What is true instead of a false statement: the fact itself, or what shows the value put into it wrong."""
        if not self._certifier.refuter.leaves_room(prompt):
            return self.explanation(prompt.fact)
        reason = self._reason(prompt, distractor)
        return f"{reason} {self._said(prompt.fact)}" if isinstance(prompt.fact, Office) else reason

    def _said(self, fact: Fact) -> str:
        if fact.id not in self._sentences:
            self._sentences[fact.id] = statement(fact, self.lang)
        return self._sentences[fact.id]

    def _statement(self, question_id: str, prompt: Prompt, form: str, dice: Random) -> Question:
        """A true or false statement; the false one is the true one with a certified distractor in its slot."""
        instead, explanation, tells = {}, self.explanation(prompt.fact), [prompt.fact.id]
        if form == "false":
            wrong = dice.choice(self._falsehoods[prompt.id])
            instead, explanation = {prompt.slot: wrong.value}, self._correction(prompt, wrong)
            tells += [fact.id for fact in wrong.shown_by]
        speech = language(self.lang)
        return Question(
            id=question_id, fact=prompt.fact, slot=prompt.slot, form=form, lang=self.lang,
            stem=statement(prompt.fact, self.lang, instead), key=Key("truth", (form,), shown=speech.SENTENCES[form]),
            answers=(speech.SENTENCES[form],), explanation=explanation, tells=_each_once(tells),
        )  # fmt: skip

    def _key(self, prompt: Prompt, form: str) -> Key:
        value, shown = prompt.key, text_of(prompt.key, self.lang)
        if form == "choice":
            return Key("option", (language(self.lang).capitalise(shown),), shown=shown)
        if isinstance(value, When):
            return Key("date", (value.iso,), shown=shown)
        if isinstance(value, Figure):
            return Key("number", (value.amount,), units=(*value.unit.values(), *_counted(prompt)), shown=shown)
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


def _counted(prompt: Prompt) -> tuple[str, ...]:
    """What a stem counts, in its own words: the two after “kaç” or “how many”, where the number has a unit at all."""
    has_unit = isinstance(prompt.key, Figure) and any(prompt.key.unit.values())
    return tuple(_COUNTED.findall(prompt.stem.lower())) if has_unit else ()


_COUNTED = re.compile(r"(?:kaç|how many) (\w+(?: \w+)?)")


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _drawn(key: Value, pool: Sequence[Distractor], dice: Random) -> list[Distractor]:
    """Some of the distractors; of dates and numbers so many below the key that it stands in any place by chance."""
    many = min(MOST_OPTIONS - 1, len(pool))
    if not isinstance(key, When | Figure):
        return dice.sample(pool, many)
    below = [d for d in pool if _rank(d.value) < _rank(key)]
    above = [d for d in pool if d not in below]
    lower = dice.randint(max(0, many - len(above)), min(many, len(below)))
    return dice.sample(below, lower) + dice.sample(above, many - lower)


def _can_be_stated(prompt: Prompt) -> bool:
    return "{" + prompt.slot in prompt.said and not prompt.fact.disputed


def _shared_out(
    prompts: Mapping[str, Prompt], distractors: Mapping[str, Sequence[Distractor]]
) -> Mapping[str, Sequence[Distractor]]:
    """By prompt, the wrong values of its false statement, so that no two questions say the same.

    What several could say (that a man sat on a committee, of each who did) goes to the one with the fewest so far.
    """
    claims: dict[tuple[str, ...], list[tuple[str, Distractor]]] = defaultdict(list)
    for key, prompt in prompts.items():
        told, slots = slot_names(prompt.said), prompt.fact.slots()
        # That a view was not also another's, no article can prove.
        for wrong in () if isinstance(prompt.fact, Position) else distractors[key]:
            values = (wrong.value if name == prompt.slot else slots[name] for name in told)
            claims[prompt.said, *map(identity, values)].append((key, wrong))
    own: dict[str, list[Distractor]] = defaultdict(list)
    for rivals in sorted(claims.values(), key=len):
        key, wrong = min(rivals, key=lambda rival: len(own[rival[0]]))
        own[key].append(wrong)
    return own


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
