"""A document that would strand a ticket is refused, and the place that is wrong is named."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import product
from string import ascii_lowercase
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from escalation.errors import DefinitionInvalid
from escalation.tickets.domain import default
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import allowed
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.effects import EFFECTS
from escalation.tickets.domain.fields import FIELDS
from escalation.tickets.domain.guards import BEFORE_FIELDS, FORMER_NAMES, GUARDS
from escalation.tickets.domain.standing import Standing
from tests.tickets import story
from tests.tickets.story import CITIZEN, Document, Story, rules_with, somebody

Change = Callable[[Document], object]


def a_document() -> Document:
    """The smallest life cycle there can be: open, and done."""
    return {
        "name": "smallest",
        "version": 1,
        "initial": "open",
        "states": {
            "open": {"zh": "办理", "en": "Open", "owner": "holder", "stage": "handle", "timeout": "remind"},
            "done": {"zh": "办结", "en": "Done", "final": True},
        },
        "moves": [a_move(name="finish", to="done"), a_move(name="note")],
    }


def a_move(**changes: object) -> Document:
    """One more move of that life cycle."""
    move = {"name": "look", "zh": "看", "en": "Look", "from": ["open"], "to": "open", "who": ["holder"]}
    return move | changes


def faults(change: Change) -> list[tuple[str, str]]:
    """Place and kind of everything that is wrong with the smallest life cycle after a change."""
    document = a_document()
    change(document)
    with pytest.raises(DefinitionInvalid) as refusal:
        default.checked(document)
    return [(fault.pointer, fault.code) for fault in refusal.value.faults]


def test_the_smallest_life_cycle_and_the_one_that_ships_are_valid() -> None:
    assert default.checked(a_document()).initial == "open"
    assert default.checked(default.document()).initial == "registered"


STRANDING: Final[dict[str, tuple[Change, list[tuple[str, str]]]]] = {
    "unreachable": (
        lambda d: d["states"].update(lost={"zh": "无", "en": "Lost", "final": True}),
        [("/states/lost", "unreachable")],
    ),
    "a dead end": (
        lambda d: (
            d["states"].update(
                pit={"zh": "坑", "en": "Pit", "owner": "holder", "stage": "handle", "timeout": "remind"}
            ),
            d["moves"].append(a_move(to="pit")),
        ),
        [("/states/pit", "dead_end")],
    ),
    "a circle without a way out": (
        lambda d: (
            d["states"].update(
                a={"zh": "甲", "en": "A", "owner": "holder", "stage": "handle", "timeout": "remind"},
                b={"zh": "乙", "en": "B", "owner": "holder", "stage": "handle", "timeout": "remind"},
            ),
            d["moves"].extend(
                [
                    a_move(to="a"),
                    a_move(name="on", **{"from": ["a"]}, to="b"),
                    a_move(name="on", **{"from": ["b"]}, to="a"),
                ]
            ),
        ),
        [("/states/a", "dead_end"), ("/states/b", "dead_end")],
    ),
    "no owner": (lambda d: d["states"]["open"].pop("owner"), [("/states/open", "no_owner")]),
    "no stage": (lambda d: d["states"]["open"].pop("stage"), [("/states/open", "no_timeout")]),
    "no timeout": (lambda d: d["states"]["open"].pop("timeout"), [("/states/open", "no_timeout")]),
    "a timeout without its move": (
        lambda d: d["states"]["open"].update(timeout="escalate"),
        [("/states/open", "no_timeout")],
    ),
    "a timeout whose move is not the clock's": (
        lambda d: (d["states"]["open"].update(timeout="escalate"), d["moves"].append(a_move(name="escalate"))),
        [("/states/open", "no_timeout")],
    ),
    "a final state with moves": (
        lambda d: d["moves"].append(a_move(**{"from": ["done"]})),
        [("/states/done", "final_with_moves")],
    ),
    "two unguarded moves of one name": (
        lambda d: d["moves"].extend([a_move(), a_move(to="done")]),
        [("/moves/3", "ambiguous")],
    ),
    "a guarded move behind an unguarded one": (
        lambda d: d["moves"].extend([a_move(), a_move(guards=["sent_by_a_person"])]),
        [("/moves/3", "ambiguous")],
    ),
}


def test_no_state_has_the_name_of_staying_where_one_is() -> None:
    """A move that leads back to such a state would stay where it is instead."""

    def call_it_same(document: Document) -> None:
        document["initial"], document["states"]["same"] = "same", document["states"].pop("open")
        for move in document["moves"]:
            move["from"], move["to"] = ["same"], move["to"].replace("open", "same")

    assert faults(call_it_same) == [("/states/same", "reserved_name")]


UNKNOWN: Final[dict[str, tuple[Change, list[tuple[str, str]]]]] = {
    "guard": (lambda d: d["moves"].append(a_move(guards=["os_system"])), [("/moves/2/guards", "unknown_guard")]),
    "effect": (lambda d: d["moves"].append(a_move(effects=["os_system"])), [("/moves/2/effects", "unknown_effect")]),
    "event": (lambda d: d["moves"].append(a_move(event="ticket.exploded")), [("/moves/2/event", "unknown_event")]),
    "event of an endpoint": (
        lambda d: d["moves"].append(a_move(event="endpoint.disabled")),
        [("/moves/2/event", "unknown_event")],
    ),
    "event that is for few": (
        lambda d: d["moves"].append(a_move(event="ticket.scope_left")),
        [("/moves/2/event", "unknown_event")],
    ),
    "needed field": (lambda d: d["moves"].append(a_move(needs=["flavour"])), [("/moves/2/needs", "unknown_field")]),
    "taken field": (lambda d: d["moves"].append(a_move(takes=["flavour"])), [("/moves/2/takes", "unknown_field")]),
    "standing": (lambda d: d["moves"].append(a_move(who=["holder", "king"])), [("/moves/2/who/1", "unknown_name")]),
    "target": (lambda d: d["moves"].append(a_move(to="moon")), [("/moves/2/to", "unknown_state")]),
    "source": (lambda d: d["moves"].append(a_move(**{"from": ["moon"]})), [("/moves/2/from", "unknown_state")]),
    "beginning": (lambda d: d.update(initial="moon"), [("/initial", "unknown_state")]),
    "stage": (lambda d: d["states"]["open"].update(stage="siesta"), [("/states/open/stage", "unknown_stage")]),
    "timeout": (lambda d: d["states"]["open"].update(timeout="explode"), [("/states/open/timeout", "unknown_name")]),
}
SHAPES: Final[dict[str, tuple[Change, list[tuple[str, str]]]]] = {
    "a member nobody knows": (lambda d: d["moves"][0].update(script="rm"), [("/moves/0/script", "unknown_field")]),
    "a label with a line break": (lambda d: d["moves"][0].update(zh="办\n结"), [("/moves/0/zh", "wrong_shape")]),
    "a name with a dot": (lambda d: d["moves"][0].update(name="os.system"), [("/moves/0/name", "wrong_shape")]),
    "a move for nobody": (lambda d: d["moves"][0].update(who=[]), [("/moves/0/who", "wrong_shape")]),
    "a move from nowhere": (lambda d: d["moves"][0].update({"from": []}), [("/moves/0/from", "wrong_shape")]),
    "no moves": (lambda d: d.update(moves=[]), [("/moves", "wrong_shape")]),
    "moves that are no list": (lambda d: d.update(moves={"a": 1}), [("/moves", "wrong_shape")]),
    "a missing version": (lambda d: d.pop("version"), [("/version", "missing")]),
    "version zero": (lambda d: d.update(version=0), [("/version", "wrong_shape")]),
    "an event that is no event name": (
        lambda d: d["moves"][0].update(event="Done!"),
        [("/moves/0/event", "wrong_shape")],
    ),
}


FLAGS: Final[dict[str, tuple[Change, list[tuple[str, str]]]]] = {
    "a recall that no move makes": (
        lambda d: d["states"]["open"].update(recallable=True),
        [("/states/open/recallable", "contradicts_moves")],
    ),
    "a recall of what its sender would not see": (
        lambda d: (
            d["states"]["open"].update(recallable=False),
            d["moves"].append(a_move(effects=["undo_hand_over"])),
        ),
        [("/states/open/recallable", "contradicts_moves")],
    ),
    "a reply before there is one": (
        lambda d: d["states"]["done"].update(answered=True),
        [("/states/done/answered", "no_reply")],
    ),
    "a reply that its citizen may not read": (
        lambda d: (
            d["states"]["open"].update(answered=False),
            d["moves"].append(a_move(name="confirm", who=["citizen"])),
        ),
        [("/states/open/answered", "hidden_reply")],
    ),
}


@pytest.mark.parametrize(("change", "expected"), STRANDING.values(), ids=STRANDING)
def test_what_would_strand_a_ticket_is_refused(change: Change, expected: list[tuple[str, str]]) -> None:
    assert faults(change) == expected


@pytest.mark.parametrize(("change", "expected"), FLAGS.values(), ids=FLAGS)
def test_a_flag_that_the_moves_contradict_is_refused(change: Change, expected: list[tuple[str, str]]) -> None:
    assert faults(change) == expected


@pytest.mark.parametrize(("change", "expected"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_name_is_refused(change: Change, expected: list[tuple[str, str]]) -> None:
    assert faults(change) == expected


@pytest.mark.parametrize(("change", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_wrong_shape_is_refused(change: Change, expected: list[tuple[str, str]]) -> None:
    assert faults(change) == expected


def test_a_name_with_a_slash_is_pointed_at_as_the_standard_says() -> None:
    final = {"zh": "坏", "en": "Bad", "final": True}
    assert faults(lambda d: d["states"].update({"a/b~": final})) == [("/states/a~1b~0", "wrong_shape")]


@pytest.mark.parametrize("document", [None, 7, "states: {}", [], {}, {"states": None}])
def test_what_is_no_life_cycle_at_all_is_refused(document: object) -> None:
    with pytest.raises(DefinitionInvalid) as refusal:
        default.checked(document)
    assert refusal.value.faults


def test_everything_that_is_wrong_is_said_at_once() -> None:
    both: Change = lambda d: (d["moves"][0].update(guards=["a"]), d.update(initial="moon"))  # noqa: E731
    assert faults(both) == [("/initial", "unknown_state"), ("/moves/0/guards", "unknown_guard")]


def test_thousands_of_states_are_refused_as_such() -> None:
    final = {"zh": "终", "en": "End", "final": True}
    many = {"".join(letters): final for letters in product(ascii_lowercase, repeat=3)}
    assert faults(lambda d: d["states"].update(many)) == [("/states", "wrong_shape")]


def test_every_guard_effect_and_field_of_the_default_life_cycle_is_used() -> None:
    moves = default.checked(default.document()).moves
    assert {name for move in moves for name in move.guards} == set(GUARDS)
    # Who is not audited answers at once: other places do so, and `test_profile_moves` looks at those.
    assert {name for move in moves for name in move.effects} == set(EFFECTS) - {"answer_and_close"}
    assert {name for move in moves for name in (*move.needs, *move.takes)} == set(FIELDS)
    assert {*GUARDS, *FORMER_NAMES} > BEFORE_FIELDS


# -- Any document at all ----------------------------------------------------------------------------------------------

DEFAULT: Final = story.a_document()
Place = tuple[str | int, ...]


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """Every place in a document."""
    yield at
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from places(part, (*at, key))


words = st.sampled_from(
    [*DEFAULT["states"], *GUARDS, *EFFECTS, *FIELDS, *Standing, "same", "remind", "archive", "dispatch"]
)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | words,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(words | st.text(max_size=3), parts, max_size=3),
    max_leaves=5,
)


NOTHING: Final = Command("", {}, "")
EVERYBODY: Final = [
    CITIZEN,
    *(somebody(code, role) for code in ("V1", "K1", "C") for role in ("handler", "leader", "office")),
]


@st.composite
def mutated(draw: st.DrawFn) -> Document:
    """The default life cycle after one to three accidents."""
    document = deepcopy(DEFAULT)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from([place for place in places(document) if place]))
        parent: Any = document
        for key in place[:-1]:
            parent = parent[key]
        accident = draw(st.sampled_from(["replace", "remove", "double"]))
        match accident:
            case "replace":
                parent[place[-1]] = draw(words | junk)
            case "remove":
                del parent[place[-1]]
            case _:
                assume(isinstance(parent, list))
                parent.append(deepcopy(parent[place[-1]]))
    return document


@given(mutated())
@settings(max_examples=200, deadline=None)
def test_any_document_is_either_refused_with_its_faults_or_works(document: Document) -> None:
    verdict = examined(document)
    SEEN[type(verdict)](verdict)


def examined(document: Document) -> Workflow | DefinitionInvalid:
    try:
        return default.checked(document)
    except DefinitionInvalid as refusal:
        return refusal


def names_its_faults(refusal: DefinitionInvalid) -> None:
    assert refusal.faults
    assert all(fault.pointer.startswith("/") for fault in refusal.faults)


def works(workflow: Workflow) -> None:
    new = Story("V1", rules=rules_with(workflow))
    assert new.ticket.wake_at is not None
    offers = [allowed(new.situation(actor, NOTHING), actor, new.rules) for actor in EVERYBODY]
    assert {move.name for offer in offers for move in offer} <= {move.name for move in workflow.moves}


SEEN: Final[dict[type, Callable[[Any], None]]] = {Workflow: works, DefinitionInvalid: names_its_faults}


@given(junk)
def test_any_other_value_is_refused(document: object) -> None:
    with pytest.raises(DefinitionInvalid):
        default.checked(document)
