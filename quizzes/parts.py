"""Answers of several parts, divided by ``|``: the options ticked, the right side of each row, things in their order."""

from __future__ import annotations

from quizzes.folding import lenient

DIVIDER = "|"


def hits(kind: str, wanted: tuple[str, ...], answer: str) -> tuple[bool, ...]:
    """For each part that is wanted, whether the answer has it: anywhere for an ``option``, else in its own place.

    Who ticks more options than are wanted has shown nothing, and hits none.
    """
    parts = [lenient(part) for part in answer.split(DIVIDER)]
    if kind != "option":
        return tuple(n < len(parts) and parts[n] == lenient(text) for n, text in enumerate(wanted))
    if len(wanted) == 1:
        return (lenient(answer) == lenient(wanted[0]),)
    return tuple(len(set(parts)) <= len(wanted) and lenient(text) in parts for text in wanted)
