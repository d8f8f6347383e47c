"""Tickets without a database: the small tree, a ticket in any state, and stories that go from decision to decision."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, Final
from uuid import UUID

from escalation.actors import CLOCK, Actor, Role
from escalation.clocks import defaults
from escalation.errors import GuardFailed, OtherEntry, Refusal
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain import default
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import NewTicket, decide, form_ticket
from escalation.tickets.domain.decide_deadline import decide_deadline
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request, Ticket
from tests.support.world import TREE

START: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""A Monday, nine o'clock in China."""

Document = dict[str, Any]


def a_document() -> Document:
    """A copy of the default life cycle, to be changed."""
    document: Any = deepcopy(default.document())
    return dict(document)


_SERIALS = count(1_000)
SALT: Final = bytes(range(16))
WORKFLOW: Final = default.checked(a_document())
RULES: Final = Rules(WORKFLOW, defaults.policy(), defaults.calendars(), lambda: UUID(int=next(_SERIALS)), lambda: SALT)


def rules_with(workflow: Workflow) -> Rules:
    """The usual rules with another life cycle."""
    return replace(RULES, workflow=workflow)


def _plant() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for serial, (code, parent, kind, level, has_office) in enumerate(TREE, start=1):
        above = units[parent] if parent else None
        path = f"{above.path if above else '/'}{serial}/"
        parent_id = above.id if above else None
        units[code] = Unit(UUID(int=serial), code, code, kind, level, path, parent_id, has_office, active=True)
    return units


UNITS: Final = _plant()
BY_ID: Final = {unit.id: unit for unit in UNITS.values()}
OPINION: Final = UUID(int=900)
MEMBER: Final = UUID(int=901)
CITIZEN: Final = Actor("citizen", None, None, "", opinion_id=OPINION)


def somebody(code: str, role: Role | str = Role.HANDLER) -> Actor:
    """Who has a role at a unit."""
    unit = UNITS[code]
    return Actor(f"key:{code}:{role}", Role(role), unit.id, unit.path)


class Story:
    """One ticket, told move by move; it knows and hands out what the storage would."""

    def __init__(
        self,
        origin: str = "V1",
        *,
        rules: Rules = RULES,
        urgency: str = "routine",
        accused: str | None = None,
        start: timedelta = timedelta(0),
    ) -> None:
        """A unit receives a matter, `start` after the beginning of time."""
        self.rules = rules
        self.other: Situation | None = None
        self.superseded_at: datetime | None = None
        self.now = START + start
        self.decisions: list[Decision] = []
        self.hand_overs: dict[UUID, HandOver] = {}
        self.joint_tasks: dict[UUID, JointTask] = {}
        self.requests: dict[UUID, Request] = {}
        self.orders: dict[UUID, Order] = {}
        new = NewTicket(
            id=rules.new_id(), number=f"{origin}-2026-000001", origin=UNITS[origin], title="路灯不亮", content="坏了。",
            category=None, urgency=urgency, difficulty="simple", source="visit", key_task=False, confidential=False,
            accused=UNITS[accused] if accused else None, source_system=None, external_ref=None,
            opinion_ids=(OPINION,), above=_above(UNITS[origin]),
        )  # fmt: skip
        self.take(form_ticket(new, somebody(origin, "leader"), rules, request_id="test", now=self.now))

    @property
    def ticket(self) -> Ticket:
        """The ticket as it stands."""
        return self.decisions[-1].ticket

    @property
    def holder(self) -> str:
        """The code of the unit that has to act."""
        return BY_ID[self.ticket.holder_unit_id].code

    @property
    def events(self) -> list[SealedEvent]:
        """The whole history."""
        return [event for decision in self.decisions for event in decision.events]

    @property
    def told(self) -> list[str]:
        """The types of the events."""
        return [event.type for event in self.events]

    def situation(self, actor: Actor, command: Command) -> Situation:
        """What the storage would read: the units around the ticket, those named, open joint tasks and the named one."""
        ticket, task = self.ticket, command.uuid("joint_task_id")
        named = [ticket.handler_unit_id, ticket.dispatcher_unit_id, actor.unit_id, command.uuid("unit_id")]
        named += [line.unit_id for line in command.joint_units] + [command.uuid("suggested_unit_id")]
        sent = [hop for hop in self.hand_overs.values() if hop.withdrawn_at is None]
        if ticket.sender_unit_id is not None:
            before = sent[-1].previous
            handed = (before["handler_unit_id"], before["dispatcher_unit_id"])
            named += [sent[-1].from_unit_id, *(UUID(str(id_)) for id_ in handed if id_)]
        return Situation(
            ticket=ticket,
            units=_around(ticket, named),
            joint_tasks=tuple(t for t in self.joint_tasks.values() if t.state == "open" or t.id == task),
            last_hand_over=sent[-1] if sent else None,
            now=self.now,
            requests=tuple(request for request in self.requests.values() if request.state == "pending"),
            orders=tuple(order for order in self.orders.values() if order.state == "open"),
            routed_unit_id=ticket.holder_unit_id,
            other=replace(self.other, now=self.now) if self.other else None,
            member_at_holder=command.uuid("member_id") == MEMBER,
            opinion_ids=frozenset({OPINION}),
            superseded_at=self.superseded_at,
        )

    def do(self, actor: Actor, action: str, **fields: object) -> "Story":
        """Somebody makes a move that is accepted."""
        command = Command(action, fields, "test")
        return self.take(decide(self.situation(actor, command), actor, command, self.rules))

    def strike(self) -> "Story":
        """The clock looks at the ticket, one step."""
        nothing = Command("", {}, "")
        return self.take(decide_deadline(self.situation(CITIZEN, nothing), self.rules))

    def wait(self, **by: float) -> "Story":
        """Time passes and nobody looks."""
        self.now += timedelta(**by)
        return self

    def wake(self) -> "Story":
        """Time passes until the clock has to look, and it does."""
        assert self.ticket.wake_at is not None
        self.now = max(self.now, self.ticket.wake_at)
        return self.strike()

    def until(self, *types: str) -> "Story":
        """The clock strikes, on time each time, until what it does is one of these events."""
        while not {event.type for event in self.decisions[-1].events}.intersection(types):
            self.wake()
        return self

    def take(self, decision: Decision) -> "Story":
        """What was decided is so."""
        self.decisions.append(decision)
        self.hand_overs |= {hop.id: hop for hop in decision.hand_overs}
        self.joint_tasks |= {task.id: task for task in decision.joint_tasks}
        self.requests |= {request.id: request for request in decision.requests}
        self.orders |= {order.id: order for order in decision.orders}
        return self

    def may_merge_into(self, other: Situation) -> "Story":
        """There is another ticket that it can be merged into."""
        self.other = other
        return self


def _above(unit: Unit) -> tuple[Unit, ...]:
    """The units above, nearest first."""
    above = [other for other in BY_ID.values() if unit.path.startswith(other.path) and other.id != unit.id]
    return tuple(sorted(above, key=lambda other: other.path, reverse=True))


def _around(ticket: Ticket, named: Iterable[UUID | None]) -> Mapping[UUID, Unit]:
    """Holder, origin and whoever else is named and exists, with their ancestors."""
    units = [BY_ID[id_] for id_ in (ticket.holder_unit_id, ticket.origin_unit_id, *named) if id_ in BY_ID]
    return {unit.id: unit for below in units for unit in (below, *_above(below))}


def dispatched(**new: Any) -> Story:
    """A ticket that the village's leader gave to the village itself."""
    story = Story(**new)
    return story.do(somebody(story.holder, "leader"), "dispatch", unit_id=story.ticket.holder_unit_id)


def in_progress(**new: Any) -> Story:
    """A ticket that a village signed for."""
    story = dispatched(**new)
    return story.do(somebody(story.holder), "sign")


def follow_up(**new: Any) -> Story:
    """A ticket resolved, audited, and waiting for the call-back of the county's office."""
    story = in_progress(**new)
    story.do(somebody(story.holder), "resolve", outcome="solved", reply="已换灯。")
    return story.do(somebody(story.holder, "leader"), "audit_pass")


def _another() -> Situation:
    """A ticket of the village beside, to merge into."""
    return in_progress(origin="V2").situation(CITIZEN, Command("", {}, ""))


OTHER: Final = _another()


# -- A ticket between strangers: everybody has one standing at most ---------------------------------------------------

ALONE: Final[Mapping[Standing | None, Actor]] = {
    Standing.HOLDER: somebody("K1-ZJ"),
    Standing.LEADER: somebody("C", "leader"),
    Standing.DISPATCHER: somebody("T2", "leader"),
    Standing.SENDER: somebody("V3"),
    Standing.JOINT: somebody("K1-JT"),
    Standing.ORIGIN: somebody("V1"),
    Standing.OFFICE: somebody("C", "office"),
    Standing.SUPERVISOR: somebody("C", "supervisor"),
    Standing.INTEGRATOR: somebody("C", "integrator"),
    Standing.ADMIN: somebody("C", "admin"),
    Standing.CITIZEN: CITIZEN,
    Standing.CLOCK: CLOCK,
    None: somebody("K2"),
}
TASKS: Final = (UUID(int=910), UUID(int=911))
REQUEST: Final = UUID(int=930)
ORDER: Final = UUID(int=931)


def a_situation(
    state: str = "in_progress",
    *,
    previous: str = "registered",
    sent_by: str = "person",
    open_tasks: int = 1,
    other: Situation | None = OTHER,
    member_at_holder: bool = True,
    units: Mapping[UUID, Unit] = BY_ID,
    now: datetime = START,
    asked: tuple[str, str] | None = None,
    ordered: int | None = None,
    answered: bool = False,
    **columns: Any,
) -> Situation:
    """A ticket in any state, held by a department of county K1, to which each of `ALONE` has exactly one standing.

    `previous` is the state that the last hand-over left; `open_tasks` counts those of K1-JT and K1-SL that are open;
    `asked` is the kind of a pending request and its approver; `ordered` the level of a supervision order, open unless
    `answered`.
    """
    blank = _a_new_ticket()
    holder, definition = UNITS["K1-ZJ"], WORKFLOW.states[state]
    values: dict[str, Any] = {
        "state": state, "is_open": definition.is_open, "version": 5, "level": holder.level,
        "holder_unit_id": holder.id, "holder_path": holder.path, "handler_unit_id": holder.id,
        "dispatcher_unit_id": UNITS["T2"].id, "resolved_by": "key:K1-ZJ:deputy",
        "stage": definition.stage or "none", "stage_due_at": START + timedelta(days=3), "stage_limit": "72h",
        "stage_budget": timedelta(days=3), "stage_running_since": START, "joint_open": open_tasks,
    }  # fmt: skip
    if state == "parked":
        stopped = {"running_since": None, "stage_running_since": None}
        values |= {"stage": "handle", "resume_at": START + timedelta(days=1), **stopped}
    return Situation(
        ticket=blank._replace(**(values | columns)),
        units=units,
        joint_tasks=tuple(_task(blank.id, n, is_open=n < open_tasks) for n in range(len(TASKS))),
        last_hand_over=_hand_over(blank.id, previous, sent_by),
        now=now,
        requests=(_request(blank.id, *asked),) if asked else (),
        orders=(_order(blank.id, ordered, is_open=not answered),) if ordered else (),
        routed_unit_id=holder.id,
        other=other,
        member_at_holder=member_at_holder,
        opinion_ids=frozenset({OPINION}),
    )


@cache
def _a_new_ticket() -> Ticket:
    return Story("V1").ticket


def _task(ticket_id: UUID, n: int, *, is_open: bool) -> JointTask:
    return JointTask(
        id=TASKS[n], ticket_id=ticket_id, unit_id=UNITS[("K1-JT", "K1-SL")[n]].id, task="查",
        due_at=START + timedelta(days=2), state="open" if is_open else "reported", result=None, reason=None,
        created_at=START, ended_at=None if is_open else START, ended_by=None if is_open else "key:K1-SL:handler",
    )  # fmt: skip


def _hand_over(ticket_id: UUID, previous: str, sent_by: str) -> HandOver:
    return HandOver(
        id=UUID(int=920), ticket_id=ticket_id, direction="sideways", trigger=sent_by, action="transfer", reason=None,
        from_unit_id=UNITS["V3"].id, to_unit_id=UNITS["K1-ZJ"].id, sent_at=START, sent_by="key:V3:handler",
        previous={"state": previous, "handler_unit_id": None, "dispatcher_unit_id": None},
    )  # fmt: skip


def _request(ticket_id: UUID, kind: str, approver: str) -> Request:
    return Request(
        id=REQUEST, ticket_id=ticket_id, kind=kind, state="pending", approver=approver, asked_at=START,
        asked_by="key:K1-ZJ:handler", asked_unit_id=UNITS["K1-ZJ"].id, reason_code=None, reason="需要时间。",
        until=START + timedelta(days=4), suggested_unit_id=None, decide_by=START + timedelta(days=2), decided_at=None,
        decided_by=None, answer=None,
    )  # fmt: skip


def _order(ticket_id: UUID, level: int, *, is_open: bool) -> Order:
    return Order(
        id=ORDER, ticket_id=ticket_id, level=level, colour="yellow", text="请说明进展。",
        state="open" if is_open else "answered", issued_at=START,
        issued_by="key:C:supervisor", issued_unit_id=UNITS["C"].id, due_at=START + timedelta(days=2),
        wake_at=START + timedelta(days=2), ended_at=None if is_open else START,
        ended_by=None if is_open else "key:K1-ZJ:handler", answer=None,
    )  # fmt: skip


def outcome(situation: Situation, actor: Actor, command: Command, rules: Rules = RULES) -> str | type[Refusal]:
    """The state that a command leads to, or the kind of refusal."""
    try:
        return decide(situation, actor, command, rules).ticket.state
    except Refusal as refusal:
        # Meant for another case than this one: to the caller, a rule like any other.
        return GuardFailed if isinstance(refusal, OtherEntry) else type(refusal)
