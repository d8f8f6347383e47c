"""Nobody above takes a ticket over silently: whatever brings it to their unit has a name, a reason and a receipt."""

from itertools import product
from typing import Final

import httpx2
import pytest

from escalation.actors import Role
from escalation.errors import ForbiddenAction, GuardFailed, Refusal, TransitionNotAllowed, ValidationFailed
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.draft import Decision, Rules
from tests.support.makers import a_ticket, move
from tests.support.world import World
from tests.tickets.story import RULES, UNITS, WORKFLOW, a_document, a_situation, rules_with, somebody
from tests.tickets.test_transition_matrix import ATTEMPTS, Attempt

ABOVE: Final = tuple(product(("K1", "C"), Role))
"""Everybody above K1-ZJ, which holds the ticket: its county, and the city, to which it climbs."""


def taken(state: str, how: Attempt, action: str, who: tuple[str, Role], rules: Rules = RULES) -> Decision | None:
    """What brings the ticket to somebody's own unit, with all that a move takes, but no reason."""
    unit = UNITS[who[0]]
    fields = {name: value for name, value in how.fields.items() if name != "reason"}
    fields |= {"unit_id": unit.id} if "unit_id" in fields else {}
    situation = how.situation(state)
    try:
        decision = decide(situation, somebody(*who), Command(action, fields, "test"), rules)
    except (ForbiddenAction, GuardFailed, TransitionNotAllowed, ValidationFailed):
        return None
    return decision if decision.ticket.holder_unit_id == unit.id else None


def silently(rules: Rules = RULES) -> set[tuple[str, str]]:
    """Moves by which somebody above gets the ticket without a reason, and their unit."""
    return {
        (action, code)
        for state, action in product(WORKFLOW.states, ATTEMPTS)
        for how, (code, role) in product(ATTEMPTS[action], ABOVE)
        if taken(state, how, action, (code, role), rules)
    }


def test_no_move_brings_a_ticket_to_whoever_is_above_without_a_reason() -> None:
    assert silently() == set()


@pytest.mark.parametrize("action", ["take_over", "dispatch"])
def test_a_life_cycle_that_asks_for_no_reason_would_be_noticed(action: str) -> None:
    """The negative control, of both: the move itself, and giving out what a unit below has registered."""
    document = a_document()
    for each in document["moves"]:
        if each["name"] == action:
            each["needs"] = [name for name in each.get("needs", []) if name != "reason"]
            each["guards"] = [name for name in each["guards"] if name != "taking_from_below_has_a_reason"]
    assert {name for name, _ in silently(rules_with(Workflow.model_validate(document)))} == {action}


def attempted(code: str, role: str, state: str = "in_progress") -> Decision | type[Refusal]:
    command = Command("take_over", {"reason": "涉及多个旗县。"}, "test")
    try:
        return decide(a_situation(state), somebody(code, role), command, RULES)
    except Refusal as refusal:
        return type(refusal)


def test_the_office_and_the_leader_right_above_take_over_and_nobody_else() -> None:
    made = {
        (code, role): isinstance(attempted(code, role), Decision)
        for code, role in product(("C", "K1", "K1-ZJ", "T1", "K2"), Role)
    }
    assert {who for who, is_made in made.items() if is_made} == {("C", Role.OFFICE), ("C", Role.LEADER)}


def test_whoever_takes_over_has_signed_for_it_and_the_promise_runs_on() -> None:
    before = a_situation("coordinating").ticket
    decision = attempted("C", "office", "coordinating")
    assert isinstance(decision, Decision)
    (hop,) = decision.hand_overs
    assert (hop.direction, hop.action, hop.reason) == ("up", "take_over", "涉及多个旗县。")
    assert hop.signed_at == hop.sent_at
    ticket = decision.ticket
    assert (ticket.state, ticket.holder_unit_id, ticket.level) == ("in_progress", UNITS["C"].id, 4)
    assert (ticket.origin_unit_id, ticket.due_at) == (before.origin_unit_id, before.due_at)
    assert [event.type for event in decision.events] == [
        "joint_task.superseded", "ticket.taken_over", "ticket.scope_left",
    ]  # fmt: skip


async def test_a_township_takes_over_from_its_village_by_the_form_it_is_offered(
    client: httpx2.AsyncClient, world: World
) -> None:
    """The county is not right above; the village neither, and it cannot call it back."""
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    path = f"/v1/tickets/{ticket}"
    offered = {}
    for code, role in (("T1", "leader"), ("T1", "handler"), ("K1", "office"), ("V1", "leader")):
        answer = await client.get(f"{path}/actions", headers=await world.key(code, role))
        offered[code, role] = "take_over" in str(answer.json()) if answer.is_success else False
    assert {who for who, is_offered in offered.items() if is_offered} == {("T1", "leader")}
    key = await world.key("T1", "leader")
    bare = await client.post(f"{path}/transitions", headers=key, json={"action": "take_over"})
    assert bare.json()["errors"][0]["pointer"] == "/reason"
    made = await client.post(
        f"{path}/transitions", headers=key, json={"action": "take_over", "reason": "两个村都反映，由镇里统一办。"}
    )
    assert (made.json()["state"], made.json()["holder"]["code"]) == ("in_progress", "T1")
    village = await world.key("V1", "leader")
    recalled = await client.post(f"{path}/transitions", headers=village, json={"action": "recall"})
    assert recalled.status_code in {403, 409}
    history = await client.get(f"{path}/events", headers=village)
    last = history.json()["items"][-1]
    assert (last["type"], last["reason"]) == ("ticket.taken_over", "两个村都反映，由镇里统一办。")
