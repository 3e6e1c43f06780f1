"""The numbers of a process: their names, types, units, labels and values."""

import time
import urllib.request
from collections.abc import Mapping

import pytest
from prometheus_client import Metric, generate_latest
from prometheus_client.parser import text_string_to_metric_families as parsed

from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.errors import ConfigurationError
from drafter.pipeline import draft
from drafter.telemetry.counts import Counts, counts, serve_metrics
from drafter.telemetry.watching import Asked, Telemetry
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.job import Progress, Stage
from schemas.provenance import Outcome
from schemas.sections import SectionName
from tests import factories
from tests.drafter.telemetry.attempts import attempt

EXPECTED = {
    "drafter_model_requests": ("counter", {"endpoint", "model", "outcome"}),
    "drafter_model_retries": ("counter", {"endpoint", "model", "outcome"}),
    "drafter_model_tokens": ("counter", {"endpoint", "model", "kind"}),
    "drafter_model_cost_usd": ("counter", {"endpoint", "model"}),
    "drafter_model_request_seconds": ("histogram", {"endpoint", "model"}),
    "drafter_findings": ("counter", {"check", "severity", "verdict"}),
    "drafter_stage_seconds": ("histogram", {"stage", "engine"}),
    "drafter_jobs": ("counter", {"event"}),
}
FINDING = Finding(
    check=Check.NUMBERS,
    verdict=Verdict.FAIL,
    severity=Severity.BLOCKER,
    section=SectionName.BODY,
    statement="s5",
    span=None,
    reason="“4,000” does not stand in what it cites.",
)


def read(text: str) -> dict[str, Metric]:
    """The metrics of a text; the times at which each began, which the client adds, left out."""
    return {f.name: f for f in parsed(text) if not f.name.endswith("_created")}


def read_from(counted: Counts) -> dict[str, Metric]:
    return read(generate_latest(counted.registry).decode())


def value(counted: Counts, name: str, **labels: str) -> float | None:
    return counted.registry.get_sample_value(name, labels)


@pytest.fixture
def counted() -> Counts:
    """Counts in which everything has happened once."""
    made = Counts()
    made.asked("127.0.0.1:8080", "small", [attempt(Outcome.RATE_LIMITED), attempt()])
    made.found([FINDING])
    made.stage(Stage.COMPOSE, "openai", 3.5)
    made.job("started")
    return made


def test_each_metric_has_its_type_its_labels_and_a_word_on_what_it_is(counted: Counts) -> None:
    found = read_from(counted)
    assert EXPECTED == {
        name: (family.type, set().union(*(s.labels for s in family.samples)) - {"le"})
        for name, family in found.items()
    }
    assert all(family.documentation for family in found.values())


def test_requests_tokens_and_money_are_those_of_every_attempt(counted: Counts) -> None:
    of: Mapping[str, str] = {"endpoint": "127.0.0.1:8080", "model": "small"}
    assert 1 == value(counted, "drafter_model_requests_total", **of, outcome="ok")
    assert 1 == value(counted, "drafter_model_requests_total", **of, outcome="rate_limited")
    assert 2000 == value(counted, "drafter_model_tokens_total", **of, kind="input")
    assert 400 == value(counted, "drafter_model_tokens_total", **of, kind="output")
    assert pytest.approx(0.002) == value(counted, "drafter_model_cost_usd_total", **of)
    assert 1.0 == value(counted, "drafter_model_request_seconds_sum", **of)


def test_a_retry_is_counted_by_what_made_it_necessary(counted: Counts) -> None:
    of = {"endpoint": "127.0.0.1:8080", "model": "small"}
    assert 1 == value(counted, "drafter_model_retries_total", **of, outcome="rate_limited")
    assert value(counted, "drafter_model_retries_total", **of, outcome="ok") is None


def test_what_no_endpoint_told_counts_nowhere() -> None:
    counted = Counts()
    counted.asked("127.0.0.1:8080", "small", [attempt(tokens=None, cost=None)])
    assert {"drafter_model_tokens": [], "drafter_model_cost_usd": []} == {
        name: read_from(counted)[name].samples
        for name in ("drafter_model_tokens", "drafter_model_cost_usd")
    }


def test_a_model_that_a_caller_named_is_counted_as_other() -> None:
    counted = Counts()
    asked = Asked("front", "127.0.0.1:8080", "a-callers-own", repair=False, reports=1, named=False)
    with Telemetry(counted=counted).call(asked) as answer:
        answer.attempts = (attempt(),)
    (sample,) = (s for s in read_from(counted)["drafter_model_requests"].samples)
    assert {"endpoint": "127.0.0.1:8080", "model": "other", "outcome": "ok"} == sample.labels


def test_a_stage_is_measured_from_its_beginning_to_its_end_its_calls_apart() -> None:
    counted = Counts()
    plan = factories.plan_of()
    with Telemetry(counted=counted).draft(plan.recipe, "extractive", reports=1) as span:
        for call, done in ((None, False), ("front", False), ("front", True), (None, True)):
            time.sleep(0.02)
            span.went_on(Progress(stage=Stage.COMPOSE, call=call, done=done, note=None))
        span.went_on(Progress(stage=Stage.PLAN, call=None, done=True, note="5 calls"))
    samples = read_from(counted)["drafter_stage_seconds"].samples
    assert {("compose", "extractive")} == {(s.labels["stage"], s.labels["engine"]) for s in samples}
    of = {"stage": "compose", "engine": "extractive"}
    assert 1 == value(counted, "drafter_stage_seconds_count", **of)
    assert 0.06 <= (value(counted, "drafter_stage_seconds_sum", **of) or 0)


async def test_a_draft_counts_its_stages_and_its_findings_in_the_numbers_of_the_process() -> None:
    def stages() -> dict[str, float]:
        of = {"engine": "extractive"}
        name = "drafter_stage_seconds_count"
        return {one: value(counts(), name, stage=one, **of) or 0 for one in Stage}

    def findings() -> float:
        return sum(
            sample.value
            for sample in read_from(counts())["drafter_findings"].samples
            if sample.name.endswith("_total")
        )

    before, found_before = stages(), findings()
    made = await draft(factories.plan_of(), ExtractiveEngine())
    expected = {Stage.PLAN: 0, Stage.COMPOSE: 1, Stage.VERIFY: 1, Stage.ASSEMBLE: 1}
    assert expected == {one: after - before[one] for one, after in stages().items()}
    assert len(made.findings) == findings() - found_before


def test_whoever_asks_the_port_of_a_worker_gets_the_numbers(counted: Counts) -> None:
    with serve_metrics(0, counted=counted) as port:
        url = f"http://127.0.0.1:{port}/metrics"
        with urllib.request.urlopen(url, timeout=5) as answer:
            assert EXPECTED.keys() == read(answer.read().decode()).keys()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(url, timeout=5)


def test_a_port_that_is_taken_is_a_configuration_error_that_says_so() -> None:
    with serve_metrics(0) as port:
        wanted = f"^port {port} of 127.0.0.1 cannot be had .*; choose another with --metrics-port"
        with pytest.raises(ConfigurationError, match=wanted), serve_metrics(port):
            raise AssertionError
