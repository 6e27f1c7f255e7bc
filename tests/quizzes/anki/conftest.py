"""The given: a deck of four kinds beside noise, and a learner with the real Anki engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quizzes.anki import Deck, Note, package_bytes

DAY = 86_400
MONDAY = 1_795_392_000 - 30 * DAY


@pytest.fixture
def monday() -> int:
    return MONDAY


@pytest.fixture
def make_note() -> Callable[..., Note]:
    return note


@pytest.fixture
def make_deck() -> Callable[..., Deck]:
    return deck


@pytest.fixture
def new_learner(tmp_path: Path) -> Iterator[Callable[[], Learner]]:
    pytest.importorskip("anki.collection")
    made: list[Learner] = []

    def make() -> Learner:
        made.append(Learner(tmp_path / f"learner{len(made)}"))
        return made[-1]

    yield make
    for learner in made:
        learner.collection.close()


@pytest.fixture
def learner(new_learner: Callable[[], Learner]) -> Learner:
    return new_learner()


def note(kind: str = "card", name: str = "", **other: Any) -> Note:
    given: dict[str, Any] = {
        "id": f"hacinski-1918/{name or kind}~{kind}",
        "kind": kind,
        "topic": "Antlaşmalar",
        "lang": "tr",
        "front": "" if kind == "cloze" else "Dostluk antlaşması nerede imzalandı?",
        "back": "Batum",
        "before": "Antlaşma " if kind == "cloze" else "",
        "after": " kentinde imzalandı." if kind == "cloze" else "",
        "options": ("Gence", "Batum", "Bakü") if kind == "choice" else (),
        "reasons": ("Başkentti.", "", "Eylülde alındı.") if kind == "choice" else (),
        "source": "Batum Konferansı, 6. paragraf",
        "url": "https://varaka.example/banks/hacinski-1918",
        "tags": ("Antlaşma maddeleri", "ışık"),
        "changed": MONDAY,
    }
    return Note(**given | other)


def deck(*notes: Note, **other: Any) -> Deck:
    given: dict[str, Any] = {"id": "hacinski-1918", "title": "1918: Hacınski", "lang": "tr", "notes": notes or KINDS}
    return Deck(**given | other)


KINDS = tuple(note(kind) for kind in ("card", "typed", "cloze", "choice"))


@dataclass
class Learner:
    """A learner's own Anki: ``take`` a deck, ``study`` a card, look at what is there."""

    folder: Path

    def __post_init__(self) -> None:
        from anki.collection import Collection

        self.folder.mkdir()
        self.collection = Collection(str(self.folder / "collection.anki2"))

    def take(self, given: Deck | bytes) -> Any:
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        path = self.folder / "deck.apkg"
        path.write_bytes(package_bytes(given) if isinstance(given, Deck) else given)
        options = ImportAnkiPackageOptions(with_scheduling=True)
        request = ImportAnkiPackageRequest(package_path=str(path), options=options)
        return self.collection.import_anki_package(request).log

    def notes(self, kind: str = "") -> list[Any]:
        query = f'note:"Varaka {kind.title()}"' if kind else ""
        return [self.collection.get_note(found) for found in self.collection.find_notes(query)]

    def note(self, kind: str) -> Any:
        (found,) = self.notes(kind)
        return found

    def study(self, kind: str, ease: int = 3) -> Any:
        card = self.note(kind).cards()[0]
        card.start_timer()
        self.collection.sched.answerCard(card, ease)
        return self.memory(kind)

    def memory(self, kind: str) -> tuple[Any, ...]:
        """What a review leaves behind: the card's place in time, and its rows in the review log."""
        card = self.note(kind).cards()[0]
        rows = self.collection.db.all("select id, ease, ivl, type from revlog where cid = ?", card.id)
        return (card.id, card.type, card.queue, card.due, card.ivl, card.reps, card.lapses, rows)
