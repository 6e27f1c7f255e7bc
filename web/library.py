"""The banks this server holds, read once when it starts, and their questions, made once a language."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import cast

from flask import Flask, current_app, request

from quizzes.articles import Article, split
from quizzes.facts import Bank, Fact, Topic
from quizzes.loading import BankErrors, Mistake, bank_ids, load, section_headings
from quizzes.questions import QuestionBank
from quizzes.searching import Index

FOLDER = Path(__file__).parent.parent / "banks"


class NoBanks(Exception):
    """Why a server without banks does not start."""


class Library:
    """All banks of a folder. Raises :exc:`BankErrors` where one of them is not sound."""

    def __init__(self, folder: Path, copies: Path) -> None:
        self.folder, self.copies = folder, copies
        self._questions: dict[tuple[str, str], QuestionBank] = {}
        self._indexes: dict[tuple[str, str], Index] = {}
        self._articles: dict[str, Article | None] = {}

    @cached_property
    def banks(self) -> Mapping[str, Bank]:
        """By id, the one with the most facts first: that is what a newcomer is shown."""
        read, mistakes = list[Bank](), list[Mistake]()
        for key in bank_ids(self.folder):
            try:
                read.append(load(self.folder / key))
            except BankErrors as errors:
                mistakes += (replace(one, file=f"{self.folder.name}/{key}/{one.file}") for one in errors.mistakes)
        if mistakes:
            raise BankErrors(mistakes)
        return {bank.id: bank for bank in sorted(read, key=lambda bank: -len(bank.facts))}

    def questions(self, bank_id: str, lang: str) -> QuestionBank:
        """A bank's questions in one language, or in the bank's first where it is not written in that one; kept, because
        nothing in them depends on who asks."""
        bank = self.banks[bank_id]
        key = (bank_id, bank.spoken(lang))
        if key not in self._questions:
            self._questions[key] = QuestionBank(bank, key[1])
        return self._questions[key]

    def index(self, bank_id: str, lang: str) -> Index:
        """Where to look things up in a bank; kept."""
        bank = self.banks[bank_id]
        key = (bank_id, bank.spoken(lang))
        if key not in self._indexes:
            self._indexes[key] = Index(bank, key[1])
        return self._indexes[key]

    def article(self, bank_id: str) -> Article | None:
        """The article as it was attached on this machine before the server started, else as it lies in the bank's folder."""
        if bank_id not in self._articles:
            self._articles[bank_id] = self._copy(bank_id)
        return self._articles[bank_id]

    def _copy(self, bank_id: str) -> Article | None:
        own, copy = self.folder / bank_id / "article.txt", self.copies / f"{bank_id}.txt"
        copy = own if own.is_file() and not copy.exists() else copy
        try:
            return split(copy.read_text(encoding="utf-8"), section_headings(self.folder / bank_id))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            logging.getLogger(__name__).warning("%s cannot be read, so passages are not shown: %s", copy, error)
            return None

    def fact(self, bank_id: str, fact_id: str) -> Fact | None:
        """A fact that may have left its bank since a learner met it."""
        bank = self.banks.get(bank_id)
        return bank.facts.get(fact_id) if bank else None


def init(app: Flask, folder: Path = FOLDER) -> None:
    """Give the app its library. A bank is read when it is first asked for: a command that checks it comes first."""
    app.extensions["library"] = made = Library(folder, Path(app.instance_path) / "articles")
    app.context_processor(lambda: {"nav_bank": at_hand(made)})


def at_hand(made: Library) -> str:
    """The bank that a page's menu leads to: the page's own, else the first."""
    here = str((request.view_args or {}).get("bank_id"))
    return here if here in made.banks else next(iter(made.banks), "")


def preload(app: Flask) -> None:
    """Read every bank, make its questions and its index now, so that a broken bank stops the server, not a page.

    Raises:
        BankErrors: with the mistakes of every broken bank, their files under the folder of banks.
        NoBanks: where there is nothing to learn.
    """
    made = cast(Library, app.extensions["library"])
    if not made.banks:
        raise NoBanks(f"There is no bank in {made.folder}.")
    for key in made.banks:
        for lang in made.banks[key].languages:
            made.questions(key, lang)
            made.index(key, lang)


def library() -> Library:
    """The running app's library."""
    return cast(Library, current_app.extensions["library"])


def topic_sizes(bank: Bank) -> list[tuple[Topic, int]]:
    """Each topic of a bank with its number of facts, topics without facts left out."""
    sizes = [(topic, sum(fact.topic == topic.id for fact in bank)) for topic in bank.topics.values()]
    return [(topic, size) for topic, size in sizes if size]
