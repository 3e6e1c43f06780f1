"""JSON: our own report, a stored one, and ninjs."""

import json
from datetime import date

import pytest

from drafter.errors import ReportRefused
from drafter.ingest.reading import content_hash, read_report
from schemas.report import Report
from tests.factories import report

ONE = (
    "The town of Eastmere closed its old bridge on Tuesday after divers found cracks "
    "in two of its nine piers, and the mayor said that it would stay shut for six "
    "weeks."
)
TWO = (
    "Harbour pilots warned that the ferries could not carry all of the people who "
    "cross every day, and the island asked for a tunnel."
)
HTML = (
    f"<h2>What we know</h2><p>{ONE}</p><script>var x = "
    f"'no';</script><p>{TWO}</p><figure><img src='x'><figcaption>A "
    "bridge.</figcaption></figure>"
)
OWN = {"headline": "Bridge shut", "text": f"{ONE}\n\n{TWO}", "publisher": "Courier"}
NINJS_1 = {
    "uri": "https://wire.example.org/1",
    "type": "text",
    "headline": "Bridge shut",
    "body_html": HTML,
    "infosource": [{"name": "Wire"}],
    "versioncreated": "2026-03-05T10:00:00Z",
    "language": "en",
}
SUPERDESK = {
    "guid": "tag:localhost:2026:1",
    "type": "text",
    "headline": "Bridge &amp; tunnel",
    "body_html": f"{ONE}<br><br>{TWO}<br>",
    "source": "Desk",
    "versioncreated": "2026-03-05T10:00:00+0000",
    "firstcreated": "2026-03-04T10:00:00+0000",
}
NINJS_3 = {
    "uri": "urn:uuid:1",
    "contentCreated": "2026-03-05T10:00:00Z",
    "headlines": [{"role": "short", "value": "Shut"}, {"role": "main", "value": "Bridge shut"}],
    "bodies": [
        {"role": "scenarios", "contentType": "application/json", "value": "[]"},
        {"role": "summary", "value": "Shut."},
        {"role": "main", "contentType": "application/xhtml+xml", "value": HTML},
    ],
    "infoSources": [{"role": "publisher", "name": "Wire"}],
}


def read(document: object) -> Report:
    return read_report(json.dumps(document).encode())


def paragraphs(of: Report) -> list[str]:
    return [" ".join(s.text for s in part.sentences) for part in of.paragraphs]


@pytest.mark.parametrize("document", [OWN, NINJS_1, SUPERDESK, NINJS_3])
def test_each_shape_gives_the_same_paragraphs(document: dict[str, object]) -> None:
    assert [ONE, TWO] == paragraphs(read(document))


@pytest.mark.parametrize(
    ("expected", "document"),
    [
        (("Bridge shut", "Courier", None, None), OWN),
        (("Bridge shut", "Wire", "https://wire.example.org/1", date(2026, 3, 5)), NINJS_1),
        (("Bridge & tunnel", "Desk", None, date(2026, 3, 4)), SUPERDESK),
        (("Bridge shut", "Wire", None, date(2026, 3, 5)), NINJS_3),
    ],
)
def test_each_shape_tells_its_facts(
    expected: tuple[object, ...], document: dict[str, object]
) -> None:
    made = read(document)
    assert expected == (made.headline, made.publisher, made.url, made.published)


def test_a_given_language_wins_over_what_the_text_looks_like() -> None:
    assert "fr" == read(OWN | {"language": "fr-CA"}).language


def test_paragraphs_may_be_given_one_by_one() -> None:
    own = {"headline": "Bridge shut", "paragraphs": [ONE, TWO]}
    assert [ONE, TWO] == paragraphs(read(own))


def test_a_stored_report_comes_back_as_it_is_with_a_hash_of_ours() -> None:
    texts = ("One sentence without an end", "And " + ONE, TWO)
    stored = report(*texts)
    expected = stored.model_copy(update={"content_hash": content_hash(stored.headline, texts)})
    assert expected == read(stored.model_dump(mode="json"))


def test_a_stored_report_of_an_implausible_day_is_refused() -> None:
    stored = report(ONE, TWO).model_copy(update={"published": date(1, 1, 1)})
    with pytest.raises(ReportRefused, match="0001-01-01 is implausible"):
        read(stored.model_dump(mode="json"))


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"title": "x"}, "JSON of an unknown shape"),
        (["x"], "JSON of an unknown shape"),
        (OWN | {"publishd": "x"}, "publishd: is no known field .known: headline, text"),
        (OWN | {"headline": 7}, "headline: Input should be a valid string"),
        (OWN | {"headline": " "}, "no headline"),
        (NINJS_3 | {"headlines": []}, "no headline"),
        (NINJS_3 | {"bodies": []}, "the ninjs item has no text body"),
        (NINJS_3 | {"pubStatus": "canceled"}, "the publisher has canceled this item"),
        (NINJS_1 | {"pubstatus": "canceled"}, "the publisher has canceled this item"),
        ({"content_hash": "x"}, "a stored report that does not hold"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused(document: object, reason: str) -> None:
    with pytest.raises(ReportRefused, match=reason):
        read_report(json.dumps(document).encode(), media_type="application/json")


def test_broken_json_is_refused_with_line_and_column_of_the_file() -> None:
    with pytest.raises(ReportRefused, match="broken JSON at line 3, column 4: Expecting"):
        read_report(b'{\r\n"headline":   "A",\r\n   oops}')


def test_json_that_nests_without_end_is_refused() -> None:
    with pytest.raises(ReportRefused, match="broken JSON"):
        read_report(b'{"a":' + b"[" * 200_000)
