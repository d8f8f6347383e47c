"""Which network addresses may be connected to? Public ones; others only if the operator says so.

Two kinds are closed: private networks, which one switch opens because receivers in the same building are common, and
everything else that is not the public internet, which only the operator's list of networks opens. Outside of 2000::/3
IPv6 is closed as a whole, and with it all spellings of IPv4 that are not taken apart here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class AddressVerdict(StrEnum):
    """What an address is to a sender of webhooks."""

    PUBLIC = "public"
    PRIVATE = "private"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What the operator allows beside public addresses; `allowed` opens whatever lies in these networks."""

    allow_private: bool = False
    allowed: tuple[Network, ...] = ()

    def permits(self, address: Address) -> bool:
        """Whether a connection to this address may be opened."""
        meant = _meant(address)
        if any(meant in network for network in self.allowed):
            return True
        verdict = _judge(meant)
        return verdict is AddressVerdict.PUBLIC or (verdict is AddressVerdict.PRIVATE and self.allow_private)


def judge(address: Address | str) -> AddressVerdict:
    """What an address is, whatever the operator allows. Raises `ValueError` for a text that is none."""
    return _judge(_meant(ip_address(address)))


def _judge(address: Address) -> AddressVerdict:
    return _judge_v4(address) if isinstance(address, IPv4Address) else _judge_v6(address)


def _meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for: mapped (RFC 4291 §2.5.5.2) or translated (RFC 6052 §2.1)."""
    if isinstance(address, IPv6Address) and any(address in prefix for prefix in _IPV4_IN_IPV6):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def _judge_v4(address: IPv4Address) -> AddressVerdict:
    if any(address in network for network in _FORBIDDEN_V4):
        return AddressVerdict.FORBIDDEN
    return AddressVerdict.PRIVATE if any(address in network for network in _PRIVATE_V4) else AddressVerdict.PUBLIC


def _judge_v6(address: IPv6Address) -> AddressVerdict:
    if address.scope_id is not None or any(address in network for network in _FORBIDDEN_V6):
        return AddressVerdict.FORBIDDEN
    if address in _UNIQUE_LOCAL:
        return AddressVerdict.PRIVATE
    return AddressVerdict.PUBLIC if address in _GLOBAL else AddressVerdict.FORBIDDEN


def _v4(networks: Iterable[str]) -> tuple[IPv4Network, ...]:
    return tuple(map(IPv4Network, networks))


def _v6(networks: Iterable[str]) -> tuple[IPv6Network, ...]:
    return tuple(map(IPv6Network, networks))


_FORBIDDEN_V4: Final = _v4((
    "0.0.0.0/8",  # this host (RFC 1122)
    "127.0.0.0/8",  # loopback
    "169.254.0.0/16",  # link-local, and the metadata of most clouds
    "100.100.100.200/32",  # metadata of Alibaba Cloud, inside a private range
    "168.63.129.16/32",  # metadata of Azure, inside a public range
    "192.0.0.0/24",  # protocol assignments (RFC 6890), and metadata of Oracle Cloud
    "192.0.2.0/24",  # documentation (RFC 5737)
    "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
    "198.18.0.0/15",  # benchmarks (RFC 2544)
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, and broadcast
))  # fmt: skip
_PRIVATE_V4: Final = _v4(("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))
_IPV4_IN_IPV6: Final = _v6(("::ffff:0:0/96", "64:ff9b::/96"))
_GLOBAL: Final = IPv6Network("2000::/3")
_UNIQUE_LOCAL: Final = IPv6Network("fc00::/7")
_FORBIDDEN_V6: Final = _v6((
    "2001::/23",  # protocol assignments, Teredo among them (RFC 2928)
    "2001:db8::/32",  # documentation (RFC 3849)
    "2002::/16",  # 6to4: an IPv4 address inside (RFC 3056)
    "3fff::/20",  # documentation (RFC 9637)
    "fd00:ec2::254/128",  # metadata of Amazon's cloud, inside a private range
))  # fmt: skip
