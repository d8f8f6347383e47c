"""A backup that was made while others wrote comes back whole; what is damaged, or would be lost, is refused before."""

import asyncio
import json
import shutil
import signal
import stat
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import asyncpg
import httpx2
import pytest
from PIL import Image

from escalation.cli.exit_codes import ExitCode
from escalation.kit.embedded import binaries
from tests.conftest import a_workers_database, dsn_of
from tests.support.makers import a_ticket
from tests.support.programs import Server, run, serving
from tests.support.roles import TwoRoles, as_application, connect_both
from tests.support.world import World

KEY = "07" * 32


def photo() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "JPEG")
    return drawn.getvalue()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def opinion(server: Server, key: str, unit: str, number: int) -> str:
    body = {"unit_code": unit, "title": f"路灯 {number}", "content": f"第 {number} 盏坏了", "source": "visit"}
    made = httpx2.post(f"{server.url}/v1/opinions", headers=bearer(key), json=body, timeout=60)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def attached(server: Server, key: str, opinion_id: str) -> str:
    with httpx2.Client(base_url=server.url, headers=bearer(key), timeout=60) as client:
        content = photo()
        named = {"name": "路灯.jpg", "size": len(content)}
        begun = client.post(f"/v1/opinions/{opinion_id}/attachments", json=named)
        id_ = str(begun.json()["id"])
        binary = {"Content-Type": "application/octet-stream"}
        client.put(f"/v1/attachments/{id_}/parts?start=0", content=content, headers=binary)
        assert client.post(f"/v1/attachments/{id_}/complete").status_code == 200
    return id_


@contextmanager
def writing(server: Server, key: str, unit: str) -> Iterator[list[str]]:
    """Somebody who sends in opinions all the time; those that were acknowledged."""
    acknowledged: list[str] = []
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            acknowledged.append(opinion(server, key, unit, len(acknowledged)))

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        yield acknowledged
    finally:
        stop.set()
        writer.join()


def test_the_drill_with_the_embedded_database(empty_dir: Path) -> None:
    environment, folder = {"ESCALATION_DATA_DIR": str(empty_dir / "data")}, empty_dir / "backup"
    with serving("--sample", environment=environment) as server:
        unit, key = next((code, key) for (role, code), key in server.keys().items() if role == "handler")
        before = [opinion(server, key, unit, number) for number in range(3)]
        file = attached(server, key, before[0])
        with writing(server, key, unit) as meanwhile:
            made = run("backup", str(folder), environment=environment)
        server.stop(signal.SIGTERM)
    assert made.returncode == 0, made.stderr
    assert meanwhile
    assert "The master key is not in the backup" in made.stdout

    elsewhere = {"ESCALATION_DATA_DIR": str(empty_dir / "new/data")}
    (empty_dir / "new/data").mkdir(parents=True)
    (empty_dir / "new").chmod(0o755)
    without_key = run("restore", str(folder), environment=elsewhere)
    shutil.copy(empty_dir / "data/master.key", empty_dir / "new/data/master.key")
    # An earlier restore was killed while it copied this file; then somebody else's is in the way.
    half = empty_dir / "new/data/attachments/files" / file / "content"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    (other := half.with_name("other")).touch()
    with_others = run("restore", str(folder), environment=elsewhere)
    other.unlink()
    restored = run("restore", str(folder), environment=elsewhere)
    again = run("restore", str(folder), environment=elsewhere)
    assert "There are attached files" in with_others.stderr
    assert without_key.returncode != 0
    assert "sealed with the master key" in without_key.stderr
    assert restored.returncode == 0, restored.stderr
    assert "0 broken" in restored.stdout
    assert again.returncode != 0

    with serving("--sample", environment=elsewhere) as server:
        key = server.keys()["handler", unit]
        for id_ in before:
            assert httpx2.get(f"{server.url}/v1/opinions/{id_}", headers=bearer(key)).status_code == 200
        content = httpx2.get(f"{server.url}/v1/attachments/{file}/content", headers=bearer(key)).content
        server.stop()
    assert Image.open(BytesIO(content)).size == (8, 8)


@pytest.fixture(scope="module")
def dsn(worker_id: str) -> str:
    """This module's own database: what other tests have kept aside in the worker's would be dumped as well."""
    asyncio.run(a_workers_database(f"backed_up_{worker_id}"))
    return dsn_of(f"backed_up_{worker_id}")


@pytest.fixture(scope="module")
async def pool(dsn: str) -> AsyncIterator[TwoRoles]:
    """Connections for all tests of this module."""
    database = await connect_both(as_application(dsn), dsn)
    yield database
    await database.close()


@pytest.fixture
def programs(environment: dict[str, str]) -> dict[str, str]:
    """What a command needs to work on this test's database, with programs of its version on the PATH."""
    return environment | {"PATH": f"{binaries.find().folder}:/usr/bin:/bin"}


def both(dsn: str) -> dict[str, str]:
    """The addresses of a database."""
    return {"ESCALATION_DATABASE_URL": as_application(dsn), "ESCALATION_OWNER_DATABASE_URL": dsn}


@pytest.fixture
async def empty_database(worker_id: str) -> str:
    """The address of a database without anything in it."""
    name = f"restored_{worker_id}"
    raw = await asyncpg.connect(dsn_of("postgres"))
    await raw.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    await raw.execute(f'CREATE DATABASE "{name}"')
    await raw.close()
    return dsn_of(name)


@pytest.fixture
async def backup(world: World, programs: dict[str, str], empty_dir: Path) -> Path:
    """A backup of a small world with a ticket, made by whoever serves: the owner is not needed for it."""
    await a_ticket(world)
    alone = {name: value for name, value in programs.items() if name != "ESCALATION_OWNER_DATABASE_URL"}
    made = run("backup", str(empty_dir / "backup"), environment=alone)
    assert made.returncode == 0, made.stderr
    return empty_dir / "backup"


async def test_the_drill_with_a_database_of_ones_own(
    backup: Path, world: World, programs: dict[str, str], empty_database: str, empty_dir: Path
) -> None:
    new = programs | both(empty_database) | {"ESCALATION_DATA_DIR": str(empty_dir / "new")}
    into_a_full_one = run("restore", str(backup), environment=programs)
    into_two = run("restore", str(backup), environment=programs | {"ESCALATION_OWNER_DATABASE_URL": empty_database})
    restored = run("restore", str(backup), environment=new)
    assert "not empty" in into_a_full_one.stderr
    assert "do not lead to the same database" in into_two.stderr
    assert restored.returncode == 0, restored.stderr
    assert "1 tickets" in restored.stdout

    application = await asyncpg.connect(as_application(empty_database))
    assert await application.fetchval("SELECT has_table_privilege('tickets', 'UPDATE')")
    assert not await application.fetchval("SELECT has_function_privilege('seal_rows()', 'EXECUTE')")
    await application.close()
    raw = await asyncpg.connect(empty_database)
    count = await raw.fetchval("SELECT count(*) FROM events")
    assert count == await world.runtime.database.pool.fetchval("SELECT count(*) FROM events")
    # What verification is for: a copy that is other than the original is named.
    await raw.execute("SET session_replication_role = replica; UPDATE tickets SET title = 'x'")
    await raw.close()
    assert run("verify", environment=new).returncode == ExitCode.FINDINGS


def dying_at(place: str, n: int = 1) -> tuple[str, ...]:
    """The command line, killed when it is about to call this for the n-th time."""
    return (sys.executable, "-m", "tests.faults.dies_at", place, str(n))


@pytest.mark.torture
@pytest.mark.parametrize("n", [3, 60, 250])
async def test_a_migration_that_was_killed_has_done_nothing_and_is_begun_again(
    programs: dict[str, str], empty_database: str, n: int
) -> None:
    environment = programs | {"ESCALATION_DATABASE_URL": empty_database}
    killed = run("migrate", program=dying_at("sqlalchemy:Connection.execute", n), environment=environment)
    raw = await asyncpg.connect(empty_database)
    left = await raw.fetchval("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
    await raw.close()
    assert (killed.returncode, left) == (-signal.SIGKILL, 0), killed.stderr
    assert [run("migrate", environment=environment).returncode for _ in range(2)] == [0, 0]


@pytest.mark.torture
async def test_a_backup_and_a_restore_that_were_killed_are_begun_again(
    world: World, programs: dict[str, str], empty_database: str, empty_dir: Path
) -> None:
    await a_ticket(world)
    file = empty_dir / "attachments/files/1/content"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"sealed")
    half, whole = str(empty_dir / "half"), str(empty_dir / "whole")
    killed = run("backup", half, program=dying_at("escalation.cli.backup:digests"), environment=programs)
    new = programs | {"ESCALATION_DATABASE_URL": empty_database, "ESCALATION_DATA_DIR": str(empty_dir / "new")}
    refused = run("restore", half, environment=new)
    assert (killed.returncode, refused.returncode) == (-signal.SIGKILL, ExitCode.FAILED)
    assert "there is no manifest" in refused.stderr

    assert run("backup", whole, environment=programs).returncode == 0
    killed = run("restore", whole, program=dying_at("escalation.cli.backup:restore"), environment=new)
    restored = run("restore", whole, environment=new)
    assert (killed.returncode, restored.returncode) == (-signal.SIGKILL, 0), restored.stderr
    assert (empty_dir / "new/attachments/files/1/content").read_bytes() == b"sealed"


def test_a_manifest_names_every_file_and_no_secret(backup: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    dump = (backup / "database.dump").read_bytes()
    assert manifest["files"] == {"database.dump": sha256(dump).hexdigest()}
    assert all(KEY.encode() not in path.read_bytes() for path in backup.iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()} == {0o600}


async def test_a_damaged_backup_is_refused_before_anything_is_touched(
    backup: Path, programs: dict[str, str], empty_database: str
) -> None:
    new = programs | both(empty_database)
    content = bytearray((backup / "database.dump").read_bytes())
    content[len(content) // 2] ^= 1
    (backup / "database.dump").write_bytes(content)
    damaged = run("restore", str(backup), environment=new)
    (backup / "manifest.json").unlink()
    unfinished = run("restore", str(backup), environment=new)
    assert "damaged: database.dump" in damaged.stderr
    assert "no manifest" in unfinished.stderr
    raw = await asyncpg.connect(empty_database)
    assert await raw.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    await raw.close()


def test_a_backup_leaves_alone_what_is_there(programs: dict[str, str], empty_dir: Path) -> None:
    (empty_dir / "full").mkdir()
    (empty_dir / "full/mine").touch()
    assert "not an empty folder" in run("backup", str(empty_dir / "full"), environment=programs).stderr
    assert (empty_dir / "full/mine").exists()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("script", "word"), [("#!/bin/sh\necho 'pg_dump (PostgreSQL) 12.1'\n", "version 12"), (None, "no pg_dump")]
)
def test_programs_that_are_missing_or_too_old_are_named(
    environment: dict[str, str], empty_dir: Path, script: str | None, word: str
) -> None:
    path = empty_dir / "bin"
    path.mkdir()
    for name in ("pg_dump", "pg_restore") if script else ():
        (path / name).write_text(script or "")
        (path / name).chmod(0o755)
    told = run("backup", str(empty_dir / "backup"), environment=environment | {"PATH": str(path)})
    assert told.returncode != 0
    assert word in told.stderr
    assert not (empty_dir / "backup").exists()
