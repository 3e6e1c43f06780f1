"""The judging of a run's drafts by a model: `drafter eval run --judge MODEL`."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from drafter.cli.output import say
from drafter.settings import Settings
from evals.judging.panel import Panel, judge_engine
from evals.judging.questions import JudgeQuestion, questions_of
from evals.judging.records import Judgement, newest
from evals.running.folder import JUDGED, RunFolder
from evals.running.lanes import Lane
from evals.running.log import Log, read_lines
from evals.scorecard.loading import RunOf, load
from evals.variants.recording import Recording

Command = TypeVar("Command", bound=Callable[..., Any])
OPTIONS = (
    click.option("--judge", metavar="MODEL", help="A model that judges the drafts, blind."),
    click.option("--judge-cases", type=click.IntRange(1), help="So many cases, drawn by chance."),
    click.option("--judge-variant", "judge_variants", multiple=True, metavar="NAME"),
    click.option("--judgements", default=1, show_default=True, type=click.IntRange(1, 20)),
)


def judging_options(command: Command) -> Command:
    """The options, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class Judging:
    """What is judged by which model: all cases and variants, where none are named."""

    model: str
    cases: int | None
    variants: tuple[str, ...]
    judgements: int

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Judging | None":
        """What the options say; null where no judge is named."""
        if given["judge"] is None:
            return None
        return cls(
            given["judge"], given["judge_cases"], given["judge_variants"], given["judgements"]
        )


def questions(folder: RunFolder, asked: Judging) -> list[JudgeQuestion]:
    """What the judge is asked of a run's drafts. Raises RunRefused: there is no such variant."""
    named = asked.variants or (None,)
    loaded = load([RunOf(folder.path, name) for name in named])
    names = sorted(case.name for case in loaded.cases)
    if asked.cases is not None:
        chance = random.Random(0)  # noqa: S311 - a sample: the same at every run
        names = chance.sample(names, min(asked.cases, len(names)))
    made = [one for drafts in loaded.made.values() for one in drafts if one.case.name in names]
    return list(questions_of(made, judgements=asked.judgements))


async def judge_run(
    folder: RunFolder, asked: Judging, settings: Settings, recording: Recording | None
) -> None:
    """Ask the judge what has no answer yet, and say how many answers came."""
    kept = newest(map(Judgement.model_validate_json, read_lines(folder.file(JUDGED))))
    lane = Lane(settings.calls_at_once, settings.calls_a_minute)
    came: list[Judgement] = []
    async with (
        Log(folder.file(JUDGED)) as log,
        judge_engine(asked.model, settings, recording) as engine,
    ):
        panel = Panel(engine, log, kept, lane)
        every = questions(folder, asked)
        say(f"{asked.model} is asked {len(panel.open_questions(every))} of {len(every)} questions")
        await panel.ask(every, came.append)
    failed = [one for one in came if not one.answered]
    say(f"{len(came) - len(failed)} answered, {len(failed)} not" + _first_reason(failed))


def _first_reason(failed: list[Judgement]) -> str:
    return f", the first: {failed[0].why}" if failed else ""
