"""What a request may not send: too much, too slowly, packed, or nested without end."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bounds import DEEPEST, MOST_HEADERS, require_shallow
from api.envelope import SAFE
from api.problems import Kind, Problem
from tests.api.samples import REPORT
from tests.api.serving import Desk, serving, settings_for

JSON = st.recursive(
    st.text() | st.integers() | st.none(),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part),
)


def kind_of(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"]


def of(kind: Kind) -> tuple[int, str]:
    return kind.status, kind.type


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def depth_of(value: object) -> int:
    parts = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    )
    return 0 if parts is None else 1 + max(map(depth_of, parts), default=0)


@pytest.mark.parametrize("path", ["/v1/drafts", "/v1/reports"])
async def test_json_that_is_nested_too_deep_is_refused_unread(ada: Desk, path: str) -> None:
    body = '{"reports": [' + nested(200_000) + "]}"
    json_type = {"Content-Type": "application/json"}
    answer = await ada("POST", path, content=body, headers=json_type)
    assert of(Kind.MALFORMED_BODY) == kind_of(answer)
    assert str(DEEPEST) in answer.json()["detail"]


def test_the_bound_on_nesting_is_where_it_is_said_to_be() -> None:
    require_shallow(nested(DEEPEST).encode())
    with pytest.raises(Problem):
        require_shallow(nested(DEEPEST + 1).encode())


@given(JSON)
def test_no_json_of_few_levels_is_refused_whatever_its_strings_hold(value: object) -> None:
    assert depth_of(value) <= DEEPEST
    require_shallow(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


@given(st.text())
def test_brackets_in_strings_do_not_count(text: str) -> None:
    require_shallow(json.dumps([text + "[" * 100 + text]).encode())


async def test_a_packed_body_is_refused_whatever_is_in_it(ada: Desk) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = await ada("POST", "/v1/drafts", content=bomb, headers=headers)
    assert of(Kind.UNSUPPORTED_MEDIA_TYPE) == kind_of(answer)


@pytest.mark.parametrize(
    "headers",
    [{f"X-{n}": "1" for n in range(MOST_HEADERS + 1)}, {"X-Long": "x" * 20_000}],
    ids=["many", "long"],
)
async def test_too_many_headers_are_refused(ada: Desk, headers: dict[str, str]) -> None:
    answer = await ada("GET", "/v1/drafts", headers=headers)
    assert of(Kind.HEADERS_TOO_LARGE) == kind_of(answer)


async def test_a_body_that_trickles_in_is_cut_off(file: Path) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" "
            await asyncio.sleep(0.02)

    async with serving(settings_for(file, body_seconds=0.1)) as served:
        ada = await served.desk()
        json_type = {"Content-Type": "application/json"}
        answer = await ada("POST", "/v1/drafts", content=trickle(), headers=json_type)
        assert of(Kind.BODY_TOO_SLOW) == kind_of(answer)
        assert (await ada("POST", "/v1/drafts", json={"reports": [REPORT]})).is_success


@pytest.mark.parametrize("path", ["/healthz", "/v1/drafts", "/nowhere"])
async def test_every_answer_carries_the_safe_headers(ada: Desk, path: str) -> None:
    answer = await ada("GET", path)
    assert dict(SAFE) == {name: answer.headers[name] for name in SAFE}


async def test_a_page_may_say_what_it_needs_by_itself(ada: Desk, draft: str) -> None:
    answer = await ada("GET", f"{draft}/export?format=html&preview=true")
    assert "style-src 'unsafe-inline'" in answer.headers["Content-Security-Policy"]
    assert "nosniff" == answer.headers["X-Content-Type-Options"]


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "%2e%2e", "drf-%00", "drf-';--", "𝔡𝔯𝔣"])
async def test_a_name_that_leads_astray_leads_nowhere(ada: Desk, name: str) -> None:
    for path in (f"/v1/drafts/{name}", f"/v1/reports/{name}", f"/v1/drafts/{name}/revisions/1"):
        assert Kind.NOT_FOUND.status == (await ada("GET", path)).status_code
