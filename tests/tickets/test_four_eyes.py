"""Who handled a matter does not ask the citizen about it, whatever key they hold it with."""

from dataclasses import replace
from uuid import UUID

import pytest

from escalation.actors import Actor
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
