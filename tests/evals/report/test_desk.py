"""What editors did, and how forecasts turned out, stands in the report where it is given."""

from datetime import date

from evals.report.page import page
from schemas.desk import DeskStatistics, EditGroup, Edits, Period, SectionEdits
from schemas.desk_scenarios import Brier, Calibration, LikelihoodHeld, Scored, Standing
from schemas.provenance import EngineName
from schemas.sections import Likelihood, SectionName
from tests.evals.report.runs import card, six

EDITS = {
    "drafts": 6,
    "rewritten": 0,
    "written": 40,
    "kept": 30,
    "changed": 7,
    "cut": 3,
    "added": 2,
    "kept_share": 0.75,
    "kept_low": 0.6,
    "kept_high": 0.9,
    "words_written": 800,
    "words_kept": 700,
    "words_approved": 790,
    "words_kept_share": 0.875,
    "similarity": 0.88,
}
GROUP = EditGroup(
    recipe="single",
    recipe_version=1,
    engine=EngineName.OPENAI,
    model="m1",
    start=date(2026, 3, 1),
    untouched=1,
    whole=Edits.model_validate(EDITS),
    sections=(SectionEdits.model_validate(EDITS | {"section": SectionName.KEY_TAKEAWAY}),),
)
STATISTICS = DeskStatistics(
    period=Period.MONTH, groups=(GROUP,), drafts=6, oldest=None, complete=True
)
SCORED = {"forecasts": 12, "drafts": 6, "happened": 8, "share": 0.67, "low": 0.39, "high": 0.86}
CALIBRATION = Calibration(
    recorded=15,
    open=2,
    unweighed=1,
    overall=Scored.model_validate(SCORED),
    likelihoods=(
        LikelihoodHeld.model_validate(
            SCORED
            | {
                "likelihood": Likelihood.LIKELY,
                "range_low": 0.55,
                "range_high": 0.8,
                "probability": 0.675,
                "standing": Standing.INSIDE,
            }
        ),
    ),
    confidences=(),
    brier=Brier(
        forecasts=12,
        drafts=6,
        score=0.221,
        low=0.1,
        high=0.3,
        base_rate=0.67,
        base_rate_score=0.222,
        skill=0.005,
    ),
    complete=True,
)


def test_kept_changed_and_cut_stand_by_recipe_model_and_section() -> None:
    text = page(card(six()), six(), edits=STATISTICS)

    assert "single 1, m1" in text
    assert "2026-03-01" in text
    assert "key takeaway" in text
    assert "75 %" in text


def test_the_brier_score_and_each_word_stand_beside_what_the_word_means() -> None:
    text = page(card(six()), six(), forecasts=CALIBRATION)

    assert "0.221 over 12 forecasts" in text
    assert "55 % to 80 %" in text
    assert "inside" in text


def test_an_empty_desk_says_so() -> None:
    none = STATISTICS.model_copy(update={"groups": (), "drafts": 0})

    assert "No draft was approved yet." in page(card(six()), six(), edits=none)


def test_without_the_desk_there_is_no_such_part() -> None:
    assert 'id="desk"' not in page(card(six()), six())
