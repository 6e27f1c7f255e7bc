"""Pictures of a bank: its events in time, its places on a map, who signed what."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, url_for
from flask_babel import format_date

from quizzes import maps, timelines
from quizzes.dates import When
from quizzes.facts import Bank, Event, Fact, Signature
from quizzes.languages import language
from quizzes.prompts import statement, text_of, what
from quizzes.signings import signings
from quizzes.values import Value
from web.languages import chosen
from web.quizzes import bank_or_404

bp = Blueprint("pictures", __name__)


@bp.get("/banks/<bank_id>/timeline")
def timeline(bank_id: str) -> str:
    """The bank's events by year, and by month where there are many."""
    bank = bank_or_404(bank_id)
    found = timelines.years(timelines.events(bank))
    return render_template(
        "pictures/timeline.html", bank=bank, years=found, columns=timelines.columns(found),
        months=[format_date(date(1918, n, 1), "LLL") for n in range(1, 13)],
    )  # fmt: skip


@bp.get("/banks/<bank_id>/map")
def map(bank_id: str) -> str:  # noqa: A001  # its page's name
    """The bank's places on the coasts of their time, and beside them what is told of each."""
    bank = bank_or_404(bank_id)
    told = maps.places(bank, bank.spoken(chosen()))
    near, whole = maps.pins(maps.NEAR, told), maps.pins(maps.WHOLE, told, maps.NEAR)
    return render_template(
        "pictures/map.html", bank=bank, told=told, near=near, whole=whole, windows=maps
    )  # fmt: skip


@bp.get("/banks/<bank_id>/signatures")
def signatures(bank_id: str) -> str:
    """Who signed which instrument, and what each lays down."""
    bank = bank_or_404(bank_id)
    return render_template("pictures/signatures.html", bank=bank, found=signings(bank))


@bp.app_template_filter()
def pictured(bank: Bank) -> list[str]:
    """The pictures, by endpoint, that have something of this bank to show."""
    shown = {
        "timeline": any(isinstance(fact, Event) for fact in bank),
        "map": any(maps.WHOLE.holds(entity) for entity in bank.entities.values() if entity.kind == "place"),
        "signatures": any(isinstance(fact, Signature) for fact in bank),
    }
    return [endpoint for endpoint, something in shown.items() if something]


@bp.app_template_filter()
def value_name(value: Value, bank: Bank) -> str:
    """An entity, number or phrase as the bank prints it, standing alone."""
    lang = bank.spoken(chosen())
    return language(lang).capitalise(text_of(value, lang))


@bp.app_template_filter()
def event_name(event: Event, bank: Bank) -> str:
    """What happened, as a title; the whole sentence where the event has no name."""
    lang = bank.spoken(chosen())
    named = what(event)
    return language(lang).capitalise(text_of(named, lang)) if named else statement(event, lang)


@bp.app_template_filter()
def when_words(when: When) -> str:
    """A date as the reader writes it, no closer than the article does."""
    return text_of(when, chosen())


@bp.app_template_filter()
def month_words(number: int) -> str:
    """A month's name, standing alone."""
    return str(format_date(date(1918, number, 1), "LLLL"))


@bp.app_template_filter()
def fact_link(fact: Fact, bank: Bank) -> str:
    """A fact's own page."""
    return url_for("reading.fact", bank_id=bank.id, fact_id=fact.id)
