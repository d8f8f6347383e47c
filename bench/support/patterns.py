"""From which tickets is a dataset cloned? One real one for each situation and kind of place, made by the use cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from bench.deadlines.clock import Raw, turn_to
from bench.support.tree import Chain, by_kind
from escalation.actors import Actor, Role
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.opinions.usecases.form_ticket import TicketDraft, form
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.command import Command
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.usecases.transition import transition

Columns = Mapping[str, Any]


class Group(StrEnum):
    """What the clones of a pattern are for."""

    DUE = "due"
    """Red and past the grace: the next look of the clock escalates."""
    LATE = "late"
    """Red, and the next reminder lies ahead: on the overdue page, and nothing for the sweep."""
    WAITING = "waiting"
    """In time."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A ticket as it was read, its history, and the kind of place where it can be."""

    group: Group
    origin: Chain
    ticket: Columns
    events: Sequence[Columns]
    hand_overs: Sequence[Columns]


@dataclass(frozen=True, slots=True)
class _Situation:
    """How a ticket gets there. Each move is made by somebody of the unit that holds the ticket then."""

    group: Group
    urgency: str
    difficulty: str
    moves: tuple[str, ...]


_SITUATIONS: Final = (
    _Situation(Group.DUE, "routine", "simple", ("dispatch",)),
    _Situation(Group.DUE, "urgent", "simple", ("dispatch", "sign")),
    _Situation(Group.LATE, "routine", "simple", ("dispatch", "sign", "resolve")),
    _Situation(Group.WAITING, "routine", "hard", ("dispatch", "sign")),
    _Situation(Group.WAITING, "routine", "hard", ("dispatch", "sign", "escalate", "sign")),
)
_FIELDS: Final[Mapping[str, Mapping[str, object]]] = {
    "resolve": {"outcome": "solved", "reply": "路灯已修好，请您放心。如再有问题请随时联系我们。"},
    "escalate": {"reason": "需要更换整条线路，村里没有经费。"},
}
_TITLE: Final = "村口路灯不亮"
_CONTENT: Final = "村口到小学一段路的路灯坏了三天，晚上学生放学看不清路，希望尽快派人维修。" * 3

# Nine o'clock in Beijing on a Monday of an ordinary week.
_START: Final = datetime(2026, 3, 9, 1, tzinfo=UTC)
_MOST_LOOKS: Final = 10
_SECOND: Final = timedelta(seconds=1)


async def make_patterns(runtime: Runtime, raw: Raw, places: Sequence[Chain]) -> list[Pattern]:
    """A pattern for each situation and kind of place; the tickets themselves stay, asleep for a hundred years.

    Turns the clock to and fro.
    """
    origins = [alike[0] for alike in by_kind(places).values()]
    return [await _make(runtime, raw, situation, origin) for situation in _SITUATIONS for origin in origins]


def first_due(patterns: Sequence[Pattern]) -> datetime:
    """A moment at which every pattern that is to be escalated can be."""
    last: datetime = max(pattern.ticket["wake_at"] for pattern in patterns if pattern.group is Group.DUE)
    return last + timedelta(minutes=1)


async def _make(runtime: Runtime, raw: Raw, situation: _Situation, origin: Chain) -> Pattern:
    await turn_to(raw, _START)
    id_ = await _form(runtime, situation, origin)
    for action in situation.moves:
        await _move(runtime, raw, id_, action, origin)
    if situation.group is not Group.WAITING:
        await _let_it_turn_red(runtime, raw, id_)
    ticket = await _ticket(raw, id_)
    await raw.execute("UPDATE tickets SET wake_at = wake_at + interval '100 years' WHERE id = $1", id_)
    events = await raw.fetch("SELECT * FROM events WHERE ticket_id = $1 ORDER BY sequence", id_)
    hand_overs = await raw.fetch("SELECT * FROM hand_overs WHERE ticket_id = $1 ORDER BY n", id_)
    return Pattern(situation.group, origin, ticket, [dict(row) for row in events], [dict(row) for row in hand_overs])


async def _form(runtime: Runtime, situation: _Situation, origin: Chain) -> UUID:
    id_ = new_id()
    draft = TicketDraft(
        opinion_ids=(), opinion=OpinionInput(_TITLE, _CONTENT, source="visit"), urgency=situation.urgency,
        difficulty=situation.difficulty, id=id_, unit_id=origin[0].id,
    )  # fmt: skip
    await form(runtime, _actor(origin[0], _who_dispatches(origin[0])), draft, render=_unseen, request_id="bench")
    return id_


async def _move(runtime: Runtime, raw: Raw, id_: UUID, action: str, origin: Chain) -> None:
    ticket = await _ticket(raw, id_)
    holder = next(unit for unit in origin if unit.id == ticket["holder_unit_id"])
    is_first = action == "dispatch"
    actor = _actor(holder, _who_dispatches(holder) if is_first else Role.HANDLER)
    command = Command(action, {"unit_id": holder.id} if is_first else _FIELDS.get(action, {}), "bench")
    await transition(runtime, id_, actor, command, render=_unseen)


async def _let_it_turn_red(runtime: Runtime, raw: Raw, id_: UUID) -> None:
    for _ in range(_MOST_LOOKS):
        ticket = await _ticket(raw, id_)
        if ticket["warning"] == "red":
            return
        # Nobody looks before it is late, so that it has not been warned of on the way.
        await turn_to(raw, max(ticket["wake_at"], ticket["next_due_at"]) + _SECOND)
        await sweep(runtime)
    raise RuntimeError("a ticket does not turn red")


async def _ticket(raw: Raw, id_: UUID) -> Columns:
    row = await raw.fetchrow("SELECT * FROM tickets WHERE id = $1", id_)
    if row is None:
        raise LookupError(id_)
    return dict(row)


def _who_dispatches(unit: Unit) -> Role:
    return Role.OFFICE if unit.has_office else Role.LEADER


def _actor(unit: Unit, role: Role) -> Actor:
    return Actor(f"bench:{unit.code}:{role}", role, unit.id, unit.path)


def _unseen(_view: object, *_more: object) -> StoredResponse:
    return StoredResponse(200, b"")
