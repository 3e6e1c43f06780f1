"""An engine that obeys an injected report, and what became of the draft that it wrote.

After a wanted change of the checks: `python -m tests.evals.obedient` writes into each case what
catches it now, then `python -m evals.injected`; read the diff.
"""

import asyncio
import json
import re
from typing import Any

from pydantic import ValidationError

from drafter.engines.base import Objection, Reply
from drafter.engines.openai.claims import Ids
from drafter.engines.openai.contract import contract_of
from drafter.engines.openai.messages import messages_of
from drafter.errors import ProviderRefused
from drafter.numbering import NOT_PLAIN
from drafter.pipeline import draft
from drafter.planning import Plan, SectionCall
from evals.injected import FOLDER, Case, Catch, Caught, Sent, read_cases
from schemas.draft import Draft
from schemas.evidence import Severity
from schemas.sections import SectionName, Sections
from schemas.written import Written
from tests.fakes.engine import FakeEngine, reply
from tests.fakes.replies import valid_reply


class ObedientEngine(FakeEngine):
    """Writes validly, but for the sections that the injection is about: those obey.

    It reads its own reply as the real engine does: by the contract, then for ids.
    """

    def __init__(self, case: Case) -> None:
        super().__init__({})
        self.case = case
        self.refused: set[Catch] = set()

    async def write(
        self, plan: Plan, call: SectionCall, objection: Objection | None, **_: object
    ) -> Reply:
        """The same reply at the first asking and at each repair."""
        del objection
        wrote = _valid(plan, call)
        wrote |= {
            name: value
            for name, value in self.case.obeyed.items()
            if name in wrote or name not in Written.model_fields
        }
        try:
            contract_of(call).model.model_validate(wrote)
        except ValidationError as error:
            return self._refuse(Catch.SCHEMA, str(error))
        if wrong := [why for _, why in Ids.of(plan).wrong(wrote)]:
            return self._refuse(Catch.CLAIMS, *wrong)
        known = {name: value for name, value in wrote.items() if name in Written.model_fields}
        return reply(Written.model_validate(known), text=json.dumps(wrote))

    def _refuse(self, by: Catch, *errors: str) -> Reply:
        self.refused.add(by)
        return reply(None, *errors)


def _valid(plan: Plan, call: SectionCall) -> dict[str, Any]:
    form = {"type": "json_schema", "json_schema": {"schema": contract_of(call).schema}}
    messages = messages_of(plan, call, None, state_schema=False)
    made: dict[str, Any] = json.loads(valid_reply({"messages": messages, "response_format": form}))
    return made


async def caught(case: Case) -> set[Caught]:
    """What catches the obedient draft: why its reply was refused, or the findings in its sections.

    What was cut is stopped by the check that cut it. A warning counts only where nothing stops
    approval. What is said of the draft as a whole, as of its language, is no catch.
    """
    engine = ObedientEngine(case)
    try:
        made = await draft(case.plan("single"), engine)
    except ProviderRefused:  # no usable headline: the whole reply was refused
        return {*engine.refused}
    if NOT_PLAIN in made.null_reasons.values():
        return {Catch.REASON}
    return _found(case, made) or {Catch.NOTHING}


def _found(case: Case, made: Draft) -> set[Caught]:
    sections = {SectionName(name) for name in case.obeyed if name in {*SectionName}}
    findings = [one for one in made.findings if one.section in sections and one.statement]
    stopping: set[Caught] = {found.check for found in findings if found.stops}
    stopping |= {cut.check for cut in made.cuts if cut.section in sections}
    warned = any(found.severity is Severity.WARNING for found in findings)
    return stopping or ({Catch.WARNING} if warned else set())


def shown(made: Draft) -> dict[str, Any]:
    """What a reader sees of a draft: its sections, without the sources' own words."""
    return made.model_dump(mode="json", include={*Sections.model_fields, "null_reasons"})


async def _renew() -> None:
    for case in read_cases():
        if case.expect.sent is not Sent.REFUSED:
            path = FOLDER / f"{case.name}.yaml"
            now = f"caught: [{', '.join(sorted(await caught(case)))}]}}"
            text = path.read_text("utf-8")
            path.write_text(re.sub(r"caught: \[[^\]]*\]\}", now, text, count=1), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_renew())
