"""What is handed out: packages, and pages that lead from an empty folder to a webhook that was verified."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

from tests.clients.conftest import Here
from tests.clients.node import TYPESCRIPT, node
from tests.support.forked_programs import shell_command
from tests.support.node_packages import NODE, NPM
from tests.support.programs import CHECKOUT
from tests.support.waiting import LONGEST

CLIENTS: Final = CHECKOUT / "clients"
BLOCK: Final = re.compile(r"^```(sh|typescript|python)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PROGRAMS: Final = {"typescript": ("tour.mts", "node"), "python": ("tour.py", "python")}
FIRST: Final = {"typescript": ("ts", "first.mts"), "python": ("py", "five_minutes.py")}
"""How `docs/integrating.md` marks what it shows of each client, and the file that it is tried as."""
LARGEST_BUNDLE: Final = 9_000
"""Bytes of what most programs need of the client in TypeScript, minified and brotli: phones load it."""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    subprocess.run([sys.executable, CLIENTS / "build_packages.py", folder], check=True, stdout=subprocess.DEVNULL)
    return folder


def test_the_packages_carry_what_is_needed_and_nothing_else(packages: Path) -> None:
    with tarfile.open(packages / "escalation-client-0.1.0.tgz") as tarball:
        own = {name.removeprefix("package/") for name in tarball.getnames() if "/node_modules/" not in name}
    sources = {path.relative_to(TYPESCRIPT / "src").with_suffix("") for path in (TYPESCRIPT / "src").rglob("*.ts")}
    built = {f"dist/{source}{suffix}" for source in sources for suffix in (".js", ".d.ts")}
    assert own == built | {"package.json", "README.md", "README.zh-CN.md"}
    with ZipFile(packages / "escalation_client-0.1.0-py3-none-any.whl") as wheel:
        modules = {name for name in wheel.namelist() if ".dist-info/" not in name}
    folder = CLIENTS / "python/src"
    assert modules == {str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in {".py", ".typed"}}


def test_a_page_that_loads_the_client_loads_little(packages: Path, tmp_path: Path) -> None:
    """And of what it does not name, nothing: moves are generated, so nobody can name them all by chance."""
    everything = _size(tmp_path, "export * from './dist/index.js'")
    verification = _size(tmp_path, "export { verify } from './dist/webhooks.js'")
    assert verification < 1_000 < everything < LARGEST_BUNDLE, (verification, everything)


def _size(folder: Path, source: str) -> int:
    """Bytes of a bundle of the built client, minified, after brotli."""
    bundle = folder / "bundle.js"
    options = ("--bundle", "--minify", "--format=esm", f"--outfile={bundle}", "--log-level=error", "--sourcefile=in.js")
    subprocess.run(
        [NODE, "node_modules/esbuild/bin/esbuild", *options], cwd=TYPESCRIPT, input=source, text=True, check=True
    )
    measure = "process.stdout.write(String(zlib.brotliCompressSync(fs.readFileSync(process.argv[1])).length))"
    return int(node("-e", measure, bundle).stdout)


@pytest.mark.parametrize("language", ["typescript", "python"])
def test_the_page_leads_from_an_empty_folder_to_a_verified_webhook(
    language: str, packages: Path, here: Here, server_environment: dict[str, str], tmp_path: Path
) -> None:
    """Its commands as they stand, in order; what the page on integrating shows; then its snippets, as one program."""
    said = BLOCK.findall((CLIENTS / language / "README.md").read_text(encoding="utf-8"))
    commands = "".join(code for kind, code in said if kind == "sh")
    snippets = "".join(code for kind, code in said if kind == language)
    program, runner = PROGRAMS[language]
    fence, first = FIRST[language]
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / program).write_text(snippets, encoding="utf-8")
    (desk / first).write_text(_first_of_integrating(fence), encoding="utf-8")
    (tmp_path / "npm").write_text(f'#!/bin/sh\nexec "{NODE}" "{NPM}" "$@"\n', encoding="utf-8")
    (tmp_path / "npm").chmod(0o755)
    script = f"set -euo pipefail\n{commands}\n{runner} {first}\n{runner} {program}"
    with shell_command(tmp_path) as escalation:
        environment = server_environment | {
            "PATH": f"{tmp_path}:{NODE.parent}:{escalation.parent}:{os.environ['PATH']}", "HOME": str(tmp_path),
            "PORT": here.url.rsplit(":", 1)[1], "PACKAGES": str(packages), "LANG": "C.UTF-8",
            "LOGIN": here.login, "PASSWORD": here.password,
            # Nothing is fetched: what a package depends on is found where the tests have it.
            "npm_config_offline": "true", "npm_config_audit": "false", "npm_config_update_notifier": "false",
            "PIP_NO_DEPS": "true", "PIP_NO_INDEX": "true", "PYTHONPATH": sysconfig.get_path("purelib"),
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-c", script], env=environment, cwd=desk, capture_output=True,
            text=True, timeout=LONGEST, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "genuine ticket.escalated" in done.stdout
    assert done.stdout.splitlines()[-1] in {"token", "delivered"}, json.dumps(done.stdout)


def _first_of_integrating(fence: str) -> str:
    (shown,) = re.findall(
        rf"^```{fence}\n(.*?)^```",
        (CHECKOUT / "docs/integrating.md").read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    return str(shown)
