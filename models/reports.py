"""What learners doubt: "is this right?", said of a question or a card, kept until an editor has looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, and_, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models import Base, Instant, accounts, db, upsert
from models.classes import Assignment
from models.reviews import MemoryRow

#: open reports one learner may have: more are no reports
MOST_OPEN = 50
#: reports on an editor's page
SHOWN = 100


class Report(Base):
    """One learner's doubt about one question, or about a fact's card (``question`` then ends in ``.card``,
    or is the fact's id).

    ``seed`` draws the question again as it was shown. One stands for each learner and question: said again, it says the
    new words and is open again.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("account_id", "bank", "question", "lang"),
        Index("ix_report_closed_at", "closed", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    bank: Mapped[str]
    fact: Mapped[str]
    question: Mapped[str]
    lang: Mapped[str]
    seed: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    closed: Mapped[datetime | None] = mapped_column(Instant)


def report(account_id: int, values: dict[str, Any], *, now: datetime) -> bool:
    """Keep a doubt; the caller commits. False where this learner has too many open already."""
    same = and_(Report.bank == values["bank"], Report.question == values["question"], Report.lang == values["lang"])
    standing = select(func.count()).where(Report.account_id == account_id, Report.closed.is_(None), ~same)
    if (db.session.scalar(standing) or 0) >= MOST_OPEN:
        return False
    row = {"account_id": account_id, "at": now, "closed": None} | values
    upsert(
        Report.__table__,
        row,
        on=("account_id", "bank", "question", "lang"),
        replacing=("text", "seed", "at", "closed"),
    )
    return True


def waiting() -> Sequence[Report]:
    """The open reports, the oldest first."""
    return db.session.scalars(select(Report).where(Report.closed.is_(None)).order_by(Report.at).limit(SHOWN)).all()


def count_waiting() -> int:
    """How many are open: more than are shown, perhaps."""
    return db.session.scalar(select(func.count()).where(Report.closed.is_(None))) or 0


def find(report_id: int) -> Report | None:
    return db.session.get(Report, report_id)


def learners_who_met(bank: str, fact: str) -> int:
    """How many learners have a memory of a fact."""
    met = select(func.count()).where(MemoryRow.bank == bank, MemoryRow.fact == fact)
    return db.session.scalar(met) or 0


def _reports_of(account_id: int) -> list[dict[str, Any]]:
    """Without the seed, which would tell what a quiz still asks."""
    columns = (column for column in Report.__table__.columns if column is not Report.__table__.c.seed)
    query = select(*columns).where(Report.account_id == account_id).order_by(Report.id)
    return [dict(row) for row in db.session.execute(query).mappings()]


accounts.EXPORTS["report"] = _reports_of


def assignments_of(bank: str, topic: str) -> int:
    """How many assignments draw from a topic: those of it, and those of the whole bank."""
    given = select(func.count()).where(Assignment.bank == bank, Assignment.topic.in_([topic, ""]))
    return db.session.scalar(given) or 0
