"""By what way the visited confirm is told apart: signed, by a code, or by one typed in where staff are signed in."""

from collections import Counter
from datetime import timedelta

from tests.programme.visits.test_signatures import SIGNED
from tests.programme.visits.test_visit_stories import VISITS, made, team, today
from tests.support.callers import NOBODY, Callers, Json

FIGURES = f"{VISITS}/confirmation-figures"
CODES = tuple(f"0000-0000-0000-000{n}" for n in range(9))


async def confirm(callers: Callers, who: str, code: str, **headers: str) -> None:
    sent = await callers.ask(who, "POST", f"{VISITS}/confirmations", json={"code": code}, headers=headers)
    assert sent.status_code == 200


async def test_a_code_that_is_typed_in_where_staff_are_signed_in_says_so(callers: Callers) -> None:
    visits = [(await made(callers, "V1 handler", "V1", confirmation_code=code))["visit"]["id"] for code in CODES[:8]]
    await confirm(callers, NOBODY, CODES[0])
    await confirm(callers, "V1 handler", CODES[1])
    # Also where somebody has signed out: the browser is known for a while.
    await confirm(callers, NOBODY, CODES[2], Cookie="escalation-device=known")
    await confirm(callers, NOBODY, CODES[3], Cookie="escalation-session=some; other=1")
    await confirm(callers, "C integrator", CODES[4])
    await confirm(callers, NOBODY, CODES[5], Authorization="Bearer nonsense")
    html = {"Accept": "text/html", "Cookie": "escalation-device=known"}
    page = await callers.ask(NOBODY, "POST", "/visited", data={"code": CODES[6]}, headers=html)
    assert page.status_code == 200
    # What counts is who has typed it in first.
    await confirm(callers, NOBODY, CODES[1])
    found = [(await callers.get("V1 leader", f"{VISITS}/{id_}"))["confirmation"] for id_ in visits]
    staff, code = "staff_device", "code"
    assert found == [code, staff, staff, staff, code, code, staff, None]
    sample = await callers.send("K1 supervisor", "/v1/samples", frame="made", size=8, stratify_by=["confirmation"])
    shown = {lot["subject"]["id"]: lot["subject"]["confirmation"] for lot in sample["lots"]}
    assert shown == {id_: way or "none" for id_, way in zip(visits, found, strict=True)}


async def test_figures_are_those_of_a_recount_by_unit_and_by_who_visits(callers: Callers) -> None:
    squad = await team(callers, "V1")
    lines: tuple[tuple[str, Json], ...] = (
        ("V1 handler", {"confirmation_code": CODES[0]}), ("V1 handler", SIGNED), ("V1 leader", SIGNED),
        ("V1 leader", {"confirmation_code": CODES[1], "team_id": squad}), ("V2 handler", {}), ("T1 leader", SIGNED),
        ("V3 handler", {"confirmation_code": CODES[2]}), ("V1 handler", {}),
    )  # fmt: skip
    visits = [(await made(callers, who, "V1" if who[0] == "T" else who[:2], **more))["visit"] for who, more in lines]
    await confirm(callers, "V1 handler", CODES[0])
    await confirm(callers, NOBODY, CODES[1])
    await confirm(callers, NOBODY, CODES[2])
    gone = (await made(callers, "V1 handler", "V1", **SIGNED))["visit"]["id"]
    await callers.send("V1 leader", f"{VISITS}/{gone}/cancel", reason="记错了")
    found = [await callers.get("C leader", f"{VISITS}/{each['id']}") for each in visits]
    for unit, below in (("T1", ("V1", "V2")), ("K1", ("T1", "T2")), ("V1", ())):
        told = await callers.get("C leader", f"{FIGURES}?unit={unit}")
        assert told["total"]["counts"] == recounted(callers, found, unit)
        assert {each["unit"]["code"]: each["counts"] for each in told["items"]} == {
            code: recounted(callers, found, code) for code in below
        }
    own = await callers.get("V1 handler", FIGURES)
    of_v1 = [each for each in found if each["unit"]["code"] == "V1"]
    assert {who(each) for each in own["visitors"]} == {who(each) for each in of_v1}
    assert sum(each["counts"]["made"] for each in own["visitors"]) == len(of_v1) == 5
    assert own["total"]["counts"]["share"] == 0.6
    day = await today(callers)
    empty = await callers.get("V1 handler", f"{FIGURES}?until={day - timedelta(days=1)}")
    assert (empty["total"]["counts"]["made"], empty["total"]["counts"]["share"]) == (0, None)
    for query in (f"since={day}&until={day - timedelta(days=1)}", f"since={day - timedelta(days=366)}"):
        assert (await callers.ask("V1 handler", "GET", f"{FIGURES}?{query}")).status_code == 422
    assert (await callers.ask("V2 leader", "GET", f"{FIGURES}?unit=V1")).status_code == 404


def who(each: Json) -> tuple[object, object]:
    """Team and member."""
    team_, member = each["team"] or {}, each["member"] or {}
    return team_.get("id"), member.get("id")


def recounted(callers: Callers, visits: list[Json], unit: str) -> Json:
    """Visit by visit, of a unit with all below."""
    units, path = callers.world.units, callers.world.units[unit].path
    ways = Counter(each["confirmation"] for each in visits if units[each["unit"]["code"]].path.startswith(path))
    known = {way: ways[way] for way in ("signature", "code", "staff_device")}
    share = round((ways["signature"] + ways["code"]) / ways.total(), 4) if ways else None
    return {"made": ways.total(), **known, "unconfirmed": ways[None], "share": share}
