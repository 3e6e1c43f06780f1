"""What receivers that misbehave are sent, when and how often: `make bench-webhooks`.

The waits of the schedule are shortened a hundred-thousandfold; all else is as it is shipped.
"""

import asyncio
import logging
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from ipaddress import ip_network

from drafter.jobs import prepare
from drafter.store.database import Database
from drafter.store.deliveries import Deliveries
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports
from drafter.store.webhooks import Webhooks
from drafter.webhooks.addresses import Resolve
from drafter.webhooks.delivering import SCHEDULE, Delivering
from drafter.webhooks.sending import Sender
from drafter.webhooks.signature import secret_of
from schemas.webhook import DeliveryState, WebhookEvent
from tests import factories
from tests.benchmarks.figures import Figures, ran_on
from tests.fakes.receiver import Receiver, receiving, stall, status

QUICKER = 100_000
DRAFTS = 10
SECRET = secret_of(b"s" * 32)
SHORT = tuple(wait / QUICKER for wait in SCHEDULE)
LOOPBACK = (ip_network("127.0.0.0/8"),)


class Trial:
    """One kind of receiver, and what became of the deliveries to it."""

    def __init__(self, figures: Figures, database: Database, name: str) -> None:
        self._figures = figures
        self._database = database
        self._name = name

    async def run(self, url: str, resolve: Resolve | None = None) -> str:
        """Subscribe, have drafts asked for, deliver until all has ended; gives the webhook."""
        webhook = await Webhooks(self._database).add(url, (WebhookEvent.ASKED,), "Ada", SECRET)
        report = await Reports(self._database).add(factories.report(), "Ada")
        for _ in range(DRAFTS):
            await Drafts(self._database).ask(factories.order(report), "Ada")
        sender = Sender(LOOPBACK, seconds=0.3)
        if resolve is not None:
            sender = Sender((), resolve=resolve, seconds=0.3)
        deliverer = Delivering(self._database, sender, schedule=SHORT, poll=0.05)
        running = asyncio.create_task(deliverer.deliver_for_ever())
        async with asyncio.timeout(120):
            while await Deliveries(self._database).list(webhook.id, state=DeliveryState.PENDING):
                await asyncio.sleep(0.1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await sender.close()
        return webhook.id

    async def say(
        self, webhook: str, receiver: Receiver | None, *, delivered: int, tries: float, twice: int
    ) -> None:
        """The figures, beside what they have to be."""
        sent = await Deliveries(self._database).list(webhook)
        states = Counter(one.state for one in sent)
        well = states[DeliveryState.DELIVERED]
        say = self._figures.say
        say(f"{self._name}, delivered of {DRAFTS}", well, most=delivered, least=delivered)
        made = sum(one.attempts for one in sent) / DRAFTS
        say(f"{self._name}, tries for each", made, most=tries)
        heard = Counter(one.id for one in receiver.heard) if receiver else Counter[str]()
        again = sum(1 for count in heard.values() if count > 1)
        say(f"{self._name}, heard more than once", again, most=twice)
        await Webhooks(self._database).delete(webhook)


async def main() -> int:
    """All trials; 1 where one falls short."""
    logging.disable(logging.WARNING)  # of each failure, which is what is tried here
    figures = Figures()
    ran_on(f"{os.cpu_count()} cores; waits shortened {QUICKER:,} times, a try has 0.3 s")
    with tempfile.TemporaryDirectory(prefix="drafter-bench-") as folder:
        url = f"sqlite:///{folder}/drafter.db"
        await asyncio.to_thread(prepare, url)
        database = Database(url)
        await _trials(figures, database)
        await database.close()
    return int(figures.short)


async def _trials(figures: Figures, database: Database) -> None:
    most = len(SCHEDULE)
    async with receiving(status(204)) as receiver:
        trial = Trial(figures, database, "answers well")
        hook = await trial.run(receiver.url)
        await trial.say(hook, receiver, delivered=DRAFTS, tries=1, twice=0)
    async with receiving(*[status(500)] * DRAFTS, status(204)) as receiver:
        trial = Trial(figures, database, "fails at first")
        hook = await trial.run(receiver.url)
        await trial.say(hook, receiver, delivered=DRAFTS, tries=3, twice=DRAFTS)
    for name, answer, twice in (
        ("fails always", status(500), DRAFTS),
        ("redirects", status(302, "Location: http://127.0.0.1:9/"), DRAFTS),
        ("stalls", stall, DRAFTS),
    ):
        async with receiving(answer) as receiver:
            trial = Trial(figures, database, name)
            hook = await trial.run(receiver.url)
            await trial.say(hook, receiver, delivered=0, tries=most, twice=twice)
    async with receiving(status(410)) as receiver:
        trial = Trial(figures, database, "answers 410")
        hook = await trial.run(receiver.url)
        figures.say(
            "answers 410, messages heard before it was disabled", len(receiver.heard), most=4
        )
        await trial.say(hook, receiver, delivered=0, tries=1, twice=0)
    async with receiving(status(204)) as receiver:

        async def lies(host: str, port: int) -> Sequence[str]:
            del host, port
            return ["127.0.0.1"]

        trial = Trial(figures, database, "lies about its address")
        liar = f"https://cms.example.org:{receiver.port}/hook"
        hook = await trial.run(liar, lies)
        figures.say("lies about its address, connections made", receiver.most_at_once, most=0)
        await trial.say(hook, receiver, delivered=0, tries=most, twice=0)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
