"""Classes: a teacher makes one and gives its code; learners join, are given work, and do it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from models import accounts, classes, db, throttles
from models.classes import Assignment, Class, Enrolment
from models.runs import Run
from quizzes.prompts import statement
from tests.conftest import NOW, PASSWORD
from tests.learning import BANK, answer_all, asked_at, at_once, run_at, said, stored

ENGLISH = {"Accept-Language": "en"}


class TestATeacher:
    def test_makes_a_class_and_is_shown_its_code(self, app, as_alice):
        page = as_alice.post("/classes", {"name": "10/B  History"}, follow_redirects=True)
        ((made),) = stored(app, Class)
        assert made["name"] == "10/B History"
        assert made["code"] in page.text

    def test_without_classes_is_told_the_three_steps(self, as_alice):
        assert "Three steps: make a class" in as_alice.get("/classes").text

    def test_is_asked_for_a_name_that_can_be_read(self, app, as_alice):
        for name in ("", "   ", "\u200b", "\u3164", "x" * 61, "\n"):
            assert "Nothing was saved yet" in as_alice.post("/classes", {"name": name}).text
            assert stored(app, Class) == []

    def test_makes_a_class_of_a_name_once(self, app, as_alice):
        as_alice.post("/classes", {"name": "10/B"})
        assert "You have a class of this name already" in as_alice.post("/classes", {"name": " 10/B "}).text
        assert len(stored(app, Class)) == 1

    def test_sees_two_pupils_of_one_name_apart(self, app, browser, person, as_alice, group, given):
        for login in ("derya1", "derya2"):
            browser(person(login, name="derya1")).post("/classes/join", {"code": "TRB-418"})
        for page in (f"/classes/{group.id}", f"/assignments/{given.id}/results"):
            text = as_alice.get(page).text
            assert "<bdi>derya1</bdi></span>" in text
            assert "<bdi>derya2</bdi></span>" in text

    def test_gives_a_topic_with_a_last_day(self, app, as_alice, group):
        give(as_alice, group, due="2026-11-25", topic=f"{BANK}|batum", length="10")
        ((given),) = stored(app, Assignment)
        assert (given["bank"], given["topic"], given["length"]) == (BANK, "batum", 10)
        assert given["due"] == datetime(2026, 11, 25, 20, 59, 59, tzinfo=UTC)  # 23:59:59 in Istanbul

    def test_is_asked_for_a_day_that_can_be_meant(self, app, as_alice, group):
        for due in ("2026-11-21", "2029-01-01", "", "25.11.2026", "2026-02-30", "99999-01-01", "0000-01-01"):
            page = as_alice.post(f"/classes/{group.id}/assign", fields(due=due))
            assert "Nothing was saved yet" in page.text
            assert stored(app, Assignment) == []

    def test_may_give_until_today_where_the_class_is(self, app, as_alice, group, clock):
        clock.now = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)  # the 23rd in Istanbul
        give(as_alice, group, due="2026-11-22")
        assert stored(app, Assignment) == []
        give(as_alice, group, due="2026-11-23")
        assert len(stored(app, Assignment)) == 1

    def test_gives_only_what_there_is(self, app, as_alice, group):
        for extra in ({"topic": "nowhere|"}, {"topic": f"{BANK}|nowhere"}, {"length": "7"}, {"topic": ""}):
            assert as_alice.post(f"/classes/{group.id}/assign", fields(**extra)).status_code == 200
            assert stored(app, Assignment) == []

    def test_takes_a_learner_out(self, as_alice, joined, group, bob):
        assert "Bob Student" in as_alice.get(f"/classes/{group.id}").text
        as_alice.post(f"/classes/{group.id}/remove/{bob.id}")
        assert "Bob Student" not in as_alice.get(f"/classes/{group.id}").text

    @pytest.mark.parametrize("who", ["emin", "fidan"])
    def test_of_another_class_finds_nothing_there(self, app, browser, noise, joined, group, given, bob, who):
        stranger = browser(next(one for one in noise if one.login == who))
        for page in (f"/classes/{group.id}", f"/classes/{group.id}/assign", f"/assignments/{given.id}/results"):
            assert stranger.get(page).status_code == 404
        assert stranger.post(f"/classes/{group.id}/assign", fields()).status_code == 404
        assert stranger.post(f"/classes/{group.id}/remove/{bob.id}").status_code == 404
        assert len(stored(app, Enrolment)) == 1

    def test_finds_nothing_where_nothing_is(self, as_alice):
        for page in ("/classes/{}", "/classes/{}/assign", "/assignments/{}/results"):
            for number in (999, 2**31, 2**62):
                assert as_alice.get(page.format(number)).status_code == 404


class TestJoining:
    def test_takes_the_code_in_any_typing(self, app, as_bob, group):
        for typed in ("TRB-418", "trb418", "TRB 418", " trb - 418 ", "Trb418", "ＴＲＢ４１８", "trb–418"):
            page = as_bob.post("/classes/join", {"code": typed}, follow_redirects=True)
            assert "You are in the class 10/B." in page.text
            assert len(stored(app, Enrolment)) == 1

    def test_takes_every_i_of_a_turkish_keyboard(self, app, as_bob, group):
        for typed in ("kiz234", "KIZ-234", "KİZ-234", "kız 234", "KİZ234", "k\u0131z234"):
            recode(app, group, "KIZ-234")
            assert "You are in the class" in as_bob.post("/classes/join", {"code": typed}, follow_redirects=True).text

    def test_says_so_where_there_is_no_such_code(self, app, as_bob, group):
        for typed in ("TRB-419", "", "TRB", "TRB-4181", "x" * 5000, "<b>", "٤١٨"):
            page = as_bob.post("/classes/join", {"code": typed}, follow_redirects=True)
            assert "There is no class with this code" in page.text
            assert stored(app, Enrolment) == []

    def test_counts_once_though_pressed_many_times_at_once(self, app, browser, bob, group):
        clients = [browser(bob) for _ in range(6)]
        replies = at_once([lambda c=c: c.post("/classes/join", {"code": "TRB-418"}).status_code for c in clients])
        assert replies == [302] * 6
        assert len(stored(app, Enrolment)) == 1

    def test_one_s_own_class_is_told_where_it_stands(self, app, as_alice, group):
        page = as_alice.post("/classes/join", {"code": "TRB-418"}, follow_redirects=True)
        assert "This is your own class" in page.text
        assert stored(app, Enrolment) == []

    def test_stops_who_tries_codes_but_not_a_class_that_joins(self, app, browser, as_charlie, group, person):
        tries = [as_charlie.post("/classes/join", {"code": f"AAA-{n}"}).status_code for n in range(100, 122)]
        assert tries == [302] * throttles.JOIN_CODE.most + [429, 429]
        for number in range(30):
            pupil = browser(person(f"pupil{number}"))
            assert pupil.post("/classes/join", {"code": "TRB-418"}).status_code == 302
        assert len(stored(app, Enrolment)) == 30

    def test_ends_when_one_leaves(self, app, as_bob, joined, group):
        assert "10/B" in as_bob.get("/").text
        as_bob.post(f"/classes/{group.id}/leave")
        assert "10/B" not in as_bob.get("/").text

    def test_that_one_was_never_in_is_not_said_to_be_left(self, as_charlie, joined, group):
        page = as_charlie.post(f"/classes/{group.id}/leave", follow_redirects=True).text
        assert "You have left the class" not in page

    def test_nothing_is_left_by_leaving_what_one_is_not_in(self, as_bob, joined):
        for number in (999, 2**31, 2**62):
            assert as_bob.post(f"/classes/{number}/leave").status_code == 302
            assert "10/B" in as_bob.get("/").text


class TestACodeTypedByAVisitor:
    def test_waits_through_registering(self, app, client, group):
        assert client.get("/join?code=trb418", headers=ENGLISH).location == "/register"
        assert 'value="trb418"' in client.get("/register").text
        account = {"login": "gizem", "password": PASSWORD, "role": "learner", "code": "trb418"}
        page = client.post("/register", account, headers=ENGLISH, follow_redirects=True).text
        assert "You are in the class 10/B." in page
        assert "trb418" not in page
        assert len(stored(app, Enrolment)) == 1

    def test_is_joined_by_nobody_who_took_it_out_of_the_form(self, app, client, group):
        client.get("/join?code=trb418")
        client.post("/register", {"login": "gizem", "password": PASSWORD, "role": "learner", "code": ""})
        assert stored(app, Enrolment) == []

    def test_that_no_class_has_costs_no_account(self, app, client, group):
        account = {"login": "gizem", "password": PASSWORD, "role": "learner", "code": "TRB-419"}
        page = client.post("/register", account, headers=ENGLISH, follow_redirects=True).text
        assert "There is no class with this code" in page
        assert "Today" in page

    def test_waits_through_signing_in(self, client, bob, group):
        client.get("/join?code=trb418")
        client.post("/sign-in", {"login": "bob", "password": PASSWORD})
        assert "You came with the class code trb418." in client.get("/").text

    def test_is_gone_for_the_next_one_at_this_computer(self, client, bob, charlie, group):
        client.get("/join?code=trb418")
        client.post("/sign-in", {"login": "bob", "password": PASSWORD})
        client.post("/sign-out")
        client.post("/sign-in", {"login": "charlie", "password": PASSWORD})
        assert "trb418" not in client.get("/").text

    def test_of_someone_signed_in_stands_in_the_field(self, as_bob):
        assert as_bob.get("/join?code=%3Cb%3E").location == "/"
        assert 'value="&lt;b&gt;"' in as_bob.get("/").text


class TestDoingAnAssignment:
    def test_begins_goes_on_and_finishes(self, app, as_bob, joined, given):
        assert "Begin</span>" in as_bob.get("/").text
        path = begin(as_bob, given)
        as_bob.post(f"{path}/1", {"answer": said(asked_at(app, path, 1))})
        assert "Go on</span>" in as_bob.get("/").text
        assert begin(as_bob, given, place=2) == path
        answer_all(app, as_bob, path)
        page = as_bob.get("/").text
        assert "5 of 5 right" in page
        assert "Do it again</span>" in page

    def test_asks_the_topic_and_number_given(self, app, as_bob, joined, given):
        path = begin(as_bob, given)
        assert {asked_at(app, path, n).fact.topic for n in range(1, 6)} == {"batum"}

    def test_begun_many_times_at_once_is_one_attempt(self, app, browser, bob, joined, given):
        clients = [browser(bob) for _ in range(8)]
        replies = at_once([lambda c=c: c.post(f"/assignments/{given.id}").location for c in clients])
        assert len(set(replies)) == 1
        assert len(stored(app, Run)) == 1

    def test_is_closed_after_its_last_second(self, app, as_bob, joined, given, clock):
        clock.now = given.due
        assert "/quizzes/" in as_bob.post(f"/assignments/{given.id}").location
        clock.advance(seconds=1)
        page = as_bob.post(f"/assignments/{given.id}", follow_redirects=True).text
        assert "This assignment was due on 25 November 2026, 23:59 and is closed." in page.replace("\xa0", " ")
        assert "Closed</span>" in page
        assert len(stored(app, Run)) == 1

    def test_is_refused_to_who_is_not_in_the_class(self, app, as_charlie, as_alice, joined, given):
        assert as_charlie.post(f"/assignments/{given.id}").status_code == 404
        assert as_alice.post(f"/assignments/{given.id}").status_code == 404
        assert stored(app, Run) == []

    @pytest.mark.parametrize("how", ["removed by the teacher", "left"])
    def test_ends_with_the_next_request_of_who_is_no_longer_in_the_class(
        self, app, as_alice, as_bob, joined, given, group, bob, how
    ):
        path = begin(as_bob, given)
        client, page = (
            (as_bob, f"/classes/{group.id}/leave")
            if how == "left"
            else (as_alice, f"/classes/{group.id}/remove/{bob.id}")
        )
        client.post(page)
        for closed in (path, f"{path}/1"):
            assert as_bob.get(closed).status_code == 404
        assert as_bob.post(f"{path}/1", {"answer": "0"}).status_code == 404
        assert as_bob.post(f"/assignments/{given.id}").status_code == 404
        assert run_at(app, path).answered == 0
        assert "10/B" not in as_bob.get("/").text

    def test_there_is_not_is_not_there(self, as_bob):
        for number in (999, 2**31, 2**62):
            assert as_bob.post(f"/assignments/{number}").status_code == 404

    def test_of_a_topic_without_questions_says_so(self, app, as_bob, joined, given, monkeypatch):
        monkeypatch.setattr("web.quizzes.choose", lambda *_a, **_k: ())
        page = as_bob.post(f"/assignments/{given.id}", follow_redirects=True).text
        assert "This topic has no questions any more" in page


class TestResults:
    def test_count_the_best_attempt_as_the_learner_sees_it(self, app, as_alice, as_bob, joined, given):
        for right in (2, 4, 1):
            answer_all(app, as_bob, begin(as_bob, given), right=right)
        assert result(as_alice, given) == ("5 / 5", "4", "3")
        assert "4 of 5 right" in as_bob.get("/").text

    def test_mark_what_was_finished_after_the_due_date(self, app, as_alice, as_bob, joined, given, clock):
        path = begin(as_bob, given)
        clock.now = given.due + timedelta(hours=1)
        answer_all(app, as_bob, path)
        assert result(as_alice, given) == ("5 / 5", "5 late", "1")

    def test_prefer_what_was_handed_in_in_time(self, app, as_alice, as_bob, joined, given, clock):
        answer_all(app, as_bob, begin(as_bob, given), right=3)
        again = begin(as_bob, given)
        clock.now = given.due + timedelta(hours=1)
        answer_all(app, as_bob, again)
        assert result(as_alice, given) == ("5 / 5", "3", "2")

    def test_show_who_has_not_begun(self, as_alice, joined, given):
        page = as_alice.get(f"/assignments/{given.id}/results").text
        assert "0 of 1 have finished" in page
        assert "not handed in" in page

    def test_show_who_has_not_finished(self, app, as_alice, as_bob, joined, given):
        path = begin(as_bob, given)
        as_bob.post(f"{path}/1", {"answer": said(asked_at(app, path, 1))})
        assert result(as_alice, given) == ("1 / 5 unfinished", "1", "1")
        assert "0 of 1 have finished" in as_alice.get(f"/assignments/{given.id}/results").text
        assert "0 of 1 have finished" in as_alice.get(f"/classes/{given.class_id}").text

    def test_name_what_was_missed_most(self, app, as_alice, as_bob, joined, given):
        path = begin(as_bob, given)
        answer_all(app, as_bob, path, right=4)
        page = unescape(as_alice.get(f"/assignments/{given.id}/results").text)
        missed = asked_at(app, path, 5).fact
        assert f"{statement(missed, 'en')}</span>" in page.replace("\N{NO-BREAK SPACE}", " ")
        assert page.count("1 of 1 missed") == 1

    def test_are_of_those_in_the_class(self, app, as_alice, as_bob, joined, given, bob):
        answer_all(app, as_bob, begin(as_bob, given), right=4)
        as_alice.post(f"/classes/{given.class_id}/remove/{bob.id}")
        results, group = (as_alice.get(f"/{page}").text for page in
                          (f"assignments/{given.id}/results", f"classes/{given.class_id}"))  # fmt: skip
        assert "Missed most often" not in results
        assert "0 of 0 have finished" in group

    def test_tell_two_of_one_name_apart(self, app, as_alice, person, given):
        namesakes = [person(login, name="Ayşe").id for login in ("ayse1", "ayse2")]
        with app.app_context():
            for namesake in namesakes:
                classes.join(db.session.get(Class, given.class_id), namesake, now=NOW)
            db.session.commit()
        page = as_alice.get(f"/assignments/{given.id}/results").text
        assert "ayse1" in page
        assert "ayse2" in page

    def test_of_an_empty_class_say_so(self, as_alice, given):
        assert "Nobody is in this class yet." in as_alice.get(f"/assignments/{given.id}/results").text


class TestWhoLeavesTheServer:
    def test_takes_everything_along_and_leaves_nothing(
        self, app, as_alice, as_bob, as_charlie, joined, given, bob, charlie
    ):
        """Bob is the canary: his name and his answers are in his file and, once he is gone, nowhere."""
        live(app, as_bob, given)
        live(app, as_charlie, None)
        held = as_bob.get("/settings/data").get_json()
        tables = {"account", "enrolment", "run", "answer", "review", "memory", "day"}
        assert {name for name, rows in held.items() if rows} == tables
        assert {row["account_id"] for name in tables - {"account", "answer"} for row in held[name]} == {bob.id}
        assert len(held["answer"]) == 10
        assert len(held["review"]) > 10  # a card's, and one for each fact of a question of several
        before = counted(app)
        as_bob.post("/settings/delete", {"current": PASSWORD})
        left = counted(app)
        assert {name: before[name] - left[name] for name in before} == {
            **dict.fromkeys(before, 0), **{name: len(held[name]) for name in tables},
        }  # fmt: skip
        assert not any(
            "Bob Student" in repr(row) or f"'account_id': {bob.id}," in repr(row) for row in everything(app)
        )

    def test_as_a_teacher_takes_their_classes_along(self, app, as_alice, as_bob, joined, given, alice):
        held = as_alice.get("/settings/data").get_json()
        assert (len(held["class"]), len(held["assignment"]), held["enrolment"]) == (1, 1, [])
        as_alice.post("/settings/delete", {"current": PASSWORD})
        assert [stored(app, table) for table in (Class, Assignment, Enrolment)] == [[], [], []]
        assert as_bob.get("/").status_code == 200


@pytest.fixture
def group(app, alice, noise, now) -> Class:
    """Alice's class, with the code TRB-418."""
    with app.app_context():
        made = classes.create(alice, "10/B", now=now)
        db.session.commit()
    recode(app, made, "TRB-418")
    return made


@pytest.fixture
def joined(app, group, bob, now) -> None:
    with app.app_context():
        classes.join(group, bob.id, now=now)
        db.session.commit()


@pytest.fixture
def given(app, as_alice, group) -> Assignment:
    """Five questions on Batum, due at the end of the 25th."""
    give(as_alice, group)
    with app.app_context():
        return db.session.query(Assignment).one()


def recode(app, group: Class, code: str) -> None:
    with app.app_context():
        db.session.get(Class, group.id).code = code
        db.session.commit()


def fields(**extra):
    return {"topic": f"{BANK}|batum", "length": "5", "due": "2026-11-25", **extra}


def give(client, group: Class, **extra) -> None:
    client.post(f"/classes/{group.id}/assign", fields(**extra))


def begin(client, given: Assignment, place: int = 1) -> str:
    path, _, position = client.post(f"/assignments/{given.id}").location.rpartition("/")
    assert position == str(place)
    return path


def result(client, given: Assignment) -> tuple[str, ...]:
    """Answered, right, attempts of the one pupil, as the table says them."""
    page = client.get(f"/assignments/{given.id}/results").text
    cells = re.findall(r"<td>(.*?)</td>", page, re.DOTALL)
    return tuple(" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells)


def live(app, client, given: Assignment | None) -> None:
    """A quiz, an assignment where there is one, and a card graded."""
    from tests.learning import begin_quiz, grade_card

    answer_all(app, client, begin_quiz(client))
    if given is not None:
        answer_all(app, client, begin(client, given))
    grade_card(client, 3)


def everything(app):
    from models import tables_in_order

    with app.app_context():
        return [dict(row) for table in tables_in_order() for row in db.session.execute(table.select()).mappings()]


def counted(app) -> dict[str, int]:
    """How many rows each table has; the throttles, which name nobody, and sessions left out."""
    from models import tables_in_order

    kept = [table for table in tables_in_order() if table.name not in ("throttle", "ended_session")]
    with app.app_context():
        return {table.name: len(db.session.execute(table.select()).all()) for table in kept}


def test_exports_know_every_table_that_holds_something_of_someone(app):
    """A table without a foreign key to an account, yet someone's, joins by ``accounts.EXPORTS``."""
    from models import tables_in_order

    def points(table):
        return {key.column.table.name for column in table.columns for key in column.foreign_keys}

    someone_s = {table.name for table in tables_in_order() if points(table)}
    direct = {table.name for table in tables_in_order() if "account" in points(table)}
    assert someone_s - direct <= set(accounts.EXPORTS)
