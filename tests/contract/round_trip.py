"""A round trip with the client that openapi-python-client makes; run by tests/contract/clients.py.

`python round_trip.py URL KEY REPORT`, the report being a JSON file.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from drafter_api import AuthenticatedClient  # type: ignore[import-not-found]  # generated
from drafter_api.api.drafts import (  # type: ignore[import-not-found]  # generated
    ask_for_draft,
    get_draft,
)
from drafter_api.api.reports import add_report  # type: ignore[import-not-found]  # generated
from drafter_api.api.review import claim_draft, edit_draft  # type: ignore[import-not-found]  # generated
from drafter_api.models import (  # type: ignore[import-not-found]  # generated
    AddReportJsonBody,
    DraftState,
    EditDraftJsonBody,
    Priority,
    Wanted,
)


def main(url: str, key: str, sample: str) -> None:
    """File, draft, claim, edit, and edit what has changed meanwhile."""
    drafter = AuthenticatedClient(base_url=url, token=key)
    body = AddReportJsonBody.from_dict(json.loads(Path(sample).read_text("utf-8")))
    report = add_report.sync(client=drafter, body=body)
    wanted = Wanted(reports=[report.id], topic="harbour-bridge", priority=Priority.BREAKING)
    asked = ask_for_draft.sync(client=drafter, body=wanted, idempotency_key=str(time.time_ns()))
    draft = asked
    while draft.state == DraftState.DRAFTING:
        time.sleep(0.2)
        draft = get_draft.sync(asked.id, client=drafter)
    claim_draft.sync(asked.id, client=drafter)
    edited, stale = (edit(drafter, draft, text) for text in ("Bridge shut for now", "Bridge shut"))
    print(edited.state, edited.revision, edited.headline, stale.current_revision)  # noqa: T201


def edit(drafter: Any, draft: Any, text: str) -> Any:
    """The answer to an edit of the headline."""
    patch = EditDraftJsonBody.from_dict({"headline": {"text": text}})
    return edit_draft.sync(draft.id, client=drafter, body=patch, if_match=f'"{draft.revision}"')


if __name__ == "__main__":
    main(*sys.argv[1:])
