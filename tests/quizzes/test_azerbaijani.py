"""Azerbaijani as an Azerbaijani teacher would print it."""

import re
from string import Formatter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizzes.dates import When
from quizzes.decks import unbroken
from quizzes.facts import Wording
from quizzes.languages import azerbaijani, english, turkish
from quizzes.sentences import KIND_WORDING, LISTED, SIDED

#: names with their endings: in, from, to, accusative, of, is
NAMES = """
Bakı                         | da dan ya nı nın dır
Trabzon                      | da dan a u un dur
Batum                        | da dan a u un dur
Tiflis                       | də dən ə i in dir
Gəncə                        | də dən yə ni nin dir
İrəvan                       | da dan a ı ın dır
İstanbul                     | da dan a u un dur
Moskva                       | da dan ya nı nın dır
Brest-Litovsk                | da dan a u un dur
Qars                         | da dan a ı ın dır
Gümrü                        | də dən yə nü nün dür
Naxçıvan                     | da dan a ı ın dır
Köln                         | də dən ə ü ün dür
Oslo                         | da dan ya nu nun dur
Hacınski                     | də dən yə ni nin dir
Yusifbəyli                   | də dən yə ni nin dir
Camo bəy Hacınski            | də dən yə ni nin dir
Nəsib bəy Yusifbəyli         | də dən yə ni nin dir
Yevgeni Gegeçkori            | də dən yə ni nin dir
Akaki Çxenkeli               | də dən yə ni nin dir
Rəsulzadə                    | də dən yə ni nin dir
Fətəli xan Xoyski            | də dən yə ni nin dir
Nəriman Nərimanov            | da dan a u un dur
Topçubaşov                   | da dan a u un dur
Beriya                       | da dan ya nı nın dır
Mustafa Kamal                | da dan a ı ın dır
Ənvər paşa                   | da dan ya nı nın dır
Xəlil bəy                    | də dən ə i in dir
Müsavat                      | da dan a ı ın dır
Himmət                       | də dən ə i in dir
Seym                         | də dən ə i in dir
Milli Şura                   | da dan ya nı nın dır
Qarabağ                      | da dan a ı ın dır
İraq                         | da dan a ı ın dır
Novruzək                     | də dən ə i in dir
Osmanlı                      | da dan ya nı nın dır
Batum konfransı              | nda ndan na nı nın dır
Zaqafqaziya Komissarlığı     | nda ndan na nı nın dır
xarici işlər naziri          | ndə ndən nə ni nin dir
Azərbaycan Xalq Cümhuriyyəti | ndə ndən nə ni nin dir
Azərbaycan Milli Şurası      | nda ndan na nı nın dır
Qafqaz İslam Ordusu          | nda ndan na nu nun dur
Müsavat Partiyası            | nda ndan na nı nın dır
Zaqafqaziya Seymi            | ndə ndən nə ni nin dir
Osmanlı İmperiyası           | nda ndan na nı nın dır
İstiqlal Bəyannaməsi         | ndə ndən nə ni nin dir
Bakı Şəhər Duması            | nda ndan na nı nın dır
Müəssislər Məclisi           | ndə ndən nə ni nin dir
Bakı limanı                  | nda ndan na nı nın dır
dostluq müqaviləsi           | ndə ndən nə ni nin dir
“İqbal” qəzeti               | ndə ndən nə ni nin dir
türk bölmələri               | ndə ndən nə ni nin dir
Nazirlər Sovetinin sədri     | ndə ndən nə ni nin dir
Əhməd oğlu                   | nda ndan na nu nun dur
3-cü Ordu                    | da dan ya nu nun dur
“Açıq söz”                   | də dən ə ü ün dür
ZAKAVKOM                     | -da -dan -a -u -un -dur
OZAKOM                       | -da -dan -a -u -un -dur
ABŞ                          | -da -dan -a -ı -ın -dır
AXC                          | -də -dən -yə -ni -nin -dir
SSR                          | -də -dən -ə -i -in -dir
MK                           | -da -dan -ya -nı -nın -dır
446                          | -da -dan -ya -nı -nın -dır
1918                         | -də -dən -ə -i -in -dir
1920                         | -də -dən -yə -ni -nin -dir
1900                         | -də -dən -ə -ü -ün -dür
500.000                      | -də -dən -ə -i -in -dir
4,3                          | -də -dən -ə -ü -ün -dür
75%                          | -də -dən -ə -i -in -dir
"""
CASES = ("de", "den", "e", "i", "in", "dir")
TABLE = [
    pytest.param(name.strip(), case, name.strip() + ending, id=name.strip() + ending)
    for name, endings in (line.split(" | ") for line in NAMES.strip().splitlines())
    for case, ending in zip(CASES, endings.split(), strict=True)
]
LOOSE = "0aİ%.,/:()” -wqK"
BACK, FRONT = "aıou", "eəiöü"


class TestNames:
    @pytest.mark.parametrize(("name", "case", "said"), TABLE)
    def test_take_their_ending(self, name, case, said):
        assert azerbaijani.inflect(name, case) == said

    @pytest.mark.parametrize(
        ("name", "case", "said"),
        [
            ("Bakı", "le", "Bakı ilə"),
            ("Bakı", "idi", "Bakı idi"),
            ("Batum konfransı", "le", "Batum konfransı ilə"),
            ("ZAKAVKOM", "idi", "ZAKAVKOM idi"),
            ("Zaqafqaziya Komissarlığı (ZAKAVKOM)", "le", "Zaqafqaziya Komissarlığı (ZAKAVKOM) ilə"),
        ],
    )
    def test_stand_before_with_and_was(self, name, case, said):
        assert azerbaijani.inflect(name, case) == said

    @pytest.mark.parametrize("name", ["Bakı", "Batum konfransı", "1918", ""])
    def test_stay_as_they_are_without_a_case(self, name):
        assert azerbaijani.inflect(name, "") == name

    def test_follow_a_form_written_by_hand(self):
        assert azerbaijani.inflect("Koroğlu", "e", {"e": "Koroğluna"}) == "Koroğluna"

    def test_are_inflected_before_their_explanation(self):
        said = azerbaijani.inflect("Zaqafqaziya Komissarlığı (ZAKAVKOM)", "e")
        assert said == "Zaqafqaziya Komissarlığına (ZAKAVKOM)"

    def test_have_no_unknown_case(self):
        with pytest.raises(ValueError, match="no case 'on'"):
            azerbaijani.inflect("Bakı", "on")

    @example("0:/", "de")
    @given(st.text() | st.text(LOOSE), st.sampled_from(azerbaijani.cases))
    def test_of_any_text_are_inflected_without_complaint(self, name, case):
        assert isinstance(azerbaijani.inflect(name, case), str)


class TestCommonNouns:
    @pytest.mark.parametrize(
        ("name", "case", "said"),
        [
            ("otaq", "i", "otağı"),
            ("otaq", "de", "otaqda"),
            ("torpaq", "e", "torpağa"),
            ("çörək", "i", "çörəyi"),
            ("çörək", "in", "çörəyin"),
            ("müstəqillik", "e", "müstəqilliyə"),
            ("qonşuluq", "i", "qonşuluğu"),
            ("bayraq", "in", "bayrağın"),
            ("Komissarlıq", "in", "Komissarlığın"),
            ("ittifaq", "e", "ittifaqa"),
            ("hüquq", "i", "hüququ"),
            ("vərəq", "i", "vərəqi"),
            ("filoloq", "e", "filoloqa"),
            ("iştirak", "i", "iştirakı"),
            ("şərik", "i", "şəriki"),
            ("bolşevik", "in", "bolşevikin"),
            ("xalq", "in", "xalqın"),
            ("türk", "e", "türkə"),
            ("oğul", "in", "oğlun"),
            ("fikir", "i", "fikri"),
            ("sinif", "e", "sinfə"),
            ("şəkil", "de", "şəkildə"),
            ("hökumət", "e", "hökumətə"),
            ("elçi", "e", "elçiyə"),
            ("fövqəladə elçi", "e", "fövqəladə elçiyə"),
            ("qırmızı ordu", "de", "qırmızı orduda"),
            ("baş nazir", "e", "baş nazirə"),
        ],
    )
    def test_soften_unless_they_are_borrowed(self, name, case, said):
        assert azerbaijani.inflect(name, case) == said


class TestNumbersReadAloud:
    @pytest.mark.parametrize(
        "said",
        [
            "0-cı",
            "1-ci",
            "2-ci",
            "3-cü",
            "4-cü",
            "5-ci",
            "6-cı",
            "7-ci",
            "8-ci",
            "9-cu",
            "10-cu",
            "20-ci",
            "30-cu",
            "40-cı",
            "50-ci",
            "60-cı",
            "70-ci",
            "80-ci",
            "90-cı",
            "100-cü",
            "1000-ci",
            "2000000-cu",
            "1906-cı",
            "1913-cü",
            "1918-ci",
            "1919-cu",
            "1920-ci",
            "1930-cu",
        ],
    )
    def test_are_counted(self, said):
        assert azerbaijani.inflect(said.partition("-")[0], "inci") == said

    @pytest.mark.parametrize(("word", "said"), [("dörd", "dördüncü"), ("altı", "altıncı"), ("on", "onuncu")])
    def test_are_counted_in_words(self, word, said):
        assert azerbaijani.inflect(word, "inci") == said

    @pytest.mark.parametrize(
        ("amount", "unit", "case", "said"),
        [
            ("500000", "türk lirası", "", "500.000 türk lirası"),
            ("500000", "türk lirası", "i", "500.000 türk lirasını"),
            ("500000", "", "e", "500.000-ə"),
            ("75%", "", "", "75%"),
            ("75%", "", "i", "75%-i"),
            ("45", "maddə", "den", "45 maddədən"),
            ("14", "", "idi", "14 idi"),
            ("1.5", "milyon", "", "1,5 milyon"),
            ("çox", "", "", "çox"),
        ],
    )
    def test_stand_with_their_unit(self, amount, unit, case, said):
        assert azerbaijani.number(amount, unit, case) == said


class TestDates:
    @pytest.mark.parametrize(
        ("iso", "case", "said"),
        [
            ("1918-05-28", "", "28 may 1918-ci il"),
            ("1918-05-28", "de", "28 may 1918-ci ildə"),
            ("1918-05-28", "in", "28 may 1918-ci ilin"),
            ("1906-10-01", "den", "1 oktyabr 1906-cı ildən"),
            ("1918-06", "", "1918-ci ilin iyunu"),
            ("1918-06", "de", "1918-ci ilin iyununda"),
            ("1918-09", "den", "1918-ci ilin sentyabrından"),
            ("1918", "", "1918-ci il"),
            ("1919", "de", "1919-cu ildə"),
            ("1918", "idi", "1918-ci il idi"),
            ("1918-05-11/1918-06-04", "", "11 may – 4 iyun 1918-ci il"),
            ("1918-05-11/1918-06-04", "de", "11 may – 4 iyun 1918-ci il tarixlərində"),
            ("1918-05-11/1918-05-14", "", "11–14 may 1918-ci il"),
            ("1917-12-18/1918-01-02", "", "18 dekabr 1917-ci il – 2 yanvar 1918-ci il"),
            ("1918-05/1918-06", "", "1918-ci ilin may–iyun ayları"),
            ("1918-05/1918-06", "de", "1918-ci ilin may–iyun aylarında"),
            ("1917-12/1918-01", "", "1917-ci ilin dekabrı – 1918-ci ilin yanvarı"),
            ("1917-12/1918-01", "de", "1917-ci ilin dekabrı ilə 1918-ci ilin yanvarı arasında"),
            ("1902/1917", "", "1902–1917-ci illər"),
            ("1902/1917", "de", "1902–1917-ci illərdə"),
            ("1902/1917", "in", "1902–1917-ci illərin"),
        ],
    )
    def test_are_said(self, iso, case, said):
        assert azerbaijani.date(When.parse(iso), case) == said

    def test_hold_day_and_month_together_on_a_card(self):
        assert unbroken("28 may 1918-ci il") == "28\u00a0may 1918-ci il"


class TestSentences:
    @pytest.mark.parametrize(
        ("sentence", "begun"),
        [("istanbulda", "İstanbulda"), ("ırak", "Irak"), ("“əsgər”", "“Əsgər”"), ("4 iyun", "4 iyun"), ("", "")],
    )
    def test_begin_with_a_capital(self, sentence, begun):
        assert azerbaijani.capitalise(sentence) == begun

    def test_list_with_their_and(self):
        assert [azerbaijani.join(parts) for parts in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
            "",
            "A",
            "A və B",
            "A, B və C",
        ]

    @pytest.mark.parametrize("other", [turkish, english])
    def test_of_the_core_are_all_there_with_their_slots(self, other):
        assert holes(azerbaijani.SENTENCES) == holes(other.SENTENCES)

    def test_never_shout(self):
        assert not any("!" in sentence for sentence in azerbaijani.SENTENCES.values())

    def test_of_the_kinds_ask_what_the_turkish_ones_ask(self):
        assert shape(KIND_WORDING["az"]) == shape(KIND_WORDING["tr"])
        assert shape({"": SIDED["az"]}) == shape({"": SIDED["tr"]})
        assert holes(LISTED["az"]) == holes(LISTED["tr"])

    def test_of_the_kinds_use_only_cases_there_are(self):
        texts = [text for kind in (*KIND_WORDING["az"].values(), SIDED["az"]) for text in texts_of(kind).values()]
        used = {
            case for text in (*texts, *LISTED["az"].values()) for _, name, case, _ in Formatter().parse(text) if name
        }
        assert used <= {*azerbaijani.cases, ""}


class TestTheRealBank:
    def test_has_names_that_take_every_case_in_harmony(self, spoken_names):
        wrong = [
            said
            for name in spoken_names
            for case in CASES
            if not harmonious(name, said := azerbaijani.inflect(name, case))
        ]
        assert wrong == []

    def test_has_no_surname_that_is_taken_for_a_possessed_noun(self, real):
        people = [e.names.get("az", e.names["tr"]) for e in real.entities.values() if e.kind == "person"]
        assert [n for n in people if n[-1] in "ıiuü" and azerbaijani.inflect(n, "e")[len(n)] != "y"] == []


@pytest.fixture(scope="module")
def spoken_names(real):
    """The bank's Azerbaijani names; where it has none yet, its Turkish ones, which obey the same harmony."""
    return [entity.names.get("az", entity.names["tr"]) for entity in real.entities.values()]


def harmonious(name, said):
    """Whether the ending's last vowel goes with the vowel before it, wherever the name itself ends in a written word."""
    stem = re.sub(r"\s*\([^()]*\)$", "", name)
    ending = re.sub(r"\s*\([^()]*\)$", "", said)[len(stem) :]
    if not stem[-1].isalpha() or ending.startswith("-"):
        return bool(ending)
    before = [c for c in azerbaijani.capitalise(stem).lower().replace("i̇", "i") if c in BACK + FRONT]
    after = [c for c in ending if c in BACK + FRONT]
    return bool(after) and all((c in BACK) == (before[-1] in BACK) for c in after)


def holes(sentences):
    return {key: sorted(re.findall(r"{(\w+)", text)) for key, text in sentences.items()}


def texts_of(words: Wording):
    named = {"say": words.say, "what": words.what, "note": words.note}
    asked = {(name, slot): text for name in ("ask", "choose") for slot, text in getattr(words, name).items()}
    return {key: text for key, text in {**named, **asked}.items() if text}


def shape(kinds):
    return {kind: holes(texts_of(words)) for kind, words in kinds.items()}
