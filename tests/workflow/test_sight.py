"""Who loses sight of a ticket is told so, and nobody else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.usecases.lists import events_of
from escalation.workflow.chain import SealedEvent
from escalation.workflow.sight import Lost, lost_sight
from escalation.workflow.situation import CLOCK, JointTask, JointUnit, Situation, Ticket, Unit
from tests.makers import a_ticket, move
from tests.workflow.story import BY_ID, UNITS, Story, a_situation, dispatched, in_progress, somebody
from tests.workflow.test_walks import STEPS, Walk
from tests.world import World

LEFT: Final = "ticket.scope_left"


def farewells(events: Iterable[SealedEvent]) -> list[tuple[set[str], set[str]]]:
    """The codes of those who are told that they see a ticket no more, decision by decision."""
    code_of = {str(unit.id): unit.code for unit in UNITS.values()}
    told = [event.data for event in events if event.type == LEFT]
    units, overseers = ([{code_of[id_] for id_ in ids(data, name)} for data in told] for name in Lost._fields)
    return list(zip(units, overseers, strict=True))


def ids(data: dict[str, object], name: str) -> list[str]:
    found = data[name]
    assert isinstance(found, list)
    return found


# -- Stories ----------------------------------------------------------------------------------------------------------


def test_nobody_loses_sight_while_a_ticket_climbs_above_its_origin() -> None:
    story = dispatched().until("ticket.escalated").until("ticket.escalated").until("ticket.stuck_at_top")
    assert story.holder == "C"
    assert farewells(story.events) == []


def at_a_department() -> Story:
    """A county's ticket that one of its departments works on."""
    story = Story("K1").do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id)
    return story.do(somebody("K1-ZJ"), "sign")


def test_a_department_loses_sight_of_what_was_transferred_as_soon_as_the_other_one_has_signed() -> None:
    story = at_a_department()
    story.do(somebody("K1", "office"), "transfer", unit_id=UNITS["K1-JT"].id, reason="属交通。")
    assert farewells(story.events) == []
    story.do(somebody("K1-JT"), "sign")
    assert story.told[-2:] == ["ticket.signed", LEFT]
    assert farewells(story.events) == [({"K1-ZJ"}, set())]


def test_those_above_a_former_holder_lose_sight_with_it() -> None:
    story = at_a_department()
    story.do(somebody("C", "office"), "transfer", unit_id=UNITS["K2"].id, reason="属邻县。").do(somebody("K2"), "sign")
    story.do(somebody("K2", "office"), "return_up", reason="请上级协调。") if "return_up" in _ACTIONS else None
    assert farewells(story.events) == [({"K1-ZJ"}, set())]
