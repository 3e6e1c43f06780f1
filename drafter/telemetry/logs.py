"""Logs: lines of text or JSON on standard error, each with its marks, and with no report's text.

Of other libraries only warnings are written: below those, some log whole requests or every SQL
statement with its values.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, TextIO

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from drafter.telemetry.marks import marks

OURS = ("drafter", "api", "uvicorn.access")
"""Loggers whose level is the setting's."""
RENAMED = {"asctime": "time", "levelname": "level", "name": "logger"}
RAISED = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


@contextmanager
def logs_on_stderr(
    form: Literal["text", "json"], level: Literal["debug", "info", "warning", "error"]
) -> Iterator[None]:
    """Within the block, logs of that level and above go to standard error, a line each.

    A traceback leaves out what the errors say, since they may quote a text, except at `debug`.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    root, dbos = logging.getLogger(), logging.getLogger("dbos")
    ours, silent = [logging.getLogger(name) for name in OURS], logging.NullHandler()
    before = [(logger, logger.level) for logger in (root, *ours)]
    handler = _handler(form, wordy=level == "debug")
    root.addHandler(handler)
    dbos.addHandler(silent)  # DBOS adds one of its own, in its own form, where it finds none
    root.setLevel(max(least, logging.WARNING))
    for logger in ours:
        logger.setLevel(least)
    try:
        yield
    finally:
        root.removeHandler(handler)
        dbos.removeHandler(silent)
        for logger, was in before:
            logger.setLevel(was)


def _handler(form: str, *, wordy: bool) -> logging.Handler:
    handler = _OnStandardError()
    handler.setFormatter(_Json(wordy=wordy) if form == "json" else _Text(wordy=wordy))
    handler.addFilter(_is_ours_or_a_warning)
    handler.addFilter(_marked)
    handler.addFilter(_without_query)
    return handler


def _is_ours_or_a_warning(record: logging.LogRecord) -> bool:
    """Whatever levels other libraries give themselves, as `OPENAI_LOG=debug` does."""
    ours = any(f"{record.name}.".startswith(f"{name}.") for name in OURS)
    return ours or record.levelno >= logging.WARNING


def _marked(record: logging.LogRecord) -> bool:
    """Puts on the record what it belongs to."""
    record.__dict__.update(marks())
    return True


def _without_query(record: logging.LogRecord) -> bool:
    """Of a request, the log has the path: a query may hold an editor's words."""
    if record.name == "uvicorn.access" and isinstance(record.args, tuple):
        client, method, path, version, status = record.args
        bare = str(path).partition("?")[0]
        record.args = (client, method, bare, version, status)
        record.__dict__.update(method=method, path=bare, status=status)
    return True


class _OnStandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error at that moment: a progress display puts its own there."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class _Text(logging.Formatter):
    """`TIME LEVEL LOGGER: MESSAGE`, and the marks after it."""

    def __init__(self, *, wordy: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._wordy = wordy

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - logging's signature
        return _time(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        shown = "".join(f" {name}={value}" for name, value in marks().items())
        return super().formatMessage(record) + shown

    def formatException(self, ei: RAISED) -> str:  # noqa: N802 - logging's name
        return super().formatException(ei) if self._wordy else wordless(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        """A record keeps the traceback of whoever formatted it first: here, each makes its own."""
        record.exc_text = None
        line = super().format(record)
        record.exc_text = None
        return line


class _Json(JsonFormatter):
    """One JSON object: time, level, logger, message, then what else the record has."""

    def __init__(self, *, wordy: bool) -> None:
        super().__init__(
            [*RENAMED, "message"],
            rename_fields=RENAMED,
            reserved_attrs=[*RESERVED_ATTRS, "color_message"],
            json_ensure_ascii=False,
        )
        self._wordy = wordy

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - logging's signature
        return _time(record)

    def formatException(self, ei: RAISED) -> str:  # noqa: N802 - logging's name
        return logging.Formatter.formatException(self, ei) if self._wordy else wordless(ei[1])


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def wordless(error: BaseException | None) -> str:
    """Where errors were raised and of what kind they are, the cause first, without their words."""
    parts: list[str] = []
    while error is not None:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        parts.append("".join(traceback.format_tb(error.__traceback__)) + kind)
        cause = None if error.__suppress_context__ else error.__context__
        error = error.__cause__ or cause
    return "\nand then\n".join(reversed(parts))
