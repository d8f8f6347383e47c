"""Are the locks whole? They are installed as they are: nothing is looked for that they do not name."""

import re
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.packaging.locks import LOCKS, Environment, Pin, missing, pins
from tests.support.programs import CHECKOUT

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
ROOTS = {
    "runtime.txt": [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"], *GROUPS["build"]],
    "dev.txt": [
        *PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"], *GROUPS["build"], *GROUPS["dev"],
    ],
}  # fmt: skip
"""What is asked for by name: by the project, by what builds it, by those who work on it."""

ENVIRONMENTS: dict[str, Environment] = {
    "here": {},
    "newer Python": {"python_version": "3.14", "python_full_version": "3.14.0"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}

INDEX = re.compile(
    r"""://[^\s"')>]*/simple\b                              # an index's address, whichever it is
      | (?<!no-emit-)\b(?:extra-)?index-url\b | \bfind-links\b
      | \b(?!PIP_NO_INDEX\b)(?:PIP|UV)_\w*(?:INDEX|FIND_LINKS)\w* | \btool\.uv\.index\b""",
    re.VERBOSE | re.IGNORECASE,
)


def roots_of(lock: str) -> list[Requirement]:
    return [Requirement(text) for text in ROOTS[lock]]


@pytest.mark.parametrize("lock", ROOTS)
@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_whatever_a_distribution_requires_is_locked_in_a_fitting_version(lock: str, environment: Environment) -> None:
    assert missing(pins(LOCKS / lock), roots_of(lock), environment) == set()


def without(name: str, lock: Iterable[Pin]) -> list[Pin]:
    return [pin for pin in lock if pin.name != name]


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("fastapi", "the project"),
        ("h11", "a dependency"),
        ("greenlet", "an extra of a dependency"),
        ("hatchling", "what builds the project"),
    ],
)
def test_a_gap_in_the_lock_is_noticed(name: str, because: str) -> None:
    gaps = missing(without(name, pins(LOCKS / "runtime.txt")), roots_of("runtime.txt"), {})

    assert {Requirement(gap).name for gap in gaps} == {name}, because


def test_a_version_that_does_not_fit_is_noticed() -> None:
    lock = pins(LOCKS / "runtime.txt")
    older = [*without("h11", lock), Pin(Requirement("h11==0.0.1"), frozenset())]

    gaps = missing(older, roots_of("runtime.txt"), {})

    assert {Requirement(gap).name for gap in gaps} == {"h11"}


def test_a_gap_on_another_platform_is_noticed() -> None:
    gaps = missing(without("colorama", pins(LOCKS / "dev.txt")), roots_of("dev.txt"), ENVIRONMENTS["Windows"])

    assert {Requirement(gap).name for gap in gaps} == {"colorama"}


@pytest.mark.parametrize("lock", ROOTS)
def test_every_entry_is_one_version_with_its_hashes(lock: str) -> None:
    entries = pins(LOCKS / lock)

    assert len({(pin.name, pin.version, pin.requirement.marker) for pin in entries}) == len(entries) > len(ROOTS[lock])
    assert [pin.name for pin in entries if not pin.hashes or pin.requirement.extras or pin.requirement.url] == []


def test_the_tools_are_installed_beside_the_dependencies_and_change_none() -> None:
    ours, theirs = [{(pin.name, pin.version): pin.hashes for pin in pins(LOCKS / lock)} for lock in ROOTS]

    assert ours.items() <= theirs.items()


def committed() -> list[Path]:
    """The files of the checkout, without these tests: they speak of what nobody else may."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout
    return [CHECKOUT / name for name in names.split("\0") if name and not name.startswith("tests/packaging/")]


def test_no_file_says_where_packages_come_from() -> None:
    """That is the machine's affair. A lock with an address would work on that machine alone."""
    files = {path: path.read_text(encoding="utf-8", errors="replace") for path in committed() if path.is_file()}

    assert [str(path) for path, text in files.items() if INDEX.search(text)] == []
    assert [lock for lock in ROOTS if re.search(r"://|^-", files[LOCKS / lock], re.MULTILINE)] == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url=http://here/simple",
        "--extra-index-url http://here",
        "--find-links /here",
        "ENV PIP_INDEX_URL=http://here",
        'export UV_DEFAULT_INDEX="http://here"',
        "[[tool.uv.index]]",
        'url = "https://here/pages/simple"',
    ],
)
def test_an_address_would_be_noticed(line: str) -> None:
    assert INDEX.search(line)


INSTALLS = re.compile(r"\bpip3? install\b.*|\$\(call install,.*")


def test_whatever_installs_resolves_nothing() -> None:
    """Neither make, nor the image, nor a command in a page; how a client gets into others' programs is their affair."""
    ours = [path for path in committed() if not path.is_relative_to(CHECKOUT / "clients")]
    places = [path for path in ours if path.name in {"Makefile", "Dockerfile", "run"} or path.suffix == ".md"]
    said = [line for path in places for line in INSTALLS.findall(path.read_text(encoding="utf-8"))]

    assert len(said) >= 5
    assert [line for line in said if not re.search(r"--no-deps|\$\(AS_LOCKED\)|\$\(1\)", line)] == []
