"""A bank's events in time, its places on a map, who signed what."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from quizzes.facts import Provision, Signature
from quizzes.maps import places
from quizzes.prompts import text_of
from quizzes.timelines import events
from tests.learning import BANK, questions_of

PICTURES = ("timeline", "map", "signatures")
EMPTY = {
    "timeline": "This bank tells of no event.",
    "map": "This bank tells of no place.",
    "signatures": "This bank tells of no signature.",
}
ENGLISH = {"Accept-Language": "en"}

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.mark.parametrize("picture", PICTURES)
class TestEveryPicture:
    @pytest.mark.parametrize("lang", ["tr", "en"])
    def test_is_shown_to_a_visitor_in_either_language(self, client, picture, lang):
        page = client.get(f"/banks/{BANK}/{picture}", headers={"Accept-Language": lang})
        assert page.status_code == 200
        assert f'<html lang="{lang}"' in page.text

    def test_of_a_bank_that_has_nothing_to_show_says_so(self, app, client, picture, monkeypatch):
        hold(app, monkeypatch, facts={})
        assert EMPTY[picture] in client.get(f"/banks/{BANK}/{picture}", headers=ENGLISH).text

    def test_of_a_bank_that_there_is_not_is_not_there(self, client, picture):
        assert client.get(f"/banks/nowhere/{picture}").status_code == 404

    def test_is_led_to_from_the_bank_and_from_the_others(self, client, picture):
        for page in (f"/banks/{BANK}", *(f"/banks/{BANK}/{other}" for other in PICTURES)):
            assert f'href="/banks/{BANK}/{picture}"' in client.get(page).text

    def test_with_nothing_to_show_is_not_led_to(self, app, client, picture, monkeypatch):
        hold(app, monkeypatch, facts={}, entities={})
        assert f"/{picture}" not in client.get(f"/banks/{BANK}").text

    def test_of_a_bank_in_one_language_marks_its_words_for_readers_of_another(self, app, client, picture, monkeypatch):
        hold(app, monkeypatch, languages=("tr",))
        page = client.get(f"/banks/{BANK}/{picture}", headers=ENGLISH).text
        assert ' lang="tr">Hacınski ve Osmanlı' in page or ' lang="tr">Hajinski' in page
        assert page.count(' lang="tr"') > 20

    def test_leads_only_to_facts_that_are_there(self, app, client, picture):
        page = client.get(f"/banks/{BANK}/{picture}", headers=ENGLISH).text
        links = {part.partition('"')[0] for part in page.split(f'href="/banks/{BANK}/facts/')[1:]}
        assert links <= questions_of(app).bank.facts.keys()


class TestTheTimeline:
    def test_lists_every_event_with_its_date(self, app, client):
        page = unescape(client.get(f"/banks/{BANK}/timeline", headers=ENGLISH).text)
        bank = questions_of(app).bank
        assert page.count('class="name"') == len(events(bank))
        assert "The birth of Hajinski" in page
        assert "3\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}1875" in page or "3\N{NO-BREAK SPACE}March 1875" in page

    def test_says_which_are_disputed_and_why(self, app, client):
        page = unescape(client.get(f"/banks/{BANK}/timeline", headers=ENGLISH).text)
        disputed = [event for event in events(questions_of(app).bank) if event.disputed]
        assert page.count("Disputed</span>") == len(disputed)
        assert all(event.disputed["en"] in page for event in disputed)

    def test_shows_1918_by_month_with_a_mark_for_each_event(self, app, client):
        page = client.get(f"/banks/{BANK}/timeline").text
        inside = page[page.index('id="y1918"') : page.index('id="y1920"')]
        count = sum(event.when.start.year == 1918 for event in events(questions_of(app).bank))
        assert "<h3>Haziran</h3>" in inside
        assert inside.count("<title>") == count

    def test_writes_dates_in_the_reader_s_language(self, client):
        assert "Mart" in client.get(f"/banks/{BANK}/timeline").text
        assert "March" in client.get(f"/banks/{BANK}/timeline", headers=ENGLISH).text


class TestTheMap:
    def test_lists_every_place_with_its_facts_counted(self, app, client):
        page = unescape(client.get(f"/banks/{BANK}/map", headers=ENGLISH).text)
        found = places(questions_of(app).bank, "en")
        assert page.count('class="name"') == len(found)
        assert "Batumi" in page

    def test_has_a_dot_for_each_place_it_holds(self, app, client, monkeypatch):
        placed(app, monkeypatch, batum=(41.65, 41.64), kahire=(30.04, 31.24), trabzon=(0.0, 0.0))
        page = client.get(f"/banks/{BANK}/map", headers=ENGLISH).text
        assert page.count("<circle") == 2
        assert page.count('<svg class="map') == 2
        assert "<title>1. Batumi</title>" in page
        assert page.count("not on the map") == len(places(app.extensions["library"].banks[BANK], "en")) - 2

    def test_is_left_out_where_no_place_has_coordinates(self, app, client, monkeypatch):
        placed(app, monkeypatch)
        page = client.get(f"/banks/{BANK}/map", headers=ENGLISH).text
        assert '<svg class="map' not in page
        assert "Batumi" in page


class TestSignatures:
    def test_stand_in_a_table_with_heads_for_people_and_instruments(self, app, client):
        page = client.get(f"/banks/{BANK}/signatures", headers=ENGLISH).text
        found = [fact for fact in questions_of(app).bank if isinstance(fact, Signature)]
        assert page.count('scope="row"') == len({fact.person.id for fact in found})
        assert page.count('scope="col"') == 1 + len({fact.treaty.id for fact in found})
        assert page.count('class="signed"') == len(found)

    def test_name_the_side_signed_for(self, client):
        assert "The Ottoman Empire" in client.get(f"/banks/{BANK}/signatures", headers=ENGLISH).text

    def test_that_are_disputed_are_said_to_be(self, app, client, monkeypatch):
        bank = questions_of(app).bank
        doubted = next(fact for fact in bank if isinstance(fact, Signature))
        reason = {"tr": "Makale iki ad verir.", "en": "The article gives two names."}
        facts = {**bank.facts, doubted.id: replace(doubted, disputed=reason)}
        before = client.get(f"/banks/{BANK}/signatures", headers=ENGLISH).text.count("Disputed</span>")
        hold(app, monkeypatch, facts=facts)
        assert client.get(f"/banks/{BANK}/signatures", headers=ENGLISH).text.count("Disputed</span>") == before + 1

    def test_are_followed_by_every_provision(self, app, client):
        page = unescape(client.get(f"/banks/{BANK}/signatures").text).replace("\N{NO-BREAK SPACE}", " ").lower()
        for fact in questions_of(app).bank:
            if isinstance(fact, Provision):
                assert text_of(fact.rule, "tr")[1:].lower() in page


def hold(app, monkeypatch, **changes) -> None:
    """Let the library hold the bank with changes."""
    bank = replace(questions_of(app).bank, **changes)
    monkeypatch.setattr(app.extensions["library"], "banks", {BANK: bank})


def placed(app, monkeypatch, **where: tuple[float, float]) -> None:
    """Let the bank's places have these coordinates and no others."""
    moved = {}
    for fact in questions_of(app).bank:
        slots = {name: replace(v, where=where.get(v.id)) for name, v in fact.slots().items() if is_place(v)}
        mentions = tuple(replace(v, where=where.get(v.id)) if is_place(v) else v for v in fact.mentions)
        moved[fact.id] = replace(fact, mentions=mentions, **slots)
    hold(app, monkeypatch, facts=moved)


def is_place(value) -> bool:
    return getattr(value, "kind", "") == "place"
