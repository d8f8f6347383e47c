"""A PostgreSQL of one's own, to be stopped in the worst moment."""

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from escalation.kit.database.connection import connect
from escalation.kit.database.migrate import upgrade
from escalation.kit.database.roles import ensure_role
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.embedded.cluster import APPLICATION
from escalation.kit.embedded.locks import is_held
from escalation.kit.embedded.postgres import EmbeddedPostgres, start
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.publishing.usecases.defaults import publish_seed
from tests.support.waiting import wait_until
from tests.support.world import World, build_world


@dataclass(frozen=True, slots=True)
class Stoppable:
    """A database server with a world in it."""

    server: EmbeddedPostgres
    folder: Path
    world: World

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs to work on it."""
        return {
            "ESCALATION_DATABASE_URL": self.server.dsn(role=APPLICATION),
            "ESCALATION_OWNER_DATABASE_URL": self.server.dsn(),
            "ESCALATION_DATA_DIR": str(self.folder),
            "ESCALATION_MASTER_KEY": "07" * 32,
        }

    def stop_at_once(self) -> None:
        """As `pg_ctl stop -m immediate` does: every process ends where it stands, nothing is rolled back or flushed."""
        os.kill(self.server.pid, signal.SIGQUIT)

    def come_up(self) -> None:
        """Wait until the last process is gone, start again, and recover; blocking."""
        wait_until(lambda: not is_held(self.folder / "server.lock"))
        self.server.come_up()


def a_server() -> tuple[EmbeddedPostgres, Path]:
    """A server as it is set up for users, nothing left out for speed; and its folder."""
    folder = Path(tempfile.mkdtemp(prefix="escalation-test-", dir="/tmp"))
    folder.chmod(0o755)
    return start(folder), folder


@asynccontextmanager
async def a_database() -> AsyncIterator[Stoppable]:
    """A server with a world in it, for as long as the block."""
    server, folder = await asyncio.to_thread(a_server)
    try:
        await ensure_role(server.dsn(), APPLICATION)
        await upgrade(server.dsn(), application=APPLICATION)
        database = await connect(server.dsn(), size=16)
        async with database.transaction() as connection:
            await publish_seed(connection)
        yield Stoppable(server, folder, await build_world(Runtime(database, Vault(b"\x07" * 32), CompiledDocuments())))
        await database.close()
    finally:
        await asyncio.to_thread(server.stop)
        shutil.rmtree(folder, ignore_errors=True)
