"""What OpenTelemetry's SDK is given: spans and metrics, in memory."""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import (
    HistogramDataPoint,
    InMemoryMetricReader,
    Metric,
    NumberDataPoint,
)
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from drafter.errors import ProviderUnavailable
from drafter.telemetry.conventions import SECONDS, TOKENS
from drafter.telemetry.marks import drafting, marks
from drafter.telemetry.watching import Asked, Telemetry, flush
from schemas.provenance import Outcome, PromptVersion, Rung
from tests import factories
from tests.drafter.telemetry.attempts import attempt

ASKED = Asked(call="front", endpoint="127.0.0.1:8080", model="some-model", repair=False, reports=2)
PROMPT = PromptVersion(name="front", version=3, fingerprint="ab" * 32)
SENT = ({"role": "user", "content": "the canary sings"},)


@dataclass
class Seen:
    """Telemetry, and all that it gave to the SDK."""

    telemetry: Telemetry
    spans: InMemorySpanExporter
    reader: InMemoryMetricReader

    @property
    def span(self) -> ReadableSpan:
        """The one span that has ended."""
        (span,) = self.spans.get_finished_spans()
        return span

    @property
    def attributes(self) -> Mapping[str, object]:
        """Of the one span."""
        return dict(self.span.attributes or {})

    def metric(self, name: str) -> Metric:
        """The metric of that name."""
        data = self.reader.get_metrics_data()
        found = [
            metric
            for resource in (data.resource_metrics if data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
        ]
        return next(metric for metric in found if metric.name == name)


def seen_by_sdk(*, content: bool = False) -> Seen:
    spans, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracers = TracerProvider(shutdown_on_exit=False)
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    meters = MeterProvider([reader], shutdown_on_exit=False)
    return Seen(Telemetry(content=content, tracers=tracers, meters=meters), spans, reader)


@pytest.fixture
def seen() -> Seen:
    return seen_by_sdk()


def called(seen: Seen, *outcomes: Outcome) -> None:
    with seen.telemetry.call(ASKED) as answer:
        answer.attempts = tuple(attempt(outcome, endpoint="127.0.0.1:8080") for outcome in outcomes)
        answer.prompts = (PROMPT,)
        answer.text = "the canary answers"
        answer.messages = lambda: SENT


def test_a_call_is_a_client_span_by_the_conventions(seen: Seen) -> None:
    with drafting("dr-1"):
        called(seen, Outcome.RATE_LIMITED, Outcome.OK)
    assert ("chat some-model", SpanKind.CLIENT) == (seen.span.name, seen.span.kind)
    assert StatusCode.UNSET is seen.span.status.status_code
    assert {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai_compatible",
        "gen_ai.request.model": "some-model",
        "server.address": "127.0.0.1",
        "server.port": 8080,
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.output.type": "json",
        "gen_ai.usage.input_tokens": 2000,
        "gen_ai.usage.output_tokens": 400,
        "drafter.draft_id": "dr-1",
        "drafter.call": "front",
        "drafter.repair": False,
        "drafter.reports": 2,
        "drafter.attempts": 2,
        "drafter.outcomes": ("rate_limited", "ok"),
        "drafter.rung": "strict_schema",
        "drafter.prompts": ("front 3 abababababab",),
        "drafter.cost_usd": 0.002,
    } == seen.attributes


@pytest.mark.parametrize("outcome", [Outcome.REFUSAL, Outcome.LENGTH, Outcome.WRONG_SHAPE])
def test_a_reply_that_is_no_use_is_an_error_of_its_outcome(seen: Seen, outcome: Outcome) -> None:
    called(seen, outcome)
    assert str(outcome) == seen.attributes["error.type"]
    assert StatusCode.ERROR is seen.span.status.status_code


def test_of_a_provider_that_fails_the_span_has_the_outcome_and_none_of_its_words(
    seen: Seen,
) -> None:
    error = ProviderUnavailable("it said: the canary sings")
    error.attempts = (attempt(Outcome.TIMEOUT), attempt(Outcome.SERVER_ERROR))
    with pytest.raises(ProviderUnavailable), seen.telemetry.call(ASKED):
        raise error
    assert "server_error" == seen.attributes["error.type"]
    assert ("timeout", "server_error") == seen.attributes["drafter.outcomes"]
    assert "canary" not in seen.span.to_json()


def test_of_an_error_of_ours_the_span_has_its_class(seen: Seen) -> None:
    with pytest.raises(ValueError, match="canary"), seen.telemetry.call(ASKED):
        raise ValueError("the canary sings")
    assert "ValueError" == seen.attributes["error.type"]
    assert "canary" not in seen.span.to_json()


def test_no_message_and_no_reply_is_on_a_span_unless_asked_for(seen: Seen) -> None:
    called(seen, Outcome.OK)
    assert "canary" not in seen.span.to_json()


def test_where_content_is_asked_for_the_span_has_messages_and_reply() -> None:
    seen = seen_by_sdk(content=True)
    called(seen, Outcome.OK)
    sent, said = (
        json.loads(str(seen.attributes[f"gen_ai.{way}.messages"])) for way in ("input", "output")
    )
    assert ["the canary sings"] == [part["content"] for part in sent[0]["parts"]]
    assert ["the canary answers"] == [part["content"] for part in said[0]["parts"]]
    assert "stop" == said[0]["finish_reason"]


def test_each_request_is_measured_with_the_conventions_unit_and_buckets(seen: Seen) -> None:
    called(seen, Outcome.RATE_LIMITED, Outcome.OK)
    metric = seen.metric("gen_ai.client.operation.duration")
    points = [point for point in metric.data.data_points if isinstance(point, HistogramDataPoint)]
    assert ("s", SECONDS) == (metric.unit, tuple(points[0].explicit_bounds))
    assert [("rate_limited", 1, 0.5), (None, 1, 0.5)] == [
        ((point.attributes or {}).get("error.type"), point.count, point.sum) for point in points
    ]


def test_tokens_are_measured_by_their_type(seen: Seen) -> None:
    called(seen, Outcome.OK, Outcome.OK)
    metric = seen.metric("gen_ai.client.token.usage")
    points = [point for point in metric.data.data_points if isinstance(point, HistogramDataPoint)]
    assert ("{token}", TOKENS) == (metric.unit, tuple(points[0].explicit_bounds))
    assert {"input": 2000, "output": 400} == {
        (point.attributes or {})["gen_ai.token.type"]: point.sum for point in points
    }


def test_what_requests_cost_is_added_up(seen: Seen) -> None:
    called(seen, Outcome.OK, Outcome.OK)
    metric = seen.metric("drafter.cost")
    (point,) = metric.data.data_points
    assert isinstance(point, NumberDataPoint)
    assert ("{USD}", 0.002) == (metric.unit, point.value)


def test_a_call_is_a_child_of_its_draft(seen: Seen) -> None:
    made = factories.draft()
    told = made.provenance
    with drafting("dr-1"), seen.telemetry.draft(told.recipe, "openai", reports=1) as span:
        called(seen, Outcome.OK)
        span.made(made)
    chat, draft = seen.spans.get_finished_spans()
    assert chat.parent is not None
    assert draft.context is not None
    assert draft.context.span_id == chat.parent.span_id
    assert f"draft {told.recipe.name}" == draft.name
    attributes = draft.attributes or {}
    assert ("dr-1", len(made.findings)) == (
        attributes["drafter.draft_id"],
        attributes["drafter.findings"],
    )
    assert factories.PARAGRAPHS[2] not in draft.to_json()


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, "drafter"):
        yield caplog


def test_a_call_leaves_one_line_with_what_it_came_to(
    seen: Seen, lines: pytest.LogCaptureFixture
) -> None:
    called(seen, Outcome.RATE_LIMITED, Outcome.OK)
    (record,) = lines.records
    assert record.getMessage().startswith("some-model at 127.0.0.1:8080: ok in ")
    assert record.getMessage().endswith(" s, attempts: 2")
    fields = record.__dict__
    assert ("ok", 2, Rung.STRICT_SCHEMA, 2000, 400, 0.002, "req-9") == (
        *(fields["outcome"], fields["attempts"], fields["mode"], fields["input_tokens"]),
        *(fields["output_tokens"], fields["cost_usd"], fields["provider_request_id"]),
    )


def test_a_call_that_is_cut_off_leaves_its_line_too(
    seen: Seen, lines: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(KeyboardInterrupt), seen.telemetry.call(ASKED):
        raise KeyboardInterrupt
    (record,) = lines.records
    assert "no answer" == record.__dict__["outcome"]


def test_a_fault_in_the_telling_loses_no_reply(lines: pytest.LogCaptureFixture) -> None:
    def broken() -> list[dict[str, str]]:
        raise KeyError

    with seen_by_sdk(content=True).telemetry.call(ASKED) as answer:
        answer.attempts, answer.messages = (attempt(),), broken
    assert ["a call could not be told of"] == lines.messages


def test_within_a_call_all_lines_are_marked_with_it(seen: Seen) -> None:
    with seen.telemetry.call(ASKED):
        assert {"call": "front"} == marks()


def test_without_an_sdk_there_is_nothing_to_flush() -> None:
    called(Seen(Telemetry(), InMemorySpanExporter(), InMemoryMetricReader()), Outcome.OK)
    flush()
