"""What a reader of a scorecard must know before the figures."""

from collections.abc import Iterator, Sequence

from evals.judging.records import Asked
from evals.scorecard.card import Agreement
from evals.scorecard.loading import Loaded

SHOWN = 5


def warnings(loaded: Loaded, agreements: Sequence[Agreement]) -> Iterator[str]:
    """Each in one line."""
    yield from _lacking(loaded)
    yield from _replayed(loaded)
    yield from _judges(loaded, agreements)


def _lacking(loaded: Loaded) -> Iterator[str]:
    """Units without a draft: what is compared is what both sides have."""
    if loaded.lacking:
        count, more = len(loaded.lacking), len(loaded.lacking) - SHOWN
        told = "; ".join(loaded.lacking[:SHOWN]) + (f"; and {more} more" if more > 0 else "")
        yield f"incomplete: {count} units have no draft: {told}"


def _replayed(loaded: Loaded) -> Iterator[str]:
    names = [one.variant for one in loaded.variants if one.variant.replayed is not None]
    if names:
        recordings = ", ".join(sorted({str(variant.replayed) for variant in names}))
        yield (
            f"{', '.join(variant.name for variant in names)}: replies were played back from"
            f" {recordings}/: seconds are not told, tokens are a quarter of the characters"
        )


def _judges(loaded: Loaded, agreements: Sequence[Agreement]) -> Iterator[str]:
    judged = [one for one in loaded.judgements if one.answered]
    writers = {one.variant.model for one in loaded.variants} - {None}
    known = {agreement.judge for agreement in agreements}
    for model in sorted({one.judge.model for one in judged}):
        if model in writers:
            yield f"{model} judges drafts of its own: a model tends to prefer what it wrote"
        if not any(name.startswith(model) for name in known):
            yield (
                f"how far {model} agrees with people is not on record: drafter eval calibrate"
                " measures it"
            )
    failed = [one for one in loaded.judgements if not one.answered]
    if failed:
        pairs = sum(one.asked is Asked.PAIR for one in failed)
        yield f"{len(failed)} questions to a judge have no answer, {pairs} of them on pairs"
