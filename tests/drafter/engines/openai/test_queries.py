"""What is shown with a claim: the sentences that it names, and what makes them understood."""

from drafter.engines.base import Batch
from drafter.engines.openai.queries import messages_about
from drafter.verify.support import queries_of
from schemas.statement import Basis, WrittenStatement
from tests.factories import draft, plan_of, statement

PLAN = plan_of()
FIRST = "The town of Eastmere closed its old bridge on Tuesday after divers found cracks"
SECOND = "[R1.S2] Mayor Anna Holt said the closure would last at least six weeks."


def shown_with(one: WrittenStatement) -> str:
    """The claim of a takeaway with its passages."""
    made = draft(PLAN, key_takeaway=(one,), body=None)
    batch = Batch(1, queries_of(made, PLAN.evidence)[1:])
    return messages_about(PLAN, batch, state_schema=False)[1]["content"]


def test_a_cited_sentence_comes_with_the_one_before_it() -> None:
    user = shown_with(statement("Six weeks at least, the mayor said.", cites=["R1.S2"]))

    assert f"(before) {FIRST} in two piers.\n{SECOND}\n" in user
    assert 1 == user.count(FIRST)


def test_the_sentence_before_is_not_said_twice_where_it_is_cited_itself() -> None:
    user = shown_with(statement("Six weeks at least.", cites=["R1.S2", "R1.S1"]))

    assert f"[R1.S1] {FIRST} in two piers.\n{SECOND}\n" in user
    assert "(before)" not in user


def test_the_first_sentence_of_a_report_has_none_before_it() -> None:
    assert "(before)" not in shown_with(statement("It is closed.", cites=["R1.S1"]))


def test_sentences_that_the_statement_does_not_name_come_alone() -> None:
    user = shown_with(statement("The mayor has no date.", basis=Basis.INFERENCE, cites=()))

    assert SECOND in user
    assert "(before)" not in user


def test_what_is_not_near_and_not_cited_is_not_shown() -> None:
    assert "12 million crowns" not in shown_with(statement("It is closed.", cites=["R1.S1"]))
