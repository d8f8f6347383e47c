"""What is generated into the clients is what the document says; the rest of them holds its types."""

import subprocess
import sys
from pathlib import Path

from tests.clients.node import TYPESCRIPT, node
from tests.support.programs import CHECKOUT

PYTHON = CHECKOUT / "clients/python"
CODEGEN = CHECKOUT / ".venv-foreign/bin/datamodel-codegen"
ANEW = "make clients"


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


def test_what_the_client_in_python_generates_is_committed(tmp_path: Path) -> None:
    script = PYTHON / "scripts/generate.py"
    subprocess.run([sys.executable, script, "--codegen", CODEGEN, "--into", tmp_path], check=True)
    assert contents(tmp_path) == contents(PYTHON / "src/escalation_client/generated"), ANEW


def test_what_the_client_in_typescript_generates_is_committed(tmp_path: Path) -> None:
    done = node("scripts/generate.mjs", tmp_path)
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path) == contents(TYPESCRIPT / "src/generated"), ANEW


def test_the_client_in_typescript_and_its_tests_hold_their_types() -> None:
    done = node("node_modules/typescript/bin/tsc", "-p", "tsconfig.json")
    assert done.returncode == 0, done.stdout
