"""Names are looked up with real name servers, which lie, err and fall silent."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import cast

import pytest

from escalation.errors import ValidationFailed
from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.kit.outbound.resolver import NameServers
from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.receivers import LOCAL, fine, receiving
from tests.support.waiting import LONGEST

A, CNAME, AAAA = 1, 5, 28
NOT_FOUND, FAILED, REFUSED = 3, 2, 5

Zone = Mapping[str, list[str] | int | None]
"""By name: addresses, or `=other.name`; or what goes wrong, `None` for silence."""


class NameServer(asyncio.DatagramProtocol):
    """Answers from a zone, with answers that may not be remembered (RFC 1035 §4)."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.asked: list[str] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        end = data.index(b"\x00", 12) + 1
        name, type_ = _name(data[12:end]), int.from_bytes(data[end : end + 2])
        self.asked.append(name)
        found = self.zone.get(name, NOT_FOUND)
        if found is None:
            return
        records = [_record(each, type_) for each in found] if isinstance(found, list) else []
        answers = [record for record in records if record]
        code = found if isinstance(found, int) else 0
        header = data[:2] + bytes([0x81, 0x80 | code, 0, 1, 0, len(answers), 0, 0, 0, 0])
        self.transport.sendto(header + data[12 : end + 4] + b"".join(answers), addr)


@asynccontextmanager
async def serving(zone: Zone) -> AsyncIterator[tuple[NameServers, NameServer]]:
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(lambda: NameServer(zone), ("127.0.0.1", 0))
    try:
        yield NameServers([f"127.0.0.1:{transport.get_extra_info('sockname')[1]}"]), server
    finally:
        transport.close()


async def sent(zone: Zone, host: str, policy: AddressPolicy = LOCAL) -> DeliveryOutcome:
    async with receiving(fine) as receiver, serving(zone) as (names, _):  # noqa: SIM117 - the one needs the other
        async with Sender(policy, allow_http=True, resolver=names) as sender:
            return await sender.post(receiver.url(host), {}, b"{}", timeout=LONGEST)


async def test_a_name_is_found() -> None:
    assert (await sent({"receiver.example": ["127.0.0.1"]}, "receiver.example")).kind is Kind.OK


async def test_a_chain_of_names_is_judged_by_its_end() -> None:
    zone: Zone = {"a.example": ["=b.example", "127.0.0.1"]}
    assert (await sent(zone, "a.example")).kind is Kind.OK
    assert (await sent(zone, "a.example", AddressPolicy())).kind is Kind.BLOCKED


@pytest.mark.parametrize("addresses", [["93.184.216.34", "10.0.0.1"], ["::1", "93.184.216.34"], ["::ffff:127.0.0.1"]])
async def test_a_mixed_answer_is_blocked(addresses: list[str]) -> None:
    assert (await sent({"mixed.example": addresses}, "mixed.example", AddressPolicy())).kind is Kind.BLOCKED


async def test_an_answer_that_may_not_be_remembered_is_judged_each_time() -> None:
    zone: dict[str, list[str] | int | None] = {"rebinding.example": ["93.184.216.34"]}
    async with serving(zone) as (names, _), Sender(AddressPolicy(), allow_http=True, resolver=names) as sender:
        await sender.check("http://rebinding.example:8000/")
        zone["rebinding.example"] = ["127.0.0.1"]
        with pytest.raises(ValidationFailed):
            await sender.check("http://rebinding.example:8000/")
        outcome = await sender.post("http://rebinding.example:8000/", {}, b"{}", timeout=LONGEST)
    assert outcome.kind is Kind.BLOCKED


@pytest.mark.parametrize("trouble", [NOT_FOUND, FAILED, REFUSED, []])
async def test_a_name_without_an_address_is_its_owner_s_affair(trouble: int | list[str]) -> None:
    zone: Zone = {"nowhere.example": trouble, "": []}
    assert (await sent(zone, "nowhere.example")).kind is Kind.DNS


@pytest.mark.slow
async def test_whose_affair_silence_is_depends_on_whether_others_are_answered() -> None:
    """Name servers that answer when they are asked for the root are up: the silence is that of the name's own ones."""
    zones: tuple[Zone, ...] = ({"silent.example": None, "": REFUSED}, {"silent.example": None, "": None})
    of_one_name, of_all = await asyncio.gather(*(sent(zone, "silent.example") for zone in zones))
    assert (of_one_name.kind, of_all.kind) == (Kind.DNS, Kind.OURS)


async def test_that_no_name_server_is_there_is_ours() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    async with Sender(LOCAL, allow_http=True, resolver=NameServers([f"127.0.0.1:{port}"])) as sender:
        outcome = await sender.post("http://receiver.example:8000/", {}, b"{}", timeout=LONGEST)
        # Nothing is known of the name, so nothing is held against it.
        assert (await sender.check("http://receiver.example:8000/")).host == "receiver.example"
    assert outcome.kind is Kind.OURS


async def test_many_deliveries_to_one_name_ask_once() -> None:
    async with receiving(fine) as receiver, serving({"receiver.example": ["127.0.0.1"]}) as (names, server):
        async with Sender(LOCAL, allow_http=True, resolver=names) as sender:
            posts = (sender.post(receiver.url("receiver.example"), {}, b"{}", timeout=LONGEST) for _ in range(20))
            assert {outcome.kind for outcome in await asyncio.gather(*posts)} == {Kind.OK}
        assert set(server.asked) == {"receiver.example"}
        assert len(server.asked) <= 2  # for its two kinds of addresses


async def test_a_name_that_is_not_known_is_refused_when_an_endpoint_is_made() -> None:
    async with serving({}) as (names, _), Sender(AddressPolicy(), resolver=names) as sender:
        with pytest.raises(ValidationFailed) as refused:
            await sender.check("https://no-such.example/")
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/url", "url_unknown_host")]


def _name(wire: bytes) -> str:
    labels, at = list[str](), 0
    while wire[at]:
        labels.append(wire[at + 1 : at + 1 + wire[at]].decode())
        at += 1 + wire[at]
    return ".".join(labels).lower()


def _record(entry: str, type_: int) -> bytes:
    """Of the name that was asked for; what follows a `=` is of that other name, but clients do not mind."""
    if entry.startswith("="):
        labels = b"".join(bytes([len(label)]) + label.encode() for label in entry[1:].split(".")) + b"\x00"
        return _resource(CNAME, labels)
    if ":" in entry:
        return _resource(AAAA, socket.inet_pton(socket.AF_INET6, entry)) if type_ == AAAA else b""
    return _resource(A, socket.inet_pton(socket.AF_INET, entry)) if type_ == A else b""


def _resource(type_: int, data: bytes) -> bytes:
    return b"\xc0\x0c" + type_.to_bytes(2) + b"\x00\x01" + bytes(4) + len(data).to_bytes(2) + data
