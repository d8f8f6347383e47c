"""What does a command work with? A database that answers, tables up to date, and the keys: built here, closed here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from enum import Enum, auto
from pathlib import Path
from typing import Final

import asyncpg
import structlog
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from escalation.application.programme_rules import SECTION_CHECKS
from escalation.application.subjects import SUBJECTS
from escalation.cli.database_addresses import DatabaseAddresses
from escalation.cli.garbage_collection import collect_seldom
from escalation.cli.language import fill
from escalation.cli.master_key import master_key
from escalation.cli.refusals import TablesNotUpToDate
from escalation.cli.signals import interruptible
from escalation.errors import N_, ConfigurationInvalid, DatabaseUnavailable, Refusal
from escalation.key_rotation.usecases.known_keys import check_master_key
from escalation.kit.database.connection import Compiled, Database, connect
from escalation.kit.database.migrate import server_version
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.embedded.accounts import usual_data_dir
from escalation.kit.embedded.postgres import EmbeddedPostgres, Phase, has_database, start
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.object_store import ObjectStore
from escalation.kit.runtime.quotas import ImportQuota
from escalation.kit.runtime.retention import KeptYears
from escalation.kit.runtime.scanner import Scanner
from escalation.publishing.usecases.defaults import publish_seed
from escalation.settings import Settings, preferred_data_dir, unknown_variables

Tell = Callable[[str], None]

_OLDEST = 15
_LOOK_EVERY = 3.0
_CLOSING = 10.0
_PHASES = {
    Phase.CREATING: N_("Creating the database in {path} …"),
    Phase.STARTING: N_("Starting the database …"),
    Phase.RECOVERING: N_("The database recovers from a crash; this can take a while …"),
    Phase.ADOPTED: N_("Took over the database that an earlier run left behind."),
    Phase.ATTACHED: N_("Using the database of the program that runs already."),
}
_log = structlog.get_logger(__name__)


class DatabaseAccess(Enum):
    """What a command may do to the database.

    `READ`: nothing at all; the database itself refuses. `REHEARSE`: rows, all of which it takes back. `WRITE`: rows;
    the tables have to be there, unless the setting `migrate` says otherwise. `MIGRATE`: make the tables what this
    version of the program needs, as their owner.
    """

    READ = auto()
    REHEARSE = auto()
    WRITE = auto()
    MIGRATE = auto()


def _silent(_text: str) -> None:
    pass


@asynccontextmanager
async def open_runtime(
    settings: Settings, access: DatabaseAccess, *, tell: Tell = _silent, name: str = "escalation"
) -> AsyncIterator[Runtime]:
    """Everything a command needs, for as long as the block runs; then connections and our own database are closed.

    Without a `database_url`, the embedded PostgreSQL is started or, when another program runs it, attached to; should
    it die, it is started again. Several programs may do this at the same time on one data directory.
    Raises `TablesNotUpToDate`, `ConfigurationInvalid` or `DatabaseUnavailable` with a sentence that says what to do.
    """
    for variable in unknown_variables():
        _log.warning("unknown_setting", variable=variable)
    folder = data_folder(settings)
    migrates = access is DatabaseAccess.MIGRATE or (access is DatabaseAccess.WRITE and settings.migrate)
    if not migrates and not settings.database_url and not has_database(folder):
        raise TablesNotUpToDate(N_("There is no database yet. To make it: `escalation migrate`"))
    async with AsyncExitStack() as closing:
        server = None if settings.database_url else closing.enter_context(embedded_server(folder, tell))
        await _prepare(DatabaseAddresses.of(settings, server), migrates=migrates)
        is_reading = access is DatabaseAccess.READ
        leaves_nothing = is_reading or access is DatabaseAccess.REHEARSE

        async def open_database() -> Database:
            addresses = DatabaseAddresses.of(settings, server)
            dsn = addresses.owner if access is DatabaseAccess.MIGRATE else addresses.application
            return await connect(dsn, size=settings.pool_size, application=name, read_only=is_reading)

        database = await open_database()
        closing.push_async_callback(_close, database)
        if migrates:
            await _publish_first_rules(database)
        if server is not None:
            database.folder = folder
            await closing.enter_async_context(_kept_up(server, database, open_database))
        collect_seldom()
        earlier = [key.get_secret_value() for key in settings.previous_master_keys]
        vault = Vault(master_key(settings, folder, may_make=not leaves_nothing), previous=earlier)
        if not leaves_nothing:
            await check_master_key(database, vault)
        yield _runtime(settings, folder, database, vault)


def _runtime(settings: Settings, folder: Path, database: Database, vault: Vault) -> Runtime:
    return Runtime(
        database,
        vault,
        CompiledDocuments(),
        ImportQuota(settings.import_files_waiting, settings.import_lines_a_day),
        _files(settings, folder),
        Scanner.of(settings.attachment_scanner) if settings.attachment_scanner else None,
        messengers=frozenset(f"key:{id_}" for id_ in settings.messengers),
        tells_citizens=bool(settings.mail_server or settings.text_gateway),
        kept=KeptYears(settings.keep_contacts_years, settings.keep_words_years),
        section_checks=SECTION_CHECKS,
        subjects=SUBJECTS,
    )


def data_folder(settings: Settings) -> Path:
    """Where the embedded database, attached files and keys are."""
    return settings.data_dir.expanduser() if settings.data_dir else usual_data_dir(preferred_data_dir())


@contextmanager
def embedded_server(folder: Path, tell: Tell) -> Iterator[EmbeddedPostgres]:
    """The embedded database, started, or attached to when another program runs it; stopped at the end if ours."""

    def watch(phase: Phase) -> None:
        if phase in _PHASES:
            tell(fill(_PHASES[phase], path=str(folder)))

    with interruptible():
        server = start(folder, watch=watch)
    with server:
        yield server


def _files(settings: Settings, folder: Path) -> ObjectStore:
    if settings.attachment_store is not None:
        return ObjectStore(settings.attachment_store)
    return ObjectStore.in_folder(folder / "attachments")


async def _prepare(addresses: DatabaseAddresses, *, migrates: bool) -> None:
    """See that the tables are where this version of the program needs them, or bring them there."""
    version = await server_version(addresses.owner)
    if version < _OLDEST:
        raise ConfigurationInvalid(
            N_("This is PostgreSQL {version}; at least version {oldest} is needed."), version=version, oldest=_OLDEST
        )
    try:
        if migrates:
            await addresses.upgrade()
        elif not await addresses.are_up_to_date():
            raise TablesNotUpToDate
    except (DBAPIError, CommandError) as error:
        raise ConfigurationInvalid(
            N_("The tables cannot be brought up to date: {reason}"), reason=str(getattr(error, "orig", error))
        ) from None


async def _publish_first_rules(database: Database) -> None:
    with suppress(asyncpg.UniqueViolationError):  # Another process published them in the same moment.
        async with database.transaction() as connection:
            await publish_seed(connection)


async def _close(database: Database) -> None:
    """Wait for borrowed connections, but not for ever."""
    try:
        await asyncio.wait_for(database.close(), _CLOSING)
    except TimeoutError:
        database.pool.terminate()


@asynccontextmanager
async def _kept_up(
    server: EmbeddedPostgres, database: Database, open_anew: Callable[[], Awaitable[Database]]
) -> AsyncIterator[None]:
    task = asyncio.create_task(_keep_up(server, database, open_anew))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_up(server: EmbeddedPostgres, database: Database, open_anew: Callable[[], Awaitable[Database]]) -> None:
    """Look now and then whether the embedded server answers and has an owner, and see to it if not."""
    dsn = server.dsn()
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        if server.is_owner and await _answers(database):
            continue
        try:
            await _undisturbed(server.come_up)
            # A server that was started again may have another socket.
            if server.dsn() != dsn:
                lost, dsn = database.pool, server.dsn()
                database.pool = (await open_anew()).pool
                lost.terminate()
        except Refusal as refusal:
            _log.error("embedded_postgres_does_not_come_up", code=refusal.code, reason=str(refusal))
        except OSError as error:
            # Without space not even its socket's folder can be made. There may be some the next time.
            _log.error("embedded_postgres_does_not_come_up", reason=error.strerror or str(error))


_ONE: Final = Compiled("SELECT 1", (), {})


async def _answers(database: Database) -> bool:
    try:
        async with database.connection(changes=False) as connection:
            return await connection.value(_ONE) == 1
    except DatabaseUnavailable:
        return False


async def _undisturbed(action: Callable[[], object]) -> None:
    """Run something that blocks in a thread; when cancelled meanwhile, wait for its end all the same."""
    running = asyncio.ensure_future(asyncio.to_thread(action))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise
