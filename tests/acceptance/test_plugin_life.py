"""A draft's life as plugins and editors' tools live it: a real server, on both databases."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from drafter.client import YES, AsyncDrafter, GateClosed, NotYours, StaleRevision
from drafter.jobs import prepare
from schemas.review import Action, DraftRecord, DraftState
from tests.acceptance.serving import Server
from tests.drafter.cli.conftest import REPORT
from tests.postgres import Server as Postgres
from tests.postgres import new_database

EDITORS = ("Ada", "Ben", "Cleo", "Dara", "Emil", "Fay", "Gus", "Hana")
DRAFTS = 16
FIRST = "Divers found cracks in two piers of the old bridge."
OTHER = "Cracks were found by divers in two piers."
LAST = "The old bridge was closed after divers found cracks in two piers."
PLUGIN = ("reports:write", "drafts:read", "drafts:write")


def standfirst(text: str) -> dict[str, dict[str, str]]:
    """The patch that puts this text there."""
    return {"standfirst": {"text": text}}


class Newsroom:
    """A server, and a client for each who has a key."""

    def __init__(self, server: Server, open_clients: AsyncExitStack) -> None:
        self._server = server
        self._open = open_clients

    async def client(self, key: str) -> AsyncDrafter:
        """Whoever has that key."""
        return await self._open.enter_async_context(AsyncDrafter(self._server.url, key))

    async def person(self, name: str) -> AsyncDrafter:
        """An editor."""
        operator = await self.client(self._server.key)
        made = await operator.create_key(name, person=True, scopes=(*PLUGIN, "review"))
        return await self.client(made.token)

    async def plugin(self) -> AsyncDrafter:
        """A program of the newsroom's."""
        operator = await self.client(self._server.key)
        made = await operator.create_key("Courier plugin", person=False, scopes=PLUGIN)
        return await self.client(made.token)


@pytest.fixture(params=["sqlite", "postgresql"])
async def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A newsroom on each of the databases."""
    settings = {"DRAFTER_ENGINE": "extractive", "DRAFTER_REQUESTS_A_MINUTE": "100000"}
    if request.param == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        settings["DRAFTER_DATABASE_URL"] = new_database(postgres, prepare)
    server = Server(tmp_path, **settings)
    await server.start()
    async with AsyncExitStack() as open_clients:
        yield Newsroom(server, open_clients)
    await server.stop()


@dataclass
class Shift:
    """What one editor did: the drafts that came, and the texts that the service took."""

    editor: str
    claimed: list[str] = field(default_factory=list)
    taken: dict[tuple[str, int], str] = field(default_factory=dict)


async def test_the_life_of_a_draft_from_report_to_correction(newsroom: Newsroom) -> None:
    plugin = await newsroom.plugin()
    ada, ben = await newsroom.person("Ada"), await newsroom.person("Ben")
    draft_id = await asked_for(plugin)
    await in_review(draft_id, plugin, ada, ben)
    await approved(draft_id, plugin, ada)
    await ada.withdraw(draft_id, "It was one pier, not two.", revision=3)

    gone = await plugin.draft(draft_id)
    assert (DraftState.WITHDRAWN, "It was one pier, not two.") == (gone.state, gone.correction)
    told = ["asked", "drafted", "claimed", "edited", "redrafted", "drafted", "approved", "exported"]
    assert [*told, "withdrawn"] == [entry.action for entry in gone.history]


async def asked_for(plugin: AsyncDrafter) -> str:
    """A draft that the plugin asked for, and waited for, and could have followed."""
    report = await plugin.file_report(REPORT)
    asked = await plugin.ask([report.id], topic="harbour-bridge", desk="local", wait=20)
    assert (DraftState.QUEUED, 1) == (asked.state, asked.revision)
    events = [event async for event in plugin.follow(asked.id)]
    assert list(range(1, len(events) + 1)) == [event.number for event in events]
    assert "findings" == events[-1].kind
    return asked.id


async def in_review(
    draft_id: str, plugin: AsyncDrafter, ada: AsyncDrafter, ben: AsyncDrafter
) -> None:
    """Ada has it, edits it and has a section written anew; Ben may only comment."""
    draft = await ada.next(desk="local")
    assert draft is not None
    assert (draft_id, "Ada") == (draft.id, draft.claimed_by)
    assert await ben.next(desk="local") is None
    with pytest.raises(NotYours):
        await ben.edit(draft_id, standfirst(OTHER), revision=1)
    await ada.edit(draft_id, standfirst(FIRST), revision=1, reason="shorter")
    with pytest.raises(StaleRevision) as stale:
        await ada.edit(draft_id, standfirst(OTHER), revision=1)
    assert 2 == stale.value.current_revision
    assert ["standfirst"] == [one.section for one in (await plugin.diff(draft_id, 1, 2)).sections]

    comment = await ben.comment(draft_id, "standfirst", "Is it two piers?")
    await ada.resolve(draft_id, comment.id)
    assert ["Ada"] == [one.resolved_by for one in await plugin.comments(draft_id)]
    await ada.redraft_section(draft_id, "body", revision=2)
    again = await ada.wait_for(draft_id)
    assert (DraftState.IN_REVIEW, 3, "Ada") == (again.state, again.revision, again.claimed_by)
    assert FIRST == said(again)


async def approved(draft_id: str, plugin: AsyncDrafter, ada: AsyncDrafter) -> None:
    """Ada approves it with all five answers, and the plugin takes it."""
    with pytest.raises(GateClosed) as closed:
        await ada.approve(draft_id, {}, revision=3)
    assert len(YES) <= len(closed.value.open_findings)
    await ada.approve(draft_id, YES, revision=3)
    assert [draft_id] == [one.id async for one in plugin.drafts(status="approved", desk="local")]
    exported = await plugin.export(draft_id)
    standing = exported.draft().standfirst
    assert standing is not None
    assert (FIRST, 3) == (standing.text, exported.revision)
    assert 3 == (await plugin.review_record(draft_id)).revision
    lines = [(line.number, line.author) for line in await plugin.revisions(draft_id)]
    assert [(3, "drafter"), (2, "Ada"), (1, "drafter")] == lines


async def test_eight_editors_at_one_queue_get_in_nobodys_way(newsroom: Newsroom) -> None:
    plugin = await newsroom.plugin()
    report = await plugin.file_report(REPORT)
    results = await plugin.batch([{"reports": [report.id]} for _ in range(DRAFTS)])
    ids = [result.body.id for result in results if isinstance(result.body, DraftRecord)]
    assert DRAFTS == len(set(ids))
    await asyncio.gather(*[plugin.wait_for(draft_id) for draft_id in ids])

    desks = [await newsroom.person(name) for name in EDITORS]
    shifts = await asyncio.gather(*map(shift, EDITORS, desks))

    claims = Counter(draft_id for one in shifts for draft_id in one.claimed)
    assert dict.fromkeys(ids, 1) == dict(claims)
    assert 1 < sum(bool(one.claimed) for one in shifts), "nobody raced"
    for one in shifts:
        for draft_id in one.claimed:
            await accounted_for(plugin, one, draft_id)


async def shift(name: str, desk: AsyncDrafter) -> Shift:
    """Take drafts until there are none: edit twice, the first time in two windows, and decide."""
    done = Shift(name)
    while draft := await desk.next():
        done.claimed.append(draft.id)
        windows = [desk.edit(draft.id, standfirst(text), revision=1) for text in (FIRST, OTHER)]
        answers = await asyncio.gather(*windows, return_exceptions=True)
        (taken,) = (one for one in answers if isinstance(one, DraftRecord))
        (stale,) = (one for one in answers if isinstance(one, StaleRevision))
        assert (2, 2) == (taken.revision, stale.current_revision)
        done.taken[draft.id, 2] = said(taken)
        last = await desk.edit(draft.id, standfirst(LAST), revision=2)
        done.taken[draft.id, 3] = said(last)
        if len(done.claimed) % 2:
            await desk.approve(draft.id, YES, revision=3)
            await desk.export(draft.id, "md")
        else:
            await desk.reject(draft.id, "The repair plan is missing.")
    return done


async def accounted_for(plugin: AsyncDrafter, one: Shift, draft_id: str) -> None:
    """Hold the trail and the revisions of a draft against what its editor was told."""
    record = await plugin.draft(draft_id)
    trail = [(entry.action, entry.by, entry.revision) for entry in record.history][2:]
    ends = {
        DraftState.EXPORTED: [(Action.APPROVED, one.editor, 3), (Action.EXPORTED, one.editor, 3)],
        DraftState.REJECTED: [(Action.REJECTED, one.editor, 3)],
    }
    edits = [(Action.EDITED, one.editor, 2), (Action.EDITED, one.editor, 3)]
    assert [(Action.CLAIMED, one.editor, 1), *edits, *ends[record.state]] == trail
    lines = await plugin.revisions(draft_id)
    assert [(3, one.editor), (2, one.editor), (1, "drafter")] == [
        (line.number, line.author) for line in lines
    ]
    for number in (2, 3):
        draft = await plugin.revision(draft_id, number)
        assert draft.standfirst is not None
        assert one.taken[draft_id, number] == draft.standfirst.text


def said(record: DraftRecord) -> str:
    """The text of its standfirst."""
    assert record.draft is not None
    assert record.draft.standfirst is not None
    return record.draft.standfirst.text
