"""What do erasures of tickets tell (erasure payloads)? Whose words are gone, never which."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from escalation.events.domain.event_type import EventDetails


class WordsErased(EventDetails):
    """Whose words, and whether with them all others of the ticket. Earlier events have lost theirs since.

    `left`: what is left of each of them, as a digest by its number, where their hashes cover the words themselves.
    """

    opinion_id: UUID
    extent: Literal["all", "part"]
    left: dict[str, str] = Field(default_factory=dict)
