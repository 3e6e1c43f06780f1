"""Backups of a SQLite file, while others write to it."""

import os
import shlex
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from drafter.errors import InputError, StoreError
from drafter.store.connecting import parsed
from drafter.store.trouble import told


def back_up(url: str, file: Path, *, overwrite: bool = False) -> None:
    """Write one state of the database to a file: whole, readable by its owner alone, no WAL beside.

    The file is there once it is complete. Where this fails, one that was there before stays.

    Raises:
        InputError: the file is there already, or cannot be written.
        StoreError: the database is PostgreSQL, which has its own way; or it cannot be used.
    """
    address = parsed(url, asynchronous=False)
    if address.get_backend_name() == "postgresql":
        raise StoreError(
            f"a backup of PostgreSQL is made by its own program: {_dump(address, file)}"
        )
    source = Path(str(address.database)).resolve()
    if not source.is_file():
        raise StoreError(f"there is no database {source} to back up")
    if file.exists() and (not overwrite or file.samefile(source)):
        raise InputError(f"{file} is there already; name another file, or say --force")
    try:
        _write(source, file)
    except sqlite3.Error as error:
        raise StoreError(told(error, "no backup was made")) from error
    except OSError as error:
        raise InputError(f"the backup cannot be written: {error}") from error


def _write(source: Path, file: Path) -> None:
    descriptor, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=f".{file.name}.")
    part = Path(name)
    try:
        _copy(source, part)
        os.fsync(descriptor)
        part.replace(file)
    finally:
        os.close(descriptor)
        part.unlink(missing_ok=True)


def _copy(source: Path, part: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True)) as old,
        closing(sqlite3.connect(part)) as new,
    ):
        old.backup(new)  # in one step: in several, each write of another would begin it anew
        new.execute(
            "PRAGMA journal_mode=DELETE"
        )  # one file, which can be read where none can write
        [found] = new.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise StoreError(f"the database is damaged: {found}; restore an older backup")


def _dump(address: sa.URL, file: Path) -> str:
    """The command, without the password: pg_dump asks for it, or takes it from ~/.pgpass."""
    public = sa.URL.create(
        "postgresql",
        username=address.username,
        host=address.host,
        port=address.port,
        database=address.database,
        query={name: value for name, value in address.query.items() if name != "password"},
    )
    url = public.render_as_string()
    return shlex.join(["pg_dump", "--format=custom", f"--file={file}", url])
