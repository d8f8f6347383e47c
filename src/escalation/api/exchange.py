"""What is known about one request while it is being answered?"""

import os
from asyncio import Timeout, get_running_loop
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from escalation.texts import Language

_KEY = "escalation.exchange"


@dataclass(slots=True)
class Exchange:
    """Filled by the edge, the route and authentication; read by problem documents and the access log."""

    request_id: str
    default_language: Language = "zh"
    status: int = 0
    """Of the answer; 0 until one has begun."""
    code: str | None = None
    """Of the refusal, if it was one."""
    actor: str | None = None
    """An identifier (never a name or a key) set by authentication for the log."""
    body_arrived: bool = False
    """Whether the route may have begun to act: false while its body is still being read."""
    timeout: Timeout | None = None

    def allow(self, seconds: float) -> None:
        """Give this request `seconds` from now instead of what is left of its time."""
        if self.timeout is not None:
            self.timeout.reschedule(get_running_loop().time() + seconds)


def begin(scope: MutableMapping[str, Any], request_id: str, default_language: Language) -> Exchange:
    """Open the record of this request."""
    exchange = Exchange(request_id, default_language)
    scope[_KEY] = exchange
    return exchange


def of(scope: Mapping[str, Any]) -> Exchange:
    """The record of this request; a detached one where no edge opened it (an app without `install`)."""
    exchange: Exchange | None = scope.get(_KEY)
    return exchange or Exchange(new_request_id())


def new_request_id() -> str:
    """96 random bits in hexadecimal digits: an identifier, not a secret."""
    return os.urandom(12).hex()
