"""A copy of the whole database while it is in use."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from models import db


class CannotBackUp(Exception):
    """Why there is no copy, as one sentence."""


def backup(file: Path) -> None:
    """Copy the database into ``file`` as it stands at one moment; the file appears only when it is whole.

    SQLite by its online backup, PostgreSQL by ``pg_dump`` (custom format, for ``pg_restore``).

    Raises:
        CannotBackUp: where it cannot be written or ``pg_dump`` is missing or fails.
    """
    draft = file.with_name(file.name + ".part")
    try:
        if db.engine.dialect.name == "sqlite":
            _sqlite(draft)
        else:
            _postgresql(db.engine.url, draft)
        os.replace(draft, file)
    except (OSError, sqlite3.Error) as error:
        raise CannotBackUp(f"{file} cannot be written: {error}.") from error
    finally:
        draft.unlink(missing_ok=True)


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
    done = subprocess.run([program, "--format=custom", f"--file={file}"], env={**os.environ, **_environment(url)},
                          capture_output=True, text=True, check=False)  # noqa: S603  fmt: skip
    if done.returncode:
        raise CannotBackUp(f"pg_dump failed: {done.stderr.strip()}")


def _environment(url: URL) -> dict[str, str]:
    """libpq's variables for a database's address."""
    told = {"PGHOST": url.host or url.query.get("host"), "PGPORT": url.port, "PGUSER": url.username,
            "PGPASSWORD": url.password, "PGDATABASE": url.database}  # fmt: skip
    return {name: str(value) for name, value in told.items() if value}
