"""The real bank: sound in itself, and, where the article is at hand, true to it and none of its sentences."""

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest

from quizzes.articles import split
from quizzes.facts import KINDS, LANGUAGES, Amount, Fact, Provision, Signature
from quizzes.grounding import ground
from quizzes.linting import lint, named_in_vain
from quizzes.loading import load, section_headings
from quizzes.prompts import statement, text_of
from quizzes.questions import QuestionBank
from quizzes.values import Figure, Phrase
from tests.quizzes.conftest import REAL, ROOT, SEED

ARTICLE = ROOT.parent / "shared" / "article" / "hacinski-1918.txt"
RUN = 9

needs_article = [
    pytest.mark.article,
    pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not ours to publish"),
]


class TestTheBank:
    def test_holds_what_was_promised(self, real):
        assert len(real.facts) >= 120
        assert {fact.kind for fact in real} == set(KINDS)

    def test_has_facts_in_every_topic(self, real):
        assert {fact.topic for fact in real} == real.topics.keys()

    def test_has_the_treaties_of_the_fourth_of_june_each_with_provisions_and_signatories(self, real):
        treaties = {key for key, e in real.entities.items() if e.kind == "treaty" and key.endswith("1918-06-04")}
        assert len(treaties) >= 7
        signed = {fact.treaty.id for fact in real if isinstance(fact, Signature)}
        ruled = {fact.treaty.id for fact in real if isinstance(fact, Provision)}
        assert {"friendship-1918-06-04", "railways-1918-06-04"} <= signed & ruled & treaties

    def test_states_every_fact_in_every_language(self, real):
        for fact in real:
            said = [statement(fact, lang) for lang in real.languages]
            assert all(text.endswith((".", "”", "?", "!")) and len(text) > 20 for text in said), fact.id
            assert said[0] != said[1], fact.id

    def test_asks_nearly_every_fact_and_every_undisputed_one_of_weight(self, real, real_questions):
        for questions in real_questions.values():
            silent = [fact for fact in real if fact.id not in questions.ids_by_fact]
            assert len(silent) <= len(real.facts) / 8
            assert [fact.id for fact in silent if fact.importance > 1 and not fact.disputed] == []

    def test_asks_about_history_and_not_about_the_article(self, asked):
        """What the article says where, and how it garbles itself, is for docs/banks: a pupil has no article."""
        text = re.compile(
            r"[Bb]ölümü?ne göre|[Mm]akale(?!ye göre)|[Ii]n the article|section|biographical|the article\b(?!,| of the treaty)"
        )
        told = [(q.id, part) for q in asked for part in (q.stem, q.explanation, *(o.reason for o in q.options))
                if any(text.search(sentence) for sentence in re.split(r"(?<=[.?]) ", part))]  # fmt: skip
        assert [pair for pair in told if "According to the article" not in pair[1]
                and not pair[1].endswith("according to the article?")] == []  # fmt: skip

    def test_attributes_to_the_article_only_what_is_contested_or_a_judgement(self, asked):
        attributed = {q.fact.id for q in asked if re.search(r"[Mm]akaleye göre|ccording to the article", q.stem)}
        assert attributed <= {
            "life/hacinski/1928",
            "position/armenians-suspect",
            "position/armenians-war",
            "position/enver-armenia",
            "position/ottoman-union-azerbaijan",
            "position/resulzade-accuses-hacinski",
            "relation/baku-losses",
            "relation/batum-demands-accepted",
            "relation/batum-differs",
            "relation/first-turkic-republic",
            "relation/hacinski-ottoman-presence",
            "relation/himmet-branch",
            "relation/islam-army-cleared",
            "relation/himmet-social-democrats",
            "relation/islam-army-purpose",
            "relation/north-caucasus-first-step",
            "relation/resulzade-pan-turkism",
            "relation/trabzon-no-treaty",
            "relation/trabzon-result/buffer",
            "seym/musavat/hoyski",
            "seym/musavat/topcubasov",
            "treaty/armenia-1918-06-04/harsher",
            "treaty/gains/victory",
            "treaty/gains/winner",
        }

    def test_says_it_in_whole_sentences(self, asked):
        """Neither “the subject was this:” nor “laid down the following:” before a phrase, nor idi standing alone."""
        broken = re.compile(r"şu(?:ydu|nu)[^.]*:|şu oldu:|following:| idi\b")
        assert [(q.id, q.stem) for q in asked if q.lang != "az" and broken.search(f"{q.stem} {q.explanation}")] == []

    def test_explains_the_names_that_a_pupil_cannot_know(self, asked):
        """ZAKAVKOM, OZAKOM and the Seym, in the question or in what is said after it."""
        names = {
            "ZAKAVKOM": r"Komiserli|Commissariat|Komissarlı",
            "OZAKOM": r"\(|Özel Transk|Special Transc|Güney Kaf|South Cauc|Xüsusi Zaq|Cənubi Qaf",
        }
        for short, long in names.items():
            bare = {q.id for q in asked if q.form != "choice" and short in q.stem + " ".join(q.answers)
                    and not re.search(long, q.stem + " ".join(q.answers) + q.explanation)}  # fmt: skip
            assert bare == set()

    def test_cites_works_without_a_copy_s_stray_dots(self, real):
        cited = {work for fact in real for work in fact.passage.cites}
        assert cited
        assert all(unicodedata.normalize("NFC", work) == work and "\u0307" not in work for work in cited)

    def test_is_cited_without_an_editor_s_note(self, real):
        assert re.fullmatch(r"[^()…]+”", real.citation)

    def test_states_no_two_facts_alike(self, real):
        for lang in real.languages:
            assert [said for said, n in Counter(statement(f, lang) for f in real).items() if n > 1] == []

    def test_counts_one_of_a_thing_in_the_singular(self, real):
        for fact in (fact for fact in real if isinstance(fact, Amount)):
            unit = text_of(fact.figure, "en").split(" ")[-1] if fact.figure.unit.get("en") else ""
            one = fact.figure.amount == "1"
            assert not unit or unit == "people" or fact.figure.amount.endswith("%") or unit.endswith("s") is not one, (
                fact.id
            )

    def test_writes_no_plural_after_one(self, asked):
        printed = [
            text for q in asked if q.lang == "en" for text in (q.stem, q.explanation, *(o.text for o in q.options))
        ]
        assert [text for text in printed if re.search(r"(?<![\d,.])1 [a-z]+s\b", text)] == []

    def test_is_worked_out_whole_in_every_language_in_a_few_seconds(self):
        """Ten thousand questions, a second or so a language; the bound leaves room for a busy machine."""
        bank, began = load(REAL), time.process_time()
        made = sum(1 for lang in bank.languages for _ in QuestionBank(bank, lang).questions(SEED))
        assert made > 9000
        assert time.process_time() - began < 6


class TestTheSmallBank:
    """Made by someone who had only banks/README.md; its article stands beside it."""

    def test_is_sound_grounded_and_well_asked_in_three_languages(self):
        folder = ROOT / "banks" / "solar-system"
        bank = load(folder)
        article = split((folder / "article.txt").read_text(encoding="utf-8"), section_headings(folder))
        assert ground(bank, article) == ()
        for lang in LANGUAGES:
            questions = QuestionBank(bank, lang)
            assert [str(f) for f in (*named_in_vain(questions), *lint(bank, questions.questions(SEED)))] == []


class TestTheArticle:
    pytestmark = needs_article

    def test_bears_out_every_fact(self, real):
        article = split(ARTICLE.read_text(encoding="utf-8"), section_headings(REAL))
        assert ground(real, article) == ()

    def test_has_no_nine_words_in_a_row_that_a_fact_repeats(self, real):
        copied = runs(ARTICLE.read_text(encoding="utf-8"))
        repeats = [(fact.id, " ".join(run)) for fact in real for text in texts(fact) for run in runs(text) & copied]
        assert repeats == []

    def test_shows_a_repeated_sentence_when_there_is_one(self):
        sentence = " ".join(ARTICLE.read_text(encoding="utf-8").split()[200:212])
        assert runs(f"Makaleye göre {sentence.upper()}!") & runs(ARTICLE.read_text(encoding="utf-8"))


def runs(text: str) -> set[tuple[str, ...]]:
    """Every nine words in a row, letters laid bare."""
    folded = text.replace("İ", "i").replace("I", "ı").casefold().replace("ı", "i")
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", bare)
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def texts(fact: Fact) -> Iterator[str]:
    """Everything a bank's author wrote of a fact, and its sentences as they are printed."""
    for lang, words in fact.wording.items():
        yield from (words.say, words.what, words.note, *words.ask.values(), *words.choose.values())
        yield statement(fact, lang)
    yield from fact.disputed.values()
    for value in fact.slots().values():
        if isinstance(value, Phrase):
            yield from value.texts.values()
        if isinstance(value, Figure):
            yield from value.unit.values()
