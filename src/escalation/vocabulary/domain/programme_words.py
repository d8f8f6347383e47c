"""What are the codes of the programme called (words)? Of its mechanisms."""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_

PROGRAMME_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "diary_state": {"draft": N_("draft"), "submitted": N_("handed in"), "reviewed": N_("reviewed")},
}
