"""What is wrong with the database, in one line, and what to do about it."""

import re
import sqlite3

import sqlalchemy as sa

UNUSABLE = "the database cannot be used"
UNCLEAR = "see that it is there, free and not full"
MIGRATE = "run `drafter migrate`"
MAY_WRITE = "see that drafter may write the file, and in its folder"

SQLITE = {
    sqlite3.SQLITE_BUSY: "another program has locked the file: end that one, or try again",
    sqlite3.SQLITE_LOCKED: "another program has locked the file: end that one, or try again",
    sqlite3.SQLITE_READONLY: MAY_WRITE,
    sqlite3.SQLITE_CANTOPEN: MAY_WRITE,
    sqlite3.SQLITE_PERM: MAY_WRITE,
    sqlite3.SQLITE_IOERR: "see that the disk is whole and not full, and the file not too large",
    sqlite3.SQLITE_FULL: "free space on its disk; what was kept before is safe",
    sqlite3.SQLITE_CORRUPT: "restore a backup",
    sqlite3.SQLITE_NOTADB: "DRAFTER_DATABASE_URL has to name another file",
}
"""By SQLite's primary result codes: https://sqlite.org/rescode.html."""

POSTGRESQL = {
    "42P01": MIGRATE,
    "42703": MIGRATE,
    "42501": "grant its user the right to do so",
    "53100": "free space on the server's disk; what was kept before is safe",
    "53300": "raise the server's max_connections, or run fewer workers",
    "25006": "DRAFTER_DATABASE_URL has to name the primary server, not a standby",
    "55P03": "another program has locked it: end that one, or try again",
    "57": "the server was stopped; try again when it is back",
    "08": "the connection was lost; try again when the server is back",
}
"""By PostgreSQL's SQLSTATE, or the class in its first two characters."""

_URL = "in DRAFTER_DATABASE_URL"
NOT_CONNECTED = (
    ("password|authentication|SASL|pg_hba", f"see that the user and the password {_URL} are right"),
    ("role .* does not exist", f"see that the user {_URL} is right"),
    ("database .* does not exist", f"create it with `createdb`, or name another {_URL}"),
    ("resolve|name or service|translate host", f"see that the host {_URL} is right"),
    ("refused|no such file", f"see that its server runs, and that host and port {_URL} are right"),
    ("too many clients|connection slots", POSTGRESQL["53300"]),
    ("starting up|shutting down|terminat|closed|lost", POSTGRESQL["57"]),
    ("timeout|timed out|no route|unreachable", "see that its server runs and can be reached"),
)
"""By the message: where no connection was made, psycopg gives no SQLSTATE."""

UNKNOWN_SERVER = f"see that its server runs and that {_URL} everything is right"
"""The server may tell it in its own language."""


def told(error: Exception, outcome: str = UNUSABLE) -> str:
    """What is wrong and what to do, in one line. Drivers tell more lines, and never a password."""
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    return f"{outcome}: {' '.join(lines[0].split())}; {_advice(cause)}"


def _advice(cause: BaseException) -> str:
    if isinstance(cause, sa.exc.TimeoutError):
        return "too much is asked of it at once; try again"
    if isinstance(cause, sqlite3.Error):
        missing = re.search("no such (table|column)", str(cause))
        primary = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
        return MIGRATE if missing else SQLITE.get(primary, UNCLEAR)
    state = getattr(cause, "sqlstate", None)
    if state:
        return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2], UNCLEAR)
    if type(cause).__module__.startswith("psycopg"):
        return _why_not_connected(str(cause))
    return UNCLEAR


def _why_not_connected(message: str) -> str:
    for pattern, advice in NOT_CONNECTED:
        if re.search(pattern, message, re.IGNORECASE):
            return advice
    return UNKNOWN_SERVER
