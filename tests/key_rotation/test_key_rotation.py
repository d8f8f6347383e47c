"""The master key can be changed: what an earlier one sealed opens, and is sealed anew; what was moved never opens."""

import asyncio
from uuid import UUID

import pytest

from escalation.errors import ConfigurationInvalid, InvalidCursor
from escalation.feed.storage.pages import EVERYTHING
from escalation.feed.usecases.feed import cursor_behind, place_of
from escalation.key_rotation.storage import resealing
from escalation.key_rotation.usecases.key_rotation import Resealed, reseal
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Database
from escalation.kit.database.ids import new_id
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.domain.contact_masking import comparable
from escalation.opinions.storage.opinions import Opinion
from escalation.opinions.usecases.contact_reads import read_contact
from escalation.opinions.usecases.opinions import OpinionInput, register
from escalation.webhooks.domain.signing import parse_v1
from escalation.webhooks.storage import secrets
from escalation.webhooks.storage.endpoints import targets
from escalation.webhooks.storage.secrets import Secret, open_headers, signing_keys
from tests.support.endpoint_makers import SECRET, an_endpoint
from tests.support.world import World

OLD, NEW = b"\x07" * 32, b"\x08" * 32


async def keys_of(database: Database, endpoint: UUID, vault: Vault) -> list[bytes]:
    """What an endpoint's deliveries are signed with."""
    async with database.connection() as connection:
        live = await secrets.list_live(connection, endpoint)
        return [key.secret for key in signing_keys(vault, live, await read_now(connection))]


async def an_opinion(runtime: Runtime, world: World, contact: str) -> UUID:
    """One that a citizen left name and contact with."""
    ids: list[UUID] = []

    def render(opinion: Opinion) -> StoredResponse:
        ids.append(opinion.id)
        return StoredResponse(200, b"")

    given = OpinionInput("路灯不亮", "村口", "visit", citizen_name="王小明", contact=contact)
    await register(runtime, world.actor("V1", "leader"), given, request_id="test", render=render)
    return ids[0]


def test_what_an_earlier_key_sealed_opens_as_long_as_that_key_is_known() -> None:
    sealed = Vault(OLD).seal(b"x", owner=b"me")
    assert Vault(NEW, previous=[OLD]).open(sealed, owner=b"me") == b"x"
    assert Vault(NEW, previous=[OLD]).seal(b"x", owner=b"me")[:4] == Vault(NEW).key_id != sealed[:4]
    for vault in (Vault(NEW), Vault(NEW, previous=[b"\x09" * 32])):
        with pytest.raises(ConfigurationInvalid):
            vault.open(sealed, owner=b"me")


@pytest.mark.parametrize("broken", [b"", b"\0", b"\0" * 15, b"\0" * 64])
def test_what_was_never_sealed_does_not_open(broken: bytes) -> None:
    with pytest.raises(ConfigurationInvalid):
        Vault(OLD).open(broken, owner=b"me")


def test_a_key_of_another_length_is_refused() -> None:
    for wrong in ({"master_key": b"\x07" * 31}, {"master_key": OLD, "previous": [b""]}):
        with pytest.raises(ConfigurationInvalid):
            Vault(**wrong)


async def test_a_secret_does_not_open_at_another_endpoint_nor_as_another_secret(runtime: Runtime, world: World) -> None:
    one, two = await an_endpoint(world), await an_endpoint(world)
    async with runtime.database.connection() as connection:
        (secret,) = await secrets.list_live(connection, one)
        now = await read_now(connection)
    moved = Secret(secret.id, two, "v1", secret.sealed, None, secret.created_at, None)
    renamed = Secret(new_id(), one, "v1", secret.sealed, None, secret.created_at, None)
    for swapped in (moved, renamed):
        with pytest.raises(ConfigurationInvalid):
            signing_keys(runtime.vault, [swapped], now)


async def test_headers_do_not_open_at_another_endpoint(runtime: Runtime, world: World) -> None:
    one, two = await an_endpoint(world, headers={"X-Token": "abc"}), await an_endpoint(world)
    async with runtime.database.connection() as connection:
        target = (await targets(connection)).by_id[one]
    assert open_headers(runtime.vault, one, target.headers) == {"X-Token": "abc"}
    with pytest.raises(ConfigurationInvalid):
        open_headers(runtime.vault, two, target.headers)


async def test_after_sealing_anew_the_earlier_key_is_not_needed(
    runtime: Runtime, world: World, database: Database
) -> None:
    endpoint = await an_endpoint(world, headers={"X-Token": "abc"})
    rotated = Runtime(database, Vault(NEW, previous=[OLD]), CompiledDocuments())
    assert await keys_of(database, endpoint, rotated.vault) == [parse_v1(SECRET)]

    assert await reseal(rotated) == Resealed(2, passing=0)
    assert await reseal(rotated) == Resealed(0, passing=0)

    assert await keys_of(database, endpoint, Vault(NEW)) == [parse_v1(SECRET)]
    async with database.connection() as connection:
        target = (await targets(connection)).by_id[endpoint]
    assert open_headers(Vault(NEW), endpoint, target.headers) == {"X-Token": "abc"}
    with pytest.raises(ConfigurationInvalid):
        await keys_of(database, endpoint, Vault(OLD))


async def test_contacts_are_sealed_anew_and_equal_ones_are_still_found(
    runtime: Runtime, world: World, database: Database
) -> None:
    office = world.actor("V1", "leader")
    old, bare = [await an_opinion(runtime, world, "138 0013 1234") for _ in range(2)]
    await database.pool.execute(
        "UPDATE opinions SET citizen_name = NULL, contact = NULL, data_key = NULL WHERE id = $1", bare
    )
    rotated = Runtime(database, Vault(NEW, previous=[OLD]), CompiledDocuments())
    new = await an_opinion(rotated, world, "138 0013 1234")

    assert (await reseal(rotated)).rows == 1

    index = Vault(NEW).index(comparable("13800131234"))
    found = await database.pool.fetch("SELECT id FROM opinions WHERE contact_index = $1", index)
    assert {row["id"] for row in found} >= {old, new}
    read = await read_contact(
        Runtime(database, Vault(NEW), CompiledDocuments()), old, office, "电话核实", request_id="t"
    )
    assert (read.name, read.contact) == ("王小明", "138 0013 1234")


async def test_who_is_interrupted_goes_on_where_it_was(
    runtime: Runtime, world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoints = [await an_endpoint(world) for _ in range(5)]
    monkeypatch.setattr(resealing, "PAGE", 2)
    rotated = Runtime(database, Vault(NEW, previous=[OLD]), CompiledDocuments())

    def interrupted(looked_at: int, _total: int) -> None:
        if looked_at == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await reseal(rotated, interrupted)

    assert await reseal(rotated) == Resealed(1, passing=0)
    for endpoint in endpoints:
        assert await keys_of(database, endpoint, Vault(NEW)) == [parse_v1(SECRET)]


async def test_a_machine_that_was_not_started_anew_yet_goes_on_sealing_meanwhile(
    world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "PAGE", 3)
    behind = Runtime(database, Vault(OLD, previous=[NEW]), CompiledDocuments())
    ahead = Runtime(database, Vault(NEW, previous=[OLD]), CompiledDocuments())
    ids = [await an_opinion(with_, world, "138 0013 1234") for with_ in (behind, ahead) for _ in range(5)]

    async def go_on() -> None:
        ids.extend([await an_opinion(with_, world, "138 0013 1234") for with_ in (behind, ahead) * 10])

    _, first = await asyncio.gather(go_on(), reseal(ahead))
    rest = await reseal(ahead)

    assert first.rows + rest.rows == 15
    office = world.actor("V1", "leader")
    for with_ in (Runtime(database, Vault(NEW), CompiledDocuments()), behind):
        read = [await read_contact(with_, id_, office, "电话核实", request_id="t") for id_ in ids]
        assert {each.contact for each in read} == {"138 0013 1234"}


async def test_what_an_unknown_key_has_sealed_is_left_as_it_is(
    runtime: Runtime, world: World, database: Database
) -> None:
    endpoint = await an_endpoint(world)

    with pytest.raises(ConfigurationInvalid):
        await reseal(Runtime(database, Vault(NEW, previous=[b"\x09" * 32]), CompiledDocuments()))

    assert await keys_of(database, endpoint, Vault(OLD)) == [parse_v1(SECRET)]


async def test_a_stored_answer_is_told_with_the_earlier_key_and_counted(
    runtime: Runtime, world: World, database: Database
) -> None:
    once = IdempotentRequest.of("key:1", "again", b"the request")
    rotated = Runtime(database, Vault(NEW, previous=[OLD]), CompiledDocuments())

    async def work(_connection: Connection) -> StoredResponse:
        return StoredResponse(201, b"told once")

    await do_once(runtime, once, work)

    assert await reseal(rotated) == Resealed(0, passing=1)
    assert await do_once(rotated, once, work) == StoredResponse(201, b"told once", replayed=True)


async def test_a_place_in_the_feed_is_kept_over_a_change_of_the_key(
    runtime: Runtime, world: World, database: Database
) -> None:
    cursor = cursor_behind(Vault(OLD), 41)
    rotated, later = (Runtime(database, Vault(NEW, previous=keys), CompiledDocuments()) for keys in ([OLD], []))

    assert await place_of(rotated, EVERYTHING, cursor) == 41
    assert await place_of(later, EVERYTHING, cursor_behind(rotated.vault, 42)) == 42
    with pytest.raises(InvalidCursor):
        await place_of(later, EVERYTHING, cursor)
