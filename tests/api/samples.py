"""What the tests send."""

from typing import Any

from tests.factories import PARAGRAPHS

HEADLINE = "Eastmere closes its old bridge"
REPORT: dict[str, Any] = {
    "headline": HEADLINE,
    "paragraphs": list(PARAGRAPHS),
    "publisher": "Eastmere Courier",
    "published": "2026-03-05",
    "language": "en",
}
TEXT = f"Headline: {HEADLINE}\nPublisher: Eastmere Courier\n\n" + "\n\n".join(PARAGRAPHS)
EVENT = {
    "id": "ev-1",
    "date": "2025-11-18",
    "text": "Inspectors asked for money to survey the piers of the old bridge.",
    "outlets": [{"name": "Coast Radio"}],
}
YES: dict[str, Any] = {
    "answers": dict.fromkeys(("accuracy", "sourcing", "opinion", "editorialising", "context"), True)
}
"""The body of an approval: yes to all five questions."""
JSON = {"Content-Type": "application/json"}
THIN = {"headline": "Bridge shut", "text": "The bridge is shut."}


def patch(text: str = "The old bridge is shut") -> dict[str, Any]:
    """A patch of the headline's text."""
    return {"headline": {"text": text}}


def refused(answer: Any, status: int, kind: str) -> dict[str, Any]:
    """The problem of an answer that has to be this one."""
    assert (status, f"urn:drafter:problem:{kind}") == (answer.status_code, answer.json()["type"])
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
    return dict(answer.json())
