"""A lint for flaws of item writing, run over every generated question.

The rules are those of Haladyna, Downing & Rodriguez (2002), “A review of multiple-choice item-writing guidelines for
classroom assessment”, Applied Measurement in Education 15: 309–334, as far as a machine can see them. A flaw fails the
bank: the facts' wording, their wrong options or the generator is to be mended, never the rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizzes.amounts import read_amount
from quizzes.drawing import LONGER, ending
from quizzes.facts import Bank
from quizzes.folding import lenient
from quizzes.forms import Question
from quizzes.prompts import echoes
from quizzes.questions import QuestionBank
from quizzes.written_dates import read_when

#: the slots that hold phrases of the bank's own
PHRASES = ("what", "rule", "stance", "gist", "meaning")
#: a date or a number with its unit, and nothing more
_FIGURE = re.compile(r"%?\d[\d.,]*%?(?:\s\S+){0,3}")
LONGEST_STEM, LONGEST_OPTION = 240, 170
#: a key that is ``LONGER`` than any other option, and by so many letters, tells itself
AT_LEAST = 15
#: how far the key's share of a place may be from chance, in standard deviations
DEVIATIONS = 4
FEWEST_QUESTIONS, FEWEST_FORMS = 3, 2

_ABSOLUTE = {
    "tr": r"her zaman|asla|daima|hiçbir\w*|hiç|tümü\w*|yalnızca|yalnız|sadece|kesinlikle|tamamen",
    "en": r"always|never|none|only|every|completely|entirely|absolutely",
    "az": r"həmişə|heç|daim|hər zaman|yalnız|ancaq|tamamilə|qətiyyən",
}
_ALL_OR_NONE = {
    "tr": r"(?:yukarıdakilerin )?hepsi|(?:yukarıdakilerden )?hiçbiri",
    "en": r"(?:all|none) of (?:the above|these|them)|both|neither",
    "az": r"(?:yuxarıdakıların )?hamısı|(?:yuxarıdakılardan )?heç biri",
}
#: a stem that asks for what is not so, where nothing stands in capitals to say it
_NEGATIVE = {
    "tr": r"\bdeğil\w*\W*$|\b\w+m[ae](?:d[ıi]|y[ae]n|z|m[ıi]ş)(?:\s\w+)?\W*$",
    "en": r"^(?:which|who|what|whom)\b[^,]*?\b(?:is|are|was|were|did|do|does|has|have|had|can|could) (?:not|never)\b|\bexcept\b",
    "az": r"\bdeyil\w*\W*$|\b\w+m[aə](?:d[ıi]|y[aə]n|z|mış|miş)(?:\s\w+)?\W*$",
}


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a question (or, where the id is a fact's, with what is asked of it), in a sentence."""

    rule: str
    id: str
    lang: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.id} ({self.lang}): {self.sentence}"


def lint(bank: Bank, questions: Iterable[Question]) -> list[Flaw]:
    """Every flaw of a bank's questions in one language, drawn by one seed."""
    asked = list(questions)
    flaws = [
        Flaw(rule, q.id, q.lang, sentence) for q in asked for rule, check in RULES.items() if (sentence := check(q))
    ]
    return [*flaws, *_repeated(asked), *_unbalanced(asked), *_thin(bank, asked)]


def named_in_vain(questions: QuestionBank) -> list[Flaw]:
    """The wrong options that an author names and the bank does not prove wrong: they are never shown."""
    return [
        Flaw("unproved", key, questions.lang, f"“{text}” is named as a wrong option, but not proved wrong ({why}).")
        for key, text, why in questions.refused()
    ]


def _key(question: Question) -> str:
    return question.answers[0]


def _wrong(question: Question) -> list[str]:
    return [option.text for option in question.options if not option.right]


def longest(question: Question) -> str:
    """The key is the longest option by far."""
    most = max(map(len, _wrong(question)), default=0)
    far = len(_key(question)) > most * LONGER and len(_key(question)) > most + AT_LEAST
    return f"the key “{_key(question)}” is by far the longest option." if far else ""


def grammar(question: Question) -> str:
    """All wrong phrases end alike and the key does not: the stem's grammar, or the eye, picks it out."""
    if question.slot not in PHRASES:
        return ""
    ends = {ending(text) for text in _wrong(question)}
    alone = (
        len(ends) == 1 and "" not in ends and ending(_key(question)) not in ends and len(_key(question).split()) > 2
    )
    return f"only the key “{_key(question)}” does not end in “-{ends.pop()}”." if alone else ""


def echo(question: Question) -> str:
    """The key repeats a longer word of the stem, and no wrong option does."""
    heard = echoes(question.stem, _key(question))
    alone = heard and not any(echoes(question.stem, text) for text in _wrong(question))
    return f"only the key repeats “{min(heard)}…” of the stem." if alone else ""


def absolute(question: Question) -> str:
    """An option says always, never, only, while another does not."""
    said = [bool(re.search(rf"\b(?:{_ABSOLUTE[question.lang]})\b", o.text.lower())) for o in question.options]
    return "an option speaks absolutely." if any(said) and not all(said) else ""


def all_or_none(question: Question) -> str:
    """An option is all, or none, of the others."""
    found = [o.text for o in question.options if re.fullmatch(_ALL_OR_NONE[question.lang], o.text.lower())]
    return f"the option “{found[0]}” speaks of the others." if found else ""


def negative(question: Question) -> str:
    """The stem asks for what is not so, and does not emphasise it."""
    told = re.search(_NEGATIVE[question.lang], question.stem, re.IGNORECASE)
    return "the stem asks for what is not so without emphasis." if told and not told[0].isupper() else ""


def overlapping(question: Question) -> str:
    """One option's words stand whole within another's."""
    texts = [f" {lenient(option.text)} " for option in question.options]
    for text in texts:
        if sum(text in other for other in texts) > 1:
            return f"the option “{text.strip()}” is part of another."
    return ""


def unordered(question: Question) -> str:
    """Dates or numbers that do not stand in order."""
    if not all(_FIGURE.fullmatch(option.text) for option in question.options):
        return ""
    dates = [read_when(option.text) for option in question.options]
    if all(dates):
        places: list[object] = [date.first for date in dates if date]
        return "" if places == sorted(places, key=str) else "the dates do not stand in order."
    amounts = [read_amount(option.text) for option in question.options]
    values = [amount.value for amount in amounts if amount]
    ordered = len(values) < len(amounts) or values == sorted(values)
    return "" if ordered else "the numbers do not stand in order."


def mixed(question: Question) -> str:
    """Some options are dates or numbers and some are not."""
    figures = {bool(_FIGURE.fullmatch(option.text)) for option in question.options}
    return "some options are figures and some are words." if len(figures) > 1 else ""


def lengthy(question: Question) -> str:
    """A stem or an option that nobody reads to its end."""
    if len(question.stem) > LONGEST_STEM:
        return f"the stem has {len(question.stem)} characters."
    long = [option.text for option in question.options if len(option.text) > LONGEST_OPTION]
    return f"the option “{long[0][:60]}…” has {len(long[0])} characters." if long else ""


def _for(*forms: str) -> Callable[[Callable[[Question], str]], Callable[[Question], str]]:
    def only(check: Callable[[Question], str]) -> Callable[[Question], str]:
        return lambda question: check(question) if question.form in forms else ""

    return only


RULES: Mapping[str, Callable[[Question], str]] = {
    "longest": _for("choice")(longest),
    "grammar": _for("choice")(grammar),
    "echo": _for("choice")(echo),
    "absolute": _for("choice", "multiple")(absolute),
    "all-or-none": _for("choice", "multiple", "match")(all_or_none),
    "negative": _for("choice", "multiple", "typed", "date", "number")(negative),
    "overlapping": _for("choice", "multiple", "match")(overlapping),
    "unordered": _for("choice")(unordered),
    "mixed": _for("choice", "multiple")(mixed),
    "lengthy": lengthy,
}


def _repeated(asked: Iterable[Question]) -> Iterator[Flaw]:
    """Two questions of one form with the same words and the same key."""
    first: dict[tuple[str, ...], Question] = {}
    for q in asked:
        other = first.setdefault((q.form, lenient(q.stem), *sorted(q.answers)), q)
        if other is not q and not q.parts:
            yield Flaw("repeated", q.id, q.lang, f"it asks just what {other.id} asks.")


def _unbalanced(asked: Iterable[Question]) -> Iterator[Flaw]:
    """A place among four options where the key stands much oftener or seldomer than by chance."""
    four = [q for q in asked if q.form == "choice" and len(q.options) == 4]
    places = Counter(next(n for n, option in enumerate(q.options) if option.right) for q in four)
    bound = DEVIATIONS * (len(four) * 3 / 16) ** 0.5
    for place in range(4):
        if four and abs(places[place] - len(four) / 4) > bound:
            yield Flaw(
                "balance",
                "bank",
                four[0].lang,
                f"the key stands in place {place + 1} in {places[place]} of {len(four)} choices.",
            )


def _thin(bank: Bank, asked: Iterable[Question]) -> Iterator[Flaw]:
    """A fact of weight that is not asked in enough ways."""
    forms: dict[str, list[str]] = {}
    lang = ""
    for q in asked:
        lang = q.lang
        for fact_id in q.fact_ids:
            forms.setdefault(fact_id, []).append(q.form)
    for fact in bank:
        ways = forms.get(fact.id, [])
        if (
            fact.importance > 1
            and not fact.disputed
            and (len(ways) < FEWEST_QUESTIONS or len(set(ways)) < FEWEST_FORMS)
        ):
            yield Flaw(
                "thin", fact.id, lang, f"it is asked in too few ways: {len(ways)} (three are wanted, in two forms)."
            )
