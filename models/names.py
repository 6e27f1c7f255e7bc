"""Login names: which may be chosen, and when two spellings are one account. Pure.

No database folds case alike (``lower('İ')`` differs between Python, SQLite and PostgreSQL), so Python makes the one
canonical form and the databases only compare it.
"""

from __future__ import annotations

import unicodedata

SHORTEST = 3
LONGEST = 32

#: spellings that would pass for the service itself, as skeletons (see :func:`skeleton`)
_RESERVED_WORDS = (
    "admin administrator administrador root system sysadmin superuser support destek dəstək help yardım kömək "
    "moderator mod staff official resmi resmî security güvenlik təhlükəsizlik yönetici yönetim idareci "
    "varaka varakaadmin webmaster postmaster hostmaster abuse info null undefined anonymous nobody"
)

#: invisible characters that Unicode does not class as format characters: fillers, joiners, variation selectors
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(c) for block in (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)) for c in block
}

_DOTLESS = str.maketrans({"İ": "i", "I": "i", "ı": "i"})

#: Japanese is written in three scripts at once
_JAPANESE = frozenset({"HIRAGANA", "KATAKANA", "CJK"})

#: the Latin letters of living alphabets, without accents: what else Unicode calls Latin (ɑ, ᴀ, ꜱ) passes for these
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzıəæœøßđðþłħŋ")

#: as many marks as any language sets upon one letter; more would run over the lines above and below
MOST_MARKS = 2

#: letters of other scripts, and pairs, that look like a Latin letter
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏвмтнкαεορυχικτνωº0134579|l$@",
    "aeopcyxijsdhibmthkaeopuxiktvwooieastgiisa",
)


def canonical(login: str) -> str:
    """The one form by which login names are compared; the canonical form of a canonical form is itself.

    >>> canonical("  IŞIK "), canonical("İşık")
    ('işik', 'işik')
    """
    form = login
    for _ in range(4):
        previous, form = form, _folded(form)
        if form == previous:
            break
    return form


def _folded(text: str) -> str:
    # Turkish has two letters i; a name that differs from another only by the dot would be taken for it.
    plain = unicodedata.normalize("NFKC", text).translate(_DOTLESS).casefold()
    return unicodedata.normalize("NFKC", plain).replace("i\u0307", "i").translate(_DOTLESS).strip()


def problem(login: str, *, reserved: bool = False) -> str:
    """Why a login name may not be chosen, as one word, or ``""``.

    ``empty``, ``invisible``, ``short``, ``long``, ``characters``, ``mixed`` (scripts), ``reserved``. With
    ``reserved=True`` reserved names are allowed (for the one who runs the server).
    """
    key = canonical(login)
    return (
        _invisible_problem(login)
        or _length_problem(key)
        or _character_problem(key)
        or ("reserved" if not reserved and skeleton(key) in RESERVED else "")
    )


def _invisible_problem(login: str) -> str:
    inside = login.strip(" \t\r\n")
    return "invisible" if any(is_invisible(c) for c in inside) else ""


def is_invisible(character: str) -> bool:
    return character in _BLANK or (character != " " and unicodedata.category(character)[0] in "CZ")


def _length_problem(key: str) -> str:
    if not key:
        return "empty"
    if len(key) < SHORTEST:
        return "short"
    return "long" if len(key) > LONGEST else ""


def _character_problem(key: str) -> str:
    if not all(_is_letter(c) or c in "0123456789._-" or unicodedata.combining(c) for c in key):
        return "characters"
    if not (_is_letter(key[0]) or key[0].isdigit()):
        return "characters"
    if without_piled_marks(key) != unicodedata.normalize("NFC", key):
        return "characters"
    return "mixed" if len(_scripts(key)) > 1 else ""


def _is_letter(character: str) -> bool:
    if unicodedata.category(character) not in ("Ll", "Lu", "Lt", "Lo"):
        return False
    base = unicodedata.normalize("NFD", character)[0]
    return base.lower() in _LATIN or not unicodedata.name(base, "").startswith("LATIN")


def without_piled_marks(text: str) -> str:
    """The text with no more than :data:`MOST_MARKS` accents upon one letter, composed.

    >>> without_piled_marks("e" + "\u0301" * 9) == "é\u0301"
    True
    """
    kept, marks = [], 0
    for character in unicodedata.normalize("NFD", text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _scripts(key: str) -> set[str]:
    named = {unicodedata.name(c, "?").split()[0] for c in key if _is_letter(c)}
    return {"JAPANESE"} if named and named <= _JAPANESE else named


def skeleton(login: str) -> str:
    """What a login name looks like at a glance: without accents, dots and hyphens, look-alikes as one letter.

    >>> skeleton("Adrnın") == skeleton("admin"), skeleton("аdmin") == skeleton("admin")
    (True, True)
    """
    decomposed = unicodedata.normalize("NFKD", canonical(login))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "._- ")
    return letters.translate(_LOOKALIKES).replace("rn", "m").replace("vv", "w")


RESERVED = frozenset(skeleton(word) for word in _RESERVED_WORDS.split())
