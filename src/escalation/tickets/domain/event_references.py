"""Whom does an event refer to? The ids of units and members in what it tells (event references)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from escalation.tickets.domain.ticket import Json


class EventReferences(NamedTuple):
    """Units and members that an event tells of, each once, in the order in which it does."""

    units: tuple[UUID, ...]
    members: tuple[UUID, ...]


def references_in(data: Json) -> EventReferences:
    """What the facts of an event refer to: whatever a field called `…unit_id`, `…member_id` or `assignee_id` holds."""
    found = list(_ids(data))
    units = (id_ for name, id_ in found if name.endswith("unit_id"))
    members = (id_ for name, id_ in found if name.endswith("member_id") or name == "assignee_id")
    return EventReferences(tuple(dict.fromkeys(units)), tuple(dict.fromkeys(members)))


def _ids(data: Mapping[str, object]) -> Iterator[tuple[str, UUID]]:
    for name, value in data.items():
        match value:
            case Mapping():
                yield from _ids(value)
            case list():
                # Before and after of a column, or many of one kind.
                for each in value:
                    yield from _ids(each if isinstance(each, Mapping) else {name: each})
            case str() if name.endswith("_id"):
                yield name, UUID(value)
