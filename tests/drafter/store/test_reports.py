import asyncio

import pytest

from drafter.errors import NotFound
from drafter.store.reports import Reports
from tests import factories


async def test_a_report_comes_back_as_it_was_kept(reports: Reports) -> None:
    name = await reports.add(factories.report(), "Ada")
    assert factories.report() == await reports.get(name)


async def test_a_report_id_is_rep_and_16_characters(reports: Reports) -> None:
    name = await reports.add(factories.report(), "Ada")
    prefix, _, rest = name.partition("-")
    assert (prefix, len(rest), rest) == ("rep", 16, rest.lower())


async def test_the_same_text_again_has_the_same_id_even_at_the_same_time(reports: Reports) -> None:
    adds = [reports.add(factories.report(), by) for by in ("Ada", "Bo", "Cy", "Di")]
    assert 1 == len(set(await asyncio.gather(*adds)))
    other = await reports.add(factories.report("The bridge is open again."), "Ada")
    assert other != await reports.add(factories.report(), "Eve")


async def test_a_report_that_is_not_there_is_not_found(reports: Reports) -> None:
    with pytest.raises(NotFound, match="no report rep-none"):
        await reports.get("rep-none")
