"""Tickets in every situation that a life cycle knows: what has to have happened before a move can be made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.clock import read_now
from escalation.tickets.domain.command import JointUnit
from tests.support.makers import a_ticket, move
from tests.support.world import World

OFFICE, HANDLER, LEADER = ("K1", "office"), ("K1-ZJ", "handler"), ("K1-ZJ", "leader")
HELPER, SUPERVISOR, ABOVE = ("K1-JT", "handler"), ("K1", "supervisor"), ("C", "office")
PEOPLE: Final = OFFICE, HANDLER, LEADER, HELPER, SUPERVISOR, ABOVE, ("K1", "integrator"), ("K1", "admin")
"""Who works here, by unit and role: every standing that a person may have to a ticket of K1 is somebody's."""


class Around(NamedTuple):
    """What a step may name: the place, its time, and what was asked last about the ticket."""

    world: World
    now: datetime
    request: UUID | None
    other: UUID


@dataclass(frozen=True, slots=True)
class Step:
    """A situation that somebody's move leads to, out of another one."""

    after: str
    who: tuple[str, str]
    action: str
    fields: Callable[[Around], Mapping[str, object]] = lambda _: {}


REGISTERED: Final = "registered"
STEPS: Final[Mapping[str, Step]] = {
    "dispatched": Step(REGISTERED, OFFICE, "dispatch", lambda its: {"unit_id": its.world.id("K1-ZJ")}),
    "objected": Step("dispatched", HANDLER, "object", lambda its: {
        "reason_code": "not_ours", "reason": "不属本单位职责。", "suggested_unit_id": its.world.id("K1-SL"),
    }),
    "in progress": Step("dispatched", HANDLER, "sign"),
    "in progress, an extension asked for": Step(
        "in progress", HANDLER, "extend", lambda _: {"reason": "等待材料。", "days": 2}
    ),
    "in progress, a pause asked for": Step("in progress", HANDLER, "park", lambda its: {
        "reason_code": "season", "reason": "待开春。", "resume_on": (its.now + timedelta(days=30)).date(),
    }),
    "in progress, its end asked for": Step("in progress", HANDLER, "terminate", lambda _: {"reason": "无法联系。"}),
    "in progress, under an order": Step(
        "in progress", SUPERVISOR, "supervise", lambda _: {"text": "请尽快办结。", "colour": "yellow"}
    ),
    "coordinating": Step("in progress", HANDLER, "coordinate", lambda its: {
        "joint_units": tuple(JointUnit(its.world.id(code), "查看现场") for code in ("K1-JT", "K1-SL"))
    }),
    "parked": Step(
        "in progress, a pause asked for", OFFICE, "approve_request", lambda its: {"request_id": its.request}
    ),
    "result submitted": Step("in progress", HANDLER, "resolve", lambda _: {"outcome": "solved", "reply": "已修好。"}),
    "follow-up": Step("result submitted", OFFICE, "audit_pass"),
    "closed": Step("follow-up", OFFICE, "confirm", lambda _: {"solved": True, "satisfaction": 5}),
    "rejected": Step(REGISTERED, OFFICE, "reject", lambda _: {"reason_code": "private", "reason": "属私人纠纷。"}),
    "merged": Step("in progress", OFFICE, "merge", lambda its: {"into_ticket_id": its.other}),
    "terminated": Step(
        "in progress, its end asked for", OFFICE, "approve_request", lambda its: {"request_id": its.request}
    ),
}  # fmt: skip
SITUATIONS: Final = (REGISTERED, *STEPS)


async def a_ticket_in(world: World, situation: str, *, other: UUID) -> UUID:
    """A new ticket of K1 to which all that has happened. `other`: one that is open, for what names another."""
    if situation == REGISTERED:
        return await a_ticket(world, "K1")
    step = STEPS[situation]
    ticket = await a_ticket_in(world, step.after, other=other)
    async with world.runtime.database.connection() as connection:
        request = await connection.raw.fetchval("SELECT id FROM requests WHERE ticket_id = $1", ticket)
        around = Around(world, await read_now(connection), request, other)
    await move(world, ticket, world.actor(*step.who), step.action, **step.fields(around))
    return ticket
