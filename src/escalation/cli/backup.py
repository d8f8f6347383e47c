"""How is a backup made, and how does it come back (restore)? Database, attached files, and a manifest of both.

The master key is in no backup: without it nobody opens what is sealed in one, and with it in the same place anybody.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from typer import Exit

from escalation.cli.backup_manifest import (
    ATTACHMENTS,
    DUMP,
    Manifest,
    copy_files,
    digests,
    files_below,
    read_manifest,
)
from escalation.cli.database_addresses import DatabaseAddresses
from escalation.cli.display import result, say
from escalation.cli.exit_codes import ExitCode
from escalation.cli.language import fill
from escalation.cli.logging import configure
from escalation.cli.master_key import master_key
from escalation.cli.runtime import DatabaseAccess, data_folder, embedded_server, open_runtime
from escalation.cli.signals import run
from escalation.cli.verify import show_report
from escalation.errors import N_, ConfigurationInvalid
from escalation.key_rotation.storage.known_keys import read_known_keys
from escalation.kit.database.clock import read_wall
from escalation.kit.database.connection import Compiled, connect
from escalation.kit.database.dumps import DumpPrograms, dump, restore
from escalation.kit.database.migrate import is_up_to_date, server_version
from escalation.kit.embedded.binaries import ENVIRONMENT
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.settings import Settings, read
from escalation.verification.usecases.verify import verify


@dataclass(frozen=True, slots=True)
class DatabaseServer:
    """Where the database is, and with which programs it is dumped and restored."""

    addresses: DatabaseAddresses
    programs: DumpPrograms


def back_up(folder: Path) -> None:
    """Write a backup into a folder that is empty or not there yet, while everything goes on."""
    settings = read()
    configure(settings, quiet=True)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationInvalid(N_("{path} is not an empty folder."), path=str(folder))
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        manifest = run(_back_up(settings, folder))
    except BaseException:
        shutil.rmtree(folder)
        raise
    count, keys = len(manifest.files), ", ".join(manifest.keys) or "-"
    result(fill(N_("Backed up in {path}, files: {count}."), count=count, path=str(folder)))
    result(
        fill(N_("The master key is not in the backup. Keep it elsewhere; it is the one with the id {keys}."), keys=keys)
    )
    if manifest.attachments_elsewhere:
        told = N_("Attached files are not in the backup: they are in {store}. Back that up as well.")
        result(fill(told, store=manifest.attachments_elsewhere))


def put_back(folder: Path) -> None:
    """Restore a backup into an empty database, and verify what came of it. Raises `Exit` with code 4 if that fails."""
    settings = read()
    configure(settings, quiet=True)
    os.umask(0o077)
    manifest = read_manifest(folder)
    run(_put_back(settings, folder, manifest))


async def _back_up(settings: Settings, folder: Path) -> Manifest:
    with _server(settings) as server:
        async with open_runtime(settings, DatabaseAccess.READ, name="escalation backup") as runtime:
            return await _write(runtime, server, settings, folder)


async def _write(runtime: Runtime, server: DatabaseServer, settings: Settings, folder: Path) -> Manifest:
    wanted = await _check_programs(server)
    async with runtime.database.connection(changes=False) as connection:
        made_at, keys = await read_wall(connection), await read_known_keys(connection)
    say(fill(N_("Dumping the database …")))
    await dump(server.programs, server.addresses.owner, folder / DUMP)
    # Behind the dump: whatever it names was written before.
    place = _attachments(settings)
    if place is not None:
        say(fill(N_("Copying attached files …")))
        await asyncio.to_thread(copy_files, place, folder / ATTACHMENTS)
    manifest = Manifest(
        made_at=made_at.isoformat(),
        version=version("escalation"),
        postgresql=wanted,
        keys={key_id.hex(): check.hex() for key_id, check in keys.items()},
        attachments_elsewhere=settings.attachment_store if place is None else None,
        files=await asyncio.to_thread(digests, folder),
    )
    manifest.write(folder)
    return manifest


async def _put_back(settings: Settings, folder: Path, manifest: Manifest) -> None:
    _check_key(settings, manifest)
    place = _attachments(settings)
    if place is not None and _has_others(place, manifest):
        raise ConfigurationInvalid(N_("There are attached files in {path} already."), path=str(place))
    with _server(settings) as server:
        await _check_programs(server)
        if not server.addresses.is_embedded:
            await server.addresses.find_application()
            await server.addresses.check_owner()
        if not await _is_empty(server.addresses.owner):
            raise ConfigurationInvalid(N_("The database is not empty. A backup is restored into an empty one only."))
        # Files before the database, which comes in one transaction: interrupted, a restore can be begun again.
        if place is not None:
            await asyncio.to_thread(copy_files, folder / ATTACHMENTS, place)
        say(fill(N_("Restoring the database …")))
        await restore(server.programs, server.addresses.owner, folder / DUMP)
        # Rights are not in a backup: the roles may be others here. One of an older version waits for its migration.
        if await is_up_to_date(server.addresses.owner):
            await server.addresses.upgrade()
        say(fill(N_("Verifying what was restored …")))
        async with open_runtime(settings, DatabaseAccess.READ, name="escalation restore") as runtime:
            report = await verify(runtime)
    show_report(report)
    if not report.is_clean:
        raise Exit(ExitCode.FINDINGS)


@contextmanager
def _server(settings: Settings) -> Iterator[DatabaseServer]:
    """The database of these settings, for as long as the block runs."""
    if settings.database_url is not None:
        yield DatabaseServer(DatabaseAddresses.of(settings, None), _programs_on_the_path())
        return
    with embedded_server(data_folder(settings), say) as server:
        program = server.binaries.program
        programs = DumpPrograms(program("pg_dump"), program("pg_restore"), ENVIRONMENT)
        yield DatabaseServer(DatabaseAddresses.of(settings, server), programs)


def _programs_on_the_path() -> DumpPrograms:
    found = [shutil.which(name) for name in ("pg_dump", "pg_restore")]
    if None in found:
        raise ConfigurationInvalid(
            N_(
                "There is no pg_dump or no pg_restore on the PATH. Install the client programs of PostgreSQL, "
                "of the version of the server or newer."
            )
        )
    return DumpPrograms(str(found[0]), str(found[1]))


async def _check_programs(server: DatabaseServer) -> int:
    """The version of the server. Raises `ConfigurationInvalid` if the programs are older than it."""
    wanted, found = await server_version(server.addresses.owner), await server.programs.version()
    if found < wanted:
        raise ConfigurationInvalid(
            N_(
                "{program} is of version {found}, and the server is PostgreSQL {wanted}. "
                "Install the client programs of version {wanted} or newer, and put them first on the PATH."
            ),
            program=server.programs.pg_dump,
            found=found,
            wanted=wanted,
        )
    return wanted


def _check_key(settings: Settings, manifest: Manifest) -> None:
    """Raises `ConfigurationInvalid` if nobody could open what is sealed in the backup."""
    earlier = [key.get_secret_value() for key in settings.previous_master_keys]
    vault = Vault(master_key(settings, data_folder(settings), may_make=False), previous=earlier)
    own = {key_id.hex(): check.hex() for key_id, check in vault.check_values.items()}
    if missing := [key_id for key_id, check in manifest.keys.items() if own.get(key_id) != check]:
        raise ConfigurationInvalid(
            N_(
                "The backup was sealed with the master key {missing}, which is not the one given. Set "
                "ESCALATION_MASTER_KEY to it, or put the file master.key into the data folder."
            ),
            missing=", ".join(missing),
        )


def _has_others(place: Path, manifest: Manifest) -> bool:
    """Whether a folder has files that the backup has not; those that it has, an interrupted restore has left."""
    names = (path.relative_to(place).as_posix() for path in files_below(place))
    return any(f"{ATTACHMENTS}/{name}" not in manifest.files for name in names)


def _attachments(settings: Settings) -> Path | None:
    """The folder that attached files are in; `None` if they are in a bucket."""
    if settings.attachment_store is None:
        return data_folder(settings) / ATTACHMENTS
    parts = urlsplit(settings.attachment_store)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


async def _is_empty(dsn: str) -> bool:
    database = await connect(dsn, size=2, application="escalation restore", read_only=True)
    try:
        async with database.connection(changes=False) as connection:
            return await connection.value(_NOTHING) is True
    finally:
        await database.close()


_NOTHING: Final = Compiled(
    """
    SELECT NOT EXISTS (
      SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    )
    """,
    (),
    {},
)
