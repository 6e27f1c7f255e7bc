"""A teacher's classes: who is in them, what was assigned."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, bindparam, delete, exists, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import Base, Instant, accounts, db, runs, upsert
from models.accounts import Account
from models.runs import Run, Standing

#: no letters or digits that are taken for one another when read from a board
CODE_LETTERS = "ABCDEFGHJKLMNPRSTUVYZ"
CODE_DIGITS = "23456789"


class Class(Base):
    """A teacher's group of learners, joined by code."""

    __tablename__ = "class"

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    created: Mapped[datetime] = mapped_column(Instant)

    teacher: Mapped[Account] = relationship()


class Enrolment(Base):
    """A learner in a class."""

    __tablename__ = "enrolment"

    class_id: Mapped[int] = mapped_column(ForeignKey("class.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    joined: Mapped[datetime] = mapped_column(Instant)


class Assignment(Base):
    """Questions of a bank's topic ("" for all topics) given to a class, due at an instant that a teacher meant in a
    zone."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class.id", ondelete="CASCADE"), index=True)
    bank: Mapped[str]
    topic: Mapped[str]
    length: Mapped[int]
    due: Mapped[datetime] = mapped_column(Instant)
    zone: Mapped[str]
    created: Mapped[datetime] = mapped_column(Instant)

    group: Mapped[Class] = relationship()


def new_code() -> str:
    """A class code easy to read out: three letters, three digits."""
    return (
        "".join(secrets.choice(CODE_LETTERS) for _ in range(3))
        + "-"
        + "".join(secrets.choice(CODE_DIGITS) for _ in range(3))
    )


def canonical_code(typed: str) -> str:
    """A code as stored, however it was typed: small letters, without the hyphen, with spaces, full width, Turkish.

    >>> canonical_code(" trb 418"), canonical_code("TRB–418"), canonical_code("kız234"), canonical_code("4181")
    ('TRB-418', 'TRB-418', 'KIZ-234', '418-1')
    """
    plain = unicodedata.normalize("NFKD", typed.replace("ı", "i")).upper()
    kept = "".join(c for c in plain if c.isascii() and c.isalnum())
    return f"{kept[:3]}-{kept[3:]}"


def create(teacher: Account, name: str, *, now: datetime) -> Class:
    """A new class with a fresh code; the caller commits."""
    while True:
        made = {"teacher_id": teacher.id, "name": name, "code": new_code(), "created": now}
        if upsert(Class.__table__, made, on=("code",)):
            return db.session.execute(select(Class).where(Class.code == made["code"])).scalar_one()


def by_code(typed: str) -> Class | None:
    """The class with this code."""
    return db.session.scalar(select(Class).where(Class.code == canonical_code(typed)))


def join(group: Class, account_id: int, *, now: datetime) -> bool:
    """Put a learner in a class; the caller commits. False where they were in it already."""
    values = {"class_id": group.id, "account_id": account_id, "joined": now}
    return upsert(Enrolment.__table__, values, on=("class_id", "account_id"))


def leave(class_id: int, account_id: int) -> bool:
    """Take a learner out of a class; the caller commits. False where they were not in it."""
    gone = delete(Enrolment).where(Enrolment.class_id == class_id, Enrolment.account_id == account_id)
    return db.session.execute(gone.returning(Enrolment.class_id)).first() is not None


def taught_by(teacher_id: int) -> list[tuple[Class, int]]:
    """A teacher's classes with how many learners each has, newest first."""
    rows = db.session.execute(
        select(Class, func.count(Enrolment.account_id))
        .outerjoin(Enrolment, Enrolment.class_id == Class.id)
        .where(Class.teacher_id == teacher_id)
        .group_by(Class.id)
        .order_by(Class.created.desc())
    )
    return [(row[0], row[1]) for row in rows]


def joined_by(account_id: int) -> list[Class]:
    """The classes a learner is in."""
    query = select(Class).join(Enrolment, Enrolment.class_id == Class.id).where(Enrolment.account_id == account_id)
    return list(db.session.scalars(query.order_by(Class.name)))


def learners(class_id: int) -> list[Account]:
    """The learners of a class, in order of entry."""
    query = select(Account).join(Enrolment, Enrolment.account_id == Account.id).where(Enrolment.class_id == class_id)
    return list(db.session.scalars(query.order_by(Enrolment.joined, Account.id)))


def assignments_of(class_id: int) -> list[Assignment]:
    """A class's assignments, the latest due first."""
    return list(
        db.session.scalars(select(Assignment).where(Assignment.class_id == class_id).order_by(Assignment.due.desc()))
    )


def assigned_to(account_id: int) -> list[tuple[Assignment, str, Standing]]:
    """A learner's assignments, the next due first: (assignment, class name, how they stand)."""
    rows = db.session.execute(
        select(Assignment, Class.name, Run)
        .join(Class, Class.id == Assignment.class_id)
        .join(Enrolment, Enrolment.class_id == Class.id)
        .outerjoin(Run, (Run.assignment_id == Assignment.id) & (Run.account_id == account_id))
        .where(Enrolment.account_id == account_id)
        .order_by(Assignment.due, Assignment.id)
    )
    taken: dict[Assignment, list[Run]] = {}
    names: dict[Assignment, str] = {}
    for assignment, name, run in rows:
        names[assignment] = name
        taken.setdefault(assignment, []).extend(filter(None, [run]))
    return [(given, names[given], runs.standing(done, given.due)) for given, done in taken.items()]


def for_learner(assignment_id: int, account_id: int) -> Assignment | None:
    """An assignment, where this learner is in its class."""
    return db.session.scalar(
        select(Assignment)
        .join(Enrolment, Enrolment.class_id == Assignment.class_id)
        .where(Assignment.id == assignment_id, Enrolment.account_id == account_id)
    )


def run_of(run_id: int, account_id: int) -> Run | None:
    """A learner's own run; one at an assignment only while they are in its class."""
    return db.session.scalar(_RUN_OF, {"run": run_id, "account": account_id})


_in_class = exists().where(
    Assignment.id == Run.assignment_id,
    Enrolment.class_id == Assignment.class_id,
    Enrolment.account_id == bindparam("account"),
)
#: asked for every question, so built once
_RUN_OF = select(Run).where(
    Run.id == bindparam("run"),
    Run.account_id == bindparam("account"),
    or_(Run.assignment_id.is_(None), _in_class),
)


def _assignments_by(account_id: int) -> list[dict[str, Any]]:
    query = select(Assignment.__table__).join(Class, Class.id == Assignment.class_id)
    found = db.session.execute(query.where(Class.teacher_id == account_id).order_by(Assignment.id))
    return [dict(row) for row in found.mappings()]


accounts.EXPORTS["assignment"] = _assignments_by
