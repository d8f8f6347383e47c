"""What a newcomer finds, and finds unchanged at the next start."""

from dataclasses import replace

from escalation.actors import Role
from escalation.application import sample_data
from escalation.application.sample import load_sample
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain import defaults
from escalation.opinions.storage.categories import list_categories
from escalation.organisation.storage.units import find_units_by_codes
from tests.support.catalogue import load_categories


async def counts(runtime: Runtime) -> tuple[int, ...]:
    tables = ("units", "members", "memberships", "categories")
    return tuple([await runtime.database.pool.fetchval(f"SELECT count(*) FROM {table}") for table in tables])


async def test_the_sample_has_every_unit_and_somebody_for_every_role(runtime: Runtime) -> None:
    steps: list[tuple[int, int]] = []

    await load_sample(runtime, progress=lambda *step: steps.append(step))

    roles = await runtime.database.pool.fetch("SELECT DISTINCT role FROM memberships")
    assert {row["role"] for row in roles} == set(Role)
    assert (await counts(runtime))[0] == len(sample_data.sample_units())
    assert steps[-1] == (len(sample_data.sample_members()), len(sample_data.sample_members()))


async def test_city_and_counties_have_an_office_and_nobody_else(runtime: Runtime) -> None:
    await load_sample(runtime)

    async with runtime.database.connection() as connection:
        units = await find_units_by_codes(connection, ["15", "1507", "150721", "150721100"])

    assert {code: unit.has_office for code, unit in units.items()} == {
        "15": False,
        "1507": True,
        "150721": True,
        "150721100": False,
    }


async def test_the_sample_is_loaded_once(runtime: Runtime) -> None:
    await load_sample(runtime)
    before = await counts(runtime)

    await load_sample(runtime)

    assert await counts(runtime) == before


async def test_the_catalogue_comes_out_of_the_database_as_it_was_shipped(runtime: Runtime) -> None:
    first, again = await load_categories(runtime), await load_categories(runtime)

    async with runtime.database.connection() as connection:
        kept = await list_categories(connection)
    assert (first, again) == (len(defaults.categories()), 0)
    # What is asked besides words stands in the published document alone.
    assert kept == [replace(each, fields=()) for each in defaults.categories()]
