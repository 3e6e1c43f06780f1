"""One call to a model, until there is a reply to read or it is plain that there will be none.

A reply that was cut is asked for once with twice the room, then in two halves. Every request that
was made stays with the reply.
"""

from collections.abc import Callable

from drafter.engines.base import Fault, Objection, Reply
from drafter.engines.openai.answering import REQUEST_FILTERED, Answering, Question, Terms
from drafter.engines.openai.claims import Ids
from drafter.engines.openai.contract import contract_of
from drafter.engines.openai.messages import (
    REDRAFT,
    REPAIR,
    SCHEMA,
    Message,
    cache_key_of,
    messages_of,
    versions_of,
)
from drafter.engines.openai.pieces import Pieces
from drafter.engines.openai.reading import Read, ended_for_good, is_cut, read
from drafter.errors import ProviderError, ProviderRefused
from drafter.planning import Plan, SectionCall
from schemas.job import Listen, Stage
from schemas.provenance import Outcome, PromptVersion
from schemas.sections import SectionName
from schemas.written import NullReason, Written


class Asking:
    """One call of a plan, or the sections of it that an objection names."""

    def __init__(
        self,
        terms: Terms,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        tokens: int | None,
        seconds: float | None,
        listen: Listen | None,
    ) -> None:
        self._terms = terms
        self._plan = plan
        self._call = call
        self._objection = objection
        self._asked = call if objection is None else call.only(objection.sections)
        self._ids = Ids.of(plan)
        self._listen = listen
        question = Question(self._messages, contract_of(self._asked), cache_key_of(plan))
        self._answering = Answering(
            terms, question, tokens=tokens, seconds=seconds, hear=self._hear()
        )

    async def reply(self, *, with_more_room: bool = True) -> Reply:
        """What the call came to; where it was cut, asked for again with more room.

        Raises:
            ProviderUnavailable: the endpoint could not be reached, kept failing, or took too long.
            ProviderRefused: it answered, and will not do this.
        """
        made = await self._once()
        if not (with_more_room and is_cut(made)):
            return made
        more = await self._with_more_room(made)
        return await self._halves(more) if is_cut(more) and len(self._asked.sections) > 1 else more

    async def _once(self) -> Reply:
        text, found = await self._read()
        self._answering.learn(found.outcome)
        made = found.reply(text, self._answering.attempts)
        self._answering.attempts = made.attempts
        return made.model_copy(update={"prompts": self._prompts()})

    async def _with_more_room(self, cut: Reply) -> Reply:
        """The answer with twice the room; as it was cut, where the endpoint has no such room."""
        before = self._answering.tokens
        self._answering.tokens = 2 * (before or self._tokens_used())
        try:
            return await self._once()
        except ProviderRefused as error:
            self._answering.tokens = before
            return cut.model_copy(update={"attempts": error.attempts})

    async def _read(self) -> tuple[str, Read]:
        answer = await self._answering.answer()
        if answer is None:
            return "", ended_for_good(Outcome.CONTENT_FILTER, REQUEST_FILTERED)
        text = (answer.refusal or answer.text).strip()  # a loop of white space is sent back to none
        return text, read(answer, self._asked, self._ids)

    def _messages(self, state_schema: bool) -> list[Message]:  # noqa: FBT001 - a Question calls it so
        return messages_of(self._plan, self._call, self._objection, state_schema=state_schema)

    def _hear(self) -> Callable[[], Callable[[str], None]] | None:
        listen = self._listen
        if listen is None:
            return None
        stage = Stage.VERIFY if self._objection else Stage.COMPOSE
        return lambda: Pieces(self._asked, self._ids, stage, listen)

    def _prompts(self) -> tuple[PromptVersion, ...]:
        """The prompts that the requests were made of, in the order in which they are rendered."""
        schema = SCHEMA if self._answering.stated else None
        anew = REDRAFT if self._call.anew else None
        return versions_of(self._call.prompt, schema, anew, REPAIR if self._objection else None)

    def _tokens_used(self) -> int:
        usage = self._answering.attempts[-1].usage
        return (usage.output_tokens if usage else None) or 4096

    async def _halves(self, cut: Reply) -> Reply:
        """The sections in two requests, since one reply is too small for all of them."""
        sections = self._asked.sections
        middle = (len(sections) + 1) // 2
        first, second = [await self._half(part) for part in (sections[:middle], sections[middle:])]
        return Reply(
            text=f"{first.text}\n{second.text}",
            written=_joined(first.written, second.written),
            faults=(*first.faults, *second.faults),
            attempts=(*cut.attempts, *first.attempts, *second.attempts),
            prompts=tuple(dict.fromkeys((*cut.prompts, *first.prompts, *second.prompts))),
        )

    async def _half(self, sections: tuple[SectionName, ...]) -> Reply:
        """Some of the sections, asked for by themselves. Where they too are cut, they stay so."""
        call = self._asked.only(sections)
        half = Asking(
            self._terms,
            self._plan,
            call,
            None,
            tokens=self._answering.tokens,
            seconds=self._answering.left,
            listen=self._listen,
        )
        try:
            reply = await half.reply(with_more_room=False)
        except ProviderError as error:  # it takes nothing from the other half
            lost = (Fault(section=None, text=str(error)),)
            reply = Reply(text="", written=None, faults=lost, attempts=error.attempts)
        faults = (
            fault.model_copy(update={"section": section})
            for fault in reply.faults
            for section in ((fault.section,) if fault.section else sections)
        )
        return reply.model_copy(update={"faults": tuple(faults)})


def _joined(first: Written | None, second: Written | None) -> Written | None:
    if first is None or second is None:
        return first or second
    reasons: tuple[NullReason, ...] = (*first.null_reasons, *second.null_reasons)
    fields = first.model_dump(exclude_none=True) | second.model_dump(exclude_none=True)
    return Written.model_validate(fields | {"null_reasons": reasons})
