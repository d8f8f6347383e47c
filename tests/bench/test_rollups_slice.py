"""A short slice of what roll-ups of a year cost: every ticket is counted, every report told by them, and moves are."""

from rich.console import Console

from bench.rollups import reports
from tests.conftest import TEMPLATE, dsn_of


async def test_a_year_of_tickets_is_counted_asked_for_and_moved(worker_id: str) -> None:
    plan = reports.Plan(tickets=600, rounds=1, moves=3)
    found = await reports.measure(dsn_of, plan, lambda _: None, name=f"rollups_{worker_id}", template=TEMPLATE)
    assert found.tickets == found.rows["tickets"] == plan.tickets + plan.moves
    assert [len(each.passed) for each in found.asked] == [plan.rounds] * len(reports.REPORTS)
    ever = next(each for each in found.asked if each.name.endswith("since ever"))
    assert 0 < ever.counted <= found.rows["rate_contributions"]
    reports.show(Console(quiet=True), found)
