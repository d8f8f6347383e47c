"""The forms of moves in the OpenAPI document: one for each action, as the life cycle has it, and an open one."""

from typing import Any

import jsonschema_rs
import pytest

from escalation.tickets.domain.default import checked
from escalation.tickets.domain.default import document as life_cycle
from escalation.tickets.domain.definition import Move
from tests.support.route_inventory import document

DOCUMENT = document()
FORM = jsonschema_rs.validator_for({"$ref": "#/components/schemas/TransitionIn", "components": DOCUMENT["components"]})
MOVES = checked(life_cycle()).moves
ID, MOMENT = "01890a5d-ac96-774b-bcce-b302099a8057", "2026-11-30T08:00:00+08:00"
GIVEN: dict[str, Any] = {
    "joint_units": [{"unit_id": ID, "task": "看现场。"}], "urgency": "urgent", "difficulty": "simple", "until": MOMENT,
    "due_at": MOMENT, "days": 3, "resume_on": "2026-12-01", "colour": "yellow", "outcome": "solved", "solved": True,
    "satisfaction": 5, "unreachable": True, "designate": True,
}  # fmt: skip


def body_of(action: str, fields: tuple[str, ...]) -> dict[str, Any]:
    return {"action": action} | {name: ID if name.endswith("_id") else GIVEN.get(name, "x1") for name in fields}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.name} from {move.from_[0]}")
def test_what_an_entry_needs_and_takes_fits_one_form(move: Move) -> None:
    FORM.validate(body_of(move.name, move.needs))
    FORM.validate(body_of(move.name, (*move.needs, *move.takes)))


@pytest.mark.parametrize("action", sorted({move.name for move in MOVES}))
def test_what_no_entry_takes_or_every_entry_needs_is_said(action: str) -> None:
    entries = [move for move in MOVES if move.name == action]
    known = {name for move in entries for name in (*move.needs, *move.takes)}
    everything = set(DOCUMENT["components"]["schemas"]["OtherMove"]["properties"]) - {"action"}
    for stranger in sorted(everything - known):
        assert not FORM.is_valid(body_of(action, (*entries[0].needs, stranger))), stranger
    for needed in set(entries[0].needs).intersection(*(move.needs for move in entries)):
        left = tuple(name for name in entries[0].needs if name != needed)
        assert not FORM.is_valid(body_of(action, left)), needed


def test_a_move_that_an_office_published_itself_has_the_open_form() -> None:
    FORM.validate({"action": "inspect_site", "note": "已到现场。", "unit_id": ID})
    assert not FORM.is_valid({"action": "inspect_site", "colour": "violet"})
    assert not FORM.is_valid({"note": "已到现场。"})
