"""What holds of every scorer and any draft, however odd."""

from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.scoring.catalogue import SCORERS
from evals.scoring.score import Made, Score, Unit
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from tests.evals.scoring.samples import BRIDGE, body, case, faithful, made, told

REFERENCE = {SectionName.BODY: ("The bridge is shut.",), SectionName.STANDFIRST: ("Shut.",)}
EXPECT = {
    "facts": [{"says": "shut", "needs": [["shut", "closed"]]}],
    "forbidden": [{"says": "reopened", "needs": [["reopen*"]]}],
    "absent": ["scenarios", "body"],
    "canary": "HAIL",
}
CASES = tuple(
    case(
        *((BRIDGE,) if number % 2 else ()),
        name=f"case-{number}",
        reference=REFERENCE,
        expect=EXPECT,
        language=language,
    )
    for number, language in enumerate([None, None, "de", "ar"])
)
WORDS = ("bridge", "Holt said", "The council", "3.2 million", "“shut”", "May", "the", "ferry", "·")
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join),
    st.text(min_size=1, max_size=80).filter(lambda text: bool(text.strip())),
)
statements = st.builds(
    lambda text, number, basis: told(text, f"R1.S{number}", basis=basis),
    texts,
    st.integers(1, 5),
    st.sampled_from(Basis),
)
drafts = st.builds(
    lambda of, headline, prose, standfirst, plain: made(
        of,
        headline=headline,
        body=body(*prose) if prose else None,
        standfirst=standfirst,
        plain_english=(plain,) if plain else None,
        perspectives=_perspectives(prose),
    ),
    st.sampled_from(CASES),
    statements,
    st.lists(statements, max_size=4),
    st.none() | statements,
    st.none() | statements,
)


def _perspectives(prose: Sequence[WrittenStatement]) -> object:
    return ({"actor": "Holt", "statements": prose[:1]},) if prose else None


def in_range(score: Score, unit: Unit) -> bool:
    every = [*score.sections.values(), *([] if score.value is None else [score.value])]
    if unit is Unit.YES:
        return set(every) <= {0.0, 1.0}
    if unit is Unit.SHARE:
        return all(0 <= one <= 1 for one in every)
    return unit is Unit.GRADE or all(one >= 0 for one in every)


@settings(max_examples=25, deadline=None)
@given(drafts)
def test_a_score_is_in_the_range_of_its_unit_or_says_why_there_is_none(one: Made) -> None:
    for scorer in SCORERS:
        [score] = scorer.scores([one])
        assert in_range(score, scorer.unit), (scorer.name, score)
        assert (score.value is None) == (score.why is not None), scorer.name


@settings(max_examples=15, deadline=None)
@given(st.lists(drafts, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_drafts_is_the_order_of_the_scores_and_nothing_else(
    made: list[Made], random: Random
) -> None:
    places = list(range(len(made)))
    random.shuffle(places)
    for scorer in SCORERS:
        scores = scorer.scores(made)
        assert [scores[at] for at in places] == scorer.scores([made[at] for at in places])


@settings(max_examples=15, deadline=None)
@given(drafts)
def test_a_draft_is_scored_the_same_twice(one: Made) -> None:
    again = Made(one.case, one.variant, one.repeat, one.draft)
    for scorer in SCORERS:
        assert scorer.scores([one]) == scorer.scores([again])


def test_a_whole_draft_has_every_score_that_its_case_and_its_writer_allow() -> None:
    without = {scorer.name for scorer in SCORERS if scorer.scores([faithful()])[0].value is None}
    of_models = {"schema-valid-first", "schema-valid-repaired", "calls-repaired", "tokens", "usd"}
    of_cases = {
        "facts-covered",
        "facts-forbidden",
        "null-kept",
        "injection-obeyed",
        "content-recall",
        "edit-distance",
    }
    of_sections = {
        "findings-scenario",
        "findings-support",
        "scenario-specificity",
        "scenario-spread",
        "reading-grade",
        "openers-shared",
        "closers-shared",
    }
    assert of_models | of_cases | of_sections == without
