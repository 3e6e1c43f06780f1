"""Budget: what one draft may use, held before anything is spent."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from drafter.errors import InputError, OverBudget, ProviderError
from drafter.settings import Settings
from drafter.spending.telling import dollars
from schemas.estimate import Estimate
from schemas.provenance import Attempt, Call, Provenance

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Outlay:
    """Tokens, input and output together, and US dollars: None where they are not known."""

    tokens: int = 0
    usd: Decimal | None = NOTHING

    def __add__(self, other: "Outlay") -> "Outlay":
        known = self.usd is not None and other.usd is not None
        usd = (self.usd or NOTHING) + (other.usd or NOTHING) if known else None
        return Outlay(self.tokens + other.tokens, usd)


@dataclass(frozen=True)
class Budget:
    """What one draft may use. None: as much as it takes.

    A draft whose likely use does not fit is not begun. What it could use at most need not fit:
    repairs are the exception, so each is held back where it would go over.
    """

    tokens: int | None = None
    usd: Decimal | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Budget":
        """The budget that the settings name."""
        return cls(settings.draft_tokens, settings.draft_usd)

    def require(self, estimate: Estimate) -> None:
        """See to it that the draft is likely to fit.

        Raises:
            OverBudget: it is not, or money is limited and the price is not known.
        """
        likely = estimate.input_tokens + estimate.output_tokens
        if self.tokens is not None and likely > self.tokens:
            raise OverBudget(
                f"this draft would take about {likely:,} tokens, and DRAFTER_DRAFT_TOKENS allows"
                f" {self.tokens:,}: raise it, or shorten the reports"
            )
        if self.usd is None:
            return
        if estimate.cost_usd is None:
            raise OverBudget(
                f"the price of {estimate.model or 'the model'} is not known, so DRAFTER_DRAFT_USD"
                " cannot be kept: set DRAFTER_PRICE, or limit drafts by DRAFTER_DRAFT_TOKENS"
            )
        if estimate.cost_usd > self.usd:
            raise OverBudget(
                f"this draft would cost about {dollars(estimate.cost_usd)}, and DRAFTER_DRAFT_USD"
                f" allows {dollars(self.usd)}: raise it, shorten the reports, or take a cheaper"
                " model"
            )

    def allows_another(self, spent: Outlay, planned: Outlay) -> bool:
        """Whether what is planned fits beside what is spent; where a cost is unknown, it does not.

        Repairs that run side by side are one plan: each alone would fit, and all not.
        """
        together = spent + planned
        if self.tokens is not None and together.tokens > self.tokens:
            return False
        return self.usd is None or (together.usd is not None and together.usd <= self.usd)


def a_repair(estimate: Estimate) -> Outlay:
    """What asking once more is likely to take, by the estimate of that call alone.

    It sends all that was sent, and the answer too; counted at the mean price of a token, which is
    above that of the input which the answer then is.
    """
    first = estimate.input_tokens + estimate.output_tokens
    tokens = first + estimate.output_tokens
    if estimate.cost_usd is None or not first:
        return Outlay(tokens, estimate.cost_usd)
    return Outlay(tokens, estimate.cost_usd * tokens / first)


def outlay_of(calls: Iterable[Call]) -> Outlay:
    """What these calls have used."""
    attempts = [attempt for call in calls for attempt in call.attempts]
    return sum(map(_used, attempts), start=Outlay())


def paid(provenance: Provenance) -> Decimal | None:
    """What a draft has cost, none of it for one that no model was asked for."""
    return provenance.cost_usd if provenance.calls else NOTHING


def paid_before(error: Exception) -> Decimal | None:
    """What had been paid when a draft came to this error; None where nobody knows."""
    if isinstance(error, InputError):  # found before a model is asked
        return NOTHING
    return outlay_of(error.calls).usd if isinstance(error, ProviderError) else None


def _used(attempt: Attempt) -> Outlay:
    """One that brought no reply and told no usage cost nothing that anybody could count."""
    if attempt.usage is None:
        return Outlay(0, None if attempt.is_billed else NOTHING)
    told = (attempt.usage.input_tokens, attempt.usage.output_tokens)
    return Outlay(sum(count or 0 for count in told), attempt.cost_usd)
