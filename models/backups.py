"""A copy of the whole database while it is in use, and the way back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.engine import URL

from models import MIGRATIONS, db

#: what SQLite may keep beside a database's file, and would replay over any other file of the same name
BESIDE = ("-wal", "-shm", "-journal")
#: a table that every form of the database has had
TABLE = "account"


class CannotBackUp(Exception):
    """Why there is no copy, as one sentence."""


class CannotRestore(Exception):
    """Why no copy was put back, as one sentence."""


def backup(file: Path) -> None:
    """Copy the database into ``file`` as it stands at one moment; the file appears only when it is whole.

    SQLite by its online backup, PostgreSQL by ``pg_dump`` (custom format, for ``pg_restore``).

    Raises:
        CannotBackUp: where there is nothing to copy, it cannot be written, is the database itself, or ``pg_dump`` is
            missing or fails.
    """
    draft = file.with_name(file.name + ".part")
    try:
        if _is_the_database(file):
            raise CannotBackUp(f"{file} is the database itself. Choose another file.")
        _refuse_nothing()
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # it holds everybody's data
        if db.engine.dialect.name == "sqlite":
            _sqlite(draft)
        else:
            _postgresql(db.engine.url, draft)
        draft.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise CannotBackUp(f"{file} cannot be written: {getattr(error, 'strerror', None) or error}.") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _is_the_database(file: Path) -> bool:
    """Whether a copy written there would take the database's own place."""
    held = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    return bool(held) and file.exists() and Path(str(held)).exists() and file.samefile(str(held))


def _refuse_nothing() -> None:
    """Refuse a database without tables: its copy would be taken for one that keeps something."""
    if db.engine.dialect.name != "sqlite":
        if not inspect(db.engine).has_table(TABLE):
            raise CannotBackUp("The database has no tables of Varaka's yet: there is nothing to copy.")
        return
    held = Path(str(db.engine.url.database))
    if not held.exists():  # to ask it would make it
        raise CannotBackUp(f"{held} does not exist: there is nothing to copy.")
    if not (held.stat().st_size and _holds_our_table()):
        raise CannotBackUp(f"{held} has no tables of Varaka's yet: there is nothing to copy.")


def _holds_our_table() -> bool:
    with _bare() as source:
        return source.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone() is not None


def _sqlite(file: Path) -> None:
    with _bare() as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)


@contextmanager
def _bare() -> Iterator[sqlite3.Connection]:
    """SQLite's own connection: in a transaction, which SQLAlchemy would begin, others could not go on writing."""
    with db.engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        yield source


def _postgresql(url: URL, file: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise CannotBackUp("pg_dump is not installed; it comes with PostgreSQL's client tools.")
    # The password goes by the environment: a list of arguments can be read by others on the machine.
    address = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    environment = {**os.environ, "PGPASSWORD": str(url.password)} if url.password else dict(os.environ)
    done = subprocess.run(  # noqa: S603  (the program and its arguments are ours)
        [program, "--format=custom", f"--file={file}", f"--dbname={address.render_as_string()}"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise CannotBackUp(f"pg_dump failed: {' '.join(done.stderr.split())}")


def restore(file: Path) -> Path | None:
    """Put a copy in the place of the SQLite database, all at once; where the former one is kept now, if there was one.

    Raises:
        CannotRestore: where the copy is not sound, the database is in use, or a file cannot be written.
    """
    if db.engine.dialect.name != "sqlite":
        raise CannotRestore(
            "This database is PostgreSQL: stop the server and put the copy back with pg_restore --clean."
        )
    if _is_the_database(file):
        raise CannotRestore(f"{file} is the database itself. Choose a copy of it.")
    held = Path(str(db.engine.url.database))
    draft = held.with_name(f"{held.name}.restoring")
    db.session.remove()
    db.engine.dispose()
    try:
        _discard(draft)
        _copy(file, draft)
        _examine(draft, file)
        with _alone_with(held):
            return _replace(held, draft)
    except OSError as error:
        raise CannotRestore(f"{error.filename or held} cannot be used: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            _discard(draft)


def _discard(draft: Path) -> None:
    for written in (draft, *_beside(draft)):
        written.unlink(missing_ok=True)


def _beside(file: Path) -> list[Path]:
    return [file.with_name(file.name + suffix) for suffix in BESIDE]


def _copy(file: Path, draft: Path) -> None:
    """Copy a file, and what stands beside one that was copied by hand, for its owner alone to read."""
    for source, target in zip((file, *_beside(file)), (draft, *_beside(draft)), strict=True):
        if source is file or source.exists():
            target.touch(mode=0o600)
            shutil.copyfile(source, target)


def _examine(draft: Path, file: Path) -> None:
    """Make sure that this is a whole database of ours, in one file."""
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
            sound = copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            versions = {row[0] for row in copy.execute("SELECT version_num FROM alembic_version")}
    except sqlite3.Error:
        sound, versions = False, set()
    if not (sound and versions):
        raise CannotRestore(f"{file} is no sound copy of a database of Varaka's.")
    if not versions <= {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}:
        raise CannotRestore(f"{file} comes from a newer Varaka. Update this one, then restore.")


@contextmanager
def _alone_with(held: Path) -> Iterator[None]:
    """Hold the database so that nobody else opens it, all its log written into its file."""
    if not held.exists():
        yield
        return
    with closing(sqlite3.connect(held, timeout=0, isolation_level=None)) as connection:
        try:
            # SQLite leaves its log only while nobody else has the database open, even if they do nothing.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise CannotRestore("The database is in use. Stop the server, then restore.") from error
            connection.close()  # it is broken, which may be why another is to take its place
        yield


def _replace(held: Path, draft: Path) -> Path | None:
    """Put the draft in the database's place; at every moment there is one or the other."""
    kept = _free_name(held)
    for beside, kept_beside in zip(_beside(held), _beside(kept), strict=True):
        if beside.exists():
            beside.rename(kept_beside)
    if there_was := held.exists():
        os.link(held, kept)
    _sync(draft)
    draft.replace(held)
    _sync(held.parent)
    return kept if there_was else None


def _free_name(held: Path) -> Path:
    """``varaka.sqlite.before-restore``, with a number where one was kept before."""
    first = f"{held.name}.before-restore"
    names = (first if number == 1 else f"{first}.{number}" for number in count(1))
    return next(kept for kept in map(held.with_name, names) if not kept.exists())


def _sync(path: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
