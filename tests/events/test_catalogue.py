"""The catalogue of events: it is what can be told, no more and no less, and every example is one of its kind."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

import escalation
from escalation.clocks.policy_document import Difficulty, OrderColour, Urgency
from escalation.events.domain import payloads
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import Format, Payload, render
from escalation.events.domain.event_type import EXAMPLE_AT, EventDetails, EventType
from escalation.events.domain.record_kinds import RECORD_KINDS
from escalation.events.domain.schemas import example_of
from escalation.texts import translate
from escalation.tickets.domain.fields import Outcome
from escalation.tickets.domain.hash_chain import SealedEvent
from tests.events.emitted import NAMED, told
from tests.tickets.story import WORKFLOW

OF_TICKETS: Final = {name for name, type_ in EVENT_TYPES.items() if type_.about == "ticket"}
IN_COLUMNS: Final = {"reason", "joint_units"}
"""Fields of a command that its event has elsewhere: the reason in a column, joint units in events of their own."""

BY_PEOPLE_ONLY: Final = {"ticket.supervised": {"text"}}
"""What a person's move needs, and the clock's event of the same type does not have."""

each_type = pytest.mark.parametrize("type_", EVENT_TYPES.values(), ids=lambda type_: type_.name)


def details_of(event: SealedEvent) -> dict[str, object]:
    return {name: value for name, value in event.data.items() if name not in {"changes", "breaches"}}


# -- No more and no less ----------------------------------------------------------------------------------------------


def test_the_catalogue_has_what_tickets_tell() -> None:
    assert NAMED | {event.type for event in told()} == OF_TICKETS


def test_every_event_on_the_way_is_as_its_type_says() -> None:
    for event in told():
        told_besides = details_of(event)
        assert EVENT_TYPES[event.type].details(told_besides).keys() == told_besides.keys()


def test_a_field_that_nobody_described_is_noticed() -> None:
    """The negative control: an event that tells more, less or something else is none of its type."""
    resolved = EVENT_TYPES["ticket.resolved"]
    for wrong in ({"outcome": "solved"}, {"outcome": "gone", "reply": "好"}, {**resolved.example, "contact": "138"}):
        with pytest.raises(ValueError, match=r"(?i)resolved"):
            resolved.details(wrong)


def literals() -> Iterator[tuple[str, str]]:
    """Texts in the source that look like a type of event, and where they stand."""
    kinds = "|".join(("ticket", "joint_task", "opinion", "endpoint", "delivery", "webhook", *RECORD_KINDS))
    looks = re.compile(rf"({kinds})\.(?!html$)[a-z_]+")
    for path in Path(escalation.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and looks.fullmatch(node.value):
                yield node.value, path.name


def test_no_source_names_a_type_that_is_not_in_the_catalogue() -> None:
    named = dict(literals())
    assert len(named) > 20
    assert {name: place for name, place in named.items() if name not in EVENT_TYPES} == {}


@pytest.mark.parametrize("event", sorted(NAMED))
def test_an_event_has_the_fields_that_its_moves_take(event: str) -> None:
    """A command may carry what any entry of its move takes; what every entry with this event needs is always told."""
    entries = [move for move in WORKFLOW.moves if move.event == event]
    names = {entry.name for entry in entries}
    accepted = {name for move in WORKFLOW.moves if move.name in names for name in (*move.needs, *move.takes)}
    needed = set.intersection(*(set(entry.needs) for entry in entries)) - IN_COLUMNS
    model = EVENT_TYPES[event].model.model_fields
    assert set(model) >= accepted - IN_COLUMNS
    assert {name for name in needed if not model[name].is_required()} <= BY_PEOPLE_ONLY.get(event, set())


def choices(model: type[EventDetails], field: str) -> set[str]:
    schema: Any = model.model_json_schema()["properties"][field]
    found = schema.get("enum") or schema.get("anyOf", [schema])[0].get("enum")
    return set(found)


@pytest.mark.parametrize(
    ("model", "field", "values"),
    [
        (payloads.Resolved, "outcome", Outcome),
        (payloads.Reclassified, "urgency", Urgency),
        (payloads.Reclassified, "difficulty", Difficulty),
        (payloads.Supervised, "colour", OrderColour),
    ],
)
def test_closed_sets_are_those_of_the_life_cycle(model: type[EventDetails], field: str, values: type[Any]) -> None:
    assert choices(model, field) == {str(value) for value in values}


# -- What each type says of itself ------------------------------------------------------------------------------------


@each_type
def test_an_example_is_one_of_its_kind(type_: EventType) -> None:
    assert type_.details(type_.example) == type_.example
    fact = type_.sample(id=UUID(int=1), now=EXAMPLE_AT)
    body = render(fact, unit_id=UUID(int=2), format=Format.STANDARD, payload=Payload.FULL, cursor="c", test=True)
    read = type_.body.model_validate_json(body, strict=True)
    assert (read.type, read.test, read.data_truncated) == (type_.name, True, False)
    assert sum(id_ is not None for id_ in (read.ticket_id, read.opinion_id, read.endpoint_id, read.record_id)) == 1


@pytest.mark.parametrize("name", sorted(NAMED))
def test_the_example_of_a_move_is_a_move_of_the_life_cycle(name: str) -> None:
    example = example_of(EVENT_TYPES[name])["data"]
    assert any(
        (move.name, move.event) == (example["action"], name)
        and example["from_state"] in move.from_
        and example["to_state"] == move.target(example["from_state"])
        for move in WORKFLOW.moves
    )


@each_type
def test_a_type_has_words_in_both_languages(type_: EventType) -> None:
    for text in (type_.title, type_.description):
        assert text
        assert translate(text, "zh") != text


def test_no_two_types_are_called_the_same() -> None:
    assert len({type_.title for type_ in EVENT_TYPES.values()}) == len(EVENT_TYPES)


def test_a_test_event_about_an_endpoint_is_about_the_one_that_asked() -> None:
    ping = EVENT_TYPES["webhook.ping"].sample(id=UUID(int=1), now=EXAMPLE_AT, endpoint_id=UUID(int=7))
    assert (ping.endpoint_id, ping.ticket_id, ping.sequence) == (UUID(int=7), None, None)
