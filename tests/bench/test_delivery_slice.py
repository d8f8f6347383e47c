"""A tiny slice of part 3: it runs, all that was owed is delivered, and its figures are complete. Never how fast."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from bench.support.servers import System
from bench.webhooks.deliveries import Plan, measure
from bench.webhooks.figures import as_json, show
from tests.conftest import TEMPLATE, dsn_of

PLAN = Plan(
    rounds=1, workers=(1,), slot=60, rate=50, seconds=0.5, tickets=10, endpoints=2, patience=1, isolated=False
)  # fmt: skip


async def test_deliveries_and_bare_posts_are_measured_side_by_side(worker_id: str) -> None:
    result = await measure(dsn_of, PLAN, lambda _: None, name=f"bench3_{worker_id}", template=TEMPLATE)
    counts = {place: [slot.count for slot in slots] for place, slots in result.slots.items()}
    assert counts == {(System.OURS, 1): [60], (System.BARE, 1): [60]}
    assert len(result.ratios(1)) == 1
    figures = as_json(result)
    assert (len(figures["deliveries"]), figures["late"].keys(), figures["sustained"]) == (2, {"50", "95", "99"}, [])
    # Ten batches a second at most, and each of them arrives.
    assert len(result.late) % (PLAN.rate // 10) == 0
    said = StringIO()
    show(Console(file=said, width=160), result)
    assert "Deliveries a second" in said.getvalue()


@pytest.mark.torture
async def test_what_bad_receivers_cost_is_measured(worker_id: str) -> None:
    plan = replace(PLAN, isolated=True)
    result = await measure(dsn_of, plan, lambda _: None, name=f"bench3_{worker_id}", template=TEMPLATE)
    assert {len(values) for values in as_json(result)["isolation"].values()} == {1}
