"""How commands say what is wrong: one clear line on standard error, without click's lines of usage."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar

import click
from click.exceptions import NoArgsIsHelpError
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from models import make_tables

P = ParamSpec("P")
T = TypeVar("T")


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
        said = str(error.orig).splitlines()[0]
        raise Failed(f"The database cannot be used: {said}. If it is new, run “flask db upgrade” first.") from error


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
