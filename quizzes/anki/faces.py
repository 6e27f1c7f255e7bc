r"""The fronts and backs of the note types, as Anki templates.

Every face is one leaf. The words a leaf itself needs are in ``style.css``, by language. Nothing is fetched.
The classes ``mathjax_ignore`` and ``tex2jax_ignore`` keep ``\(`` in a fact from being set as a formula.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "templates"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").strip()


STYLE = _read("style.css")

_SCRIPT = f"<script>\n{_read('choice.js')}\n</script>"

_ROSETTE = (
    '<div class="rosette" id="answer" aria-hidden="true">'
    '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.4">'
    '<path d="M12 2l2.4 4.2 4.7-1.3-1.3 4.7L22 12l-4.2 2.4 1.3 4.7-4.7-1.3L12 22l-2.4-4.2-4.7 1.3 1.3-4.7'
    'L2 12l4.2-2.4-1.3-4.7 4.7 1.3z"/><circle cx="12" cy="12" r="2.2"/></svg></div>'
)

_BOOK = (
    '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.6" '
    'aria-hidden="true"><path d="M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14'
    'C17 4.5 14 5 12 6.5zM12 6.5v14"/></svg>'
)

_ARROW = (
    '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.6" '
    'aria-hidden="true"><path d="M7 17L17 7M9 7h8v8"/></svg>'
)

_HEAD = '<div class="leaf"><div class="head" dir="auto">{{Topic}}</div><div class="face">'
_ASK = '<div class="ask" dir="auto">{{Front}}</div>'
_KEY = '<div class="key" dir="auto">{{Back}}</div>'
_EXTRA = '{{#Extra}}<div class="extra" dir="auto">{{Extra}}</div>{{/Extra}}'
_HINT = '</div><div class="foot hint"></div></div></div>'
_SOURCE = (
    "</div>"
    f'{{{{#Url}}}}<a class="foot" href="{{{{Url}}}}">{_BOOK}<span dir="auto">'
    "{{#Source}}{{Source}}{{/Source}}{{^Source}}{{Url}}{{/Source}}</span>"
    f"{_ARROW}</a>{{{{/Url}}}}"
    f'{{{{^Url}}}}{{{{#Source}}}}<div class="foot">{_BOOK}<span dir="auto">{{{{Source}}}}</span></div>'
    "{{/Source}}{{/Url}}</div></div>"
)


def _face(kind: str, side: str, *parts: str) -> str:
    classes = f"varaka of-{kind} {side} mathjax_ignore tex2jax_ignore"
    return "\n".join((f'<div class="{classes}" lang="{{{{Lang}}}}" data-id="{{{{Id}}}}">', *parts))


def _front(kind: str, *parts: str) -> str:
    """Wrapped so that a note whose question a learner has emptied has no card, as in any other deck."""
    return "{{#Front}}" + _face(kind, "front", _HEAD, *parts, _HINT) + "{{/Front}}"


def _back(kind: str, *parts: str) -> str:
    return _face(kind, "back", _HEAD, *parts, _EXTRA, _SOURCE)


_PROMPT = '{{#Front}}<div class="prompt" dir="auto">{{Front}}</div>{{/Front}}'
_SENTENCE = '<div class="ask" dir="auto">{{cloze:Text}}</div>'

CARD_FRONT = _front("card", _ASK)
CARD_BACK = _back("card", _ASK, _ROSETTE, _KEY)

TYPED_FRONT = _front("typed", _ASK, '<div class="type">{{type:Back}}</div>')
TYPED_BACK = _back("typed", _ASK, _ROSETTE, _KEY, '<div class="type">{{type:Back}}</div>')

CLOZE_FRONT = _face("cloze", "front", _HEAD, _PROMPT, _SENTENCE, _HINT)
CLOZE_BACK = _back("cloze", _PROMPT, _SENTENCE, _ROSETTE)

CHOICE_FRONT = _front("choice", _ASK, '<div class="options" dir="auto">{{Options}}</div>') + "\n" + _SCRIPT
CHOICE_BACK = _back("choice", _ASK, _ROSETTE, '<div class="options" dir="auto">{{Answers}}</div>') + "\n" + _SCRIPT
