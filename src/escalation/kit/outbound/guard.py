"""Which guard judges every connection? Names when they are resolved, each address again when its socket is made.

A literal address in a URL is never resolved, and a name may be answered otherwise the second time: the socket is the
one place that all have to pass.
"""

import socket
from ipaddress import ip_address
from typing import Any, Final

from escalation.kit.outbound.addresses import AddressPolicy

MOST_KEPT: Final = 500
"""Open sockets up to which connections are kept for the next delivery."""

AddressInfo = tuple[Any, Any, int, str, tuple[Any, ...]]
"""As `socket.getaddrinfo` returns it."""


class Blocked(OSError):
    """An address that may not be reached. Its text is the same for all, so that it tells nothing of the network."""

    def __init__(self) -> None:
        super().__init__("blocked")


class SocketGuard:
    """Makes the sockets of a client, none to where the policy does not permit, and counts them."""

    def __init__(self, policy: AddressPolicy) -> None:
        self.policy = policy
        self.open = 0

    @property
    def is_crowded(self) -> bool:
        """Whether so many sockets are open that one should be closed when it has served."""
        return self.open > MOST_KEPT

    def require(self, address: str) -> None:
        """Raise `Blocked` unless the address, as text, may be reached."""
        if not self.policy.permits(ip_address(address)):
            raise Blocked

    def socket(self, info: AddressInfo) -> socket.socket:
        """A socket for an address that is about to be connected to. Raises `Blocked`, or `OSError` for want of one."""
        family, kind, protocol, _, address = info
        self.require(str(address[0]))
        return _Counted(self, family, kind, protocol)


class _Counted(socket.socket):
    """A socket that says when it is closed."""

    def __init__(self, guard: SocketGuard, family: int, kind: int, protocol: int) -> None:
        super().__init__(family, kind, protocol)
        self.setblocking(False)
        self._guard: SocketGuard | None = guard
        guard.open += 1

    def close(self) -> None:
        """Close, and be counted no more."""
        super().close()
        if self._guard is not None:
            self._guard.open -= 1
            self._guard = None
