"""Every prompt as it goes out for one invented plan. Renew: `python -m tests.prompts.rendered`.

After a wanted change: raise the prompt's version, `python -m prompts.lock`, renew, read the diff.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from drafter.engines.base import Batch, Objection
from drafter.engines.openai.messages import messages_of
from drafter.engines.openai.queries import messages_about
from drafter.numbering import numbered
from drafter.planning import Anew, Plan, plan
from drafter.verify.support import queries_of
from evals.judging.showing import shown_draft, shown_events, shown_sources
from prompts.reader import read_prompt, read_recipe
from schemas.sections import SectionName
from schemas.statement import Basis
from tests.factories import draft, event, report, statement, written

SNAPSHOTS = Path(__file__).parent / "snapshots"
RECIPES = ("briefing", "single")


def sample_plan(recipe: str) -> Plan:
    """Two reports that disagree, an earlier event, a day to resolve, and an editor's wish."""
    second = report(
        "Engineers hired by the harbour pilots found cracks in one pier alone, their office said."
        " They put the repair at 9 million crowns.",
        headline="Pilots' engineers find one cracked pier",
        publisher="Coast Radio",
    )
    return plan(
        (report(), second),
        read_recipe(recipe),
        topic="eastmere-bridge",
        instructions="Mind what the closure means for commuters.",
        earlier=[event(date(2026, 2, 20), "Divers begin to inspect the piers of the old bridge.")],
    )


def rendered() -> dict[str, str]:
    """The text of every message, by the name of its snapshot."""
    texts = {}
    for recipe in RECIPES:
        made = sample_plan(recipe)
        for call in made.calls:
            system, user = messages_of(made, call, None, state_schema=False)
            texts[f"{recipe}.system"] = system["content"]
            texts[f"{recipe}.{call.name}"] = user["content"]
    return texts | _of_the_rival() | _of_a_repair() | _of_a_redraft() | _of_support() | _of_judges()


def _of_the_rival() -> dict[str, str]:
    """The plain request, which has no system message."""
    made = sample_plan("plain")
    (user,) = messages_of(made, made.calls[0], None, state_schema=False)
    return {"plain": user["content"]}


def _of_judges() -> dict[str, str]:
    """What a judge reads of a draft, of its facts, and of two drafts."""
    made = sample_plan("single")
    material = {"sources": shown_sources(made), "events": shown_events(made)}
    drafts = [
        shown_draft(draft(made, standfirst=statement(text)))
        for text in ("The bridge is shut.", "Divers found cracks in two piers.")
    ]
    facts = [{"number": 1, "text": "Divers found cracks in two piers, Coast Radio says in one."}]
    inputs: dict[str, dict[str, object]] = {
        "judge-draft": material | {"sections": drafts[0], "criteria": ["accuracy", "sourcing"]},
        "judge-facts": {"facts": facts, "sections": drafts[0], "numbers": ["1"]},
        "judge-pair": material
        | {"first": drafts[0], "second": drafts[1], "aspects": ["accuracy", "prose"]},
    }
    asked = {name: read_prompt(name).render(**given) for name, given in inputs.items()}
    return {f"{name}.system": text.system for name, text in asked.items()} | {
        name: text.user for name, text in asked.items()
    }


def _of_a_repair() -> dict[str, str]:
    """What an endpoint reads that cannot be given a schema, when it is asked once more."""
    made = sample_plan("briefing")
    call = made.calls[1]
    objection = Objection(
        reply="{}",
        errors=("plain_english.0.cites: no sentence R1.S9",),
        sections=(SectionName.PLAIN_ENGLISH,),
    )
    messages = messages_of(made, call, objection, state_schema=True)
    return {"with-schema": messages[1]["content"], "repair": messages[3]["content"]}


def _of_a_redraft() -> dict[str, str]:
    """What follows the usual messages where an editor wants a section anew, and keeps a part."""
    made = sample_plan("briefing")
    wish = Anew(
        present='{"body": [], "null_reasons": []}',
        kept=("The bridge is shut until at least the middle of April.",),
        instructions="Begin with the ferries.",
    )
    call = replace(made.calls[0].only((SectionName.BODY,)), anew=wish)
    return {"redraft": messages_of(made, call, None, state_schema=False)[3]["content"]}


def _of_support() -> dict[str, str]:
    """What is asked of three statements: one of each basis, on both reports and the event."""
    statements = (
        statement("Divers found cracks in two piers.", cites=["R1.S1", "R2.S1"]),
        statement(
            "The closure outlasts the ferries' spare room.", basis=Basis.INFERENCE, cites=["R1.S3"]
        ),
        statement(
            "Divers had begun to inspect the piers on 20 February, Coast Radio reported.",
            basis=Basis.BACKGROUND,
            cites=(),
            links=["E1"],
        ),
    )
    made = sample_plan("briefing")
    sections = numbered(written(key_takeaway=statements, body=None), made)
    batch = Batch(1, queries_of(sections, made.evidence))
    system, user = messages_about(made, batch, state_schema=False)
    return {"support.system": system["content"], "support": user["content"]}


def main() -> None:
    """Write the snapshots anew."""
    for old in SNAPSHOTS.glob("*.txt"):
        old.unlink()
    for name, text in rendered().items():
        (SNAPSHOTS / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
