"""Every move of the life cycle in force is made in the console: its form filled in whole, sent, and done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import pytest
from playwright.async_api import Page, expect

from escalation.actors import Role
from escalation.kit.documents.in_force import in_force
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.fields import FieldKind
from escalation.tickets.domain.standing import Standing
from escalation.tickets.usecases.rules import read_rules
from tests.browser.move_forms import FILLERS, fill_in
from tests.browser.situations import HANDLER, PEOPLE, SITUATIONS, a_ticket_in
from tests.browser.windows import Windows
from tests.support.makers import a_ticket
from tests.support.route_inventory import document
from tests.support.world import World

EITHER_OR: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "extend": (frozenset({"until"}), frozenset({"days"})),
    "confirm": (frozenset({"unreachable"}), frozenset({"solved", "satisfaction"})),
}
"""What is left out of a form, which is sent once for each: one thing or the other is said."""
NOT_PEOPLE: Final = {Standing.CITIZEN, Standing.CLOCK}

Who = tuple[str, str]
Action = Mapping[str, Any]


@dataclass(slots=True)
class Office:
    """A county where people work in the console. `other`: a ticket that is open, and stays so."""

    windows: Windows
    world: World
    other: UUID
    pages: dict[Who, Page] = field(default_factory=dict)

    async def page_of(self, who: Who) -> Page:
        """Where somebody works, signed in since they came."""
        if who not in self.pages:
            self.pages[who] = await self.windows.of(self.world, "-".join(who), who)
        return self.pages[who]

    async def make(self, situation: str) -> UUID:
        return await a_ticket_in(self.world, situation, other=self.other)

    async def ticket(self, who: Who, ticket: UUID) -> dict[str, Any]:
        """As the API tells it to somebody."""
        page = await self.page_of(who)
        return dict(await (await page.request.get(f"/v1/tickets/{ticket}")).json())

    async def offered(self, who: Who, ticket: UUID) -> list[dict[str, Any]] | None:
        """The actions of somebody by the API, or nothing where the ticket does not exist for them."""
        page = await self.page_of(who)
        answer = await page.request.get(f"/v1/tickets/{ticket}/actions", headers={"Accept-Language": "en"})
        return list((await answer.json())["items"]) if answer.ok else None


@pytest.fixture
async def office(windows: Windows, world: World) -> Office:
    return Office(windows, world, await a_ticket(world, "K1"))


async def workflow_in_force(world: World) -> Workflow:
    async with world.runtime.database.connection() as connection:
        return (await read_rules(world.runtime, connection, await in_force(connection))).workflow


def of_people(workflow: Workflow) -> Mapping[str, set[str]]:
    """The moves that people make here, each with all fields that it knows."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for move in workflow.moves:
        if set(move.who) - NOT_PEOPLE:
            found[move.name] |= set(move.knows)
    return found


async def go(page: Page, path: str) -> None:
    """Go on to a page of the console; what was loaded for the first one stays."""
    if "/console/" in page.url:
        await page.evaluate(
            "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')) }", path
        )
    else:
        await page.goto(path)


# -- The forms ---------------------------------------------------------------------------------------------------------


def test_every_kind_of_field_has_somebody_who_fills_it_in() -> None:
    kinds = document()["components"]["schemas"]["FieldKind"]["enum"]
    assert set(FILLERS) == set(kinds) == set(FieldKind)


async def send(office: Office, situation: str, who: Who, action: Action, leaving: frozenset[str]) -> set[str]:
    """A ticket of its own goes through a move: what was filled in is sent, and done. The fields."""
    ticket, page = await office.make(situation), await office.page_of(who)
    before = await office.ticket(who, ticket)
    await go(page, f"/console/tickets/{ticket}")
    filled = await fill_in(page, action, leaving, datetime.fromisoformat(before["due_at"]))
    async with page.expect_response("**/transitions") as answered:
        await page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    answer = await answered.value
    assert answer.status == 200, (action["action"], situation, await answer.text())
    sent: dict[str, Any] = answer.request.post_data_json or {}
    assert sent.keys() - {"action"} == filled.keys(), action["action"]
    for name, value in filled.items():
        assert sent[name] == value or (isinstance(value, type) and sent[name])
    await expect(page.locator(".told")).to_have_text(f"{action['label']}: done")
    entries = [move for move in (await workflow_in_force(office.world)).moves if move.name == action["action"]]
    after = (await answer.json())["state"]
    assert after in {move.target(before["state"]) for move in entries if before["state"] in move.from_}
    return set(filled)


async def make_moves(
    office: Office, situations: Sequence[str], people: Sequence[Who], wanted: Mapping[str, set[str]]
) -> Mapping[str, set[str]]:
    """Everything `wanted` that somebody is offered in a situation, once. What was filled in, move by move."""
    made: defaultdict[str, set[str]] = defaultdict(set)
    for situation in situations:
        ticket = await office.make(situation)
        for who in people:
            for action in await office.offered(who, ticket) or []:
                name = action["action"]
                if name in made or name not in wanted:
                    continue
                for leaving in EITHER_OR.get(name, (frozenset(),)):
                    made[name] |= await send(office, situation, who, action, leaving)
    return made


@pytest.mark.browser
async def test_every_field_of_every_move_is_filled_in_and_sent(office: Office) -> None:
    wanted = of_people(await workflow_in_force(office.world))
    assert await make_moves(office, SITUATIONS, PEOPLE, wanted) == wanted


async def test_a_list_a_day_a_code_and_a_unit_are_filled_in_and_sent(office: Office) -> None:
    """A slice: the forms with the most kinds of fields."""
    workflow = of_people(await workflow_in_force(office.world))
    wanted = {name: workflow[name] for name in ("coordinate", "park", "object")}
    assert await make_moves(office, ["in progress"], [HANDLER], wanted) == wanted


# -- The buttons -------------------------------------------------------------------------------------------------------


async def buttons(page: Page, ticket: UUID, number: str) -> list[str] | None:
    """The moves that the page of a ticket has, in its order; nothing where it says that there is no such ticket."""
    await go(page, f"/console/tickets/{ticket}")
    missing = page.get_by_role("heading", name="There is no such ticket")
    await expect(page.locator(".ticket .head", has_text=number).or_(missing)).to_be_visible()
    if await missing.count():
        return None
    return await page.locator(".moves").locator(".row > button, .rest .card button").all_text_contents()


def in_order(actions: Sequence[Action]) -> list[str]:
    """The next step first, dangerous ones last."""
    rank = {(True, False): 0, (True, True): 0, (False, False): 1, (False, True): 2}
    return [each["label"] for each in sorted(actions, key=lambda each: rank[each["primary"], each["dangerous"]])]


@pytest.mark.browser
async def test_the_buttons_of_a_ticket_are_what_may_be_done_with_it(office: Office) -> None:
    """In every situation, for everybody who works here: nothing that would be refused, and nothing is missing."""
    seen = set[str]()
    for situation in SITUATIONS:
        ticket = await office.make(situation)
        told = await office.ticket(PEOPLE[0], ticket)
        seen.add(told["state"])
        for who in PEOPLE:
            offered = await office.offered(who, ticket)
            shown = await buttons(await office.page_of(who), ticket, told["number"])
            assert shown == (None if offered is None else in_order(offered)), (situation, who)
    states = {name for name, state in (await workflow_in_force(office.world)).states.items() if not state.final}
    assert seen >= states
    assert {role for _, role in PEOPLE} == set(Role)
