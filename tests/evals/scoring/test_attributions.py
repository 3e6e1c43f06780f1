"""Attributions: what the reports have on somebody's word stays on it."""

import pytest

from evals.scoring.attributions import Kept
from schemas.statement import Basis
from tests.evals.scoring.samples import BRIDGE, SMALL, body, case, made, told


def kept(*placed: tuple[str, str], basis: Basis = Basis.REPORTED) -> float | None:
    statements = (told(text, cited, basis=basis) for text, cited in placed)
    return Kept().score(made(case(BRIDGE), body=body(*statements))).value


def test_a_claim_that_names_its_speaker_is_kept_and_one_told_outright_is_not() -> None:
    named = ("Mayor Anna Holt said that engineers left her no choice.", "R1.S4")
    outright = ("The engineers left the mayor no choice.", "R1.S4")
    assert (1.0, 0.0, 0.5) == (kept(named), kept(outright), kept(named, outright))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("According to shopkeepers on the island, deliveries have fallen by a third.", "R1.S17"),
        ("Both sides later agreed to tell each other of work, the coastguard said.", "R1.S23"),
        ("The transport office counts 11,400 people who crossed on a working day.", "R1.S3"),
        ("The island could take it to the regional court, Brandt warned.", "R1.S7"),
        ("The island wants a tunnel that the region would build.", "R1.S31"),
    ],
)
def test_there_are_many_ways_to_name_who_says_it(text: str, cited: str) -> None:
    assert 1.0 == kept((text, cited))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Deliveries to the island have fallen by about a third.", "R1.S17"),
        ("Both sides later agreed to tell each other of any work a day ahead.", "R1.S23"),
        ("About 11,400 people crossed the bridge on a working day before it was shut.", "R1.S3"),
        ("The island could take the dispute to the regional court.", "R1.S7"),
        ("A tunnel would bypass the harbour, so a repair is favoured.", "R1.S32"),
    ],
)
def test_the_same_told_outright_has_lost_it(text: str, cited: str) -> None:
    assert 0.0 == kept((text, cited))


def test_what_the_report_tells_outright_needs_no_speaker() -> None:
    assert kept(("The closure has cut the only road to the island district.", "R1.S2")) is None


def test_what_an_agreement_says_is_so() -> None:
    text = "The agreement does not mention replacing the bridge and expires next year."
    assert kept((text, "R1.S30")) is None


def test_what_another_cited_sentence_tells_outright_needs_none() -> None:
    claimed, outright = (
        SMALL.model_copy(update={"text": f"{first}\n\n{SMALL.text}"})
        for first in (
            "Captain Ivo Lind said the ferry Alba had lost its rudder in the storm.",
            "The ferry Alba lost its rudder in the storm on Monday.",
        )
    )
    told_by = [
        told("The ferry Alba lost its rudder in the storm.", *cited)
        for cited in (("R1.S1",), ("R1.S1", "R2.S1"))
    ]
    drafts = [made(case(claimed, outright), body=body(statement)) for statement in told_by]
    assert [0.0, None] == [Kept().score(one).value for one in drafts]


def test_an_inference_is_the_drafts_own_word() -> None:
    text = "The engineers left the mayor no choice."
    assert kept((text, "R1.S4"), basis=Basis.INFERENCE) is None


def test_labels_have_no_room_for_a_speaker() -> None:
    assert kept(("Engineers left mayor no choice", "R1.S4")) is None
    headline = told("Engineers left the mayor no choice.", "R1.S4")
    assert Kept().score(made(case(BRIDGE), headline=headline, body=None)).value is None


def test_of_another_language_nothing_is_said() -> None:
    [score] = Kept().scores([made(case(language="fr"))])
    assert (None, "no attribution is read in fr") == (score.value, score.why)


def test_the_notes_show_what_is_told_outright() -> None:
    one = made(case(BRIDGE), body=body(told("The engineers left her no choice.", "R1.S4")))
    assert ["Told outright: The engineers left her no choice."] == [
        note.text for note in Kept().score(one).notes
    ]
