"""The five ways to ask for the form of a reply, as request bodies of chat completions."""

from drafter.engines.openai.contract import NAME, Contract
from drafter.engines.openai.messages import Message
from drafter.engines.openai.strict_schema import Json
from schemas.provenance import Rung


def states_schema(rung: Rung) -> bool:
    """Whether the prompt states the schema too: only where the request carries it nowhere else.

    At the rungs above, the model is shown it by OpenAI and, as a tool, by every chat template.
    vLLM and llama.cpp mask tokens by it and do not show it; for them the prompt describes every
    section's form in words at every rung (`prompts/parts/reply.md`), at a fraction of its length.
    """
    return rung in (Rung.JSON_OBJECT, Rung.PLAIN)


def body_of(
    model: str,
    messages: list[Message],
    contract: Contract,
    rung: Rung,
    parameters: Json,
    *,
    stream: bool,
) -> Json:
    """The body of a request. `parameters` come from the endpoint's dialect."""
    body: Json = {"model": model, "messages": messages, **_form(contract.schema, rung)}
    body |= parameters
    if stream:
        body["stream"] = True
    return body


def _form(schema: Json, rung: Rung) -> Json:
    if rung in (Rung.STRICT_SCHEMA, Rung.JSON_SCHEMA):
        form = {"name": NAME, "strict": rung is Rung.STRICT_SCHEMA, "schema": schema}
        return {"response_format": {"type": "json_schema", "json_schema": form}}
    if rung is Rung.FORCED_TOOL:
        # `parallel_tool_calls` is left out: servers refuse it, and a forced tool is called once.
        tool = {"name": NAME, "description": "Gives the whole reply.", "parameters": schema}
        return {
            "tools": [{"type": "function", "function": tool}],
            "tool_choice": {"type": "function", "function": {"name": NAME}},
        }
    return {"response_format": {"type": "json_object"}} if rung is Rung.JSON_OBJECT else {}
