"""Supervision groups: for a time their members supervise where they were sent, and nowhere else, and then no more."""

from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx2
import pytest

from escalation.feed.engine.sequencer import Sequencer
from escalation.kit.database.clock import read_now
from escalation.programme.groups.domain.supervision_groups import covered_twice
from escalation.programme.groups.engine.lapses import step
from escalation.webhooks.storage.fan_out import FAN_OUT
from tests.reorganisation.test_reorganisation import dissolve, hang
from tests.support.callers import Callers
from tests.support.roles import as_owner
from tests.support.things import FORM, OPINION

GROUPS: Final = "/v1/supervision-groups"
PASSWORD: Final = "三匹白马在雪地里慢慢走过河"


class Sent:
    """Somebody who works at K1's building department, signed in by a phone, and what a group makes of them."""

    def __init__(self, callers: Callers, member: str, token: str) -> None:
        self.callers, self.member, self.token = callers, member, token

    async def ask(self, unit: str, method: str, path: str, role: str = "supervisor", **request: Any) -> httpx2.Response:
        """As a supervisor at a unit, once what is kept for some seconds is asked for anew."""
        self.callers.app.state.sign_in.devices.clear()
        acting_as = f"{self.member}/{self.callers.world.id(unit)}/{role}"
        headers = {"Authorization": f"Bearer {self.token}", "Acting-As": acting_as}
        return await self.callers.ask("", method, path, headers=headers, **request)

    async def posts(self) -> list[tuple[str, str]]:
        """Unit and role of each post."""
        self.callers.app.state.sign_in.devices.clear()
        me = await self.callers.ask("", "GET", "/v1/me", headers={"Authorization": f"Bearer {self.token}"})
        return [(post["unit"]["code"], post["role"]) for post in me.json()["posts"]]


@pytest.fixture
async def sent(callers: Callers) -> Sent:
    """娜仁, a handler of K1-ZJ."""
    unit = str(callers.world.id("K1-ZJ"))
    member = (await callers.send("C admin", "/v1/members", name="娜仁", home_unit_id=unit))["id"]
    await callers.put("C admin", f"/v1/members/{member}/roles/{unit}/handler")
    invited = await callers.send("C admin", "/v1/invitations", member_id=member, login="naren")
    secret = invited["link"].rpartition("/")[2]
    await callers.send("", "/v1/sign-in/invitation", secret=secret, password=PASSWORD)
    signed_in = await callers.send("", "/v1/tokens", login="naren", password=PASSWORD, device_name="手机")
    return Sent(callers, member, signed_in["access_token"])


async def today(callers: Callers) -> date:
    """The local day of the calendar that comes along."""
    async with callers.world.runtime.database.connection() as connection:
        return (await read_now(connection)).astimezone(ZoneInfo("Asia/Shanghai")).date()


async def form(callers: Callers, head: str, *units: str, days: int = 30, **more: object) -> dict[str, Any]:
    first = await today(callers)
    wanted = {
        "name": "危房改造专项督导组", "group_kind": "special", "first_day": str(first),
        "last_day": str(first + timedelta(days=days)), "head_id": head,
        "unit_ids": [str(callers.world.id(unit)) for unit in units],
    }  # fmt: skip
    return await callers.send("C office", GROUPS, **{**wanted, **more})


async def a_ticket(callers: Callers, unit: str) -> str:
    made = await callers.send(f"{unit} leader", "/v1/tickets", **FORM, opinion=OPINION)
    return str(made["id"])


async def test_a_member_supervises_where_they_were_sent_and_nowhere_else(callers: Callers, sent: Sent) -> None:
    there, elsewhere = await a_ticket(callers, "V3"), await a_ticket(callers, "V1")
    assert await sent.posts() == [("K1-ZJ", "handler")]
    assert (await sent.ask("T2", "GET", f"/v1/tickets/{there}")).status_code == 403
    group = await form(callers, sent.member, "T2", "K2")
    assert (group["state"], group["findings"]) == ("running", [])
    assert await sent.posts() == [("K1-ZJ", "handler"), ("T2", "supervisor"), ("K2", "supervisor")]
    for unit, ticket, status in (("T2", there, 200), ("T2", elsewhere, 404), ("K2", there, 404)):
        assert (await sent.ask(unit, "GET", f"/v1/tickets/{ticket}")).status_code == status, unit
    assert (await sent.ask("K1-ZJ", "GET", f"/v1/tickets/{there}", role="handler")).status_code == 404
    assert (await sent.ask("T1", "GET", "/v1/tickets")).status_code == 403
    assert (await sent.ask("T2", "GET", "/v1/tickets", role="leader")).status_code == 403
    seen = await sent.ask("T2", "GET", "/v1/tickets")
    assert [each["id"] for each in seen.json()["items"]] == [there]
    order = {"action": "supervise", "colour": "yellow", "text": "请说明进度。"}
    issued = await sent.ask("T2", "POST", f"/v1/tickets/{there}/transitions", json=order)
    assert issued.status_code == 200, issued.text
    sample = await sent.ask("T2", "POST", "/v1/samples", json={"frame": "open", "size": 5})
    assert [each["subject"]["id"] for each in sample.json()["lots"]] == [there]
    check = {
        "subject_kind": "ticket", "subject_id": there, "checked_on": str(await today(callers)), "found": "没有修。",
        "verdict": "not_done",
    }  # fmt: skip
    assert (await sent.ask("T2", "POST", "/v1/site-checks", json=check)).status_code == 201
    assert (await sent.ask("K2", "POST", "/v1/site-checks", json=check)).status_code == 404
    # A supervisor hands out nothing and handles nothing.
    for path, body in (
        (f"/v1/tickets/{there}/transitions", {"action": "dispatch", "unit_id": str(callers.world.id("V3"))}),
        (GROUPS, {"name": "x"}),
        ("/v1/keys", {"unit_id": str(callers.world.id("T2")), "role": "supervisor", "name": "x"}),
    ):
        assert (await sent.ask("T2", "POST", path, json=body)).status_code in {403, 409}, path


async def test_the_right_ends_with_the_period_without_anything_running(callers: Callers, sent: Sent) -> None:
    group = await form(callers, sent.member, "T2", days=3)
    assert (await sent.ask("T2", "GET", "/v1/tickets")).status_code == 200
    await callers.world.advance(days=5)
    assert (await sent.ask("T2", "GET", "/v1/tickets")).status_code == 403
    # Were the end not read, they would still be in: the same row with a later end lets them.
    async with as_owner(callers.world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE temporary_posts SET until = until + interval '1 year'")
    assert (await sent.ask("T2", "GET", "/v1/tickets")).status_code == 200
    # The clock tells it, once, and clears away what is left.
    for _ in range(2):
        await step(callers.world.runtime)
    await Sequencer(FAN_OUT).step(callers.world.runtime)
    told = (await callers.get("C leader", "/v1/events?type=supervision_group.lapsed"))["items"]
    assert [(each["record_id"], each["data"]["details"]["member_ids"]) for each in told] == [
        (group["id"], [sent.member])
    ]
    assert (await sent.ask("T2", "GET", "/v1/tickets")).status_code == 403
    assert [each["id"] for each in (await callers.get("C office", f"{GROUPS}?state=over"))["items"]] == [group["id"]]
    late = await callers.ask("C office", "PATCH", f"{GROUPS}/{group['id']}", json={"name": "又一组"})
    assert late.status_code == 422


async def test_a_period_to_come_gives_nothing_yet(callers: Callers, sent: Sent) -> None:
    first = await today(callers) + timedelta(days=10)
    group = await form(callers, sent.member, "T2", first_day=str(first), last_day=str(first + timedelta(days=5)))
    assert group["state"] == "planned"
    assert (await sent.ask("T2", "GET", "/v1/tickets")).status_code == 403
    await callers.world.advance(days=11)
    assert (await sent.ask("T2", "GET", "/v1/tickets")).status_code == 200


async def test_whoever_is_taken_out_ended_or_gone_supervises_no_more(callers: Callers, sent: Sent) -> None:
    unit = str(callers.world.id("C"))
    other = (await callers.send("C admin", "/v1/members", name="高娃", home_unit_id=unit))["id"]

    async def may() -> bool:
        return (await sent.ask("T2", "GET", "/v1/tickets")).status_code == 200

    group = f"{GROUPS}/{(await form(callers, sent.member, 'T2'))['id']}"
    assert await may()
    for change in ({"head_id": other}, {"unit_ids": [str(callers.world.id("K2"))]}):
        left = await callers.ask("C office", "PATCH", group, json=change)
        assert left.status_code == 200, left.text
        assert not await may(), change
        back = {"head_id": sent.member, "unit_ids": [str(callers.world.id("T2"))]}
        assert (await callers.ask("C office", "PATCH", group, json=back)).status_code == 200
        assert await may()
    await callers.ask("C admin", "PATCH", f"/v1/members/{sent.member}", json={"active": False})
    callers.app.state.sign_in.devices.clear()
    gone = await sent.ask("T2", "GET", "/v1/tickets")
    assert gone.status_code in {401, 403}
    (finding,) = (await callers.get("C office", group))["findings"]
    assert (finding["code"], finding["params"]["name"]) == ("not_serving", "娜仁")
    await callers.ask("C admin", "PATCH", f"/v1/members/{sent.member}", json={"active": True})
    assert await may()
    ended = await callers.send("C office", f"{group}/end", reason="任务完成")
    assert (ended["state"], ended["end_reason"], ended["findings"]) == ("over", "任务完成", [])
    assert not await may()
    assert (await callers.ask("C office", "POST", f"{group}/end", json={"reason": "x"})).status_code == 422
    assert await callers.world.runtime.database.pool.fetchval("SELECT count(*) FROM temporary_posts") == 0


async def test_a_dissolved_unit_is_supervised_by_nobody_and_its_successor_is_not_given(
    callers: Callers, sent: Sent
) -> None:
    group = (await form(callers, sent.member, "V1", "K2"))["id"]
    assert (await sent.ask("V1", "GET", "/v1/tickets")).status_code == 200
    await hang(callers.world, "V1", "T2")
    await dissolve(callers.world, "V1", "V2")
    for unit in ("V1", "V2"):
        assert (await sent.ask(unit, "GET", "/v1/tickets")).status_code == 403, unit
    assert (await sent.ask("K2", "GET", "/v1/tickets")).status_code == 200
    read = await callers.get("C office", f"{GROUPS}/{group}")
    assert [each["code"] for each in read["findings"]] == ["dissolved_unit"]


async def test_nothing_more_is_given_at_a_unit_that_has_gone_elsewhere(callers: Callers, sent: Sent) -> None:
    unit, first = str(callers.world.id("K1")), await today(callers)
    other = (await callers.send("C admin", "/v1/members", name="高娃", home_unit_id=unit))["id"]
    wanted = {"unit_ids": [str(callers.world.id(code)) for code in ("V1", "T2")]}
    good = {"name": "推进组", "group_kind": "progress", "first_day": str(first), "last_day": str(first), **wanted}
    group = f"{GROUPS}/{(await callers.send('K1 office', GROUPS, **good, head_id=sent.member))['id']}"
    await hang(callers.world, "V1", "K2")
    more = {"head_id": other}, {"member_ids": [other]}, {"last_day": str(first + timedelta(days=9))}
    for change in more:
        refused = await callers.ask("K1 office", "PATCH", group, json=change)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "out_of_scope"), change
    assert (await callers.ask("K1 office", "PATCH", group, json={"name": "又一组"})).status_code == 200
    left = {"unit_ids": [str(callers.world.id("T2"))]}
    for change in more:
        assert (await callers.ask("K1 office", "PATCH", group, json={**left, **change})).status_code == 200, change
    assert (await sent.ask("V1", "GET", "/v1/tickets")).status_code == 403


async def test_a_role_that_is_held_for_good_outlives_the_group(callers: Callers, sent: Sent) -> None:
    await callers.put("C admin", f"/v1/members/{sent.member}/roles/{callers.world.id('T2')}/supervisor")
    groups = [(await form(callers, sent.member, "T2", "V1"))["id"], (await form(callers, sent.member, "V1"))["id"]]
    assert await sent.posts() == [("K1-ZJ", "handler"), ("V1", "supervisor"), ("T2", "supervisor")]
    for group, left in zip(groups, (True, False), strict=True):
        await callers.send("C office", f"{GROUPS}/{group}/end", reason="任务完成")
        assert (("V1", "supervisor") in await sent.posts()) is left
    assert ("T2", "supervisor") in await sent.posts()


async def test_nobody_gets_at_a_supervisor_through_the_home_unit(callers: Callers, sent: Sent) -> None:
    """Whoever sets a password can be that person: so they have to reach all that the group has given, also tomorrow."""
    path, body = "/v1/invitations", {"member_id": sent.member}
    assert (await callers.ask("K1 admin", "POST", path, json=body)).status_code == 201
    first = await today(callers) + timedelta(days=3)
    await form(callers, sent.member, "K2", first_day=str(first), last_day=str(first))
    assert (await callers.ask("K1 admin", "POST", path, json=body)).status_code == 403
    assert (await callers.ask("C admin", "POST", path, json=body)).status_code == 201
    await callers.world.advance(days=5)
    assert (await callers.ask("K1 admin", "POST", path, json=body)).status_code == 201


async def test_a_group_is_formed_within_ones_scope_by_who_may_give_the_role(callers: Callers, sent: Sent) -> None:
    first = await today(callers)
    good = {
        "name": "推进组", "group_kind": "progress", "first_day": str(first), "last_day": str(first),
        "head_id": sent.member, "unit_ids": [str(callers.world.id("T1"))],
    }  # fmt: skip
    for who, status in (
        ("K1 office", 201), ("K1 admin", 201), ("K1 leader", 403), ("K1 supervisor", 403), ("T1 office", 422),
    ):  # fmt: skip
        assert (await callers.ask(who, "POST", GROUPS, json=good)).status_code == status, who
    far, around = [str(callers.world.id(unit)) for unit in ("K2", "V1")]
    for change, code in (
        ({"unit_ids": [far]}, "unknown_unit"), ({"unit_ids": [*good["unit_ids"], around]}, "named_twice"),
        ({"last_day": str(first - timedelta(days=1))}, "before_the_first"),
        ({"last_day": str(first + timedelta(days=366))}, "too_long"),
        ({"first_day": "2020-01-01", "last_day": "2020-01-02"}, "in_the_past"),
        ({"head_id": str(callers.world.id("T1"))}, "unknown_member"),
    ):  # fmt: skip
        refused = await callers.ask("K1 office", "POST", GROUPS, json={**good, **change})
        assert refused.json()["errors"][0]["code"] == code
    (own, _) = (await callers.get("K1 leader", GROUPS))["items"]
    # 娜仁 works in K1, not in the township that is supervised; whom it supervises sees the group, the others do not.
    for who, status in (("T1 handler", 200), ("V1 leader", 200), ("T2 leader", 404), ("K2 office", 404)):
        assert (await callers.ask(who, "GET", f"{GROUPS}/{own['id']}")).status_code == status, who
    assert (await sent.ask("K1-ZJ", "GET", f"{GROUPS}/{own['id']}", role="handler")).status_code == 200
    assert (
        await callers.ask("T1 office", "POST", f"{GROUPS}/{own['id']}/end", json={"reason": "x"})
    ).status_code == 403
    beside = await form(callers, sent.member, "K1")
    assert [each["code"] for each in beside["findings"]] == ["own_unit"]


def test_units_within_others_are_found_in_any_order() -> None:
    assert covered_twice(["/1/2/3/", "/1/20/", "/1/2/"])
    assert not covered_twice(["/1/2/3/", "/1/20/", "/1/3/"])
