"""What this process did, in numbers that Prometheus reads: calls, tokens, money, stages, findings.

They begin at 0 with the process, so whoever wants the whole adds up all processes. What all
processes would say alike (drafts by state, workers) comes from the database: `api.metrics`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server

from drafter.errors import ConfigurationError
from drafter.telemetry import conventions
from schemas.evidence import Finding
from schemas.job import Stage
from schemas.provenance import Attempt, Outcome

OTHER = "other"
"""Stands for a model that a caller named: only those of the settings become labels."""
STAGE_SECONDS = (0.01, 0.05, 0.25, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 900.0)
ASKED = ("endpoint", "model")


class Counts:
    """The numbers of one process, in a registry of their own. Threads may count at once."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = self._counter(
            "model_requests", "Requests to models, by how they ended.", *ASKED, "outcome"
        )
        self._retries = self._counter(
            "model_retries",
            "Requests that repeat another within a call, by how that one had ended.",
            *(*ASKED, "outcome"),
        )
        self._tokens = self._counter(
            "model_tokens",
            "Tokens that endpoints counted; cached ones are input too, reasoning ones output.",
            *(*ASKED, "kind"),
        )
        self._usd = self._counter("model_cost_usd", "US dollars, where a price is known.", *ASKED)
        self._findings = self._counter(
            "findings", "Findings of the drafts that were made.", "check", "severity", "verdict"
        )
        self._jobs = self._counter("jobs", "What became of jobs.", "event")
        self._seconds = self._histogram(
            "model_request", "Each request to a model.", ASKED, conventions.SECONDS
        )
        self._stages = self._histogram(
            "stage",
            "Each stage of a draft, its calls included.",
            ("stage", "engine"),
            STAGE_SECONDS,
        )

    def asked(self, endpoint: str, model: str, attempts: Sequence[Attempt]) -> None:
        """Count the requests of one call to a model."""
        of = (endpoint, model)
        for one in attempts:
            self._requests.labels(*of, _outcome(one)).inc()
            self._seconds.labels(*of).observe(one.seconds)
            for name, tokens in conventions.tokens_of([one]).items():
                self._tokens.labels(*of, name.removesuffix("_tokens")).inc(tokens)
            if one.cost_usd is not None:
                self._usd.labels(*of).inc(float(one.cost_usd))
        for repeated in attempts[:-1]:
            self._retries.labels(*of, _outcome(repeated)).inc()

    def stage(self, stage: Stage, engine: str, seconds: float) -> None:
        """Count a stage that has ended."""
        self._stages.labels(stage, engine).observe(seconds)

    def found(self, findings: Iterable[Finding]) -> None:
        """Count the findings of a draft."""
        for one in findings:
            self._findings.labels(one.check, one.severity, one.verdict).inc()

    def job(self, event: str) -> None:
        """Count what became of a job, by a word of `drafter.telemetry.jobs`."""
        self._jobs.labels(event).inc()

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"drafter_{name}", told, labels, registry=self.registry)

    def _histogram(
        self, name: str, told: str, labels: Sequence[str], buckets: Sequence[float]
    ) -> Histogram:
        return Histogram(
            f"drafter_{name}_seconds", told, labels, registry=self.registry, buckets=buckets
        )


@cache
def counts() -> Counts:
    """The numbers of this process."""
    return Counts()


@contextmanager
def serve_metrics(
    port: int, host: str = "127.0.0.1", counted: Counts | None = None
) -> Iterator[int]:
    """Within the block, whoever asks that port by HTTP gets the numbers. Gives the port.

    A thread answers, without a key: let nobody but Prometheus reach it. Port 0 is any free one.

    Raises:
        ConfigurationError: the port cannot be had.
    """
    try:
        server, thread = start_http_server(port, host, (counted or counts()).registry)
    except OSError as error:
        raise ConfigurationError(
            f"port {port} of {host} cannot be had for metrics ({error.strerror});"
            " choose another with --metrics-port"
        ) from error
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _outcome(attempt: Attempt) -> Outcome:
    return attempt.outcome or Outcome.OK
