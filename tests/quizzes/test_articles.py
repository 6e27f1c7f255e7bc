"""An article is cut into places that a fact can name, and found again in other copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzes.articles import Article, cited, fingerprint, place, seal, split
from quizzes.dates import When
from quizzes.facts import Amount, Bank, Event, Fact
from quizzes.grounding import ground, stands
from quizzes.loading import load, section_headings
from quizzes.paragraphs import sentences
from quizzes.values import Entity, Figure, Passage

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "article" / "hacinski-1918.txt"
HEADINGS = [("giris", "GİRİŞ"), ("liman", "Liman Görüşmesi (2 Mart", "Liman"), ("son", "SONUÇ")]
RULE = " " * 40
TEXT = f"""Öz: bu satır ilk başlıktan öncedir.

GİRİŞ

Kaptan Demir, 3 Ocak 1901'de Ilıca'da doğdu. Babası M. K. Demir1 bir balıkçıydı (Kaya vd., 1999: 12; Ak,
2001: 3-4). Liman o yıl kuruldu; adı “Kara-
deniz Limanı” oldu ve bütün kıyının en büyük iskelesi olarak yıllarca kullanılmaya devam
{RULE}
1  Bir dipnot buradadır ve metnin parçası değildir, sayfanın altında durur.
 edildi (Ak, 2001: 9).

12 | A. Yazar

Liman Görüşmesi (2 Mart – 5 Nisan 1902) ve Sonrası

Görüşme 2 Mart – 5 Nisan 1902 tarihinde yapıldı. Kars’ta on dört gemi vardı. Kaptan “Evet. Geliriz.” diyerek
sustu (Öz, 2003: 7) Sonra 500.000 lira verildi.

SONUÇ

Demir güvenlig i sag lamak için çalıştı.
"""


class TestSplitting:
    def test_sections_are_known_by_their_headings(self, article: Article) -> None:
        assert [section.key for section in article.sections] == ["giris", "liman", "son", "dipnot"]

    def test_a_section_shows_the_title_its_bank_gave_it(self, article: Article) -> None:
        assert [section.heading for section in article.sections][:2] == ["GİRİŞ", "Liman"]

    def test_what_precedes_the_first_heading_is_left_out(self, article: Article) -> None:
        assert "ilk başlıktan" not in article.listing()

    def test_a_footnote_and_a_page_break_do_not_end_a_paragraph(self, article: Article) -> None:
        assert article.sentences("giris 1.3")[0].endswith("devam edildi (Ak, 2001: 9).")

    def test_a_footnote_is_a_place_of_its_own_and_its_mark_is_gone(self, article: Article) -> None:
        assert article.sentences("dipnot 1.1")[0].startswith("Bir dipnot")
        assert "Demir1" not in article.listing()

    def test_a_page_header_is_no_text(self, article: Article) -> None:
        assert "A. Yazar" not in article.listing()

    def test_a_word_broken_at_the_end_of_a_line_is_whole(self, article: Article) -> None:
        assert "Karadeniz Limanı" in article.sentences("giris 1.3")[0]

    def test_a_heading_may_run_into_its_text(self) -> None:
        article = split("Öz: İlk cümle. İkinci cümle.", [("ozet", "Öz:")])
        assert article.sentences("ozet 1.1-2") == ("İlk cümle.", "İkinci cümle.")


class TestSentences:
    @pytest.mark.parametrize(
        "whole",
        [
            "A. I. Demir ile St. Ivan geldi.",
            "Bunu Kaya vd., 1999 yılında yazdı.",
            "Belgenin 4. maddesi kısadır.",
            "Gemi battı (Ak, 2001: 3).",
            "“Gelin!” diye bağırdı.",
        ],
    )
    def test_initials_abbreviations_and_citations_do_not_end_one(self, whole: str) -> None:
        assert sentences(whole) == (whole,)

    def test_a_full_stop_before_a_capital_a_digit_or_a_quotation_ends_one(self) -> None:
        assert len(sentences("Gemi geldi. 3 Mart günü gitti. “Dur” dediler. Durmadı.")) == 4

    def test_a_citation_without_its_full_stop_ends_one(self) -> None:
        assert sentences("Gitti (Ak, 2001: 3) Demir kaldı.") == ("Gitti (Ak, 2001: 3)", "Demir kaldı.")


class TestPlaces:
    @pytest.mark.parametrize("at", ["giris 1.1", "giris 2.3-14"])
    def test_a_place_is_written_as_it_is_read(self, at: str) -> None:
        assert str(place(at)) == at

    @pytest.mark.parametrize(
        "at", ["", "giris", "giris 1", "giris 0.1", "giris 1.0", "giris 1.3-2", "1.1", "giris 1.1.1"]
    )
    def test_anything_else_is_refused(self, at: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            place(at)

    @pytest.mark.parametrize("at", ["yok 1.1", "giris 9.1", "giris 1.9"])
    def test_a_place_the_article_lacks_is_a_key_error(self, article: Article, at: str) -> None:
        with pytest.raises(KeyError):
            article.sentences(at)


class TestFingerprints:
    def test_case_accents_signs_and_spaces_do_not_matter(self) -> None:
        assert fingerprint(["Güvenliği SAĞLAMAK, için."]) == fingerprint(["guvenlig\u0306i", "sag lamak\u00a0için"])

    def test_words_do(self) -> None:
        assert fingerprint(["Gemi geldi."]) != fingerprint(["Gemi gitti."])

    def test_a_passage_is_found_in_a_copy_with_other_paragraphs(self, article: Article) -> None:
        copy = split(TEXT.replace("Babası", "\n\nBabası"), HEADINGS)
        assert copy.find(fingerprint(article.sentences("giris 1.2-3")), 2) == "giris 2.1-2"

    def test_a_passage_is_found_across_a_new_paragraph_break(self, article: Article) -> None:
        copy = split(TEXT.replace("Babası", "\n\nBabası"), HEADINGS)
        assert copy.find(fingerprint(article.sentences("giris 1.1-2")), 2) == "giris 1.1"

    def test_a_changed_passage_is_not_found(self, article: Article) -> None:
        assert article.find(fingerprint(["Başka bir cümle."]), 1) is None


class TestCitations:
    def test_each_work_is_named_with_its_pages(self) -> None:
        assert cited("X (Hasan, 2009:53; Kaya and Ak, 2016: 9 - 10).") == ("Hasan 2009: 53", "Kaya and Ak 2016: 9-10")

    def test_a_date_in_parentheses_is_no_work(self) -> None:
        assert cited("Konferans (14 Mart 1918) başladı.") == ()

    def test_are_freed_of_dots_that_a_copy_has_put_over_letters(self):
        assert cited("X (De\u1e59ci\u0307, 2022: 23; İnan, 2001: 1).") == ("Derci 2022: 23", "İnan 2001: 1")

    def test_a_passage_without_one_takes_the_next_in_its_paragraph(self, article: Article) -> None:
        assert article.cites("giris 1.1") == ("Kaya vd. 1999: 12", "Ak 2001: 3-4")

    def test_a_passage_takes_none_from_another_paragraph(self, article: Article) -> None:
        assert article.cites("son 1.1") == ()


class TestSealing:
    def test_places_come_in_the_order_of_the_article_and_once(self, article: Article) -> None:
        sealed = seal(["son 1.1", "giris 1.2", "giris 1.1", "giris 1.2"], article)
        assert [line for line in sealed.splitlines() if line.startswith("[")] == [
            '["giris 1.1"]', '["giris 1.2"]', '["son 1.1"]',
        ]  # fmt: skip

    def test_the_newest_work_stands_first(self, article: Article) -> None:
        assert 'cites = ["Ak 2001: 3-4", "Kaya vd. 1999: 12"]' in seal(["giris 1.1"], article)

    def test_the_order_of_asking_does_not_change_a_byte(self, article: Article) -> None:
        assert seal(["son 1.1", "giris 1.1"], article) == seal(["giris 1.1", "son 1.1"], article)


class TestStanding:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (Entity("x", "place", {"tr": "Kars", "en": "Kars"}), "Kars’ta kaldı."),
            (Entity("x", "place", {"tr": "St John’s", "en": "St John’s"}), "St John’s’ta kaldı."),
            (Entity("x", "place", {"tr": "St John’s", "en": "St John’s"}), "St John’s adlı kentte kaldı."),
            (Entity("x", "person", {"tr": "Demir Kaya", "en": "D"}, ("Demir",)), "DEMİR'in gemisi"),
            (Entity("x", "party", {"tr": "Müsavat", "en": "M"}), "Müsavatçıların görüşü"),
            (When.parse("1902-03-02/1902-04-05"), "2 Mart – 5 Nisan 1902 tarihinde"),
            (When.parse("1918-06-04"), "4 Haziran ve 14 Ağustos 1918 tarihlerinde"),
            (When.parse("1917-03-29"), "29 Mart 1917'de"),
            (When.parse("1917-10"), "Ekim 1917'de"),
            (When.parse("1902/1917"), "1902-1917 yılları"),
            (Figure("14"), "on dört gemi"),
            (Figure("6"), "altı resmî görüşme"),
            (Figure("4"), "dördüncü maddesi"),
            (Figure("500000"), "500.000 lira"),
            (Figure("75%"), "%75’i"),
        ],
    )
    def test_a_value_stands_in_any_turkish_dress(self, value: Entity | When | Figure, text: str) -> None:
        assert stands(value, text)

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (Entity("x", "place", {"tr": "Kars", "en": "Kars"}), "karşı çıktı"),
            (When.parse("1918-06-04"), "14 Haziran 1918"),
            (When.parse("1918-06-04"), "4 Haziran 1919"),
            (When.parse("1918-06-04"), "4 Haziran günü"),
            (Figure("44"), "445 kişi"),
            (Figure("4"), "on dört gemi"),
            (Figure("50"), "elli beş gemi"),
            (Figure("20"), "yüz yirmi gemi"),
            (Figure("5"), "beş yüz gemi"),
            (Figure("5"), "1,5 milyon kişi"),
        ],
    )
    def test_what_only_looks_alike_does_not(self, value: Entity | When | Figure, text: str) -> None:
        assert not stands(value, text)

    def test_a_year_the_bank_inferred_may_be_missing(self) -> None:
        assert stands(When.parse("1918-06-04"), "4 Haziran’da", yearless=True)


class TestGrounding:
    def test_a_fact_that_stands_is_not_mentioned(self, article: Article) -> None:
        assert ground(bank(born(article)), article) == ()

    def test_a_value_that_does_not_stand_is_named_with_its_place(self, article: Article) -> None:
        assert ground(bank(born(article, "1901-01-04")), article) == (
            "event/born: “1901-01-04” (when) does not stand in the passage “giris 1.1”.",
        )

    def test_a_passage_that_is_gone_is_named(self, article: Article) -> None:
        gone = Amount(
            id="amount/ships", topic="t", importance=1, passage=passage(article, "0" * 12), figure=Figure("14")
        )
        assert ground(bank(gone), article) == (
            "amount/ships: the passage “giris 1.1” is not in this article, or was not sealed: run “flask bank seal”.",
        )


@pytest.mark.article
@pytest.mark.skipif(not REAL.exists(), reason="the article is not ours to publish")
class TestTheRealArticle:
    def test_every_sentence_has_one_place(self, real: Article) -> None:
        places = [line.split("\t")[0] for line in real.listing().splitlines()]
        assert len(places) == len(set(places)) > 300

    def test_every_passage_of_the_bank_is_found(self, real: Article) -> None:
        facts = load(ROOT / "banks" / "hacinski-1918")
        lost = [f.id for f in facts if not real.find(f.passage.fingerprint, f.passage.last - f.passage.first + 1)]
        assert lost == []

    def test_every_fact_of_the_bank_stands_in_it(self, real: Article) -> None:
        assert ground(load(ROOT / "banks" / "hacinski-1918"), real) == ()


def bank(fact: Fact) -> Bank:
    """A bank of one fact."""
    return Bank("b", {}, {}, "", "2026-01-01", (), ("tr",), {}, {fact.id: fact})


def born(article: Article, when: str = "1901-01-03") -> Event:
    mark = fingerprint(article.sentences("giris 1.1"))
    return Event(id="event/born", topic="t", importance=1, passage=passage(article, mark), when=When.parse(when))


def passage(article: Article, mark: str) -> Passage:
    return Passage("giris 1.1", "giris", article.section("giris").heading, 1, 1, 1, mark)


@pytest.fixture
def article() -> Article:
    return split(TEXT, HEADINGS)


@pytest.fixture(scope="module")
def real() -> Article:
    return split(REAL.read_text(encoding="utf-8"), section_headings(ROOT / "banks" / "hacinski-1918"))
