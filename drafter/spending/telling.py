"""How a cost is told to people, and how it is shared out among the sections."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from drafter.spending.lengths import words_in
from drafter.spending.prices import SMALLEST
from schemas.estimate import Estimate
from schemas.limits import Limits
from schemas.provenance import Call, Provenance
from schemas.sections import SectionName

NO_PRICE = "price unknown"
CENT = Decimal("0.01")


def dollars(usd: Decimal | None) -> str:
    """A sum for people, the finer the smaller it is; or that it is not known."""
    if usd is None:
        return NO_PRICE
    places = 2 if usd >= 1 else 4 if usd >= CENT else 6
    whole, _, part = f"{usd:,.{places}f}".partition(".")
    return f"${whole}.{part.rstrip('0').ljust(2, '0')}"


def told(provenance: Provenance) -> str | None:
    """Tokens in and out, the cached share, and the cost; None where no model was asked."""
    if not provenance.calls:
        return None
    cost = dollars(provenance.cost_usd)
    taken, written = provenance.input_tokens, provenance.output_tokens
    if taken is None or written is None:
        return f"tokens unknown, {cost}"
    cached = _share(provenance.cached_tokens, taken)
    return f"{taken:,} tokens in{cached}, {written:,} out, {cost}"


def told_of(estimate: Estimate) -> str:
    """An estimate as lines of a name and what it comes to."""
    lines = {
        "model": estimate.model or "none",
        "calls": f"{estimate.calls}",
        "input": f"{estimate.input_tokens:,} tokens, of which {estimate.cached_tokens:,}"
        " can come from a cache",
        "output": f"{estimate.output_tokens:,} tokens, likely",
        "cost": f"{dollars(estimate.cost_usd)}, likely; nothing counted as cached",
        "at most": f"{estimate.most_tokens:,} tokens, {dollars(estimate.most_usd)},"
        " every repair included",
    }
    return "\n".join(f"{name:<10}{what}" for name, what in lines.items())


def told_by_section(provenance: Provenance) -> str | None:
    """The cost of each section, the dearest first; None where none is known."""
    costs = sorted(cost_by_section(provenance).items(), key=lambda one: -one[1])
    named = (f"{name.value.replace('_', ' ')} {dollars(usd)}" for name, usd in costs)
    return ", ".join(named) or None


def cost_by_section(provenance: Provenance) -> dict[SectionName, Decimal]:
    """The cost of each section in US dollars, apportioned.

    Nobody bills a section: what a call has cost, its prompt too, is shared among the sections
    that it was asked for by the words that the recipe allows each. A section of a call whose cost
    is not known is left out.
    """
    limits = provenance.recipe.limits
    shares: dict[SectionName, Decimal] = {}
    unknown: set[SectionName] = set()
    for call in provenance.calls:
        if call.cost_usd is None:
            unknown.update(call.sections)
        for name, share in _shares(call, limits):
            shares[name] = shares.get(name, Decimal(0)) + share
    return {name: shares[name] for name in SectionName if name in shares and name not in unknown}


def _shares(call: Call, limits: Limits) -> Iterable[tuple[SectionName, Decimal]]:
    """Rounded shares that come to the whole: the last has what is left."""
    if call.cost_usd is None or not call.sections:
        return
    words: Mapping[SectionName, int] = {name: words_in(name, limits) for name in call.sections}
    left, *names = call.cost_usd, *call.sections[:-1]
    for name in names:
        share = (call.cost_usd * words[name] / sum(words.values())).quantize(SMALLEST)
        left -= share
        yield name, share
    yield call.sections[-1], left


def _share(cached: int | None, whole: int) -> str:
    return f" ({100 * cached // whole} % cached)" if cached is not None and whole else ""
