"""The commands about banks: check and seal one, list its article's places, print what is in it, mark answers."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from flask import current_app

from quizzes import articles, grounding
from quizzes.decks import SEED
from quizzes.facts import LANGUAGES, Bank
from quizzes.forms import Question
from quizzes.linting import lint, named_in_vain
from quizzes.loading import BankErrors, bank_ids, load, places, section_headings
from quizzes.marking import mark
from quizzes.prompts import statement, wording
from quizzes.questions import QuestionBank
from quizzes.tables import quoted
from quizzes.values import Entity, Figure, Phrase, Value
from web.command_line import Group, WholeNumber, Wrong
from web.library import library

LANG: Callable[[Any], Any] = click.option(
    "--lang", type=click.Choice(LANGUAGES), required=True, help="The language to print in."
)


bank = Group("bank", help="Banks: the facts of an article and the questions made from them.")


def bank_named(bank_id: str, *, err: bool = True, code: int = 1) -> Bank:
    """A bank by its id; every mistake it has is printed (as an error, unless told), and the command ends with ``code``."""
    folder = known_folder(bank_id)
    try:
        return load(folder)
    except BankErrors as errors:
        for mistake in errors.mistakes:
            click.echo(str(mistake), err=err)
        sys.exit(code)


def bank_in(bank_id: str, lang: str, *, code: int = 1) -> Bank:
    """A bank that is written in a language."""
    made = bank_named(bank_id, code=code)
    if lang not in made.languages:
        raise Wrong(f"“{bank_id}” is not written in “{lang}”; it is in {', '.join(made.languages)}.")
    return made


def known_banks() -> tuple[str, ...]:
    return bank_ids(library().folder)


def known_folder(bank_id: str) -> Path:
    if bank_id not in known_banks():
        raise Wrong(f"There is no bank “{bank_id}”. There are: {', '.join(known_banks()) or 'none'}.")
    return library().folder / bank_id


def article_of(file: str, folder: Path) -> articles.Article:
    """The article in a text file, split by the bank's own headings."""
    try:
        text = Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise Wrong(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Wrong(f"{file} is not UTF-8 text. Save it as UTF-8 and try again.") from error
    try:
        return articles.split(text, section_headings(folder))
    except tomllib.TOMLDecodeError as error:
        raise Wrong(f"{folder / 'bank.toml'} cannot be read: {error}.") from error
    except KeyError as error:
        raise Wrong(f"{folder / 'bank.toml'} has a section without “{error.args[0]}”.") from error


@bank.command("list")
def list_banks() -> None:
    """One bank id a line."""
    for key in known_banks():
        click.echo(key)


@bank.command("check")
@click.argument("bank_id", metavar="BANK")
@click.option("--article", metavar="FILE", help="The article as UTF-8 text: also check that every fact stands in it.")
def check(bank_id: str, article: str | None) -> None:
    """Exit 0 where a bank is sound and its questions are well made; 1 with every mistake, one a line."""
    made = bank_named(bank_id, err=False)
    mistakes = grounded(made, article) if article else []
    asking = [QuestionBank(made, lang) for lang in made.languages]
    flaws = named_in_vain(asking[0]) + [flaw for questions in asking for flaw in lint(made, questions.questions(SEED))]
    for mistake in (*mistakes, *flaws):
        click.echo(str(mistake))
    if mistakes or flaws:
        sys.exit(1)


def grounded(made: Bank, article: str) -> list[str]:
    """What of a bank does not stand in the article of a file."""
    folder = known_folder(made.id)
    read = article_of(article, folder)
    return [*without_headings(folder, read), *grounding.ground(made, read)]


def without_headings(folder: Path, read: articles.Article) -> list[str]:
    """The sections of a bank whose headings an article has not."""
    found = {section.key for section in read.sections}
    return [
        f"No line of the article begins with {quoted(heading)}, the heading of section “{key}” in bank.toml."
        for key, heading, _ in section_headings(folder)
        if key not in found
    ]


@bank.command("places")
@click.argument("bank_id", metavar="BANK")
@click.option("--article", metavar="FILE", required=True, help="The article as UTF-8 text.")
@click.argument("section", required=False, default="")
def list_places(bank_id: str, article: str, section: str) -> None:
    """Every sentence of the article (or of one section) with the place by which “at” names it."""
    read = article_of(article, known_folder(bank_id))
    keys = [part.key for part in read.sections]
    if section and section not in keys:
        raise Wrong(f"There is no section “{section}”. There are: {', '.join(keys)}.")
    for part in read.sections:
        for n, paragraph in enumerate(part.paragraphs, 1) if section in ("", part.key) else ():
            for m, sentence in enumerate(paragraph, 1):
                click.echo(f"{part.key} {n}.{m}\t{sentence}")


@bank.command("seal")
@click.argument("bank_id", metavar="BANK")
@click.option("--article", metavar="FILE", required=True, help="The article as UTF-8 text.")
def seal(bank_id: str, article: str) -> None:
    """Write a bank's passages.toml: where each passage stands, its fingerprint, the works cited there."""
    folder = known_folder(bank_id)
    read = article_of(article, folder)
    if absent := without_headings(folder, read):
        raise Wrong(f"{absent[0]} Is {article} the article?")
    try:
        named = places(folder)
        text = articles.seal(named, read)
    except KeyError as error:
        missing = str(error.args[0])  # a section's key, or a passage: “batum”, “batum 5.12”
        where = next(line for at, line in named.items() if at == missing or at.startswith(f"{missing} "))
        raise Wrong(
            f"{where}: {quoted(missing)} is not in {article}. “flask bank places” lists what is, to correct “at” by."
        ) from error
    except ValueError as error:
        raise Wrong(f"{error}.") from error
    try:
        (folder / "passages.toml").write_text(text, encoding="utf-8")
    except OSError as error:
        raise Wrong(f"{folder / 'passages.toml'} cannot be written: {error.strerror}.") from error


@bank.command("dump")
@click.argument("bank_id", metavar="BANK")
@click.option("--what", type=click.Choice(["facts", "questions"]), required=True)
@LANG
@click.option("--seed", type=WholeNumber(0, 2**31 - 1), default=SEED, show_default=True)
def dump(bank_id: str, what: str, lang: str, seed: int) -> None:
    """A bank's facts or questions as JSON Lines."""
    made = bank_in(bank_id, lang)
    rows = fact_rows(made, lang) if what == "facts" else map(question_row, QuestionBank(made, lang).questions(seed))
    write_lines(rows)


def write_lines(rows: Iterator[dict[str, Any]]) -> None:
    """JSON Lines on standard output, in UTF-8 whatever the terminal says."""
    out = sys.stdout.buffer
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    out.flush()


def fact_rows(made: Bank, lang: str) -> Iterator[dict[str, Any]]:
    """Each fact as ``flask bank dump`` prints it."""
    for fact in made:
        place = fact.passage
        yield {
            "id": fact.id, "kind": fact.kind, "topic": fact.topic, "importance": fact.importance,
            "disputed": bool(fact.disputed), "statement": statement(fact, lang) if wording(fact, lang).say else "",
            "values": [plain(value, lang) for value in fact.slots().values()],
            "entities": [entity.id for entity in fact.entities],
            "passage": {"section": place.heading, "paragraph": place.paragraph, "cites": list(place.cites)},
        }  # fmt: skip


def plain(value: Value, lang: str) -> str:
    """A value as a plain string: dates in ISO form, numbers as digits, names and phrases in ``lang``."""
    if isinstance(value, Entity):
        return value.name(lang)
    if isinstance(value, Figure):
        return value.amount
    return value.text(lang) if isinstance(value, Phrase) else value.iso


def question_row(question: Question) -> dict[str, Any]:
    """A question as ``flask bank dump`` prints it."""
    return {
        "id": question.id, "fact_ids": list(question.fact_ids), "form": question.form, "lang": question.lang,
        "stem": question.stem,
        "options": [{"text": o.text, "right": o.right, "reason": o.reason} for o in question.options],
        "answers": list(question.answers), "explanation": question.explanation,
    }  # fmt: skip


@bank.command("mark")
@click.argument("bank_id", metavar="BANK")
@LANG
def mark_answers(bank_id: str, lang: str) -> None:
    """Mark answers: JSON Lines {"question": ID, "answer": TEXT} in, {"question", "outcome", "reason"} out."""
    questions = QuestionBank(bank_in(bank_id, lang), lang)
    lines = sys.stdin.buffer
    write_lines(marked_line(questions, number, line) for number, line in enumerate(lines, 1) if line.strip())


def marked_line(questions: QuestionBank, number: int, line: bytes) -> dict[str, Any]:
    """One line of input, marked."""
    key, answer = asked_and_answered(number, line)
    try:
        made = questions.question(key, SEED)
    except KeyError as error:
        raise Wrong(f"Line {number} names {quoted(key)}, no question of this bank in this language.") from error
    made_mark = mark(made.key, answer, questions.lang)
    return {"question": key, "outcome": str(made_mark.outcome), "reason": made_mark.reason}


def asked_and_answered(number: int, line: bytes) -> tuple[str, str]:
    """The two texts of a line of input."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    told = (row.get("question"), row.get("answer")) if isinstance(row, dict) else (None, None)
    if not (isinstance(told[0], str) and isinstance(told[1], str)):
        raise Wrong(f'Line {number} is not JSON like {{"question": ID, "answer": TEXT}}.')
    return told[0], told[1]


@bank.command("attach")
@click.argument("bank_id", metavar="BANK")
@click.argument("file", metavar="FILE")
def attach(bank_id: str, file: str) -> None:
    """Keep a copy of a bank's article on this machine: pages then show the passages themselves."""
    made, read = bank_named(bank_id), article_of(file, known_folder(bank_id))
    sealed = {(p.fingerprint, p.last - p.first + 1) for p in (fact.passage for fact in made)}
    here = sum(read.find(*passage) is not None for passage in sealed)
    if not here:
        raise Wrong(f"{file} is not the article: none of the bank's {len(sealed)} passages is in it.")
    copy = copy_of(bank_id)
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(Path(file).read_text(encoding="utf-8"), encoding="utf-8")
    except OSError as error:
        raise Wrong(f"{copy} cannot be written: {error.strerror}.") from error
    click.echo(
        f"Attached: {here} of {len(sealed)} passages are in it. A running server shows them once it is started anew."
    )


@bank.command("detach")
@click.argument("bank_id", metavar="BANK")
def detach(bank_id: str) -> None:
    """Take the copy of a bank's article away again."""
    known_folder(bank_id)
    try:
        copy_of(bank_id).unlink()
    except FileNotFoundError:
        raise Wrong(f"No article is attached to “{bank_id}”.") from None
    except OSError as error:
        raise Wrong(f"{copy_of(bank_id)} cannot be removed: {error.strerror}.") from error


def copy_of(bank_id: str) -> Path:
    """Where the copy of a bank's article is kept."""
    return Path(current_app.instance_path) / "articles" / f"{bank_id}.txt"
