"""`drafter serve`: the API and an embedded worker in one process."""

import click
import uvicorn

from drafter.cli.output import say
from drafter.settings import read_settings

DRAIN_SECONDS = 95
"""Longer than the jobs' own drain of 90 s, so that running calls finish and are journalled."""


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def command(host: str, port: int) -> None:
    """Serve the API with an embedded worker. The first start makes a key and prints it."""
    settings = read_settings()
    say(f"http://{host}:{port}, engine {settings.engine_name()}; stop with Ctrl+C")
    uvicorn.run(
        "api.app:create_app",
        factory=True,
        host=host,
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
