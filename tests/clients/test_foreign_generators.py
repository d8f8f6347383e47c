"""Generators of other people write clients from the document without a warning; what they write compiles, and works.

Each of them tells the story of a ticket against a running server with what it wrote: here one of each language, of
which our own clients use none; `make torture` has the others.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.clients.conftest import Here
from tests.clients.node import GENERATORS, TYPESCRIPT, node
from tests.support.programs import CHECKOUT
from tests.support.waiting import LONGEST

DOCUMENT: Final = CHECKOUT / "openapi/openapi.json"
FOREIGN: Final = CHECKOUT / ".venv-foreign/bin"
MODULES: Final = GENERATORS / "node_modules"
ESBUILD: Final = TYPESCRIPT / "node_modules/esbuild/bin/esbuild"
COMPLAINS: Final = ("warn", "error", "deprecat", "⚠")

ORVAL = "export default { api: { input: %s, output: { target: './api.ts', client: 'fetch' } } };"


def run(*command: str | Path, cwd: Path, here: Here | None = None) -> str:
    """What a program of the generators' environment said; it has to succeed."""
    environment = {"PATH": f"{FOREIGN}:{os.environ['PATH']}", "HOME": "/nonexistent", "NO_COLOR": "1"}
    if here:
        environment["ESCALATION_HERE"] = json.dumps(here.told())
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def on_node(*arguments: str | Path, cwd: Path, here: Here | None = None) -> str:
    """The same of one on Node."""
    done = node(*arguments, cwd=cwd, environment={"ESCALATION_HERE": json.dumps(here.told())} if here else {})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def complaints(said: str) -> list[str]:
    return [line for line in said.splitlines() if any(word in line.lower() for word in COMPLAINS)]


@pytest.mark.parametrize("writes", ["client", pytest.param("models", marks=pytest.mark.torture)])
def test_what_generators_in_python_write_compiles_and_works(writes: str, here: Here, tmp_path: Path) -> None:
    if writes == "client":
        config = GENERATORS / "openapi-python-client.yaml"
        said = run(
            FOREIGN / "openapi-python-client", "generate", "--path", DOCUMENT, "--config", config, "--meta", "none",
            "--output-path", tmp_path / "written", cwd=tmp_path,
        )  # fmt: skip
    else:
        said = run(
            FOREIGN / "datamodel-codegen", "--input", DOCUMENT, "--input-file-type", "openapi",
            "--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin", "--target-python-version",
            "3.11", "--output", tmp_path / "written.py", cwd=tmp_path,
        )  # fmt: skip
    assert complaints(said) == []
    run(FOREIGN / "python", "-W", "error", "-m", "compileall", "-q", tmp_path, cwd=tmp_path)
    told = run(FOREIGN / "python", CHECKOUT / "tests/clients/foreign_story.py", writes, cwd=tmp_path, here=here)
    assert told.split() == ["closed"]


def hey_api(folder: Path) -> str:
    """Writes `client.ts` with what it calls an SDK."""
    said = on_node(MODULES / "@hey-api/openapi-ts/bin/run.js", "-i", DOCUMENT, "-o", folder / "written", cwd=folder)
    text = "export * from './written/index';\nexport { client } from './written/client.gen';\n"
    (folder / "client.ts").write_text(text, encoding="utf-8")
    return said


def orval(folder: Path) -> str:
    """Writes a function for each operation."""
    (folder / "orval.config.mjs").write_text(ORVAL % json.dumps(str(DOCUMENT)), encoding="utf-8")
    said = on_node(MODULES / "orval/dist/bin/orval.mjs", "--config", "orval.config.mjs", cwd=folder)
    (folder / "client.ts").write_text("export * from './api';\n", encoding="utf-8")
    return said


def openapi_fetch(folder: Path) -> str:
    """Writes types alone; openapi-fetch asks by them."""
    cli = TYPESCRIPT / "node_modules/openapi-typescript/bin/cli.js"
    said = on_node(cli, DOCUMENT, "-o", folder / "paths.ts", cwd=folder)
    text = (
        "import create from 'openapi-fetch';\nimport type { paths } from './paths';\n"
        "export default (options: { baseUrl: string }) => create<paths>(options);\n"
    )
    (folder / "client.ts").write_text(text, encoding="utf-8")
    return said


WRITERS: Final = {"hey-api": hey_api, "orval": orval, "openapi-fetch": openapi_fetch}
OTHERS: Final = [pytest.param(name, marks=pytest.mark.torture) for name in ("orval", "openapi-fetch")]
STRICTLY: Final = {
    "compilerOptions": {
        "strict": True, "noEmit": True, "target": "es2022", "module": "esnext", "moduleResolution": "bundler",
        "lib": ["es2022", "dom", "dom.iterable"], "types": [], "skipLibCheck": True,
    },
    "include": ["client.ts"],
}  # fmt: skip


@pytest.mark.parametrize("name", ["hey-api", *OTHERS])
def test_what_generators_in_typescript_write_compiles_and_works(name: str, here: Here, tmp_path: Path) -> None:
    said = WRITERS[name](tmp_path)
    assert complaints(said) == []
    (tmp_path / "node_modules").symlink_to(TYPESCRIPT / "node_modules")
    (tmp_path / "tsconfig.json").write_text(json.dumps(STRICTLY), encoding="utf-8")
    on_node(MODULES / "typescript/bin/tsc", "-p", ".", cwd=tmp_path)
    bundle = ("client.ts", "--bundle", "--format=esm", "--outfile=client.mjs", "--log-level=warning")
    assert on_node(ESBUILD, *bundle, cwd=tmp_path) == ""
    told = on_node(GENERATORS / "story.mjs", name, tmp_path / "client.mjs", cwd=tmp_path, here=here)
    assert told.split() == ["closed"]
