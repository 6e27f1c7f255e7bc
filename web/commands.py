"""The command line: banks, decks, a demonstration; and what :mod:`web.operations` adds.

A wrong argument is one clear line on standard error and exit 2; a bank with mistakes is every mistake, one a line, and
exit 1; ``flask deck``, which is asked for a file, exits with 2.
"""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from models import accounts, release
from quizzes.anki.packages import package_bytes
from quizzes.decks import deck
from quizzes.questions import QuestionBank
from web import demo, operations
from web.bank_commands import LANG, bank, bank_in, bank_named, known_banks
from web.clock import now
from web.command_line import Command, Failed, Wrong, on_tables, progress


def init(app: Flask) -> None:
    """Give the app its commands."""
    for command in (bank, deck_command, demo_command, *operations.COMMANDS):
        app.cli.add_command(command)


@click.command("deck", cls=Command)
@click.argument("bank_id", metavar="BANK")
@LANG
@click.option("--out", metavar="FILE.apkg", required=True, type=click.Path(dir_okay=False, writable=True))
@with_appcontext
def deck_command(bank_id: str, lang: str, out: str) -> None:
    """A bank's deck as an Anki package; the same bank gives the same bytes."""
    try:
        made = deck(QuestionBank(bank_in(bank_id, lang, code=2), lang))
    except ValueError as error:
        raise Failed(f"No deck can be made of this bank: {error}.") from error
    try:
        Path(out).write_bytes(package_bytes(made))
    except OSError as error:
        raise Wrong(f"{out} cannot be written: {error.strerror}.") from error


@click.command("demo", cls=Command)
@click.option("--force", is_flag=True, help="Also on a database that holds accounts already.")
@with_appcontext
@on_tables
def demo_command(force: bool) -> None:
    """Accounts to try everything with: a teacher and twelve students with some weeks of history."""
    if accounts.any_exist() and not force:
        raise Wrong("This database is not empty. Use an empty one, or --force to add the demonstration to it.")
    if taken := demo.taken():
        raise Wrong(f"The demonstration is here already: {', '.join(taken)}.")
    release()
    if not known_banks():
        raise Failed("There is no bank to make a demonstration of.")
    made = bank_named(known_banks()[0])
    questions = QuestionBank(made, made.spoken("tr"))
    teacher, *students = demo.people()
    group = demo.make_teacher(teacher, questions, now=now())
    with progress(students, "students") as shown:
        for student in shown:
            demo.make_student(student, group, questions, now=now())
    for person in (teacher, *students):
        click.echo(f"{person.login}\t{person.password}")
