"""From a request to the lines of its job: the request's id and the draft's stand on one line."""

import json

import pytest

from drafter.telemetry.jobs import JobEvent, tell
from drafter.telemetry.logs import logs_on_stderr
from drafter.telemetry.marks import calling, drafting
from drafter.telemetry.watching import logger
from tests.api.samples import REPORT
from tests.api.serving import Desk, Served

REQUEST_ID = "plugin-0000-42"


async def test_what_was_asked_for_by_whom_leads_to_the_draft_and_from_there_to_its_job(
    served: Served, ada: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    served.queue.idle = True
    with logs_on_stderr("json", "info"):
        request = {"json": {"reports": [REPORT]}, "headers": {"X-Request-ID": REQUEST_ID}}
        body = await ada.json("POST", "/v1/drafts", **request)
        draft_id = body["id"]
        with drafting(draft_id, draft_id):  # as a job of another process does
            tell(JobEvent.STARTED, draft_id, draft_id)
            with calling("report"):
                logger.info("a call")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line[0] == "{"]
    [asked] = [line for line in lines if line.get("request_id") == REQUEST_ID]
    assert (f"asked for {draft_id}", draft_id) == (asked["message"], asked["draft_id"])
    of_job = [line for line in lines if line.get("job_id") == draft_id]
    assert [f"job {draft_id} started", "a call"] == [line["message"] for line in of_job]
    assert {draft_id} == {line["draft_id"] for line in of_job}
