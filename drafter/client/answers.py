"""What the API answers beside the documents of `schemas`: the same names, the same fields."""

import json
from decimal import Decimal
from typing import Any

from pydantic import Field, JsonValue

from drafter.client.reading import built
from schemas.base import Closed, Text
from schemas.draft import Draft
from schemas.estimate import Estimate
from schemas.key import Key
from schemas.report import Report
from schemas.review import DraftRecord
from schemas.webhook import Delivery, DeliveryAttempt, Payload, Webhook


class StoredReport(Closed):
    """A report, and the id that it is kept under."""

    id: Text
    report: Report


class Asked(DraftRecord):
    """The record of a draft that was asked for, and what it was likely to cost."""

    estimate: Estimate


class ListedKey(Key):
    """A key, and the US dollars that its drafts of this UTC day have cost or are likely to."""

    spent_today: Decimal


class KeyWithToken(ListedKey):
    """A key, and its token, which is told this once."""

    token: str = Field(repr=False)


class ProblemDocument(Closed):
    """A refusal, as a part of an answer: docs/problems.md."""

    type: Text
    title: Text
    status: int
    detail: Text
    instance: Text
    request_id: Text
    errors: tuple[dict[str, Any], ...] | None = None
    current_revision: int | None = None
    open_findings: tuple[str, ...] | None = None
    violated_policies: tuple[str, ...] | None = None


class BatchResult(Closed):
    """What became of one draft of a batch: the status and body that it would have had alone."""

    status: int
    location: Text | None
    replayed: bool
    body: Asked | ProblemDocument


class Event(Closed):
    """One event of a draft, by docs/following.md. A newer service may tell of other kinds."""

    number: int = Field(ge=1)
    kind: Text
    data: dict[str, Any]


class WebhookWithSecret(Webhook):
    """A webhook, and the secret that its messages are signed with, which is told this once."""

    secret: str = Field(repr=False)


class DeliveryInFull(Delivery):
    """A delivery with what is sent, and how each try went."""

    payload: dict[str, JsonValue]
    tried: tuple[DeliveryAttempt, ...]


class Notice(Payload):
    """What a webhook tells. The `id` is the same on every delivery: tell repeats apart by it."""

    id: Text


class Exported(Closed):
    """A draft in a format. Neither `approved` nor `exported`: it is a preview."""

    text: str
    media_type: Text
    state: Text
    revision: int

    def draft(self) -> Draft:
        """The draft itself, where the format was `json`.

        Raises:
            ValueError: it was another.
        """
        try:
            draft: Draft = built(Draft, json.loads(self.text))
        except (ValueError, TypeError, KeyError) as error:
            raise ValueError(f"this {self.media_type} is no draft: export it as json") from error
        return draft
