"""A short slice of a year of the programme: a small city, once a month. All that is said of it is counted once more."""

from rich.console import Console

from bench.programme_year import figures
from bench.programme_year.measure import Plan, measure
from bench.programme_year.recount.comparing import CHANGES, STATISTICS
from bench.programme_year.tree import Size, plan_city
from tests.conftest import TEMPLATE, dsn_of


async def test_a_year_of_the_programme_is_what_a_slow_count_says(worker_id: str) -> None:
    plan = Plan(plan_city(Size(counties=2, townships=2, villages=4, teams=0, members=0)), days=(12,))
    name = f"programme_year_{worker_id}"
    result = await measure(dsn_of, plan, lambda _: None, name=name, template=TEMPLATE)
    assert result.compared.keys() == STATISTICS.keys()
    assert {name for name, each in result.compared.items() if each.differences or not each.figures} == set()
    assert {name for name, each in result.changed.items() if each.differences} == CHANGES.keys()
    figures.show(Console(quiet=True), result)
