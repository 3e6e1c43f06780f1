"""Examples of exports: one draft in each format, and its cancellation."""

import json
from typing import Any

from drafter.exports.formats import Format, render
from drafter.exports.standing import standing_of
from schemas.base import Closed
from schemas.review import DraftRecord


def texts(approved: Closed, withdrawn: Closed) -> dict[str, Any]:
    """What these two records' drafts are in the formats: text, or what the JSON says."""
    return {
        "export-md": _shown(approved, Format.MD),
        "export-wp": _shown(approved, Format.WP),
        "export-ninjs": json.loads(_shown(approved, Format.NINJS)),
        "export-ninjs-superdesk": json.loads(_shown(approved, Format.NINJS_SUPERDESK)),
        "export-cancellation": json.loads(_shown(withdrawn, Format.NINJS)),
        "export-jsonld": json.loads(_shown(approved, Format.JSONLD)),
    }


def _shown(of: Closed, form: Format) -> str:
    """Raises ValueError where the record has no draft."""
    record = DraftRecord.model_validate(of)
    if record.draft is None:
        raise ValueError(f"{record.id} has no draft to show")
    return render(record.draft, form, standing_of(record))
