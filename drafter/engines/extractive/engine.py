"""The extractive engine: every section that the reports' own sentences support, cited whole."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from drafter.engines.base import Batch, Fault, Objection, Reply, SupportReply
from drafter.engines.extractive import (
    body,
    comparing,
    forces,
    front,
    gaps,
    labels,
    outlook,
    perspectives,
    plain,
)
from drafter.engines.extractive.extent import told
from drafter.engines.extractive.picking import Material
from drafter.engines.extractive.source import read
from drafter.planning import Plan, SectionCall
from schemas.estimate import NOTHING, Estimate
from schemas.job import Listen
from schemas.provenance import EngineName
from schemas.sections import SectionName
from schemas.written import NullReason, Written

ENGLISH_ONLY = "the cues for it are known for English only"
NO_MODEL = "the engine extractive has none"
Writer = Callable[[Material], Any]
"""Writes one section from the material, or returns as a string why it cannot."""

WRITERS: Mapping[SectionName, Writer] = {
    SectionName.HEADLINE: front.headline,
    SectionName.STANDFIRST: front.standfirst,
    SectionName.SCENARIOS: outlook.scenarios,
    SectionName.KEY_TAKEAWAY: front.key_takeaway,
    SectionName.ROOT_CAUSES: forces.root_causes,
    SectionName.ESCALATION: forces.escalation,
    SectionName.PERSPECTIVES: perspectives.perspectives,
    SectionName.BODY: body.body,
    SectionName.PLAIN_ENGLISH: plain.plain_english,
    SectionName.SYNTHESIS: comparing.synthesis,
    SectionName.CAUSES_AND_EFFECTS: front.causes_and_effects,
    SectionName.CONFLICTS: comparing.conflicts,
    SectionName.INFORMATION_GAPS: gaps.information_gaps,
}
"""In this order they choose: the pickiest before those that find something anywhere."""


class ExtractiveEngine:
    """Drafts with no model, no key and no network; the same reports give the same draft."""

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
        """Write the call's sections. An objection changes nothing: the sentences are what they are.

        The work is CPU alone, some tens of milliseconds, and runs in a thread: neither its time
        nor its progress is worth a bound or a word.
        """
        del objection, seconds, listen
        written = await asyncio.to_thread(extract, plan, call)
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
        fault = Fault(section=None, text=NO_MODEL, final=True)
        return SupportReply(text="", verdicts=(), faults=(fault,), attempts=())

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """Nothing: no model is asked."""
        del plan, claims
        return NOTHING


def extract(plan: Plan, call: SectionCall) -> Written:
    """The call's sections from the plan's reports, each null one with its reason."""
    material = Material(plan, read(plan))
    fields: dict[str, Any] = {}
    reasons: list[NullReason] = []
    partly = told(plan.reports)
    for name, writer in WRITERS.items():
        if name not in call.sections:
            continue
        section = writer(material) if readable(material, name) else ENGLISH_ONLY
        if isinstance(section, str):
            reasons.append(
                NullReason(section=name, reason=f"{section}; {partly}" if partly else section)
            )
        else:
            fields[name.value] = section
    if SectionName.HEADLINE in call.sections:
        fields |= {"category": labels.category(material), "status": labels.status(material)}
    return Written(**fields, null_reasons=tuple(reasons))


def readable(material: Material, name: SectionName) -> bool:
    """Whether the section can be written in the reports' languages."""
    return name in front.ANY_LANGUAGE or any(r.language == "en" for r in material.plan.reports)
