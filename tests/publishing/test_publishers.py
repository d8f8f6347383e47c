"""Who publishes for everybody, and turns the clock of all? Administrators of the units that the operator named."""

import pytest

from escalation.errors import NotFound
from escalation.publishing.usecases.publishers import add_publisher, list_publishers, remove_publisher
from tests.publishing.test_documents_api import a_workflow
from tests.support.callers import Callers


async def publishes(callers: Callers, who: str) -> int:
    return (await callers.ask(who, "POST", "/v1/workflows", json=a_workflow())).status_code


async def turns(callers: Callers, who: str) -> int:
    return (await callers.ask(who, "POST", "/v1/sandbox/clock", json={"advance": "PT1S"})).status_code


async def add_a_tree(callers: Callers) -> None:
    """A second topmost unit: nobody is the only one any more."""
    await callers.world.runtime.database.pool.execute(
        "INSERT INTO units (id, serial, code, name, kind, level, path, has_office, created_at, updated_at) "
        "VALUES (gen_random_uuid(), 900, 'D', '丁市', 'territory', 4, '/900/', false, now(), now())"
    )


async def test_where_one_unit_is_at_the_top_its_administrators_decide_for_all(callers: Callers) -> None:
    assert [await publishes(callers, who) for who in ("C admin", "K1 admin", "C office")] == [201, 403, 403]
    assert [await turns(callers, who) for who in ("C admin", "K1 admin", "V1 admin")] == [200, 403, 403]


async def test_of_several_topmost_units_none_decides_for_the_others(callers: Callers) -> None:
    await add_a_tree(callers)
    assert [await publishes(callers, who) for who in ("C admin", "D admin")] == [403, 403]
    assert [await turns(callers, who) for who in ("C admin", "D admin")] == [403, 403]


async def test_the_operator_names_who_does(callers: Callers) -> None:
    runtime = callers.world.runtime
    await add_a_tree(callers)
    await add_publisher(runtime, "D")
    await add_publisher(runtime, "D")

    assert [unit.code for unit in await list_publishers(runtime)] == ["D"]
    assert [await publishes(callers, who) for who in ("C admin", "D admin")] == [403, 201]
    assert [await turns(callers, who) for who in ("C admin", "D admin")] == [403, 200]

    await remove_publisher(runtime, "D")
    assert await publishes(callers, "D admin") == 403
    for change in (add_publisher, remove_publisher):
        with pytest.raises(NotFound):
            await change(runtime, "nowhere")
