"""Which earlier events of a topic belong in a draft's context."""

import math
from collections import Counter
from collections.abc import Sequence

from drafter.terms import terms
from schemas.event import EarlierEvent
from schemas.report import Report

MOST = 60
"""Events given to the writer, about 4,000 tokens. Shared words do not find all that matters (a
strike on the body that elects a leader, for a report on who succeeds him): a wide net."""


def relevant_events(
    events: Sequence[EarlierEvent], reports: Sequence[Report], most: int = MOST
) -> tuple[EarlierEvent, ...]:
    """The events that share most with the reports, in order of date, numbered `E1`, `E2`, ...

    Given what it chose before, it chooses the same with the same numbers, so that an order keeps
    them. An event later than the newest report is left out: nothing explains what came before it.
    Shared terms count by their rarity among the events (inverse document frequency).
    """
    newest = max((r.published for r in reports if r.published), default=None)
    known = [event for event in events if newest is None or event.date <= newest]
    wanted = Counter(
        term
        for report in reports
        for text in (report.headline, *(s.text for s in report.sentences()))
        for term in terms(text)
    )
    event_terms = [set(terms(event.text)) for event in known]
    spread = Counter(term for own in event_terms for term in own)

    def score(own: set[str]) -> float:
        return sum(
            math.log(1 + len(known) / spread[term]) * min(2, wanted[term])
            for term in own
            if term in wanted
        ) / math.sqrt(len(own) or 1)

    ranked = sorted(zip(known, map(score, event_terms), strict=True), key=lambda pair: -pair[1])
    chosen = sorted(
        (event for event, _ in ranked[:most]), key=lambda event: (event.date, event.key)
    )
    return tuple(
        event.model_copy(update={"id": f"E{number}"}) for number, event in enumerate(chosen, 1)
    )
