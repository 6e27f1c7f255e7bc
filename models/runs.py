"""Quizzes as they were taken: a run holds which questions were drawn, answers hold what was said to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import Base, Instant, db, upsert


class Run(Base):
    """A learner's own run of questions. The questions are made again from their ids and the seed."""

    __tablename__ = "run"
    __table_args__ = (Index("ix_run_account", "account_id", "started"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
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
    done = Run.answered + 1
    db.session.execute(
        update(Run)
        .where(Run.id == run.id)
        .values(
            answered=done,
            right=Run.right + (values["outcome"] != "wrong"),
            finished=values["at"] if run.answered + 1 >= len(run.questions) else None,
        )
        .execution_options(synchronize_session=False)
    )
    return True


def answers(run_id: int) -> dict[int, Answer]:
    """A run's answers by position (from 1)."""
    return {a.position: a for a in db.session.scalars(select(Answer).where(Answer.run_id == run_id))}


def answer_at(run_id: int, position: int) -> Answer | None:
    """The answer to one question of a run."""
    return db.session.scalar(select(Answer).where(Answer.run_id == run_id, Answer.position == position))


def unfinished(account_id: int) -> Run | None:
    """The learner's latest run that was not finished."""
    return db.session.scalar(
        select(Run)
        .where(Run.account_id == account_id, Run.finished.is_(None), Run.assignment_id.is_(None))
        .order_by(Run.started.desc())
        .limit(1)
    )


def unfinished_of(assignment_id: int, account_id: int) -> Run | None:
    """The learner's run at an assignment that was begun and not finished."""
    return db.session.scalar(
        select(Run)
        .where(Run.assignment_id == assignment_id, Run.account_id == account_id, Run.finished.is_(None))
        .order_by(Run.id.desc())
        .limit(1)
    )


def results(assignment_id: int) -> list[tuple[int, int, int, int, datetime | None]]:
    """For each account that began an assignment: (account id, best right, its answered, runs, first finished)."""
    rows = db.session.execute(
        select(Run.account_id, func.max(Run.right), func.max(Run.answered), func.count(), func.min(Run.finished))
        .where(Run.assignment_id == assignment_id)
        .group_by(Run.account_id)
    )
    return [(r[0], r[1], r[2], r[3], r[4]) for r in rows]
