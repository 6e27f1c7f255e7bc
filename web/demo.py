"""A demonstration: a teacher, twelve students, one class with an assignment, some weeks of history."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from models import accounts, classes, db, reviews, runs
from models.accounts import Account
from models.classes import Assignment, Class
from models.reviews import Recall
from models.runs import Run
from quizzes.choosing import choose
from quizzes.forms import Question
from quizzes.marking import mark
from quizzes.parts import DIVIDER
from quizzes.questions import QuestionBank
from web.asking import GRADES, recalled

STUDENTS = tuple(f"student{n:02}" for n in range(1, 13))
TEACHER = "teacher"
WEEKS = 4
LENGTH = 10


@dataclass(frozen=True)
class Person:
    """A demonstration account with the password that was made for it."""

    login: str
    password: str


def people() -> tuple[Person, ...]:
    """The teacher and the students, each with a fresh password."""
    return tuple(Person(login, secrets.token_urlsafe(9)) for login in (TEACHER, *STUDENTS))


def taken() -> tuple[str, ...]:
    """Those of the demonstration's login names that are accounts already."""
    return tuple(login for login in (TEACHER, *STUDENTS) if accounts.find_by_login(login))


def make_teacher(person: Person, questions: QuestionBank, *, now: datetime) -> Class:
    """The teacher, the class and its assignment; committed."""
    teacher = accounts.create(person.login, person.password, now=now, role="teacher", reserved=True)
    group = classes.create(teacher, "10/B", now=now - timedelta(weeks=WEEKS))
    db.session.add(
        Assignment(
            class_id=group.id,
            bank=questions.bank.id,
            topic=next(iter(questions.bank.topics)),
            length=LENGTH,
            due=_in_days(5, teacher.zone, now),
            zone=teacher.zone,
            created=now - timedelta(days=3),
        )
    )
    db.session.commit()
    return group


def _in_days(days: int, zone: str, now: datetime) -> datetime:
    """The last second of a day, as a teacher means it."""
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))


def make_student(person: Person, group: Class, questions: QuestionBank, *, now: datetime) -> None:
    """A student in the class with weeks of quizzes behind them; committed."""
    student = accounts.create(person.login, person.password, now=now, reserved=True)
    classes.join(group, student.id, now=now - timedelta(weeks=WEEKS))
    dice = Random(person.login)
    talent = dice.uniform(0.55, 0.95)
    days = dice.sample(range(1, WEEKS * 7), dice.randint(6, 14))
    quizzes: list[tuple[datetime, Assignment | None]] = [
        (now - timedelta(days=day, minutes=dice.randint(0, 300)), None) for day in days
    ]
    if dice.random() < 0.75:
        quizzes.append((now - timedelta(hours=dice.randint(2, 60)), classes.assignments_of(group.id)[0]))
    for at, given in sorted(quizzes, key=lambda quiz: quiz[0]):
        _take_quiz(student, questions, given, dice, talent=talent, at=at)
    db.session.commit()


def _take_quiz(
    student: Account, questions: QuestionBank, given: Assignment | None, dice: Random, *, talent: float, at: datetime
) -> None:
    seed = dice.randrange(2**31)
    ids = choose(questions, seed=seed, length=LENGTH, topics=[given.topic] if given else ())
    run = Run(
        account_id=student.id, assignment_id=given.id if given else None, bank=questions.bank.id, lang=questions.lang,
        seed=seed, questions=list(ids), answered=0, right=0, started=at,
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    for position, question_id in enumerate(ids, 1):
        question = questions.question(question_id, seed)
        right = dice.random() < talent
        _answer(student, run, position, question, right=right, at=at + timedelta(seconds=20 * position))
        db.session.refresh(run)


def _answer(student: Account, run: Run, position: int, question: Question, *, right: bool, at: datetime) -> None:
    text = _said(question, right=right)
    made = mark(question.key, text, question.lang)
    runs.answer(run, {"position": position, "question": question.id, "text": text, "outcome": str(made.outcome),
                      "reason": made.reason, "at": at})  # fmt: skip
    for n, (fact_id, outcome) in enumerate(recalled(question, text, made)):
        done = Recall(
            client_key=f"run{run.id}#{position}.{n}", bank=run.bank, fact=fact_id, source="quiz", question=question.id,
            form=question.form, lang=question.lang, outcome=str(outcome), grade=GRADES[outcome], milliseconds=9000,
        )  # fmt: skip
        reviews.record(student.id, done, now=at, zone=student.zone)


def _said(question: Question, *, right: bool) -> str:
    if question.form in ("true", "false"):
        return question.form if right else {"true": "false", "false": "true"}[question.form]
    if question.form == "choice":
        return next(o.text for o in question.options if o.right is right)
    parts = question.key.accepted if question.parts else question.answers
    return DIVIDER.join(parts) if right else ""
