"""Every move of the life cycle in force is made in the console: its form filled in whole, sent, and done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from escalation.kit.documents.in_force import in_force
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.fields import FieldKind
from escalation.tickets.domain.standing import Standing
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.usecases.rules import read_rules
from tests.browser.move_forms import FILLERS, fill_in
from tests.browser.situations import HANDLER, PEOPLE, SITUATIONS, a_ticket_in
from tests.browser.windows import Windows
from tests.sign_in.browsers import signed_in
from tests.support.makers import a_ticket
from tests.support.route_inventory import document
from tests.support.world import World

EITHER_OR: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "extend": (frozenset({"until"}), frozenset({"days"})),
    "confirm": (frozenset({"unreachable"}), frozenset({"solved", "satisfaction"})),
}
"""What is left out of a form, which is sent once for each: one thing or the other is said."""
NOT_PEOPLE: Final = {Standing.CITIZEN, Standing.CLOCK}


@dataclass(slots=True)
class Office:
    """A county where people work in the console. `other`: a ticket that is open, and stays so."""

    app: FastAPI
    windows: Windows
    world: World
    other: UUID
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    async def page_of(self, who: tuple[str, str]) -> Page:
        """Where somebody works, signed in since they came."""
        if who not in self.pages:
            own = await signed_in(self.app, self.world, "-".join(who), who)
            page = await self.windows.open("/livez")
            name = "escalation-session"
            await page.context.add_cookies([{"name": name, "value": str(own.cookie()), "url": self.windows.origin}])
            self.pages[who] = page
        return self.pages[who]

    async def offered(self, who: tuple[str, str], ticket: UUID) -> list[dict[str, Any]] | None:
        """The actions of somebody, or nothing if the ticket does not exist for them."""
        page = await self.page_of(who)
        answer = await page.request.get(f"/v1/tickets/{ticket}/actions")
        return list((await answer.json())["items"]) if answer.ok else None

    async def ticket(self, who: tuple[str, str], ticket: UUID) -> dict[str, Any]:
        page = await self.page_of(who)
        return dict(await (await page.request.get(f"/v1/tickets/{ticket}")).json())

    async def make(self, situation: str) -> UUID:
        return await a_ticket_in(self.world, situation, other=self.other)


@pytest.fixture
async def office(app: FastAPI, windows: Windows, world: World) -> Office:
    return Office(app, windows, world, await a_ticket(world, "K1"))


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


async def send(
    office: Office, situation: str, who: tuple[str, str], action: dict[str, Any], leaving: frozenset[str]
) -> set[str]:
    """A ticket of its own goes through a move: what was filled in is sent, and done. The fields."""
    ticket, page = await office.make(situation), await office.page_of(who)
    before = await office.ticket(who, ticket)
    await page.goto(f"/console/tickets/{ticket}")
    filled = await fill_in(page, action, leaving, datetime.fromisoformat(before["due_at"]))
    async with page.expect_response("**/transitions") as answered:
        await page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    answer = await answered.value
    assert answer.status == 200, (action["action"], situation, await answer.text())
    sent = answer.request.post_data_json
    assert sent.keys() - {"action"} == filled.keys(), action["action"]
    for name, value in filled.items():
        assert sent[name] == value or (isinstance(value, type) and sent[name])
    await expect(page.locator(".told")).to_have_text(f"{action['label']}: done")
    return set(filled)


async def make_moves(
    office: Office, situations: Sequence[str], people: Sequence[tuple[str, str]], wanted: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """Everything `wanted` that somebody is offered in a situation, once. What was filled in, move by move."""
    workflow, made = await workflow_in_force(office.world), defaultdict[str, set[str]](set)
    for situation in situations:
        ticket = await office.make(situation)
        state = (await office.ticket(people[0], ticket))["state"]
        for who in people:
            for action in await office.offered(who, ticket) or []:
                name = action["action"]
                if name in made or name not in wanted:
                    continue
                for leaving in EITHER_OR.get(name, (frozenset(),)):
                    made[name] |= await send(office, situation, who, action, leaving)
    return made


# -- What stands in the forms ------------------------------------------------------------------------------------------


def test_every_kind_of_field_has_somebody_who_fills_it_in() -> None:
    kinds = document()["components"]["schemas"]["FieldKind"]["enum"]
    assert set(FILLERS) == set(kinds) == set(FieldKind)


# -- Moves -------------------------------------------------------------------------------------------------------------


@pytest.mark.browser
async def test_every_field_of_every_move_is_filled_in_and_sent(office: Office) -> None:
    wanted = of_people(await workflow_in_force(office.world))
    made = await make_moves(office, SITUATIONS, PEOPLE, wanted)
    assert made == wanted


async def test_a_list_a_day_a_code_and_a_unit_are_filled_in_and_sent(office: Office) -> None:
    """A slice: the forms with the most kinds of fields."""
    workflow = of_people(await workflow_in_force(office.world))
    wanted = {name: workflow[name] for name in ("coordinate", "park", "object")}
    assert await make_moves(office, ["in progress"], [HANDLER], wanted) == wanted
