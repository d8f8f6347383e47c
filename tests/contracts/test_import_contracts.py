"""The import contracts hold, and each of them names a sin that is planted in a copy of the package."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

CHECKOUT: Final = Path(__file__).parents[2]
CONTRACTS: Final = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
RUN: Final = "from importlinter.cli import lint_imports_command as command; command()"


@dataclass(frozen=True)
class Sin:
    """A module, written into the copy or added to one that is there; `named` is what the report must say."""

    contract: str
    path: str
    text: str
    named: tuple[str, ...]


SINS: Final = {
    "a folder that is no capability": Sin("capabilities", "helpers/__init__.py", "", ("escalation.helpers",)),
    "a capability that knows one above it": Sin(
        "capabilities",
        "organisation/usecases/sin.py",
        "import escalation.webhooks.usecases.endpoints",
        ("escalation.organisation.usecases.sin", "escalation.webhooks.usecases.endpoints"),
    ),
    "a kit that knows a capability": Sin(
        "capabilities",
        "kit/runtime/sin.py",
        "import escalation.tickets.domain.decide",
        ("escalation.kit.runtime.sin", "escalation.tickets.domain.decide"),
    ),
    "a kit that knows one above it": Sin(
        "kits",
        "kit/database/sin.py",
        "import escalation.kit.web.problems",
        ("escalation.kit.database.sin", "escalation.kit.web.problems"),
    ),
    "a folder that is no kit": Sin("kits", "kit/utils/__init__.py", "", ("escalation.kit.utils",)),
    "a module that is no ring": Sin("rings", "tickets/helpers.py", "", ("escalation.tickets.helpers",)),
    "a storage that knows its use cases": Sin(
        "rings",
        "tickets/storage/sin.py",
        "import escalation.tickets.usecases.transition",
        ("escalation.tickets.storage.sin", "escalation.tickets.usecases.transition"),
    ),
    "an API that knows the engine": Sin(
        "rings",
        "tickets/api/sin.py",
        "import escalation.tickets.engine.deadlines",
        ("escalation.tickets.api.sin", "escalation.tickets.engine.deadlines"),
    ),
    "a mechanism that knows another": Sin(
        "mechanisms",
        "programme/visits/__init__.py",
        "import escalation.programme.diaries",
        ("escalation.programme.visits", "escalation.programme.diaries"),
    ),
    "a domain that knows the database": Sin(
        "pure",
        "tickets/domain/sin.py",
        "import escalation.kit.database.connection",
        ("escalation.tickets.domain.sin", "escalation.kit.database.connection"),
    ),
    "a domain that reads the clock": Sin(
        "pure", "opinions/domain/sin.py", "import time", ("escalation.opinions.domain.sin", "time")
    ),
    "a second door to tickets": Sin(
        "one-door",
        "webhooks/usecases/sin.py",
        "from escalation.tickets.storage import apply",
        ("escalation.webhooks.usecases.sin", "escalation.tickets.storage.apply"),
    ),
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What Import Linter says of the package as it is."""
    return lint(copied(tmp_path_factory.mktemp("clean")))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, str]:
    """What it says of two copies: one has every folder that should not be, one every import that should not be."""
    return {kind: lint(sinful(tmp_path_factory.mktemp("sinful"), kind)) for kind in (True, False)}


def copied(folder: Path) -> Path:
    """The package and its contracts in a folder of their own."""
    shutil.copytree(CHECKOUT / "src/escalation", folder / "escalation", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    return folder


def sinful(folder: Path, kind: bool) -> Path:
    """A copy with all sins of one kind."""
    copied(folder)
    for sin in SINS.values():
        if (not sin.text) is kind:
            file = folder / "escalation" / sin.path
            file.parent.mkdir(exist_ok=True)
            file.write_text(f'"""A sin."""\n\n{sin.text}\n')
    diaries = folder / "escalation/programme/diaries"
    diaries.mkdir(exist_ok=True)
    (diaries / "__init__.py").write_text('"""Another mechanism."""\n')
    return folder


def lint(folder: Path) -> str:
    """The report over a copy, in lines that are as long as they want to be."""
    return subprocess.run(
        [sys.executable, "-c", RUN, "--no-logo", "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def section(report: str, contract: str) -> str:
    """What a report says of one broken contract."""
    name = next(each["name"] for each in CONTRACTS if each["id"] == contract)
    _, _, rest = report.partition(f"{name}\n{'-' * len(name)}\n")
    return re.split(r"\n[^\n]+\n-{8,}\n", rest)[0]


def test_every_contract_is_kept(clean: str) -> None:
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in clean


@pytest.mark.parametrize("sin", SINS.values(), ids=SINS.keys())
def test_a_planted_sin_is_named(reports: dict[bool, str], sin: Sin) -> None:
    report = section(reports[not sin.text], sin.contract)
    assert all(name in report for name in sin.named), reports[not sin.text]


def test_every_contract_has_a_sin_that_it_names() -> None:
    assert {each["id"] for each in CONTRACTS} == {sin.contract for sin in SINS.values()}
