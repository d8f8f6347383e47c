"""What does a stream of events say? Server-Sent Events (HTML Living Standard, section 9.2), and where to go on."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn, cast
from urllib.parse import urlencode

from escalation_client.generated.models import FeedEvent
from escalation_client.problems import ConnectionLost, problem_of
from escalation_client.requests import Retry

SILENCE = 45.0
"""Seconds without a sign of life after which a stream is dead: three of the server's heartbeats."""

WAIT = 25
_LINE_END = re.compile(rb"\r\n|\n|\r(?!\Z)")
"""Nothing else ends a line: JSON may hold what Python takes for one."""

RECONNECT = Retry(base=0.5, longest=30.0)


@dataclass(slots=True)
class Stream:
    """How far a reader has come. `after` is theirs to keep: opened with it, a stream goes on behind it."""

    after: str | None = None
    types: Sequence[str] = ()
    ticket_id: str | None = None
    retry: float = 0.0
    """Seconds after which to come again, when the server has ended it."""
    failures: int = 0
    _lines: list[str] = field(default_factory=list)
    _rest: bytes = b""

    @property
    def path(self) -> str:
        """Where it is opened."""
        query = [("type", each) for each in self.types]
        query += [(name, value) for name, value in (("ticket_id", self.ticket_id), ("after", self.after)) if value]
        return f"/v1/events/stream?{urlencode(query)}"

    def begin(self) -> None:
        """A connection was opened: half a message of the one before is no message."""
        self._lines.clear()
        self._rest = b""

    def pause(self) -> float:
        """Seconds to wait before it is opened again."""
        return RECONNECT.pause(self.failures) if self.failures else self.retry

    def take(self, chunk: bytes) -> Iterator[FeedEvent]:
        """The events that are complete with these bytes. The cursor moves once the one before was dealt with."""
        self.failures = 0
        *lines, self._rest = _LINE_END.split(self._rest + chunk)
        for line in lines:
            if line:
                self._lines.append(line.decode())
            else:
                yield from self._message()

    def _message(self) -> Iterator[FeedEvent]:
        parts = [(name, value.removeprefix(" ")) for name, _, value in (each.partition(":") for each in self._lines)]
        self._lines.clear()
        fields = dict(parts)
        event = _event("\n".join(value for name, value in parts if name == "data"))
        if fields.get("retry", "").isdigit():
            self.retry = int(fields["retry"]) / 1000
        if event:
            yield event
        self.after = fields.get("id") or (event["feed_cursor"] if event else self.after)


def not_opened(status: int, content: bytes, headers: Mapping[str, str], now: float) -> NoReturn:
    """What to make of a stream that was not opened: come again (`ConnectionLost`), or a `Problem`."""
    problem = problem_of(status, content, headers, now)
    raise ConnectionLost(str(problem)) if problem.is_temporary else problem


def _event(data: str) -> FeedEvent | None:
    """Of a message of whatever name; what is none only moves the cursor."""
    try:
        found = json.loads(data)
    except ValueError:
        return None
    return cast(FeedEvent, found) if isinstance(found, dict) and "feed_cursor" in found and "type" in found else None
