"""Publishes the models as JSON Schema: `python -m schemas.publish` writes schemas/published/."""

import json
from pathlib import Path
from typing import Any

from schemas.base import SCHEMA_VERSION, Closed
from schemas.checked import Checked
from schemas.desk import DeskStatistics
from schemas.desk_scenarios import Calibration, FollowedScenario, ScenarioOutcome
from schemas.draft import Draft
from schemas.event import EarlierEvent
from schemas.job import Order
from schemas.report import Report
from schemas.review import DraftRecord
from schemas.review_record import ReviewRecord

FOLDER = Path(__file__).parent / "published"
PUBLISHED: dict[str, type[Closed]] = {
    "calibration": Calibration,
    "checked": Checked,
    "desk-statistics": DeskStatistics,
    "draft": Draft,
    "draft-record": DraftRecord,
    "earlier-event": EarlierEvent,
    "followed-scenario": FollowedScenario,
    "order": Order,
    "report": Report,
    "review-record": ReviewRecord,
    "scenario-outcome": ScenarioOutcome,
}


def document(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one published model, as it goes out."""
    schema = PUBLISHED[name].model_json_schema(mode="serialization")
    schema.setdefault("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:drafter:schema:{name}:{SCHEMA_VERSION}",
    } | schema


def publish() -> None:
    """Write every published schema to its file."""
    FOLDER.mkdir(exist_ok=True)
    for name in PUBLISHED:
        text = json.dumps(document(name), indent=2, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    publish()
