"""How is somebody told which choices there are? All of them, as long as they can be read."""

from collections.abc import Sequence
from typing import Final

from escalation.errors import N_, Fault

MOST_NAMED: Final = 30
"""Choices that are named; that there are more of them is said as well."""


def not_a_choice(pointer: str, choices: Sequence[str]) -> Fault:
    """What was given there is none of these. Choices are ours, or the catalogue's: never what somebody sent."""
    more = ["…"] if len(choices) > MOST_NAMED else []
    return Fault(pointer, "not_a_choice", _NOT_A_CHOICE, {"choices": ", ".join([*choices[:MOST_NAMED], *more])})


_NOT_A_CHOICE: Final = N_("This is not one of the values allowed here: {choices}.")
