"""How a language inflects a name, says a date and a number, and speaks to the learner.

A language is a module with the functions of ``Language``. The word after a slot's colon in a sentence is a *case*; which
cases there are, and what they mean, is the language's own affair (``cases`` lists them).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from quizzes.dates import When
from quizzes.languages import azerbaijani, english, turkish


class Inflect(Protocol):
    def __call__(self, name: str, case: str, forms: Mapping[str, str] = ...) -> str:
        """The name in a case ("" for as it is); ``forms`` are hand-written exceptions by case. ValueError if unknown."""


class Language(Protocol):
    """What sentences need of a language.

    ``date(when, case)`` and ``number(amount, unit, case)`` return text in that case; ``SENTENCES`` holds the core's own
    sentences, with ``{key}`` and the like for ``str.format``.
    """

    code: str
    cases: tuple[str, ...]
    SENTENCES: Mapping[str, str]

    @property
    def inflect(self) -> Inflect: ...
    def date(self, when: When, case: str) -> str: ...
    def number(self, amount: str, unit: str, case: str) -> str: ...
    def capitalise(self, sentence: str) -> str: ...
    def join(self, parts: Sequence[str]) -> str: ...


#: where a sentence has a gap to be filled
BLANK = "_____"

_LANGUAGES: Mapping[str, Language] = {"tr": turkish, "en": english, "az": azerbaijani}


def language(code: str) -> Language:
    """The language of a code such as ``tr``.

    Raises:
        LookupError: where this program does not speak it.
    """
    if code not in _LANGUAGES:
        raise LookupError(f"no language {code!r}; there are {', '.join(_LANGUAGES)}")
    return _LANGUAGES[code]
