"""Who succeeds a unit that a matter is about reads nothing of it: the people of the accused work there now."""

from tests.support.callers import Callers, Json
from tests.support.things import FORM, OPINION, act

LINE = "T1 leader", "K1 leader", "K1 office", "C leader"


async def a_matter_about(callers: Callers, accused: str, *, unit: str) -> str:
    body: Json = {**FORM, "opinion": OPINION, "unit_id": str(callers.world.id(unit))}
    made = await callers.send("K1 leader", "/v1/tickets", **body, accused_unit_id=str(callers.world.id(accused)))
    return str(made["id"])


async def dissolve(callers: Callers, code: str, successor: str) -> None:
    path = f"/v1/units/{callers.world.id(code)}/dissolve"
    await callers.send("C admin", path, successor_id=str(callers.world.id(successor)))
    callers.world.keys.clear()


async def statuses(callers: Callers, ticket: str, *who: str) -> list[int]:
    return [(await callers.ask(each, "GET", f"/v1/tickets/{ticket}")).status_code for each in who]


async def test_what_the_successor_works_on_goes_to_the_unit_above_with_the_accusation(callers: Callers) -> None:
    ticket = await a_matter_about(callers, "V1", unit="V2")
    await act(callers, "V2 leader", ticket, "dispatch", unit_id=str(callers.world.id("V2")))
    await act(callers, "V2 handler", ticket, "sign")
    assert await statuses(callers, ticket, "V1 leader", "V2 leader", "V2 handler") == [404, 200, 200]

    await dissolve(callers, "V1", "V2")

    assert await statuses(callers, ticket, "V2 leader", "V2 handler", *LINE) == [404, 404, 200, 200, 200, 200]
    shown = await callers.get("T1 leader", f"/v1/tickets/{ticket}")
    assert {shown[name]["code"] for name in ("holder", "origin", "handler")} == {"T1"}
    events = (await callers.get("T1 leader", f"/v1/tickets/{ticket}/events"))["items"]
    told = [event["data"]["duties"] for event in events if event["type"] == "ticket.succeeded"]
    assert told == [["accused"], ["dispatcher", "handler", "holder", "origin"]]


async def test_a_closed_matter_is_kept_from_the_successor_as_well(callers: Callers) -> None:
    ticket = await a_matter_about(callers, "V1", unit="T1")
    await act(callers, "T1 leader", ticket, "reject", reason_code="out_of_scope", reason="另案处理")

    await dissolve(callers, "V1", "V2")

    assert await statuses(callers, ticket, "V2 leader", *LINE) == [404, 200, 200, 200, 200]
    listed = (await callers.get("V2 leader", "/v1/tickets"))["items"]
    assert listed == []


async def test_a_township_that_takes_in_the_accused_village_loses_the_matter_to_the_county(callers: Callers) -> None:
    ticket = await a_matter_about(callers, "V1", unit="T1")

    await dissolve(callers, "V1", "T1")

    assert await statuses(callers, ticket, "T1 leader", "V2 leader", "K1 leader", "C leader") == [404, 404, 200, 200]
    assert (await callers.get("K1 leader", f"/v1/tickets/{ticket}"))["holder"]["code"] == "K1"


async def test_where_nobody_is_above_the_successor_it_stays_with_whom_it_is(callers: Callers) -> None:
    ticket = await a_matter_about(callers, "K2", unit="K1")

    await dissolve(callers, "K2", "C")

    assert await statuses(callers, ticket, "K1 leader", "C leader") == [200, 200]


async def test_a_dissolved_unit_is_accused_no_more_but_its_successor_is(callers: Callers) -> None:
    await dissolve(callers, "V1", "V2")
    body: Json = {**FORM, "opinion": OPINION, "accused_unit_id": str(callers.world.id("V1"))}
    refused = await callers.ask("K1 leader", "POST", "/v1/tickets", json=body)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "dissolved_unit")
