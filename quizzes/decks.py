"""A bank as a deck: one note a fact, in the kind that suits it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, time

from quizzes.anki.notes import Deck, Kind, Note
from quizzes.distractors import is_listed
from quizzes.facts import Fact
from quizzes.forms import Question
from quizzes.languages import azerbaijani, english, language, turkish
from quizzes.prompts import Prompt, filled, text_of, wording
from quizzes.questions import QuestionBank

#: decks are the same on every machine, so their choices are drawn by one seed
SEED = 1918
_ALSO = {"tr": "Ayrıca doğru: {names}.", "en": "Also right: {names}.", "az": "Bu da doğrudur: {names}."}
_MONTHS = "|".join((*turkish.MONTHS, *english.MONTHS, *azerbaijani.MONTHS))
_DAY_AND_MONTH = re.compile(rf"\b(\d{{1,2}}) (?=(?:{_MONTHS})\b)")


def deck(questions: QuestionBank, *, topics: Collection[str] = (), url: str = "") -> Deck:
    """The deck of a bank (or of some of its topics) in the language of ``questions``.

    ``url`` is the site's address, without a slash at its end, for the link back to the bank; "" for no link.

    Raises:
        ValueError: where nothing in those topics can be asked.
    """
    bank = questions.bank
    facts = [fact for fact in bank if not topics or fact.topic in topics]
    notes = [note for fact in facts if (note := _note(questions, fact, url)) is not None]
    if not notes:
        chosen = ", ".join(sorted(topics)) or "all"
        raise ValueError(f"{bank.id} has nothing to learn in these topics: {chosen}")
    return Deck(id=bank.id, title=bank.title(questions.lang), lang=questions.lang, notes=tuple(notes))


def _note(questions: QuestionBank, fact: Fact, url: str) -> Note | None:
    prompts = [p for slot in fact.asked if (p := questions.prompts.get(f"{fact.id}~{slot}")) is not None]
    for prompt in prompts:
        kind = _kind(questions, prompt)
        if kind:
            return _made(questions, prompt, kind, url)
    return None


def _kind(questions: QuestionBank, prompt: Prompt) -> Kind | None:
    """Dates and numbers in their sentence, names typed, lists and phrases chosen, the rest turned over."""
    forms = set(questions.forms(prompt))
    if forms & {"date", "number"} and any(_gap(prompt)):
        return "cloze"
    if "typed" in forms:
        return "typed"
    if "choice" in forms and (is_listed(prompt.fact) or not prompt.stem):
        return "choice"
    return "card" if prompt.stem else None


def _gap(prompt: Prompt) -> tuple[str, str, str]:
    """The fact's sentence before, in and after the asked slot; nothing where the slot is not in it, or where the
    sentence is disputed and must not stand as plain truth."""
    said = wording(prompt.fact, prompt.lang).say
    start = said.find("{" + prompt.slot)
    if start < 0 or prompt.fact.disputed:
        return ("", "", "")
    end = said.index("}", start) + 1
    values, lang = prompt.fact.slots(), prompt.lang
    parts = [filled(part, values, lang) for part in (said[:start], said[start:end], said[end:])]
    first = 1 if start == 0 else 0
    parts[first] = language(lang).capitalise(parts[first])
    return parts[0], parts[1], parts[2]


def _made(questions: QuestionBank, prompt: Prompt, kind: Kind, url: str) -> Note:
    fact, lang = prompt.fact, prompt.lang
    before, gap, after = _gap(prompt) if kind == "cloze" else ("", "", "")
    choice: Question | None = questions.question(f"{prompt.id}.choice", SEED) if kind == "choice" else None
    return Note(
        id=f"{questions.bank.id}/{fact.id}~{kind}~{lang}",
        kind=kind,
        topic=questions.bank.topics[fact.topic].names[lang],
        lang=lang,
        front=unbroken(choice.stem if choice else prompt.stem),
        back=unbroken(gap or (back(prompt) if kind == "card" else _key(prompt))),
        before=unbroken(before),
        after=unbroken(after),
        options=tuple(unbroken(o.text) for o in choice.options) if choice else (),
        reasons=tuple("" if o.right else unbroken(o.reason) for o in choice.options) if choice else (),
        extra=unbroken(_extra(questions, prompt, kind)),
        source=source(questions, fact),
        url=f"{url}/banks/{questions.bank.id}" if url else "",
        tags=("varaka", questions.bank.id, fact.topic, f"importance-{fact.importance}"),
        changed=_changed(fact, questions.bank.revised),
    )


def _extra(questions: QuestionBank, prompt: Prompt, kind: Kind) -> str:
    """What stands below the answer: the sentence where the note does not show it, and what may be typed as well."""
    if kind == "cloze":
        return questions.note(prompt.fact)
    others = [text_of(value, prompt.lang) for value in prompt.answers[1:]] if kind == "typed" else []
    also = _ALSO[prompt.lang].format(names=language(prompt.lang).join(others)) if others else ""
    return " ".join(part for part in (questions.explanation(prompt.fact), also) if part)


def _key(prompt: Prompt) -> str:
    """The one key that can be typed or chosen."""
    return language(prompt.lang).capitalise(text_of(prompt.key, prompt.lang))


def back(prompt: Prompt) -> str:
    """A card's answer: the key, and what else the bank answers to the same question."""
    speech = language(prompt.lang)
    return speech.capitalise(speech.join([text_of(value, prompt.lang) for value in prompt.answers]))


def unbroken(text: str) -> str:
    """The text with day and month held together by a space that no line ends at."""
    return _DAY_AND_MONTH.sub("\\1\u00a0", text)


def source(questions: QuestionBank, fact: Fact) -> str:
    """Where a fact stands, in words: section, paragraph, works cited, the article."""
    place = fact.passage
    words = language(questions.lang).SENTENCES["passage"].format(section=place.heading, paragraph=place.paragraph)
    return " · ".join(part for part in (words, "; ".join(place.cites), questions.bank.citation) if part)


def _changed(fact: Fact, revised: str) -> int:
    day = date.fromisoformat(fact.changed or revised)
    return int(datetime.combine(day, time(), UTC).timestamp())
