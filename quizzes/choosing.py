"""Which questions a quiz asks, and in which order. Pure: the same seed gives the same quiz."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random

from quizzes.forms import FORM_FAMILIES, Question
from quizzes.prompts import folded
from quizzes.questions import QuestionBank

LENGTHS = (5, 10, 20)
#: how often a quiz has one answer, as long as there are others: one man's life is no quiz that asks for his name alone
SAME_ANSWER = 2
#: how many quizzes are drafted where the first is short, or has one answer too often
DRAFTS = 4


def choose(
    questions: QuestionBank,
    *,
    seed: int,
    length: int,
    topics: Collection[str] = (),
    families: Collection[str] = (),
    urgency: Mapping[str, float] | None = None,
) -> tuple[str, ...]:
    """Up to ``length`` question ids: one a fact, forms mixed, urgent facts first, no question answering another,
    no answer asked for a third time while facts with other answers are left.

    ``topics`` and ``families`` (of :data:`FORM_FAMILIES`) narrow the choice, empty means all. ``urgency`` maps fact
    ids to how much they need asking (higher first). Equally urgent facts come by chance, the important ones likelier:
    weighted sampling without replacement by keys ``u ** (1 / weight)``, the weight importance squared (Efraimidis &
    Spirakis 2006, “Weighted random sampling with a reservoir”, Information Processing Letters 97: 181–185).

    Raises:
        ValueError: for a family there is not.
    """
    wanted = sorted(families or FORM_FAMILIES, key=list(FORM_FAMILIES).index)
    facts = [fact for fact in questions.bank if not topics or fact.topic in topics]
    best: tuple[Question, ...] = ()
    for n in range(DRAFTS):
        dice = Random(f"choose:{seed}:{n}")
        rank = {f.id: ((urgency or {}).get(f.id, 0.0), dice.random() ** (1 / f.importance**2)) for f in facts}
        order = sorted(rank, key=lambda key: rank[key], reverse=True)
        draft = _draft(questions, seed, dice, length=length, wanted=wanted, order=order)
        best = max(best, draft, key=lambda quiz: (len(quiz), -_same_answers(quiz)))
        if len(best) == length and _same_answers(best) <= SAME_ANSWER:
            break
    return tuple(question.id for question in best)


def _draft(
    questions: QuestionBank, seed: int, dice: Random, *, length: int, wanted: Sequence[str], order: Iterable[str]
) -> tuple[Question, ...]:
    """A quiz made fact by fact, none taken back: what is asked first may leave too little beside it."""
    forms = {form for family in wanted for form in FORM_FAMILIES[family]}
    chosen: list[Question] = []
    waiting = deque((fact_id, True) for fact_id in order)
    while waiting and len(chosen) < length:
        fact_id, once = waiting.popleft()
        picked = _pick(_by_form(questions, fact_id, forms), wanted, Counter(q.form for q in chosen), dice)
        if picked is not None:
            question = questions.question(picked, seed)
            if once and _same_answers([*chosen, question]) > max(SAME_ANSWER, _same_answers(chosen)):
                waiting.append((fact_id, False))
                continue
            cued = any(_cues(question, other) or _cues(other, question) for other in chosen)
            if not cued and _untold([*chosen, question]):
                chosen.append(question)
    dice.shuffle(chosen)
    return tuple(_untold(chosen))


def _same_answers(quiz: Collection[Question]) -> int:
    """How often the answer given oftenest is given; true and false may be oftener than any."""
    return max(Counter(q.answers for q in quiz if q.form not in ("true", "false")).values(), default=0)


def _untold(questions: Sequence[Question]) -> Sequence[Question]:
    """The questions in their order, but each before any that will tell its fact; none where two tell each other's."""
    left, placed = list(questions), []
    while left:
        ready = next((q for q in left if not any(_tells(q, other) for other in left)), None)
        if ready is None:
            return ()
        left.remove(ready)
        placed.append(ready)
    return placed


def _tells(question: Question, other: Question) -> bool:
    """Whether a question's page, once it is answered, tells a fact that another still asks for."""
    return question is not other and not set(question.tells).isdisjoint(other.fact_ids)


def _by_form(questions: QuestionBank, fact_id: str, forms: set[str]) -> dict[str, list[str]]:
    """A fact's questions in the forms wished for."""
    found: dict[str, list[str]] = {}
    for key in questions.ids_by_fact.get(fact_id, ()):
        if (form := key.rpartition(".")[2]) in forms:
            found.setdefault(form, []).append(key)
    return found


def _pick(
    by_form: Mapping[str, Sequence[str]], wanted: Sequence[str], asked: Counter[str], dice: Random
) -> str | None:
    """One question of a fact: of the family asked least so far that the fact is asked in, in its form asked least."""
    open_to = [family for family in wanted if not by_form.keys().isdisjoint(FORM_FAMILIES[family])]
    if not open_to:
        return None
    family = min(open_to, key=lambda family: sum(asked[form] for form in FORM_FAMILIES[family]))
    forms = [form for form in by_form if form in FORM_FAMILIES[family]]
    fewest = min(asked[form] for form in forms)
    return dice.choice(by_form[dice.choice([form for form in forms if asked[form] == fewest])])


def _cues(asked: Question, other: Question) -> bool:
    """Whether one question prints another's key before it is answered, or is its stem too: then no quiz asks both.

    Its stem and rows may; of its options only such as hold a date or a number that another asks for.
    """
    if other.form in ("true", "false"):
        return False
    if asked.answers != other.answers and set(asked.key.accepted) == set(other.key.accepted):
        return True  # two facts that answer to one another's question
    dated = other.key.kind in ("date", "number")
    told = folded(" ".join((asked.stem, *asked.rows, *(o.text for o in asked.options if dated))))
    keys = (folded(answer) for answer in (*other.answers, *other.key.accepted))
    same = folded(asked.stem) == folded(other.stem) and sorted(asked.rows) == sorted(other.rows)
    return same or any(len(key) > 3 and key in told for key in keys)
