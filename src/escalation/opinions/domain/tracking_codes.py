"""How does a citizen come by a tracking code, and what may be done with it? By no way that leads past a clerk's eyes.

Whoever knows the code speaks as the citizen. So nobody who works on matters is told it: the citizen sees it on sending
an opinion in, or a message carries it to the contact that was left, or it is handed over on paper. Paper passes the
hands of who prints it: a code from the printer of the unit that handled the matter says "not solved", and never
"solved".
"""

from enum import StrEnum
from uuid import UUID

from escalation.actors import Actor, Means
from escalation.kit.parsing.normalization import nfkc


class CodeWay(StrEnum):
    """Shown to the citizen, carried by a message to their contact, or handed over on paper."""

    SHOWN = "shown"
    MESSAGE = "message"
    PAPER = "paper"


_FEWEST_DIGITS = 7


def citizen_of(opinion_id: UUID) -> Actor:
    """Who sent an opinion in, known by what nobody else was told."""
    return Actor(f"citizen:{opinion_id}", None, None, "", opinion_id=opinion_id, means=Means.TRACKING_CODE)


def way_for(contact: str | None, *, messengers: bool) -> CodeWay:
    """How the code of an opinion that a clerk typed in is to reach the citizen. `messengers`: whether there are any."""
    text = nfkc(contact or "")
    is_reachable = "@" in text or sum(map(str.isdecimal, text)) >= _FEWEST_DIGITS
    return CodeWay.MESSAGE if messengers and is_reachable else CodeWay.PAPER


def may_confirm(way: str | None, printed_by: UUID | None, handled_by: UUID | None, *, by_handler: bool = False) -> bool:
    """Whether a code closes its matter as solved: not if whoever handled the matter could have read it.

    `printed_by` and `handled_by` are units; `by_handler`: who printed it is who submitted the result, in whatever post.
    `way` is `None` for a code that a clerk was told, as they were once.
    """
    match way:
        case CodeWay.SHOWN | CodeWay.MESSAGE:
            return True
        case CodeWay.PAPER:
            return printed_by is not None and printed_by != handled_by and not by_handler
        case _:
            return False
