"""`drafter worker`: drafts what is queued, beside `drafter serve --no-worker` and other workers."""

import asyncio
import signal
from contextlib import nullcontext

import click

from drafter.cli.output import say
from drafter.jobs import Jobs, Worker, prepare
from drafter.settings import Settings, read_settings
from drafter.store.database import Database
from drafter.telemetry.counts import serve_metrics
from drafter.telemetry.watching import flush


@click.command(name="worker")
@click.option("--metrics-port", type=click.IntRange(0, 65535), help="Serve numbers for Prometheus.")
@click.option("--metrics-host", default="127.0.0.1", show_default=True)
def command(metrics_port: int | None, metrics_host: str) -> None:
    """Draft what is queued, until told to stop: what runs is then finished or handed back."""
    settings = read_settings()
    served = nullcontext() if metrics_port is None else serve_metrics(metrics_port, metrics_host)
    with served:
        asyncio.run(_work(settings))


async def _work(settings: Settings) -> None:
    await asyncio.to_thread(prepare, settings.database_url)
    told = asyncio.Event()
    for how in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(how, told.set)
    database = Database(settings.database_url)
    jobs = Jobs(settings, database)
    worker = Worker(settings, database, jobs)
    try:
        await jobs.start()
        await worker.start()
        say("drafting what is queued; Ctrl+C stops it")
        await told.wait()
        say("stopping: what runs is finished, or handed back")
    finally:
        await worker.stop()
        await jobs.stop()
        await database.close()
        await asyncio.to_thread(flush)
