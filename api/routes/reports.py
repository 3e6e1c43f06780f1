"""Reports come in."""

from fastapi import APIRouter, Request, Response

from api.access import GuardedRoute, TheKey
from api.bodies.drafts import StoredReport
from api.newsroom import TheNewsroom
from api.once import ONCE, REPLAYED, Made, Make, TheOnce
from api.problems import Kind
from api.reading import report_of
from api.refusals import LOCATION, WITH_BODY, answered, answers, shown

router = APIRouter(prefix="/v1/reports", tags=["reports"], route_class=GuardedRoute)

_BODIES = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "description": "a report as in the example, a stored report, or IPTC ninjs",
                },
                "examples": shown("report", "report-ninjs"),
            },
            "text/plain": {"schema": {"type": "string"}, "examples": shown("report-text")},
            "text/markdown": {
                "schema": {"type": "string"},
                "examples": shown("report-markdown"),
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                    "required": ["file"],
                }
            },
        },
    }
}


@router.post(
    "",
    status_code=201,
    summary="File a report",
    openapi_extra=_BODIES,
    response_model=StoredReport,
    responses=answers(
        {201: answered("Stored", "stored-report", LOCATION | REPLAYED)},
        *WITH_BODY,
        Kind.REPORT_REFUSED,
        *ONCE,
    ),
)
async def add_report(
    request: Request, newsroom: TheNewsroom, key: TheKey, once: TheOnce
) -> Response:
    """Keep a source report, read into numbered sentences.

    The same report again has the same id; from another publisher it is another report.
    At most 1 MiB, at least 50 words.
    """

    async def prepare() -> Make:
        report = await report_of(request)

        async def make() -> Made:
            name = await newsroom.reports.add(report, key.name)
            body = StoredReport(id=name, report=report)
            return Made(201, body, {"Location": f"/v1/reports/{name}"})

        return make

    return await once.prepared(prepare)


@router.get(
    "/{report_id}",
    summary="Read a report",
    responses=answers({200: answered("The report", "stored-report")}, Kind.NOT_FOUND),
)
async def get_report(report_id: str, newsroom: TheNewsroom) -> StoredReport:
    """A stored report, as it was read."""
    return StoredReport(id=report_id, report=await newsroom.reports.get(report_id))
