"""What are the rates of reports called (rate words)? As the statistics of hotlines and petitions call them."""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_

RATE_WORDS: Final[Mapping[str, str]] = {
    "on_time_sign": N_("On-time sign rate"),
    "response": N_("Response rate"),
    "closure": N_("Closure rate"),
    "on_time_closure": N_("On-time closure rate"),
    "on_time_closure_first": N_("Closure rate by the first date"),
    "overdue": N_("Overdue rate"),
    "resolution": N_("Resolution rate"),
    "satisfaction": N_("Satisfaction rate"),
    "satisfaction_with_fair": N_("Satisfaction rate with fairly satisfied"),
    "return": N_("Return rate"),
    "redo": N_("Redo rate"),
    "first_time": N_("First-time rate"),
    "solved_at_level": N_("Solved-at-level rate"),
    "escalation": N_("Escalation rate"),
    "mean_time": N_("Mean time to closing"),
}
