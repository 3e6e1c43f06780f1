"""The questions of a run: each draft by itself, its facts, and pairs of drafts in both orders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from drafter.engines.openai.inquiry import Inquiry
from drafter.engines.openai.messages import versions_of
from evals.judging.records import Asked, Judge, key_of
from evals.judging.showing import shown_draft, shown_events, shown_sources, words_of
from evals.scoring.score import Made
from schemas.base import Closed
from schemas.judging import Aspect, Criterion, DraftJudgement, FactsJudgement, PairJudgement

PROMPTS = {Asked.DRAFT: "judge-draft", Asked.FACTS: "judge-facts", Asked.PAIR: "judge-pair"}
FORMS: dict[Asked, type[Closed]] = {
    Asked.DRAFT: DraftJudgement,
    Asked.FACTS: FactsJudgement,
    Asked.PAIR: PairJudgement,
}
TOKENS = {Asked.DRAFT: 2000, Asked.FACTS: 2000, Asked.PAIR: 2000}
"""Room for the reply: ten reasons of 30 words, twice over."""


@dataclass(frozen=True)
class JudgeQuestion:
    """One question about one draft, or about two. `number` counts judgements of the same."""

    asked: Asked
    made: tuple[Made, ...]
    number: int = 1

    def inquiry(self) -> Inquiry[Closed]:
        """What the judge is asked."""
        return Inquiry(PROMPTS[self.asked], self._inputs(), FORMS[self.asked])

    def judge(self, model: str) -> Judge:
        """Who is asked, by which version of the prompt."""
        return Judge(model=model, prompt=versions_of(PROMPTS[self.asked])[0])

    def key(self, model: str) -> str:
        """What it is known by: whose drafts of what, and every word that the judge is shown."""
        named = [(one.case.name, one.variant, one.repeat) for one in self.made]
        return key_of(self.asked, self.judge(model), [named, self._inputs()], self.number)

    def words(self) -> tuple[int, ...]:
        """Words of each draft, as shown."""
        return tuple(words_of(one.draft) for one in self.made)

    def _inputs(self) -> dict[str, object]:
        drafts = [shown_draft(one.draft) for one in self.made]
        if self.asked is Asked.FACTS:
            facts = [
                {"number": number, "text": fact.says}
                for number, fact in enumerate(self.made[0].case.expect.facts, 1)
            ]
            numbers = [str(fact["number"]) for fact in facts]
            return {"facts": facts, "sections": drafts[0], "numbers": numbers}
        plan = self.made[0].plan
        material = {"sources": shown_sources(plan), "events": shown_events(plan)}
        if self.asked is Asked.DRAFT:
            return {**material, "sections": drafts[0], "criteria": [c.value for c in Criterion]}
        first, second = drafts
        return {**material, "first": first, "second": second, "aspects": [a.value for a in Aspect]}


def questions_of(made: Sequence[Made], *, judgements: int = 1) -> Iterator[JudgeQuestion]:
    """All questions about these drafts: one by one, then every two of one case and repeat.

    Each pair is shown in both orders; `judgements` is how often each order is judged.
    """
    for one in made:
        yield JudgeQuestion(Asked.DRAFT, (one,))
        if one.case.expect.facts:
            yield JudgeQuestion(Asked.FACTS, (one,))
    for first, second in combinations(made, 2):
        if first.case.name == second.case.name and first.repeat == second.repeat:
            for number in range(1, judgements + 1):
                yield JudgeQuestion(Asked.PAIR, (first, second), number)
                yield JudgeQuestion(Asked.PAIR, (second, first), number)
