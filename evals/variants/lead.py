"""The floor of all floors: the report's first sentences, word for word."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.engines.base import Batch, Fault, Objection, Reply, SupportReply
from drafter.planning import Plan, SectionCall
from prompts.reader import Recipe, RecipeCall
from schemas.estimate import NOTHING, Estimate
from schemas.job import Listen
from schemas.provenance import EngineName
from schemas.sections import Category, SectionName, StoryStatus
from schemas.statement import Basis, WrittenStatement
from schemas.written import NullReason, Written, WrittenParagraph

LEAD = "lead"
RECIPE = Recipe(
    name=LEAD,
    version=1,
    description="No model. The first sentences of the first report, and nothing else.",
    limits={},
    calls=(
        RecipeCall(
            name=LEAD, prompt=None, notes=(), sections=tuple(name.value for name in SectionName)
        ),
    ),
)
REASON = "the lead is the first sentences alone"
_Line = tuple[int, str, str]
"""The number of its paragraph, its id, its text."""


class LeadEngine:
    """Drafts by copying from the top until the limits are reached."""

    name = EngineName.EXTRACTIVE
    model: str | None = None
    endpoint: str | None = None

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """The first sentences. An objection changes nothing."""
        del objection, seconds, listen
        written = lead(plan, call)
        return Reply(text=written.model_dump_json(), written=written, faults=(), attempts=())

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """Nothing: no model is asked."""
        del plan, repairs
        return NOTHING

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """No verdicts: there is no model to ask."""
        del plan, batch, seconds
        fault = Fault(section=None, text="the lead asks no model", final=True)
        return SupportReply(text="", verdicts=(), faults=(fault,), attempts=())

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """Nothing: no model is asked."""
        del plan, claims
        return NOTHING


def lead(plan: Plan, call: SectionCall) -> Written:
    """The first report's headline and first sentences; all other sections are null."""
    lines, limits = list(_lines(plan)), plan.limits
    first = lines[0][1]
    takeaway = _upto(lines, limits.key_takeaway_words) or lines[:1]
    body = _upto(lines, limits.body_words_least) or lines[:1]
    wrote = {SectionName.HEADLINE, SectionName.STANDFIRST, SectionName.KEY_TAKEAWAY}
    return Written(
        category=Category.SOCIETY,
        status=StoryStatus.DEVELOPING,
        headline=_copied(first, plan.reports[0].headline),
        standfirst=_copied(first, lines[0][2]),
        key_takeaway=tuple(_copied(name, text) for _, name, text in takeaway),
        body=tuple(_paragraphs(body)),
        null_reasons=tuple(
            NullReason(section=name, reason=REASON)
            for name in call.sections
            if name not in wrote | {SectionName.BODY}
        ),
    )


def _lines(plan: Plan) -> Iterator[_Line]:
    for number, paragraph in enumerate(plan.reports[0].paragraphs):
        for sentence in paragraph.sentences:
            yield number, f"R1.S{sentence.number}", sentence.text


def _upto(lines: Sequence[_Line], words: int) -> list[_Line]:
    """The first lines that have no more words together."""
    kept, count = [], 0
    for line in lines:
        count += len(line[2].split())
        if count > words:
            break
        kept.append(line)
    return kept


def _paragraphs(lines: Sequence[_Line]) -> Iterator[WrittenParagraph]:
    for _, part in groupby(lines, key=lambda line: line[0]):
        statements = tuple(_copied(name, text) for _, name, text in part)
        yield WrittenParagraph(subhead=None, statements=statements)


def _copied(name: str, text: str) -> WrittenStatement:
    return WrittenStatement(cites=(name,), links=(), basis=Basis.REPORTED, text=text)
