"""A draft that cannot be read is refused with the way to each thing that is wrong."""

import io
import json
from pathlib import Path

import pytest

from drafter.checking.reading import read_draft
from drafter.errors import DraftRefused
from schemas.review import DraftState
from tests.drafter.checking.given import RICH, Document
from tests.factories import record


def refused(content: bytes) -> list[str]:
    with pytest.raises(DraftRefused) as caught:
        read_draft("-", standard_input=io.BytesIO(content))
    return str(caught.value).splitlines()


def document() -> Document:
    made: Document = RICH.model_dump(mode="json")
    return made


def test_a_draft_reads_back_as_it_was() -> None:
    text = RICH.model_dump_json()
    read = read_draft("-", standard_input=io.BytesIO(text.encode()))
    assert (RICH, text) == (read.draft, read.text)


def test_each_thing_wrong_is_a_line_with_its_json_pointer() -> None:
    made = document()
    del made["headline"]["text"]
    made["body"][0]["statements"][1]["basis"] = "rumour"
    made["extra/field"] = 1
    found = refused(json.dumps(made).encode())
    bases = "'reported', 'background' or 'inference'"
    assert [
        "standard input: /headline/text: Field required",
        f"standard input: /body/0/statements/1/basis: Input should be {bases}",
        "standard input: /extra~1field: Extra inputs are not permitted",
    ] == found


def test_a_rule_of_the_whole_draft_that_is_broken_is_said_of_the_whole() -> None:
    made = document()
    made["sources"][0]["evidence"].pop(0)
    (line,) = refused(json.dumps(made).encode())
    assert line.startswith("standard input: the draft as a whole: s1 cites sentences not there")


def test_a_draft_that_is_too_long_without_saying_so_is_read_all_the_same() -> None:
    made = document()
    made["headline"]["text"] = "word " * 40
    made["findings"] = []
    read = read_draft("-", standard_input=io.BytesIO(json.dumps(made).encode()))
    assert () == read.draft.findings


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{\n 'a'", "broken JSON at line 2, column 2"),
        (b"[]", "a draft is a JSON object"),
        (b"\xff", "byte 1 is not UTF-8"),
        (b"", "broken JSON at line 1, column 1"),
        (b"[" * 200_000, "broken JSON"),
        (b'{"headline": "\\ud800"}', "standard input: /"),
        (b" " * (16 * 1024 * 1024 + 1), "too large"),
    ],
    ids=["broken", "a list", "bytes", "empty", "deep", "surrogate", "large"],
)
def test_what_is_no_draft_is_refused(content: bytes, expected: str) -> None:
    assert expected in refused(content)[0]


def test_a_record_of_the_queue_is_told_from_a_draft() -> None:
    made = record(DraftState.QUEUED, RICH).model_dump_json()
    assert ["standard input: a record of the queue: give what stands under its draft"] == (
        refused(made.encode())
    )


def test_sources_out_of_order_are_refused() -> None:
    made = document()
    made["sources"].reverse()
    assert ["standard input: /sources/0/id: is R2; the sources are R1, R2, ... in order"] == (
        refused(json.dumps(made).encode())
    )


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.json")
    with pytest.raises(DraftRefused, match=r"none\.json: cannot be read: No such file"):
        read_draft(missing)


def test_nothing_that_a_terminal_would_obey_is_in_a_message() -> None:
    made = document() | {"\u001b[31m": 1}
    assert "\u001b" not in refused(json.dumps(made).encode())[0]
