"""A copy of the whole database while it is in use."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import URL

from models import db


class CannotBackUp(Exception):
    """Why there is no copy, as one sentence."""


def backup(file: Path) -> None:
    """Copy the database into ``file`` as it stands at one moment; the file appears only when it is whole.

    SQLite by its online backup, PostgreSQL by ``pg_dump`` (custom format, for ``pg_restore``).

    Raises:
        CannotBackUp: where it cannot be written, is the database itself, or ``pg_dump`` is missing or fails.
    """
    draft = file.with_name(file.name + ".part")
    try:
        if _is_the_database(file):
            raise CannotBackUp(f"{file} is the database itself. Choose another file.")
        draft.touch(mode=0o600)  # it holds everybody's data
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
    return bool(held) and file.exists() and file.samefile(str(held))


def _sqlite(file: Path) -> None:
    with db.engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        copy = sqlite3.connect(file)
        try:
            source.backup(copy)
        finally:
            copy.close()


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
