"""How many statements a request costs, and that no page's number grows with what there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models import classes, db, reports
from models.classes import Assignment
from models.reviews import Review
from models.runs import Run
from quizzes.forms import FORM_FAMILIES
from quizzes.memory import Grade
from quizzes.questions import QuestionBank
from tests.learning import BANK, CARDS, asked_at, begin_quiz, card_key, questions_of, review, said

#: what the issue allows for an answer or a card, with the page that follows
MOST = 12
#: the bank's first fact, which a tenth of the bank has as well
FIRST = "life/hacinski/birth"


class TestAnAnswer:
    @pytest.mark.parametrize("family", FORM_FAMILIES)
    def test_costs_nine_statements_and_the_next_question_three(self, app, as_bob, statements, family):
        """Of several facts, five more for each: what becomes of its memory."""
        path = begin_quiz(as_bob, families=family)
        for position in (1, 2):
            question = asked_at(app, path, position)
            answer, more = said(question), 5 * (len(question.facts) - 1)
            with statements(app) as posted:
                as_bob.post(f"{path}/{position}", {"answer": answer})
            with statements(app) as shown:
                as_bob.get(f"{path}/{position}")
            assert (len(posted) <= 9 + more, len(shown) <= 3) == (True, True), (posted, shown)
            assert len(posted) + len(shown) <= MOST + more

    def test_to_an_assignment_costs_the_same(self, app, as_bob, world, statements):
        path = as_bob.post(f"/assignments/{world.assignment}").location.rpartition("/")[0]
        question = asked_at(app, path, 1)
        with statements(app) as posted:
            as_bob.post(f"{path}/1", {"answer": said(question)})
        assert len(posted) <= 9 + 5 * (len(question.facts) - 1), posted


class TestACard:
    @pytest.mark.parametrize("grade", [1, 3])
    def test_costs_eight_statements_and_the_next_card_four(self, app, as_bob, statements, grade):
        for _ in range(2):
            key = card_key(as_bob.get(CARDS).text)
            with statements(app) as posted:
                as_bob.post(CARDS, {"key": key, "grade": str(grade)})
            with statements(app) as shown:
                as_bob.get(CARDS)
            assert (len(posted) <= 8, len(shown) <= 4) == (True, True), (posted, shown)
            assert len(posted) + len(shown) <= MOST


PAGES = (
    ("bob", "/"),
    ("bob", "/progress"),
    ("bob", f"/banks/{BANK}"),
    ("bob", f"/banks/{BANK}/topics/batum"),
    ("bob", f"/banks/{BANK}/timeline"),
    ("bob", f"/banks/{BANK}/map"),
    ("bob", f"/banks/{BANK}/signatures"),
    ("bob", f"/banks/{BANK}/read?q=hacinski"),
    ("bob", f"/banks/{BANK}/facts/{FIRST}"),
    ("bob", f"/banks/{BANK}/names"),
    ("bob", f"/banks/{BANK}/names/hacinski"),
    ("bob", CARDS),
    ("bob", f"/banks/{BANK}/quiz"),
    ("bob", "/settings"),
    ("alice", "/"),
    ("alice", "/classes"),
    ("alice", "/classes/{group}"),
    ("alice", "/classes/{group}/assign"),
    ("alice", "/assignments/{assignment}/results"),
    ("editor", "/reports"),
    ("editor", f"/banks/{BANK}/editing/{FIRST}"),
)


class TestAPage:
    def test_costs_the_same_with_ten_times_the_reviews_accounts_and_assignments(self, app, browser, world, statements):
        few = costs(app, browser, world, statements)
        world.grow(18)
        assert costs(app, browser, world, statements) == few
        assert max(few.values()) <= 8

    def test_costs_the_same_with_ten_times_the_facts(self, app, browser, world, statements, monkeypatch):
        many = costs(app, browser, world, statements)
        bank = questions_of(app).bank
        tenth = {fact.id: replace(fact, alike=(), replaces="", wrong={}) for fact in list(bank)[::10]}
        smaller = replace(bank, facts=tenth)
        questions = {lang: QuestionBank(smaller, lang) for lang in smaller.languages}
        monkeypatch.setattr(app.extensions["library"], "banks", {BANK: smaller})
        monkeypatch.setattr(app.extensions["library"], "questions", lambda _bank, lang: questions[lang])
        assert costs(app, browser, world, statements) == many

    def test_of_a_new_quiz_costs_the_same_with_ten_times_as_much(self, app, as_bob, world, statements):
        begin_quiz(as_bob)
        counts = []
        for growth in (0, 18):
            world.grow(growth)
            with statements(app) as seen:
                begin_quiz(as_bob)
            counts.append(len(seen))
        assert counts[0] == counts[1] <= 5


def costs(app, browser, world, statements) -> dict[tuple[str, str], int]:
    """How many statements each page takes."""
    found = {}
    for who, page in PAGES:
        client = browser(world.people[who])
        with statements(app) as seen:
            assert client.get(page.format(**vars(world))).status_code == 200
        found[who, page] = len(seen)
    return found


class World:
    """Alice's class with Bob and others, assignments, runs, reviews; ``grow(18)`` adds eighteen of each."""

    def __init__(self, app, alice, bob, person, now) -> None:
        self.app, self.person, self.now = app, person, now
        self.people, self.made = {"alice": alice, "bob": bob, "editor": person("editor", role="admin")}, 0
        with app.app_context():
            made = classes.create(alice, "10/B", now=now)
            classes.join(made, bob.id, now=now)
            db.session.commit()
            self.group = made.id
            self.assignment = self.assign()
        self.grow(2)

    def assign(self) -> int:
        due = self.now + timedelta(days=2)
        given = Assignment(
            class_id=self.group, bank=BANK, topic="batum", length=5, due=due, zone="Asia/Baku", created=self.now
        )
        db.session.add(given)
        db.session.commit()
        return given.id

    def grow(self, times: int) -> None:
        facts = list(questions_of(self.app).bank.facts)
        for _ in range(times):
            self.made += 1
            pupil = self.person(f"pupil{self.made}")
            with self.app.app_context():
                self.add(self.made, pupil, facts[self.made])

    def add(self, number: int, pupil, fact: str) -> None:
        group = db.session.get(classes.Class, self.group)
        classes.join(group, pupil.id, now=self.now)
        classes.create(self.people["alice"], f"class {number}", now=self.now)
        classes.join(classes.create(pupil, f"club {number}", now=self.now), self.people["bob"].id, now=self.now)
        given = self.assign()
        for learner in (pupil, self.people["bob"]):
            for assignment in (given, self.assignment, None):
                db.session.add(taken(learner, assignment, self.now))
            review(learner, fact, now=self.now - timedelta(days=number), key=f"{number}", grade=Grade.EASY)
        doubt = {"bank": BANK, "fact": fact, "question": f"{fact}~x.typed", "lang": "en", "seed": 0, "text": "?"}
        reports.report(pupil.id, doubt, now=self.now)
        db.session.commit()


def taken(learner, assignment: int | None, now) -> Run:
    return Run(
        account_id=learner.id, assignment_id=assignment, bank=BANK, lang="en", seed=1, questions=["a"], answered=1,
        right=1, started=now, finished=now,
    )  # fmt: skip


@pytest.fixture
def world(app, alice, bob, person, now, noise) -> World:
    return World(app, alice, bob, person, now)


def test_the_world_grows(app, world):
    with app.app_context():
        few = db.session.query(Review).count()
    world.grow(18)
    with app.app_context():
        assert db.session.query(Review).count() == 10 * few
