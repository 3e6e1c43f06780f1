"""Every error of the project. The docstring says what happened; the message says what to do.

DrafterError
├── InputError                 what was given cannot be used (exit status 2)
│   ├── ReportRefused          a report that cannot be read, or is too thin to brief
│   ├── EventsRefused          an events file that cannot be read
│   ├── DraftRefused           a draft that cannot be read, or does not hold
│   ├── PatchRefused           an edit that would not leave a valid draft
│   ├── UrlRefused             an address that nothing is sent to
│   ├── SignatureRefused       a message that is not by whom it says, or not of now
│   └── ConfigurationError     a setting is missing or wrong
├── ProviderError              the model cannot be used (exit status 3)
│   ├── ProviderUnavailable    it could not be reached, or kept failing; another try may do
│   ├── ProviderRefused        it answered, and will not do this: key, quota, model, request
│   └── OverBudget             it was not asked, since that could cost more than is allowed
│       └── SpentToday         the key has used up what it may spend in a day
├── NotFound                   no such report, draft, revision, statement or key
├── WrongState                 the draft's state does not allow this
├── TooManyAtOnce           the key has as many drafts being drafted as it may
├── NotYours                   somebody else holds the draft, or nobody does
├── StaleRevision              the draft has changed since it was read
├── GateClosed                 open findings stand against approval
├── LeaseLost                  peers have taken over what this worker was drafting
└── StoreError                 the database cannot be used
"""

from collections.abc import Sequence

from schemas.provenance import Attempt, Call


class DrafterError(Exception):
    """Root of all errors that are meant to be read by people."""


class InputError(DrafterError):
    """What was given cannot be used."""


class ReportRefused(InputError):
    """The report cannot be drafted from."""


class EventsRefused(InputError):
    """The earlier events cannot be read."""


class DraftRefused(InputError):
    """A draft that was given cannot be read, or is none of ours."""


class PatchRefused(InputError):
    """The edit would not leave a valid draft. `pointer` is a JSON pointer to what is wrong."""

    def __init__(self, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.pointer = pointer


class UrlRefused(InputError):
    """Nothing is sent to this address."""


class SignatureRefused(InputError):
    """A message that was not signed with the secret, or long ago."""


class ConfigurationError(InputError):
    """A setting is missing or wrong."""


class ProviderError(DrafterError):
    """The model cannot be used. What had been asked, and may have cost, stays with the error.

    `attempts` are those of the call that failed; `calls` all that the draft had made.
    """

    attempts: tuple[Attempt, ...] = ()
    calls: tuple[Call, ...] = ()


class ProviderUnavailable(ProviderError):
    """The endpoint could not be reached or kept failing; the same call may go through later."""


class ProviderRefused(ProviderError):
    """The endpoint answered, and the same call will not go through later either."""


class OverBudget(ProviderError):
    """The model was not asked: it could cost more than the draft or the key is allowed."""


class SpentToday(OverBudget):
    """The key may go on tomorrow. `seconds` is how long until then."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class NotFound(DrafterError):
    """There is no such thing."""


class WrongState(DrafterError):
    """The draft's state does not allow this."""


class TooManyAtOnce(DrafterError):
    """The key has as many drafts being drafted as it may; another is let in when one ends."""


class NotYours(DrafterError):
    """The draft is not in this editor's hands."""


class StaleRevision(DrafterError):
    """The draft has changed since it was read. `current` is its revision now."""

    def __init__(self, message: str, current: int) -> None:
        super().__init__(message)
        self.current = current


class GateClosed(DrafterError):
    """Open findings stand against approval. `open_findings` says which, one line each."""

    def __init__(self, message: str, open_findings: Sequence[str]) -> None:
        super().__init__(message)
        self.open_findings = tuple(open_findings)


class LeaseLost(DrafterError):
    """The worker was away for long, and its peers have taken over what it was drafting."""


class StoreError(DrafterError):
    """The database cannot be used."""
