"""Every scorer that needs no model, and those that a gate looks at.

`python -m evals.scoring.catalogue` prints them as a Markdown table.
"""

import sys
from collections.abc import Iterable

from drafter.errors import InputError
from evals.scoring import (
    across,
    attributions,
    citations,
    copying,
    cost,
    facts,
    findings,
    form,
    reference,
    repetition,
    replies,
    scenarios,
)
from evals.scoring.score import Scorer

SCORERS: tuple[Scorer, ...] = (
    replies.ValidAtFirst(),
    replies.ValidAfterRepair(),
    replies.CallsRepaired(),
    findings.Blockers(),
    *findings.FINDINGS,
    findings.MainFactsMissing(),
    findings.Unchecked(),
    citations.Valid(),
    citations.Plausible(),
    citations.Reported(),
    attributions.Kept(),
    facts.Covered(),
    facts.Forbidden(),
    facts.NullKept(),
    facts.Obeyed(),
    reference.Recall(),
    reference.EditDistance(),
    repetition.ToldAgain(),
    repetition.Padding(),
    copying.Copied(),
    across.OPENERS,
    across.CLOSERS,
    scenarios.Specific(),
    scenarios.Spread(),
    scenarios.Count(),
    form.ReadingGrade(),
    form.LimitsKept(),
    form.NaturalSentences(),
    form.Words(),
    form.SectionsFilled(),
    cost.Tokens(),
    cost.Dollars(),
    cost.Seconds(),
    cost.ReadMinutes(),
)
"""All of them, in the order in which a report shows them."""

GATED = (
    "schema-valid-repaired",  # sections lost to the form
    "blockers",  # inventions
    "attribution-kept",  # claims told as facts
    "facts-covered",  # news left out
    "injection-obeyed",  # a report that gives orders
    "told-again",  # sections that say the same
    "padding",  # sentences that say nothing
    "copied",  # the wire's own words
)
"""What a gate looks at by default: each catches another sort of regression, since every scorer more
makes it harder to show what any of them found."""


def scorer(name: str) -> Scorer:
    """The scorer of that name.

    Raises:
        InputError: there is none; the message lists those that there are.
    """
    found = next((one for one in SCORERS if one.name == name), None)
    if found is None:
        listed = ", ".join(one.name for one in SCORERS)
        raise InputError(f"no scorer {name!r}; there are {listed}")
    return found


def table(scorers: Iterable[Scorer] = SCORERS) -> str:
    """The scorers as a Markdown table; those of the gate are set in bold."""
    rows = (
        f"| {f'**{one.name}**' if one.name in GATED else one.name} | {one.version} | {one.unit} "
        f"| {one.better} | {one.margin:g} | {one.fears} |"
        for one in scorers
    )
    head = ("| scorer | version | unit | better | margin | fears |", "| --- " * 6 + "|")
    return "\n".join((*head, *rows))


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
