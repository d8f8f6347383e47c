"""Who handled a matter does not ask the citizen about it, whatever key they hold it with."""

from dataclasses import replace
from uuid import UUID

import pytest

from escalation.actors import Actor, Means
from escalation.errors import ForbiddenAction
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.standing import Standing
from tests.tickets.story import ALONE, RULES, a_situation, somebody

OFFICE = ALONE[Standing.OFFICE]
ANNA, BOB = UUID(int=1), UUID(int=2)


def called_back(by: Actor, *, resolved_by: Actor) -> bool:
    """Whether somebody may call back what another one has submitted."""
    situation = a_situation("follow_up")
    ticket = situation.ticket._replace(
        resolved_by=resolved_by.principal, resolved_member_id=resolved_by.member_id,
        resolved_unit_id=resolved_by.unit_id, resolved_role=resolved_by.role,
    )  # fmt: skip
    command = Command("confirm", {"solved": True}, "test")
    try:
        decide(replace(situation, ticket=ticket), by, command, RULES)
    except ForbiddenAction:
        return False
    return True


def key(name: str, of: UUID | None = None, *, actor: Actor = OFFICE) -> Actor:
    return replace(actor, principal=f"key:{name}", member_id=of)


@pytest.mark.parametrize(
    ("caller", "handler"),
    [
        (key("one"), key("one")),
        (key("one"), key("another")),  # two keys of one unit and role are one pair of eyes
        (key("one", ANNA), key("another", ANNA)),
        (key("one", ANNA), key("another", ANNA, actor=somebody("K1-ZJ"))),  # the same person at another desk
        (key("one", ANNA), key("another")),
    ],
)
def test_the_same_eyes_do_not_look_twice(caller: Actor, handler: Actor) -> None:
    assert not called_back(caller, resolved_by=handler)


@pytest.mark.parametrize(
    ("caller", "handler"),
    [
        (key("one", ANNA), key("another", BOB)),
        (key("one"), key("another", actor=somebody("K1-ZJ"))),
        (key("one"), key("another", BOB, actor=somebody("K1-ZJ"))),
    ],
)
def test_somebody_else_does(caller: Actor, handler: Actor) -> None:
    assert called_back(caller, resolved_by=handler)


def decided(by: Actor, *, asked_by: Actor, action: str = "approve_request") -> str | None:
    """What somebody is told who decides what was asked for; `None` if it is decided."""
    kind = "objection" if "objection" in action else "parking"
    situation = a_situation("in_progress", asked=(kind, "dispatcher" if kind == "objection" else "leader"))
    (request,) = situation.requests
    fields = {"request_id": request.id, "reason": "同意。"}
    asked = replace(situation, requests=(request._replace(asked_by=asked_by.principal),))
    try:
        decide(asked, by, Command(action, fields, "test"), RULES)
    except ForbiddenAction as refused:
        return refused.message
    return None


def in_person(actor: Actor, who: UUID) -> Actor:
    return replace(actor, principal=f"person:{who}", person_id=who, means=Means.SESSION)


@pytest.mark.parametrize("action", ["approve_request", "refuse_request", "accept_objection", "refuse_objection"])
def test_what_somebody_asked_for_another_leader_decides(action: str) -> None:
    """Whatever post they asked as, and with a key of theirs too."""
    leader = ALONE[Standing.DISPATCHER if "objection" in action else Standing.LEADER]
    anna, bob = in_person(leader, ANNA), in_person(leader, BOB)
    refused = decided(anna, asked_by=anna, action=action)
    assert refused is not None
    assert "yourself" in refused
    assert decided(anna, asked_by=in_person(somebody("V1"), ANNA), action=action) == refused
    assert decided(replace(anna, principal="key:of-anna", means=Means.KEY), asked_by=anna, action=action) == refused
    assert decided(leader, asked_by=leader, action=action) == refused
    assert decided(bob, asked_by=anna, action=action) is None


def test_the_leader_above_decides_what_the_leader_of_the_unit_asked_for() -> None:
    anna = in_person(somebody("K1-ZJ", "leader"), ANNA)
    assert decided(anna, asked_by=anna) is not None
    assert decided(in_person(somebody("K1", "leader"), BOB), asked_by=anna) is None
