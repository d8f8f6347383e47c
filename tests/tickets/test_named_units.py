"""Whom may a move name? Units of the caller's own body, and those beside the holder; nobody else's."""

from dataclasses import replace

import pytest

from escalation.errors import ValidationFailed
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.decide import decide
from tests.tickets.story import BY_ID, RULES, UNITS, a_situation, somebody


def named(holder: str, asked: str, by: str, *, confidential: bool = False) -> str:
    """What comes of asking a unit for help: the code of the fault, or the state."""
    place, unit = UNITS[holder], UNITS[asked]
    situation = a_situation("in_progress")
    ticket = situation.ticket._replace(
        holder_unit_id=place.id, holder_path=place.path, level=place.level, confidential=confidential
    )
    situation = replace(situation, ticket=ticket, units={**BY_ID, **situation.units})
    command = Command("coordinate", {"joint_units": (JointUnit(unit.id, "现场处置"),)}, "test")
    try:
        return decide(situation, somebody(*by.split(" ")), command, RULES).ticket.state
    except ValidationFailed as refusal:
        return refusal.faults[0].code


@pytest.mark.parametrize(
    ("holder", "asked", "by"),
    [
        ("K1-ZJ", "K1-JT", "K1-ZJ handler"),  # another department of the county
        ("K1", "K1-JT", "K1 handler"),  # one's own department
        ("K1", "K2", "K1 handler"),  # the county beside
        ("T1", "T2", "T1 handler"),
        ("V1", "V2", "V1 handler"),
        ("V1", "V3", "K1 office"),  # the county's office gives work to all villages of the county
    ],
)
def test_those_beside_and_below_may_be_asked_for_help(holder: str, asked: str, by: str) -> None:
    assert named(holder, asked, by) == "coordinating"


@pytest.mark.parametrize(
    ("holder", "asked", "by"),
    [("V1", "V3", "V1 handler"), ("K1-ZJ", "K2", "K1-ZJ handler"), ("K1-ZJ", "K2", "K1 office")],
)
def test_a_unit_of_somebody_else_is_not_pulled_in(holder: str, asked: str, by: str) -> None:
    assert named(holder, asked, by) == "outside_scope"


def test_what_is_confidential_stays_in_the_house() -> None:
    assert named("K1", "K2", "K1 leader", confidential=True) == "outside_scope"
    assert named("K1", "K1-JT", "K1 leader", confidential=True) == "coordinating"
