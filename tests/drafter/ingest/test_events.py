"""Earlier events from JSON Lines."""

import json
from datetime import date
from pathlib import Path

import pytest

from drafter.errors import EventsRefused
from drafter.ingest.events import parse_events, read_events


def line(**fields: object) -> str:
    outlets = [{"name": "Island Radio", "url": "https://radio.example.org/1"}]
    whole = {"id": "ev-1", "date": "2026-03-05", "text": "The bridge shuts.", "outlets": outlets}
    return json.dumps(whole | fields)


def test_events_are_numbered_in_order_of_date_and_keep_their_key() -> None:
    events = parse_events([line(id="b", date="2026-03-09"), "", line(id="a", topic=["x"])])
    assert [("E1", "a", date(2026, 3, 5)), ("E2", "b", date(2026, 3, 9))] == [
        (event.id, event.key, event.date) for event in events
    ]


def test_an_outlet_may_have_no_url_and_text_is_tidied() -> None:
    (event,) = parse_events(
        [line(outlets=[{"name": "Wi\u200bre"}], text="The\u00a0bridge\u200b shuts.")]
    )
    assert ("Wire", None, "The bridge shuts.") == (
        event.outlets[0].name,
        event.outlets[0].url,
        event.text,
    )


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "line 2: Invalid JSON"),
        (line(id="x", date="soon"), "line 2: date: "),
        (line(id="x", outlets=[]), "line 2: outlets: "),
        (line(id="x", outlets=[{"name": "\u202e"}]), "line 2: outlets: a name that cannot be read"),
        (line(id="x", text=" "), "line 2: text: "),
        (line(id="x", text="\u200b"), "line 2: text: "),
        (line(), "line 2: id ev-1 stands in line 1 too"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(bad: str, reason: str) -> None:
    with pytest.raises(EventsRefused, match=reason):
        parse_events([line(), bad])


def test_a_file_is_read_and_its_name_stands_before_what_is_wrong(tmp_path: Path) -> None:
    good, bad, latin = tmp_path / "good.jsonl", tmp_path / "bad.jsonl", tmp_path / "latin.jsonl"
    good.write_text("\ufeff" + line() + "\r\n", encoding="utf-8")
    bad.write_text("{}\n", encoding="utf-8")
    latin.write_bytes(b"\xe9")
    assert 1 == len(read_events(str(good)))
    for path, reason in ((bad, "bad.jsonl: line 1"), (latin, "unknown encoding")):
        with pytest.raises(EventsRefused, match=reason):
            read_events(str(path))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(EventsRefused, match="cannot be read"):
            read_events(str(path))
