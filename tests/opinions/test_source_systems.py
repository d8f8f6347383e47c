"""A village does not take the numbers of the city's hotline: every source system is one unit's, and of those above."""

import asyncio

import pytest

from escalation.errors import NotFound, ValidationFailed
from escalation.opinions.engine.imports import step
from escalation.opinions.usecases import source_systems
from escalation.opinions.usecases.source_systems import (
    list_source_systems,
    name_source_system,
    release_source_system,
)
from tests.support.callers import Callers, Json

FORM: Json = {"urgency": "routine", "difficulty": "simple"}
HISTORY = (
    '{"external_ref":"9","title":"路灯","content":"已修","created_at":"2024-01-03T08:00:00+08:00",'
    '"closed_at":"2024-01-05T08:00:00+08:00"}'
)


def said(ref: str = "20261130001", system: str | None = "12345") -> Json:
    reference = {"source_system": system, "external_ref": ref} if system else {}
    return {"title": "路灯不亮", "content": "村口的路灯坏了三天。", "source": "phone", **reference}


async def sent(callers: Callers, who: str, ref: str = "20261130001", system: str = "12345") -> tuple[int, str | None]:
    answer = await callers.ask(who, "POST", "/v1/opinions", json=said(ref, system))
    return answer.status_code, answer.json().get("code")


async def owners(callers: Callers) -> dict[str, tuple[str, bool]]:
    return {each.name: (each.code, each.is_named) for each in await list_source_systems(callers.world.runtime)}


TAKEN = (403, "SOURCE_SYSTEM_TAKEN")


async def test_who_sends_first_has_the_name_and_gives_way_to_those_above_alone(callers: Callers) -> None:
    first = await sent(callers, "V1 integrator", "1")
    beside = await sent(callers, "V2 integrator", "2")
    above = await sent(callers, "C integrator", "3")
    late = await sent(callers, "V1 integrator", "4")
    again = await sent(callers, "C integrator", "4")

    assert [first, beside, above, late, again] == [(201, None), TAKEN, (201, None), TAKEN, (201, None)]
    assert await owners(callers) == {"12345": ("C", False)}


async def test_by_no_door_does_a_village_get_at_the_numbers_of_the_hotline(callers: Callers) -> None:
    """Opinions, tickets and what comes with them, files of opinions and of closed tickets; dry runs alike."""
    await sent(callers, "C integrator")
    village, ticket = "V1 admin", {**FORM, "opinion": said("5", None), "source_system": "12345", "external_ref": "5"}
    lines, jsonl = "title,content,external_ref\n路灯,不亮,6\n", {"Content-Type": "application/jsonl"}
    doors = [
        await callers.ask(village, "POST", "/v1/opinions", json=said("7")),
        await callers.ask(village, "POST", "/v1/tickets", json=ticket),
        await callers.ask(village, "POST", "/v1/tickets", json={**FORM, "opinion": said("8")}),
        await callers.ask(
            village, "POST", "/v1/opinions/imports?source_system=12345", content=lines.encode(),
            headers={"Content-Type": "text/csv"},
        ),
        await callers.ask(
            village, "POST", "/v1/tickets/imports?source_system=12345", content=HISTORY.encode(), headers=jsonl
        ),
    ]  # fmt: skip
    told = await callers.ask(village, "POST", "/v1/opinions", json=said("7"), headers={"Accept-Language": "zh"})

    assert [(answer.status_code, answer.json()["code"]) for answer in doors] == [TAKEN] * 5
    assert "12345 属于其他单位" in told.json()["detail"]
    assert [await sent(callers, "C integrator", str(ref)) for ref in range(5, 9)] == [(201, None)] * 4


async def test_without_the_rule_a_village_would_take_them(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    await sent(callers, "C integrator", "1")
    monkeypatch.setattr(source_systems, "may_send", lambda *_: True)
    assert await sent(callers, "V1 integrator", "2") == (201, None)


async def test_of_two_who_are_the_first_at_once_one_has_it(callers: Callers) -> None:
    both = [sent(callers, who, ref) for who, ref in (("V1 integrator", "1"), ("V2 integrator", "2"))]
    assert sorted(await asyncio.gather(*both)) == [(201, None), TAKEN]


async def test_files_that_do_not_name_a_system_share_no_numbers_with_those_of_other_units(callers: Callers) -> None:
    line = "title,content,external_ref", "路灯,不亮了,1"
    for unit in ("V1", "V2", "V1"):
        await callers.upload(f"{unit} handler", "/v1/opinions/imports", *line)
        await step(callers.world.runtime)
    items = await callers.pages("C admin", "/v1/opinions")
    posing = await callers.ask("V1 handler", "POST", "/v1/opinions", json=said("2", "import-V2"))
    for_below = await callers.ask("T1 admin", "POST", "/v1/opinions", json=said("2", "import-V2"))

    assert sorted(item["source_system"] for item in items) == ["import-V1", "import-V2"]
    assert (posing.json()["code"], for_below.status_code) == ("SOURCE_SYSTEM_TAKEN", 201)
    assert await owners(callers) == {}


async def test_a_file_of_before_every_unit_had_its_own_name_is_known_still(callers: Callers) -> None:
    await callers.upload("V1 handler", "/v1/opinions/imports?source_system=import", *LINES)
    await step(callers.world.runtime)
    again = await callers.upload("V1 handler", "/v1/opinions/imports", *LINES)
    await step(callers.world.runtime)
    done = await callers.get("V1 handler", f"/v1/operations/{again['id']}")
    assert (done["accepted"], done["unchanged"]) == (1, 1)


LINES = "title,content,external_ref", "路灯,不亮了,1"


async def test_whom_the_operator_named_gives_way_to_nobody(callers: Callers) -> None:
    runtime = callers.world.runtime
    await sent(callers, "V1 integrator", "1")
    await name_source_system(runtime, "12345", "K1")

    refused = [await sent(callers, who, "2") for who in ("V1 integrator", "K2 integrator")]
    taken = [await sent(callers, who, ref) for who, ref in (("C integrator", "2"), ("K1 integrator", "3"))]

    assert (refused, taken) == ([TAKEN] * 2, [(201, None)] * 2)
    assert await owners(callers) == {"12345": ("K1", True)}
    await release_source_system(runtime, "12345")
    assert await sent(callers, "K2 integrator", "4") == (201, None)
    with pytest.raises(ValidationFailed):
        await name_source_system(runtime, "import-V1", "V2")
    with pytest.raises(NotFound):
        await release_source_system(runtime, "nobody's")


async def test_the_successor_of_a_dissolved_unit_goes_on_under_its_names(callers: Callers) -> None:
    await sent(callers, "V1 integrator", "1")
    body = {"successor_id": str(callers.world.id("V2"))}
    dissolved = await callers.ask("C admin", "POST", f"/v1/units/{callers.world.id('V1')}/dissolve", json=body)
    assert dissolved.is_success, dissolved.text
    assert [await sent(callers, who, "2") for who in ("V3 integrator", "V2 integrator")] == [TAKEN, (201, None)]
