"""Receivers built on the committed document go on working: nothing they rely on is taken away within one version."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
from typer import Exit

from escalation.cli import openapi
from escalation.events.domain.compatibility import broken_promises
from tests.support.route_inventory import document

COMMITTED: Final = Path(__file__).parents[2] / "openapi" / "openapi.json"
NOW: Final[dict[str, Any]] = document()

Change = Callable[[dict[str, Any]], object]


def test_the_code_keeps_what_the_committed_document_promises() -> None:
    assert list(broken_promises(json.loads(COMMITTED.read_text(encoding="utf-8")), NOW)) == []


def schema(name: str, document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found


def fields(name: str, document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema(name, document)["properties"]
    return found


NULLABLE: Final = {"anyOf": [{"type": "string"}, {"type": "null"}]}
BREAKING: Final[dict[str, tuple[Change, set[str]]]] = {
    "a type is gone": (lambda new: new["webhooks"].pop("ticket.parked"), {"ticket.parked"}),
    "a field is gone": (
        lambda new: fields("TicketResolvedDetails", new).pop("reply"), {"ticket.resolved/data/details/reply"},
    ),
    "a field is something else": (
        lambda new: fields("TicketResolvedDetails", new).update(reply={"type": "integer"}),
        {"ticket.resolved/data/details/reply"},
    ),
    "a field may be null": (
        lambda new: fields("TicketResolvedDetails", new).update(reply=NULLABLE),
        {"ticket.resolved/data/details/reply"},
    ),
    "a field has another form": (
        lambda new: fields("JointTaskRequestedDetails", new)["due_at"].update(format="date"),
        {"joint_task.requested/data/details/due_at"},
    ),
    "a field may be left out": (
        lambda new: schema("TicketResolvedDetails", new)["required"].remove("reply"),
        {"ticket.resolved/data/details/reply"},
    ),
    "what is in a list is something else": (
        lambda new: fields("TicketCreatedDetails", new)["opinion_ids"].update(items={"type": "integer"}),
        {"ticket.created/data/details/opinion_ids/*"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BREAKING)
def test_what_receivers_rely_on_is_missed(case: str) -> None:
    change, expected = BREAKING[case]
    new = deepcopy(NOW)
    change(new)
    assert set(broken_promises(NOW, new)) == expected


def test_what_all_events_have_is_missed_in_each() -> None:
    new = deepcopy(NOW)
    del fields("EventBody", new)["sequence"]
    assert {path.partition("/")[0] for path in broken_promises(NOW, new)} == set(NOW["webhooks"])


def test_types_fields_and_values_may_come() -> None:
    new = deepcopy(NOW)
    new["webhooks"]["ticket.sung_about"] = new["webhooks"]["ticket.signed"]
    fields("TicketResolvedDetails", new)["song"] = {"type": "string"}
    fields("TicketResolvedDetails", new)["outcome"]["enum"].append("sung_about")
    assert list(broken_promises(NOW, new)) == []


def test_the_document_is_not_written_over_what_was_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "openapi.json"
    old = deepcopy(NOW)
    fields("TicketResolvedDetails", old)["song"] = {"type": "string"}
    file.write_text(json.dumps(old), encoding="utf-8")
    with pytest.raises(Exit):
        openapi.write(file)
    assert "ticket.resolved/data/details/song" in capsys.readouterr().err
    assert json.loads(file.read_text(encoding="utf-8")) == old


@pytest.mark.parametrize("before", ["", "<<<<<<< HEAD", "[7]", "7", "{}"])
def test_a_file_that_is_no_document_promises_nothing(tmp_path: Path, before: str) -> None:
    file = tmp_path / "openapi.json"
    file.write_text(before, encoding="utf-8")
    openapi.write(file)
    openapi.compare(file)


def test_another_version_promises_anew() -> None:
    new = deepcopy(NOW)
    fields("EventBody", new)["api_version"]["const"] = 2
    fields("TicketResolvedDetails", new).pop("reply")
    assert list(broken_promises(NOW, new)) == []
