"""A database knows its master key: whoever comes with another one is told so before anything is done."""

from uuid import UUID

import pytest

from escalation.errors import ConfigurationInvalid
from escalation.key_rotation.usecases.key_rotation import reseal
from escalation.key_rotation.usecases.known_keys import check_master_key
from escalation.kit.database.connection import Database
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from tests.key_rotation.test_key_rotation import NEW, OLD, an_opinion
from tests.support.endpoint_makers import an_endpoint
from tests.support.world import World

OTHER = b"\x09" * 32


async def comes(database: Database, *keys: bytes) -> None:
    await check_master_key(database, Vault(keys[0], previous=keys[1:]))


async def test_another_key_than_that_of_the_database_is_refused_with_what_to_do(
    runtime: Runtime, world: World, database: Database
) -> None:
    await comes(database, OLD)
    await an_opinion(runtime, world, "13800131234")
    await comes(database, OLD)
    with pytest.raises(ConfigurationInvalid) as refused:
        await comes(database, NEW)
    assert "ESCALATION_MASTER_KEY" in str(refused.value)
    assert OLD.hex() not in str(refused.value)


async def test_while_a_key_is_changed_both_have_to_be_known_and_afterwards_one(
    runtime: Runtime, world: World, database: Database
) -> None:
    await comes(database, OLD)
    await an_opinion(runtime, world, "13800131234")
    await comes(database, NEW, OLD)
    for keys in ((NEW,), (OLD,), (NEW, OTHER)):
        with pytest.raises(ConfigurationInvalid):
            await comes(database, *keys)
    await comes(database, OLD, NEW)

    await reseal(Runtime(database, Vault(NEW, previous=[OLD]), CompiledDocuments()))

    await comes(database, NEW)
    with pytest.raises(ConfigurationInvalid):
        await comes(database, OLD)


async def test_a_database_that_never_noted_its_key_is_known_by_what_is_sealed(
    runtime: Runtime, world: World, database: Database
) -> None:
    await an_endpoint(world)
    with pytest.raises(ConfigurationInvalid):
        await comes(database, NEW)
    await comes(database, OLD)


async def test_where_nothing_was_sealed_yet_any_key_will_do(database: Database) -> None:
    await comes(database, OLD)
    await comes(database, NEW)
    assert await database.pool.fetchval("SELECT array_agg(key_id) FROM master_keys") == [Vault(NEW).key_id]


async def test_with_a_data_key_gone_nothing_opens_any_more(runtime: Runtime, world: World, database: Database) -> None:
    """Nor does what was sealed for one thing or one opinion open as another."""
    one, two = [await an_opinion(runtime, world, "13800131234") for _ in range(2)]
    pool = database.pool

    async def sealed(id_: UUID) -> tuple[bytes, bytes, bytes]:
        row = await pool.fetchrow("SELECT data_key, citizen_name, contact FROM opinions WHERE id = $1", id_)
        assert row is not None
        return tuple(row)

    (key, name, contact), (other_key, other_name, _) = await sealed(one), await sealed(two)
    own = runtime.vault.data_key(key, owner=one.bytes)
    assert own.open(contact, purpose="contact") == "13800131234"
    for wrong in (
        lambda: own.open(name, purpose="contact"),
        lambda: own.open(other_name, purpose="citizen name"),
        lambda: runtime.vault.data_key(other_key, owner=one.bytes),
        lambda: runtime.vault.new_data_key(owner=one.bytes)[0].open(contact, purpose="contact"),
    ):
        with pytest.raises(ConfigurationInvalid):
            wrong()


async def test_another_master_key_wraps_data_keys_and_touches_nothing_else(
    runtime: Runtime, world: World, database: Database
) -> None:
    id_ = await an_opinion(runtime, world, "13800131234")
    asked = "SELECT citizen_name, contact FROM opinions WHERE id = $1"
    before = await database.pool.fetchrow(asked, id_)
    await reseal(Runtime(database, Vault(NEW, previous=[OLD]), CompiledDocuments()))
    assert await database.pool.fetchrow(asked, id_) == before
