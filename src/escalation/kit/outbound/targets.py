"""May a webhook be sent to this URL, with these headers? What can be said without asking the network."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import quote

import idna

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.outbound.addresses import Address

LONGEST_URL: Final = 2_000
LONGEST_HOST: Final = 253
MOST_HEADERS: Final = 20
LONGEST_HEADER: Final = 1_000
LOWEST_OTHER_PORT: Final = 1024
"""Below it live mail, shells and name servers, into which a request could be smuggled."""

_USUAL_PORTS: Final = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a URL leads. `url`: its one spelling; `host`: a name in its ASCII form; `address`: if it is one."""

    url: str
    scheme: str
    host: str
    port: int
    address: Address | None


def check_url(url: str, *, allow_http: bool = False) -> Target:
    """The target of a URL. Raises `ValidationFailed` with a fault at `/url`.

    HTTPS, or HTTP where the operator allows it; no user name, no fragment, no port that belongs to another protocol, a
    host that is spelt as what it is. Which addresses may be reached is judged when they are known.
    """
    if len(url) > LONGEST_URL:
        raise _refused("too_long", N_("A URL has at most {most} characters."), most=LONGEST_URL)
    if not url.isprintable() or " " in url or "\\" in url:
        raise _malformed()
    scheme, authority, rest = _split(url, allow_http=allow_http)
    if "@" in authority:
        raise _refused("userinfo", N_("A URL with a user name or password is not allowed; use headers."))
    if "#" in rest:
        raise _refused("fragment", N_("A URL with a fragment (#…) is not allowed."))
    host, port = _host_and_port(authority, scheme)
    host, address = _host(host)
    shown = f"[{host}]" if isinstance(address, IPv6Address) else host
    place = shown if port == _USUAL_PORTS[scheme] else f"{shown}:{port}"
    return Target(f"{scheme}://{place}{quote(rest, safe=_SAFE) or '/'}", scheme, host, port, address)


def check_headers(headers: Mapping[str, str]) -> None:
    """Raise `ValidationFailed` for headers of an endpoint's own that cannot be sent, with faults below `/headers`.

    They may not stand for what we say ourselves, nor for what belongs to one connection (RFC 9110 §7.6.1).
    """
    if faults := list(_header_faults(headers)):
        raise ValidationFailed(faults=faults)


def _split(url: str, *, allow_http: bool) -> tuple[str, str, str]:
    """Scheme, authority, and the path with its query."""
    scheme, separator, rest = url.partition("://")
    scheme = scheme.lower()
    if not separator or scheme not in _USUAL_PORTS or (scheme == "http" and not allow_http):
        either = N_("The URL has to begin with https:// or http://.")
        raise _refused("scheme", either if allow_http else N_("The URL has to begin with https://."))
    end = _END_OF_AUTHORITY.search(rest)
    at = end.start() if end else len(rest)
    path = rest[at:]
    return scheme, rest[:at], f"/{path}" if path.startswith("?") else path


def _host_and_port(authority: str, scheme: str) -> tuple[str, int]:
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise _malformed()
    if parts["port"] is None:
        return parts["host"], _USUAL_PORTS[scheme]
    port = int(parts["port"])
    is_usual = port == _USUAL_PORTS[scheme]
    if not is_usual and (not LOWEST_OTHER_PORT <= port <= 65535 or port in _OTHER_PROTOCOLS):
        raise _refused("port", N_("The port has to be that of the scheme, or one above 1023 of no other protocol."))
    return parts["host"], port


def _host(host: str) -> tuple[str, Address | None]:
    """The host as it goes over the wire: compatible characters folded (UTS #46), a last dot taken off."""
    if host.startswith("["):
        address = _ipv6(host[1:-1])
        return str(address), address
    host = _ascii(host).removesuffix(".")
    try:
        return host, IPv4Address(host)
    except AddressValueError:
        pass
    # What ends in a number is an address in a spelling that some libraries take and others do not (WHATWG URL §3.5).
    if len(host) > LONGEST_HOST or not _NAME.fullmatch(host) or _ENDS_IN_NUMBER.search(host):
        raise _malformed()
    return host, None


def _ipv6(text: str) -> IPv6Address:
    try:
        return IPv6Address(text)
    except AddressValueError:
        raise _malformed() from None


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    if len(host) > LONGEST_HOST:
        raise _malformed()
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise _malformed() from None


def _header_faults(headers: Mapping[str, str]) -> Iterator[Fault]:
    if len(headers) > MOST_HEADERS:
        yield Fault("/headers", "too_many", N_("At most {most} headers can be added."), {"most": MOST_HEADERS})
        return
    times = Counter(name.lower() for name in headers)
    for name, value in headers.items():
        pointer = f"/headers/{name.replace('~', '~0').replace('/', '~1')}"
        if not _TOKEN.fullmatch(name):
            yield Fault(
                "/headers", "header_name", N_("A header's name is made of letters, digits, hyphens and underscores.")
            )
        elif name.lower() in _OURS or name.lower().startswith(_OUR_PREFIX):
            yield Fault(pointer, "reserved_header", N_("This header is set by the sender."))
        elif times[name.lower()] > 1:
            yield Fault(pointer, "repeated_header", N_("This header is given more than once."))
        elif not _VALUE.fullmatch(value):
            detail = N_("A header's value has at most {most} visible ASCII characters and spaces, none at its ends.")
            yield Fault(pointer, "header_value", detail, {"most": LONGEST_HEADER})


def _malformed() -> ValidationFailed:
    return _refused("malformed", N_("This is not a URL that a webhook can be sent to."))


def _refused(code: str, detail: str, **params: int) -> ValidationFailed:
    return ValidationFailed(faults=[Fault("/url", f"url_{code}", detail, dict(params))])


# What RFC 3986 lets stand in a path and a query; anything else is written as its bytes.
_SAFE: Final = "/?:@!$&'()*+,;=-._~%"
_END_OF_AUTHORITY: Final = re.compile(r"[/?#]")
_AUTHORITY: Final = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]*\]|[^\[\]:%@]+)(?::(?P<port>[0-9]{1,5}))?")
_LABEL: Final = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_ENDS_IN_NUMBER: Final = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)$")
# Ports above 1023 on which something else than HTTP is at home: those that browsers refuse (WHATWG Fetch §2.9), and
# databases, caches, queues and machines' own interfaces, which are often left without a password inside a network.
_OTHER_PROTOCOLS: Final = frozenset({
    1433, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 4444, 5060, 5061,
    5432, 5672, 5900, 6000, 6379, 6380, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092, 9200, 9300, 10080,
    10250, 11211, 15672, 26379, 27017,
})  # fmt: skip
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_VALUE: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,998}[\x21-\x7e])?")
_OUR_PREFIX: Final = "webhook-"
_OURS: Final = frozenset({
    "accept", "accept-encoding", "connection", "content-encoding", "content-length", "content-type", "cookie", "date",
    "expect", "host", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
    "transfer-encoding", "upgrade", "user-agent",
})  # fmt: skip
