"""Public addresses may be reached; others only if the operator names them, or opens private ones as a whole."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.kit.outbound.addresses import AddressPolicy, AddressVerdict, judge
from tests.kit.outbound.vectors import FORBIDDEN, PRIVATE, PUBLIC

VERDICTS = {
    **dict.fromkeys(PUBLIC, AddressVerdict.PUBLIC),
    **dict.fromkeys(PRIVATE, AddressVerdict.PRIVATE),
    **dict.fromkeys(FORBIDDEN, AddressVerdict.FORBIDDEN),
}


def permitted(policy: AddressPolicy) -> set[str]:
    return {address for address in VERDICTS if policy.permits(ip_address(address))}


def test_an_address_is_judged_by_what_it_means() -> None:
    assert {address: judge(address) for address in VERDICTS} == VERDICTS


def test_without_a_word_from_the_operator_only_public_addresses_are_permitted() -> None:
    assert permitted(AddressPolicy()) == set(PUBLIC)


def test_the_switch_for_private_networks_opens_nothing_else() -> None:
    assert permitted(AddressPolicy(allow_private=True)) == {*PUBLIC, *PRIVATE}


def test_a_network_the_operator_names_is_open_in_every_spelling_and_no_other_is() -> None:
    policy = AddressPolicy(allowed=(ip_network("127.0.0.0/8"),))
    permitted = [address for address in (*PRIVATE, *FORBIDDEN) if policy.permits(ip_address(address))]
    assert permitted == [
        "127.0.0.1", "127.1.2.3", "127.255.255.255", "::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::127.0.0.1",
    ]  # fmt: skip


def test_what_is_no_address_is_not_judged() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        judge("2130706433.")


@given(st.integers(0, 2**32 - 1), st.sampled_from(["::ffff:0:0", "64:ff9b::"]))
def test_an_ipv4_address_is_the_same_in_the_clothes_of_ipv6(number: int, prefix: str) -> None:
    dressed = IPv6Address(int(IPv6Address(prefix)) + number)
    assert judge(dressed) is judge(IPv4Address(number))


@given(st.integers(0, 2**32 - 1))
def test_what_is_judged_public_is_what_the_registries_call_global_unicast(number: int) -> None:
    address = IPv4Address(number)
    assert judge(address) is not AddressVerdict.PUBLIC or (address.is_global and not address.is_multicast)


@given(st.integers(0, 2**128 - 1))
def test_outside_of_global_unicast_ipv6_is_never_public(number: int) -> None:
    address = IPv6Address(number)
    translated = address in ip_network("64:ff9b::/96") or address.ipv4_mapped is not None
    assert judge(address) is not AddressVerdict.PUBLIC or translated or address in ip_network("2000::/3")
