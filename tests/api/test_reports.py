"""Reports come in over HTTP."""

import json

import pytest

from schemas.report import Report
from tests.api.samples import HEADLINE, JSON, REPORT, TEXT, THIN, refused
from tests.api.serving import Desk

MARKDOWN = TEXT.replace(f"Headline: {HEADLINE}\nPublisher: Eastmere Courier", f"# {HEADLINE}")
NINJS = {
    "uri": "https://courier.example.org/bridge",
    "headline": HEADLINE,
    "body_text": "\n\n".join(REPORT["paragraphs"]),
}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (json.dumps(REPORT), "application/json"),
        (json.dumps(NINJS), "application/json; charset=utf-8"),
        (json.dumps(NINJS), "application/vnd.iptc.ninjs+json"),
        (TEXT, "text/plain; charset=utf-8"),
        (MARKDOWN, "text/markdown"),
    ],
    ids=["own", "ninjs", "ninjs by its own type", "plain", "markdown"],
)
async def test_a_report_is_stored_whatever_its_form(
    ada: Desk, content: str, media_type: str
) -> None:
    headers = {"Content-Type": media_type}
    answer = await ada("POST", "/v1/reports", content=content.encode(), headers=headers)
    stored = answer.json()
    assert (201, f"/v1/reports/{stored['id']}") == (answer.status_code, answer.headers["Location"])
    assert HEADLINE == Report.model_validate_json(json.dumps(stored["report"])).headline
    assert stored == await ada.json("GET", answer.headers["Location"])


async def test_a_file_is_stored_by_its_own_name_and_type(ada: Desk) -> None:
    files = {"file": ("bridge.md", MARKDOWN.encode(), "application/octet-stream")}
    stored = await ada.json("POST", "/v1/reports", files=files)
    assert HEADLINE == stored["report"]["headline"]


async def test_the_same_report_again_has_the_same_id_and_another_publishers_its_own(
    ada: Desk,
) -> None:
    publishers = ("Eastmere Courier", "Eastmere Courier", "Coast Radio")
    filed = [
        await ada.json("POST", "/v1/reports", json=REPORT | {"publisher": publisher})
        for publisher in publishers
    ]
    assert filed[0] == filed[1]
    assert filed[0]["id"] != filed[2]["id"]
    assert "Coast Radio" == filed[2]["report"]["publisher"]


async def test_a_form_without_the_file_says_so(ada: Desk) -> None:
    answer = await ada("POST", "/v1/reports", files={"report": ("a.txt", b"text")})
    assert "/file" == refused(answer, 422, "invalid-request")["errors"][0]["pointer"]


async def test_a_form_that_cannot_be_parsed_answers_400(ada: Desk) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    answer = await ada("POST", "/v1/reports", content=b"no boundary", headers=headers)
    refused(answer, 400, "malformed-body")


async def test_a_form_with_two_files_answers_400(ada: Desk) -> None:
    files = [("file", ("a.txt", TEXT.encode())), ("more", ("b.txt", TEXT.encode()))]
    refused(await ada("POST", "/v1/reports", files=files), 400, "malformed-body")


async def test_a_thin_report_is_refused_with_its_words(ada: Desk) -> None:
    problem = refused(await ada("POST", "/v1/reports", json=THIN), 422, "report-refused")
    assert "refused as too thin: 4 words, at least 50 are needed" == problem["detail"]


async def test_a_refused_file_is_named(ada: Desk) -> None:
    files = {"file": ("thin.json", json.dumps(THIN).encode())}
    problem = refused(await ada("POST", "/v1/reports", files=files), 422, "report-refused")
    assert problem["detail"].startswith("thin.json: ")


@pytest.mark.parametrize("text", ["\ud800", "\x00"])
async def test_characters_that_are_none_do_no_harm(ada: Desk, text: str) -> None:
    content = json.dumps(REPORT | {"headline": f"Bridge {text} shut"}).encode()
    answer = await ada("POST", "/v1/reports", content=content, headers=JSON)
    assert answer.status_code in (201, 422)


async def test_a_report_that_is_not_there_answers_404(ada: Desk) -> None:
    refused(await ada("GET", "/v1/reports/rep-none"), 404, "not-found")
