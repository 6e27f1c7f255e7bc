"""A passage with the words marked by which its fact stands in it."""

import pytest

from quizzes.passages import marked


class TestAPassage:
    @pytest.mark.parametrize(
        ("fact", "text", "told"),
        [
            ("office/chair", "Kurula Ada Kırlangıç’ın başkanlık ettiği yazılı.", ["Ada Kırlangıç’ın"]),
            ("event/fire", "Yangın 5 Mart 1921’de çıktı; Mart ayı soğuktu.", ["5 Mart 1921’de"]),
            ("event/picnic", "Geziye 1924 yılında çıkıldı.", ["1924"]),
            ("amount/room", "Odada kırk kitap ya da 40 cilt vardı.", ["kırk", "40"]),
            ("amount/house", "Evde 1.200 kitap vardı.", ["1.200"]),
            ("message/invitation", "Liman Beldesi, Tepe Beldesi'ne yazdı.", ["Liman Beldesi", "Tepe Beldesi'ne"]),
            ("provision/book-lend", "Kitaplar bir aya dek ödünç alınabilir.", ["Kitaplar", "ödünç"]),
            ("office/chair", "Burada hiçbir ad geçmez.", []),
        ],
    )
    def test_marks_names_dates_numbers_and_shared_words_with_their_endings(self, society, fact, text, told):
        made = marked(society.facts[fact], text)
        assert "".join(piece for piece, _ in made) == text
        assert [piece for piece, is_told in made if is_told] == told
