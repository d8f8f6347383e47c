"""A PostgreSQL of one's own, to be stopped in the worst moment."""

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from escalation.kit.database.connection import connect
from escalation.kit.embedded.cluster import APPLICATION
from escalation.kit.embedded.locks import is_held
from escalation.kit.embedded.postgres import EmbeddedPostgres, start
from tests.support.runtimes import a_runtime
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


@asynccontextmanager
async def a_database(pristine: Path, within: Path = Path("/tmp")) -> AsyncIterator[Stoppable]:
    """A server with a world in it, for as long as the block: as it is set up for users, nothing left out for speed.

    Its folder is made in this one.
    """
    folder = Path(tempfile.mkdtemp(prefix="escalation-test-", dir=within))
    await asyncio.to_thread(subprocess.run, ["cp", "-aT", str(pristine), str(folder)], check=True)
    server = await asyncio.to_thread(start, folder)
    try:
        database = await connect(server.dsn(), size=16)
        yield Stoppable(server, folder, await build_world(a_runtime(database)))
        await database.close()
    finally:
        await asyncio.to_thread(server.stop)
        shutil.rmtree(folder, ignore_errors=True)
