"""Faults of the request, the network, the server and the account: no usable reply came."""

from typing import Any

from schemas.provenance import Outcome, Rung
from tests.fakes.endpoint import Answer, Scripted
from tests.faults.row import Kind, Lost, Row, refusing, unavailable
from tests.faults.shown import (
    broken_off,
    cut_body,
    error_inside,
    finished_then_cut,
    hang_up,
    refused,
    silent,
    stalled,
)

OK, FORM = Outcome.OK, Outcome.FORM_REFUSED
STRICT, LENIENT, TOOL, OBJECT, PLAIN = tuple(Rung)
ONCE = "once"
WAITS = "again, after a wait"
FOUR = "4 times, with growing waits"
LESS = "again, one rung lower"
FILTERED = "the endpoint's content filter refused the request"
FAILED = "the provider failed while this part was written"
STEPPED = "replies are now asked for as"

_NO_STRICT = refused(422, "response_format.json_schema: unknown field `strict`")
_NO_SCHEMA = refused(400, "response_format of type 'json_schema' is not supported")
_NO_TOOL = refused(400, "this model does not support tools")
_NO_OBJECT = refused(400, "'response_format.type' must be 'text'")
_NO_FORM = refused(400, "response_format is not supported")
_OVERFLOW = refused(400, "This model's maximum context length is 8192 tokens")


def _row(
    kind: Kind, outcome: Outcome, shows: str, asked: str, *answers: Scripted, **more: Any
) -> Row:
    return Row(kind, outcome, shows, asked, answers, **more)


def _final(
    kind: Kind, outcome: Outcome, shows: str, answer: Scripted, says: str, **more: Any
) -> Row:
    lost = refusing(says)
    return _row(kind, outcome, shows, ONCE, answer, attempts=(outcome,), lost=lost, **more)


def _passing(outcome: Outcome, shows: str, answer: Scripted, **more: Any) -> Row:
    ended = (outcome, OK)
    return _row(Kind.NETWORK, outcome, shows, WAITS, answer, attempts=ended, **more)


def _lasting(outcome: Outcome, shows: str, answer: Scripted, **more: Any) -> Row:
    return _row(
        Kind.NETWORK,
        outcome,
        shows,
        FOUR,
        *[answer] * 4,
        attempts=(outcome,) * 4,
        lost=unavailable("failed 4x"),
        **more,
    )


def _form(shows: str, rung: Rung, *answers: Answer, modes: tuple[Rung, ...]) -> Row:
    ended = (*(FORM for _ in answers), OK)
    warns = f"{STEPPED} {rung}"
    asked = LESS
    return _row(
        Kind.REQUEST, FORM, shows, asked, *answers, attempts=ended, modes=modes, warns=warns
    )


FORMS = (
    _form("a refusal that names `strict`", LENIENT, _NO_STRICT, modes=(STRICT, LENIENT)),
    _form("a refusal that names `json_schema`", TOOL, _NO_SCHEMA, modes=(STRICT, TOOL)),
    _form("then one that names tools", OBJECT, _NO_SCHEMA, _NO_TOOL, modes=(STRICT, TOOL, OBJECT)),
    _form(
        "then one of `json_object` too",
        PLAIN,
        _NO_SCHEMA,
        _NO_TOOL,
        _NO_OBJECT,
        modes=(STRICT, TOOL, OBJECT, PLAIN),
    ),
    _row(
        Kind.REQUEST,
        FORM,
        "a refusal of every form, and of none",
        "once at each rung",
        _NO_SCHEMA,
        _NO_TOOL,
        _NO_OBJECT,
        _NO_FORM,
        attempts=(FORM,) * 4,
        modes=(STRICT, TOOL, OBJECT, PLAIN),
        warns=f"{STEPPED} plain",
        lost=refusing("check DRAFTER_MODEL"),
    ),
    _row(
        Kind.REQUEST,
        FORM,
        "a refusal that names `max_tokens`",
        "again, by its other name",
        refused(400, "Unsupported parameter: max_tokens"),
        attempts=(FORM, OK),
    ),
    _row(
        Kind.REQUEST,
        FORM,
        "a refusal that names `stream_options`",
        "again, without it",
        refused(400, "Unsupported parameter: stream_options"),
        attempts=(FORM, OK),
        streams=True,
    ),
    _row(
        Kind.REQUEST,
        FORM,
        "a refusal that goes on naming `max_tokens`",
        "again, by its other name",
        *[refused(400, "Unsupported parameter: max_tokens")] * 2,
        attempts=(FORM,) * 2,
        lost=refusing("check DRAFTER_MODEL"),
    ),
)

REQUESTS = (
    _row(
        Kind.REQUEST,
        Outcome.CONTENT_FILTER,
        "400 of a content filter, as Azure sends it",
        ONCE,
        refused(400, "The prompt triggered the content management policy", "content_filter"),
        attempts=(Outcome.CONTENT_FILTER,),
        lost=Lost(FILTERED, FILTERED),
    ),
    _row(
        Kind.REQUEST,
        Outcome.CONTEXT_OVERFLOW,
        "400 that names the context, where the room for the reply was counted in",
        "again, without a limit for the reply",
        _OVERFLOW,
        attempts=(Outcome.CONTEXT_OVERFLOW, OK),
    ),
    _row(
        Kind.REQUEST,
        Outcome.CONTEXT_OVERFLOW,
        "400 that names the context, twice",
        "again, without a limit for the reply",
        _OVERFLOW,
        _OVERFLOW,
        attempts=(Outcome.CONTEXT_OVERFLOW,) * 2,
        lost=refusing("the reports do not fit the model's context"),
    ),
    _row(
        Kind.REQUEST,
        Outcome.CONTEXT_OVERFLOW,
        "500 that names the context, twice",
        "again, without a limit for the reply",
        *[refused(500, "the request exceeds the available context size")] * 2,
        attempts=(Outcome.CONTEXT_OVERFLOW,) * 2,
        lost=refusing("the reports do not fit the model's context"),
    ),
    *FORMS,
    _final(
        Kind.REQUEST,
        Outcome.BAD_REQUEST,
        "any other 400",
        refused(400, "temperature is out of range"),
        "the endpoint does not take this request: check DRAFTER_MODEL",
    ),
    _final(
        Kind.REQUEST,
        Outcome.NOT_FOUND,
        "404",
        refused(404, "no such model"),
        "check DRAFTER_MODEL ('fake-model')",
    ),
)

NETWORK = (
    _passing(Outcome.NO_CONNECTION, "closed before a byte came", hang_up, told_id=False),
    _passing(Outcome.NO_CONNECTION, "closed in the body", cut_body, told_id=False, streams=False),
    _lasting(Outcome.NO_CONNECTION, "closed before a byte came, 4 times", hang_up, told_id=False),
    _passing(Outcome.CUT_STREAM, "a stream that breaks off", broken_off(), streams=True),
    _passing(
        Outcome.CUT_STREAM,
        "a stream that ends without a finish reason",
        broken_off(cut=False),
        streams=True,
    ),
    _lasting(Outcome.CUT_STREAM, "a stream that breaks off, 4 times", broken_off(), streams=True),
    _row(
        Kind.NETWORK,
        OK,
        "a stream that breaks off after its finish reason: nothing is missing",
        ONCE,
        finished_then_cut,
        attempts=(OK,),
        streams=True,
        counted=False,
    ),
    *(
        _row(
            Kind.NETWORK,
            Outcome.TIMEOUT,
            shows,
            "once: its time is used up",
            answer,
            attempts=(Outcome.TIMEOUT,),
            lost=unavailable("gave no answer within 0.4 s"),
            seconds=0.4,
            told_id=False,
            streams=streams,
        )
        for shows, answer, streams in (
            ("no byte in time", silent, False),
            ("a body that stalls", stalled, False),
            ("a stream that stalls", stalled, True),
        )
    ),
    _passing(Outcome.TIMEOUT, "408", refused(408, "too slow")),
    *(
        _passing(Outcome.SERVER_ERROR, str(status), refused(status, "trouble"))
        for status in (500, 502, 503, 529)
    ),
    _lasting(Outcome.SERVER_ERROR, "5xx, 4 times", refused(503, "trouble")),
    _final(
        Kind.NETWORK,
        Outcome.SERVER_ERROR,
        "5xx with `x-should-retry: false`",
        refused(503, "trouble", x_should_retry="false"),
        "asks not to be tried again now: try later",
    ),
    _passing(
        Outcome.ERROR_IN_200, "an error inside a 200 that may pass", error_inside("upstream", 502)
    ),
    _lasting(
        Outcome.ERROR_IN_200, "the same, 4 times", error_inside("upstream is overloaded", 503)
    ),
    _final(
        Kind.NETWORK,
        Outcome.ERROR_IN_200,
        "an error inside a 200 that will not pass",
        error_inside("no such thing", 400),
        "check DRAFTER_MODEL and what is behind OPENAI_BASE_URL",
    ),
    _final(
        Kind.NETWORK,
        Outcome.NO_COMPLETION,
        "a web page with status 200",
        Answer(b"<html>Sign in</html>", headers={"content-type": "text/html"}),
        "check that OPENAI_BASE_URL is the API and not a web page or a gateway",
        told_id=False,
    ),
    _final(
        Kind.NETWORK,
        Outcome.NO_COMPLETION,
        "a body that is no JSON",
        Answer(b"{broken"),
        "answered with no chat completion",
        told_id=False,
    ),
)

_RATE = Kind.ACCOUNT, Outcome.RATE_LIMITED
_LIMITED = (Outcome.RATE_LIMITED, OK)
ACCOUNT = (
    _row(*_RATE, "429", WAITS, refused(429, "slow down"), attempts=_LIMITED),
    _row(
        *_RATE,
        "429 with `Retry-After: 7`",
        "again, after 7 s",
        refused(429, "slow down", retry_after="7"),
        attempts=_LIMITED,
        waits=(7.0,),
    ),
    _row(
        *_RATE,
        "429 with `retry-after-ms: 1500`",
        "again, after 1.5 s",
        refused(429, "slow down", retry_after_ms="1500"),
        attempts=_LIMITED,
        waits=(1.5,),
    ),
    _row(
        *_RATE,
        "429, 4 times",
        FOUR,
        *[refused(429, "slow down")] * 4,
        attempts=(Outcome.RATE_LIMITED,) * 4,
        lost=unavailable("failed 4x"),
    ),
    _final(
        *_RATE,
        "429 with `x-should-retry: false`",
        refused(429, "slow down", x_should_retry="false"),
        "asks not to be tried again now: try later",
    ),
    *(
        _final(
            Kind.ACCOUNT,
            Outcome.NO_QUOTA,
            f"{status}" + (f" with code `{code}`" if code else ""),
            refused(status, "you ran out", code),
            "the account has no quota left: check its plan and billing",
        )
        for status, code in ((429, "insufficient_quota"), (402, None), (403, "quota_exceeded"))
    ),
    *(
        _final(
            Kind.ACCOUNT,
            outcome,
            str(status),
            refused(status, "this key may not"),
            "set OPENAI_API_KEY to a key that may use this endpoint and model",
        )
        for status, outcome in ((401, Outcome.UNAUTHORIZED), (403, Outcome.FORBIDDEN))
    ),
)
