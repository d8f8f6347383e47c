"""Linters of other people for the OpenAPI and AsyncAPI documents, on the locked Node, installed by their lock."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.support.node_packages import NODE

HERE: Final = Path(__file__).parent

COMMITTED: Final = (HERE.parents[2] / "openapi/openapi.json", HERE.parents[2] / "openapi/asyncapi.json")
SPOILT: Final = (HERE / "spoilt_openapi.json", HERE / "spoilt_asyncapi.json")
"""In which every linter has to find something, or it has gone blind."""


class Complaint(NamedTuple):
    """An error or a warning of a linter about one place of one document."""

    file: Path
    place: str
    said: str

    def __str__(self) -> str:
        return f"{self.file.name} {self.place}: {self.said}"


def redocly(files: Sequence[Path]) -> Iterator[Complaint]:
    """What Redocly has against them, by the rules in `redocly.yaml`."""
    for file in files:
        told = _told("node_modules/@redocly/cli/bin/cli.js", "lint", "--config=redocly.yaml", "--format=json", file)
        for each in json.loads(told)["problems"]:
            yield Complaint(file, each["location"][0]["pointer"], f"{each['message']} ({each['ruleId']})")


def spectral(files: Sequence[Path]) -> Iterator[Complaint]:
    """What Spectral has against them, by the rules in `spectral.yaml`."""
    cli = "node_modules/@stoplight/spectral-cli/dist/index.js"
    told = _told(cli, "lint", "--ruleset=spectral.yaml", "--format=json", "--display-only-failures",
                 "--fail-severity=warn", "--quiet", *files)  # fmt: skip
    for each in json.loads(told):
        yield Complaint(Path(each["source"]), _path(each), f"{each['message']} ({each['code']})")


def parser(files: Sequence[Path]) -> Iterator[Complaint]:
    """What the parser of AsyncAPI's own tools has against those that are AsyncAPI."""
    for each in json.loads(_told("parse.mjs", *(file for file in files if file.name.endswith("asyncapi.json")))):
        yield Complaint(Path(each["source"]), _path(each), f"{each['message']} ({each['code']})")


def _path(diagnostic: dict[str, Any]) -> str:
    return "#/" + "/".join(map(str, diagnostic["path"]))


def _told(*command: str | Path) -> str:
    """What a tool prints. Raises `RuntimeError` if it broke off instead of judging. Nothing is sent anywhere."""
    quiet = {"PATH": str(NODE.parent), "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    run = subprocess.run([NODE, *command], cwd=HERE, env=quiet, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1) or not run.stdout:
        raise RuntimeError(run.stderr)
    return run.stdout
