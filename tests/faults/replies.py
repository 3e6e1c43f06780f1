"""Faults of the reply: it came, and cannot be used as it is."""

from typing import Any

from schemas.provenance import Outcome
from tests.fakes.endpoint import Scripted
from tests.fakes.replies import valid_reply
from tests.faults.row import Kind, Loses, Lost, Row
from tests.faults.shown import MARK, blank, changed, half, packed, refused, said

OK, LENGTH = Outcome.OK, Outcome.LENGTH
ONCE = "once: the same request would end the same"
REPAIRED = "once more, with what was wrong"
GIVEN_UP = "once more, then no more"
UNUSABLE = "the model's reply could not be used; the provenance has what was wrong with it"
CUT = "the model's reply was cut at its token limit, with twice the room too"
FILTERED_REPLY = "the endpoint's content filter stopped the reply"
REFUSES = "I will not write about this."


def _row(outcome: Outcome, shows: str, asked: str, *answers: Scripted, **more: Any) -> Row:
    return Row(Kind.REPLY, outcome, shows, asked, answers, **more)


def _mended(outcome: Outcome, shows: str, answer: Scripted, **more: Any) -> Row:
    return _row(outcome, shows, REPAIRED, answer, attempts=(outcome, OK), **more)


def _lost(outcome: Outcome, shows: str, answer: Scripted, says: str, **more: Any) -> Row:
    lost, ended = Lost(UNUSABLE, says), (outcome, outcome)
    return _row(outcome, shows, GIVEN_UP, answer, answer, attempts=ended, lost=lost, **more)


def _final(outcome: Outcome, shows: str, answer: Scripted, reads: str, **more: Any) -> Row:
    return _row(outcome, shows, ONCE, answer, attempts=(outcome,), lost=Lost(reads, reads), **more)


def _wrong_basis(statement: dict[str, Any]) -> None:
    statement["basis"] = "rumoured"


def _unknown_id(statement: dict[str, Any]) -> None:
    statement["cites"] = ["R7.S99"]


_CUT = said(half, "length")
_BROKEN = said(half)
_PROSE = said(f"{MARK} I would rather talk about it.")
_SPACES = said(" \n ")
_THINKS = said("", reasoning=f"{MARK} I think")
_SHAPE, _IDS = changed(_wrong_basis), changed(_unknown_id)

PACKED = (
    _row(
        OK,
        "JSON in a code fence",
        "once: the packing is taken off",
        packed("```json\n", "\n```"),
        pieces=False,
        attempts=(OK,),
    ),
    _row(
        OK,
        "JSON with prose around it",
        "once: the packing is taken off",
        packed("Certainly! ", " Let me know."),
        pieces=False,
        attempts=(OK,),
    ),
    _row(
        OK,
        "JSON after a byte order mark",
        "once: the packing is taken off",
        packed("\ufeff", ""),
        pieces=False,
        attempts=(OK,),
    ),
    _row(
        OK,
        "JSON after a think tag",
        "once: the packing is taken off",
        packed('<think>{first} I plan {"null_reasons": []}</think>\n', ""),
        pieces=False,
        attempts=(OK,),
    ),
)

ENDED = (
    _final(
        Outcome.REFUSAL,
        "the field `refusal`",
        said(refusal=REFUSES),
        f"the model refused: {REFUSES}",
    ),
    _final(
        Outcome.CONTENT_FILTER,
        "finish reason `content_filter`",
        said(half, "content_filter"),
        FILTERED_REPLY,
        finish="content_filter",
    ),
)

LONG = (
    _row(
        LENGTH,
        "finish reason `length`, then a whole reply",
        "once more, with twice the room",
        _CUT,
        attempts=(LENGTH, OK),
    ),
    _row(
        LENGTH,
        "finish reason `length` with nothing but reasoning, then a whole reply",
        "once more, with twice the room",
        said("", "length", reasoning=f"{MARK} I think"),
        attempts=(LENGTH, OK),
    ),
    _row(
        LENGTH,
        "finish reason `length`, then 400: the endpoint has no such room",
        "with twice the room, then in two halves",
        _CUT,
        refused(400, "max_tokens is too large: this model has at most 4096"),
        attempts=(LENGTH, Outcome.BAD_REQUEST, OK, OK),
    ),
    _row(
        LENGTH,
        "`length` twice, then a half that the provider fails to write",
        "in two halves, then that half once more",
        _CUT,
        _CUT,
        said(valid_reply),
        *[refused(503, "trouble")] * 4,
        attempts=(LENGTH, LENGTH, OK, *[Outcome.SERVER_ERROR] * 4, OK),
    ),
    _row(
        LENGTH,
        "`length` twice, then whole",
        "with twice the room, then in two halves",
        _CUT,
        _CUT,
        attempts=(LENGTH, LENGTH, OK, OK),
    ),
    _row(
        LENGTH,
        "`length` twice, and for the first half of the sections",
        "with twice the room, then in two halves",
        *[_CUT] * 3,
        attempts=(LENGTH, LENGTH, LENGTH, OK),
        lost=Lost(CUT, CUT),
        loses=Loses.FIRST_HALF,
    ),
    _row(
        LENGTH,
        "`length` twice, and for both halves",
        "with twice the room, then in two halves",
        *[_CUT] * 4,
        attempts=(LENGTH,) * 4,
        lost=Lost(CUT, CUT),
    ),
)

UNREADABLE = (
    _mended(Outcome.BROKEN_JSON, "broken JSON, then a valid reply", _BROKEN),
    _lost(Outcome.BROKEN_JSON, "broken JSON twice", _BROKEN, "the reply is not JSON"),
    _mended(Outcome.BROKEN_JSON, "prose without JSON, then a valid reply", _PROSE),
    _lost(Outcome.BROKEN_JSON, "prose twice", _PROSE, "the reply holds no JSON object"),
    _mended(Outcome.EMPTY, "an empty reply, then a valid one", _SPACES),
    _lost(Outcome.EMPTY, "an empty reply twice", _SPACES, "the reply was empty"),
    _mended(Outcome.EMPTY_WITH_REASONING, "reasoning alone, then a valid reply", _THINKS),
    _lost(
        Outcome.EMPTY_WITH_REASONING,
        "reasoning alone, twice",
        _THINKS,
        "the model's thinking used it up; switch thinking off or allow more tokens",
    ),
)

LOOPS = tuple(
    row
    for where, streams, finish in (
        ("a stream: it is not read on", True, None),
        ("a reply that ends by `length`", False, "length"),
    )
    for ends in ("length",)
    for row in (
        _mended(
            Outcome.WHITESPACE_LOOP,
            f"more than 200 spaces in a row in {where}",
            blank(ends=ends),
            streams=streams,
            finish=finish,
        ),
        _lost(
            Outcome.WHITESPACE_LOOP,
            f"the same twice, in {where}",
            blank(ends=ends),
            "the reply ran on in white space",
            streams=streams,
            finish=finish,
        ),
    )
)

ALL_SAID = (
    _row(
        OK,
        "JSON, then more than 200 spaces in a row, in a reply that ends by `length`",
        "once: all was said before",
        said(lambda body: valid_reply(body) + "\n" * 3000, "length"),
        attempts=(OK,),
        streams=False,
        finish="length",
    ),
)

WRONG = (
    _mended(Outcome.WRONG_SHAPE, "a value that the schema does not have, then a valid one", _SHAPE),
    _lost(
        Outcome.WRONG_SHAPE,
        "a value that the schema does not have, twice",
        _SHAPE,
        "basis: Input should be",
        loses=Loses.FIRST,
    ),
    _mended(Outcome.WRONG_IDS, "a source id that does not exist, then a valid one", _IDS),
    _lost(
        Outcome.WRONG_IDS,
        "a source id that does not exist, twice",
        _IDS,
        "there is no source sentence R7.S99",
        loses=Loses.FIRST,
    ),
)

REPLIES = (*PACKED, *ENDED, *LONG, *UNREADABLE, *LOOPS, *ALL_SAID, *WRONG)
