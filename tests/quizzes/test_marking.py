"""Marking as its published table says, and what holds of every answer."""

import csv
import re
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.folding import fold, lenient
from quizzes.languages import language
from quizzes.marking import Key, Mark, Outcome, mark

VECTORS = Path(__file__).with_name("marking_vectors.tsv")
SAMPLED = 20
LETTERS = "abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ"

words = st.text(LETTERS, min_size=1, max_size=12)
ALIKE = (
    "Halil",
    "Halit",
    "Khalil",
    "Bey",
    "Paşa",
    "Han",
    "H",
    "Hacınski",
    "Hacinski",
    "Hajinski",
    "Sultan",
    "Sultanov",
    "II",
)
names = st.lists(words | st.sampled_from(ALIKE), min_size=1, max_size=4).map(" ".join)
anything = st.text(st.characters(), max_size=80) | st.sampled_from(
    ["\0", "\ud800", "\u202e\u0627", "٤", "x" * 1_000_000]
)
keys = st.one_of(
    st.builds(Key, st.sampled_from(["name", "text", "option"]), st.tuples(names, names), rivals=st.tuples(names)),
    st.just(Key("date", ("1918-06-04",))),
    st.just(Key("date", ("1918-05-11/1918-06",))),
    st.just(Key("number", ("500000",), units=("Türk lirası",))),
    st.builds(Key, st.just("truth"), st.sampled_from([("true",), ("false",)])),
)


def vectors():
    with VECTORS.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
            yield pytest.param(row, id=f"line {number}: {row['comment']}")


def key_of(row):
    lists = {name: tuple(filter(None, row[name].split("|"))) for name in ("accepted", "partial", "units", "rivals")}
    return Key(row["kind"], **lists)


def unescaped(text):
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def upper(text):
    return text.replace("i", "İ").replace("ı", "I").upper()


def lower(text):
    return text.replace("İ", "i").replace("I", "ı").lower()


class TestThePublishedTable:
    @pytest.mark.parametrize("row", list(vectors()))
    def test_every_line_holds(self, row):
        found = mark(key_of(row), unescaped(row["answer"]), row["lang"])
        assert found.outcome == row["outcome"], f"{row['answer']!r} for {row['accepted']}: {found.reason}"

    def test_is_long_enough_to_be_worth_publishing(self):
        assert len(list(vectors())) >= 150


class TestAnyAnswer:
    @given(keys, anything, st.sampled_from(["tr", "en", "az"]))
    def test_gets_a_mark_with_a_reason(self, key, answer, lang):
        found = mark(key, answer, lang)
        assert isinstance(found, Mark)
        assert found.reason.encode()

    @given(names, st.sampled_from(["name", "text", "option"]), st.sampled_from(["tr", "en", "az"]))
    def test_that_is_the_printed_key_is_right(self, name, kind, lang):
        assert mark(Key(kind, (name,)), name, lang).outcome is Outcome.RIGHT

    @given(names, names, st.sampled_from([str.strip, upper, lower, "  {} ".format, "\t{}\n".format]))
    def test_is_marked_alike_in_any_case_and_between_any_spaces(self, name, answer, change):
        key = Key("name", (name,))
        assert mark(key, change(answer), "tr").outcome is mark(key, answer, "tr").outcome

    @given(names, names, st.data())
    def test_that_names_a_rival_is_never_accepted(self, name, rival, data):
        key = Key("name", (name,), rivals=(rival,), partial=data.draw(st.sampled_from([(), (name.split()[-1],)])))
        if fold(name) != fold(rival):
            assert mark(key, rival, "tr").outcome is Outcome.WRONG

    @given(names, names, names)
    def test_lets_no_slip_reach_a_rival_that_is_nearer(self, name, rival, answer):
        with_rival = mark(Key("name", (name,), rivals=(rival,)), answer, "tr").outcome
        if lenient(answer) == lenient(rival) and lenient(name) != lenient(rival):
            assert with_rival is Outcome.WRONG

    @pytest.mark.parametrize(
        "answer", ["x" * 1_000_000, "\ufdfa" * 500, "1 " * 250, "- " * 250, "'da" * 170, "a b" * 170]
    )
    @pytest.mark.parametrize("kind", ["name", "text", "date", "number", "truth", "option"])
    def test_is_marked_in_less_than_ten_milliseconds(self, answer, kind):
        accepted = {"date": "1918-06-04", "number": "500000", "truth": "true"}.get(kind, "Mehmet Emin Resulzade")
        key = Key(kind, (accepted,), rivals=tuple(f"Kişi {n}oğlu" for n in range(300)) if kind == "name" else ())
        mark(key, answer, "tr")
        assert min(seconds(key, answer) for _ in range(5)) < 0.01


class TestReasons:
    def test_name_the_rival_that_was_written(self):
        found = mark(Key("name", ("Enver Paşa",), rivals=("Talat Paşa",)), "talat paşa", "tr")
        assert "Talat Paşa" in found.reason
        assert "Enver Paşa" in found.reason

    def test_name_whom_else_a_surname_could_mean(self):
        key = Key("name", ("Mehemmed Hasan Hacınski",), partial=("Hacınski",), rivals=("Camo Hacınski",))
        assert "Camo Hacınski" in mark(key, "Hacınski", "tr").reason

    def test_show_the_key_as_it_is_printed(self):
        assert "Batum" in mark(Key("name", ("Batumi",), shown="Batum"), "Bakü", "tr").reason

    @pytest.mark.parametrize(("lang", "date"), [("tr", "4 Haziran 1918"), ("en", "4 June 1918")])
    def test_give_the_right_date(self, lang, date):
        assert date in mark(Key("date", ("1918-06-04",)), "1915", lang).reason

    def test_say_that_the_day_is_wanted(self):
        assert "gün de" in mark(Key("date", ("1918-06-04",)), "Haziran 1918", "tr").reason

    def test_say_that_day_and_month_changed_places(self):
        assert "yer değiştirmiş" in mark(Key("date", ("1918-06-04",)), "6.4.1918", "tr").reason

    def test_say_that_only_figures_change_places(self):
        assert "yer değiştirmiş" not in mark(Key("date", ("1918-06-04",)), "6 Nisan 1918", "tr").reason

    def test_tell_a_missing_year_behind_a_day_from_one_behind_a_month(self):
        day, month = mark(Key("date", ("1918-01-23",)), "23 Ocak", "tr"), mark(Key("date", ("1918-01",)), "Ocak", "tr")
        assert "Günü ve ayı" in day.reason
        assert "Ayı doğru bildin" in month.reason

    @pytest.mark.parametrize(
        ("kind", "accepted", "example"), [("date", "1918-06-04", "31.8.1905"), ("number", "500000", "12 bin")]
    )
    def test_show_how_to_write_what_could_not_be_read(self, kind, accepted, example):
        key = Key(kind, (accepted,))
        assert example in mark(key, "bilmem ki", "tr").reason
        assert mark(Key(kind, ("1905-08-31" if kind == "date" else "12000",)), example, "tr").outcome is Outcome.RIGHT

    def test_call_a_doubled_letter_a_slip(self):
        key = Key("name", ("Bakü",))
        assert "çeşitli biçimlerde" not in mark(key, "Bakkü", "tr").reason
        assert "yazılışı şöyle" in mark(key, "Bakkü", "tr").reason

    def test_call_another_transliteration_one(self):
        assert "çeşitli biçimlerde" in mark(Key("name", ("Fetali Han Hoyski",)), "Fetali Xan Xoyski", "tr").reason

    @pytest.mark.parametrize("answer", ["x", "X.", "f h x", "o", "o devleti"])
    def test_see_no_rival_in_bare_initials(self, answer):
        key = Key("name", ("Hacınski",), rivals=("Fetali Han Hoyski", "Xoyski", "Osmanlı Devleti"))
        assert mark(key, answer, "tr").reason == mark(key, "bilmem ki", "tr").reason

    def test_ask_for_both_ends_of_a_period(self):
        assert "bitiş" in mark(Key("date", ("1902/1917",)), "1902", "tr").reason

    def test_tell_an_empty_answer_from_a_wrong_one(self):
        key = Key("name", ("Bakü",))
        assert mark(key, "", "tr").reason != mark(key, "Gence", "tr").reason

    def test_spot_a_missing_zero(self):
        assert "sıfır" in mark(Key("number", ("500000",)), "50 bin", "tr").reason

    def test_survive_a_key_of_braces(self):
        assert "{x}" in mark(Key("name", ("{x} y",)), "z", "tr").reason

    @pytest.mark.parametrize("lang", ["tr", "en", "az"])
    def test_never_shout(self, lang):
        assert not any("!" in sentence for sentence in language(lang).SENTENCES.values())

    def test_exist_in_every_language_with_the_same_holes(self):
        holes = [
            {k: sorted(re.findall(r"{\w+}", v)) for k, v in language(lang).SENTENCES.items()}
            for lang in ("tr", "en", "az")
        ]
        assert holes[0] == holes[1] == holes[2]


@pytest.fixture(scope="module")
def typed_keys(asked):
    """The keys of the real bank's typed questions with their languages; what several questions ask stands once."""
    return tuple({(q.lang, q.key): None for q in asked if q.form == "typed"})


class TestTheRealBank:
    def test_accepts_no_other_thing_of_the_kind(self, typed_keys):
        dice = Random(1918)
        accepted = [
            (lang, key.shown, rival)
            for lang, key in typed_keys
            for rival in dice.sample(key.rivals, min(SAMPLED, len(key.rivals)))
            if mark(key, rival, lang).outcome is not Outcome.WRONG
        ]
        assert accepted == []

    def test_accepts_no_other_thing_as_a_learner_may_write_it(self, typed_keys):
        dice = Random(1918)
        changes = (
            str.upper,
            lower,
            "{}'de".format,
            "{}'ydi".format,
            "in {}".format,
            "{} şehri".format,
            "{}lar".format,
        )
        accepted = [
            (lang, key.shown, written)
            for lang, key in typed_keys
            for rival in dice.sample(key.rivals, min(SAMPLED // 2, len(key.rivals)))
            if mark(key, written := dice.choice(changes)(rival), lang).outcome is not Outcome.WRONG
        ]
        assert accepted == []

    def test_accepts_no_bare_initials(self, typed_keys):
        initials = [
            (lang, key, bare)
            for lang, key in typed_keys
            for name in key.accepted[:2]
            for bare in (name[0], " ".join(word[0] for word in name.split()))
        ]
        accepted = [
            (key.shown, bare) for lang, key, bare in initials if mark(key, bare, lang).outcome is not Outcome.WRONG
        ]
        assert accepted == []


class TestOneOfSeveralRightAnswers:
    def test_misspelled_is_told_its_own_spelling_not_the_key_s(self, real_questions):
        made = real_questions["en"].question("treaty/oil-1918-06-04/powers/britain~value.typed", 1)
        found = mark(made.key, "Gemany", "en")
        assert found.outcome is Outcome.SPELLING
        assert "Germany" in found.reason
        assert "Britain" not in found.reason


class TestABrokenKey:
    def test_of_no_date_is_refused(self):
        with pytest.raises(ValueError, match="not a date"):
            mark(Key("date", ("1918-6-4",)), "1918", "tr")

    def test_of_no_number_is_refused(self):
        with pytest.raises(ValueError, match="not a number"):
            mark(Key("number", ("çok",)), "5", "tr")

    def test_of_no_spelling_is_answered_by_nothing(self):
        assert mark(Key("name", ()), "Bakü", "tr").outcome is Outcome.WRONG


def seconds(key, answer):
    begun = time.perf_counter()
    mark(key, answer, "tr")
    return time.perf_counter() - begun
