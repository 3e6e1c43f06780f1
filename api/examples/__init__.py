"""Examples for the OpenAPI document. All texts are invented, and ours."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from api.bodies.drafts import Asked, DraftPage, StoredReport
from api.examples import batch, comments, desk, exports, keys, lists, webhooks
from api.problems import Kind, Problem, Wrong
from api.readiness import Health, Looked, Readiness, Ready, ReadyCheck
from drafter import __version__
from drafter.gate import QUESTIONS
from drafter.ingest.reading import read_report
from drafter.review import MACHINE
from drafter.sign_off import Revision, review_record
from schemas.base import Closed
from schemas.draft import Draft
from schemas.estimate import Estimate
from schemas.review import Action, Answer, Approval, AuditEntry, DraftRecord, DraftState, Question

HERE = Path(__file__).parent
DRAFT_ID = "drf-k3v7q2m5x4c6b7na"
REPORT_ID = "rep-h2p5w7d4s3j6t5ye"
ADA = "Ada Lund"
ASKED = datetime(2026, 3, 5, 14, 2, tzinfo=UTC)
NOTE = "The council voted on Thursday, not on Friday."
OPEN_FINDING = """\
body, s5: “4,000” does not stand in what it cites. (numbers, failed: mend it, or waive it with a \
reason)"""
ESTIMATE = Estimate(
    model="brief-writer-1",
    calls=5,
    input_tokens=30640,
    cached_tokens=20776,
    output_tokens=6621,
    most_tokens=210288,
    cost_usd=Decimal("0.020902"),
    most_usd=Decimal("0.271868"),
)

_MEMBERS: Mapping[Kind, Mapping[str, object]] = MappingProxyType(
    {
        Kind.STALE_REVISION: {"current_revision": 3},
        Kind.GATE_CLOSED: {
            "open_findings": (
                OPEN_FINDING,
                f"context: {QUESTIONS[Question.CONTEXT]} (not answered)",
            )
        },
        Kind.INVALID_REQUEST: {
            "errors": (
                Wrong(
                    pointer="/priority",
                    code="enum",
                    detail="Input should be 'breaking', 'normal' or 'backfill'",
                ),
            )
        },
    }
)
_REASONS: Mapping[Action, str] = MappingProxyType(
    {
        Action.WITHDRAWN: NOTE,
        Action.REJECTED: "the repair plan is missing",
        Action.CANCELLED: "The wire has withdrawn its story.",
        Action.HELD: "The court may lift the order on Friday; wait for that.",
    }
)


def examples() -> dict[str, dict[str, Any]]:
    """Every example of the document by its name, as OpenAPI has them."""
    values: dict[str, Any] = {path.stem: _plain(path) for path in sorted(HERE.glob("*.json"))}
    values |= {
        path.stem: path.read_text("utf-8")
        for pattern in ("*.txt", "*.md")
        for path in HERE.glob(pattern)
    }
    made = _answers()
    values |= {name: one.model_dump(mode="json") for name, one in made.items()}
    values |= exports.texts(made["approved"], made["withdrawn"])
    values |= {kind.type.rpartition(":")[2]: _problem(kind) for kind in Kind}
    return {name: {"value": value} for name, value in sorted(values.items())}


def _answers() -> dict[str, Closed]:
    report = read_report((HERE / "report.json").read_bytes(), media_type="application/json")
    draft = Draft.model_validate_json((HERE / "draft.json").read_bytes())
    drafting = _record()
    queued = _moved(drafting, DraftState.QUEUED, Action.DRAFTED, "drafter", draft=draft)
    claim = {"claimed_by": ADA, "claimed_until": ASKED + timedelta(minutes=12)}
    in_review = _moved(queued, DraftState.IN_REVIEW, Action.CLAIMED, ADA, **claim)
    approved = _moved(in_review, DraftState.APPROVED, Action.APPROVED, ADA)
    yes = Approval(answers=dict.fromkeys(Question, Answer(holds=True)))
    by_model = {"engine": "openai", "recipe": "briefing"}
    bare = {"draft": None, "verdicts": (), "history": ()}
    asked = Asked(**dict(drafting) | by_model, estimate=ESTIMATE)
    told = comments.answers(DRAFT_ID, draft, ADA, ASKED + timedelta(minutes=4))
    return (
        batch.answers(asked)
        | keys.answers(ASKED)
        | told
        | webhooks.answers(DRAFT_ID, ADA, ASKED)
        | lists.answers(DRAFT_ID, REPORT_ID, draft, ASKED)
        | desk.answers(DRAFT_ID, draft, ADA, ASKED)
        | {
            "stored-report": StoredReport(id=REPORT_ID, report=report),
            "drafting": asked,
            "in-review": in_review,
            "approved": approved,
            "cancelled": _moved(drafting, DraftState.CANCELLED, Action.CANCELLED, "Courier plugin"),
            "held": _moved(in_review, DraftState.HELD, Action.HELD, ADA),
            "queued": _moved(in_review, DraftState.QUEUED, Action.RELEASED, ADA),
            "review-record": review_record(approved, yes, [Revision(1, MACHINE, draft)]),
            "withdrawn": _moved(
                approved, DraftState.WITHDRAWN, Action.WITHDRAWN, ADA, correction=NOTE
            ),
            "rejected": _moved(in_review, DraftState.REJECTED, Action.REJECTED, ADA),
            "health": Health(status="ok", version=__version__),
            "ready": _readiness(Ready.OK),
            "not-ready": _readiness(Ready.FAILED),
            "draft-page": DraftPage(drafts=(queued.model_copy(update=bare),), next_cursor=None),
        }
    )


def _readiness(workers: Ready) -> Readiness:
    told = {
        Looked.DATABASE: "it answers",
        Looked.SCHEMA: "this version's",
        Looked.WORKERS: "alive: 2",
        Looked.QUEUE: "the oldest draft has waited 3 s for a worker",
        Looked.PROVIDER: "the last drafts say nothing against it",
    }
    checks = {one: ReadyCheck(status=Ready.OK, detail=detail) for one, detail in told.items()}
    if workers is Ready.FAILED:
        none = "none is alive, so nothing is drafted; start `drafter worker`"
        checks[Looked.WORKERS] = ReadyCheck(status=workers, detail=none)
    return Readiness(status=workers, version=__version__, checks=checks)


def _record() -> DraftRecord:
    asked = AuditEntry(action=Action.ASKED, by="Courier plugin", at=ASKED, revision=0, reason=None)
    return DraftRecord.model_validate(
        {
            "id": DRAFT_ID,
            "state": DraftState.DRAFTING,
            "revision": 0,
            "topic": "harbour-bridge",
            "engine": "extractive",
            "recipe": "extractive",
            "headline": None,
            "created_at": ASKED,
            "updated_at": ASKED,
            "created_by": "Courier plugin",
            "claimed_by": None,
            "claimed_until": None,
            "degraded": False,
            "failure": None,
            "draft": None,
            "verdicts": (),
            "history": (asked,),
        }
    )


def _moved(
    record: DraftRecord, state: DraftState, action: Action, by: str, **change: Any
) -> DraftRecord:
    at = record.updated_at + timedelta(minutes=1)
    if "draft" in change:
        change |= {"revision": 1, "headline": change["draft"].headline.text}
    entry = AuditEntry(
        action=action,
        by=by,
        at=at,
        revision=change.get("revision", record.revision),
        reason=_REASONS.get(action),
    )
    free = {} if state is DraftState.IN_REVIEW else {"claimed_by": None, "claimed_until": None}
    history = {"history": (*record.history, entry), "state": state, "updated_at": at}
    return record.model_copy(update=free | change | history)


def _problem(kind: Kind) -> dict[str, Any]:
    problem = Problem(kind, f"{kind.title}.")
    document = problem.document(instance="/v1/drafts", request_id="b3f1c2d4e5a6")
    complete = document.model_copy(update=_MEMBERS.get(kind, {}))
    return complete.model_dump(mode="json", exclude_none=True)


def _plain(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
