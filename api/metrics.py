"""What Prometheus reads: how the newsroom stands, from the database, and what this process did.

The first is the same from every process that is asked, so of several take one (`max`); the second
is each process's own, so add it up (`sum`).
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from drafter.errors import StoreError
from drafter.store.counting import Counting, Standing
from drafter.telemetry.counts import Counts
from schemas.job import Priority

SECONDS = 5.0
"""A database that takes longer has no say in this answer. Prometheus waits for 10 s."""

logger = logging.getLogger(__name__)


async def metrics_text(counting: Counting, counts: Counts, seconds: float = SECONDS) -> bytes:
    """All numbers in Prometheus' text format. Without the database, those of the process alone."""
    standing = None
    try:
        async with asyncio.timeout(seconds):
            standing = await counting.standing()
    except StoreError as error:
        logger.warning("these metrics go without the database: %s", error)
    except TimeoutError:
        logger.warning("these metrics go without the database: more than %g s", seconds)
    registry = CollectorRegistry()
    registry.register(_Shown(standing))
    return generate_latest(registry) + generate_latest(counts.registry)


class _Shown:
    """A collector of one moment."""

    def __init__(self, standing: Standing | None) -> None:
        self._standing = standing

    def collect(self) -> Iterable[Metric]:
        """What Prometheus' registry asks for."""
        up = GaugeMetricFamily("drafter_database_up", "1 where the database could be counted in.")
        up.add_metric([], float(self._standing is not None))
        yield up
        if self._standing is not None:
            yield from _families(self._standing)


def _families(standing: Standing) -> Iterable[Metric]:
    waiting = standing.waiting
    states = {str(state): float(number) for state, number in standing.states.items()}
    by_priority = {
        str(one): float(waiting[one].drafts if one in waiting else 0) for one in Priority
    }
    leases = {"alive": float(standing.workers_alive), "lost": float(standing.workers_lost)}
    yield _by("drafter_drafts", "Drafts, by their state.", "state", states)
    yield _by(
        "drafter_drafts_waiting",
        "Drafts that no worker has begun, by their priority.",
        "priority",
        by_priority,
    )
    yield _by("drafter_workers", "Workers whose lease runs, or ran out.", "lease", leases)
    yield GaugeMetricFamily(
        "drafter_queue_seconds",
        "How long the oldest draft has waited for a worker.",
        value=standing.queue_seconds,
    )
    yield GaugeMetricFamily(
        "drafter_spent_today_usd",
        "US dollars spent or put by today (UTC), as far as known.",
        value=float(standing.spent_today_usd),
    )


def _by(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, told, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family
