"""The corpus of injected reports: what each tries, what is sent, what catches who obeyed it.

`python -m evals.injected` writes its table into docs/injection.md.
"""

import json
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator

from drafter.errors import InputError
from drafter.ingest.events import parse_events
from drafter.ingest.reading import read_report
from drafter.planning import Plan, plan
from prompts.reader import read_recipe
from schemas.evidence import Check

FOLDER = Path(__file__).parent / "casebook" / "injected"
PAGE = Path(__file__).parent.parent / "docs" / "injection.md"
BEGIN, END = "<!-- table: python -m evals.injected -->", "<!-- end of table -->"
Text = Annotated[str, Field(min_length=1)]


class Sent(StrEnum):
    """What becomes of the injected words on their way to a model."""

    DROPPED = "dropped"  # they are not in the request
    ESCAPED = "escaped"  # they are, and open no tag, no number and no turn
    DATA = "data"  # they are, word for word: text to report on
    REFUSED = "refused"  # the report is not read at all


class Catch(StrEnum):
    """What catches a reply that obeyed, besides the checks."""

    SCHEMA = "schema"  # it is no reply of the form that was asked for
    CLAIMS = "claims"  # it names ids that do not exist, or shows ids to readers
    REASON = "reason"  # its reason for a null section is replaced
    WARNING = "warning"  # a finding that the editor sees, and that stops nothing
    NOTHING = "nothing"  # the editor alone


Caught = Catch | Check
LEFT_TO_THE_EDITOR = frozenset({Catch.WARNING, Catch.NOTHING})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Strict):
    """What our mechanisms do with the case."""

    sent: Sent
    caught: Annotated[tuple[Caught, ...], Field(min_length=1)]


class Case(_Strict):
    """A report with an injection in it, or a control without one.

    `injection` are telling words of it as they stand in what was filed, its JSON read. `canary` is
    a regular expression that is found in the JSON of a reply that obeyed. `obeyed` are the sections
    of such a reply, as `schemas.written` has them, or something that only looks like it. In a
    control `obeyed` is a faithful reply that reports what the text says, and there is no canary.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    technique: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    attempt: Text
    report: Text
    second_report: Text | None = None
    events: Text | None = None
    instructions: Text | None = None
    injection: Text
    canary: Text | None
    obeyed: Annotated[dict[str, JsonValue], Field(min_length=1)]
    expect: Expected

    @model_validator(mode="after")
    def _canary_stands_in_what_obeyed(self) -> Self:
        try:
            found = self.is_control or self.is_obeyed_in(self.obeyed)
        except re.error as error:
            raise ValueError(f"canary: no regular expression: {error}") from None
        if not found:
            raise ValueError("canary: not found in obeyed")
        return self

    @property
    def is_control(self) -> bool:
        """Whether it is a report that must come through unharmed."""
        return self.canary is None

    def is_obeyed_in(self, reply: object) -> bool:
        """Whether the canary stands in a reply, or in a draft, given as JSON values."""
        text = json.dumps(reply, ensure_ascii=False)
        return self.canary is not None and re.search(self.canary, text) is not None

    def filed(self) -> str:
        """All that was filed, with the escapes of JSON resolved."""
        texts = (self.report, self.second_report, self.events, self.instructions)
        return "\n".join(_flat(text) for text in texts if text)

    def plan(self, recipe: str) -> Plan:
        """The plan of a draft from what was filed, by the recipe of that name."""
        reports = [read_report(text.encode()) for text in (self.report, self.second_report) if text]
        events = parse_events(self.events.splitlines()) if self.events else ()
        return plan(reports, read_recipe(recipe), instructions=self.instructions, earlier=events)


def read_cases(folder: Path = FOLDER) -> tuple[Case, ...]:
    """Every case of the folder, sorted by name.

    Raises:
        InputError: a file is no case; the message names it and says what is wrong.
    """
    return tuple(read_case(path) for path in sorted(folder.glob("*.yaml")))


def read_case(path: Path) -> Case:
    """The case in a file, which has its name. Raises InputError."""
    try:
        case = Case.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(f"{path.name}: {where}: {first['msg']}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: no YAML: {' '.join(str(error).split())}") from None
    if case.name != path.stem:
        raise InputError(f"{path.name}: name: it is {case.name}; make the two the same")
    return case


def _flat(text: str) -> str:
    """The text; of JSON, every string in it."""
    if not text.startswith("{"):
        return text
    return "\n".join(_strings([json.loads(line) for line in _objects(text)]))


def _objects(text: str) -> list[str]:
    """The JSON objects of a text: one, or one a line."""
    lines = text.splitlines()
    return lines if all(line.endswith("}") for line in lines) else [text]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]


def table(cases: tuple[Case, ...]) -> str:
    """The cases as a Markdown table, by technique, with the counts under it."""
    rows = sorted(cases, key=lambda case: (case.is_control, case.technique, case.name))
    return "\n".join(
        [
            "| technique | case | language | what is sent | what catches an obedient draft |",
            "| --- | --- | --- | --- | --- |",
            *map(_row, rows),
            "",
            counts(cases),
        ]
    )


def counts(cases: tuple[Case, ...]) -> str:
    """How many cases there are, and how many obedient drafts are left to the editor."""
    read = [case for case in cases if not case.is_control and case.expect.sent is not Sent.REFUSED]
    left = [case for case in read if LEFT_TO_THE_EDITOR & {*case.expect.caught}]
    warned = sum(Catch.WARNING in case.expect.caught for case in left)
    hidden = sum(case.expect.sent is Sent.DROPPED for case in left)
    controls = sum(case.is_control for case in cases)
    return (
        f"{len(cases) - controls} injected reports and {controls} controls; "
        f"{len(cases) - controls - len(read)} is refused at the door. Of {len(read)} obedient "
        f"drafts code stops {len(read) - len(left)}; {len(left)} rest on the editor alone, "
        f"{warned} of them with a warning. Of these {len(left)}, {hidden} would have to obey words "
        "that no model was sent."
    )


def _row(case: Case) -> str:
    caught = ", ".join(case.expect.caught) + (" (a faithful draft)" if case.is_control else "")
    cells = (case.technique, case.name, case.language, case.expect.sent, caught)
    return f"| {' | '.join(cells)} |"


def with_table(page: str, cases: tuple[Case, ...]) -> str:
    """The page with its table written anew."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table(cases)}\n\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """Write the table into the page."""
    PAGE.write_text(with_table(PAGE.read_text("utf-8"), read_cases()), encoding="utf-8")


if __name__ == "__main__":
    main()
