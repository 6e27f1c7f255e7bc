"""Quizzes as they were taken: a run holds which questions were drawn, answers hold what was said to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, bindparam, case, exists, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import Base, Instant, accounts, db, upsert

#: the outcomes that count as right
RIGHT = ("right", "spelling")


class Run(Base):
    """A learner's own run of questions. The questions are made again from their ids and the seed."""

    __tablename__ = "run"
    # Reviews carry a run's id in their key and outlive it: SQLite is never to give that id again.
    __table_args__ = (Index("ix_run_account", "account_id", "started"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    # What a pupil answered is theirs, also when the teacher leaves and takes the class along.
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id", ondelete="SET NULL"), index=True)
    bank: Mapped[str]
    lang: Mapped[str]
    seed: Mapped[int]
    questions: Mapped[list[str]] = mapped_column(JSON)
    answered: Mapped[int]
    right: Mapped[int]
    started: Mapped[datetime] = mapped_column(Instant)
    finished: Mapped[datetime | None] = mapped_column(Instant)


class Answer(Base):
    """What a learner said to one question of a run, and its mark. The first answer stands."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("run_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"))
    position: Mapped[int]
    question: Mapped[str]
    text: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)


def answer(run: Run, values: dict[str, Any]) -> bool:
    """Store an answer; the caller commits. False where this question was answered before."""
    if not upsert(Answer.__table__, {"run_id": run.id} | values, on=("run_id", "position")):
        return False
    finished = values["at"] if run.answered + 1 >= len(run.questions) else None
    counted = {"run": run.id, "more": int(values["outcome"] in RIGHT), "at": finished}
    db.session.connection().execute(_COUNT, counted)
    return True


#: done by every answer, so built once
_COUNT = (
    update(Run)
    .where(Run.id == bindparam("run"))
    .values(answered=Run.answered + 1, right=Run.right + bindparam("more"), finished=bindparam("at"))
)


def answers(run_id: int) -> dict[int, Answer]:
    """A run's answers by position (from 1)."""
    return {a.position: a for a in db.session.scalars(select(Answer).where(Answer.run_id == run_id))}


def answer_at(run_id: int, position: int) -> Answer | None:
    """The answer to one question of a run."""
    return db.session.scalar(_ANSWER_AT, {"run": run_id, "place": position})


_ANSWER_AT = select(Answer).where(Answer.run_id == bindparam("run"), Answer.position == bindparam("place"))


def unfinished(account_id: int, banks: Iterable[str], most: int = 5) -> list[Run]:
    """The learner's latest runs of their own, or of assignments that are gone, in these banks, that are not finished."""
    return list(
        db.session.scalars(
            select(Run)
            .where(Run.account_id == account_id, Run.finished.is_(None), Run.assignment_id.is_(None))
            .where(Run.bank.in_(list(banks)))
            .order_by(Run.started.desc(), Run.id.desc())
            .limit(most)
        )
    )


def unfinished_of(assignment_id: int, account_id: int) -> Run | None:
    """The learner's run at an assignment that was begun and not finished."""
    return db.session.scalar(
        select(Run)
        .where(Run.assignment_id == assignment_id, Run.account_id == account_id, Run.finished.is_(None))
        .order_by(Run.id.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Standing:
    """How a learner stands at an assignment: the attempt that counts, and how many were begun."""

    answered: int = 0
    total: int = 0
    right: int = 0
    attempts: int = 0
    finished: bool = False
    late: bool = False


def standing(taken: Iterable[Run], due: datetime) -> Standing:
    """The attempt that counts of one learner's runs at an assignment: the best finished in time, else late, else not."""
    runs = list(taken)
    if not runs:
        return Standing()
    best = max(runs, key=lambda run: (_rank(run, due), run.right, run.answered))
    return Standing(
        best.answered, len(best.questions), best.right, len(runs), best.finished is not None, _rank(best, due) == 1
    )


def _rank(run: Run, due: datetime) -> int:
    return 0 if run.finished is None else 2 if run.finished <= due else 1


def results(assignment_id: int, due: datetime) -> dict[int, Standing]:
    """How each account that began an assignment stands, by its id."""
    taken: dict[int, list[Run]] = {}
    for run in db.session.scalars(select(Run).where(Run.assignment_id == assignment_id)):
        taken.setdefault(run.account_id, []).append(run)
    return {account_id: standing(runs, due) for account_id, runs in taken.items()}


def finishers(assignment_ids: Iterable[int]) -> dict[int, int]:
    """How many of those in the class have finished each assignment, those that nobody finished left out."""
    query = select(Run.assignment_id, func.count(Run.account_id.distinct())).group_by(Run.assignment_id)
    query = query.where(Run.assignment_id.in_(list(assignment_ids)), Run.finished.is_not(None), _in_class())
    found = db.session.execute(query)
    return {row[0]: row[1] for row in found if row[0]}


def tallies(assignment_id: int) -> dict[str, tuple[int, int]]:
    """Every question that those in the class have answered at an assignment: by its id, how often, how often wrongly."""
    wrong = func.sum(case((Answer.outcome == "wrong", 1), else_=0))
    query = select(Answer.question, func.count(), wrong).join(Run, Run.id == Answer.run_id).group_by(Answer.question)
    found = db.session.execute(query.where(Run.assignment_id == assignment_id, _in_class()))
    return {row[0]: (row[1], row[2]) for row in found}


def _in_class() -> Any:
    """The condition that a run's learner is in the class it was given to, still or again."""
    classes, given = Base.metadata.tables["enrolment"].c, Base.metadata.tables["assignment"].c
    return exists().where(
        given.id == Run.assignment_id, classes.class_id == given.class_id, classes.account_id == Run.account_id
    )


def _answers_of(account_id: int) -> list[dict[str, Any]]:
    query = select(Answer.__table__).join(Run, Run.id == Answer.run_id).where(Run.account_id == account_id)
    return [dict(row) for row in db.session.execute(query.order_by(Answer.id)).mappings()]


def _runs_of(account_id: int) -> list[dict[str, Any]]:
    """What was asked so far: the questions still to come, and the seed they come from, would tell their keys."""
    query = select(Run.__table__).where(Run.account_id == account_id).order_by(Run.id)
    rows = [dict(row) for row in db.session.execute(query).mappings()]
    hidden = {"seed": None}
    return [
        row | {"questions": row["questions"][: row["answered"]]} | ({} if row["finished"] else hidden) for row in rows
    ]


accounts.EXPORTS |= {"run": _runs_of, "answer": _answers_of}
