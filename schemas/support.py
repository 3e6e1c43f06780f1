"""What a model says of a draft's sentences, held against the passages that they cite.

The last model is the contract with a language model: closed, every field required, the reason
before the verdict, since fields are written in their order.
"""

from enum import StrEnum

from schemas.base import Closed, Text


class Support(StrEnum):
    """Whether passages carry a claim, say something else, or do not say it."""

    ENTAILED = "entailed"
    CONTRADICTED = "contradicted"
    NOT_SAID = "not_said"


class ClaimVerdict(Closed):
    """The word on one claim, by its number. `words` are those of the claim that are not carried."""

    claim: int
    reason: Text
    verdict: Support
    words: str | None


class SupportVerdicts(Closed):
    """The reply to one request: a verdict for each of its claims."""

    verdicts: tuple[ClaimVerdict, ...]
