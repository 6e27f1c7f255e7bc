"""True and false as a learner may write them."""

from __future__ import annotations

from collections.abc import Mapping

from quizzes.folding import lenient

_TRUTHS = {
    "true": "true dogru evet right correct t yes duzgun duz duzdur dogrudur beli he",
    "false": "false yanlis hayir wrong incorrect no f yanlisdir sehv sehvdir xeyr yox",
}
#: first letters, which mean one thing in one language and another in the next
_INITIALS = {
    "tr": {"d": "true", "e": "true", "y": "false", "h": "false"},
    "en": {"y": "true", "n": "false"},
    "az": {"d": "true", "h": "true", "b": "true", "y": "false", "x": "false", "s": "false"},
}
_WORDS: Mapping[str, str] = {word: truth for truth, words in _TRUTHS.items() for word in words.split()}


def read_truth(answer: str, lang: str) -> str | None:
    """``true`` or ``false``: ``Doğru``, ``hə``, ``xeyr``, and first letters in the question's own language; None if neither."""
    word = lenient(answer)
    return _WORDS.get(word) or _INITIALS.get(lang, {}).get(word)
