"""Which wrong options a seed draws, and what a prompt's own sentence can be made of: a statement, a gap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random
from string import Formatter

from quizzes.dates import When
from quizzes.distractors import Distractor, is_listed
from quizzes.facts import Position, Provision
from quizzes.folding import lenient
from quizzes.languages import BLANK, language
from quizzes.prompts import Prompt, answers_itself, identity, rank, slot_names, text_of, wording
from quizzes.values import Entity, Figure, Value

TYPED_KINDS = ("person", "place", "state", "party", "work")
MOST_OPTIONS = 4
#: a key that is so many times as long as any other option tells itself
LONGER = 1.4


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


def gaps(stated: Mapping[str, Prompt]) -> Mapping[str, str]:
    """By prompt, its fact's sentence with a gap for the key.

    None where the rest of the sentence tells the key, nor where several facts' values fill it.
    """
    gaps = {key: gapped(prompt) for key, prompt in stated.items()}
    fills: dict[str, set[str]] = defaultdict(set)
    for key, prompt in stated.items():
        fills[gaps[key]].add(identity(prompt.key))
    return {key: gap for key, gap in gaps.items()
            if len(fills[gap]) == 1 and not answers_itself(gap, stated[key].key, stated[key].lang)}  # fmt: skip


def gapped(prompt: Prompt) -> str:
    """The fact's sentence with a gap where the slot asked for stands. An ending goes too, for its vowels would tell the
    key; a number's unit stays, and what is a word of its own: ``on``, Azerbaijani ``ilə``, ``idi``."""
    speech, parts = language(prompt.lang), []
    for before, name, case, _ in Formatter().parse(prompt.said):
        parts.append(before)
        if name == prompt.slot:
            parts.append(_gap(prompt.key, prompt.lang, case or ""))
        elif name:
            parts.append(text_of(prompt.fact.slots()[name], prompt.lang, case or ""))
    return speech.capitalise("".join(parts))


def bare(key: Value, lang: str) -> Value:
    """What a gap takes out: a number without the unit that stays, anything else as it is."""
    return Figure(key.amount) if isinstance(key, Figure) and _keeps_unit(key, lang) else key


def _keeps_unit(key: Figure, lang: str) -> bool:
    """Not where one and several have different words, which would tell the number."""
    return bool(key.unit.get(lang)) and "/" not in key.unit[lang]


def _gap(key: Value, lang: str, case: str) -> str:
    """``Bakı ilə`` → ``_____ ilə``, ``5 oyla`` → ``_____ oyla``, ``on 5 May`` → ``on _____``; ``Bakü’yle`` → ``_____``."""
    before, found, behind = text_of(key, lang, case).partition(text_of(bare(key, lang), lang))
    if not found:
        return BLANK
    return f"{before if before.endswith(' ') else ''}{BLANK}{behind if behind.startswith(' ') else ''}"


def drawn(prompt: Prompt, pool: Sequence[Distractor], dice: Random) -> list[Distractor]:
    """Some of the distractors; of dates and numbers so many below the key that it stands in any place by chance.

    Of all else, where there is any, one is about as long as the key, one ends as it does, and one repeats a word of the
    stem where it does: nothing of this is to tell it.
    """
    key, many = prompt.key, min(MOST_OPTIONS - 1, len(pool))
    if not isinstance(key, When | Figure):
        some = dice.sample(pool, many)
        kept: list[Distractor] = []  # the only ones that are like the key in some way
        for like in (_as_long, _ending_alike, _echoing_alike):
            fit = [d for d in pool if like(prompt, d.value)]
            if fit and not any(d in fit for d in some):
                some[next(n for n, d in enumerate(some) if d not in kept)] = dice.choice(fit)
            there = [d for d in some if d in fit]
            kept += there if len(there) == 1 else []
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
            if wrong.believable(prompt.key) and _fits_the_sentence(prompt, wrong):
                values = (wrong.value if name == prompt.slot else slots[name] for name in told)
                claims[prompt.said, *map(identity, values)].append((key, wrong))
    own: dict[str, list[Distractor]] = defaultdict(list)
    for rivals in sorted(claims.values(), key=len):
        key, wrong = min(rivals, key=lambda rival: len(own[rival[0]]))
        own[key].append(wrong)
    return own


def _fits_the_sentence(prompt: Prompt, wrong: Distractor) -> bool:
    """Whether a provision can be put into a document's sentence: a loss of land is not “provided for”."""
    told = wrong.witness and wording(wrong.witness, prompt.lang).say
    return not isinstance(prompt.fact, Provision) or prompt.slot != "rule" or told == prompt.said


def _as_long(prompt: Prompt, value: Value) -> bool:
    return len(text_of(value, prompt.lang)) * LONGER >= len(text_of(prompt.key, prompt.lang))


def _ending_alike(prompt: Prompt, value: Value) -> bool:
    return ending(text_of(value, prompt.lang)) == ending(text_of(prompt.key, prompt.lang))


def _echoing_alike(prompt: Prompt, value: Value) -> bool:
    return prompt.echoed_by(prompt.key) and prompt.echoed_by(value)


def ending(text: str) -> str:
    """How a phrase of some words ends, whatever the harmony of its vowels: ``açılması`` and ``seçilmesi`` end alike."""
    word = re.sub(r"\W", "", text.split()[-1]) if len(text.split()) > 2 else ""
    return lenient(word)[-3:].translate(_HARMONY)


_HARMONY = str.maketrans("eiu", "aii")
