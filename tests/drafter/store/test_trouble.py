"""A file that cannot be written: one line that says what to do, and nothing is lost."""

import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from drafter.errors import NotFound, StoreError
from drafter.store.database import Database
from drafter.store.reports import Reports
from tests import factories

LONG = " ".join(f"The bridge has {number} piers." for number in range(9000))
NOBODY = str(pwd.getpwnam("nobody").pw_uid)
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")


@pytest.fixture
def kind() -> str:
    """Every test here is on SQLite."""
    return "sqlite"


async def kept(reports: Reports, name: str) -> bool:
    """Whether the report is whole."""
    try:
        return await reports.get(name) == factories.report()
    except NotFound:
        return False


async def test_a_full_disk_loses_nothing_that_was_kept(
    database: Database, reports: Reports
) -> None:
    name = await reports.add(factories.report(), "Ada")
    async with database.reading() as connection:
        pages = await connection.scalar(sa.text("PRAGMA page_count"))
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"is full; free space on its disk; .* is safe"):
        await reports.add(factories.report(LONG), "Ada")
    assert await kept(reports, name)


async def test_a_file_that_another_program_has_locked_is_told_as_such(
    url: str, database: Database, reports: Reports
) -> None:
    name = await reports.add(factories.report(), "Ada")
    async with database.reading() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"is locked; another program has locked the file"):
            await reports.add(factories.report("It opens again."), "Ada")
    assert await kept(reports, name)
    assert await reports.add(factories.report("It opens again."), "Ada")


MIGRATE = """
import os, resource, sys
from drafter.cli import run
spare, database, account, largest = sys.argv[1:]
os.environ["DRAFTER_DATABASE_URL"] = spare
run(["migrate"])  # all is imported: nobody may not be able to read it
if largest:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
if account:
    os.setgroups([])
    os.setuid(int(account))
os.environ["DRAFTER_DATABASE_URL"] = database
print(run(["migrate"]))
"""


def command(spare: Path, url: str, *, account: str = "", largest: str = "") -> tuple[str, str]:
    """The status of `drafter migrate`, and what it says."""
    made = subprocess.run(
        [sys.executable, "-c", MIGRATE, f"sqlite:///{spare}/spare.db", url, account, largest],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return made.stdout.strip(), made.stderr.partition("\n")[2]


def test_a_disk_that_fills_up_ends_the_command_with_one_line(tmp_path: Path) -> None:
    status, said = command(tmp_path, f"sqlite:///{tmp_path}/drafter.db", largest="20000")
    assert ("1", 1) == (status, said.count("\n")), said
    assert "full" in said


@AS_ROOT
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_what_may_not_be_written_ends_the_command_with_one_line(
    url: str, closed: str, tmp_path: Path
) -> None:
    folder = Path(f"/tmp/drafter-closed-{os.getpid()}")  # noqa: S108 - nobody reads pytest's not
    folder.mkdir(mode=0o755)
    try:
        file = folder / "drafter.db"
        if closed == "file":
            shutil.copy(url.removeprefix("sqlite:///"), file)
        status, said = command(tmp_path, f"sqlite:///{file}", account=NOBODY)
    finally:
        shutil.rmtree(folder)
    assert ("1", 1) == (status, said.count("\n")), said
    assert "see that drafter may write the file, and in its folder" in said
