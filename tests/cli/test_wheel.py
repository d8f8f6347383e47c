"""Is the built wheel whole? Installed outside the checkout, it brings its own migrations, texts and data."""

import asyncio
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import asyncpg
import httpx2
import pytest

from tests.conftest import dsn_of
from tests.support.programs import CHECKOUT, database_lives, run, serving


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of what a checkout has, so that nothing is left in this one, and without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("src", "migrations"):
        shutil.copytree(CHECKOUT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, source)
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def installed(wheel: Path, empty_dir: Path) -> Path:
    """The installed program. Its environment borrows the dependencies from ours, but not the package itself."""
    environment = empty_dir / "environment"
    venv.create(environment)
    site = next(environment.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin/python"), "install"]
    subprocess.run([*pip, "--no-deps", "--no-index", "--quiet", str(wheel)], check=True, capture_output=True)
    assert (site / "escalation").is_dir()
    return environment / "bin/escalation"


def test_the_wheel_carries_everything_that_is_not_code(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())

    assert {
        "escalation/migrations/env.py",
        "escalation/migrations/versions/0001_first_tables.py",
        "escalation/data/units_hulunbuir.csv",
        "escalation/texts/zh_Hans.po",
        "escalation/tickets/domain/default.yaml",
        "escalation/py.typed",
    } <= names
    assert not [name for name in names if name.startswith(("tests", "src", "migrations"))]


async def test_an_installed_wheel_finds_its_migrations_its_texts_and_its_life_cycle(
    installed: Path, empty_dir: Path, worker_id: str
) -> None:
    """The slice: no database of its own, and no server."""
    name = f"wheel_{worker_id}"
    connection = await asyncpg.connect(dsn_of("postgres"))
    await connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
    await connection.execute(f'CREATE DATABASE "{name}"')
    settings = {
        "ESCALATION_DATABASE_URL": dsn_of(name), "ESCALATION_DATA_DIR": str(empty_dir / "data"), "PYTHONPATH": "",
    }  # fmt: skip
    program = (str(installed),)
    migrated = await asyncio.to_thread(run, "migrate", program=program, environment=settings)
    drawn = await asyncio.to_thread(run, "workflow", "diagram", program=program, environment=settings)
    chinese = {"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8"}
    helped = await asyncio.to_thread(run, "keys", "--help", program=program, environment=settings | chinese)
    await connection.execute(f'DROP DATABASE "{name}"')
    await connection.close()

    assert migrated.returncode == 0, migrated.stderr
    assert drawn.returncode == 0, drawn.stderr
    assert drawn.stdout.startswith("stateDiagram-v2")
    assert "用法" in helped.stdout


@pytest.mark.torture
def test_an_installed_wheel_serves_outside_the_checkout(installed: Path, empty_dir: Path) -> None:
    settings = {"ESCALATION_DATA_DIR": str(empty_dir / "data"), "PYTHONPATH": ""}

    with serving("--sample", program=(str(installed),), environment=settings) as server:
        ready = httpx2.get(f"{server.url}/readyz")
        stopped = server.stop()

    assert ready.status_code == 200
    assert len(server.keys()) == 9
    assert stopped == 0
    assert not database_lives(empty_dir / "data")
