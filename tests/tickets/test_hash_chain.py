"""A history that was changed does not hold together, whatever was changed in it."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.tickets.domain.hash_chain import Break, SealedEvent, breaks, canonical, genesis, link
from tests.tickets.story import SALT, Story, follow_up, somebody

STORY: Final = follow_up().do(somebody("K1", "office"), "confirm", solved=True).until("ticket.archived")
HISTORY: Final = tuple(STORY.events)
HEAD: Final = STORY.ticket.event_hash
NAMES: Final = SealedEvent._fields
places = st.integers(0, len(HISTORY) - 1)


def another(value: object) -> Any:
    """A value of the same kind that is not this one."""
    match value:
        case UUID():
            return UUID(int=value.int ^ 1)
        case int():
            return value + 1
        case datetime():
            return value + timedelta(microseconds=1)
        case dict():
            return {**value, "extra": True}
        case None:
            return bytes(32)
        case _:
            return bytes(32) if isinstance(value, bytes) else f"{value}x"


def tampered(history: tuple[SealedEvent, ...]) -> Break | None:
    return breaks(STORY.ticket.id, history, HEAD, SALT)


def test_an_untouched_history_holds() -> None:
    assert tampered(HISTORY) is None
    assert len(HISTORY) > 5


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_field_is_found(name: str) -> None:
    for place, event in enumerate(HISTORY):
        changed = event._replace(**{name: another(getattr(event, name))})
        assert tampered((*HISTORY[:place], changed, *HISTORY[place + 1 :])) is not None


def test_a_history_from_before_people_were_recorded_holds_and_nobody_is_put_into_it_later() -> None:
    old: list[SealedEvent] = []
    for event in HISTORY:
        nobody = event._replace(actor_person_id=None, actor_member_id=None, actor_means=None, digests=None)
        old.append(nobody._replace(hash=link(old[-1].hash if old else genesis(STORY.ticket.id), nobody, None)))

    assert len(orjson.loads(canonical(old[0], None))) == len(NAMES) - 6
    assert breaks(STORY.ticket.id, old, old[-1].hash, None) is None
    somebody = old[0]._replace(actor_person_id=UUID(int=1)), old[0]._replace(actor_means="key")
    assert None not in [breaks(STORY.ticket.id, (forged, *old[1:]), old[-1].hash, None) for forged in somebody]


@given(places)
def test_a_deleted_event_is_found(place: int) -> None:
    assert tampered(HISTORY[:place] + HISTORY[place + 1 :]) is not None


@given(st.permutations(HISTORY).filter(lambda order: tuple(order) != HISTORY))
def test_another_order_is_found(order: list[SealedEvent]) -> None:
    assert tampered(tuple(order)) is not None
    assert tampered(tuple(event._replace(sequence=n) for n, event in enumerate(order, start=1))) is not None


@given(places)
def test_a_history_cut_short_is_found(kept: int) -> None:
    broken = tampered(HISTORY[:kept])
    assert broken is not None
    assert broken.sequence == kept + 1


def test_an_added_event_is_found() -> None:
    added = HISTORY[-1]._replace(sequence=len(HISTORY) + 1)
    assert tampered((*HISTORY, added)) is not None
    assert tampered((*HISTORY, added._replace(hash=link(HEAD, added, SALT)))) is not None


def test_a_history_of_another_ticket_does_not_fit() -> None:
    other = Story("V2")
    assert breaks(STORY.ticket.id, other.events, other.ticket.event_hash, SALT) is not None
    assert genesis(STORY.ticket.id) != genesis(other.ticket.id)


@given(st.timezones(), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_the_same_moment_in_another_zone_has_the_same_bytes(zone: tzinfo, moment: datetime) -> None:
    event = HISTORY[0]._replace(occurred_at=moment.replace(tzinfo=UTC))
    assert canonical(event, SALT) == canonical(event._replace(occurred_at=event.occurred_at.astimezone(zone)), SALT)


def test_the_bytes_are_the_same_after_a_journey_through_json() -> None:
    for event in HISTORY:
        stored = event._replace(data=orjson.loads(orjson.dumps(dict(reversed(event.data.items())))))
        assert canonical(stored, SALT) == canonical(event, SALT)
