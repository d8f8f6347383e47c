"""Is a change that breaks clients of the last release refused, until it was decided on?"""

import json
from pathlib import Path
from typing import Any

import pytest
from typer import Exit

from escalation.cli.openapi_release import check_against_release, release
from escalation.errors import ConfigurationInvalid

PROMISED: dict[str, Any] = {
    "info": {"title": "escalation", "version": "1", "description": "A text."},
    "paths": {"/livez": {"get": {"operationId": "checkLiveness", "responses": {"200": {}}}}},
    "components": {"responses": {}},
}
BROKEN: dict[str, Any] = PROMISED | {"paths": {}}
ENTRY = """\
- change: operation-removed GET /livez
  reason: Nobody has asked for it in a year.
  decision: docs/decisions/0099-liveness.md
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The document of a checkout with one decision, whose interface was released."""
    (tmp_path / "docs/decisions").mkdir(parents=True)
    (tmp_path / "docs/decisions/0099-liveness.md").touch()
    (tmp_path / "openapi").mkdir()
    file = tmp_path / "openapi/openapi.json"
    check_against_release(file, BROKEN)  # Nothing was released yet.
    release(file, PROMISED)
    return file


def refused(file: Path, current: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    with pytest.raises(Exit):
        check_against_release(file, current)
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("  ")]


def test_what_breaks_a_release_is_refused_until_it_is_accepted(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_against_release(file, PROMISED)
    assert refused(file, BROKEN, capsys) == ["  operation-removed GET /livez"]
    with pytest.raises(Exit):
        release(file, BROKEN)
    file.with_name("accepted.yaml").write_text(ENTRY)
    check_against_release(file, BROKEN)

    release(file, BROKEN)

    check_against_release(file, BROKEN)
    assert json.loads(file.with_name("released.json").read_text())["paths"] == {}


def test_an_acceptance_needs_something_to_accept_and_a_page_where_it_was_decided(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted = file.with_name("accepted.yaml")
    accepted.write_text(ENTRY.replace("0099-liveness", "0098-nothing"))
    assert refused(file, BROKEN, capsys) == ["  docs/decisions/0098-nothing.md"]
    accepted.write_text(ENTRY)
    assert refused(file, PROMISED, capsys) == ["  operation-removed GET /livez"]
    accepted.write_text(ENTRY.replace("Nobody has asked for it in a year.", "why not"))
    with pytest.raises(ConfigurationInvalid):
        check_against_release(file, BROKEN)
