"""What are the steps called that a citizen is told of (step labels)?"""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_

STEP_LABELS: Final[Mapping[str, str]] = {
    "received": N_("received"),
    "dispatched": N_("given to a unit"),
    "escalated": N_("reported upwards"),
    "answered": N_("answered"),
    "reopened": N_("handled once more"),
    "review": N_("review asked for"),
    "merged": N_("goes on with another one"),
}
