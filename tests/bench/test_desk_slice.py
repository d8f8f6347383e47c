"""A short slice of what the bench says a desk waits for: every question is answered, and with something."""

import pytest
from rich.console import Console

from bench.desk import pages, requests
from tests.browser.looking import MOST_SHIFT
from tests.conftest import TEMPLATE, dsn_of


async def test_every_question_of_a_desk_is_answered(worker_id: str) -> None:
    plan = requests.Plan(size=200, units=40, rounds=2, warm_up=1, clicks=0)
    found = await requests.measure(dsn_of, plan, lambda _: None, name=f"desk_{worker_id}", template=TEMPLATE)
    assert {len(asked.passed) for asked in found.asked.values()} == {plan.rounds}
    page_with_nothing = 200
    assert {kind: asked.plain for kind, asked in found.asked.items() if asked.plain < page_with_nothing} == {}
    requests.show(Console(quiet=True), plan, found)


@pytest.mark.browser
async def test_everything_at_a_desk_can_be_clicked(worker_id: str) -> None:
    plan = requests.Plan(size=2_000, units=40, rounds=1, warm_up=0, clicks=1)
    found = await requests.measure(dsn_of, plan, lambda _: None, name=f"pages_{worker_id}", template=TEMPLATE)
    assert found.seen.keys() == {*pages.FIRST_LOOKS, *pages.CLICKS}
    assert {name: seen.shift for name, seen in found.seen.items() if seen.shift > MOST_SHIFT} == {}
    requests.show(Console(quiet=True), plan, found)
