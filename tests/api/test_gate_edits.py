"""Attempts to get past the gate by way of an edit: none leads to an approval unseen."""

from pathlib import Path

import pytest

from tests.api.gate import (
    FIRST,
    FOURTH,
    OPEN,
    S1,
    SECOND,
    THIRD,
    VERIFIED,
    WAIVED,
    approve,
    lines,
    unchanged,
)
from tests.api.samples import patch, refused
from tests.api.serving import Desk


@pytest.mark.parametrize(
    "bad",
    [
        {"findings": []},
        {"findings": None},
        {"provenance": {"engine": "openai"}},
        {"verdicts": []},
        {"state": "approved"},
        {"history": []},
        {"cuts": []},
        {"sources": []},
        {"headline": {"cites": []}},
        {"headline": {"basis": "reported", "cites": []}},
        {"headline": {"basis": "verified"}},
    ],
)
async def test_no_patch_reaches_what_is_not_an_editors(
    ada: Desk, file: Path, faulty: str, bad: dict[str, object]
) -> None:
    async with unchanged(file):
        refused(await ada("PATCH", faulty, json=bad, headers=SECOND), 422, "patch-refused")


async def test_an_editor_cannot_sign_as_the_engine(ada: Desk, faulty: str) -> None:
    """Else what an editor calls an inference would pass as the draft's own."""
    guess = {"basis": "inference", "cites": [], "written_by": "engine", "text": "It may close."}
    await ada.json("PATCH", faulty, json={"headline": guess}, headers=SECOND)
    expected = "An editor wrote this as inference: no check holds it to a source."
    assert any(expected in line for line in await lines(ada, faulty, THIRD))


@pytest.mark.parametrize(
    "weaker",
    [
        {"basis": "inference", "cites": []},
        {"basis": "inference"},
        {"basis": "background", "cites": []},
        {"basis": "inference", "cites": [], "text": "Eastmere may close its bridge to many people"},
    ],
)
async def test_whoever_takes_a_statements_sources_away_has_to_verify_it(
    ada: Desk, faulty: str, weaker: dict[str, object]
) -> None:
    await ada.json("PATCH", faulty, json={"headline": weaker}, headers=SECOND)
    assert any("(basis, could not check" in line for line in await lines(ada, faulty, THIRD))
    for given in (VERIFIED, WAIVED):
        await ada("POST", faulty + S1, json=given, headers=THIRD)
    assert 200 == (await approve(ada, faulty, THIRD)).status_code


async def test_a_statement_that_is_cut_and_written_anew_is_open_again(
    ada: Desk, claimed: str
) -> None:
    """Under a new id, so that the verdict on the old one answers nothing."""
    text = {"text": "It carries 9,999 people.", "basis": "reported", "cites": ["R1.S3"]}
    body = {"body": [{"subhead": None, "statements": [text]}]}
    record = await ada.json("PATCH", claimed, json=body, headers=FIRST)
    [old] = [s["id"] for part in record["draft"]["body"] for s in part["statements"]]
    path = f"{claimed}/statements/{old}/verdict"
    await ada.json("POST", path, json=WAIVED, headers=SECOND)
    assert 200 == (await ada("PATCH", claimed, json=body, headers=SECOND)).status_code
    [line] = await lines(ada, claimed, THIRD)
    assert "9,999" in line
    assert f"body, {old}:" not in line


async def test_a_verdict_ends_with_the_words_that_it_was_given_for(ada: Desk, faulty: str) -> None:
    """Back to the letter it holds again: same words, same sources, same finding."""
    await ada.json("POST", faulty + S1, json=WAIVED, headers=SECOND)
    other = patch("Eastmere closes its bridge to 9,999 travellers")
    await ada.json("PATCH", faulty, json=other, headers=SECOND)
    assert 1 == len(await lines(ada, faulty, THIRD))
    elsewhere = {"headline": OPEN["headline"] | {"cites": ["R1.S3"]}}
    await ada.json("PATCH", faulty, json=elsewhere, headers=THIRD)
    assert 1 <= len(await lines(ada, faulty, FOURTH))
    cites = (await ada.json("GET", f"{faulty}/revisions/2"))["headline"]["cites"]
    back = {"headline": OPEN["headline"] | {"cites": cites}}
    await ada.json("PATCH", faulty, json=back, headers=FOURTH)
    assert 200 == (await approve(ada, faulty, {"If-Match": '"5"'})).status_code


async def test_a_verdict_ends_where_the_citation_is_changed(ada: Desk, claimed: str) -> None:
    """A clean statement is judged; a citation that does not carry it is no longer answered."""
    number = {"headline": {"text": "Ferries cannot carry 4,000 people", "cites": ["R1.S3"]}}
    await ada.json("PATCH", claimed, json=number, headers=FIRST)
    judged = await ada("POST", claimed + S1, json=VERIFIED, headers=SECOND)
    assert (200, '"2"') == (judged.status_code, judged.headers["ETag"])
    await ada.json("PATCH", claimed, json={"headline": {"cites": ["R1.S1"]}}, headers=SECOND)
    assert any("4,000" in line for line in await lines(ada, claimed, THIRD))
