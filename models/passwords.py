"""Passwords: which may be chosen, how they are kept, whether one is right.

argon2id with 19 MiB, two passes and one lane takes some 20 ms and that much memory for each.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from models import names

SHORTEST = 8  # characters
LONGEST = 1024  # bytes

#: memory a hash takes; the setting PASSWORD_KIB may only raise it, but for tests
KIB = 19_456

_COMMON = Path(__file__).parent / "common_passwords.txt"


def problem(password: str, login: str = "") -> str:
    """Why a password may not be chosen: ``short``, ``long``, ``common``, ``login`` (it is the login name), or ``""``."""
    # Length first: folding a megabyte is work.
    if len(password) > LONGEST or len(_bytes(password)) > LONGEST:
        return "long"
    if len(_normal(password)) < SHORTEST:
        return "short"
    folded = names.canonical(password)
    if len(set(folded)) < 3 or folded in common():
        return "common"
    return "login" if login and folded == names.canonical(login) else ""


@cache
def common() -> frozenset[str]:
    """The passwords anyone would try first, folded as login names are."""
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(names.canonical(line) for line in lines if line and not line.startswith("#"))


def hashed(password: str) -> str:
    """A password as it is kept."""
    return _hasher().hash(_bytes(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; for nobody (``None``) it takes as long, and is not."""
    try:
        _hasher().verify(
            kept or _hash_of_nobody(_hasher().memory_cost), _bytes(password if len(password) <= LONGEST else "")
        )
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_weaker(kept: str) -> bool:
    """Whether a hash was made by weaker settings than today's."""
    return _hasher().check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "replace")


def _normal(password: str) -> str:
    # One keyboard sends ş as one character, another as two.
    return unicodedata.normalize("NFKC", password)


def _hasher() -> PasswordHasher:
    return _hasher_of(int(current_app.config.get("PASSWORD_KIB", KIB)))


@cache
def _hasher_of(memory: int) -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=memory, parallelism=1)


@cache
def _hash_of_nobody(memory: int) -> str:
    return _hasher_of(memory).hash("nobody signs in with this")
