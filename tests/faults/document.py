"""Writes docs/faults.md from the rows of the fault matrix: `python -m tests.faults.document`."""

import re
from collections.abc import Iterator
from pathlib import Path

from drafter.answers import FAILED, UNUSABLE
from tests.faults.row import Kind, Loses, Row
from tests.faults.rows import ROWS

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
HEAD = """\
# Faults

What follows when a model, or the way to it, fails. Written by `python -m tests.faults.document`
from the rows of the fault matrix in `tests/faults`, which holds each row to what it says: by both
recipes, for the call that writes the headline and, where something is lost, for another, streamed
and not. Do not edit it here.

## In short

- **A fault stays in its call.** The other calls of the draft lose nothing by it, and within a
  call the sections that came whole and valid are kept. What cannot be written is null, and
  `null_reasons` says why.
- **No headline, no draft.** Where the headline is among what is lost, the extractive engine
  drafts instead: the job is `queued` and `degraded`, the exit status 0, `fallback_reason` says
  why, and `POST /v1/drafts/{id}/redraft` has it written again later. With `DRAFTER_FALLBACK=none`
  the job is `failed`, its `failure` says why, and the exit status is 3. The tables mark this by
  ¹.
- **Text that was cut is never used.** A reply that ends by its length limit is asked for once
  more with twice the room, then in two halves; a stream without its end is asked for again from
  the start.
- **A reply is mended by asking once more** (`DRAFTER_REPAIRS`), for the sections that failed
  alone, with the last answer and what was wrong with it. The same errors twice end it. A refusal,
  a content filter and a cut reply are not asked about again.
- **A request is tried again where that may help**: at most 4 times (`DRAFTER_ATTEMPTS`) with
  growing waits, or after as long as the endpoint asks for, up to 20 s; all within
  `DRAFTER_CALL_SECONDS` for a call and `DRAFTER_DRAFT_SECONDS` for a draft.
- **With more than one endpoint** (`DRAFTER_ENDPOINTS`) a call that fails at one goes to the next,
  before anything here is lost; where all fail, the reason has the words of all.
- **Every attempt is kept** in the provenance: endpoint, model, mode, outcome, request id, finish
  reason, tokens, cost, seconds and error. What was paid for before a fault is counted, in a draft
  that stands in too.
- **A draft that would go over its budget** is not begun: no model is asked, and it ends as one
  without a headline does.

The log has a line at level info for each request that is tried again and for each call, with its
outcome; a line at level warning where the table says so, and where a job fails. No line holds a
word of a source, a reply or a key.

In the tables *unusable* is for a null section that says “{unusable}”, and *failed* for
“{failed}”; what follows ¹ is in the reason where there is no headline. The column *asked* is
about the one call that meets the fault. *Job* is the state of the draft's job and the exit status
of `drafter draft`.
"""
NOTES = {
    Kind.REPLY: "It came, and cannot be used as it is.",
    Kind.REQUEST: "The endpoint answered, and does not take what it was sent.",
    Kind.NETWORK: "A port that takes no connection is a `timeout`; one that nobody listens at is"
    " `no_connection`.",
    Kind.ACCOUNT: "Who asks may not, or not so often.",
}
USUAL = {UNUSABLE: "*unusable*", FAILED: "*failed*"}
COLUMNS = ("outcome", "how it shows", "asked", "section", "draft", "job", "the editor reads", "log")
NULL = {
    Loses.ALL: "null",
    Loses.FIRST: "the one is null",
    Loses.FIRST_HALF: "that half is null",
}


def page() -> str:
    """The whole page."""
    head = HEAD.replace("{unusable}", UNUSABLE).replace("{failed}", FAILED)
    return "\n".join([head, *(line for kind in Kind for line in _table(kind))])


def _table(kind: Kind) -> Iterator[str]:
    yield from (f"## {kind}", "", NOTES[kind], "")
    yield _line(*COLUMNS)
    yield _line(*["---"] * len(COLUMNS))
    for row in ROWS:
        if row.kind is kind:
            yield _line(*_cells(row))
    yield ""


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _cells(row: Row) -> tuple[str, ...]:
    lost = row.lost is not None
    return (
        f"`{row.outcome}`",
        row.shows + _where(row),
        row.asked,
        NULL[row.loses] if lost else "written",
        "without¹" if lost else "whole",
        "`queued`, 0" + ("¹" if lost else ""),
        _reads(row),
        f"warning: {row.warns}" if row.warns else "info",
    )


def _where(row: Row) -> str:
    """Said where the words do not: it shows in a stream alone."""
    return " (streamed)" if row.streams and "stream" not in row.shows else ""


def _reads(row: Row) -> str:
    """The reason for the null section; where there is no headline, what the error says."""
    if row.lost is None:
        return ""
    reads, says = row.lost.reads, re.sub(r"\s+", " ", row.lost.says)
    short = USUAL.get(reads, f"“{reads}”")
    return short + (f"; ¹ “… {says}”" if says not in reads else "")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
