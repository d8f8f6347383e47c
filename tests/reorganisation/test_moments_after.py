"""Who has just lost their unit writes nothing that would be its for ever; who has just been moved is told to wait."""

from datetime import datetime
from typing import Any, Final

import pytest

from escalation.kit.database.clock import read_now
from escalation.kit.database.columns import handed_on_tables
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.organisation.storage import units
from tests.reorganisation.test_reorganisation import dissolve, hang
from tests.support.callers import Callers
from tests.support.roles import as_owner
from tests.support.things import ENTRY, FORM, LEDGER_ROW, OPINION

Json = dict[str, Any]
IMPORTS: Final = "/v1/ledger-rows/imports"


async def known(callers: Callers) -> None:
    """They are known from now on, as everybody is for some seconds; and there is something to draw and to ask about."""
    citizen = {"name": "王小明", "contact": "13800131234"}
    await callers.send("V3 handler", "/v1/opinions", **OPINION, citizen=citizen)
    await callers.send("V3 leader", "/v1/tickets", **FORM, opinion=OPINION)
    await callers.get("V3 office", "/v1/me")


async def write(callers: Callers) -> dict[str, int]:
    """Whatever a village writes that is its own; and the answers."""
    unit = str(callers.world.id("V3"))
    period = {"period_since": "2000-01-01", "period_until": "2100-01-01"}
    visit = {"id": str(new_id()), "made_at": "2026-01-05T08:00:00Z", "target_unit_id": unit}
    ways: list[tuple[str, str, Json]] = [
        ("handler", "/v1/ledger-rows", LEDGER_ROW),
        ("handler", "/v1/diary-entries", ENTRY),
        ("handler", "/v1/visits", {"target_unit_id": unit, "day": "2026-01-06"}),
        ("handler", "/v1/visits/records", {"items": [visit]}),
        ("leader", "/v1/visit-duties", {"target_unit_id": unit}),
        ("leader", "/v1/samples", {"frame": "open", "size": 1}),
        ("office", "/v1/surveys", {"kind": "unit", "title": "满意度调查", **period}),
        ("leader", "/v1/meetings", {"unit_id": unit, "planned_at": "2026-12-01T01:00:00Z"}),
        ("leader", "/v1/unit-tasks", {"unit_id": unit, "title": "修路"}),
    ]
    answers = {}
    for role, path, body in ways:
        answers[path] = (await callers.ask(f"V3 {role}", "POST", path, json=body)).status_code
    file = "户主,诉求\n郑,井盖坏了\n".encode()
    sent = await callers.ask("V3 handler", "POST", IMPORTS, content=file, headers={"Content-Type": "text/csv"})
    return answers | {IMPORTS: sent.status_code}


async def left_with(callers: Callers, code: str) -> list[str]:
    """The tables with rows of a unit, among those whose rows go to its successor."""
    counts: dict[str, int] = {}
    async with as_owner(callers.world.runtime.database).connection() as connection:
        for table in handed_on_tables():
            rows = f"SELECT count(*) FROM {table} WHERE unit_id = $1"
            counts[table] = await connection.raw.fetchval(rows, callers.world.id(code))
    return [table for table, count in counts.items() if count]


async def test_nothing_is_written_for_a_unit_that_was_dissolved_a_moment_ago(callers: Callers) -> None:
    await known(callers)
    await dissolve(callers.world, "V3", "V2")
    answers = await write(callers)
    assert all(400 <= status < 500 for status in answers.values()), answers
    assert await left_with(callers, "V3") == []


async def test_who_was_moved_a_moment_ago_is_told_to_wait(callers: Callers) -> None:
    await known(callers)
    await hang(callers.world, "V3", "T1")
    answers = await write(callers)
    assert answers == dict.fromkeys(answers, 409)


async def test_a_unit_that_is_not_held_is_noticed(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    async def is_held(connection: Connection, *_unit: object) -> datetime:
        return await read_now(connection)

    monkeypatch.setattr(units, "hold_unit", is_held)
    await known(callers)
    await hang(callers.world, "V3", "T1")
    assert (await write(callers))["/v1/ledger-rows"] == 500
    await callers.get("V1 handler", "/v1/me")
    await dissolve(callers.world, "V1", "V2")
    assert (await callers.ask("V1 handler", "POST", "/v1/ledger-rows", json=LEDGER_ROW)).status_code == 201
    assert await left_with(callers, "V1") == ["ledger_rows"]
