"""Is this the master key that the database was sealed with (known keys)? Asked once, before anything else is done."""

from escalation.errors import N_, ConfigurationInvalid
from escalation.key_rotation.storage import known_keys
from escalation.kit.database.connection import Connection, Database
from escalation.kit.runtime.encryption import Vault


async def check_master_key(database: Database, vault: Vault) -> None:
    """Let nobody begin who could not open what is here, or would seal what others cannot open.

    The key of a database is that which was there when the first thing was sealed. Raises `ConfigurationInvalid`, which
    says what to do.
    """
    async with database.connection() as connection:
        known = await _known(connection)
        missing = [key_id for key_id, check in known.items() if not _is_known(vault, key_id, check)]
        if missing and not await known_keys.is_unused(connection):
            raise _unknown(vault, missing)
        await known_keys.note_key(connection, vault)
        if missing:
            await known_keys.forget_other_keys(connection, vault)


async def _known(connection: Connection) -> dict[bytes, bytes | None]:
    """Check values by key; `None` for a key of which no more is known than that it has sealed something."""
    known = await known_keys.read_known_keys(connection)
    return {**known} if known else dict.fromkeys(await known_keys.find_sealed_with(connection))


def _is_known(vault: Vault, key_id: bytes, check: bytes | None) -> bool:
    own = vault.check_values.get(key_id)
    return own is not None and check in {None, own}


def _unknown(vault: Vault, missing: list[bytes]) -> ConfigurationInvalid:
    return ConfigurationInvalid(
        N_(
            "This database was sealed with another master key ({missing}) than the one given ({given}). Set "
            "ESCALATION_MASTER_KEY to the right one, or put the file master.key back. If the key is being changed, "
            "name the other one in ESCALATION_PREVIOUS_MASTER_KEYS as well."
        ),
        missing=", ".join(key_id.hex() for key_id in missing),
        given=vault.key_id.hex(),
    )
