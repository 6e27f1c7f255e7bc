"""The keys by which two spellings are compared.

Python's ``lower`` and ``casefold`` know nothing of Turkish: ``"IRAK".lower()`` is ``irak``, and ``"İ".lower()`` leaves
a stray dot above. So the dotted and dotless i are mapped by hand before anything is lowered.
"""

from __future__ import annotations

import unicodedata

APOSTROPHES = "'’‘ʼ`´′＇"

_DOTS = str.maketrans({"İ": "i", "I": "ı"})
_BARE = str.maketrans(
    {"ı": "i", "ə": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_DOT_ABOVE = "\u0307"


def fold(text: str) -> str:
    """The strict key: Turkish lower case, no punctuation, single spaces. ``"HACINSKİ"`` → ``"hacınski"``."""
    lowered = unicodedata.normalize("NFC", text).translate(_DOTS).lower()
    kept = unicodedata.normalize("NFC", lowered).translate(_KEPT)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def lenient(text: str) -> str:
    """The forgiving key: ``fold`` with every letter bared. ``"Şeyhülislâm"`` → ``"seyhulislam"``, ``"ırak"`` → ``"irak"``."""
    return fold(_bared(fold(text))).translate(_BARE)


def distance(a: str, b: str, limit: int = 32) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours that turn ``a`` into ``b``; ``limit + 1`` if more.

    Optimal string alignment (the restricted Damerau-Levenshtein distance), computed in a band of ``limit``.
    """
    # No edit changes by more than two which letters occur at all; most pairs of names end here.
    if abs(len(a) - len(b)) > limit or len(set(a) ^ set(b)) > 2 * limit:
        return limit + 1
    far = limit + 1
    before: list[int] = []
    row = [min(j, far) for j in range(len(b) + 1)]
    for i in range(1, len(a) + 1):
        before, row = row, _next_row(a[:i], b, (before, row), far)
        if min(row) > limit:
            return far
    return min(row[-1], far)


def _next_row(a: str, b: str, rows: tuple[list[int], list[int]], far: int) -> list[int]:
    """The costs of turning ``a`` into each start of ``b``, from those of ``a`` without its last one and two letters."""
    before, above = rows
    i = len(a)
    row = [min(i, far)] + [far] * len(b)
    for j in range(max(1, i - far), min(len(b), i + far) + 1):
        cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[-1] != b[j - 1]))
        if i > 1 and j > 1 and a[-1] == b[j - 2] and a[-2] == b[j - 1]:
            cost = min(cost, before[j - 2] + 1)
        row[j] = min(cost, far)
    return row


def _kept(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else "" if char in APOSTROPHES else " "
    if char in APOSTROPHES or char == _DOT_ABOVE:
        return ""
    category = unicodedata.category(char)
    if category == "Cf":  # zero-width joiners and direction marks
        return ""
    return char if category[0] in "LNM" else " "


class _Letters(dict[int, str]):
    """What is kept of each character, worked out when it is met; only the letters of many texts are remembered."""

    def __missing__(self, code: int) -> str:
        kept = _kept(chr(code))
        if code <= _LAST_REMEMBERED:
            self[code] = kept
        return kept


_LAST_REMEMBERED = 0x2FFF
_KEPT = _Letters()


def _bared(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")
