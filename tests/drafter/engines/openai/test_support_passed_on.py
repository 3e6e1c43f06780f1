"""Verdicts through what stands around an engine: several in turn, and telemetry."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from drafter.engines.base import Batch
from drafter.engines.openai.providers import InTurn
from drafter.engines.openai.watched import Watched
from drafter.errors import DrafterError, ProviderUnavailable
from drafter.telemetry.watching import Telemetry
from drafter.verify.support import queries_of
from tests.factories import draft, plan_of
from tests.fakes.engine import ATTEMPT, FakeEngine, verdicts

PLAN = plan_of()
BATCH = Batch(1, queries_of(draft(PLAN), PLAN.evidence))


def down(batch: Batch) -> DrafterError:
    error = ProviderUnavailable(f"down at batch {batch.number}")
    error.attempts = (ATTEMPT,)
    return error


async def test_where_the_first_endpoint_is_down_the_next_one_is_asked() -> None:
    first, second = FakeEngine({}, [down]), FakeEngine({})

    reply = await InTurn([first, second]).support(PLAN, BATCH)

    assert (1, 1) == (len(first.batches), len(second.batches))
    assert (ATTEMPT, ATTEMPT) == reply.attempts
    assert verdicts(BATCH).verdicts == reply.verdicts


async def test_where_all_are_down_the_error_holds_every_attempt() -> None:
    both = InTurn([FakeEngine({}, [down]), FakeEngine({}, [down])])

    with pytest.raises(ProviderUnavailable, match="down at batch 1") as raised:
        await both.support(PLAN, BATCH)

    assert (ATTEMPT, ATTEMPT) == raised.value.attempts


async def test_several_in_turn_are_estimated_as_the_first() -> None:
    first = FakeEngine({})

    estimate = InTurn([first, FakeEngine({})]).estimate_support(PLAN, 3)

    assert first.estimate_support(PLAN, 3) == estimate


async def test_a_call_for_verdicts_is_a_span_with_its_messages_where_content_is_wanted() -> None:
    spans = InMemorySpanExporter()
    tracers = TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    watched = Watched(FakeEngine({}), Telemetry(content=True, tracers=tracers))

    reply = await watched.support(PLAN, Batch(2, BATCH.queries, again=True))

    (span,) = spans.get_finished_spans()
    told = dict(span.attributes or {})
    assert verdicts(BATCH) == reply
    assert ("support", True) == (told["drafter.call"], told["drafter.repair"])
    assert "Eastmere closes its old bridge" in str(told["gen_ai.input.messages"])


def test_the_estimate_is_the_engines() -> None:
    engine = FakeEngine({})

    assert engine.estimate_support(PLAN, 7) == Watched(engine, Telemetry()).estimate_support(
        PLAN, 7
    )
