"""What is asked of the servers, and how are requests written? Each kind of question goes on for ever."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import count, cycle
from typing import Final

import orjson

from bench.transitions.workload import Matter, Who, requests


class Kind(StrEnum):
    """A kind of request."""

    MOVE = "a move"
    TICKET = "a ticket, with its opinion"
    OPINION = "an opinion"
    PAGE = "a page of fifty"


def asked(kind: Kind, matters: Sequence[Matter], client: int) -> Iterator[bytes]:
    """What one client sends. Each request that changes something has an Idempotency-Key of its own."""
    return _WRITERS[kind](matters, client)


def _tickets(matters: Sequence[Matter], client: int) -> Iterator[bytes]:
    body = {"urgency": "routine", "difficulty": "simple", "opinion": _OPINION}
    for number, matter in zip(count(1), cycle(matters), strict=False):
        yield _post("/v1/tickets", matter, body, f"ticket-{client}-{number}")


def _opinions(matters: Sequence[Matter], client: int) -> Iterator[bytes]:
    for number, matter in zip(count(1), cycle(matters), strict=False):
        yield _post("/v1/opinions", matter, _OPINION, f"opinion-{client}-{number}")


def _pages(matters: Sequence[Matter], _client: int) -> Iterator[bytes]:
    for matter in cycle(matters):
        head = _head("GET", "/v1/tickets?limit=50", matter.place.keys[Who.TOWN_LEADER])
        yield f"{head}\r\n".encode()


def _post(path: str, matter: Matter, fields: Mapping[str, object], key: str) -> bytes:
    body = orjson.dumps(fields)
    head = _head("POST", path, matter.place.keys[Who.VILLAGE])
    more = f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return f"{head}{more}".encode() + body


def _head(method: str, path: str, key: str) -> str:
    return (
        f"{method} {path} HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\nUser-Agent: bench\r\n"
        f"Authorization: Bearer {key}\r\n"
    )


_OPINION: Final = {
    "title": "村口路灯不亮", "source": "phone",
    "content": "村口到小学的路灯坏了一个多星期，晚上孩子放学走这条路很不安全，希望尽快派人来修一下。",
    "citizen": {"name": "王小明", "contact": "13800131234"},
}  # fmt: skip
_WRITERS: Final[Mapping[Kind, Callable[[Sequence[Matter], int], Iterator[bytes]]]] = {
    Kind.MOVE: requests,
    Kind.TICKET: _tickets,
    Kind.OPINION: _opinions,
    Kind.PAGE: _pages,
}
