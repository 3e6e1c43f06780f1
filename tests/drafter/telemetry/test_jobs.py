"""What becomes of a job: its lines and its numbers."""

import json

import pytest

from drafter.telemetry.counts import counts
from drafter.telemetry.jobs import JobEvent, tell
from drafter.telemetry.logs import logs_on_stderr
from drafter.telemetry.marks import drafting


@pytest.mark.parametrize(
    ("event", "level", "message"),
    [
        (JobEvent.STARTED, "INFO", "job drf-1.1 started"),
        (JobEvent.ENDED, "INFO", "job drf-1.1 ended"),
        (JobEvent.CANCELLED, "INFO", "job drf-1.1 cancelled"),
        (JobEvent.TAKEN_OVER, "WARNING", "job drf-1.1 taken over"),
        (JobEvent.SET_ASIDE, "WARNING", "job drf-1.1 set aside"),
    ],
)
def test_each_turn_of_a_job_is_one_line_with_its_ids_and_one_number_more(
    capsys: pytest.CaptureFixture[str], event: JobEvent, level: str, message: str
) -> None:
    before = counted(event)
    with logs_on_stderr("json", "info"):
        tell(event, "drf-1", "drf-1.1", worker="desk-7", starts=2)
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    del told["time"]
    assert {
        "level": level,
        "logger": "drafter.telemetry.jobs",
        "message": message,
        "event": event,
        "draft_id": "drf-1",
        "job_id": "drf-1.1",
        "worker": "desk-7",
        "starts": 2,
    } == told
    assert 1 == counted(event) - before


def test_within_a_job_its_line_has_each_id_once(capsys: pytest.CaptureFixture[str]) -> None:
    with logs_on_stderr("text", "info"), drafting("drf-1", "drf-1"):
        tell(JobEvent.STARTED, "drf-1", "drf-1")
    line = capsys.readouterr().err.strip()
    assert line.endswith("job drf-1 started draft_id=drf-1 job_id=drf-1")


def counted(event: JobEvent) -> float:
    return counts().registry.get_sample_value("drafter_jobs_total", {"event": event}) or 0
