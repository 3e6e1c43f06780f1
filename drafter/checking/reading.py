"""A draft out of a file, whoever wrote it: what is wrong with it is said by JSON pointer."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from drafter.editing import pointer_to
from drafter.errors import DraftRefused
from drafter.exports.marks import clean
from drafter.verify.found import warning
from schemas.draft import Draft
from schemas.evidence import Check
from schemas.sections import SectionName

MOST_BYTES = 16 * 1024 * 1024
STANDARD_INPUT = "standard input"


@dataclass(frozen=True)
class GivenDraft:
    """A draft with its text as it was given, so that findings can point into it."""

    name: str
    draft: Draft
    text: str
    fingerprint: str


def read_draft(path: str, *, standard_input: BinaryIO | None = None) -> GivenDraft:
    """The draft in a file; `-` is standard input.

    Raises:
        DraftRefused: it cannot be read, or is no valid draft; one line for each thing wrong.
    """
    name = STANDARD_INPUT if path == "-" else path
    content = _content(path, name, standard_input)
    if len(content) > MOST_BYTES:
        raise DraftRefused(f"{name}: too large: over {MOST_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DraftRefused(f"{name}: byte {error.start + 1} is not UTF-8") from None
    return GivenDraft(name, _draft(text, name), text, hashlib.sha256(content).hexdigest())


def _content(path: str, name: str, standard_input: BinaryIO | None) -> bytes:
    try:
        if path == "-":
            return (standard_input or sys.stdin.buffer).read(MOST_BYTES + 1)
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise DraftRefused(f"{name}: cannot be read: {reason}") from None


def _draft(text: str, name: str) -> Draft:
    document = _document(text, name)
    given = document.get("findings")
    if isinstance(given, list):
        document |= {"findings": [*given, *_TOO_LONG]}
    try:
        draft = Draft.model_validate(document)
    except ValidationError as error:
        raise DraftRefused("\n".join(f"{name}: {line}" for line in _wrong(error))) from None
    if wrong := _out_of_order(draft):
        raise DraftRefused(f"{name}: {wrong}")
    return draft.model_copy(update={"findings": draft.findings[: -len(_TOO_LONG)]})


def _document(text: str, name: str) -> dict[str, object]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise DraftRefused(f"{name}: broken JSON at {where}: {error.msg}") from None
    except (ValueError, RecursionError):
        message = f"{name}: broken JSON: a number too long or lists too deep"
        raise DraftRefused(message) from None
    if not isinstance(document, dict):
        raise DraftRefused(f"{name}: no draft: a draft is a JSON object")
    if {"draft", "revision", "state"} <= document.keys():
        raise DraftRefused(f"{name}: a record of the queue: give what stands under its draft")
    return document


_TOO_LONG = tuple(
    warning(Check.LIMITS, "May be longer than the recipe allows.").of(section).model_dump()
    for section in SectionName
)
"""A draft is only valid where a finding says what is too long. Here that is still to be found."""


def _wrong(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        pointer = pointer_to(one["loc"]) or "the draft as a whole"
        yield clean(f"{pointer}: {one['msg'].removeprefix('Value error, ')}")


def _out_of_order(draft: Draft) -> str:
    """What is wrong with the ids of the sources, which number the reports from R1 on."""
    for index, source in enumerate(draft.sources):
        if source.id != f"R{index + 1}":
            return f"/sources/{index}/id: is {source.id}; the sources are R1, R2, ... in order"
        for place, sentence in enumerate(source.evidence):
            if not sentence.id.startswith(f"{source.id}."):
                where = f"/sources/{index}/evidence/{place}/id"
                return f"{where}: {sentence.id} is no sentence of {source.id}"
    return ""
