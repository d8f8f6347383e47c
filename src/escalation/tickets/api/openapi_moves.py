"""Which fields has each move? One form a move in the OpenAPI document, written from the life cycle that ships.

An office may publish other life cycles, so the last form is open: any other action, with any of the fields there are.
What counts for one ticket is `GET …/actions`.
"""

from itertools import groupby
from typing import Any, Final

from escalation.tickets.domain.default import checked, document
from escalation.tickets.domain.definition import Move

Json = dict[str, Any]
FORM: Final = "TransitionIn"


def add_moves(schemas: Json) -> None:
    """Replace the one form of all fields by a `oneOf` of forms, told apart by `action`. `schemas`: the components."""
    everything = schemas[FORM]
    moves = sorted(checked(document()).moves, key=lambda move: move.name)
    forms = {_name(action): _form(list(entries), everything) for action, entries in groupby(moves, lambda m: m.name)}
    action = everything["properties"]["action"]
    others = {**action, "not": {"enum": sorted({move.name for move in moves})}}
    forms["OtherMove"] = {
        **everything,
        "title": "OtherMove",
        "description": "A move of a life cycle that this office published itself.",
        "properties": {**everything["properties"], "action": others},
    }
    schemas |= forms
    schemas[FORM] = {
        "title": FORM,
        "description": everything["description"],
        "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in forms],
    }


def _name(action: str) -> str:
    return f"{action.title().replace('_', '')}Move"


def _form(entries: list[Move], everything: Json) -> Json:
    """What every entry of an action needs, and what some entry takes."""
    action, fields = entries[0].name, {name for move in entries for name in (*move.needs, *move.takes)}
    needed = sorted(name for name in fields if all(name in move.needs for move in entries))
    properties = {name: everything["properties"][name] for name in sorted(fields)}
    properties |= {name: _given(properties[name]) for name in needed}
    return {
        "title": _name(action),
        "description": f"{entries[0].en} ({entries[0].zh}).",
        "type": "object",
        "properties": {"action": {"const": action, "type": "string"}, **properties},
        "required": ["action", *needed],
        "additionalProperties": False,
    }


def _given(schema: Json) -> Json:
    """A field that is needed has a value; null stands for one that is left out."""
    return next(each for each in schema["anyOf"] if each != {"type": "null"})
