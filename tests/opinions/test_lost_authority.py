"""An import ends before its next chunk once whoever sent it has lost the key, or the post, that it was begun with."""

import httpx2
import pytest

from escalation.opinions.engine.imports import step
from escalation.opinions.usecases.import_opinions import MOST_LINES
from tests.support.makers import a_person
from tests.support.world import World

FILE = "title,external_ref\n" + "".join(f"题{n},{{name}}{n}\n" for n in range(3 * MOST_LINES))
UNITS = "code,parent_code,level,name\n" + "".join(f"N{n},T1,village,村{n}\n" for n in range(2_500))


async def begun(client: httpx2.AsyncClient, path: str, content: str, key: dict[str, str]) -> str:
    taken = await client.post(path, content=content.encode(), headers={**key, "Content-Type": "text/csv"})
    assert taken.status_code == 202, taken.text
    return str(taken.headers["Location"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "lost",
    [
        "UPDATE api_keys SET revoked_at = clock_timestamp() WHERE member_id IS NOT NULL",
        "UPDATE api_keys SET expires_at = clock_timestamp() WHERE member_id IS NOT NULL",
        "DELETE FROM memberships",
        "UPDATE members SET active = false",
    ],
)
async def test_what_is_done_stays_and_the_rest_is_dropped(world: World, client: httpx2.AsyncClient, lost: str) -> None:
    _, key = await a_person(world, "V1", "leader")
    mine = await begun(client, "/v1/opinions/imports", FILE.replace("{name}", "a"), key)
    others = await begun(client, "/v1/opinions/imports", FILE.replace("{name}", "b"), await world.key("V2", "leader"))
    await step(world.runtime)
    await world.runtime.database.pool.execute(lost)
    while await step(world.runtime):
        pass
    above = await world.key("K1", "admin")
    ended, went_on = [(await client.get(place, headers=above)).json() for place in (mine, others)]
    assert (ended["state"], ended["error"], ended["accepted"], ended["total"]) == (
        "cancelled", "AUTHORITY_LOST", MOST_LINES, 3 * MOST_LINES,
    )  # fmt: skip
    assert (went_on["state"], went_on["error"], went_on["accepted"]) == ("done", None, 3 * MOST_LINES)
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM operation_parts") == 0
    page = (await client.get(f"{mine}/receipts", params={"limit": 200}, headers=above)).json()
    assert page["items"][0]["outcome"] == "accepted"


async def test_units_stop_coming_as_well(world: World, client: httpx2.AsyncClient) -> None:
    _, key = await a_person(world, "K1", "admin")
    place = await begun(client, "/v1/units/imports", UNITS, key)
    await step(world.runtime)
    await world.runtime.database.pool.execute("UPDATE api_keys SET revoked_at = clock_timestamp()")
    assert await step(world.runtime)
    assert not await step(world.runtime)
    told = (await client.get(place, headers=await world.key("C", "admin"))).json()
    assert (told["state"], told["error"], told["accepted"]) == ("cancelled", "AUTHORITY_LOST", 1_000)
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM units WHERE code LIKE 'N%'") == 1_000


async def test_somebody_who_has_lost_the_post_ends_what_they_began_as_a_person(world: World) -> None:
    """A session may be over; the post is what counts."""
    pool = world.runtime.database.pool
    member, _ = await a_person(world, "V1", "leader")
    await pool.execute("INSERT INTO people SELECT $1, '甲', clock_timestamp()", member)
    await pool.execute("INSERT INTO person_members VALUES ($1, $1, clock_timestamp())", member)
    # An operation as a person begins it; there is nothing in it to be done.
    began = """INSERT INTO operations (id, kind, state, unit_id, unit_path, options, total, done, accepted, refused,
      created_at, created_by)
    SELECT gen_random_uuid(), 'import_opinions', 'waiting', u.id, u.path, jsonb_build_object(
      'source', 'web', 'source_system', 'x', 'by', jsonb_build_object(
        'role', 'leader', 'means', 'session', 'unit_id', u.id, 'member_id', $1::uuid, 'person_id', $1::uuid)),
      0, 0, 0, 0, clock_timestamp(), 'person:' || $1::text
    FROM units u WHERE u.code = 'V1'"""
    ended = []
    for lost in ("SELECT 1", "UPDATE memberships SET role = 'handler'"):
        await pool.execute(began, member)
        await pool.execute(lost)
        await step(world.runtime)
        ended.append(await pool.fetchval("SELECT state FROM operations ORDER BY created_at DESC LIMIT 1"))
    assert ended == ["done", "cancelled"]
