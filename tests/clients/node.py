"""The client in TypeScript and generators from the npm registry, on the locked Node."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.support.node_packages import INSTALLED, NODE
from tests.support.programs import CHECKOUT
from tests.support.waiting import LONGEST

TYPESCRIPT: Final = CHECKOUT / "clients/typescript"
GENERATORS: Final = CHECKOUT / "tests/clients/generators"


def node(
    *arguments: str | Path, cwd: Path = TYPESCRIPT, environment: Mapping[str, str] = {}
) -> "subprocess.CompletedProcess[str]":
    """What a program on Node said, whether it succeeded or not."""
    assert (TYPESCRIPT / INSTALLED).exists(), "make clients"
    settings = {"PATH": f"{NODE.parent}:{os.environ['PATH']}", "HOME": "/nonexistent", "NO_COLOR": "1", **environment}
    return subprocess.run(
        [NODE, *arguments], cwd=cwd, env=settings, capture_output=True, text=True, timeout=LONGEST, check=False
    )
