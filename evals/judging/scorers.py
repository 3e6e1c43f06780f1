"""What a judging model said of drafts, as scorers: they look answers up and ask nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from evals.judging.records import Asked, Judgement
from evals.scoring.score import Better, Made, Note, Score, Scorer, Unit
from schemas.judging import Coverage, Criterion

Drafted = tuple[str, str, int]
"""Case, variant, repeat."""
NOT_JUDGED = "no judge was asked"
FEARS = {
    Criterion.ACCURACY: "a reader who is misled on what happened",
    Criterion.SOURCING: "a claim that stands on nobody's word",
    Criterion.OPINION: "an opinion that passes for a fact",
    Criterion.EDITORIALISING: "a slant that no source gives",
    Criterion.CONTEXT: "a reader who cannot tell why it matters",
    Criterion.SOURCE_QUALITY: "one source that looks like many",
    Criterion.UNCERTAINTY: "a forecast that cannot be judged afterwards",
    Criterion.ASSUMPTIONS: "an assumption that passes for a fact",
    Criterion.ALTERNATIVES: "the first explanation taken for the only one",
    Criterion.LOGIC: "a conclusion that does not follow",
}
WORTH = {
    Coverage.SAID: 1.0,
    Coverage.PARTLY: 0.5,
    Coverage.NOT_SAID: 0.0,
    Coverage.CONTRADICTED: 0.0,
}


@dataclass(frozen=True)
class ByCriterion:
    """One criterion, from 1 to 5; of several judgements the mean."""

    criterion: Criterion
    said: Mapping[Drafted, Sequence[Judgement]]
    better = Better.HIGHER
    unit = Unit.POINTS
    version = 1
    margin = 0.3  # on a scale of five, half of what one reader differs from another by

    @property
    def name(self) -> str:
        """`judge-` and the criterion."""
        return f"judge-{self.criterion.value.replace('_', '-')}"

    @property
    def fears(self) -> str:
        """The mistake."""
        return FEARS[self.criterion]

    def scores(self, made: Sequence[Made]) -> list[Score]:
        """Of each draft, what its judgements say."""
        return [self._score(self.said.get(_drafted(one), ())) for one in made]

    def _score(self, said: Sequence[Judgement]) -> Score:
        given = [
            score
            for judgement in said
            if judgement.draft is not None
            for score in judgement.draft.scores
            if score.criterion is self.criterion
        ]
        if not given:
            return _unjudged(said)
        notes = tuple(Note(text=f"{one.score}: {one.reason}") for one in given)
        return Score(value=mean(one.score for one in given), notes=notes)


@dataclass(frozen=True)
class KeyFacts:
    """The share of the case's facts that the draft says, in whatever words; partly counts half."""

    said: Mapping[Drafted, Sequence[Judgement]]
    name = "judge-key-facts"
    fears = "news that is left out, whatever its words"
    better = Better.HIGHER
    unit = Unit.SHARE
    version = 1
    margin = 0.05  # one fact in twenty

    def scores(self, made: Sequence[Made]) -> list[Score]:
        """Of each draft, what its judgements say."""
        return [self._score(one, self.said.get(_drafted(one), ())) for one in made]

    def _score(self, made: Made, said: Sequence[Judgement]) -> Score:
        given = [judgement.facts for judgement in said if judgement.facts is not None]
        if not given:
            why = "the case names no facts" if not made.case.expect.facts else None
            return Score(value=None, why=why) if why else _unjudged(said)
        facts = made.case.expect.facts
        notes = tuple(
            Note(text=f"{one.verdict.value.replace('_', ' ')}: {facts[one.fact - 1].says}")
            for one in given[0].facts
            if one.verdict is not Coverage.SAID
        )
        value = mean(WORTH[one.verdict] for judgement in given for one in judgement.facts)
        return Score(value=value, notes=notes)


def _unjudged(said: Sequence[Judgement]) -> Score:
    why = next((one.why for one in said if one.why), NOT_JUDGED)
    return Score(value=None, why=why)


def judge_scorers(judgements: Iterable[Judgement]) -> tuple[Scorer, ...]:
    """A scorer for each criterion and one for the facts; none where nothing was judged."""
    drafts: dict[Drafted, list[Judgement]] = {}
    facts: dict[Drafted, list[Judgement]] = {}
    for one in judgements:
        if one.asked is not Asked.PAIR:
            kind = drafts if one.asked is Asked.DRAFT else facts
            kind.setdefault((one.case, one.variants[0], one.repeat), []).append(one)
    scorers: list[Scorer] = []
    if drafts:
        scorers += [ByCriterion(criterion, drafts) for criterion in Criterion]
    if facts:
        scorers.append(KeyFacts(facts))
    return tuple(scorers)


def _drafted(made: Made) -> Drafted:
    return made.case.name, made.variant, made.repeat
