"""A bank that cannot be trusted is refused, with every mistake at once: file, line, and what to do."""

import re
from os import mkfifo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.facts import When
from quizzes.loading import BankErrors, bank_ids, load, places, section_headings
from quizzes.values import Figure
from tests.quizzes.conftest import ROOT, write
from tests.quizzes.lanterns import FILES

CLUB, PACTS, ALL = "facts/club.toml", "facts/pacts.toml", "entities/all.toml"

#: what is changed where, the words at whose line the mistake stands, and its sentence
FAULTS = {
    "an unknown kind": (CLUB, "[[event]]", "[[evnt]]", "[[evnt]]", "“evnt” is not a kind known here."),
    "a kind that is no list": (PACTS, "[[message]]", "[message]", "", "Every message begins with a line [[message]]."),
    "an unknown key": (CLUB, 'at = "giris', 'att = 1\nat = "giris', "att = 1", "“event” has no “att”."),
    "a value of the wrong type": (CLUB, "importance = 2", "importance = [2]", None, "“importance” is 1, 2 or 3, without quotation marks."),
    "an importance of four": (CLUB, "importance = 2", "importance = 4", None, "“importance” is 1, 2 or 3, without quotation marks."),
    "a topic there is not": (CLUB, 'topic = "club"', 'topic = "clubs"', None, "There is no topic “clubs” in bank.toml."),
    "a topic of the wrong type": (CLUB, 'topic = "club"', "topic = {}", None, "There is no topic “{}” in bank.toml."),
    "an id with capitals": (
        CLUB, '"event/fire"', '"Event/fire"', None,
        "“id” is small letters, digits, hyphens and slashes; “Event/fire” is not.",
    ),
    "an id given twice": (
        CLUB, '"event/fire"', '"event/founding"', "second", "The id “event/founding” stands already at facts/club.toml:1.",
    ),
    "an unknown entity": (CLUB, 'person = "cem"', 'person = "kaya"', None, "There is no entity “kaya”."),
    "an entity of the wrong kind": (CLUB, 'person = "cem"', 'person = "liman"', None, "“liman” is a place; “person” wants a person."),
    "an entity that is a list": (CLUB, 'person = "cem"', 'person = ["cem"]', None, 'There is no entity “["cem"]”.'),
    "a slot that is not filled": (CLUB, 'person = "cem"\n', "", '^id = "office/keeper"', "A fact of kind “office” needs “person”."),
    "an impossible date": (
        CLUB, '"1921-04-09"', '"1921-02-30"', None, "“when” is no date: '1921-02-30': no calendar has 1921-02-30.",
    ),
    "a period that runs backwards": (
        CLUB, '"1925-01-02/1925-02-03"', '"1925-03/1925-02"', None, "“when” is no date: 1925-03/1925-02 ends before it begins.",
    ),
    "a number that is none": (
        CLUB, 'amount = "300"', 'amount = "a lot of"', None,
        "“figure” is a number, or { amount = '271', unit = { tr = 'oy', en = 'votes' } }.",
    ),
    "a unit in one language": (
        CLUB, 'unit = { tr = "kandil", en = "lamps" }', 'unit = { tr = "kandil" }', None,
        "The unit of “figure” has no word in “en”.",
    ),
    "a phrase in one language": (
        PACTS, 'gist = { tr = "panayıra çağrı", en = "an invitation to the fair" }', 'gist = { tr = "panayıra çağrı" }', None,
        "“gist” has no words in “en”.",
    ),
    "a sentence in one language": (
        PACTS, 'en.say = "The founder of {subject} was {value}."\n', "", "en.ask.value",
        "This fact is not said in “en”: write en.say.",
    ),
    "an event without a name": (
        CLUB, 'tr.what = "kır gezisi"\n', "", 'tr.say = "kır gezisi', "An event is named in “tr”: write tr.what.",
    ),
    "an unknown slot in braces": (
        PACTS, "was {value}", "was {valeu}", None,
        "“The founder of {subject} was {valeu}.” uses the slot “valeu”, which this fact does not fill.",
    ),
    "braces that do not match": (
        PACTS, "was {value}", "was {value", None, "The braces of “The founder of {subject} was {value.” do not match.",
    ),
    "braces that are doubled": (
        PACTS, "was {value}", "was {{value}}", None,
        "The braces of “The founder of {subject} was {{value}}.” are doubled: write one before a slot and one after it.",
    ),
    "an unknown case": (
        PACTS, "{subject:in} kurucusu", "{subject:nin} kurucusu", None,
        "“nin” in “{subject:nin} kurucusu {value} idi.” is no case of “subject”.",
    ),
    "a date's case on a name": (
        PACTS, "of {subject} was", "of {subject:on} was", None,
        "“on” in “The founder of {subject:on} was {value}.” is no case of “subject”.",
    ),
    "a question that answers itself": (
        PACTS, 'en.ask.when = "When was the letter written?"', 'en.ask.when = "Was it written {when:on}?"', None,
        "“en.ask.when” gives its own answer away.",
    ),
    "an ask for what the kind has not": (
        PACTS, "en.ask.when =", "en.ask.why =", None, "A fact of kind “message” cannot be asked for “why”.",
    ),
    "an ask for a slot left empty": (
        PACTS, 'when = "1921-02-03"\n', "", "tr.ask.when", "“tr.ask.when” asks for a slot that this fact does not fill.",
    ),
    "an ask that is no table": (PACTS, "en.ask.value =", "en.ask =", None, "“en.ask” asks by slot, as in en.ask.when = …"),
    "an unknown part of a wording": (
        PACTS, "en.ask.value =", "en.askk.value =", None,
        "“en” holds say, ask, choose, what and note; “askk” is none of them.",
    ),
    "a dispute in one language": (
        CLUB, 'disputed.en = "The article names two binders."\n', "", "disputed.tr", "What is disputed has no words in “en”.",
    ),
    "a disputed fact in its kind's plain words": (
        CLUB, 'en.say = "By the last section the binder was {person}."\n', "", 'en.ask.person = "By the last',
        "This fact is not said in “en”: write en.say.",
    ),
    "further values of no slot": (
        CLUB, "also.when", "also.where", None, "“also.where” lists further values of a slot; “event” has none such.",
    ),
    "further values that are unknown": (CLUB, '["han"]', '["hun"]', None, "There is no entity “hun”."),
    "a likeness to no fact": (PACTS, '["provision/book-peace"]', '["provision/book"]', None, "There is no fact “provision/book”."),
    "a likeness to itself": (
        PACTS, '["provision/book-peace"]', '["provision/lamp-peace"]', None, "A fact need not be said to be like itself.",
    ),
    "wrong options of a slot that is not asked": (
        CLUB, 'also.when = ["1922-06-01"]', 'wrong.whence = ["1922-06-01"]', None,
        "“wrong.whence” lists wrong options for a slot that is asked; there is none such.",
    ),
    "a wrong option that is unknown": (CLUB, 'also.person = ["han"]', 'wrong.person = ["hun"]', None, "There is no entity “hun”."),
    "a wrong phrase of no fact": (
        PACTS, 'alike = ["provision/book-peace"]', 'wrong.rule = ["position/ada"]', None,
        "“position/ada” is no provision of this bank whose words could be wrong here.",
    ),
    "an inferred day": (
        CLUB, 'also.when = ["1922-06-01"]', 'inferred = ["day"]', None,
        "“inferred” names what the passage leaves out: only a year can be.",
    ),
    "a bar in a text": (ALL, 'en = "Han Plane"', 'en = "Han | Plane"', None, "“en” holds a “|”, which divides the parts of an answer."),
    "a group of one": (
        ALL, 'en = "Han Plane"\nnear = ["reader"]', 'en = "Han Plane"\nnear = ["raeder"]', "raeder",
        "No other person is near “raeder”: is it spelt as elsewhere?",
    ),
    "a section whose key is no word": (
        "bank.toml", 'key = "giris"', 'key = "giris1"', None, "Every [[section]] has a key of its own, of small letters a to z alone.",
    ),
    "an unknown key of the bank": ("bank.toml", "revised =", "revisde = 1\nrevised =", "revisde", "“bank” has no “revisde”."),
    "a language nobody speaks": (
        "bank.toml", '["tr", "en"]', '["tr", "xx"]', "languages", "“languages” lists the bank's languages, some of tr, en, az.",
    ),
    "a circle in replaces": (
        PACTS, 'value = "ada"\nmentions', 'value = "ada"\nreplaces = "relation/founder"\nmentions', "replaces",
        "“replaces” names a fact that has left the bank; “relation/founder” is still in it.",
    ),
    "a change on no day": (
        PACTS, 'value = "ada"\nmentions', 'value = "ada"\nchanged = "soon"\nmentions', "changed",
        "“changed” is a day, as in changed = '2026-11-22'; “soon” is none.",
    ),
    "a passage that is not sealed": (
        PACTS, 'at = "giris 1.1"', 'at = "giris 9.1"', None, "The passage “giris 9.1” is not in passages.toml: run “flask bank seal”.",
    ),
    "a passage that is no place": (
        PACTS, 'at = "giris 1.1"', 'at = "page 7"', None,
        "“at” names the passage: section, paragraph and sentences, as in at = 'batum 5.12-13'.",
    ),
    "a name in one language": (ALL, 'en = "Han Plane"\n', "", '^id = "han"', "This person has no name in “en”."),
    "one name of two people": (ALL, 'en = "Han Plane"', 'en = "BORA DENİZER"', None, "“BORA DENİZER” is also a name of “bora”."),
    "an alias of two people": (
        ALL, 'en = "Han Plane"', 'en = "Han Plane"\naliases = ["Cem Starling"]', 'aliases = ["Cem',
        "“Cem Starling” is also a name of “cem”.",
    ),
    "aliases that are no list": (ALL, 'en = "Han Plane"', 'en = "Han Plane"\naliases = "H."', 'aliases = "H."', "“aliases” is a list of texts."),
    "a place without a longitude": (
        ALL, 'id = "tepe"', 'id = "tepe"\nwhere = [41.65]', "where = ",
        "“where” is a latitude and a longitude in degrees, as in [41.65, 41.64].",
    ),
    "a place beyond the pole": (
        ALL, 'id = "tepe"', 'id = "tepe"\nwhere = [90.1, 41]', "where = ",
        "“where” is a latitude and a longitude in degrees, as in [41.65, 41.64].",
    ),
    "a place that is nowhere": (
        ALL, 'id = "tepe"', 'id = "tepe"\nwhere = [nan, 41]', "where = ",
        "“where” is a latitude and a longitude in degrees, as in [41.65, 41.64].",
    ),
    "a place in words": (
        ALL, 'id = "tepe"', 'id = "tepe"\nwhere = ["41", "41"]', "where = ",
        "“where” is a latitude and a longitude in degrees, as in [41.65, 41.64].",
    ),
    "a place that is true": (
        ALL, 'id = "tepe"', 'id = "tepe"\nwhere = [true, 41]', "where = ",
        "“where” is a latitude and a longitude in degrees, as in [41.65, 41.64].",
    ),
    "a person with a place on the map": (
        ALL, 'id = "bora"', 'id = "bora"\nwhere = [41.65, 41.64]', "where = ", "“person” has no “where”.",
    ),
    "a pair with nobody": (ALL, '["lampman"]', '["lampmen"]', None, "There is no entity “lampmen”."),
    "a closed that is no truth": (ALL, "closed = true", "closed = 1", None, "“closed” is true or false."),
    "a form of no case": (
        ALL, 'en = "Han Plane"', 'en = "Han Plane"\nforms.tr.dee = "Hân\'da"', "forms", "“dee” is no case in “tr”.",
    ),
    "a form of no language": (
        ALL, 'en = "Han Plane"', 'en = "Han Plane"\nforms.de = "Hân\'da"', "forms",
        "“forms” holds forms by language and case; “de” is none.",
    ),
    "an invisible character": (
        ALL, 'en = "Han Plane"', 'en = "Han \\u202e Plane"', "Plane", "“en” is longer than 600 characters or holds an invisible one.",
    ),
    "a text of a thousand letters": (
        ALL, 'en = "Han Plane"', f'en = "{"x" * 1000}"', "xxx", "“en” is longer than 600 characters or holds an invisible one.",
    ),
    "a bank without a title": ("bank.toml", 'title = { tr = "Fener Cemiyeti", en = "The Lantern Society" }\n', "", "", "The title has no words in “tr”."),
    "a title that is a number": ("bank.toml", '"The Lantern Society"', "7", "title", "“title.en” is a text."),
    "a bank without a citation": ("bank.toml", "citation", "cite", "", "“citation” is missing."),
    "a bank revised on no day": (
        "bank.toml", '"2026-11-22"', '"2026-13-01"', "revised", "“revised” is the day the bank last changed, as in revised = '2026-11-22'.",
    ),
    "a topic without a name": ("bank.toml", 'en = "Empty"\n', "", '^id = "empty"', "This topic has no name in “en”."),
    "a topic whose id is an address": (
        "bank.toml", 'id = "empty"', 'id = ".."', None, "“id” is small letters, digits and hyphens; “..” is not.",
    ),
    "a name with a slash in its id": (
        ALL, 'id = "han"', 'id = "han/plane"', None, "“id” is small letters, digits and hyphens; “han/plane” is not.",
    ),
    "a section without a heading": (
        "bank.toml", "heading =", "haeding =", "[[section]]", "A section has a heading: how its heading begins in the article.",
    ),
    "a number of more digits than Python writes": (
        CLUB, 'amount = "1200"', "amount = 0x" + "f" * 4000, "0xfff",
        "“figure” is a number, or { amount = '271', unit = { tr = 'oy', en = 'votes' } }.",
    ),
    "an ask that one language lacks": (
        CLUB, 'en.ask.figure = "How many did the quay hold?"\n', "", 'en.say = "the quay held', "Another language asks for “figure”: write en.ask.figure too.",
    ),
    "two topics of one id": ("bank.toml", 'id = "empty"\ntr = "Boş"', 'id = "club"\ntr = "Boş"', None, "The id “club” stands already at bank.toml:7."),
    "a seal that is broken": ("passages.toml", 'fingerprint = "0a1b2c"\ncites = ["Kandil 1930: 9"]', "", '["son 2.1"]', "“son 2.1” is no passage: run “flask bank seal”."),
}  # fmt: skip


class TestAFault:
    @pytest.mark.parametrize(("file", "old", "new", "at", "sentence"), FAULTS.values(), ids=FAULTS.keys())
    def test_is_named_with_its_file_and_line(self, mistakes, file, old, new, at, sentence):
        assert old in FILES[file]
        changed = FILES[file].replace(old, new, 1)
        expected = f"{file}:{line_of(changed, new if at is None else at)}: {sentence}"
        assert expected in list(map(str, mistakes({file: changed})))

    def test_of_one_fact_is_not_blamed_on_another(self, mistakes):
        changed = FILES[PACTS].replace('value = "ada"', 'value = "kaya"')
        assert len(mistakes({PACTS: changed})) == 1

    def test_that_a_bank_has_no_topics_is_told_first(self, mistakes):
        bare = re.sub(r"\[\[topic\]\]\n(?:\w+ = .*\n)+", "", FILES["bank.toml"])
        for changed in (bare, f"topic = []\n{bare}"):
            told = mistakes({"bank.toml": changed})[0].sentence
            assert told == "A bank has topics, each a [[topic]] with an id and its names."

    def test_that_no_fact_is_sound_is_all_there_is_to_say_of_a_broken_one(self, mistakes):
        changed = FILES[PACTS].replace('id = "provision/book-peace"\ntopic = "pacts"', 'id = "provision/book-peace"')
        assert [m.sentence for m in mistakes({PACTS: changed})] == [
            "A fact names its topic: the id of one in bank.toml."
        ]


class TestAFile:
    def test_that_is_no_toml_is_named_with_the_line_where_it_breaks(self, mistakes):
        (found,) = mistakes({CLUB: "[[event]]\nid = 'a'\nwhen = = 3\n", PACTS: ""})
        assert (found.file, found.line) == (CLUB, 3)
        assert found.sentence.startswith("Not valid TOML: ")

    @pytest.mark.parametrize("content", ["x = " + "9" * 5000, "x = " + "[" * 9000, "x = 1921-02-30", "\0"])
    def test_that_breaks_the_reader_of_toml_is_a_mistake_like_any_other(self, mistakes, content):
        assert [m.file for m in mistakes({"facts/odd.toml": content})] == ["facts/odd.toml"]

    @pytest.mark.parametrize("content", ['event = [{ id = "event/odd" }]', "[event]", "event = 7"])
    def test_that_hides_its_facts_where_no_line_can_be_named_is_refused(self, mistakes, content):
        told = [str(m) for m in mistakes({"facts/odd.toml": content})]
        assert told == ["facts/odd.toml:1: Every event begins with a line [[event]]."]

    def test_that_is_not_utf8_is_named_with_line_and_byte(self, mistakes):
        (found,) = mistakes({"facts/odd.toml": b"# one\n# two \xff\n"})
        assert str(found) == "facts/odd.toml:2: This file is not UTF-8 (byte 12)."

    @pytest.mark.parametrize("name", ["bank.toml", "passages.toml"])
    def test_that_is_missing_is_named(self, tmp_path, name):
        folder = write(tmp_path / "lanterns", {key: text for key, text in FILES.items() if key != name})
        assert f"{name}:1: This file is missing." in str(refusal(folder))

    def test_that_is_a_folder_is_a_mistake_too(self, tmp_path):
        (write(tmp_path / "lanterns", FILES) / "facts/odd.toml").mkdir()
        assert str(refusal(tmp_path / "lanterns")) == "facts/odd.toml:1: This is no file that can be read."

    def test_that_is_a_pipe_is_not_waited_for(self, tmp_path):
        mkfifo(write(tmp_path / "lanterns", FILES) / "facts/odd.toml")
        assert str(refusal(tmp_path / "lanterns")) == "facts/odd.toml:1: This is no file that can be read."


class TestAFolder:
    def test_is_named_as_an_address_can_hold_it(self, tmp_path):
        told = str(refusal(write(tmp_path / "The Lanterns", FILES)))
        assert told.endswith("A bank's folder is named in small letters, digits and hyphens; “The Lanterns” is not.")


class TestManyFaults:
    def test_are_all_told_at_once_in_reading_order(self, mistakes):
        club = FILES[CLUB].replace('"1921-04-09"', '"1921-04-31"').replace('person = "cem"', 'person = "kaya"')
        pacts = FILES[PACTS].replace('side = "hill"', 'side = "readers"')
        told = mistakes({CLUB: club, PACTS: pacts, ALL: FILES[ALL].replace('["lampman"]', '["nobody"]')})
        assert [(m.file, m.sentence) for m in told] == [
            (ALL, "There is no entity “nobody”."),
            (CLUB, "“when” is no date: '1921-04-31': no calendar has 1921-04-31."),
            (CLUB, "There is no entity “kaya”."),
            (PACTS, "“readers” is a party; “side” wants a state."),
            (PACTS, "“readers” is a party; “side” wants a state."),
        ]

    def test_stand_one_a_line_whatever_the_bank_holds(self, mistakes):
        hostile = "\\n\\u001b[31m\\u2028<script>alert(1)</script>{7*7}" + "x" * 2000
        told = mistakes({CLUB: FILES[CLUB].replace('person = "cem"', f'person = "{hostile}"')})
        assert all(str(m).isprintable() and len(str(m)) < 200 for m in told)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_of_any_sort_end_in_mistakes_never_in_an_accident(self, mistakes, data):
        """Any one value of a fact, replaced by any other TOML value, is taken or named; nothing else happens."""
        name = data.draw(st.sampled_from([CLUB, PACTS, ALL, "bank.toml", "passages.toml"]))
        values = list(re.finditer(r"(?<= = )[^\n]+", FILES[name]))
        found = data.draw(st.sampled_from(values))
        other = data.draw(st.sampled_from(["7", "true", "[]", "[[]]", "{}", "{ tr = 1 }", "1e400", "nan", "1921-03-05",
                                           '""', '" "', '"{"', '"{}"', '"{when!r}"', '"{when.start}"', '"\\u0000"']))  # fmt: skip
        mistakes({name: FILES[name][: found.start()] + other + FILES[name][found.end() :]})


class TestASoundBank:
    def test_is_loaded_with_everything_it_holds(self, society):
        assert (society.id, len(society.entities), len(society.facts)) == ("lanterns", 27, 41)

    def test_has_its_facts_in_the_order_of_its_topics(self, society):
        assert [fact.topic for fact in society] == sorted(
            (fact.topic for fact in society), key=["club", "pacts"].index
        )

    def test_knows_where_each_fact_stands_and_what_is_cited_there(self, society):
        passage = society.facts["provision/lamp-night"].passage
        assert (passage.section, passage.paragraph, passage.first, passage.last) == ("giris", 2, 1, 2)
        assert (passage.heading, passage.cites) == ("Giriş", ("Kandil 1930: 7",))

    def test_reads_toml_s_own_dates_and_numbers(self, tmp_path):
        club = FILES[CLUB].replace('"1921-03-05"', "1921-03-05").replace('amount = "40"', "amount = 40")
        bank = load(write(tmp_path / "lanterns", {**FILES, CLUB: club}))
        assert bank.facts["event/fire"].slots()["when"] == When.parse("1921-03-05")
        assert bank.facts["amount/room"].slots()["figure"] == Figure("40", {"tr": "kitap", "en": "books"})

    def test_may_replace_a_fact_that_is_gone(self, mistakes):
        changed = FILES[PACTS].replace('value = "ada"', 'value = "ada"\nreplaces = "relation/long-gone"')
        assert mistakes({PACTS: changed}) == ()


class TestAFolderOfBanks:
    def test_lists_what_has_a_bank_file_in_order_of_name(self, tmp_path):
        for name in ("zephyr", "lanterns"):
            write(tmp_path / name, FILES)
        (tmp_path / "notes").mkdir()
        assert bank_ids(tmp_path) == ("lanterns", "zephyr")

    def test_names_the_passages_to_seal_even_of_a_bank_that_is_not_sound(self, tmp_path):
        odd = FILES[PACTS].replace('value = "ada"', "value = 7")
        folder = write(tmp_path / "lanterns", {**FILES, PACTS: odd})
        named = places(folder)
        assert sorted(named) == ["giris 1.1", "giris 1.2", "giris 2.1", "giris 2.1-2", "son 1.1", "son 2.1"]
        assert named["giris 1.1"] == f"{CLUB}:{line_of(FILES[CLUB], 'at = ')}"

    def test_names_no_passages_where_a_file_cannot_be_read(self, tmp_path):
        """Those of its facts would be missing, and sealing would drop them."""
        folder = write(tmp_path / "lanterns", {**FILES, "facts/odd.toml": "= ="})
        with pytest.raises(ValueError, match=r"odd\.toml:1: Not valid TOML"):
            places(folder)

    def test_reads_what_windows_saves_as_utf_8(self, tmp_path):
        folder = write(tmp_path / "lanterns", FILES)
        path = folder / PACTS
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert load(folder).facts

    def test_gives_the_article_s_sections_in_their_order(self, tmp_path):
        assert section_headings(write(tmp_path / "lanterns", FILES)) == (("giris", "GİRİŞ", "Giriş"),)

    def test_of_the_project_loads_as_it_stands(self):
        assert all(load(ROOT / "banks" / name).facts for name in bank_ids(ROOT / "banks"))


class TestAPlace:
    @pytest.mark.parametrize(
        ("written", "read"), [("[41.65, 41.64]", (41.65, 41.64)), ("[-90, 180]", (-90, 180)), ("[41, 0.5]", (41, 0.5))]
    )
    def test_may_say_where_it_is(self, tmp_path, written, read):
        changed = FILES[ALL].replace('id = "tepe"', f'id = "tepe"\nwhere = {written}')
        entities = load(write(tmp_path / "lanterns", {**FILES, ALL: changed})).entities
        assert (entities["tepe"].where, entities["liman"].where) == (read, None)


def line_of(text: str, words: str) -> int:
    """The line of the words that a change put in; ``^`` for the line above; ``second`` for an id's second place."""
    if words == "second":
        return text[: text.index('"event/founding"', text.index('"event/founding"') + 1)].count("\n") + 1
    above, words = words.startswith("^"), words.removeprefix("^")
    start = text.rindex(words) if words == "tr.ask.when" else text.index(words)
    return text[:start].count("\n") + 1 - above


def refusal(folder) -> BankErrors:
    with pytest.raises(BankErrors) as error:
        load(folder)
    return error.value
