"""What came back for a call, request by request, and who wrote it."""

from drafter.answers import UNUSABLE, Answered, objection, provenance
from drafter.engines.base import Reply
from drafter.errors import ProviderError, ProviderUnavailable
from prompts.reader import Recipe, RecipeCall
from schemas.provenance import Attempt, PromptVersion
from schemas.sections import SectionName
from schemas.written import Written
from tests.factories import plan_of, statement, written
from tests.fakes.engine import ATTEMPT, FakeEngine, reply

SECTIONS = ("headline", "key_takeaway")
RECIPE = Recipe(
    name="one",
    version=1,
    description="one call",
    limits={},
    calls=(RecipeCall(name="story", prompt="p", notes=(), sections=SECTIONS),),
)
PLAN = plan_of(recipe=RECIPE)
(CALL,) = PLAN.calls
TAKEAWAY = SectionName.KEY_TAKEAWAY
MENDED = Written(key_takeaway=(statement("Repair takes at least six weeks.", cites=["R1.S2"]),))


def first(came: Reply | ProviderError) -> Answered:
    return Answered.first(CALL, came)


def again(one: Answered, came: Reply | ProviderError) -> Answered:
    return one.again(came, (TAKEAWAY,), PLAN.evidence, PLAN.limits)


def attempt(host: str, **told: object) -> Attempt:
    return ATTEMPT.model_copy(update={"endpoint": host, "model": f"model of {host}", **told})


def lost(*attempts: Attempt) -> ProviderError:
    error = ProviderUnavailable("down")
    error.attempts = attempts
    return error


def wrote(*answered: Answered) -> tuple[str | None, str | None]:
    made = provenance(PLAN, FakeEngine({}), answered, seconds=1.0)
    return made.model, made.endpoint


def test_what_was_wrong_with_a_whole_reply_is_forgotten_with_a_good_one() -> None:
    assert () == again(first(reply(None, "no JSON")), reply(MENDED)).faults


def test_a_failure_at_the_repair_is_no_failure_of_the_call() -> None:
    silent = written().model_copy(update={"null_reasons": ()})
    after = again(first(reply(silent, "no JSON")), lost())
    reasons = {reason.section: reason.reason for reason in after.settled().null_reasons}
    assert (None, UNUSABLE) == (after.failure, reasons[TAKEAWAY])


def test_a_call_that_was_lost_and_then_came_is_held_to_what_it_wrote() -> None:
    came = first(lost(ATTEMPT)).having(reply(None, "no JSON"), CALL.sections, repair=False)
    raised = objection(came, PLAN.evidence, PLAN.limits)
    assert raised is not None
    assert (None, ("no JSON",)) == (came.failure, raised.errors)


def test_a_call_that_was_lost_is_not_objected_to() -> None:
    assert None is objection(first(lost(ATTEMPT)), PLAN.evidence, PLAN.limits)


def test_the_prompts_of_a_repair_stand_beside_those_of_the_first_request() -> None:
    asked, repair = (PromptVersion(name=n, version=1, fingerprint="0" * 64) for n in ("a", "b"))
    one = first(reply(written(), "no JSON").model_copy(update={"prompts": (asked,)}))
    assert (asked, repair) == again(
        one, reply(MENDED).model_copy(update={"prompts": (repair,)})
    ).prompts


def test_the_endpoint_that_wrote_is_the_last_that_wrote_anything() -> None:
    begun = attempt("first", error="the stream broke off")
    came = reply(written()).model_copy(update={"attempts": (begun, attempt("second"))})
    assert ("model of second", "second") == wrote(first(came))

    nothing = attempt("third", usage=None, finish_reason=None, error="no connection")
    assert ("model of second", "second") == wrote(again(first(came), lost(nothing)))


def test_where_no_endpoint_is_told_the_engine_names_its_own() -> None:
    assert ("fake", "127.0.0.1") == wrote(first(reply(written())))
