"""Which earlier events go in as context."""

from datetime import date

from drafter.earlier import relevant_events
from tests.factories import event, report

BRIDGE = event(date(2026, 3, 1), "Divers inspect the piers of the Eastmere bridge.", key="bridge")
FISH = event(date(2026, 3, 2), "Herring prices fall in the north.", key="fish")
LATER = event(date(2026, 3, 7), "Eastmere council votes on the bridge.", key="later")


def test_the_event_that_shares_most_with_the_report_is_kept() -> None:
    assert ["bridge"] == [e.key for e in relevant_events([FISH, BRIDGE], [report()], most=1)]


def test_events_are_numbered_in_order_of_date() -> None:
    chosen = relevant_events([FISH, BRIDGE], [report()])
    assert [("E1", "bridge"), ("E2", "fish")] == [(e.id, e.key) for e in chosen]


def test_an_event_of_the_reports_own_day_is_kept() -> None:
    today = event(date(2026, 3, 5), "Eastmere closes the bridge.", key="today")
    assert ["today"] == [e.key for e in relevant_events([today], [report()])]


def test_choosing_again_from_what_was_chosen_changes_nothing() -> None:
    same_day = event(date(2026, 3, 1), "The Eastmere bridge is inspected again.", key="again")
    chosen = relevant_events([FISH, BRIDGE, same_day], [report()])
    assert chosen == relevant_events(chosen, [report()])


def test_an_event_after_the_report_is_left_out() -> None:
    assert ["bridge"] == [e.key for e in relevant_events([LATER, BRIDGE], [report()])]
