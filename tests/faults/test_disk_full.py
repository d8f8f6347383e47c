"""The disk is full: it is said, nothing acknowledged is lost, nothing half written stays; with space all goes on."""

import asyncio
import os
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import asyncpg
import httpx2
import pytest

from escalation.kit.database.connection import connect
from escalation.kit.database.migrate import upgrade
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.embedded.postgres import start
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.object_store import ObjectStore, ObjectStoreFull
from escalation.publishing.usecases.defaults import publish_seed
from escalation.verification.usecases.verify import verify
from tests.support.programs import Server, serving
from tests.support.things import FORM, OPINION
from tests.support.waiting import LONGEST, until
from tests.support.world import build_world

DATABASE_SIZE, FILES_SIZE = 600 << 20, 256 << 10
FULL: Final = {"DB_FULL", "DB_UNAVAILABLE", "OUTCOME_UNKNOWN"}


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A file system of so many bytes."""
    folder = Path(tempfile.mkdtemp(prefix="escalation-test-", dir="/tmp"))
    try:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(folder)]
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
            pytest.skip("nothing can be mounted here")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    finally:
        folder.rmdir()


def fill(folder: Path) -> Path:
    """Leave no space, by one file."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 20) if os.statvfs(folder).f_bavail > 256 else bytes(4096))
    return ballast


async def test_a_full_folder_is_told_as_one_and_keeps_nothing_half_written() -> None:
    with small_disk(FILES_SIZE) as folder:
        store = ObjectStore.in_folder(folder)
        with pytest.raises(ObjectStoreFull):
            await store.put("parts/1/a", bytes(2 * FILES_SIZE))
        await store.put("parts/1/a", b"small")
        assert await store.names_below("parts") == ["parts/1/a"]
        assert [names for _, _, names in os.walk(folder) if names] == [["a"]]


class Caller:
    """A leader of a village, and what was acknowledged."""

    def __init__(self, server: Server, headers: dict[str, str]) -> None:
        self.client = httpx2.AsyncClient(base_url=server.url, headers=headers, timeout=LONGEST)
        self.acknowledged: dict[str, str] = {}
        self.wanted = ""

    async def ask(self, method: str, path: str, **request: Any) -> httpx2.Response:
        return await self.client.request(method, path, **request)

    async def create(self) -> httpx2.Response:
        """Ask for a ticket, for the same one until it is told."""
        self.wanted = self.wanted or str(uuid4())
        body = {**FORM, "opinion": {**OPINION, "title": self.wanted}}
        answer = await self.ask("POST", "/v1/tickets", json=body, headers={"Idempotency-Key": self.wanted})
        if answer.is_success:
            self.acknowledged[self.wanted] = answer.json()["id"]
            self.wanted = ""
        return answer


@pytest.fixture
async def data() -> AsyncIterator[tuple[Path, dict[str, str]]]:
    """A data folder on a small disk, with a world in it; and the headers of a leader."""
    with small_disk(DATABASE_SIZE) as disk:
        server = await asyncio.to_thread(start, disk)
        await upgrade(server.dsn())
        database = await connect(server.dsn())
        async with database.transaction() as connection:
            await publish_seed(connection)
        world = await build_world(Runtime(database, Vault(b"\x07" * 32), CompiledDocuments()))
        headers = await world.key("V1", "leader")
        await database.close()
        await asyncio.to_thread(server.stop)
        yield disk, headers


@pytest.mark.torture
async def test_with_a_full_disk_nothing_is_lost_and_with_space_everything_goes_on(
    data: tuple[Path, dict[str, str]],
) -> None:
    disk, headers = data
    environment = {"ESCALATION_DATA_DIR": str(disk), "ESCALATION_MASTER_KEY": "07" * 32}
    with small_disk(FILES_SIZE) as files:
        environment["ESCALATION_ATTACHMENT_STORE"] = files.as_uri()
        with serving(environment=environment) as server:
            caller = Caller(server, headers)
            for _ in range(20):
                assert (await caller.create()).status_code == 201
            await files_run_full(caller, files)
            ballast = fill(disk)
            await database_runs_full(caller)
            await server_of_the_database_ends(caller, disk)
            ballast.unlink()
            await until(lambda: creates(caller))
            await until(lambda: is_well(caller))
            await caller.client.aclose()
            assert server.stop() == 0
        await nothing_is_lost(disk, caller)


async def files_run_full(caller: Caller, files: Path) -> None:
    """A part that finds no space is refused, told why, and sent again when there is some."""
    content = b"%PDF-1.7 " + bytes(FILES_SIZE)
    named = {"name": "说明.pdf", "size": len(content), "sha256": sha256(content).hexdigest()}
    ticket = next(iter(caller.acknowledged.values()))
    begun = (await caller.ask("POST", f"/v1/tickets/{ticket}/attachments", json=named)).json()
    path, kind = f"/v1/attachments/{begun['id']}", {"Content-Type": "application/octet-stream"}
    refused = await caller.ask("PUT", f"{path}/parts?start=0", content=content, headers=kind)
    assert (refused.status_code, refused.json()["code"]) == (503, "FILES_FULL")
    assert refused.headers["retry-after"] == "30"
    assert (await caller.ask("GET", path)).json()["received"] == 0
    assert [names for _, _, names in os.walk(files) if names] == []
    await asyncio.to_thread(subprocess.run, ["mount", "-o", "remount,size=4m", str(files)], check=True)
    assert (await caller.ask("PUT", f"{path}/parts?start=0", content=content, headers=kind)).status_code == 200
    assert (await caller.ask("POST", f"{path}/complete")).json()["state"] == "ready"


async def database_runs_full(caller: Caller) -> None:
    """Changes are refused, and told why; what is there is still told."""
    while (answer := await caller.create()).is_success:
        pass
    assert (answer.status_code, answer.json()["code"]) == (503, "DB_FULL")
    assert "磁盘已满" in answer.json()["detail"]
    ready = await caller.ask("GET", "/readyz")
    assert ready.status_code == 200
    assert "no_space" in {each["code"] for each in ready.json()["degraded"]}
    ticket = next(iter(caller.acknowledged.values()))
    assert (await caller.ask("GET", f"/v1/tickets/{ticket}")).status_code == 200


async def server_of_the_database_ends(caller: Caller, disk: Path) -> None:
    """It ends as soon as its log finds no space. Nobody can start it again, and the probe says why."""
    address = f"postgresql://postgres@/escalation?host={disk}/socket&port=5432"
    with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        raw = await asyncpg.connect(address)
        while True:
            await raw.execute("SELECT pg_logical_emit_message(true, '', repeat('x', 1000000))")
    assert (await caller.create()).json()["code"] in FULL

    async def says_so() -> bool:
        answer = await caller.ask("GET", "/readyz")
        return answer.status_code == 503 and answer.json()["code"] == "DB_FULL"

    await until(says_so)


async def creates(caller: Caller) -> bool:
    answer = await caller.create()
    assert answer.is_success or answer.json()["code"] in FULL, answer.text
    return answer.is_success


async def is_well(caller: Caller) -> bool:
    """Whether the engine works again, and nothing is complained of but a full disk of a moment ago."""
    answer = await caller.ask("GET", "/readyz")
    return answer.status_code == 200 and {each["code"] for each in answer.json()["degraded"]} <= {
        "no_space", "little_space",
    }  # fmt: skip


async def nothing_is_lost(disk: Path, caller: Caller) -> None:
    server = await asyncio.to_thread(start, disk)
    database = await connect(server.dsn())
    rows = await database.pool.fetch("SELECT title, id FROM tickets")
    assert sorted((row["title"], str(row["id"])) for row in rows) == sorted(caller.acknowledged.items())
    assert (await verify(Runtime(database, Vault(b"\x07" * 32), CompiledDocuments()))).findings == ()
    await database.close()
    await asyncio.to_thread(server.stop)
