"""An operator changes the master key: nothing is lost on the way, and the old key is thrown away in the end."""

from escalation.kit.database.connection import Database
from escalation.kit.runtime.encryption import Vault
from escalation.webhooks.domain.signing import parse_v1
from escalation.webhooks.storage import secrets
from tests.support.endpoint_makers import SECRET, an_endpoint
from tests.support.programs import run
from tests.support.roles import as_owner
from tests.support.world import World

OLD, NEW = "07" * 32, "08" * 32


async def test_the_master_key_is_changed_while_everything_goes_on(
    world: World, database: Database, environment: dict[str, str]
) -> None:
    endpoint = await an_endpoint(world)
    both = environment | {"ESCALATION_MASTER_KEY": NEW, "ESCALATION_PREVIOUS_MASTER_KEYS": OLD}

    too_early = run("keys", "reseal", environment=environment | {"ESCALATION_MASTER_KEY": NEW})
    assert (too_early.returncode, "sealed with another master key" in too_early.stderr) == (1, True)

    first, again = (run("keys", "reseal", environment=both) for _ in range(2))
    assert (first.returncode, first.stdout) == (0, "1 rows sealed with the master key of today.\n")
    assert (again.returncode, again.stdout) == (0, "0 rows sealed with the master key of today.\n")
    assert "It can be taken away" in again.stderr

    async with database.connection() as connection:
        live = await secrets.list_live(connection, endpoint)
    assert secrets.signing_key(Vault(bytes.fromhex(NEW)), live[0]).secret == parse_v1(SECRET)


async def test_who_takes_the_old_key_away_too_early_is_told_so(world: World, environment: dict[str, str]) -> None:
    response = "made with the old key"
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "INSERT INTO idempotency VALUES ('key:1', 'again', $1, 200, $2, clock_timestamp())",
            b"fingerprint",
            world.runtime.vault.seal(response.encode(), owner=b"key:1\nagain"),
        )

    came = run(
        "keys", "reseal",
        environment=environment | {"ESCALATION_MASTER_KEY": NEW, "ESCALATION_PREVIOUS_MASTER_KEYS": f" {OLD} , {OLD}"},
    )  # fmt: skip

    assert "1 stored answers and parts of files still need the earlier key" in came.stderr
