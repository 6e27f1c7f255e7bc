"""Quizzes as they were taken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import accounts, classes, db, runs
from models.classes import Assignment
from models.runs import Answer, Run, Standing, standing
from tests.conftest import NOW
from tests.learning import BANK, at_once

DUE = NOW + timedelta(days=1)


class TestAnAnswer:
    def test_is_counted(self, context, run):
        answer(run, 1, "right")
        answer(run, 2, "spelling")
        answer(run, 3, "wrong")
        assert (run.answered, run.right) == (3, 2)

    def test_stands_when_it_was_the_first(self, context, run):
        assert answer(run, 1, "right", text="first")
        assert not answer(run, 1, "wrong", text="second")
        assert (runs.answer_at(run.id, 1).text, run.answered) == ("first", 1)

    def test_to_a_question_that_is_gone_is_not_right(self, context, run):
        answer(run, 1, "gone")
        assert (run.answered, run.right) == (1, 0)

    def test_to_the_last_question_finishes_the_run(self, context, run):
        for position in (1, 2, 3):
            assert run.finished is None
            answer(run, position, "right")
        assert run.finished == NOW

    def test_given_many_times_at_once_is_one(self, app, bob):
        with app.app_context():
            run = begun(bob)

        def post(number):
            with app.app_context():
                return answer(db.session.get(Run, run.id), 1, "right", text=f"{number}")

        done = at_once([lambda n=n: post(n) for n in range(8)])
        with app.app_context():
            kept = db.session.get(Run, run.id)
            assert (sum(done), len(runs.answers(run.id)), kept.answered, kept.right) == (1, 1, 1, 1)


class TestTheAttemptThatCounts:
    @pytest.mark.parametrize(("taken", "how"), [
        ([], Standing()),
        ([(2, 1, None)], Standing(2, 3, 1, 1)),
        ([(3, 1, 0), (3, 2, 0)], Standing(3, 3, 2, 2, finished=True)),
        ([(3, 1, 0), (2, 2, None)], Standing(3, 3, 1, 2, finished=True)),
        ([(3, 1, 2)], Standing(3, 3, 1, 1, finished=True, late=True)),
        ([(3, 1, 0), (3, 3, 2)], Standing(3, 3, 1, 2, finished=True)),
        ([(3, 1, 1)], Standing(3, 3, 1, 1, finished=True)),
    ])  # fmt: skip
    def test_is_the_best_in_time_else_the_best_late_else_what_was_begun(self, taken, how):
        """Each attempt is (answered, right, days after which it was finished, or None)."""
        assert standing([attempt(*one) for one in taken], DUE) == how


class TestARunThatWaits:
    def test_is_one_s_own_the_latest_first(self, context, bob, charlie):
        early, oldest = begun(bob, started=NOW - timedelta(days=1)), begun(bob, started=NOW - timedelta(days=2))
        latest = begun(bob)
        begun(charlie, started=NOW + timedelta(hours=1))
        assert [run.id for run in runs.unfinished(bob.id, [BANK])] == [latest.id, early.id, oldest.id]
        assert [run.id for run in runs.unfinished(bob.id, [BANK], 2)] == [latest.id, early.id]

    def test_is_none_once_finished_or_without_its_bank(self, context, bob):
        begun(bob, bank="gone")
        begun(bob, finished=NOW)
        assert runs.unfinished(bob.id, [BANK]) == []


class TestARunThatIsGone:
    def test_leaves_its_id_to_no_other(self, context, bob):
        """Reviews know the run they came from by its id, and outlive it."""
        gone = begun(bob).id
        db.session.execute(db.delete(Run))
        db.session.commit()
        assert begun(bob).id > gone


class TestATeacherWhoLeaves:
    def test_leaves_the_pupils_runs_and_answers_to_them(self, context, alice, bob):
        done, waiting = assigned_run(alice, bob), assigned_run(alice, bob)
        answer(done, 1, "right", text="mine")
        accounts.erase(db.session.merge(alice))
        db.session.commit()
        assert [row.assignment_id for row in db.session.query(Run)] == [None, None]
        assert [row.text for row in db.session.query(Answer)] == ["mine"]
        assert classes.run_of(done.id, bob.id) is not None
        assert {run.id for run in runs.unfinished(bob.id, [BANK])} == {done.id, waiting.id}


class TestAnExport:
    def test_holds_one_s_own_answers_alone(self, context, bob, charlie):
        answer(begun(bob), 1, "right", text="mine")
        answer(begun(charlie), 1, "right", text="yours")
        held = accounts.export(db.session.merge(bob))
        assert [row["text"] for row in held["answer"]] == ["mine"]
        assert [row["account_id"] for row in held["run"]] == [bob.id]

    def test_holds_of_a_run_what_was_asked_so_far(self, context, bob):
        waiting, done = begun(bob), begun(bob, answered=3, finished=NOW)
        answer(waiting, 1, "right")
        rows = {row["id"]: row for row in accounts.export(db.session.merge(bob))["run"]}
        assert (rows[waiting.id]["questions"], rows[waiting.id]["seed"]) == (["a"], None)
        assert (rows[done.id]["questions"], rows[done.id]["seed"]) == (["a", "b", "c"], 1)

    def test_is_of_what_goes_with_the_account(self, context, bob, charlie):
        answer(begun(bob), 1, "right")
        answer(begun(charlie), 1, "right", text="yours")
        accounts.erase(db.session.merge(bob))
        db.session.commit()
        assert [row.text for row in db.session.query(Answer)] == ["yours"]


@pytest.fixture
def context(app, bob, charlie, noise):
    with app.app_context():
        yield


def assigned_run(teacher, pupil) -> Run:
    group = classes.create(teacher, "10/B", now=NOW)
    classes.join(group, pupil.id, now=NOW)
    given = Assignment(class_id=group.id, bank=BANK, topic="", length=3, due=DUE, zone="Europe/Istanbul", created=NOW)
    db.session.add(given)
    db.session.flush()
    return begun(pupil, assignment_id=given.id)


@pytest.fixture
def run(context, bob) -> Run:
    return begun(bob)


def begun(account, **values) -> Run:
    made = Run(**{
        "account_id": account.id, "bank": BANK, "lang": "en", "seed": 1, "questions": ["a", "b", "c"], "answered": 0,
        "right": 0, "started": NOW, **values,
    })  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made


def attempt(answered: int, right: int, days: int | None) -> Run:
    finished = None if days is None else NOW + timedelta(days=days)
    return Run(questions=["a", "b", "c"], answered=answered, right=right, finished=finished)


def answer(run: Run, position: int, outcome: str, text: str = "") -> bool:
    values = {"position": position, "question": "a", "text": text, "outcome": outcome, "reason": "", "at": NOW}
    done = runs.answer(run, values)
    db.session.commit()
    db.session.refresh(run)
    return done
