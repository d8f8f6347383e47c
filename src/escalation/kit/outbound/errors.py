"""Which errors can an attempt end with, and whose are they? The many ways to fail, in few words for its owner."""

from errno import EADDRNOTAVAIL, EMFILE, ENETDOWN, ENFILE, ENOBUFS, ENOMEM
from ssl import SSLCertVerificationError
from typing import Final

import structlog
from aiohttp import (
    ClientConnectionError,
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientResponseError,
    ClientSSLError,
    InvalidURL,
)
from aiohttp.http_exceptions import HttpProcessingError

from escalation.errors import trace_without_texts
from escalation.kit.outbound.connections import Trip
from escalation.kit.outbound.guard import Blocked
from escalation.kit.outbound.outcomes import Kind, Trouble
from escalation.kit.outbound.resolver import NoNameServer

_log = structlog.get_logger(__name__)

# OpenSSL, X509_V_ERR_*: what is wrong with a certificate.
_CERT_NOT_YET_VALID, _CERT_HAS_EXPIRED, _HOSTNAME_MISMATCH, _IP_ADDRESS_MISMATCH = 9, 10, 62, 64
_OURS: Final = frozenset({EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, ENETDOWN})


def what_failed(error: Exception, trip: Trip) -> tuple[Kind, Trouble]:  # noqa: PLR0911 - a table, line by line
    """What to call it that this was raised. What nobody foresaw is logged, and is the fault of who had spoken."""
    if trip.is_blocked:
        return Kind.BLOCKED, Trouble.BLOCKED
    match error:
        case TimeoutError():
            return Kind.TIMEOUT, Trouble.NO_ANSWER if trip.is_connected else Trouble.NO_CONNECTION
        case ClientConnectorDNSError():
            return _of_name(error.os_error)
        case ClientConnectorCertificateError():
            return Kind.TLS, _of_certificate(error.certificate_error)
        case ClientSSLError():
            return Kind.TLS, Trouble.NO_TLS
        case ClientConnectorError():
            return _of_connecting(error.os_error, trip)
        case InvalidURL():
            return Kind.BLOCKED, Trouble.BLOCKED_URL
        case ClientResponseError() | HttpProcessingError():
            return Kind.BAD_RESPONSE, Trouble.NOT_HTTP
        case ClientConnectionError():
            return _of_hanging_up(trip)
        case _:
            return _unforeseen(error, trip)


def _of_name(error: OSError) -> tuple[Kind, Trouble]:
    match error:
        case Blocked():
            return Kind.BLOCKED, Trouble.BLOCKED
        case NoNameServer():
            return Kind.OURS, Trouble.OURS
        case _:
            return Kind.DNS, Trouble.UNKNOWN_NAME


def _of_certificate(error: Exception) -> Trouble:
    if not isinstance(error, SSLCertVerificationError):
        return Trouble.OTHER_HOST
    match error.verify_code:
        case code if code in {_CERT_HAS_EXPIRED, _CERT_NOT_YET_VALID}:
            return Trouble.EXPIRED
        case code if code in {_HOSTNAME_MISMATCH, _IP_ADDRESS_MISMATCH}:
            return Trouble.OTHER_HOST
        case _:
            return Trouble.UNTRUSTED


def _of_connecting(error: OSError, trip: Trip) -> tuple[Kind, Trouble]:
    if trip.wants_socket or error.errno in _OURS:
        return Kind.OURS, Trouble.OURS
    if isinstance(error, ConnectionRefusedError):
        return Kind.CONNECT, Trouble.REFUSED
    # Who accepts a connection and drops it before there is one to us, drops it while TLS is agreed upon.
    if isinstance(error, ConnectionError):
        return Kind.TLS, Trouble.NO_TLS
    return Kind.CONNECT, Trouble.UNREACHABLE


def _of_hanging_up(trip: Trip) -> tuple[Kind, Trouble]:
    if trip.was_flooded:
        return Kind.BAD_RESPONSE, Trouble.NOT_HTTP
    return Kind.RESET, Trouble.CLOSED


def _unforeseen(error: Exception, trip: Trip) -> tuple[Kind, Trouble]:
    _log.error("delivery_failed_unforeseen", trace=list(trace_without_texts(error)))
    return (Kind.BAD_RESPONSE, Trouble.NOT_HTTP) if trip.heard else (Kind.OURS, Trouble.OURS)
