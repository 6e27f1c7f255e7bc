"""Classes, their codes, and what was assigned to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import accounts, classes, db
from models.classes import Assignment, Class, canonical_code
from models.runs import Run, Standing
from tests.conftest import NOW
from tests.learning import BANK


class TestACode:
    @pytest.mark.parametrize(
        "typed",
        [
            "TRB-418", "trb418", "TRB 418", " trb-418 ", "t r b 4 1 8", "TRB–418", "ＴＲＢ－４１８", "trb_418", "TRB\u00a0418", "TRB\u200b418",
        ],
    )  # fmt: skip
    def test_is_the_same_however_it_is_typed(self, typed):
        assert canonical_code(typed) == "TRB-418"

    @pytest.mark.parametrize("typed", ["kiz-234", "KIZ234", "KİZ 234", "kız 234", "Kız234", "k\u0069\u0307z234"])
    def test_is_the_same_with_every_i_there_is(self, typed):
        assert canonical_code(typed) == "KIZ-234"

    @pytest.mark.parametrize("typed", ["", "TRB-4181", "TRB-41", "418-TRB", "TRB", "x" * 40, "💥"])
    def test_is_another_where_the_letters_are(self, typed):
        assert canonical_code(typed) != "TRB-418"

    @given(st.text(max_size=40))
    def test_has_one_form(self, typed):
        assert canonical_code(canonical_code(typed)) == canonical_code(typed)

    def test_is_made_of_letters_and_digits_nobody_mistakes(self):
        made = "".join(classes.new_code() for _ in range(300))
        assert set(made) & set("01OIQWX") == set()
        assert canonical_code(made[:7].lower()) == made[:7]

    def test_is_given_to_one_class_alone(self, context, alice, monkeypatch):
        codes = iter(["TRB-418", "TRB-418", "TRB-419"])
        monkeypatch.setattr(classes, "new_code", lambda: next(codes))
        assert [classes.create(alice, name, now=NOW).code for name in ("10/A", "10/B")] == ["TRB-418", "TRB-419"]


class TestALearner:
    def test_is_in_a_class_once_however_often_they_join(self, group, bob):
        assert [classes.join(group, bob.id, now=NOW) for _ in range(2)] == [True, False]
        assert [one.id for one in classes.learners(group.id)] == [bob.id]

    def test_has_the_assignments_of_their_classes_the_next_due_first(self, group, bob, alice):
        classes.join(group, bob.id, now=NOW)
        later, sooner = assigned(group, days=9), assigned(group, days=2)
        assigned(classes.create(alice, "11/C", now=NOW), days=1)
        assert [row[0].id for row in classes.assigned_to(bob.id)] == [sooner.id, later.id]

    def test_stands_at_an_assignment_by_their_own_attempts(self, group, bob, charlie):
        for one in (bob, charlie):
            classes.join(group, one.id, now=NOW)
        given = assigned(group)
        begun(charlie, given, answered=2, right=2, finished=NOW)
        assert classes.assigned_to(bob.id) == [(given, "10/B", Standing())]
        begun(bob, given, answered=1, right=0)
        assert classes.assigned_to(bob.id) == [(given, "10/B", Standing(1, 2, 0, 1))]

    def test_reaches_an_assignment_while_in_the_class(self, group, bob, charlie):
        given = assigned(group)
        classes.join(group, bob.id, now=NOW)
        run = begun(bob, given)
        assert classes.for_learner(given.id, bob.id) is not None
        assert classes.for_learner(given.id, charlie.id) is None
        assert classes.run_of(run.id, bob.id) is not None
        classes.leave(group.id, bob.id)
        assert classes.for_learner(given.id, bob.id) is None
        assert classes.run_of(run.id, bob.id) is None

    def test_reaches_runs_of_their_own_alone(self, context, bob, charlie):
        run = begun(bob, None)
        assert classes.run_of(run.id, bob.id).id == run.id
        assert classes.run_of(run.id, charlie.id) is None


class TestAnExport:
    def test_of_a_teacher_holds_their_classes_and_assignments_alone(self, group, alice, bob, noise):
        classes.join(group, bob.id, now=NOW)
        mine = assigned(group)
        other = classes.create(next(one for one in noise if one.role == "teacher"), "9/A", now=NOW)
        assigned(other)
        held = accounts.export(db.session.merge(alice))
        assert [row["id"] for row in held["class"]] == [group.id]
        assert [row["id"] for row in held["assignment"]] == [mine.id]
        assert held["enrolment"] == []

    def test_of_a_learner_holds_what_they_joined(self, group, bob):
        classes.join(group, bob.id, now=NOW)
        held = accounts.export(db.session.merge(bob))
        assert [row["class_id"] for row in held["enrolment"]] == [group.id]
        assert held["class"] == held["assignment"] == []


@pytest.fixture
def context(app, alice, bob, charlie, noise):
    with app.app_context():
        yield


@pytest.fixture
def group(context, alice) -> Class:
    made = classes.create(alice, "10/B", now=NOW)
    db.session.commit()
    return made


def assigned(group: Class, days: int = 3) -> Assignment:
    made = Assignment(
        class_id=group.id,
        bank=BANK,
        topic="",
        length=2,
        due=NOW + timedelta(days=days),
        zone="Europe/Istanbul",
        created=NOW,
    )
    db.session.add(made)
    db.session.commit()
    return made


def begun(account, given, answered=0, right=0, finished=None) -> Run:
    made = Run(
        account_id=account.id, assignment_id=given.id if given else None, bank=BANK, lang="en", seed=1, started=NOW,
        questions=["a", "b"], answered=answered, right=right, finished=finished,
    )  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made
