"""Folders and databases for commands."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from escalation.kit.embedded.postgres import start
from tests.conftest import prepare
from tests.support.roles import as_application


@pytest.fixture
def empty_dir() -> Iterator[Path]:
    """A folder that the database's account can enter; pytest's own are closed to all but their owner."""
    folder = Path(tempfile.mkdtemp(prefix="escalation-test-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def pristine() -> Iterator[Path]:
    """A data directory whose database has its tables and first documents, stopped: to be copied.

    To make a cluster, and the tables in it, takes three seconds of a processor; to copy one takes a tenth.
    """
    folder = Path(tempfile.mkdtemp(prefix="escalation-test-", dir="/tmp"))
    with start(folder) as server:
        asyncio.run(prepare(server.dsn()))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def environment(dsn: str, empty_dir: Path) -> dict[str, str]:
    """What a command needs to work on this test's database."""
    return {
        "ESCALATION_DATABASE_URL": as_application(dsn),
        "ESCALATION_OWNER_DATABASE_URL": dsn,
        "ESCALATION_DATA_DIR": str(empty_dir),
        "ESCALATION_MASTER_KEY": "07" * 32,
    }
