"""Does `make` install what is locked, whatever has been released since? Without a network, from an index made here.

Every wheel of that index holds metadata alone, that of the distribution whose name it has: for each entry of the locks
one of the locked version and one of a newer release. The recipe is the Makefile's own. What can go wrong on the way is
tried with a part of the locks: each entry takes pip a tenth of a second.
"""

import ensurepip
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Container, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.packaging.locks import LOCKS, Pin, applies, pins, required_by
from tests.packaging.wheels import BACKEND, digest, write_wheel
from tests.support.programs import CHECKOUT

A_PART = ("uvicorn", "pytest-cov", "ruff", "hatchling", "editables")
"""With all that these require: something of the program, of the tools, and what builds the project."""
NEWER = "9999"
PROJECT = "escalation"
STAMP = ".venv/.dev-installed"
PYTHON = """#!/bin/sh
# Copies an environment instead of making one: bringing pip into it takes longer than all that is tried here. With its
# times: pip's bytecode would be thought older than pip, and be made anew.
case "$*" in
    "-m venv --clear .venv") rm -rf .venv; exec cp -Rp {made} .venv ;;
    *) exec {python} "$@" ;;
esac
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A checkout with a lock of its own, and the index that its machine has."""

    folder: Path
    index: Path
    python: Path

    def make(self, stamp: str = STAMP) -> "subprocess.CompletedProcess[str]":
        """The target behind `make test` and `make check`, or another."""
        settings = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PYTHON": str(self.python),
            "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1",
            "PIP_FIND_LINKS": str(self.index),
        }  # fmt: skip
        return subprocess.run(
            ["make", stamp], cwd=self.folder, env=settings, check=False, capture_output=True, text=True, timeout=240
        )

    @property
    def site(self) -> Path:
        """Where packages are installed."""
        (site,) = self.folder.glob(".venv/lib/python*/site-packages")
        return site

    def installed(self) -> dict[str, str]:
        """Versions by name, of all but what the environment itself brings."""
        found = {canonicalize_name(each.name): each.version for each in metadata.distributions(path=[str(self.site)])}
        return {name: version for name, version in found.items() if name not in {"pip", "setuptools"}}

    def change(self, name: str, old: str, new: str) -> None:
        """Write something else into one of the files."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def locked_here(lock: str, names: Container[str] | None = None) -> dict[str, str]:
    """Versions by name, of what a lock has for this machine, or of a part of that."""
    return {pin.name: str(pin.requirement.specifier).removeprefix("==") for pin in _here(lock, names)}


def _here(lock: str, names: Container[str] | None = None) -> list[Pin]:
    found = (pin for pin in pins(LOCKS / lock) if applies(pin.requirement, {}))
    return [pin for pin in found if names is None or pin.name in names]


@pytest.fixture(scope="module")
def part() -> frozenset[str]:
    """The names of a part of the locks in which nothing is missing."""
    names, todo = set[str](), list(map(Requirement, A_PART))
    while todo:
        wanted = todo.pop()
        if (name := canonicalize_name(wanted.name)) not in names:
            names.add(name)
            todo += [each for each in required_by(name) if applies(each, {}, wanted.extras)]
    return frozenset(names)


def an_index(factory: pytest.TempPathFactory, names: Container[str] | None = None) -> Path:
    """The locked release and a newer one of everything, and a stand-in for what builds the project."""
    folder, built = [factory.mktemp(name) for name in ("index", "built")]
    project = write_wheel(built, PROJECT, metadata.version(PROJECT), requires=names)
    stand_in = {"hatchling/__init__.py": "", "hatchling/build.py": BACKEND.format(wheel=str(project))}
    for name, version in locked_here("dev.txt", names).items():
        for release in (version, NEWER):
            write_wheel(folder, name, release, stand_in if name == "hatchling" else None)
    return folder


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that makes environments fast."""
    folder = tmp_path_factory.mktemp("python")
    venv.create(folder / "made", with_pip=True)
    script = folder / "python"
    script.write_text(PYTHON.format(made=folder / "made", python=sys.executable), encoding="utf-8")
    script.chmod(0o755)
    return script


@pytest.fixture(scope="module")
def small_index(tmp_path_factory: pytest.TempPathFactory, part: frozenset[str]) -> Path:
    return an_index(tmp_path_factory, part)


@pytest.fixture
def desk(python: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The files that `make` installs by; the locks with the hashes of an index of everything."""
    return a_desk(an_index(tmp_path_factory), python, tmp_path)


@pytest.fixture
def small_desk(small_index: Path, python: Path, tmp_path: Path, part: frozenset[str]) -> Desk:
    """The same, of a part of the locks."""
    return a_desk(small_index, python, tmp_path, part)


def a_desk(index: Path, python: Path, folder: Path, names: Container[str] | None = None) -> Desk:
    (folder / "requirements").mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(CHECKOUT / name, folder)
    for lock in LOCKS.glob("*.txt"):
        entries = _rehashed([pin for pin in pins(lock) if names is None or pin.name in names], index)
        (folder / "requirements" / lock.name).write_text("\n".join(entries), encoding="utf-8")
    return Desk(folder, index, python)


def _rehashed(entries: Iterable[Pin], index: Path) -> Iterable[str]:
    for pin in entries:
        version = str(pin.requirement.specifier).removeprefix("==")
        wheel = index / f"{pin.name.replace('-', '_')}-{version}-py3-none-any.whl"
        hashes = {digest(wheel)} if wheel.exists() else pin.hashes
        yield " ".join([str(pin.requirement), *(f"--hash=sha256:{each}" for each in hashes)])


def test_newer_releases_change_nothing(small_desk: Desk, part: frozenset[str]) -> None:
    done = small_desk.make()

    assert done.returncode == 0, done.stderr
    assert small_desk.installed() == locked_here("dev.txt", part) | {PROJECT: metadata.version(PROJECT)}
    assert "up to date" in small_desk.make().stdout


@pytest.mark.torture
def test_newer_releases_of_all_that_is_locked_change_nothing(desk: Desk) -> None:
    done = desk.make()

    assert done.returncode == 0, done.stderr
    assert desk.installed() == locked_here("dev.txt") | {PROJECT: metadata.version(PROJECT)}
    assert "up to date" in desk.make().stdout


@pytest.mark.skipif(Version(ensurepip.version()) >= Version("23.3"), reason="this pip keeps to a pin for extras, too")
def test_with_dependencies_resolved_newer_releases_would_be_asked_for(small_desk: Desk) -> None:
    """The negative control."""
    small_desk.change("Makefile", "--no-deps --require-hashes", "--require-hashes")

    done = small_desk.make()

    assert done.returncode != 0
    assert "--require-hashes" in done.stderr
    assert NEWER in done.stderr
    assert not (small_desk.folder / STAMP).exists()


def test_a_gap_in_the_lock_fails_the_target(small_desk: Desk) -> None:
    for lock in ("runtime.txt", "dev.txt"):
        (gap,) = [pin.requirement for pin in _here(lock) if pin.name == "h11"]
        small_desk.change(f"requirements/{lock}", str(gap), f"{gap} ; python_version < '3'")

    done = small_desk.make()

    assert done.returncode != 0
    assert "requires h11, which is not installed" in done.stdout
    assert "make lock" in done.stderr
    assert not (small_desk.folder / STAMP).exists()


def test_an_installation_that_broke_off_is_begun_anew(small_desk: Desk, part: frozenset[str]) -> None:
    """Here while the tools were installed: what was complete before that is not trusted either."""
    away = small_desk.index / "away"
    ruff = small_desk.index / f"ruff-{locked_here('dev.txt')['ruff']}-py3-none-any.whl"
    ruff.rename(away)
    broken = small_desk.make()
    away.rename(ruff)
    (small_desk.site / "half_written.py").touch()

    anew = small_desk.make(".venv/.locked")

    assert broken.returncode != 0
    assert "ruff" in broken.stderr
    assert anew.returncode == 0, anew.stderr
    assert not (small_desk.site / "half_written.py").exists()
    assert small_desk.installed() == locked_here("runtime.txt", part)
