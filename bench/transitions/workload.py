"""What is asked of both servers? Seven moves that lead a ticket back to where it began, so that it can go on for ever.

    dispatched at a village ─ sign ─ comment ─ resolve ─ (town) audit_fail ─ escalate ─ (town) sign ─ hand_down ─┐
          ▲──────────────────────────────────────────────────────────────────────────────────────────────────────┘

Three of the seven write a hand-over, two a receipt, two neither; one writes little besides its event.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, cycle
from uuid import UUID

import orjson

from escalation.actors import Actor
from escalation.organisation.domain.units import Unit


class Who(StrEnum):
    """Who makes a move: somebody of the village, or of the town above it."""

    VILLAGE = "village"
    TOWN = "town"
    TOWN_LEADER = "town leader"


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the cycle. `to_village`: it names the village as the unit that takes over."""

    action: str
    who: Who
    fields: Mapping[str, str]
    to_village: bool = False


CYCLE = (
    Step("sign", Who.VILLAGE, {}),
    Step("comment", Who.VILLAGE, {"text": "已到现场查看，路灯线路老化，需要更换电缆。"}),
    Step("resolve", Who.VILLAGE, {"outcome": "solved", "reply": "路灯已修好，请您放心。如再有问题请随时联系我们。"}),
    Step("audit_fail", Who.TOWN_LEADER, {"reason": "没有照片，请补充后再报。"}),
    Step("escalate", Who.VILLAGE, {"reason": "需要更换整条线路，村里没有经费。"}),
    Step("sign", Who.TOWN, {}),
    Step("hand_down", Who.TOWN, {"instructions": "经费已落实，请在本周内组织施工。"}, to_village=True),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A village, the town above it, and who works there: as actors, and by their keys."""

    village: Unit
    town: Unit
    actors: Mapping[Who, Actor]
    keys: Mapping[Who, str]


@dataclass(frozen=True, slots=True)
class Matter:
    """One ticket that stands at the beginning of the cycle."""

    ticket_id: UUID
    place: Place


def requests(matters: Sequence[Matter], client: int) -> Iterator[bytes]:
    """What one client sends, for ever: the first move for each of its tickets in turn, then the second, and so on.

    Every request has an Idempotency-Key of its own; `client` keeps the clients' keys apart.
    """
    numbers = count(1)
    for step in cycle(CYCLE):
        for matter in matters:
            yield _request(matter, step, f"client-{client}-request-{next(numbers)}")


def fields(matter: Matter, step: Step) -> dict[str, object]:
    """The fields of a move for one ticket."""
    return {**step.fields, **({"unit_id": matter.place.village.id} if step.to_village else {})}


def _request(matter: Matter, step: Step, key: str) -> bytes:
    body = orjson.dumps({"action": step.action, **fields(matter, step)}, default=str)
    head = (
        f"POST /v1/tickets/{matter.ticket_id}/transitions HTTP/1.1\r\n"
        "Host: bench\r\n"
        "Accept: application/json\r\n"
        "User-Agent: bench\r\n"
        f"Authorization: Bearer {matter.place.keys[step.who]}\r\n"
        f"Idempotency-Key: {key}\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
