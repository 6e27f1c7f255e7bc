"""How pages print dates and sentences: filters for the templates."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, get_locale, gettext
from markupsafe import Markup, escape

from quizzes.languages import BLANK, language
from quizzes.searching import pieces

#: a day or a number and the word that belongs to it stay on one line
_PAIR = re.compile(r"(?<=\d) (?=[^\W\d_])|(?<=\d\.) (?=madde)|(?<=\d-c[iıuü]) (?=[^\W\d_])")
#: nor does an ending part from its figure: 1918-ci, 446-nı, 75%-i
_ENDING = re.compile(r"(?<=[\d%]-)(?=[^\W\d_])")
_DAYS = {"tr": "d MMMM EEEE", "en": "EEEE, d MMMM", "az": "d MMMM, EEEE"}
CATCHWORDS = 3


def init(app: Flask) -> None:
    """Give the templates their filters."""
    for made in (unbroken, gap, first_words, day_words, date_words, iso_words, moment_words, pieces, upper_first):
        app.add_template_filter(made)


def unbroken(text: str) -> str:
    """A sentence whose numbers do not part from the ending or the word after them at a line's end."""
    return _ENDING.sub("\N{WORD JOINER}", _PAIR.sub("\N{NO-BREAK SPACE}", text))


def gap(text: str) -> Markup:
    """A sentence whose gap is drawn, and is read aloud as one."""
    drawn = Markup('<span class="gap"><span class="vh">{}</span></span>').format(gettext("gap"))
    return drawn.join(escape(part) for part in text.split(BLANK))


def first_words(text: str) -> str:
    """The first words of a question, as a catchword at the foot of the leaf before."""
    words = text.split()
    return " ".join(words[:CATCHWORDS]).rstrip(",.:;") + ("…" if len(words) > CATCHWORDS else "")


def day_words(day: date) -> str:
    """``22 Kasım Pazar``, ``22 noyabr, bazar``."""
    return unbroken(format_date(day, _DAYS[str(get_locale())]))


def iso_words(day: str) -> str:
    """``2026-11-22`` as ``22 Kasım 2026``."""
    return date_words(date.fromisoformat(day))


def upper_first(text: str, lang: str) -> str:
    """A name with a capital, as a heading has it."""
    return language(lang).capitalise(text)


def date_words(day: date) -> str:
    """``22 Kasım 2026``, ``22 noyabr 2026-cı il``."""
    if str(get_locale()) == "az":
        return unbroken(f"{format_date(day, 'd MMMM')} {language('az').inflect(str(day.year), 'inci')} il")
    return unbroken(format_date(day, "d MMMM y"))


def moment_words(instant: datetime, zone: str) -> str:
    """An instant as wall clocks of ``zone`` show it: ``22 Kasım 2026, 23.59``."""
    local = instant.astimezone(ZoneInfo(zone))
    clock = f"{local:%H.%M}" if str(get_locale()) == "tr" else f"{local:%H:%M}"
    return f"{date_words(local.date())}, {clock}"
