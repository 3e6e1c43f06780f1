"""The whole life of a draft over HTTP, with the real jobs and the real extractive engine."""

import asyncio
from pathlib import Path

from api.app import create_app
from api.examples import HERE
from drafter.jobs import Embedded
from schemas.draft import Draft
from schemas.key import Scope
from tests.api.samples import YES, refused
from tests.api.serving import ALL, Desk, settings_for

PLUGIN = frozenset({Scope.REPORTS_WRITE, Scope.DRAFTS_READ, Scope.DRAFTS_WRITE})


async def written(desk: Desk, path: str) -> str:
    """The ETag of the draft once it is no longer being written."""
    for _ in range(200):
        answer = await desk("GET", path)
        if answer.json()["state"] != "drafting":
            assert "queued" == answer.json()["state"], answer.json()["failure"]
            return str(answer.headers["ETag"])
        await asyncio.sleep(0.05)
    raise TimeoutError(f"{path} is still being written")


async def test_a_report_becomes_a_briefing_that_a_person_has_approved(file: Path) -> None:
    app = create_app(settings_for(file), Embedded)
    async with app.router.lifespan_context(app):
        keys = app.state.newsroom.keys
        plugin = Desk(app, await keys.create("Courier", person=False, scopes=PLUGIN))
        ada = Desk(app, await keys.create("Ada", person=True, scopes=ALL))

        text = (HERE / "report-text.txt").read_bytes()
        files = {"file": ("bridge.txt", text, "text/plain")}
        report = await plugin.json("POST", "/v1/reports", files=files)
        asked = {"reports": [report["id"]], "topic": "harbour-bridge"}
        draft = (await plugin("POST", "/v1/drafts", json=asked)).headers["Location"]
        tag = await written(plugin, draft)

        await ada.json("POST", f"{draft}/claim")
        patch = {"standfirst": {"text": "Divers found cracks in two piers of the old bridge."}}
        edited = await ada("PATCH", draft, json=patch, headers={"If-Match": tag})
        stale = await ada("POST", f"{draft}/approve", json=YES, headers={"If-Match": tag})
        refused(stale, 412, "stale-revision")
        refused(await plugin("GET", f"{draft}/export?format=json"), 409, "wrong-state")
        approved = {"If-Match": edited.headers["ETag"]}
        await ada.json("POST", f"{draft}/approve", json=YES, headers=approved)

        exported = await plugin("GET", f"{draft}/export?format=json")
        briefing = Draft.model_validate_json(exported.content)
        assert briefing.standfirst is not None
        assert patch["standfirst"]["text"] == briefing.standfirst.text
        record = await plugin.json("GET", draft)
        assert ["asked", "drafted", "claimed", "edited", "approved", "exported"] == [
            entry["action"] for entry in record["history"]
        ]
        assert ["Courier", "drafter", "Ada", "Ada", "Ada", "Courier"] == [
            entry["by"] for entry in record["history"]
        ]
        await plugin.close()
        await ada.close()
