"""Which rate limit has somebody without a key? So high a one that nobody who means well notices."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import monotonic
from typing import cast

from fastapi import Request

from escalation.errors import TooManyRequests

A_MINUTE = 60.0
EACH, ALL = 30, 1_200
"""Requests a minute of one address, and of all together, in one process."""

_MOST_ADDRESSES = 20_000
_HOME_NETWORK = 64


class Throttle:
    """A bucket for each address and one for all (leaky bucket as a meter): a burst passes, a stream does not.

    What is kept of an address is the moment at which its bucket will be empty.
    """

    def __init__(self, *, each: int = EACH, all_: int = ALL, clock: Callable[[], float] = monotonic) -> None:
        """Start with empty buckets."""
        self._drop, self._common_drop = A_MINUTE / each, A_MINUTE / all_
        self._clock = clock
        self._empty_at: OrderedDict[str, float] = OrderedDict()
        self._common_empty_at = 0.0

    def admit(self, address: str) -> None:
        """Count a request. Raises `TooManyRequests` with the seconds to wait if a bucket is full."""
        now = self._clock()
        own = max(self._empty_at.pop(address, 0.0), now) + self._drop
        common = max(self._common_empty_at, now) + self._common_drop
        wait = max(own, common) - now - A_MINUTE
        if wait > 0:
            self._remember(address, own - self._drop)
            raise TooManyRequests(extra={"retry_after": ceil(wait)})
        self._remember(address, own)
        self._common_empty_at = common

    def is_full(self, address: str) -> bool:
        """Whether `admit` would refuse it now, for what this address did."""
        return self._empty_at.get(address, 0.0) + self._drop - self._clock() > A_MINUTE

    def _remember(self, address: str, empty_at: float) -> None:
        self._empty_at[address] = empty_at
        if len(self._empty_at) > _MOST_ADDRESSES:
            self._empty_at.popitem(last=False)


async def throttled(request: Request) -> None:
    """Count this request against its address; to be declared by routes that need no key."""
    cast(Throttle, request.app.state.throttle).admit(address_of(request))


def address_of(request: Request) -> str:
    """Of an IPv6 address its network: a home has 2^64 of them. What a header claims is not asked."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((address, _HOME_NETWORK), strict=False)) if isinstance(address, IPv6Address) else host
