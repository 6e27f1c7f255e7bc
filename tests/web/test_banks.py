"""A bank's pages and its deck."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from dataclasses import replace
from html import unescape

import pytest

from tests.learning import BANK, CARDS, begin_quiz, questions_of, review
from web import banks
from web.languages import LANGUAGES

ENGLISH = {"Accept-Language": "en"}
PAGES = ["/", "/progress", f"/banks/{BANK}", f"/banks/{BANK}/topics/batum", f"/banks/{BANK}/quiz", CARDS]


class TestABank:
    def test_shows_its_topics_with_their_facts_counted(self, app, client):
        page = client.get(f"/banks/{BANK}", headers=ENGLISH).text
        bank = questions_of(app).bank
        for topic in bank.topics.values():
            assert topic.names["en"] in unescape(page)
        assert f"<b>{len(bank.facts)}</b> facts" in page

    def test_offers_a_visitor_a_try_and_a_learner_a_quiz(self, client, as_bob):
        assert f'action="/try/{BANK}"' in client.get(f"/banks/{BANK}").text
        assert f'href="/banks/{BANK}/quiz"' in as_bob.get(f"/banks/{BANK}").text

    def test_shows_mastery_to_who_has_met_a_fact(self, app, as_bob, bob, now):
        assert 'class="steps"' not in as_bob.get(f"/banks/{BANK}").text
        with app.app_context():
            review(bob, next(iter(questions_of(app).bank)).id, now=now, key="1")
        assert 'class="steps"' in as_bob.get(f"/banks/{BANK}").text

    def test_offers_a_deck_in_each_of_its_languages(self, app, client):
        page = client.get(f"/banks/{BANK}").text
        assert re.findall(r"/deck\?lang=(\w+)", page) == list(questions_of(app).bank.languages)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
class TestABankThatIsNotWrittenInTheReadersLanguage:
    @pytest.mark.parametrize("page", PAGES)
    def test_speaks_its_own_among_words_of_the_readers(self, as_elvin, turkish_only, page):
        answer = as_elvin.get(page, follow_redirects=True)
        assert answer.status_code == 200
        assert '<html lang="az">' in answer.text

    @pytest.mark.parametrize("page", [f"/banks/{BANK}", f"/banks/{BANK}/topics/batum"])
    def test_says_so_to_who_has_it_read_aloud(self, as_elvin, turkish_only, page):
        assert '<h1 lang="tr">' in as_elvin.get(page).text

    def test_offers_no_deck_in_it(self, as_elvin, turkish_only):
        page = as_elvin.get(f"/banks/{BANK}").text
        assert re.findall(r"/deck\?lang=(\w+)", page) == ["tr"]
        assert as_elvin.get(f"/banks/{BANK}/deck?lang=az").headers["Content-Disposition"].endswith("-tr.apkg")

    def test_is_asked_in_its_own(self, as_elvin, turkish_only):
        page = as_elvin.get(begin_quiz(as_elvin) + "/1").text
        assert re.search(r'<h1 id="stem" lang="tr">', page)

    def test_is_tried_in_its_own(self, client, turkish_only):
        page = client.post(f"/try/{BANK}", headers={"Accept-Language": "az"}, follow_redirects=True).text
        assert re.search(r'<h1 id="stem" lang="tr">', page)

    def test_is_not_said_to_be_in_it(self, client, turkish_only):
        page = client.get("/", headers={"Accept-Language": "az"}).text
        assert '<span lang="tr">Türkçe</span></p>' in page

    @pytest.fixture
    def as_elvin(self, browser, person):
        return browser(person("elvin", lang="az"))

    @pytest.fixture
    def turkish_only(self, app, monkeypatch):
        library = app.extensions["library"]
        bank = replace(library.banks[BANK], languages=("tr",))
        monkeypatch.setitem(library.banks, BANK, bank)
        return bank

    @pytest.mark.parametrize("page", ["/banks/nowhere", "/banks/nowhere/deck", "/banks/nowhere/topics/batum"])
    def test_that_there_is_not_is_not_there(self, client, page):
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
class TestATopic:
    @pytest.mark.parametrize("lang", list(LANGUAGES))
    def test_shows_each_fact_with_its_passage(self, app, client, lang):
        bank = questions_of(app).bank
        for topic in bank.topics.values():
            page = client.get(f"/banks/{BANK}/topics/{topic.id}", headers={"Accept-Language": lang})
            assert page.status_code == 200
            facts = [fact for fact in bank if fact.topic == topic.id]
            assert page.text.count('<a class="name plain"') == len(facts)
            assert facts[0].passage.heading in unescape(page.text)

    def test_there_is_not_is_not_there(self, client):
        assert client.get(f"/banks/{BANK}/topics/nowhere").status_code == 404


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
class TestADeck:
    @pytest.mark.parametrize("lang", ["tr", "en"])
    def test_is_a_package_named_for_bank_and_language(self, app, client, lang):
        answer = client.get(f"/banks/{BANK}/deck?lang={lang}")
        assert answer.headers["Content-Disposition"] == f"attachment; filename={BANK}-{lang}.apkg"
        assert notes_in(answer.data) > 100

    def test_is_the_same_each_time(self, client):
        assert client.get(f"/banks/{BANK}/deck?lang=en").data == client.get(f"/banks/{BANK}/deck?lang=en").data

    @pytest.mark.parametrize(
        "asked", ["", "?lang=", "?lang=de", "?lang=../../x", "?lang=tr%0d%0aX:1", "?lang=" + "x" * 999]
    )
    def test_in_a_language_there_is_not_comes_in_the_reader_s(self, client, asked):
        answer = client.get(f"/banks/{BANK}/deck{asked}", headers=ENGLISH)
        assert (answer.status_code, answer.headers["Content-Disposition"]) == (
            200,
            f"attachment; filename={BANK}-en.apkg",
        )

    def test_without_a_note_is_said_to_be_none(self, client, monkeypatch):
        monkeypatch.setattr("quizzes.decks._note", lambda *_a: None)
        banks.package.cache_clear()
        answer = client.get(f"/banks/{BANK}/deck", headers=ENGLISH)
        assert answer.status_code == 404
        assert "This bank has no cards yet." in answer.text

    def test_names_the_site_it_came_from(self, client):
        assert f"http://localhost/banks/{BANK}" in fields_in(client.get(f"/banks/{BANK}/deck?lang=en").data)


def collection(package: bytes) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.deserialize(zipfile.ZipFile(io.BytesIO(package)).read("collection.anki2"))
    return made


def notes_in(package: bytes) -> int:
    made = collection(package)
    try:
        return int(made.execute("SELECT count(*) FROM notes").fetchone()[0])
    finally:
        made.close()


def fields_in(package: bytes) -> str:
    made = collection(package)
    try:
        return "\n".join(row[0] for row in made.execute("SELECT flds FROM notes"))
    finally:
        made.close()
