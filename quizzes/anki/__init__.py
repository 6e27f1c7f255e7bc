"""Notes → ``.apkg``: the only package that knows genanki.

``quizzes.anki.notes`` holds the plain data, ``quizzes.anki.packages`` writes it.
"""

from quizzes.anki.notes import Deck, Note
from quizzes.anki.packages import package_bytes

__all__ = ["Deck", "Note", "package_bytes"]
