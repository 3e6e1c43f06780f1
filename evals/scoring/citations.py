"""Citations: whether what a draft rests on exists, fits, and is where its body stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from drafter.verify.citations import AMONG_BEST, LEAST_WORDS
from drafter.verify.evidence import Evidence, report_of
from drafter.verify.passage import Passage
from evals.scoring.looked import Alone, Looked, share, statements
from evals.scoring.score import Better, Made, Score, Unit
from schemas.sections import SectionName
from schemas.statement import Basis, Statement


@dataclass(frozen=True)
class Valid(Alone):
    """The share of the cited sentences and linked events that the case really has."""

    name = "citations-valid"
    version = 1
    fears = "ids that look like evidence and lead nowhere"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.01  # one in 100 links, about one a draft: a reader who follows it is lost

    def score(self, made: Made) -> Score:
        """Held against the case's own reports and events, not against what the draft carries."""
        known = {*made.plan.sentences(), *(event.id for event in made.plan.earlier)}
        looked = [
            Looked(section, name in known, f"There is no {name}.", statement.id)
            for section, statement in statements(made)
            for name in (*statement.cites, *statement.links)
        ]
        return share(looked, shown=False, otherwise="it cites nothing")


@dataclass(frozen=True)
class Plausible(Alone):
    """The share of the cited sentences that are among the five of their report that fit best.

    By BM25 over stems: of true links 92 in a hundred are. Statements of too few words that the
    sources know are left out, and sentences in another language.
    """

    name = "citations-plausible"
    version = 1
    fears = "a real sentence that has nothing to do with the statement it is cited for"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.03  # two of the 60 links of a draft

    def score(self, made: Made) -> Score:
        """Of the links of reported statements."""
        looked = [
            looked
            for section, statement in statements(made)
            if statement.basis is Basis.REPORTED
            for looked in _links(section, statement, made)
        ]
        return share(looked, shown=False, otherwise="no statement could be ranked by its words")


def _links(section: SectionName, statement: Statement, made: Made) -> Iterator[Looked]:
    evidence = made.evidence
    stems = Passage("", statement.text, made.draft.language).stems
    if len({stem for stem in stems if evidence.ranking.knows(stem)}) < LEAST_WORDS:
        return
    best = _best(stems, evidence)
    for name in statement.cites:
        passage = evidence.sentences.get(name)
        if passage and passage.language == made.draft.language:
            text = f"{name} does not fit: {statement.text}"
            yield Looked(section, name in best, text, statement.id)


def _best(stems: tuple[str, ...], evidence: Evidence) -> set[str]:
    """The sentences that fit best, of each report as many as a true one stands among."""
    found: dict[str, list[str]] = {}
    for name in evidence.ranking.best(stems):
        found.setdefault(report_of(name), []).append(name)
    return {name for of_report in found.values() for name in of_report[:AMONG_BEST]}


@dataclass(frozen=True)
class Reported(Alone):
    """The share of the news that is reported: of standfirst, key takeaway and body."""

    name = "reported-share"
    version = 1
    fears = "analysis that stands where the news should, and reads like it"
    better = Better.HIGHER
    unit = Unit.SHARE
    margin = 0.05  # one of the 20 statements

    def score(self, made: Made) -> Score:
        """By the basis that each statement says it has; the checks say whether it does."""
        news = (SectionName.STANDFIRST, SectionName.KEY_TAKEAWAY, SectionName.BODY)
        looked = [
            Looked(
                section,
                statement.basis is Basis.REPORTED,
                f"{statement.basis}: {statement.text}",
                statement.id,
            )
            for section, statement in statements(made, *news)
        ]
        return share(looked, shown=False, otherwise="it has no news section")
