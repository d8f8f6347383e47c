"""Who is in charge stands on orders and checks as of their day, and there is one at a time, however many are named."""

import asyncio
from uuid import UUID

from tests.programme.groups.test_leading_groups import GROUPS, form, hold, somebody
from tests.programme.supervision.test_site_checks import a_check, day
from tests.support.callers import Callers
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def in_hands_of_the_county(world: World) -> str:
    """A ticket that K1 has in hand."""
    ticket = await a_ticket(world, "K1")
    await move(world, ticket, world.actor("K1", "office"), "dispatch", unit_id=world.id("K1"))
    await move(world, ticket, world.actor("K1"), "sign")
    return str(ticket)


async def test_of_many_who_are_named_at_once_one_is_in_charge_and_their_terms_follow_one_another(
    callers: Callers,
) -> None:
    group = (await form(callers, "K1 leader", "K1"))["id"]
    people = [await somebody(callers, "K1", f"书记{n}") for n in range(8)]
    for who in ("K1 leader", "K1 office"):
        await callers.key(who)
    answers = await asyncio.gather(*(
        hold(callers, ("K1 leader", "K1 office")[n % 2], group, "in_charge", person, f"任命{n}")
        for n, person in enumerate(people)
    ))  # fmt: skip
    assert [each.status_code for each in answers] == [200] * len(people)
    terms = await callers.pages("K1 leader", f"{GROUPS}/{group}/terms")
    assert sorted(each["person"]["member_id"] for each in terms) == sorted(people)
    assert [each["until"] for each in terms].count(None) == 1
    by_time = sorted(terms, key=lambda each: each["since"])
    assert [each["until"] for each in by_time[:-1]] == [each["since"] for each in by_time[1:]]
    told = (await callers.get("K1 leader", f"/v1/units/{callers.world.id('K1')}"))["in_charge"]
    assert told["member_id"] == by_time[-1]["person"]["member_id"]


async def test_an_order_names_who_was_in_charge_of_the_unit_that_held_the_ticket_then(callers: Callers) -> None:
    world = callers.world
    first, second = await somebody(callers, "K1", "书记甲"), await somebody(callers, "K1", "书记乙")
    group = (await form(callers, "K1 leader", "K1"))["id"]
    ticket = await in_hands_of_the_county(world)
    await hold(callers, "K1 leader", group, "in_charge", first, "任命")
    await world.advance(minutes=1)
    await move(world, UUID(ticket), world.actor("C", "supervisor"), "supervise", text="请说明。", colour="yellow")
    await world.advance(minutes=1)
    await hold(callers, "K1 leader", group, "in_charge", second, "调任")
    await callers.ask("C admin", "PATCH", f"/v1/members/{first}", json={"active": False})
    await move(world, UUID(ticket), world.actor("K1"), "escalate", reason="太难。")

    listed = (await callers.get("C supervisor", f"/v1/tickets/{ticket}/orders"))["items"]
    page = await callers.get("C supervisor", f"/v1/tickets/{ticket}?include=orders")
    assert page["included"]["orders"]["items"] == listed
    assert [(each["unit"]["code"], each["in_charge"]["name"]) for each in listed] == [("K1", "书记甲")]
    form_ = (await callers.ask("C supervisor", "GET", f"/v1/tickets/{ticket}/form?kind=order")).text
    assert ("责任人" in form_, "书记甲" in form_, "书记乙" in form_) == (True, True, False)


async def test_a_check_names_who_was_in_charge_on_its_day(callers: Callers) -> None:
    world = callers.world
    first, second = await somebody(callers, "K1", "书记甲"), await somebody(callers, "K1", "书记乙")
    ticket = await in_hands_of_the_county(world)
    before = await a_check(callers, ticket, "C supervisor")
    group = (await form(callers, "K1 leader", "K1"))["id"]
    await hold(callers, "K1 leader", group, "in_charge", first, "任命")
    await world.advance(days=3)
    world.keys.clear()
    await hold(callers, "K1 leader", group, "in_charge", second, "调任")
    await world.advance(minutes=1)
    late = await a_check(callers, ticket, "C supervisor", checked_on=await day(world, back=1))
    now = await a_check(callers, ticket, "C supervisor")
    listed = (await callers.get("C supervisor", "/v1/site-checks"))["items"]
    assert {each["id"]: (each["in_charge"] or {}).get("name") for each in listed} == {
        before["id"]: None, late["id"]: "书记甲", now["id"]: "书记乙",
    }  # fmt: skip
    assert [each["in_charge"]["name"] for each in (late, now)] == ["书记甲", "书记乙"]
