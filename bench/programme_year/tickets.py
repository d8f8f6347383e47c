"""How do opinions become tickets, and tickets get solved (tickets)? By three routes; some nobody moves but the clock.

Who looks at a list makes the same move of all that stands alike: sets go through the batch of moves, a hundred at most.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from bench.programme_year.acting import REQUEST, Acting
from bench.programme_year.city import COUNTY, TOWNSHIP, VILLAGE, Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.together import each_of
from escalation.actors import Actor, Role
from escalation.errors import Refusal
from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.usecases.form_ticket import TicketDraft, form
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.usecases.batch_transition import MOST, Moved, transition_all
from escalation.tickets.usecases.transition import transition

NAME: Final = "tickets"
_INBOX: Final = "SELECT id, unit_id FROM opinions WHERE status = 'inbox' ORDER BY unit_id, id"
_OPEN: Final = """
SELECT id, state, holder_unit_id, origin_unit_id, dispatcher_unit_id, escalations, redos, requests_open, resume_at
FROM tickets WHERE is_open OR (state = 'closed' AND closed_at > $1) ORDER BY id
"""
_TASKS: Final = "SELECT id, ticket_id, unit_id FROM joint_tasks WHERE state = 'open' ORDER BY id"
_REQUESTS: Final = (
    "SELECT id, ticket_id, kind, approver, decider_unit_id FROM requests WHERE state = 'pending' ORDER BY id"
)
_HARD, _JOINT, _HELPERS = 2, 5, 2
"""Of ten kinds of tickets those that a village cannot solve, or a department not alone; and who is asked to help."""


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody does with a ticket."""

    actor: Actor
    action: str
    fields: dict[str, Any]

    @property
    def alike(self) -> tuple[str, str, str]:
        """Moves that can be made together."""
        return self.actor.principal, self.action, repr(sorted(self.fields.items()))


async def form_tickets(acting: Acting, cost: Cost) -> None:
    """Whoever has opinions in the inbox forms tickets of most of them."""
    inbox: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await acting.ask(_INBOX):
        inbox[row["unit_id"]].append(row["id"])

    async def work(unit_id: UUID) -> None:
        place = acting.city.places[unit_id]
        chance = acting.habits.chance("form", place.code, acting.day)
        for opinion_id in inbox[unit_id]:
            if chance.random() >= acting.habits.diligence(place, acting.day) * 0.8:
                continue
            urgency = chance.choices(("routine", "urgent", "critical"), (80, 17, 3))[0]
            draft = TicketDraft((opinion_id,), None, urgency, chance.choice(("simple", "moderate", "hard")))
            async with acting.doing(NAME, cost):
                await form(acting.runtime, _receiver(place), draft, render=unheard, request_id=REQUEST)

    await each_of(sorted(inbox), work)


async def move_tickets(acting: Acting, cost: Cost) -> None:
    """Everybody looks at what they have to do, and does some of it; then again, as far as it goes in a day."""
    for again in range(3):
        found = await acting.ask(_OPEN, acting.now)
        mover = _Mover(acting, again, await acting.ask(_TASKS), await acting.ask(_REQUESTS))
        together: dict[tuple[str, str, str], list[tuple[UUID, Move]]] = defaultdict(list)
        for row in found:
            move = mover.next(row)
            if move is not None:
                together[move.alike].append((row["id"], move))

        async def work(alike: Sequence[tuple[UUID, Move]]) -> None:
            for at in range(0, len(alike), MOST):
                await _make(acting, cost, alike[at : at + MOST])

        await each_of(together.values(), work)
        await each_of(mover.single, lambda each: _make_one(acting, cost, *each))


async def _make(acting: Acting, cost: Cost, alike: Sequence[tuple[UUID, Move]]) -> None:
    move = alike[0][1]

    def render(outcomes: Sequence[tuple[UUID, Moved]]) -> StoredResponse:
        for _, outcome in outcomes:
            if isinstance(outcome, Refusal):
                acting.refused[f"{NAME}: {move.action}", outcome.code] += 1
        return StoredResponse(200, b"")

    command = Command(move.action, move.fields, REQUEST)
    cost.calls += 1
    versions = {ticket_id: None for ticket_id, _ in alike}
    await transition_all(acting.runtime, versions, move.actor, command, render=render, once=None)


async def _make_one(acting: Acting, cost: Cost, ticket_id: UUID, move: Move) -> None:
    async with acting.doing(f"{NAME}: {move.action}", cost):
        command = Command(move.action, move.fields, REQUEST)
        await transition(acting.runtime, ticket_id, move.actor, command, render=unheard)


def _receiver(place: Place) -> Actor:
    """Who forms and gives out tickets at a place: the office, where there is none whoever leads."""
    return place.who(Role.OFFICE) if place.level >= COUNTY else place.head


class _Mover:
    """Which move is next for a ticket on a day? `single`: those that name something of one ticket alone."""

    def __init__(self, acting: Acting, again: int, tasks: Sequence[Any], requests: Sequence[Any]) -> None:
        self._acting, self._again = acting, again
        self._tasks: dict[UUID, list[Any]] = defaultdict(list)
        for task in tasks:
            self._tasks[task["ticket_id"]].append(task)
        self._requests = {each["ticket_id"]: each for each in requests}
        self._parts: dict[UUID, list[Actor]] = defaultdict(list)
        for unit_id, part in acting.city.parts.items():
            self._parts[self._above(part)].append(part)
            del unit_id
        self.single: list[tuple[UUID, Move]] = []

    def next(self, row: Any) -> Move | None:
        """What whoever has to act does with a ticket now; `None` if nothing."""
        city, chance = self._acting.city, self._acting.habits.chance(
            "move", row["id"].int % 1_000_003, self._acting.day, self._again
        )  # fmt: skip
        holder = city.places.get(row["holder_unit_id"])
        responsible = holder or city.places[self._above(city.parts[row["holder_unit_id"]])]
        if chance.random() > self._acting.habits.diligence(responsible, self._acting.day):
            return None
        moves = {
            "registered": self._dispatch, "dispatched": self._sign, "in_progress": self._work,
            "coordinating": self._report, "result_submitted": self._audit, "follow_up": self._call_back,
            "closed": self._reopen,
        }  # fmt: skip
        act = moves.get(row["state"])
        return act(row, responsible, chance) if act else None

    def _dispatch(self, row: Any, place: Place, chance: Random) -> Move:
        to = place.id
        if place.level >= COUNTY:
            to = _unit(chance.choice(self._parts[place.id]))
        elif place.level == TOWNSHIP and row["origin_unit_id"] != place.id:
            to = row["origin_unit_id"]
        return Move(_receiver(place), "dispatch", {"unit_id": to})

    def _sign(self, row: Any, place: Place, chance: Random) -> Move | None:
        if row["id"].int % 10 == 0 and place.level == VILLAGE:
            return None  # Nobody does, so the clock takes it up.
        return Move(self._holder(row), "sign", {}) if chance.random() < 0.9 else None

    def _work(self, row: Any, place: Place, chance: Random) -> Move | None:
        holder, kind = self._holder(row), row["id"].int // 10 % 10
        if row["requests_open"]:
            self._decide(row, chance)
            return None
        if place.level <= TOWNSHIP and kind <= _HARD and row["escalations"] <= kind % 2:
            return Move(holder, "escalate", {"reason": "超出本级能力，请上级统筹研究。"})
        others = [part for part in self._parts[place.id] if part.principal != holder.principal]
        if row["holder_unit_id"] not in self._acting.city.parts or len(others) < _HELPERS:
            return self._ask_for_time(holder, chance) or self._resolve(holder, chance)
        if kind <= _JOINT and not row["redos"] and chance.random() < 0.4:
            joint = tuple(JointUnit(_unit(part), "配合现场处置") for part in chance.sample(others, _HELPERS))
            return Move(holder, "coordinate", {"joint_units": joint})
        if chance.random() < 0.02:
            other = _unit(chance.choice(others))
            return Move(holder, "object", {
                "reason_code": "not_ours", "reason": "不属本单位职责。", "suggested_unit_id": other
            })  # fmt: skip
        return self._ask_for_time(holder, chance) or self._resolve(holder, chance)

    def _ask_for_time(self, holder: Actor, chance: Random) -> Move | None:
        luck, later = chance.random(), self._acting.day + timedelta(days=60)
        if luck < 0.03:
            return Move(holder, "extend", {"reason": "需要现场勘查。", "days": 5})
        if luck < 0.05:
            return Move(holder, "park", {"reason_code": "season", "reason": "开春施工。", "resume_on": later})
        return None

    @staticmethod
    def _resolve(holder: Actor, chance: Random) -> Move:
        outcome = chance.choices(("solved", "explained"), (9, 1))[0]
        return Move(holder, "resolve", {"outcome": outcome, "reply": "已办理完毕，感谢您的意见。"})

    def _decide(self, row: Any, chance: Random) -> None:
        """Whoever is asked agrees, mostly; of objections with a move of their own."""
        request = self._requests.get(row["id"])
        if request is None:
            return
        asked = self._acting.city.places.get(request["decider_unit_id"])
        if asked is None:
            asked = self._acting.city.places[self._above(self._holder(row))]
        is_agreed = chance.random() < 0.7
        who = asked.head if request["approver"] == "leader" else _receiver(asked)
        if request["kind"] == "objection":
            action = "accept_objection" if is_agreed else "refuse_objection"
            self.single.append((row["id"], Move(who, action, {"reason": "已研究。"})))
            return
        action = "approve_request" if is_agreed else "refuse_request"
        fields = {"request_id": request["id"], "reason": "已研究。"}
        self.single.append((row["id"], Move(who, action, fields)))

    def _report(self, row: Any, _place: Place, _chance: Random) -> None:
        for task in self._tasks[row["id"]][:1]:
            fields = {"joint_task_id": task["id"], "result": "已配合完成。"}
            self.single.append((row["id"], Move(self._acting.city.parts[task["unit_id"]], "report", fields)))

    def _audit(self, row: Any, _place: Place, chance: Random) -> Move | None:
        dispatcher = self._acting.city.places.get(row["dispatcher_unit_id"])
        if dispatcher is None:
            return None
        if chance.random() < 0.06:
            return Move(_receiver(dispatcher), "audit_fail", {"reason": "办理不到位。"})
        return Move(_receiver(dispatcher), "audit_pass", {})

    def _call_back(self, row: Any, place: Place, chance: Random) -> Move:
        origin = self._acting.city.places[row["origin_unit_id"]]
        county = self._acting.city.at(origin, max(COUNTY, place.level))
        luck, office = chance.random(), _receiver(county)
        if luck < 0.05:
            return Move(office, "redo", {"reason": "群众反映没有解决。"})
        if luck < 0.12:
            return Move(office, "confirm", {"unreachable": True})
        rating = chance.choices((1, 2, 3, 4, 5), (2, 4, 12, 40, 42))[0]
        return Move(office, "confirm", {"solved": rating > 2, "satisfaction": rating})

    def _reopen(self, row: Any, _place: Place, chance: Random) -> Move | None:
        if chance.random() >= 0.01:
            return None
        county = self._acting.city.at(self._acting.city.places[row["origin_unit_id"]], COUNTY)
        return Move(_receiver(county), "reopen", {"reason": "问题再次出现。"})

    def _holder(self, row: Any) -> Actor:
        place = self._acting.city.places.get(row["holder_unit_id"])
        return place.head if place else self._acting.city.parts[row["holder_unit_id"]]

    def _above(self, part: Actor) -> UUID:
        path = part.unit_path.rstrip("/").rpartition("/")[0] + "/"
        return self._acting.city.by_path[path].id


def _unit(actor: Actor) -> UUID:
    if actor.unit_id is None:
        raise TypeError(actor)
    return actor.unit_id
