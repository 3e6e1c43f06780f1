"""Cost: tokens, money and seconds of a draft, and how long a reader takes over it."""

from dataclasses import dataclass

from evals.scoring.looked import Alone, not_scored
from evals.scoring.score import Better, Made, Score, Unit


@dataclass(frozen=True)
class Tokens(Alone):
    """Tokens in and out, of all calls."""

    name = "tokens"
    version = 1
    fears = "a prompt that has grown, or replies that have"
    better = Better.LOWER
    unit = Unit.TOKENS
    margin = 1000.0  # about a twentieth of a draft by the recipe of five calls

    def score(self, made: Made) -> Score:
        """Both counts of the provenance together."""
        read, wrote = made.draft.provenance.input_tokens, made.draft.provenance.output_tokens
        if read is None or wrote is None:
            return not_scored("nobody counted its tokens")
        return Score(value=float(read + wrote))


@dataclass(frozen=True)
class Dollars(Alone):
    """What the draft cost, in US dollars."""

    name = "usd"
    version = 1
    fears = "a draft that costs more than it is worth"
    better = Better.LOWER
    unit = Unit.USD
    margin = 0.01  # a cent a draft: ten dollars in a thousand drafts

    def score(self, made: Made) -> Score:
        """The sum of its calls, where every price is known."""
        cost = made.draft.provenance.cost_usd
        return not_scored("its price is not known") if cost is None else Score(value=float(cost))


@dataclass(frozen=True)
class Seconds(Alone):
    """How long it took, from the plan to the assembled draft."""

    name = "seconds"
    version = 1
    fears = "a desk that waits"
    better = Better.LOWER
    unit = Unit.SECONDS
    margin = 5.0  # what one waits for without turning to something else is about ten

    def score(self, made: Made) -> Score:
        """The provenance's own figure, unless it is that of a replay."""
        if not made.timed:
            return not_scored("its seconds are no measure: it was replayed, or resumed")
        return Score(value=made.draft.provenance.seconds)


@dataclass(frozen=True)
class ReadMinutes(Alone):
    """How many minutes a reader takes."""

    name = "read-minutes"
    version = 1
    fears = "a gain that is nothing but length"
    better = Better.NEITHER
    unit = Unit.COUNT
    margin = 1.0  # the draft tells whole minutes

    def score(self, made: Made) -> Score:
        """As the draft has it."""
        return Score(value=float(made.draft.read_minutes))
