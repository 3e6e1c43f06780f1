"""Runs a row: one call of a draft meets the fault, the others are answered validly."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.transport import Patience
from drafter.engines.openai.watched import Watched
from drafter.errors import ProviderError
from drafter.pipeline import draft
from drafter.planning import SectionCall
from drafter.service import Request
from drafter.settings import Price, Settings
from drafter.spending.prices import Prices
from drafter.telemetry.watching import telemetry
from prompts.reader import RecipeCall, read_recipe
from schemas.draft import Draft
from schemas.job import Progress
from schemas.provenance import Attempt, Call
from schemas.sections import SectionName
from tests import factories
from tests.fakes.endpoint import MODEL, Body, FakeEndpoint, Given, Scripted, valid
from tests.fakes.replies import requested_schema
from tests.faults.row import Row
from tests.faults.shown import CANARY

MOST_REQUESTS = 40
REQUEST = Request(
    reports=tuple(
        factories.report(*paragraphs, headline=f"{CANARY} shut")
        for paragraphs in (
            [text.replace("Eastmere", CANARY) for text in factories.PARAGRAPHS],
            [f"{CANARY} closed its old bridge on Tuesday. Nobody was hurt."],
        )
    ),
    earlier=(factories.event(date(2026, 2, 20), "Divers begin to inspect the piers."),),
)
PRICE = Price.model_validate({"input": 2, "output": 10})
Place = tuple[str, str]
PLACES: tuple[Place, ...] = (
    ("briefing", "report"),
    ("briefing", "explain"),
    ("single", "briefing"),
)
"""Recipe and call that meets the fault: one with the headline, one without, and the only one."""


class Waits(list[float]):
    """Sleeps for no time, and remembers how long it was asked to."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


class Lines(logging.Handler):
    """Every record of our loggers at INFO and above."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.records.append(record)

    def said(self, level: int) -> list[str]:
        """The lines of a level, with all their fields."""
        return [f"{r.getMessage()} {vars(r)}" for r in self.records if r.levelno == level]


@dataclass
class Run:
    """What a draft came to in which one call met a fault."""

    call: SectionCall
    made: Draft | None = None
    error: ProviderError | None = None
    asked: Counter[str] = field(default_factory=Counter)
    waits: Waits = field(default_factory=Waits)
    lines: Lines = field(default_factory=Lines)
    heard: list[Progress] = field(default_factory=list)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call, whether there is a draft or not."""
        if self.made is not None:
            return self.made.provenance.calls
        return self.error.calls if self.error else ()

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Those of the call that met the fault, in their order."""
        return tuple(a for c in self.calls if c.name == self.call.name for a in c.attempts)


async def run(row: Row, place: Place, *, stream: bool) -> Run:
    """Draft by the recipe, with the row's answers to one call."""
    recipe, name = place
    plan = REQUEST.plan(read_recipe(recipe), Settings())
    done = Run(next(call for call in plan.calls if call.name == name))
    answer = served(plan.calls, name, row.answers, done.asked)
    async with FakeEndpoint(*[answer] * MOST_REQUESTS) as fake:
        opened = open_endpoint(fake.url, None)
        patience = Patience(seconds=row.seconds, sleep=done.waits)
        engine = OpenAIEngine(opened, MODEL, prices=Prices(PRICE), patience=patience)
        watched = Watched(engine, telemetry())
        with _listening(done.lines):
            try:
                done.made = await draft(plan, watched, listen=done.heard.append if stream else None)
            except ProviderError as error:
                done.error = error
        await opened.close()
    return done


def served(
    calls: Sequence[SectionCall | RecipeCall],
    faulty: str,
    answers: Sequence[Scripted],
    asked: Counter[str],
) -> Callable[[Body], Given]:
    """Gives the answers to one call in their order, and validly answers all else."""
    left = iter(answers)

    def answer(body: Body) -> Given:
        keys = set(requested_schema(body)["properties"])
        name = next(call.name for call in calls if keys & {*call.sections})
        asked[name] += 1
        given = next(left, valid) if name == faulty else valid
        return given(body) if callable(given) else given

    return answer


@contextmanager
def _listening(lines: Lines) -> Iterator[None]:
    ours = logging.getLogger("drafter")
    before = ours.level
    ours.setLevel(logging.INFO)
    ours.addHandler(lines)
    try:
        yield
    finally:
        ours.removeHandler(lines)
        ours.setLevel(before)


def text_of(made: Draft, name: SectionName) -> str:
    """A section as it was written, without the numbers of its statements."""
    section = made.model_dump_json(include={name.value})
    return re.sub(r'"id":"s\d+"', "", section)
