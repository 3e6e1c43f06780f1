"""Marks hold for their block and for what is begun within it."""

import asyncio

from drafter.telemetry.marks import calling, drafting, marks, requested


def test_a_mark_holds_for_its_block_and_no_longer() -> None:
    with drafting("dr-1"), requested("req-1"):
        with calling("front"):
            assert {"draft_id": "dr-1", "call": "front", "request_id": "req-1"} == marks()
        assert {"draft_id": "dr-1", "request_id": "req-1"} == marks()
    assert {} == marks()


def test_a_job_is_marked_beside_its_draft_and_only_where_it_is_told() -> None:
    with drafting("dr-1", "dr-1.2"):
        assert {"draft_id": "dr-1", "job_id": "dr-1.2"} == marks()
        with drafting("dr-2"):
            assert {"draft_id": "dr-2"} == marks()
    assert {} == marks()


async def test_calls_side_by_side_each_have_their_own_mark_and_share_the_drafts() -> None:
    async def one(call: str) -> dict[str, str]:
        with calling(call):
            await asyncio.sleep(0)
            return marks()

    with drafting("dr-1"):
        found = await asyncio.gather(one("front"), one("body"))
    assert [{"draft_id": "dr-1", "call": name} for name in ("front", "body")] == list(found)


async def test_a_thread_that_is_begun_within_a_block_has_its_mark() -> None:
    with drafting("dr-1"):
        assert {"draft_id": "dr-1"} == await asyncio.to_thread(marks)
