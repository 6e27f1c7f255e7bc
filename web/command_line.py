"""How commands say what is wrong: one clear line on standard error, without click's lines of usage."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar

import click
from click.exceptions import NoArgsIsHelpError
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from models import db, make_tables, sqlstate
from quizzes.tables import quoted

P = ParamSpec("P")
T = TypeVar("T")

#: SQLite's and (by their first two letters) PostgreSQL's codes for a database that was never reached: the setting is wrong
UNREACHED_SQLITE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY}
UNREACHED_POSTGRESQL = {"", "08", "28", "3D"}
#: PostgreSQL's codes for a table or a column that is not there
UNKNOWN = {"42P01", "42703"}


class Wrong(click.ClickException):
    """A wrong argument: one line, exit 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=True)


class Failed(Wrong):
    """What kept a command from its work, where its arguments were right: one line, exit 1."""

    exit_code = 1


@contextmanager
def one_line(command: click.Command) -> Iterator[None]:
    """Say a wrong argument, or a database that does not answer, in one line."""
    try:
        yield
    except NoArgsIsHelpError as error:
        known = ", ".join(sorted(getattr(command, "commands", ())))
        raise Wrong(f"“{command.name}” wants one of these after it: {known}.") from error
    except click.UsageError as error:
        raise Wrong(" ".join(error.format_message().split())) from error
    except DBAPIError as error:
        raise _database_trouble(error) from error


def unusable(error: DBAPIError) -> str:
    """What the running app's database says it cannot do, as one sentence; a file is named."""
    file = f" {db.engine.url.database}" if db.engine.dialect.name == "sqlite" else ""
    said = (str(error.orig).splitlines() or ["it does not say why"])[0]
    return f"The database{file} cannot be used: {said}."


def _database_trouble(error: DBAPIError) -> Wrong:
    code = getattr(error.orig, "sqlite_errorcode", None)
    state = sqlstate(error)
    if code == sqlite3.SQLITE_ERROR or state in UNKNOWN:
        return Failed(f"{unusable(error)} Its tables are not this Varaka's: run “flask db upgrade” first.")
    unreached = state[:2] in UNREACHED_POSTGRESQL if code is None else code & 0xFF in UNREACHED_SQLITE
    return Wrong(unusable(error)) if unreached else Failed(unusable(error))


class WholeNumber(click.IntRange):
    """A whole number between two others, both of them among those allowed."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            name = param.opts[0] if param else self.name
            told = f"{name} is to be a whole number from {self.min} to {self.max}, not {quoted(value)}."
            raise Wrong(told) from error


class Command(click.Command):
    """A command whose mistakes are one line each."""

    def make_context(self, *args: Any, **keywords: Any) -> click.Context:
        with one_line(self):
            return super().make_context(*args, **keywords)

    def invoke(self, ctx: click.Context) -> Any:
        with one_line(self):
            return super().invoke(ctx)


class Group(Command, AppGroup):
    """A group of such commands."""

    command_class = Command


def on_tables(work: Callable[P, T]) -> Callable[P, T]:
    """A command that may come before the first ``make run``: it makes the tables where there are none."""

    @wraps(work)
    def done(*args: P.args, **keywords: P.kwargs) -> T:
        make_tables()
        return work(*args, **keywords)

    return done


def progress(items: Sequence[T], label: str) -> AbstractContextManager[Iterator[T]]:
    """Go through ``items`` with a bar that shows how far it is, on a terminal only."""
    return click.progressbar(items, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())
