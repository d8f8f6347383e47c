"""The default life cycle as a place would publish it that calls every state by another name."""

from collections.abc import Mapping
from typing import Any, Final

from tests.tickets.story import Document, a_document

PREFIX: Final = "renamed_"


def renamed_document(version: int = 1) -> Document:
    """The same states, moves and flags; no state has the name that the package ships it with."""
    document = a_document()
    return document | {
        "version": version,
        "initial": PREFIX + document["initial"],
        "states": {PREFIX + name: state for name, state in document["states"].items()},
        "moves": [_renamed(move) for move in document["moves"]],
    }


def earlier_document() -> Document:
    """The default life cycle as it was published before states had flags and guards knew the move's target."""
    document = a_document()
    for state in document["states"].values():
        for flag in ("recallable", "answered"):
            state.pop(flag, None)
    for move in document["moves"]:
        former = {"sent_from_target": f"sent_from_{move['to']}"}
        move["guards"] = [former.get(name, name) for name in move.get("guards", [])]
    return document


def _renamed(move: Mapping[str, Any]) -> Document:
    to = move["to"] if move["to"] == "same" else PREFIX + move["to"]
    return {**move, "from": [PREFIX + name for name in move["from"]], "to": to}
