"""One batch of queries to a model, and what its answer says."""

from drafter.engines.base import Batch, Fault, SupportReply
from drafter.engines.openai.answering import REQUEST_FILTERED, Answering, Question, Terms
from drafter.engines.openai.contract import support_contract
from drafter.engines.openai.messages import SCHEMA, versions_of
from drafter.engines.openai.queries import CACHE_KEY, SUPPORT, messages_about
from drafter.engines.openai.reading import ended
from drafter.engines.openai.verdicts import ReadVerdicts, read_verdicts
from drafter.planning import Plan
from schemas.provenance import Outcome


async def judged(
    terms: Terms, plan: Plan, batch: Batch, *, tokens: int | None, seconds: float | None
) -> SupportReply:
    """The verdicts on the batch.

    Raises:
        ProviderUnavailable: the endpoint could not be reached, kept failing, or took too long.
        ProviderRefused: it answered, and will not do this.
    """
    question = Question(
        lambda stated: messages_about(plan, batch, state_schema=stated),
        support_contract(),
        CACHE_KEY,
    )
    answering = Answering(terms, question, tokens=tokens, seconds=seconds)
    answer = await answering.answer()
    if answer is None:
        filtered = Fault(section=None, text=REQUEST_FILTERED, final=True)
        found = ReadVerdicts(Outcome.CONTENT_FILTER, (), (filtered,))
    else:
        found = read_verdicts(answer, batch)
    answering.learn(found.outcome)
    return SupportReply(
        text="" if answer is None else answer.refusal or answer.text,
        verdicts=found.verdicts,
        faults=found.faults,
        attempts=ended(answering.attempts, found.outcome, found.faults),
        prompts=versions_of(SUPPORT, SCHEMA if answering.stated else None),
    )
