"""What a batch is answered with, for the document."""

from api.bodies.batch import BatchAnswer, BatchResult
from api.bodies.drafts import Asked
from api.problems import Kind, Problem, wrong_in_body
from schemas.base import Closed

PATH = "/v1/drafts:batch"


def answers(asked: Asked) -> dict[str, Closed]:
    """One draft that is being made, and one that is refused."""
    made = BatchResult(status=202, location=f"/v1/drafts/{asked.id}", replayed=False, body=asked)
    detail = "there is no report rep-aaaaaaaaaaaaaaaa"
    kind = Kind.INVALID_REQUEST
    wrong = wrong_in_body("/drafts/1/reports/0", detail, kind)
    problem = Problem(kind, detail, errors=(wrong,))
    document = problem.document(instance=PATH, request_id="b3f1c2d4e5a6")
    refused = BatchResult(status=kind.status, location=None, replayed=False, body=document)
    return {"batch-answer": BatchAnswer(results=(made, refused))}
