"""What editors say of a draft."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field, StrictBool

from api.bodies.words import Name, Why, Words
from schemas.base import Closed, Slug
from schemas.review import Answer, Approval, EditorVerdict, Question, RejectReason


class GivenVerdict(Closed):
    """Your word on a statement or section, as it stands in the revision that If-Match names."""

    verdict: EditorVerdict
    reason: Why


class GivenAnswer(Closed):
    """Your answer to one question, with what there is to say of it."""

    holds: StrictBool
    note: Words | None = None


def _in_full(said: object) -> object:
    """A bare yes or no as the answer that it stands for."""
    if isinstance(said, bool):
        return {"holds": said}
    if isinstance(said, Mapping | GivenAnswer):
        return said
    raise ValueError("answer true or false, or with an object of holds and note")


AnyAnswer = Annotated[
    GivenAnswer, BeforeValidator(_in_full, json_schema_input_type=StrictBool | GivenAnswer)
]


class GivenApproval(Closed):
    """Your answers to the five questions; a bare `true` will do for each."""

    answers: dict[Question, AnyAnswer] = Field(default={})
    responsible: Name | None = Field(
        default=None, description="who holds editorial responsibility; null: you"
    )

    def approval(self) -> Approval:
        """The same in full."""
        answers = {
            question: Answer(holds=said.holds, note=said.note)
            for question, said in self.answers.items()
        }
        return Approval(answers=answers, responsible=self.responsible)


class Rejection(Closed):
    """Why the draft is turned down: in your words, and in one of ours to count by."""

    reason: Why
    code: RejectReason = RejectReason.OTHER


class Withdrawal(Closed):
    """What was wrong: the correction that goes out to those who have the draft."""

    note: Why


class NextWanted(Closed):
    """Which draft you would like; with nothing said, the next of all."""

    desk: Slug | None = Field(default=None, description="of this desk alone")
    topic: Slug | None = Field(default=None, description="of this topic alone")


class Hold(Closed):
    """Why the draft is put aside, so that others know when it may go on."""

    reason: Why
