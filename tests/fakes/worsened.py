"""Engines that spoil what another engine wrote, as a bad change of a prompt would.

Each stands for a regression that was really seen: a prompt that drops attribution, one that pads,
one that invents numbers, one that copies the lead.
"""

import re
from collections.abc import Callable, Iterator
from itertools import count

from drafter.engines.base import Batch, Engine, Objection, Reply, SupportReply
from drafter.planning import Plan, SectionCall
from schemas.estimate import Estimate
from schemas.job import Listen
from schemas.statement import Basis, WrittenStatement
from schemas.written import Written, WrittenParagraph

Spoil = Callable[[Written, Plan], Written]
FILLER = (
    "This is a significant development that will be watched closely in the days ahead.",
    "It remains to be seen how the situation will evolve and what it will mean for those involved.",
    "Observers agree that the coming period will be crucial for everyone concerned.",
    "The matter underscores the complexity of the issues at stake and the need for care.",
    "Much will depend on how the various parties respond to these important events.",
)
_SPEAKS = (
    r"(?:said|says|told [\w ]{2,30}|reported|warned|added|argued|argues|accused|claimed|claims"
    r"|stated|noted|announced|confirmed)"
)
_AT_THE_END = re.compile(rf",? (?:[^,.“”]{{2,70}} {_SPEAKS}|{_SPEAKS} [^,.“”]{{2,70}})\.$")
_AT_THE_START = re.compile(rf"^[^,.“”]{{2,90}}? {_SPEAKS} (?:on \w+ )?(?:that )?(?=\S)")
_ACCORDING = re.compile(r",? ?[Aa]ccording to [^,.]+(?:, )?")


class Worsened:
    """Another engine whose sections are spoilt."""

    def __init__(self, engine: Engine, spoil: Spoil) -> None:
        self.name = engine.name
        self.model = engine.model
        self.endpoint = engine.endpoint
        self._engine = engine
        self._spoil = spoil

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """What the other wrote, spoilt."""
        reply = await self._engine.write(plan, call, objection, seconds=seconds, listen=listen)
        if reply.written is None:
            return reply
        return reply.model_copy(update={"written": self._spoil(reply.written, plan)})

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """What the other would cost."""
        return self._engine.estimate(plan, repairs=repairs)

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """What the other says."""
        return await self._engine.support(plan, batch, seconds=seconds)

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """What the other would cost."""
        return self._engine.estimate_support(plan, claims)


def without_attribution(written: Written, plan: Plan) -> Written:
    """Whoever said it is left out, and what was said stands as a fact."""
    del plan
    return _each(written, lambda one: _saying(one, _bare(one.text)))


def _bare(text: str) -> str:
    for pattern, instead in ((_ACCORDING, ""), (_AT_THE_END, "."), (_AT_THE_START, "")):
        text = pattern.sub(instead, text)
    return text[:1].upper() + text[1:] if text else text


def padded(written: Written, plan: Plan) -> Written:
    """A sentence that says nothing after every second one."""
    del plan
    number = count()

    def more(one: WrittenStatement) -> Iterator[WrittenStatement]:
        yield one
        place = next(number)
        if place % 2:
            text = FILLER[place // 2 % len(FILLER)]
            yield WrittenStatement(cites=(), links=(), basis=Basis.INFERENCE, text=text)

    return _longer(written, more)


def with_invented_numbers(written: Written, plan: Plan) -> Written:
    """A figure that no source has, in every third reported sentence."""
    del plan
    number = count()

    def spoilt(one: WrittenStatement) -> WrittenStatement:
        place = next(number)
        if one.basis is not Basis.REPORTED or place % 3:
            return one
        return _saying(one, f"{one.text.rstrip('.')}, which affects {37_400 + place} people.")

    return _each(written, spoilt)


def copying_the_lead(written: Written, plan: Plan) -> Written:
    """Takeaway and body are the report's own first sentences."""
    sentences = list(plan.sentences().items())[:8]
    copied = [
        WrittenStatement(cites=(name,), links=(), basis=Basis.REPORTED, text=text)
        for name, text in sentences
    ]
    fields: dict[str, object] = {}
    if written.key_takeaway:
        fields["key_takeaway"] = tuple(copied[:2])
    if written.body:
        fields["body"] = (WrittenParagraph(subhead=None, statements=tuple(copied)),)
    if written.plain_english:
        fields["plain_english"] = tuple(copied[:4])
    return written.model_copy(update=fields)


def _saying(one: WrittenStatement, text: str) -> WrittenStatement:
    return one.model_copy(update={"text": text})


def _each(written: Written, change: Callable[[WrittenStatement], WrittenStatement]) -> Written:
    """The change to each statement of standfirst, takeaway, body, plain English, perspectives."""
    return _longer(written, lambda one: iter((change(one),)))


def _longer(
    written: Written, change: Callable[[WrittenStatement], Iterator[WrittenStatement]]
) -> Written:
    def changed(statements: tuple[WrittenStatement, ...]) -> tuple[WrittenStatement, ...]:
        return tuple(new for one in statements for new in change(one))

    fields: dict[str, object] = {}
    if written.standfirst:
        fields["standfirst"] = next(change(written.standfirst))
    for name in ("key_takeaway", "plain_english", "synthesis", "root_causes"):
        if prose := getattr(written, name):
            fields[name] = changed(prose)
    for name in ("body", "perspectives"):
        if parts := getattr(written, name):
            fields[name] = tuple(
                part.model_copy(update={"statements": changed(part.statements)}) for part in parts
            )
    return written.model_copy(update=fields)
