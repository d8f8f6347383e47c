"""Which outcomes can an attempt to deliver have? Always one of these, whatever the receiver did."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from escalation.errors import N_

MOST_OF_BODY: Final = 16 * 1024
"""Bytes of an answer that are read; a receiver that says more is not listened to."""

_GONE, _TOO_MANY, _UNAVAILABLE = 410, 429, 503


class Kind(StrEnum):
    """What came of it, in one word: for the log, for figures, and for what happens next."""

    OK = "ok"
    HTTP_ERROR = "http_error"
    REDIRECT = "redirect"
    GONE = "gone"
    THROTTLED = "throttled"
    TIMEOUT = "timeout"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    RESET = "reset"
    BLOCKED = "blocked"
    BAD_RESPONSE = "bad_response"
    OURS = "ours"
    """Nothing that the receiver could help: the attempt does not count."""

    @property
    def is_failure(self) -> bool:
        """Whether it is held against the endpoint: not what it asked for politely, nor what it could not help."""
        return self not in _NO_FAILURES


class ReceiverOrder(StrEnum):
    """What a receiver may ask for in the header `webhook-delivery` of its answer."""

    ABORT_MESSAGE = "abort-message"
    DISABLE = "disable"


class Trouble(StrEnum):
    """What the endpoint's owner is told, as message ids. None names an address, a resolver or our side of the wall."""

    NO_ANSWER = N_("The receiver did not answer in time.")
    NO_CONNECTION = N_("No connection to the receiver could be made in time.")
    UNKNOWN_NAME = N_("The host name cannot be resolved.")
    REFUSED = N_("The receiver refused the connection.")
    UNREACHABLE = N_("The receiver cannot be reached.")
    EXPIRED = N_("The receiver's certificate has expired or is not valid yet.")
    OTHER_HOST = N_("The receiver's certificate is for another host.")
    UNTRUSTED = N_("The receiver's certificate is not from an authority that is trusted here.")
    NO_TLS = N_("No TLS connection could be set up with the receiver.")
    CLOSED = N_("The receiver closed the connection before it answered.")
    NOT_HTTP = N_("The answer is not valid HTTP, or its head is too large.")
    MOVED = N_("The receiver answered with a redirect. Redirects are not followed: change the URL.")
    CUT = N_("The body of the answer did not arrive as a whole.")
    BLOCKED = N_("Nothing is sent to this address: it is not a public one.")
    BLOCKED_URL = N_("Nothing is sent to this URL: its form is not allowed.")
    OURS = N_("It could not be sent at that moment for a reason on our side. It does not count against the receiver.")


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """What came of an attempt.

    `error` is a `Trouble` or `None`; an attempt can succeed and still have one, if the body of the answer was cut.
    `headers`: those of the answer, names in lower case, free of NUL, within bounds. `body`: its first
    `MOST_OF_BODY` bytes as they came. `retry_after`: how long the receiver asked to be left alone, within bounds.
    """

    kind: Kind
    status: int | None
    duration_ms: int
    remote_ip: str | None = None
    error: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    retry_after: timedelta | None = None
    order: ReceiverOrder | None = None

    @property
    def ok(self) -> bool:
        """Whether it was delivered."""
        return self.kind is Kind.OK


def kind_of(status: int, retry_after: timedelta | None) -> Kind:
    """What a status says (RFC 9110 §15): the status line decides, whatever becomes of the body."""
    if 200 <= status < 300:
        return Kind.OK
    if 300 <= status < 400:
        return Kind.REDIRECT
    if status == _GONE:
        return Kind.GONE
    if status == _TOO_MANY or (status == _UNAVAILABLE and retry_after is not None):
        return Kind.THROTTLED
    return Kind.HTTP_ERROR


def order_of(said: str | None) -> ReceiverOrder | None:
    """What the header `webhook-delivery` asks for; anything unknown is passed over."""
    word = (said or "").strip().lower()
    return ReceiverOrder(word) if word in _ORDERS else None


_NO_FAILURES: Final = frozenset({Kind.OK, Kind.THROTTLED, Kind.OURS})
_ORDERS: Final = frozenset(ReceiverOrder)
