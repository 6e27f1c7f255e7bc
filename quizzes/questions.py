"""Questions: a prompt in one form. The same bank, language and seed give the same questions, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random

from quizzes.arranging import MOST, Arranger, arranged_stem, row_of, several_stem
from quizzes.dates import When
from quizzes.distractors import Distractor, Finder, is_belonging, is_listed
from quizzes.drawing import bare, can_be_stated, drawn, gaps, mixed, shared_out, written_form
from quizzes.facts import Bank, Fact, Member, Office, Provision, Signature
from quizzes.forms import Option, Question
from quizzes.keys import chosen_key, names_by_kind, written_key
from quizzes.languages import language
from quizzes.marking import Key
from quizzes.prompts import (
    Prompt,
    joined,
    listing,
    prompts,
    rank,
    statement,
    text_of,
    wording,
)
from quizzes.values import Entity, Figure, Value

FEWEST_DISTRACTORS = 2
#: distractors are drawn from this many of the nearest
NEAREST = 6


class QuestionBank:
    """All questions of one bank in one language, made on demand.

    What does not depend on a seed (prompts, certified distractors) is worked out once; a question itself is made from
    its id and a seed, so a quiz can be shown again exactly as it was.
    """

    def __init__(self, bank: Bank, lang: str) -> None:
        self.bank, self.lang = bank, lang
        self.speech = language(lang)
        self.prompts = prompts(bank, lang)
        self._finder = Finder(bank)
        self._arranger = Arranger(self.prompts, self._finder)
        self._distractors = {key: self._finder.distractors(p, NEAREST) for key, p in self.prompts.items()}
        stated = {key: prompt for key, prompt in self.prompts.items() if can_be_stated(prompt)}
        self._truths = {prompt.fact.id: key for key, prompt in reversed(stated.items())}
        self._falsehoods = shared_out(stated, self._distractors)
        self._gaps = gaps(stated)
        self._names = names_by_kind(bank)
        self._sentences: dict[str, str] = {}
        self._forms = {key: tuple(self._open_to(prompt)) for key, prompt in self.prompts.items()}
        self.ids = tuple(f"{key}.{form}" for key, forms in self._forms.items() for form in forms)
        by_fact = defaultdict[str, list[str]](list)
        for key in self.ids:
            by_fact[key.split("~")[0]].append(key)
        self.ids_by_fact = {fact: tuple(keys) for fact, keys in by_fact.items()}

    def forms(self, prompt: Prompt) -> tuple[str, ...]:
        """The forms a prompt can be asked in."""
        return self._forms[prompt.id]

    def _open_to(self, prompt: Prompt) -> Iterator[str]:
        enough = len(self._distractors[prompt.id]) >= FEWEST_DISTRACTORS
        if enough:
            yield "choice"
        if enough and len(self._arranger.fellows(prompt)) > 1:
            yield "multiple"
        written = written_form(prompt)
        if written and prompt.stem:
            yield written
        if written and prompt.id in self._gaps:
            yield "cloze"
        yield from (form for form in ("match", "order") if self._arranger.can(prompt, form))
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
        if form not in self._forms[prompt_id]:
            raise KeyError(question_id)
        dice = Random(f"{seed}:{question_id}")
        makers = {"true": self._statement, "false": self._statement, "multiple": self._several,
                  "match": self._arranged, "order": self._arranged}  # fmt: skip
        return makers.get(form, self._single)(question_id, prompt, form, dice)

    def questions(self, seed: int) -> Iterator[Question]:
        """Every question of the bank."""
        return (self.question(key, seed) for key in self.ids)

    def refused(self) -> Iterator[tuple[str, str, str]]:
        """The wrong options named in vain: the prompt's id, the option, why it may be right."""
        for prompt in self.prompts.values():
            yield from ((prompt.id, self._printed(value), why) for value, why in self._finder.refused(prompt))

    def explanation(self, fact: Fact) -> str:
        """One or two sentences that teach: the fact itself, what it is confused with, how the article disputes it."""
        return " ".join(part for part in (self._said(fact), self.note(fact)) if part)

    def _list(self, prompt: Prompt, form: str) -> tuple[Fact, ...]:
        """The facts of the whole list that explains a choice of one of them, or the naming of any: it shows all else wrong."""
        belongs = is_listed(prompt.fact) or isinstance(prompt.fact, Office)
        if (
            form not in (("choice", "typed") if len(prompt.answers) > 1 else ("choice",))
            or not isinstance(prompt.key, Entity)
            or (belongs and prompt.slot != "person")
        ):
            return ()
        return _with_first(prompt.fact, self._finder.refuter.listed(prompt, prompt.key))

    def note(self, fact: Fact) -> str:
        """What the explanation adds to the fact's own sentence, "" where nothing: for the back of a card."""
        words = wording(fact, self.lang)
        return " ".join(part for part in (words.note, fact.disputed.get(self.lang, "")) if part)

    def _single(self, question_id: str, prompt: Prompt, form: str, dice: Random) -> Question:
        """One fact, chosen among options or written."""
        options, listed = self._options(prompt, dice) if form == "choice" else (), self._list(prompt, form)
        told = self._printed(bare(prompt.key, self.lang) if form == "cloze" else prompt.key)
        said = listing(listed, prompt.slot, self.lang) if listed else self._said(prompt.fact)
        stem, answers = prompt.choose if form == "choice" else prompt.stem, prompt.answers
        if form == "cloze":
            stem, answers = self._gaps[prompt.id], (prompt.key,)
        key = chosen_key(prompt) if form == "choice" else written_key(prompt, stem, answers, self._names)
        if form == "cloze" and isinstance(prompt.key, Figure):
            key = replace(key, shown=told)  # its unit stands beside the gap
        return Question(
            id=question_id, fact=prompt.fact, slot=prompt.slot, form=form, lang=self.lang, stem=stem, key=key,
            answers=(told,), options=options,
            explanation=" ".join(part for part in (said, self.note(prompt.fact)) if part),
            tells=_each_once([prompt.fact.id, *(fact.id for fact in listed), *(key for o in options for key in o.tells)]),
        )  # fmt: skip

    def _several(self, question_id: str, prompt: Prompt, form: str, dice: Random) -> Question:
        """Two or three of a list among others; each that is right is a fact of its own."""
        right, wrong = self._arranger.chosen(prompt, self._distractors[prompt.id], dice)
        texts = tuple(self._printed(p.key) for p in right)
        options = [Option(text, True, self._said(p.fact)) for text, p in zip(texts, right, strict=True)]
        options += [self._wrong(prompt, distractor) for distractor in wrong]
        dice.shuffle(options)
        people = prompt.slot == "person"
        listed = [p.fact for p in (self._arranger.fellows(prompt) if people else right)]
        told = [fact.id for fact in listed] + [key for option in options for key in option.tells]
        return Question(
            id=question_id, fact=prompt.fact, slot=prompt.slot, form=form, lang=self.lang,
            stem=self.speech.capitalise(several_stem(prompt, len(right))),
            key=Key("option", texts, shown=joined([text_of(p.key, self.lang) for p in right], self.lang)),
            answers=texts, options=tuple(options),
            explanation=listing(listed, prompt.slot, self.lang),
            tells=_each_once(told), parts=tuple(p.fact for p in right),
        )  # fmt: skip

    def _arranged(self, question_id: str, prompt: Prompt, form: str, dice: Random) -> Question:
        """Rows to be matched with options, or events to be put in order."""
        offered = self._arranger.drawn(prompt, form, dice)
        rowed = offered[: MOST if form == "order" else min(MOST, len(offered) - 1)]
        if form == "order":
            rowed.sort(key=lambda p: rank(p.key))
        else:
            dice.shuffle(rowed)
        rows = [self._printed(value) for p in rowed if (value := row_of(p.fact)) is not None]
        right = rows if form == "order" else [self._printed(p.key) for p in rowed]
        pairs = [f"{row}: {text}" for row, text in zip(rows, right, strict=True)]
        shown = " → ".join(right) if form == "order" else "; ".join(pairs)
        facts = [p.fact for p in rowed]
        return Question(
            id=question_id, fact=prompt.fact, slot=prompt.slot, form=form, lang=self.lang,
            stem=self.speech.capitalise(arranged_stem(prompt, form)),
            key=Key(form, tuple(right), shown=shown), answers=tuple(right),
            rows=tuple(mixed(rows, dice) if form == "order" else rows),
            options=tuple(Option(text, False, "") for text in self._sorted(offered, dice)) if form == "match" else (),
            # a match shows its pairs; an order shows no dates
            explanation=" ".join(self._said(f) for f in facts) if form == "order" else self.explanation(prompt.fact),
            tells=tuple(fact.id for fact in facts), parts=tuple(facts),
        )  # fmt: skip

    def _sorted(self, offered: Sequence[Prompt], dice: Random) -> list[str]:
        """The right sides of a match as they are offered: dates in order, the rest by chance."""
        if isinstance(offered[0].key, When):
            return [self._printed(p.key) for p in sorted(offered, key=lambda p: rank(p.key))]
        return mixed([self._printed(p.key) for p in offered], dice)

    def _printed(self, value: Value) -> str:
        return self.speech.capitalise(text_of(value, self.lang))

    def _options(self, prompt: Prompt, dice: Random) -> tuple[Option, ...]:
        wrong = drawn(prompt, self._distractors[prompt.id], dice)
        right = Option(self._printed(prompt.key), True, self._said(prompt.fact))
        options = [(prompt.key, right), *((d.value, self._wrong(prompt, d)) for d in wrong)]
        if isinstance(prompt.key, When | Figure):
            options.sort(key=lambda pair: rank(pair[0]))
        else:
            dice.shuffle(options)
        return tuple(option for _, option in options)

    def _wrong(self, prompt: Prompt, distractor: Distractor) -> Option:
        known = (distractor.known_by,) if distractor.known_by else distractor.shown_by
        reason = self._said(distractor.known_by) if distractor.known_by else self._reason(prompt, distractor)
        return Option(
            self._printed(distractor.value), False, reason, distractor.certificate, tuple(fact.id for fact in known)
        )

    def _reason(self, prompt: Prompt, distractor: Distractor) -> str:
        """Why a value is wrong: where it belongs, what is right instead, or the list that it is not in."""
        shown = distractor.shown_by
        if len(shown) > 1 or distractor.certificate == "not-listed":
            slot = "person" if isinstance(prompt.fact, Member | Signature) else prompt.slot
            return listing(_with_first(prompt.fact, shown), slot, self.lang)
        made = "option.made" if isinstance(distractor.value, When) else "option.made.number"
        return self._said(shown[0]) if shown else self.speech.SENTENCES[made]

    def _correction(self, prompt: Prompt, distractor: Distractor) -> str:
        """What is true instead of a false statement: the fact itself, or what shows the value put into it wrong."""
        if not self._finder.refuter.leaves_room(prompt):
            return self.explanation(prompt.fact)
        reason, fact, known = self._reason(prompt, distractor), prompt.fact, distractor.known_by
        if isinstance(fact, Member) and prompt.slot == "person":
            return f"{reason} {self._said(known)}" if known and is_belonging(known) else reason
        added = self._said(fact) if isinstance(fact, Member | Office | Provision) else self.note(fact)
        return f"{reason} {added}".rstrip()

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
            tells += [fact.id for fact in (*wrong.shown_by, wrong.known_by) if fact]
        said = self.speech.SENTENCES[form]
        return Question(
            id=question_id, fact=prompt.fact, slot=prompt.slot, form=form, lang=self.lang,
            stem=statement(prompt.fact, self.lang, instead), key=Key("truth", (form,), shown=said),
            answers=(said,), explanation=explanation, tells=_each_once(tells),
        )  # fmt: skip


def _with_first(first: Fact, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts with one of them, where it is among them, before all others: whom a question asks for is named first."""
    return tuple(sorted(facts, key=lambda fact: fact is not first))


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
