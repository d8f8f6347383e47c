"""What stands on the printed form of a ticket (意见建议交办单)? All of it that the caller may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.attachments.storage.attachment_lists import list_of_ticket
from escalation.attachments.storage.attachments import Attachment
from escalation.errors import NotFound
from escalation.forms.domain.document_number import document_number
from escalation.forms.domain.ticket_forms import CALLS, TicketFormKind
from escalation.forms.storage.form_facts import MOST_OPINIONS, list_opinion_ids, list_steps
from escalation.identity.storage.people import names_of_principals
from escalation.kit.database.connection import Connection, Row
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.categories import Category
from escalation.opinions.storage.opinions import Opinion, find_opinions
from escalation.opinions.usecases.category_suggestions import catalogue_in_force
from escalation.opinions.usecases.custom_fields import SaidField, explain_attributes
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.tickets.domain.definition import State, Workflow
from escalation.tickets.domain.form_texts import Said
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request, RequestKind, Ticket
from escalation.tickets.storage.history import list_hand_overs, list_joint_tasks, list_orders, list_requests
from escalation.tickets.storage.order_addressees import OrderAddressee, addressees_of_orders
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.usecases.rules import read_rules

_INSTRUCTED: Final = ("ticket.dispatched", "ticket.transferred", "ticket.handed_down")
_PASSED: Final = "ticket.audit_passed"
_AUDITED: Final = (_PASSED, "ticket.audit_failed")
_COURSE: Final = (
    "ticket.created", "ticket.dispatched", "ticket.signed", "ticket.recalled", "ticket.rejected", "ticket.transferred",
    "ticket.coordinated", "ticket.coordination_finished", "ticket.escalated", "ticket.taken_over",
    "ticket.handed_down", "ticket.resolved",
    "ticket.objected", "ticket.objection_accepted", "ticket.objection_refused", "ticket.extended", "ticket.parked",
    "ticket.resumed", "ticket.terminated", "ticket.merged", "ticket.urged",
)  # fmt: skip
"""What a ticket went through (办理过程). Audits and calls have lines of their own."""

MOST_ATTACHMENTS: Final = 50


class FormStep(NamedTuple):
    """Something of the history: an instruction, an audit, a call to the citizen. `note`: what was written with it."""

    type: str
    at: datetime
    principal: str
    unit_id: UUID | None
    note: str | None
    satisfaction: int | None


@dataclass(frozen=True, slots=True)
class Form:
    """A ticket with all that belongs onto its form. `zone` is that of the holder's calendar.

    `categories`: its class, its category and its part, as far as there are; `place` is where the letterhead is from.
    `said`: what each of the opinions says in the fields of its category. `names`: of the people behind the principals
    that are on it; `given_to`: who has to answer an order, by its id; `reasons`: what codes of reasons are called.
    """

    ticket: Ticket
    state: State
    zone: ZoneInfo
    place: Unit
    units: Mapping[UUID, Unit]
    categories: Sequence[Category]
    opinions: Sequence[Opinion]
    said: Sequence[Sequence[SaidField]]
    has_more_opinions: bool
    hand_overs: Sequence[HandOver]
    joint_tasks: Sequence[JointTask]
    requests: Sequence[Request]
    orders: Sequence[Order]
    given_to: Mapping[UUID, OrderAddressee]
    instructions: Sequence[FormStep]
    audits: Sequence[FormStep]
    calls: Sequence[FormStep]
    attachments: Sequence[Attachment]
    course: Sequence[FormStep]
    names: Mapping[str, str]
    reasons: Mapping[str, Said]

    def document_number(self, kind: TicketFormKind, item: int | None = None) -> str:
        """As paper has it: 呼交〔2026〕12号."""
        return document_number(self.ticket.number, self.place.name, kind.mark, item)

    def plain_number(self, item: int | None = None) -> str:
        """The number of the ticket, and which sheet of the form it is, where there are several."""
        return self.ticket.number if item is None else f"{self.ticket.number} / {item}"

    def requests_of(self, kind: RequestKind) -> list[Request]:
        """What was asked for of one kind, oldest first."""
        return [request for request in self.requests if request.kind == kind]

    @property
    def is_owed(self) -> bool:
        """Whether a stage of the holder runs: a window in which the citizen may come back is no limit of anybody's."""
        return self.ticket.is_open and self.ticket.stage_due_at is not None

    @property
    def joint_unit_ids(self) -> list[UUID]:
        """The units that were asked to help, each once."""
        return list(dict.fromkeys(task.unit_id for task in self.joint_tasks))

    @property
    def replied_at(self) -> datetime | None:
        """When the citizen could read the reply: once it had passed the audit."""
        return next((step.at for step in reversed(self.audits) if step.type == _PASSED), None)

    def step(self, *types: str) -> FormStep | None:
        """The last one of these types, of which the form has one line."""
        return next((each for each in reversed(self.course) if each.type in types), None)


async def read_form(runtime: Runtime, ticket_id: UUID, actor: Actor) -> Form:
    """Everything on the form. Raises `NotFound` for a ticket the actor may not see."""
    async with runtime.database.connection(changes=False) as connection:
        readings = await read_situations(connection, [ticket_id], actor)
        if not readings:
            raise NotFound
        situation = readings[0].situation
        rules = await read_rules(runtime, connection, readings[0].versions)
        opinions, has_more_opinions = await _opinions(connection, actor, ticket_id)
        said = await explain_attributes(runtime, connection, opinions)
        told = [_step(row) for row in await list_steps(connection, ticket_id, (*_COURSE, *_AUDITED, *CALLS))]
        hand_overs = await list_hand_overs(connection, ticket_id)
        joint_tasks = await list_joint_tasks(connection, ticket_id)
        requests = await list_requests(connection, ticket_id)
        orders = await list_orders(connection, ticket_id)
        given_to = await addressees_of_orders(connection, ticket_id) if orders else {}
        attachments = await list_of_ticket(connection, actor, ticket_id, after=None, limit=MOST_ATTACHMENTS)
        categories = await _categories(runtime, connection, situation.ticket.category)
        units = {
            **situation.units,
            **await find_units(connection, _units_on(told, hand_overs, joint_tasks, requests, orders)),
        }
        names = await names_of_principals(connection, _people_on(told, hand_overs, joint_tasks, requests, orders))
    return Form(
        ticket=situation.ticket, state=rules.workflow.states[situation.ticket.state],
        zone=rules.calendars.of(situation.codes(situation.holder)).zone, place=_place(situation), units=units,
        categories=categories, opinions=opinions, said=said,
        has_more_opinions=has_more_opinions, hand_overs=hand_overs, joint_tasks=joint_tasks, requests=requests,
        orders=orders, given_to=given_to, reasons=_reasons(rules.workflow),
        instructions=[step for step in told if step.type in _INSTRUCTED and step.note],
        audits=[step for step in told if step.type in _AUDITED],
        calls=[step for step in told if step.type in CALLS], attachments=attachments,
        course=[step for step in told if step.type in _COURSE], names=names,
    )  # fmt: skip


def _units_on(
    told: Sequence[FormStep], hand_overs: Sequence[HandOver], joint_tasks: Sequence[JointTask],
    requests: Sequence[Request], orders: Sequence[Order],
) -> set[UUID]:  # fmt: skip
    return {
        *(id_ for hop in hand_overs for id_ in (hop.from_unit_id, hop.to_unit_id)),
        *(task.unit_id for task in joint_tasks),
        *(id_ for each in requests for id_ in (each.asked_unit_id, each.suggested_unit_id) if id_),
        *(order.issued_unit_id for order in orders),
        *(step.unit_id for step in told if step.unit_id),
    }


def _people_on(
    told: Sequence[FormStep], hand_overs: Sequence[HandOver], joint_tasks: Sequence[JointTask],
    requests: Sequence[Request], orders: Sequence[Order],
) -> set[str | None]:  # fmt: skip
    """Principals; `None` stands for what nobody has done yet."""
    return {
        *(step.principal for step in told),
        *(who for hop in hand_overs for who in (hop.sent_by, hop.signed_by)),
        *(task.ended_by for task in joint_tasks),
        *(who for each in requests for who in (each.asked_by, each.decided_by)),
        *(who for order in orders for who in (order.issued_by, order.ended_by)),
    }


async def _opinions(connection: Connection, actor: Actor, ticket_id: UUID) -> tuple[list[Opinion], bool]:
    """The first ones that the actor may see, and whether there are more."""
    ids = await list_opinion_ids(connection, ticket_id)
    found = await find_opinions(connection, actor, ids[:MOST_OPINIONS])
    return sorted(found, key=lambda each: (each.received_at, each.id)), len(ids) > MOST_OPINIONS


def _place(situation: Situation) -> Unit:
    """The territory of the unit that received the matter: its name stands at the head."""
    return situation.territory(situation.units[situation.ticket.origin_unit_id])


def _reasons(workflow: Workflow) -> dict[str, Said]:
    """What the life cycle calls the reasons that it offers, whichever move they are given with."""
    texts = (move.fields.get("reason_code") for move in workflow.moves)
    return {code: said for each in texts if each for code, said in each.choices.items()}


async def _categories(runtime: Runtime, connection: Connection, code: str | None) -> list[Category]:
    """A category with those that it is part of, the widest first."""
    catalogue = await catalogue_in_force(runtime, connection)
    found: list[Category] = []
    while code is not None:
        category = catalogue.with_code(code)
        found = [category, *found] if category else found
        code = code.rpartition(".")[0] or None
    return found


def _step(row: Row) -> FormStep:
    data: Mapping[str, object] = row["data"]
    written = (data.get(name) for name in ("instructions", "note"))
    note = next((text for text in (*written, row["reason"]) if isinstance(text, str)), None)
    satisfaction = data.get("satisfaction")
    return FormStep(
        row["type"], row["occurred_at"], row["principal"], row["actor_unit_id"], note,
        satisfaction if isinstance(satisfaction, int) else None,
    )  # fmt: skip
