"""Which wrong options a seed draws, and what a prompt's own sentence can be made of: a statement, a gap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from quizzes.dates import When
from quizzes.distractors import Distractor, is_listed
from quizzes.facts import Position
from quizzes.folding import lenient
from quizzes.prompts import Prompt, answers_itself, gapped, identity, rank, slot_names, text_of
from quizzes.values import Entity, Figure, Value

TYPED_KINDS = ("person", "place", "state", "party")
MOST_OPTIONS = 4
#: a key that is so many times as long as any other option tells itself
LONGER = 1.3


def mixed(texts: list[str], dice: Random) -> list[str]:
    """The texts in another order than they are in, where there is one."""
    mixed = list(texts)
    while len(set(texts)) > 1 and mixed == texts:
        dice.shuffle(mixed)
    return mixed


def written_form(prompt: Prompt) -> str:
    """The form in which a prompt's answer can be written, or ""."""
    if isinstance(prompt.key, When):
        return "date"
    if isinstance(prompt.key, Figure):
        return "number"
    typed = isinstance(prompt.key, Entity) and prompt.key.kind in TYPED_KINDS and not is_listed(prompt.fact)
    return "typed" if typed else ""


def gaps(stated: Mapping[str, Prompt]) -> Mapping[str, tuple[str, tuple[Value, ...]]]:
    """By prompt, its fact's sentence with a gap for the key, and all that the bank would put there.

    None where the rest of the sentence tells the key, nor where dates or numbers of several facts fill it.
    """
    fills: dict[str, dict[str, Value]] = defaultdict(dict)
    gaps = {key: gapped(prompt) for key, prompt in stated.items()}
    for key, prompt in stated.items():
        fills[gaps[key]][identity(prompt.key)] = prompt.key
    return {key: (gap, tuple(fills[gap].values())) for key, gap in gaps.items()
            if not answers_itself(gap, stated[key].key, stated[key].lang)
            and (len(fills[gap]) == 1 or isinstance(stated[key].key, Entity))}  # fmt: skip


def drawn(prompt: Prompt, pool: Sequence[Distractor], dice: Random) -> list[Distractor]:
    """Some of the distractors; of dates and numbers so many below the key that it stands in any place by chance.

    Of all else, where there is any, one is about as long as the key and one ends as it does: neither is to tell it.
    """
    key, many = prompt.key, min(MOST_OPTIONS - 1, len(pool))
    if not isinstance(key, When | Figure):
        some = dice.sample(pool, many)
        for place, like in enumerate((_as_long, _ending_alike)):
            fit = [d for d in pool if like(prompt, d.value)]
            if fit and not any(d in fit for d in some):
                some[place] = dice.choice(fit)
        return some
    below = [d for d in pool if rank(d.value) < rank(key)]
    above = [d for d in pool if d not in below]
    lower = dice.randint(max(0, many - len(above)), min(many, len(below)))
    return dice.sample(below, lower) + dice.sample(above, many - lower)


def can_be_stated(prompt: Prompt) -> bool:
    return "{" + prompt.slot in prompt.said and not prompt.fact.disputed


def shared_out(
    stated: Mapping[str, Prompt], distractors: Mapping[str, Sequence[Distractor]]
) -> Mapping[str, Sequence[Distractor]]:
    """By prompt, the wrong values of its false statement, so that no two questions say the same.

    What several could say (that a man sat on a committee, of each who did) goes to the one with the fewest so far.
    """
    claims: dict[tuple[str, ...], list[tuple[str, Distractor]]] = defaultdict(list)
    for key, prompt in stated.items():
        told, slots = slot_names(prompt.said), prompt.fact.slots()
        # That a view was not also another's, no article can prove.
        for wrong in () if isinstance(prompt.fact, Position) else distractors[key]:
            if wrong.believable(prompt.key):
                values = (wrong.value if name == prompt.slot else slots[name] for name in told)
                claims[prompt.said, *map(identity, values)].append((key, wrong))
    own: dict[str, list[Distractor]] = defaultdict(list)
    for rivals in sorted(claims.values(), key=len):
        key, wrong = min(rivals, key=lambda rival: len(own[rival[0]]))
        own[key].append(wrong)
    return own


def _as_long(prompt: Prompt, value: Value) -> bool:
    return len(text_of(value, prompt.lang)) * LONGER >= len(text_of(prompt.key, prompt.lang))


def _ending_alike(prompt: Prompt, value: Value) -> bool:
    return ending(text_of(value, prompt.lang)) == ending(text_of(prompt.key, prompt.lang))


def ending(text: str) -> str:
    """How a phrase of some words ends, whatever the harmony of its vowels: ``açılması`` and ``seçilmesi`` end alike."""
    word = re.sub(r"\W", "", text.split()[-1]) if len(text.split()) > 2 else ""
    return lenient(word)[-3:].translate(_HARMONY)


_HARMONY = str.maketrans("eiu", "aii")
