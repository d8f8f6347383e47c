"""A place that calls every state by another name is served as any other, from the database to the citizen's page."""

from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

import pytest

from escalation.kit.documents.store import DocumentKind, publish
from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.usecases import form_ticket
from escalation.opinions.usecases.form_ticket import Formed, TicketDraft
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.opinions.usecases.tracking import Feedback, Status, TrackedProgress, answer, track
from escalation.tickets.domain.command import JointUnit
from escalation.verification.usecases.verify import verify
from tests.support.catalogue import load_categories
from tests.support.makers import a_code, move
from tests.support.world import World
from tests.tickets.renamed import PREFIX, renamed_document

ROUTED: Final = """
UPDATE categories SET departments = '{JT}' WHERE code = (SELECT category FROM tickets WHERE id = $1) RETURNING code
"""


@pytest.fixture
async def elsewhere(world: World) -> AsyncIterator[World]:
    """The same world, with the renamed life cycle in force."""
    async with world.runtime.database.transaction() as connection:
        await publish(connection, DocumentKind.WORKFLOW, 2, renamed_document(version=2), by="test")
    yield world
    await world.runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")


async def test_a_whole_story_goes_the_same_way_under_other_names(elsewhere: World) -> None:
    renamed = await told(elsewhere)
    await elsewhere.runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")
    plain = await told(elsewhere)
    assert all(PREFIX in line for line in renamed)
    assert [line.replace(PREFIX, "") for line in renamed] == plain


async def test_nothing_is_wrong_with_tickets_under_other_names(elsewhere: World) -> None:
    await told(elsewhere)
    other, kept = await a_matter(elsewhere), await a_matter(elsewhere)
    await move(elsewhere, other[1], elsewhere.actor("K1", "office"), "merge", into_ticket_id=kept[1])
    report = await verify(elsewhere.runtime)
    assert list(report.findings) == []


async def told(world: World) -> list[str]:
    """A routed ticket, recalled, coordinated, answered, handled again, closed and reopened: each state and its page."""
    code, ticket = await a_matter(world)
    assert await world.runtime.database.pool.fetchval(ROUTED, ticket)
    office, lead, helper = world.actor("K1", "office"), world.actor("K1-JT"), world.actor("K1-SL")
    lines: list[str] = []

    async def step(actor: str, action: str, **fields: object) -> None:
        who = {"office": office, "lead": lead, "helper": helper}[actor]
        await move(world, ticket, who, action, **fields)
        lines.append(await line())

    async def feedback(*, solved: bool) -> None:
        note = None if solved else "没有解决。"
        said = Feedback(solved=solved, satisfaction=3, note=note)
        await answer(world.runtime, code, said, render=render, request_id="test")
        lines.append(await line())

    async def line() -> str:
        return f"{await state_of(world, ticket)} {shown(await track(world.runtime, code))}"

    await step("office", "dispatch")
    await step("office", "recall")
    await step("office", "dispatch")
    await step("lead", "sign")
    await step("lead", "coordinate", joint_units=(JointUnit(world.id("K1-SL"), "查水源"),))
    task = await world.runtime.database.pool.fetchval("SELECT id FROM joint_tasks WHERE ticket_id = $1", ticket)
    await step("helper", "report", joint_task_id=task, result="已查。")
    await step("lead", "resolve", outcome="solved", reply="已修。")
    await step("office", "audit_pass")
    await feedback(solved=False)
    await step("lead", "resolve", outcome="solved", reply="又修。")
    await step("office", "audit_pass")
    await feedback(solved=True)
    await feedback(solved=False)
    return lines


async def a_matter(world: World) -> tuple[str, UUID]:
    """A citizen's matter at the county, about something that a department answers for: tracking code and ticket."""
    await load_categories(world.runtime)
    category = await world.runtime.database.pool.fetchval("SELECT code FROM categories ORDER BY code LIMIT 1")
    formed: list[Formed] = []

    def keep(each: Formed) -> StoredResponse:
        formed.append(each)
        return StoredResponse(201, b"")

    draft = TicketDraft((), OpinionInput("路灯不亮", "路灯坏了三天。", "visit", category=category), "routine", "simple")
    await form_ticket.form(world.runtime, world.actor("K1", "office"), draft, render=keep, request_id="test")
    return await a_code(world, formed[0].opinion_ids[0]), formed[0].view.ticket.id


async def state_of(world: World, ticket: UUID) -> str:
    return str(await world.runtime.database.pool.fetchval("SELECT state FROM tickets WHERE id = $1", ticket))


def shown(page: TrackedProgress) -> str:
    steps = [step for step, _ in page.steps]
    return f"{page.status} {page.unit_name} {steps} {page.reply} {page.may_answer}"


def render(status: Status) -> StoredResponse:
    return StoredResponse(200, status.code.encode())
