"""What is a signature of the visited (签名)? Strokes of a finger on a field of 1000 by 400, from left above.

It is kept as numbers and not as a picture: nothing has to be decoded that somebody else has made, and no note of a
device comes along. How fast it was written is not kept either.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Final

from escalation.errors import N_, Fault

WIDTH: Final = 1_000
HEIGHT: Final = 400
MOST_STROKES: Final = 100
MOST_POINTS: Final = 1_000
"""In all strokes together; a name has two or three hundred."""

LEAST_INK: Final = 200
"""How long the strokes are, together, at least: a cross is enough, a touch by mistake is not."""

Stroke = Sequence[Sequence[int]]
"""Points from where the finger came down to where it went up, each across and down."""


def fault_of(strokes: Sequence[Stroke], pointer: str) -> Fault | None:
    """Why strokes are no signature, if they are none."""
    if sum(map(len, strokes)) > MOST_POINTS:
        return Fault(pointer, "too_many", N_("There are more than {most} here."), {"most": MOST_POINTS})
    if any(y > HEIGHT for stroke in strokes for _, y in stroke):
        return Fault(pointer, "out_of_range", N_("A stroke leaves the field for the signature."))
    if sum(map(_length, strokes)) < LEAST_INK:
        return Fault(pointer, "too_few", N_("Nothing was signed. Sign across the field, or leave it out."))
    return None


def _length(stroke: Stroke) -> float:
    return sum(hypot(x - u, y - v) for (u, v), (x, y) in pairwise(stroke))
