"""What the pipeline and the engine call: a span and a line of the log for each draft and call.

OpenTelemetry's API alone is used. Without its SDK, which an operator may add, all of it does
nothing. Each request to an endpoint is measured; the span is of the call with all its requests.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

from opentelemetry import metrics, trace
from opentelemetry.trace import Span, SpanKind, StatusCode

from drafter import __version__
from drafter.errors import ProviderError
from drafter.telemetry import conventions
from drafter.telemetry.counts import OTHER, Counts, counts
from drafter.telemetry.marks import calling, marks
from schemas.draft import Draft
from schemas.job import Progress, Stage
from schemas.provenance import Attempt, Outcome, PromptVersion, RecipeVersion

SCOPE = "drafter"
FLUSH_MILLISECONDS = 5000

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What a model is asked: a call of the recipe, about so many reports.

    `named`: the settings name the model. One that a caller named is `other` among the counts.
    """

    call: str
    endpoint: str
    model: str
    repair: bool
    reports: int
    named: bool = True


@dataclass
class Answer:
    """What a call came to, told by whoever made it. `messages` are made only where asked for."""

    attempts: Sequence[Attempt] = ()
    prompts: Sequence[PromptVersion] = ()
    text: str = ""
    messages: Callable[[], Sequence[Mapping[str, str]]] | None = None

    @property
    def finish_reason(self) -> str | None:
        """Why the model stopped, the last time."""
        return self.attempts[-1].finish_reason if self.attempts else None


class Telemetry:
    """Spans, metrics and lines of the log. `content`: messages and replies go onto the spans."""

    def __init__(
        self,
        *,
        content: bool = False,
        tracers: trace.TracerProvider | None = None,
        meters: metrics.MeterProvider | None = None,
        counted: Counts | None = None,
    ) -> None:
        self._content = content
        self._counts = counted or counts()
        self._tracer = trace.get_tracer(SCOPE, __version__, tracers)
        meter = metrics.get_meter(SCOPE, __version__, meters)
        self._duration = meter.create_histogram(
            "gen_ai.client.operation.duration",
            unit="s",
            description="GenAI operation duration.",
            explicit_bucket_boundaries_advisory=conventions.SECONDS,
        )
        self._tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            unit="{token}",
            description="Number of input and output tokens used.",
            explicit_bucket_boundaries_advisory=conventions.TOKENS,
        )
        self._cost = meter.create_counter(
            "drafter.cost", unit="{USD}", description="What requests to models cost, where known."
        )

    @contextmanager
    def draft(self, recipe: RecipeVersion, engine: str, reports: int) -> Iterator["DraftSpan"]:
        """The making of one draft. Tell the span what was made."""
        attributes: dict[str, str | int] = {
            "drafter.recipe": recipe.name,
            "drafter.recipe.version": recipe.version,
            "drafter.engine": engine,
            "drafter.reports": reports,
            **_own(marks()),
        }
        with self._span(f"draft {recipe.name}", SpanKind.INTERNAL, attributes) as span:
            yield DraftSpan(span, engine, self._counts)

    @contextmanager
    def call(self, asked: Asked) -> Iterator[Answer]:
        """One call to a model, by one or more requests. Say in the block what it came to.

        Of a `ProviderError` that leaves the block, the attempts are taken from the error.
        """
        answer, started = Answer(), time.perf_counter()
        with calling(asked.call):
            attributes: dict[str, str | int] = {
                **conventions.asked_of(asked.endpoint, asked.model),
                "drafter.repair": asked.repair,
                "drafter.reports": asked.reports,
                **_own(marks()),
            }
            name = f"{conventions.CHAT} {asked.model}"
            with self._span(name, SpanKind.CLIENT, attributes) as span:
                try:
                    yield answer
                except ProviderError as error:
                    answer.attempts = error.attempts
                    raise
                finally:
                    self._tell(span, asked, answer, time.perf_counter() - started)

    @contextmanager
    def _span(
        self, name: str, kind: SpanKind, attributes: Mapping[str, str | int | bool]
    ) -> Iterator[Span]:
        """A span that says of an error only its kind: its words may quote a text."""
        with self._tracer.start_as_current_span(
            name,
            kind=kind,
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except BaseException as error:
                _fail(span, _kind(error))
                raise

    def _tell(self, span: Span, asked: Asked, answer: Answer, seconds: float) -> None:
        """Tell of a call. A fault in the telling loses no reply that was paid for."""
        try:
            self._measure(asked, answer.attempts)
            self._describe(span, answer)
            _log(asked, answer.attempts, seconds)
        except Exception:
            logger.exception("a call could not be told of")

    def _describe(self, span: Span, answer: Answer) -> None:
        if not (span.is_recording() and answer.attempts):
            return
        span.set_attributes(conventions.answered_by(answer.attempts))
        used = [f"{one.name} {one.version} {one.fingerprint[:12]}" for one in answer.prompts]
        span.set_attribute("drafter.prompts", used)
        if self._content and answer.messages:
            sent, said = answer.messages(), [{"role": "assistant", "content": answer.text}]
            reason = answer.finish_reason
            span.set_attribute("gen_ai.input.messages", conventions.as_messages(sent))
            span.set_attribute("gen_ai.output.messages", conventions.as_messages(said, reason))
        if (outcome := answer.attempts[-1].outcome) not in (Outcome.OK, None):
            _fail(span, str(outcome))

    def _measure(self, asked: Asked, attempts: Sequence[Attempt]) -> None:
        self._counts.asked(asked.endpoint, asked.model if asked.named else OTHER, attempts)
        for one in attempts:
            of = conventions.asked_of(one.endpoint or asked.endpoint, one.model or asked.model)
            bad = {} if one.outcome in (Outcome.OK, None) else {"error.type": str(one.outcome)}
            self._duration.record(one.seconds, {**of, **bad})
            tokens = conventions.tokens_of([one])
            for kind in tokens.keys() & {"input_tokens", "output_tokens"}:
                counted = {**of, "gen_ai.token.type": kind.removesuffix("_tokens")}
                self._tokens.record(tokens[kind], counted)
            if one.cost_usd is not None:
                self._cost.add(float(one.cost_usd), of)


class DraftSpan:
    """The span of a draft that is being made, and the counts of its stages and findings."""

    def __init__(self, span: Span, engine: str, counted: Counts) -> None:
        self._span = span
        self._engine = engine
        self._counts = counted
        self._begun: dict[Stage, float] = {}

    def went_on(self, progress: Progress) -> None:
        """Measure each stage from its beginning to its end. The plan is made before."""
        if progress.call is not None:
            return
        if not progress.done:
            self._begun[progress.stage] = time.perf_counter()
        elif (begun := self._begun.pop(progress.stage, None)) is not None:
            self._counts.stage(progress.stage, self._engine, time.perf_counter() - begun)

    def made(self, draft: Draft) -> None:
        """Put on the span, and into the log, what the draft came to. None of its text."""
        told = draft.provenance
        self._counts.found(draft.findings)
        known = {
            "calls": len(told.calls),
            "repairs": sum(call.repair for call in told.calls),
            "findings": len(draft.findings),
            "blocking": sum(finding.stops for finding in draft.findings),
            "null_sections": len(draft.null_reasons),
            "input_tokens": told.input_tokens,
            "output_tokens": told.output_tokens,
            "cost_usd": None if told.cost_usd is None else float(told.cost_usd),
        }
        counted = {name: value for name, value in known.items() if value is not None}
        self._span.set_attributes({f"drafter.{name}": value for name, value in counted.items()})
        logger.info(
            "drafted by %s with the engine %s in %.2f s",
            *(told.recipe.name, told.engine, told.seconds),
            extra={
                **counted,
                "recipe": told.recipe.name,
                "engine": str(told.engine),
                "seconds": told.seconds,
            },
        )


@cache
def telemetry(*, content: bool = False) -> Telemetry:
    """The telemetry of this process: what OpenTelemetry's own settings say, or nothing."""
    return Telemetry(content=content)


@runtime_checkable
class _Flushes(Protocol):
    def force_flush(self, timeout_millis: int) -> bool: ...


def flush() -> None:
    """Send what is still held back, for at most some seconds: a stopped server ends right after."""
    for provider in (trace.get_tracer_provider(), metrics.get_meter_provider()):
        if isinstance(provider, _Flushes):
            provider.force_flush(FLUSH_MILLISECONDS)


def _own(found: Mapping[str, str]) -> dict[str, str]:
    return {f"drafter.{name}": value for name, value in found.items()}


def _fail(span: Span, kind: str) -> None:
    span.set_attribute("error.type", kind)
    span.set_status(StatusCode.ERROR)


def _kind(error: BaseException) -> str:
    """How the last request ended, where one was made; else the error's class."""
    attempts = error.attempts if isinstance(error, ProviderError) else ()
    outcome = attempts[-1].outcome if attempts else None
    return str(outcome or type(error).__qualname__)


def _log(asked: Asked, attempts: Sequence[Attempt], seconds: float) -> None:
    """One line for the call, whatever became of it."""
    if not logger.isEnabledFor(logging.INFO):
        return
    last = attempts[-1] if attempts else None
    outcome = str((last and last.outcome) or "no answer")
    fields: dict[str, object] = {
        "endpoint": (last and last.endpoint) or asked.endpoint,
        "model": (last and last.model) or asked.model,
        "mode": last and last.mode,
        "outcome": outcome,
        "attempts": len(attempts),
        "repair": asked.repair,
        "seconds": round(seconds, 3),
        "cost_usd": conventions.cost_of(attempts),
        "provider_request_id": last and last.request_id,
        **conventions.tokens_of(attempts),
    }
    told = {name: value for name, value in fields.items() if value is not None}
    message = "%(model)s at %(endpoint)s: %(outcome)s in %(seconds)g s, attempts: %(attempts)d"
    logger.info(message, told, extra=told)
