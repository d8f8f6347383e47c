"""Deliveries to names: one that has only an IPv6 address is reached, and slow names hold up nobody else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network

import pytest

from escalation.kit.outbound import resolver
from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.resolver import NameServers
from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.test_resolver import NameServer, Zone, serving
from tests.support.receivers import receiver
from tests.support.waiting import until
from tests.support.world import World
from tests.webhooks.desk import at, at_work, owed, some_events, until_nothing_is_owed, until_tried

ONLY_V4, WITH_V6 = ("127.0.0.0/8",), ("127.0.0.0/8", "::1/128")


class Dawdling(NameServer):
    """Does not answer who asks for slow names, until it is let go."""

    def __init__(self, zone: Zone) -> None:
        super().__init__(zone)
        self.kept: list[tuple[bytes, tuple[str, int]]] = []
        self.is_let_go = False

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if b"slow" in data and not self.is_let_go:
            self.kept.append((data, addr))
            return
        super().datagram_received(data, addr)

    def let_go(self) -> None:
        self.is_let_go = True
        for data, addr in self.kept:
            self.datagram_received(data, addr)


@asynccontextmanager
async def dawdling(zone: Zone) -> AsyncIterator[tuple[NameServers, Dawdling]]:
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(lambda: Dawdling(zone), ("127.0.0.1", 0))
    try:
        yield NameServers([f"127.0.0.1:{transport.get_extra_info('sockname')[1]}"]), server
    finally:
        transport.close()


def sender_with(names: NameServers, networks: tuple[str, ...] = ONLY_V4) -> Sender:
    return Sender(AddressPolicy(allowed=tuple(map(ip_network, networks))), allow_http=True, resolver=names)


async def outcomes(world: World) -> list[tuple[str, str | None]]:
    rows = await world.runtime.database.pool.fetch("SELECT outcome, host(remote_ip) FROM webhook_attempts")
    return [tuple(row) for row in rows]


async def test_a_host_that_has_only_an_ipv6_address_is_delivered_to(world: World) -> None:
    async with receiver(address="::1") as here, serving({"six.example": ["::1"]}) as (names, _):
        await at(world, here, url=here.url_of("six.example"))
        _, events = await some_events(world, 2)
        async with at_work(world, sender=sender_with(names, WITH_V6)):
            await until_nothing_is_owed(world)
    assert [each.headers["webhook-id"] for each in here.received] == list(map(str, events))
    assert {each.headers["host"] for each in here.received} == {f"six.example:{here.port}"}
    assert await outcomes(world) == [("ok", "::1")] * 2


async def test_it_is_not_reached_where_the_operator_did_not_open_the_way(world: World) -> None:
    """The negative control."""
    async with receiver(address="::1") as here, serving({"six.example": ["::1"]}) as (names, _):
        await at(world, here, url=here.url_of("six.example"))
        await some_events(world, 1)
        async with at_work(world, sender=sender_with(names)):
            await until_tried(world, 1)
    assert (here.received, await outcomes(world)) == ([], [("blocked", None)])


async def test_others_do_not_wait_for_twenty_names_that_nobody_tells_the_address_of(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolver, "_EACH_SECONDS", 20.0)
    monkeypatch.setattr(resolver, "LOOKUP_SECONDS", 20.0)
    slow = [f"slow-{n}.example" for n in range(20)]
    zone: Zone = {name: ["127.0.0.1"] for name in (*slow, "quick.example")}
    async with receiver() as late, receiver() as quick, dawdling(zone) as (names, server):
        for name in slow:
            await at(world, late, url=late.url_of(name))
        for _ in range(4):
            await at(world, quick, url=quick.url_of("quick.example"))
        await some_events(world, 10)
        async with at_work(world, sender=sender_with(names)):

            async def all_names_were_asked_for() -> bool:
                return set(slow) <= {f"{_first_label(data)}.example" for data, _ in server.kept}

            async def the_others_have_everything() -> bool:
                return len(quick.received) == 40

            await until(all_names_were_asked_for)
            await until(the_others_have_everything)
            assert late.received == []
            server.let_go()
            await until_nothing_is_owed(world)
    assert (len(late.received), await owed(world)) == (200, 0)


def _first_label(question: bytes) -> str:
    return question[13 : 13 + question[12]].decode()
