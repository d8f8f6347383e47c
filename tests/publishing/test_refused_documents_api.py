"""Policies and calendars that leave a ticket without a clock, or with two: refused with pointers, not published."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import httpx2
import pytest

from escalation.clocks import defaults
from escalation.errors import DefinitionInvalid
from escalation.kit.documents.store import DocumentKind
from escalation.publishing.usecases.documents import check_document
from tests.support.fingerprints import unchanged
from tests.support.world import World

Change = Callable[[dict[str, Any]], object]


KINDS = {"/v1/policies": DocumentKind.POLICY, "/v1/calendars": DocumentKind.CALENDAR}


def rule(id_: str, limit: str = "5wd", **when: object) -> dict[str, object]:
    return {"id": id_, "when": when, "limit": limit, "zh": "规则", "en": "Rule"}


def region(**fields: object) -> dict[str, object]:
    return {"units": [], "days": {}, **fields}


def no_gap_left(document: dict[str, Any]) -> None:
    del document["overall"][0]


POLICIES: dict[str, tuple[Change, str, str]] = {
    "a gap": (no_gap_left, "/overall", "gap"),
    "a stage without rules": (lambda d: d["stages"].pop("sign"), "/stages/sign", "missing"),
    "an overlap": (
        lambda d: d["stages"]["sign"].append(rule("sign.again", urgency=["critical"])),
        "/stages/sign/3",
        "ambiguous",
    ),
    "an overlap of units": (
        lambda d: d["stages"]["sign"].extend(rule(f"sign.{n}", unit=["K1"], urgency=["routine"]) for n in "ab"),
        "/stages/sign/4",
        "ambiguous",
    ),
    "nothing": (lambda d: d["overall"][0].update(limit="0h"), "/overall/0/limit", "not_positive"),
    "a billion hours": (lambda d: d["overall"][0].update(limit="1000000000h"), "/overall/0/limit", "too_long"),
    "no limit at all": (lambda d: d["overall"][0].update(limit="soon"), "/overall/0/limit", "limit_form"),
    "a unit that is not there": (
        lambda d: d["overall"].append(rule("o.unit", unit=["K9"])),
        "/overall/9/when/unit/0",
        "unknown_unit",
    ),
    "a category that is not there": (
        lambda d: d["overall"].append(rule("o.category", category=["no.such"])),
        "/overall/9/when/category/0",
        "unknown_category",
    ),
    "a calendar that is not there": (
        lambda d: d["overall"][0].update(limit="5wd calendar=steppe"),
        "/overall/0/limit",
        "unknown_calendar",
    ),
    "an extension nobody approves": (
        lambda d: d["extensions"].update(approvers=[{"nth": [1], "by": "leader"}]),
        "/extensions/approvers/0",
        "gap",
    ),
    "a name twice": (lambda d: d["overall"][1].update(id=d["overall"][0]["id"]), "/overall/1/id", "used_twice"),
    "orange before yellow": (lambda d: d["thresholds"].update(orange=60), "/thresholds/orange", "wrong_order"),
}
CALENDARS: dict[str, tuple[Change, str, str]] = {
    "a holiday every day": (
        lambda d: d.update(hours={}),
        "/hours",
        "no_working_time",
    ),
    "a year of holidays": (
        lambda d: d["days"].update(
            {f"2026-{m:02}-{n:02}": {"kind": "holiday"} for m in (3, 4, 5) for n in range(1, 31)}
        ),
        "/days",
        "no_working_time",
    ),
    "an unknown zone": (lambda d: d.update(zone="Asia/Atlantis"), "/zone", "unknown_zone"),
    "an unknown zone of a region": (
        lambda d: d.update(regions={"r": region(zone="Mars/Olympus")}),
        "/regions/r/zone",
        "unknown_zone",
    ),
    "an unknown unit": (
        lambda d: d.update(regions={"r": region(units=["K1", "K9"])}),
        "/regions/r/units/1",
        "unknown_unit",
    ),
    "a unit in two regions": (
        lambda d: d.update(regions={"r": region(units=["K1"]), "s": region(units=["K1"])}),
        "/regions/s/units/0",
        "used_twice",
    ),
    "a cycle": (
        lambda d: d.update(regions={"r": region(extends="s"), "s": region(extends="r")}),
        "/regions/r/extends",
        "cycle",
    ),
    "a region of nothing": (
        lambda d: d.update(regions={"r": region(extends="s")}),
        "/regions/r/extends",
        "unknown_region",
    ),
    "hours that end before they begin": (
        lambda d: d.update(hours={"mon": ["17:00-09:00"]}),
        "/hours/mon/0",
        "hours_overlap",
    ),
    "a holiday with hours": (
        lambda d: d["days"].update({"2026-05-01": {"kind": "holiday", "hours": ["09:00-10:00"]}}),
        "/days/2026-05-01/hours",
        "holiday_with_hours",
    ),
    "a day there is not": (lambda d: d["days"].update({"2026-02-30": {"kind": "holiday"}}), "/days/2026-02-30", ""),
}


async def refused(client: httpx2.AsyncClient, world: World, path: str, document: Any) -> list[tuple[str, str]]:
    """Where and why a document is refused, and was beforehand; nothing is published."""
    headers = await world.key("C", "admin")
    async with unchanged(world):
        answer = await client.post(path, json=document, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "DEFINITION_INVALID"), answer.text
    found = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
    with pytest.raises(DefinitionInvalid) as beforehand:
        await check_document(world.runtime, KINDS[path], document)
    assert [(fault.pointer, fault.code) for fault in beforehand.value.faults] == found
    return found


def _changed(document: Any, change: Change) -> dict[str, Any]:
    made: dict[str, Any] = deepcopy(document)
    del made["version"]
    change(made)
    return made


def _is_told(found: list[tuple[str, str]], pointer: str, code: str) -> bool:
    return any(place.startswith(pointer) and code in why for place, why in found)


@pytest.mark.parametrize(("change", "pointer", "code"), POLICIES.values(), ids=POLICIES)
async def test_a_policy_that_leaves_a_question_open_is_refused_with_the_place(
    client: httpx2.AsyncClient, world: World, change: Change, pointer: str, code: str
) -> None:
    found = await refused(client, world, "/v1/policies", _changed(defaults.policy_document(), change))
    assert _is_told(found, pointer, code), found


@pytest.mark.parametrize(("change", "pointer", "code"), CALENDARS.values(), ids=CALENDARS)
async def test_a_calendar_that_nobody_could_work_by_is_refused_with_the_place(
    client: httpx2.AsyncClient, world: World, change: Change, pointer: str, code: str
) -> None:
    found = await refused(client, world, "/v1/calendars", _changed(defaults.calendar_document(), change))
    assert _is_told(found, pointer, code), found
