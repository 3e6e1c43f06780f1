"""A reply while it is being written: each statement and section is told once it is complete.

The text so far is parsed as far as it goes. Of the sections, all but the last are complete; of an
open section's statements, all but the last are. What is open is never validated and never told.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from drafter.engines.openai.claims import Ids
from drafter.engines.openai.reading import fields_of, only, section_of
from drafter.planning import SectionCall
from schemas.job import Listen, Progress, Stage
from schemas.sections import SectionName
from schemas.statement import WrittenStatement
from schemas.written import Written

STEP = 400
"""Characters between two looks: some 60 tokens. Each look parses all that has come so far."""
_STATEMENT = frozenset(WrittenStatement.model_fields)


class Pieces:
    """Hears the text of one attempt as it comes, and tells the listener what is complete in it."""

    def __init__(self, call: SectionCall, ids: Ids, stage: Stage, listen: Listen) -> None:
        self._call = call
        self._ids = ids
        self._stage = stage
        self._listen = listen
        self._fields = fields_of(call.sections)
        self._text = ""
        self._looked = 0
        self._told: set[SectionName] = set()
        self._statements = 0

    def __call__(self, text: str) -> None:
        """The next piece of the text."""
        self._text += text
        if len(self._text) - self._looked >= STEP or text.rstrip().endswith("}"):
            self._look()

    def _look(self) -> None:
        self._looked = len(self._text)
        found = _so_far(self._text)
        *closed, opened = found or [""]
        if _whole(self._text):
            closed, opened = [*closed, opened], ""
        complete = {field: found[field] for field in closed if field in self._fields}
        for field in complete:
            self._section(section_of(field), complete)
        if opened in self._fields and section_of(opened) not in self._told:
            self._open(section_of(opened), found[opened])

    def _section(self, name: SectionName, complete: dict[str, Any]) -> None:
        """Tell a complete section, once, where it is valid; the headline with its labels."""
        needed = fields_of((name,))
        if name in self._told or not set(needed) <= set(complete):
            return
        self._told.add(name)
        self._statements = 0
        try:
            whole = Written.model_validate({field: complete[field] for field in needed})
        except ValidationError:
            return
        plain = whole.model_dump(mode="json", exclude={"null_reasons"}, exclude_none=True)
        if name.value in plain and not any(self._ids.wrong(plain)):
            self._tell(section=name, written=only(whole, (name,)))

    def _open(self, name: SectionName, value: object) -> None:
        """Tell the statements of a section that is still being written, but for the last."""
        for statement in list(_statements(value))[self._statements : -1]:
            self._statements += 1
            try:
                valid = WrittenStatement.model_validate(statement)
            except ValidationError:
                continue
            if not any(self._ids.wrong(statement)):
                self._tell(section=name, statement=valid)

    def _tell(self, **piece: Any) -> None:
        self._listen(
            Progress(stage=self._stage, call=self._call.name, done=False, note=None, **piece)
        )


def _so_far(text: str) -> dict[str, Any]:
    """What the text holds, in its order: strings that are still open are left out."""
    try:
        found = from_json(text, allow_partial=True)
    except ValueError:  # packed, or broken: the reply as a whole will be read with more patience
        return {}
    return found if isinstance(found, dict) else {}


def _whole(text: str) -> bool:
    try:
        from_json(text)
    except ValueError:
        return False
    return True


def _statements(value: object) -> Iterator[dict[str, Any]]:
    """Everything inside a section that has the form of a statement, in its order."""
    if isinstance(value, dict):
        if set(value) <= _STATEMENT and value:
            yield value
        else:
            for part in value.values():
                yield from _statements(part)
    elif isinstance(value, list):
        for part in value:
            yield from _statements(part)
