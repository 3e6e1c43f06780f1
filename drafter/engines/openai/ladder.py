"""How firmly the form of a reply is asked for, learnt per endpoint and model.

Five rungs, from a schema that the endpoint enforces down to a plea in the prompt. An endpoint is
asked at the firmest rung that it has neither refused nor ignored. Both are forgotten after a
while, so that an endpoint which was upgraded is found out.
"""

import logging
import re
import time
from collections import Counter

from drafter.engines.openai.dialect import SCHEMA_RUNGS, Clock, Dialect, Memory
from schemas.provenance import Rung

STRIKES = 3
"""Replies in a row that had nothing of the schema, before it is taken for ignored."""
RUNGS = tuple(Rung)
_LOG = logging.getLogger(__name__)
_STRICT = re.compile(r"\bstrict\b", re.IGNORECASE)
_FORMAT = re.compile(r"response_?format", re.IGNORECASE)
_TOLD = re.compile(
    r"HTTP \d+|strict|json_schema|json_object|response_?format|structured.outputs?|\btools?\b"
    r"|tool_choice",
    re.IGNORECASE,
)
"""What of an endpoint's words goes into the log: some endpoints send the whole request back."""
_ONE_TYPE = re.compile(r"json|schema|response_?format\W{0,2}(?:of )?type", re.IGNORECASE)


def ruled_out(rung: Rung, why: str) -> frozenset[Rung]:
    """The rungs that a refusal of one rules out, itself among them.

    A refusal of `strict` leaves the schema; one of `json_schema` takes both rungs that send it;
    one of `response_format` as such takes `json_object` too, and leaves the tool. Where the words
    leave it open, less is ruled out: a request too many costs nothing, since it is refused.
    """
    if rung not in SCHEMA_RUNGS:
        return frozenset({rung})
    if _STRICT.search(why):
        return frozenset({rung})
    if _FORMAT.search(why) and not _ONE_TYPE.search(why):
        return SCHEMA_RUNGS | {Rung.JSON_OBJECT}
    return SCHEMA_RUNGS


class Ladder:
    """Where one model of one endpoint stands. Calls that run side by side share it."""

    def __init__(
        self,
        dialect: Dialect | None = None,
        start: Rung = Rung.STRICT_SCHEMA,
        *,
        endpoint: str = "",
        model: str = "",
        seconds: float = 3600.0,
        now: Clock = time.monotonic,
    ) -> None:
        self.dialect = dialect or Dialect(seconds=seconds, now=now)
        self._rungs = RUNGS[RUNGS.index(self.dialect.start(start)) :]
        self._left = Memory(seconds, now)
        self._strikes: Counter[Rung] = Counter()
        self._at = self._rungs[0]
        self._of = {"endpoint": endpoint, "model": model}

    @property
    def rung(self) -> Rung:
        """The rung to ask at now; a firmer one again when what was learnt has expired."""
        self._move("what was learnt of it has expired")
        return self._at

    def refused(self, rung: Rung, why: str) -> bool:
        """Learn that the endpoint refused a form, in its own words; False where none is below."""
        if rung is Rung.PLAIN:
            return False
        told = ", ".join(dict.fromkeys(_TOLD.findall(why))) or "in words of its own"
        self._learn(ruled_out(rung, why), f"the endpoint refused it ({told})")
        return True

    def ignored(self, rung: Rung) -> None:
        """Count a reply that had nothing of the schema; after `STRIKES` in a row, step down.

        Where a strict schema is ignored, a lenient one will be too: both rungs are left.
        """
        if rung is Rung.PLAIN or rung in self._left:
            return
        self._strikes[rung] += 1
        if self._strikes[rung] >= STRIKES:
            self._learn(ruled_out(rung, ""), f"{STRIKES} replies in a row ignored the schema")

    def honoured(self, rung: Rung) -> None:
        """Count a reply that kept to the schema. It undoes nothing that was learnt elsewhere."""
        self._strikes[rung] = 0

    def _learn(self, left: frozenset[Rung], why: str) -> None:
        self._move("what was learnt of it has expired")
        self._left.learn(*left)
        for rung in left:
            self._strikes[rung] = 0
        self._move(why)

    def _move(self, why: str) -> None:
        """Stand at the firmest rung that is not ruled out, and log where that is another one."""
        before = self._at
        self._at = next((rung for rung in self._rungs if rung not in self._left), Rung.PLAIN)
        if self._at is not before:
            extra = {**self._of, "rung_from": before.value, "rung_to": self._at.value, "why": why}
            _LOG.warning(
                "%(endpoint)s, model %(model)s: replies are now asked for as %(rung_to)s, no longer"
                " as %(rung_from)s: %(why)s",
                extra,
                extra=extra,
            )


class Ladders:
    """The ladders of a process, one for each base URL and model."""

    def __init__(
        self,
        start: Rung = Rung.STRICT_SCHEMA,
        *,
        seconds: float = 3600.0,
        now: Clock = time.monotonic,
    ) -> None:
        self._start = start
        self._seconds = seconds
        self._now = now
        self._ladders: dict[tuple[str, str], Ladder] = {}

    def of(self, base_url: str, model: str) -> Ladder:
        """The ladder of a model, the same one each time. `base_url` holds no credentials."""
        key = (base_url.rstrip("/"), model)
        if key not in self._ladders:
            self._ladders[key] = Ladder(
                Dialect(base_url, seconds=self._seconds, now=self._now),
                self._start,
                endpoint=key[0],
                model=model,
                seconds=self._seconds,
                now=self._now,
            )
        return self._ladders[key]
