"""Housekeeping: once an hour, what has been kept for long enough goes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from drafter import clock
from drafter.settings import Settings
from drafter.store.database import Database
from drafter.store.retention import Retention, Swept

HOUR = 3600.0
Forget = Callable[[datetime], Awaitable[int]]
"""Deletes the journals of jobs that ended before then, and says how many: `Jobs.forget`."""

logger = logging.getLogger(__name__)


class Housekeeping:
    """Deletes by the settings. Every worker may keep house, at the same time too."""

    def __init__(self, settings: Settings, database: Database, jobs_forget: Forget) -> None:
        self._retention = Retention(
            database,
            report_days=settings.keep_report_days,
            event_days=settings.keep_event_days,
        )
        self._journal_days = settings.keep_journal_days
        self._forget = jobs_forget

    async def run_once(self) -> None:
        """Delete what is too old and log what went. What fails is logged, and tried again later."""
        now = clock.now()
        journals, swept = 0, Swept(0, 0)
        try:
            journals = await self._forget(now - timedelta(days=self._journal_days))
        except Exception:
            logger.exception("old journals could not be deleted; the next round tries again")
        try:
            swept = await self._retention.sweep(now)
        except Exception:
            logger.exception(
                "old texts and events could not be deleted; the next round tries again"
            )
        went = {
            "reports": swept.reports,
            "events": swept.events,
            "answers": swept.answers,
            "deliveries": swept.deliveries,
            "journals": journals,
        }
        if any(went.values()):
            logger.info(
                "housekeeping: the texts of %(reports)d reports, %(events)d events,"
                " %(answers)d first answers, %(deliveries)d deliveries and %(journals)d journals"
                " were deleted",
                went,
                extra=went,
            )

    async def run_for_ever(self, seconds: float = HOUR) -> None:
        """Keep house now, and again after so many seconds, until the task is cancelled."""
        while True:
            await self.run_once()
            await asyncio.sleep(seconds)
