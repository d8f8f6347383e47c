"""What do erasures of tickets tell (erasure payloads)? Whose words are gone, never which."""

from typing import Literal
from uuid import UUID

from escalation.events.domain.event_type import EventDetails


class WordsErased(EventDetails):
    """Whose words, and whether with them all others of the ticket. Earlier events have lost theirs since."""

    opinion_id: UUID
    extent: Literal["all", "part"]
