"""Reading a bank: looking things up, a fact with its passage, a name with all that is told of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizzes.articles import split
from quizzes.loading import section_headings
from tests.learning import BANK, questions_of
from tests.web.test_commands import HOUSE

READ = f"/banks/{BANK}/read"
ARTICLE = HOUSE.parent / "shared" / "article" / f"{BANK}.txt"
BIRTH = f"/banks/{BANK}/facts/life/hacinski/birth"


class TestASearch:
    def test_finds_a_name_in_any_spelling_alike(self, client):
        pages = [
            found(client.get(f"{READ}?q={query}").text) for query in ("Hacinski", "hac%C4%B1nski", "HACINSK%C4%B0")
        ]
        assert pages[0] == pages[1] == pages[2]
        assert len(pages[0]) > 40

    def test_marks_what_was_found(self, client):
        assert "<mark>" in client.get(f"{READ}?q=Trabzon").text

    def test_says_so_where_nothing_is_found(self, client):
        page = client.get(f"{READ}?q=%3Cb%3Eyokboyle", headers={"Accept-Language": "en"}).text
        assert "Nothing here holds all of these words." in page
        assert "<b>yok" not in page

    def test_without_words_shows_the_topics(self, app, client):
        page = client.get(READ).text
        assert all(f"/topics/{topic}" in page for topic in questions_of(app).bank.topics)

    @pytest.mark.parametrize("query", ["x" * 5000, "%00", "\u202e", "'; DROP TABLE", "{{7*7}}", "%"])
    def test_bears_anything(self, client, query):
        assert client.get(READ, query_string={"q": query}).status_code in (200, 400)


class TestAFactsPage:
    def test_tells_its_sentence_its_place_and_whom_it_speaks_of(self, app, client):
        fact = questions_of(app).bank.facts["life/hacinski/birth"]
        page = client.get(BIRTH).text
        for told in (fact.passage.heading, *fact.passage.cites, "/names/hacinski"):
            assert told in page
        assert "<blockquote" not in page

    def test_shows_the_passage_with_its_words_marked_where_a_copy_is_attached(self, app, client, attached):
        page = client.get(BIRTH).text
        assert "<blockquote" in page
        assert any("1875" in piece for piece in re.findall(r"<mark>([^<]+)</mark>", page))

    def test_does_without_a_copy_that_cannot_be_read(self, app, client):
        copy = app.extensions["library"].copies / f"{BANK}.txt"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"\xff\xfe\x00")
        try:
            assert "<blockquote" not in client.get(BIRTH).text
        finally:
            copy.unlink()

    def test_is_absent_where_there_is_no_such_fact(self, client):
        assert client.get(f"/banks/{BANK}/facts/life/nobody").status_code == 404
        assert client.get("/banks/nowhere/facts/life/hacinski/birth").status_code == 404

    def test_lets_only_members_report_it(self, client, as_bob):
        assert 'class="doubt"' not in client.get(BIRTH).text
        assert 'class="doubt"' in as_bob.get(BIRTH).text


class TestAName:
    def test_of_everyone_a_fact_speaks_of_has_its_page(self, app, client):
        page = client.get(f"/banks/{BANK}/names").text
        spoken_of = {entity.id for fact in questions_of(app).bank for entity in fact.entities}
        assert set(re.findall(r"/names/([a-z0-9-]+)\"", page)) == spoken_of

    def test_tells_its_spellings_its_events_in_order_and_its_posts(self, client):
        page = client.get(f"/banks/{BANK}/names/hacinski", headers={"Accept-Language": "tr"}).text
        assert "Mehemmed Hasan Hadjinski" in page
        assert page.index("life/hacinski/birth") < page.index("life/hacinski/duma") < page.index("life/hacinski/death")
        assert "cabinet/first/foreign" in page

    def test_of_nobody_is_absent(self, client):
        assert client.get(f"/banks/{BANK}/names/nobody").status_code == 404


class TestAnArticleOfOurOwn:
    def test_is_shown_without_being_attached(self, app, client):
        fact = next(fact for fact in app.extensions["library"].banks["solar-system"] if not fact.disputed)
        page = client.get(f"/banks/solar-system/facts/{fact.id}").text
        assert '<blockquote class="passage" lang="tr">' in page


def found(page: str) -> list[str]:
    return re.findall(r'class="name plain" href="([^"]+)"', page)


@pytest.fixture
def attached(app, monkeypatch):
    """A copy of the article, as “flask bank attach” keeps it."""
    if not ARTICLE.exists():
        pytest.skip("the article is not ours to publish")
    article = split(ARTICLE.read_text(encoding="utf-8"), section_headings(Path(HOUSE / "banks" / BANK)))
    monkeypatch.setitem(app.extensions["library"]._articles, BANK, article)
