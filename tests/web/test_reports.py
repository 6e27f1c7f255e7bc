"""“Is this right?”: said by a learner where it is asked, looked at by an editor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.reports import MOST_OPEN, Report
from tests.learning import BANK, CARDS, asked_at, begin_quiz, grade_card, log_of, questions_of, run_at, stored


class TestALearner:
    def test_reports_a_question_once_it_is_answered(self, app, as_bob):
        path = begin_answered(as_bob)
        assert f'action="{path}/1/report"' in as_bob.get(f"{path}/1").text
        page = as_bob.post(f"{path}/1/report", {"text": "Year?"}, follow_redirects=True)
        assert "Thank you." in page.text
        ((row),) = stored(app, Report)
        asked = asked_at(app, path, 1)
        assert (row["question"], row["fact"], row["lang"], row["text"]) == (asked.id, asked.fact.id, "en", "Year?")

    @pytest.mark.parametrize("position", [2, 3, 5])
    def test_reports_no_question_that_is_still_to_be_answered(self, app, as_bob, position):
        """What is kept of a report may be taken home, and a question's id tells whether a statement is true."""
        path = begin_answered(as_bob)
        assert "/report" not in as_bob.get(f"{path}/2").text
        assert as_bob.post(f"{path}/{position}/report", {"text": "x"}).status_code == 404
        assert stored(app, Report) == []

    def test_takes_reports_home_without_what_would_tell_the_questions_to_come(self, app, as_bob):
        path = begin_answered(as_bob)
        as_bob.post(f"{path}/1/report", {"text": "Year?"})
        ((taken),) = as_bob.get("/settings/data").get_json()["report"]
        assert taken["text"] == "Year?"
        assert str(run_at(app, path).seed) not in as_bob.get("/settings/data").text

    def test_reports_a_card_and_comes_back_to_it(self, app, as_bob):
        page = as_bob.get(CARDS)
        action = page.text.split('class="doubt"')[1].split('action="')[1].split('"')[0]
        back = as_bob.post(action, {"text": "", "next": CARDS})
        assert back.location == CARDS
        assert stored(app, Report)[0]["question"].endswith(".card")

    def test_says_it_again_in_other_words_and_it_is_one_report(self, app, as_bob):
        path = begin_answered(as_bob)
        for text in ("Year?", "Day?"):
            as_bob.post(f"{path}/1/report", {"text": text})
        assert [row["text"] for row in stored(app, Report)] == ["Day?"]

    def test_is_not_led_away_by_the_form(self, as_bob):
        fact = next(iter(questions_of_bank(as_bob)))
        sent = as_bob.post(f"/banks/{BANK}/facts/{fact}/report", {"next": "https://elsewhere.example/"})
        assert sent.location == "/"

    def test_reports_nothing_of_another_s_quiz(self, app, as_bob, as_charlie):
        path = begin_answered(as_bob)
        assert as_charlie.post(f"{path}/1/report", {"text": "x"}).status_code == 404
        assert as_bob.post(f"{path}/99/report", {"text": "x"}).status_code == 404
        assert stored(app, Report) == []

    def test_reports_no_more_than_can_be_read(self, app, as_bob):
        facts = questions_of_bank(as_bob)[: MOST_OPEN + 1]
        pages = [as_bob.post(f"/banks/{BANK}/facts/{fact}/report", follow_redirects=True).text for fact in facts]
        assert "a great deal already" in pages[-1]
        assert len(stored(app, Report)) == MOST_OPEN
        as_bob.post(f"/banks/{BANK}/facts/{facts[0]}/report", {"text": "said better"})
        assert "said better" in [row["text"] for row in stored(app, Report)]

    def test_may_write_much_and_it_is_cut(self, app, as_bob):
        path = begin_answered(as_bob)
        as_bob.post(f"{path}/1/report", {"text": "<b>ş</b>" * 400})
        assert len(stored(app, Report)[0]["text"]) <= 500


class TestAnEditor:
    def test_sees_the_doubt_beside_the_fact_and_what_certifies_the_options(self, app, as_bob, as_editor):
        path = begin_answered(as_bob, families="choice")
        as_bob.post(f"{path}/1/report", {"text": "<i>Surely not</i>"})
        page, asked = as_editor.get("/reports").text, asked_at(app, path, 1)
        assert "&lt;i&gt;Surely not&lt;/i&gt;" in page
        for told in (asked.id, asked.fact.passage.heading, *(o.certificate for o in asked.options)):
            assert told in page

    def test_puts_it_away(self, app, as_bob, as_editor):
        path = begin_answered(as_bob)
        as_bob.post(f"{path}/1/report", {"text": "Year?"})
        ((row),) = stored(app, Report)
        as_editor.post(f"/reports/{row['id']}/close")
        assert "Nobody doubts anything" in as_editor.get("/reports").text
        assert as_editor.post("/reports/999/close").status_code == 404

    def test_sees_a_report_of_what_left_the_bank(self, app, as_bob, as_editor, monkeypatch):
        path = begin_answered(as_bob)
        as_bob.post(f"{path}/1/report", {"text": "Year?"})
        monkeypatch.setattr(app.extensions["library"], "banks", {})
        assert "no longer in the bank" in as_editor.get("/reports").text

    def test_sees_all_that_a_change_would_touch(self, app, as_bob, as_editor):
        grade_card(as_bob, 3)
        path = begin_quiz(as_bob, length="5", families="typed")
        fact = asked_at(app, path, 1).fact.id
        as_bob.post(f"{path}/1", {"skip": "1"})
        page = as_editor.get(f"/banks/{BANK}/editing/{fact}").text
        assert "<dd>1</dd>" in page
        assert all(f"{BANK}-{lang}.apkg" in page for lang in ("tr", "en"))
        assert page.count("<li lang=") == sum(
            len(questions_of(app, lang).ids_by_fact[fact]) for lang in questions_of(app).bank.languages
        )
        assert as_editor.get(f"/banks/{BANK}/editing/nothing").status_code == 404

    def test_is_shown_beside_its_passage_where_there_is_a_copy(self, app, as_editor):
        fact = next(iter(app.extensions["library"].banks["solar-system"])).id
        page = as_editor.get(f"/banks/solar-system/editing/{fact}").text
        assert '<blockquote class="passage" lang="tr">' in page
        assert f'href="/banks/solar-system/facts/{fact}"' in page


class TestAMendedFact:
    def test_is_told_to_who_met_it_until_they_meet_it_again(self, app, as_bob, as_charlie, bob, monkeypatch):
        grade_card(as_bob, 3)
        fact = log_of(app, bob)[0]["fact"]
        bank = questions_of(app).bank
        later = replace(bank.facts[fact], changed="2100-01-01")
        mended = replace(bank, facts={**bank.facts, fact: later})
        monkeypatch.setattr(app.extensions["library"], "banks", {bank.id: mended})
        assert "This answer changed on 1 January 2100." in unbroken(as_bob.get("/").text)
        assert "This answer changed" not in as_charlie.get("/").text


def begin_answered(client, **fields) -> str:
    """A new quiz whose first question has been answered."""
    path = begin_quiz(client, **fields)
    client.post(f"{path}/1", {"skip": "1"})
    return path


def unbroken(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def questions_of_bank(client) -> list[str]:
    return list(questions_of(client.raw.application).bank.facts)


@pytest.fixture
def as_editor(browser, person):
    return browser(person("editor", role="admin"))
