"""A short slice of what the bench says a desk waits for: every question is answered, and with something."""

from rich.console import Console

from bench.desk import requests
from tests.conftest import TEMPLATE, dsn_of


async def test_every_question_of_a_desk_is_answered(worker_id: str) -> None:
    plan = requests.Plan(size=200, units=40, rounds=2, warm_up=1)
    found = await requests.measure(dsn_of, plan, lambda _: None, name=f"desk_{worker_id}", template=TEMPLATE)
    assert {len(asked.passed) for asked in found.values()} == {plan.rounds}
    page_with_nothing = 200
    assert {kind: asked.plain for kind, asked in found.items() if asked.plain < page_with_nothing} == {}
    requests.show(Console(quiet=True), plan, found)
