"""Why was a request refused? As an exception that says what is the matter (RFC 9457)."""

import json
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

from escalation_client.generated.models import ProblemFault


class Problem(Exception):  # It is the field's word.
    """Raised for every answer that is no success. Whoever does not know a `code` goes by `status`.

    `fields` says which places of the request are wrong; `document` is everything the server said, members of single
    codes included (`current_state`, `allowed_actions`, `earliest`); `retry_after`: seconds.
    """

    def __init__(self, status: int, document: Mapping[str, Any], retry_after: float | None = None) -> None:
        self.status = status
        self.document = document
        self.code: str = document.get("code", "")
        self.title: str = document.get("title", f"HTTP {status}")
        self.detail: str = document.get("detail", "")
        self.fields: Sequence[ProblemFault] = document.get("errors", [])
        self.request_id: str | None = document.get("request_id")
        self.retry_after = retry_after
        places = "; ".join(f"{each['pointer']} {each['detail']}" for each in self.fields)
        said = [f"{self.title} ({self.code or status})", self.detail, places]
        super().__init__(": ".join(each for each in said if each))

    @property
    def is_conflict(self) -> bool:
        """Somebody was faster, or the ticket stands where this cannot be done: read again, and let a person decide."""
        return self.status in {409, 412}

    @property
    def is_stale(self) -> bool:
        """It was decided on an older version."""
        return self.status == 412

    @property
    def is_not_found(self) -> bool:
        """Not there, or not to be seen."""
        return self.status == 404

    @property
    def is_denied(self) -> bool:
        """Whoever asked is not signed in, or may not do this."""
        return self.status in {401, 403}

    @property
    def is_invalid(self) -> bool:
        """The request itself is wrong: `fields` says where."""
        return self.status in {400, 422}

    @property
    def is_temporary(self) -> bool:
        """Not now: the same request may succeed later."""
        return self.status == 429 or self.status >= 500


class ConnectionLost(Exception):
    """No answer came, so what was asked for may have been done or not."""


class SignedOut(Exception):
    """Nobody is signed in, or not any more: to be answered by asking the person to sign in."""


def problem_of(status: int, content: bytes, headers: Mapping[str, str], now: float) -> Problem:
    """What an answer refuses. A proxy between may answer without a document. `now`: seconds since 1970."""
    try:
        document = json.loads(content)
    except ValueError:
        document = {}
    return Problem(status, document if isinstance(document, dict) else {}, seconds_to_wait(headers, now))


def seconds_to_wait(headers: Mapping[str, str], now: float) -> float | None:
    """`Retry-After`, whether it is given in seconds or as a date (RFC 9110 section 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except ValueError:
        return None
