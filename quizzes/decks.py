"""A bank as a deck: one note a fact, in the kind that suits it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time

from quizzes.anki.notes import Deck, Note
from quizzes.distractors import is_listed
from quizzes.facts import Fact
from quizzes.languages import language
from quizzes.prompts import Prompt, fill, text_of, wording
from quizzes.questions import Question, QuestionBank

#: decks are the same on every machine, so their choices are drawn by one seed
SEED = 1918
_MARK = "\x00"


def deck(questions: QuestionBank, *, topics: Collection[str] = (), url: str = "") -> Deck:
    """The deck of a bank (or of some of its topics) in the language of ``questions``.

    ``url`` is the site's address, without a slash at its end, for the link back to the bank; "" for no link.
    """
    bank = questions.bank
    facts = [fact for fact in bank if not topics or fact.topic in topics]
    notes = [note for fact in facts if (note := _note(questions, fact, url)) is not None]
    return Deck(id=bank.id, title=bank.title(questions.lang), lang=questions.lang, notes=tuple(notes))


def _note(questions: QuestionBank, fact: Fact, url: str) -> Note | None:
    prompts = [p for slot in fact.asked if (p := questions.prompts.get(f"{fact.id}~{slot}")) is not None]
    for prompt in prompts:
        kind = _kind(questions, prompt)
        if kind:
            return _made(questions, prompt, kind, url)
    return None


def _kind(questions: QuestionBank, prompt: Prompt) -> Kind | Literal[""]:
    """Dates and numbers in their sentence, names typed, lists and phrases chosen, the rest turned over."""
    forms = set(questions.forms(prompt))
    if forms & {"date", "number"} and _gap(prompt):
        return "cloze"
    if "typed" in forms:
        return "typed"
    if "choice" in forms and (is_listed(prompt.fact) or not prompt.stem):
        return "choice"
    if prompt.stem:
        return "card"
    return "choice" if "choice" in forms else ""


def _gap(prompt: Prompt) -> tuple[str, str, str]:
    """The fact's sentence before, in and after the asked slot; nothing where the slot is not in it."""
    said = wording(prompt.fact, prompt.lang).say
    start = said.find("{" + prompt.slot)
    if start < 0:
        return ("", "", "")
    end = said.index("}", start) + 1
    values = prompt.fact.slots()
    before, gap = fill(said[:start], values, prompt.lang), fill(said[start:end], values, prompt.lang)
    if start:
        gap = _plain(said[start:end], prompt)
    return before, gap, _plain(said[end:], prompt)


def _plain(template: str, prompt: Prompt) -> str:
    """A part of a sentence, filled, its first letter left as it is."""
    return fill(_MARK + template, prompt.fact.slots(), prompt.lang)[len(_MARK) :]


def _made(questions: QuestionBank, prompt: Prompt, kind: Kind, url: str) -> Note:
    fact, lang = prompt.fact, prompt.lang
    before, gap, after = _gap(prompt) if kind == "cloze" else ("", "", "")
    choice: Question | None = questions.question(f"{prompt.id}.choice", SEED) if kind == "choice" else None
    return Note(
        id=f"{questions.bank.id}/{fact.id}~{kind}~{lang}",
        kind=kind,
        topic=next(t.names[lang] for t in questions.bank.topics if t.id == fact.topic),
        lang=lang,
        front=choice.stem if choice else prompt.stem,
        back=gap or (choice.answers[0] if choice else back(prompt)),
        before=before,
        after=after,
        options=tuple(o.text for o in choice.options) if choice else (),
        reasons=tuple(o.reason for o in choice.options) if choice else (),
        extra=questions.explanation(fact),
        source=source(questions, fact),
        url=f"{url}/banks/{questions.bank.id}" if url else "",
        tags=("varaka", questions.bank.id, fact.topic, f"importance-{fact.importance}"),
        changed=_changed(fact, questions.bank.revised),
    )


def back(prompt: Prompt) -> str:
    """A card's answer: the key, and what else is right."""
    speech = language(prompt.lang)
    return speech.capitalise(speech.join([text_of(value, prompt.lang) for value in prompt.right]))


def source(questions: QuestionBank, fact: Fact) -> str:
    """Where a fact stands, in words: section, paragraph, works cited, the article."""
    place = fact.passage
    words = language(questions.lang).SENTENCES["passage"].format(section=place.heading, paragraph=place.paragraph)
    return " · ".join(part for part in (words, "; ".join(place.cites), questions.bank.citation) if part)


def _changed(fact: Fact, revised: str) -> int:
    day = date.fromisoformat(fact.changed or revised)
    return int(datetime.combine(day, time(), UTC).timestamp())


