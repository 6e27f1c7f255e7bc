"""The demonstration: a teacher, twelve students, a class with work, some weeks of history."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from models import accounts, db, replays
from models.accounts import Account
from models.classes import Assignment
from models.reviews import Review
from models.runs import Answer, Run
from quizzes.marking import mark
from tests.learning import questions_of, stored
from web import demo


class TestTheDemonstration:
    def test_has_a_teacher_and_twelve_students(self):
        assert [one.login for one in demo.people()] == ["teacher", *(f"student{n:02}" for n in range(1, 13))]
        assert len({one.password for one in demo.people()}) == 13

    def test_is_all_that_it_says(self, app, clock, small):
        people = shown(app.test_cli_runner().invoke(args=["demo"]))
        assert list(people) == ["teacher", "student01", "student02"]
        assert_everyone_signs_in(app, people)
        assert_due_at_the_end_of_a_day(app)
        assert_history_is_sound(app, clock.now)
        refused = app.test_cli_runner().invoke(args=["demo"])
        assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
        again = app.test_cli_runner().invoke(args=["demo", "--force"])
        assert (again.exit_code, again.stdout) == (2, "")
        assert "is here already" in again.stderr

    def test_can_be_walked_through(self, app, browser, small):
        people = shown(app.test_cli_runner().invoke(args=["demo"]))
        teacher, student = (sign_in(browser(), login, people[login]) for login in ("teacher", "student01"))
        group = re.search(r'href="(/classes/\d+)"', teacher.get("/classes").text)[1]
        results = re.search(r'href="(/assignments/\d+/results)"', teacher.get(group).text)[1]
        assert teacher.get(results).text.count("<bdi>student") == 2
        for page in ("/", "/progress"):
            assert student.get(page).status_code == 200
        assert "Nothing here yet" not in student.get("/progress").text


class TestADatabaseThatIsNotEmpty:
    def test_is_left_alone(self, app, bob):
        done = app.test_cli_runner().invoke(args=["demo"])
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert [row["login"] for row in stored(app, Account)] == ["bob"]

    def test_is_added_to_when_forced(self, app, bob, small):
        assert set(shown(app.test_cli_runner().invoke(args=["demo", "--force"]))) == {
            "teacher",
            "student01",
            "student02",
        }
        assert len(stored(app, Account)) == 4


def shown(done) -> dict[str, str]:
    assert (done.exit_code, done.stderr) == (0, "")
    return dict(line.split("\t") for line in done.stdout.splitlines())


def assert_everyone_signs_in(app, people) -> None:
    with app.app_context():
        for login, password in people.items():
            account = accounts.find_by_login(login)
            assert accounts.verify(account, password)
            assert account.role == ("teacher" if login == "teacher" else "learner")


def assert_due_at_the_end_of_a_day(app) -> None:
    ((given),) = stored(app, Assignment)
    local = given["due"].astimezone(ZoneInfo(given["zone"]))
    assert (local.hour, local.minute, local.second, local.microsecond) == (23, 59, 59, 0)


def assert_history_is_sound(app, now) -> None:
    """Reviews come in order, none from the future; what follows from them follows; every mark is a real one."""
    rows = sorted(stored(app, Review), key=lambda row: row["id"])
    runs = {row["id"]: row for row in stored(app, Run)}
    assert len(rows) >= len(stored(app, Answer)) > 100
    assert (
        now - timedelta(weeks=demo.WEEKS + 1) < min(row["at"] for row in rows) < max(row["at"] for row in rows) < now
    )
    for account in stored(app, Account):
        mine = [row["at"] for row in rows if row["account_id"] == account["id"]]
        assert mine == sorted(mine)
        with app.app_context():
            assert replays.rebuild(account["id"]) == 0
            db.session.rollback()
    bank = questions_of(app, "tr")
    for row in stored(app, Answer)[::20]:
        question = bank.question(row["question"], runs[row["run_id"]]["seed"])
        assert row["outcome"] == str(mark(question.key, row["text"], "tr").outcome)


def sign_in(client, login: str, password: str):
    with client.raw.session_transaction() as session:
        session["lang"] = "en"
    assert client.post("/sign-in", {"login": login, "password": password}).status_code == 303
    client.post("/language", {"lang": "en"})
    return client


@pytest.fixture
def small(monkeypatch) -> None:
    """Two students will do."""
    monkeypatch.setattr(demo, "STUDENTS", demo.STUDENTS[:2])
