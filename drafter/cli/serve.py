"""`drafter serve`: the API and an embedded worker in one process."""

import asyncio
import logging
from socket import socket

import click
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from drafter.cli import FAILED
from drafter.cli.output import say
from drafter.settings import read_settings
from drafter.store.following import ENDING

MARGIN_SECONDS = 5
"""The server waits longer than its worker drains, so that running calls are journalled."""
HEADER_SECONDS = 10.0
"""How long a caller may take to send the headers of a request."""
HEADER_BYTES = 64 * 1024
"""The server's own bound on them; the API has a lower one, and answers with a problem."""


class OneLine(logging.Filter):
    """Of an error of ours at the start, the server's log says the message, not the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record; drop the server's remark that it could not start."""
        lines = record.getMessage().strip().splitlines()
        if lines and lines[-1].startswith("drafter.errors."):
            record.msg, record.args = lines[-1].partition(": ")[2], ()
        if "address already in use" in record.getMessage():
            record.msg, record.args = "the port is taken; choose another with --port", ()
        return not record.getMessage().startswith("Application startup failed")


class Patient(H11Protocol):
    """HTTP/1.1 that does not wait for ever: who opens a connection has to send a request.

    The server's own clock only counts the silence between two requests.
    """

    seconds = HEADER_SECONDS
    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on, and wait for the rest of the headers no longer than for the first of them."""
        super().data_received(data)
        if not getattr(self.cycle, "response_complete", True):  # there is none at first
            self._wait_no_more()
        elif self._giving_up is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._giving_up = self.loop.call_later(self.seconds, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None


class Server(uvicorn.Server):
    """Ends the answers that go on before it waits for those that are under way.

    The app says how in the state of its lifespan: its own end comes only after the waiting.
    """

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Stop, in order."""
        self.lifespan.state.get(ENDING, _nothing)()
        await super().shutdown(sockets)


def _nothing() -> None:
    """An app that did not start has nothing to end."""


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-worker", is_flag=True, help="Serve alone: `drafter worker` drafts elsewhere.")
def command(host: str, port: int, *, no_worker: bool) -> int:
    """Serve the API with an embedded worker. The first start makes a key and prints it."""
    settings = read_settings()
    say(f"starting on http://{host}:{port}, engine {settings.engine_name()}; Ctrl+C stops it")
    config = uvicorn.Config(
        "api.app:create_app_alone" if no_worker else "api.app:create_app",
        factory=True,
        host=host,
        port=port,
        http=Patient,
        h11_max_incomplete_event_size=HEADER_BYTES,
        server_header=False,
        log_config=None,  # its lines are written as all others are
        timeout_graceful_shutdown=round(settings.drain_seconds) + MARGIN_SECONDS,
    )
    logging.getLogger("uvicorn.error").addFilter(OneLine())
    server = Server(config)
    try:
        server.run()
    except (
        SystemExit
    ):  # it could not start, and has said why; its own status would mean another thing
        return FAILED
    return 0
