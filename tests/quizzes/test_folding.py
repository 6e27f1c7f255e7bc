"""The keys by which two spellings are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.folding import distance, fold, lenient

short = st.text("abcd", max_size=8)


class TestTheStrictKey:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("istanbul", "İstanbul"),
            ("İSTANBUL", "istanbul"),
            ("IRAK", "ırak"),
            ("ÖĞRENCİ", "öğrenci"),
            ("HACINSKİ", "Hacınski"),
            ("I\u0307stanbul", "İstanbul"),
            ("i\u0307stanbul", "istanbul"),
            ("s\u0327ura", "şura"),
            ("Brest-Litovsk", "brest  litovsk"),
            ("M.E.Resulzade", "M. E. Resulzade"),
            ("Kur’an", "Kur'an"),
            ("“Açık Söz”", "açık söz"),
            ("Ba\u200dkü", "Bakü"),
        ],
    )
    def test_is_one_for(self, one, other):
        assert fold(one) == fold(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("Irak", "irak"), ("Istanbul", "İstanbul"), ("Bakü", "Baku"), ("hala", "hâlâ")]
    )
    def test_keeps_apart(self, one, other):
        assert fold(one) != fold(other)

    @given(st.text())
    def test_of_a_key_is_the_key(self, text):
        assert fold(fold(text)) == fold(text)


class TestTheLenientKey:
    def test_is_one_for_every_irak(self):
        assert {lenient(text) for text in ("IRAK", "ırak", "Irak", "irak", "İRAK")} == {"irak"}

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Şeyhülislâm", "seyhulislam"),
            ("Gəncə", "gence"),
            ("Ağaoğlu", "agaoglu"),
            ("Millî Şûra", "milli sura"),
            ("Señor Łódź", "senor lodz"),
            ("ÇÖĞÜŞ", "cogus"),
        ],
    )
    def test_bares_letters(self, text, key):
        assert lenient(text) == key

    @given(st.text())
    def test_never_raises_and_forgets_the_strict_key(self, text):
        assert lenient(fold(text)) == lenient(text)


class TestDistance:
    @pytest.mark.parametrize(
        ("one", "other", "steps"),
        [
            ("", "", 0),
            ("a", "", 1),
            ("batum", "batım", 1),
            ("batum", "btaum", 1),
            ("sultan", "sultanov", 2),
            ("ca", "abc", 3),
        ],
    )
    def test_counts(self, one, other, steps):
        assert distance(one, other) == steps

    @given(short, short)
    def test_is_the_same_both_ways(self, one, other):
        assert distance(one, other) == distance(other, one)

    @given(short, short, st.integers(0, 8))
    def test_says_only_that_it_is_beyond_its_limit(self, one, other, limit):
        assert distance(one, other, limit) == min(plainly(one, other), limit + 1)


def plainly(a, b):
    """The same without a band, as the textbook has it."""
    d = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            d[i, j] = min(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                d[i, j] = min(d[i, j], d[i - 2, j - 2] + 1)
    return d[len(a), len(b)]
