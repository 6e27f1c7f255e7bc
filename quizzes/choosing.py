"""Which questions a quiz asks, and in which order. Pure: the same seed gives the same quiz."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from random import Random

from quizzes.prompts import folded
from quizzes.questions import FORM_FAMILIES, Question, QuestionBank

LENGTHS = (5, 10, 20)


def choose(
    questions: QuestionBank,
    *,
    seed: int,
    length: int,
    topics: Collection[str] = (),
    families: Collection[str] = (),
    urgency: Mapping[str, float] | None = None,
) -> tuple[str, ...]:
    """Up to ``length`` question ids: one a fact, forms mixed, urgent facts first, no question answering another.

    ``topics`` and ``families`` (of :data:`FORM_FAMILIES`) narrow the choice, empty means all. ``urgency`` maps fact
    ids to how much they need asking (higher first). Equally urgent facts come by chance, the important ones likelier:
    weighted sampling without replacement by keys ``u ** (1 / weight)``, the weight importance squared (Efraimidis &
    Spirakis 2006, “Weighted random sampling with a reservoir”, Information Processing Letters 97: 181–185).

    Raises:
        ValueError: for a family there is not.
    """
    dice = Random(f"choose:{seed}")
    wanted = sorted(families or FORM_FAMILIES, key=list(FORM_FAMILIES).index)
    forms = {form for family in wanted for form in FORM_FAMILIES[family]}
    chosen: list[Question] = []
    rank = {f.id: ((urgency or {}).get(f.id, 0.0), dice.random() ** (1 / f.importance**2)) for f in questions.bank
            if not topics or f.topic in topics}  # fmt: skip
    for fact_id in sorted(rank, key=lambda key: rank[key], reverse=True):
        if len(chosen) == length:
            break
        picked = _pick(questions, fact_id, forms, wanted[len(chosen) % len(wanted)], dice)
        if picked is not None:
            question = questions.question(picked, seed)
            if not any(_cues(question, other) or _cues(other, question) for other in chosen):
                chosen.append(question)
    dice.shuffle(chosen)
    return tuple(q.id for q in chosen)


def _pick(questions: QuestionBank, fact_id: str, forms: set[str], family: str, dice: Random) -> str | None:
    """One question of a fact, of the wanted family where it has one; each of its forms equally likely."""
    by_form: dict[str, list[str]] = {}
    for key in questions.ids_by_fact.get(fact_id, ()):
        by_form.setdefault(key.rpartition(".")[2], []).append(key)
    open_to = [form for form in by_form if form in forms]
    first = [form for form in open_to if form in FORM_FAMILIES[family]] or open_to
    return dice.choice(by_form[dice.choice(first)]) if first else None


def _cues(asked: Question, other: Question) -> bool:
    """Whether one question's stem prints another's key, or is its stem too: then they do not stand in one quiz."""
    if other.form in ("true", "false"):
        return False
    told = folded(asked.stem)
    keys = (folded(answer) for answer in (*other.answers, *other.key.accepted))
    return told == folded(other.stem) or any(len(key) > 3 and key in told for key in keys)
