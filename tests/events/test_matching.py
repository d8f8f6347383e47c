"""Globs of event types: they fit what they say, here and in the database alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.errors import ValidationFailed
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.matching import MOST, check_globs, matches, pattern
from escalation.kit.database.connection import Database

ALPHABET = "ab._%*\\"


def chosen(*globs: str) -> set[str]:
    return {name for name in EVENT_TYPES if matches(globs, name)}


def test_a_star_stands_for_anything_and_everything_else_for_itself() -> None:
    assert chosen("*") == set(EVENT_TYPES)
    assert chosen("ticket.escalated") == {"ticket.escalated"}
    assert chosen("ticket.audit_*") == {"ticket.audit_passed", "ticket.audit_failed"}
    assert chosen("*.supe*") == {"ticket.supervised", "joint_task.superseded"}
    assert chosen("ticket.*", "opinion.*") == {n for n in EVENT_TYPES if n.startswith(("ticket.", "opinion."))}
    assert chosen("ticket_escalated", "ticket.escalate", "TICKET.*", "") == set()


@given(st.text(ALPHABET, max_size=8))
def test_a_glob_without_a_star_fits_itself_alone(text: str) -> None:
    glob = text.replace("*", "")
    assert matches([glob], glob)
    assert not matches([glob], f"{glob}x")


CASES = [
    (glob, text)
    for glob in ("*", "", "ticket.*", "a_b", "a%b", "a\\b", "*_*", "*\\", "a*b*c", "**", "joint_task.*", ".*")
    for text in (
        "",
        "ticket.created",
        "a_b",
        "axb",
        "a%b",
        "a\\b",
        "abc",
        "a__c",
        "joint_task.waived",
        "jointxtask.w",
        "\\",
    )
]


async def test_the_database_finds_the_same_by_its_pattern(database: Database) -> None:
    async with database.pool.acquire() as raw:
        found = [await raw.fetchval("SELECT $2::text LIKE $1::text", pattern(glob), text) for glob, text in CASES]
    assert found == [matches([glob], text) for glob, text in CASES]
    assert {True, False} == set(found)


def refused(*globs: str) -> set[tuple[str, str]]:
    with pytest.raises(ValidationFailed) as raised:
        check_globs(globs)
    return {(fault.pointer, fault.code) for fault in raised.value.faults}


def test_globs_that_name_nothing_are_refused_one_by_one() -> None:
    check_globs(["ticket.*", "opinion.received", "*"])
    assert refused("ticket.*", "ticket.exploded", "tick?t.*") == {
        ("/event_types/1", "unknown_event_type"),
        ("/event_types/2", "unknown_event_type"),
    }


def test_none_and_too_many_are_refused() -> None:
    assert refused() == {("/event_types", "required")}
    assert refused(*["*"] * (MOST + 1)) == {("/event_types", "too_many")}


def test_a_glob_of_many_stars_is_judged_at_once() -> None:
    assert refused("*a" * 200) == {("/event_types/0", "unknown_event_type")}
