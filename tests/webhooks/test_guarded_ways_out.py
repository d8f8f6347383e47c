"""Five doors lead out: create, ping, test, probe and delivery. One guard stands at all of them, and judges alike."""

import asyncio
import socket
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import AsyncIterator, Mapping, Sequence
from uuid import UUID

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.sender import Sender
from escalation.webhooks.engine.delivery_worker import DeliveryWorker
from escalation.webhooks.usecases import endpoints
from tests.kit.outbound.vectors import FORBIDDEN, INWARD_URLS, MALFORMED_URLS, NAMED_URLS, PRIVATE, PUBLIC
from tests.support.callers import Callers
from tests.support.endpoint_makers import an_endpoint, give_places
from tests.support.makers import a_ticket
from tests.support.waiting import until

WHO = "K1 integrator"
PATH = "/v1/webhook-endpoints"
DOORS = ("create", "ping", "test", "probe", "delivery")
OPEN, CLOSED = "let through", "refused"

Verdicts = dict[str, dict[str, str]]


class Table(AbstractResolver):
    """Name servers that know these names, and no others."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self.names = names

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        addresses = self.names.get(host.rstrip("."))
        if addresses is None:
            raise OSError("not found")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=_family(address), proto=0, flags=0)
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def as_url(address: str) -> str:
    return f"https://[{address}]/hooks" if ":" in address else f"https://{address}/hooks"


@pytest.fixture(autouse=True)
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whom somebody tried to reach: nothing leaves this machine, those who were let through find a closed door."""
    tried: list[str] = []
    connect = BaseSelectorEventLoop.sock_connect

    async def nowhere(loop: BaseSelectorEventLoop, sock: socket.socket, address: tuple[object, ...]) -> None:
        if sock.family == socket.AF_UNIX or address[1] not in {443, 8443}:
            return await connect(loop, sock, address)
        tried.append(str(address[0]))
        raise ConnectionRefusedError

    monkeypatch.setattr(BaseSelectorEventLoop, "sock_connect", nowhere)
    monkeypatch.setattr(endpoints, "MOST_OF_A_UNIT", 10_000)
    return tried


@pytest.fixture
async def world_of_names() -> dict[str, tuple[str, ...]]:
    """What names lead to: every vector has one of its own, and one that it shares with a public address."""
    inward = [address for address in (*PRIVATE, *FORBIDDEN) if "%" not in address]
    own = {f"own-{number}.example": (address,) for number, address in enumerate((*inward, *PUBLIC))}
    mixed = {f"mixed-{number}.example": ("1.1.1.1", address) for number, address in enumerate(inward)}
    home = {name: ("127.0.0.1",) for _, name in NAMED_URLS}
    return {**own, **mixed, **home}


async def judged(callers: Callers, sender: Sender, urls: Sequence[str]) -> Verdicts:
    """What every door says of every URL."""
    verdicts: Verdicts = {url: {} for url in urls}
    callers.app.state.sender = sender
    for url in urls:
        answer = await callers.ask(WHO, "POST", PATH, json={"url": url})
        verdicts[url]["create"] = OPEN if answer.status_code == 201 else _refused(answer.status_code)
    await callers.world.runtime.database.pool.execute("DELETE FROM webhook_endpoints")
    ids = {await an_endpoint(callers.world, url=url, timeout_ms=5_000): url for url in urls}
    for id_, url in ids.items():
        for door in ("ping", "test", "probe"):
            found = await callers.send(WHO, f"{PATH}/{id_}/{door}")
            verdicts[url][door] = _verdict(found.get("outcome") or found["attempt"]["outcome"])
    for id_, outcome in (await delivered(callers, sender, list(ids))).items():
        verdicts[ids[id_]]["delivery"] = _verdict(outcome)
    return verdicts


def _refused(status: int) -> str:
    assert status == 422
    return CLOSED


def _verdict(outcome: str) -> str:
    assert outcome in {"blocked", "connect", "dns"}, outcome
    return OPEN if outcome == "connect" else CLOSED


async def delivered(callers: Callers, sender: Sender, ids: list[UUID]) -> dict[UUID, str]:
    """The outcome of the first delivery to each of these endpoints."""
    world, pool, stop = callers.world, callers.world.runtime.database.pool, asyncio.Event()
    await a_ticket(world)
    await give_places(world.runtime)
    query = "SELECT DISTINCT ON (endpoint_id) endpoint_id, outcome FROM webhook_attempts WHERE cause = 'live' "
    query += "AND endpoint_id = ANY ($1)"

    async def all_were_tried() -> bool:
        return len(await pool.fetch(query, ids)) == len(ids)

    async with asyncio.TaskGroup() as group:
        group.create_task(DeliveryWorker(world.runtime, sender).run(stop))
        await until(all_were_tried)
        stop.set()
    return {row["endpoint_id"]: row["outcome"] for row in await pool.fetch(query, ids)}


def all_say(verdict: str, verdicts: Verdicts) -> dict[str, dict[str, str]]:
    """Those of which some door says something else."""
    return {url: said for url, said in verdicts.items() if said != dict.fromkeys(DOORS, verdict)}


@pytest.fixture
async def strict(world_of_names: dict[str, tuple[str, ...]]) -> AsyncIterator[Sender]:
    """As it is without any setting."""
    async with Sender(AddressPolicy(), resolver=Table(world_of_names)) as sender:
        yield sender


async def test_every_door_refuses_every_address_that_is_not_public(
    callers: Callers, strict: Sender, dialled: list[str]
) -> None:
    addresses = [as_url(address) for address in (*PRIVATE, *FORBIDDEN)]
    assert len(addresses) > 60
    verdicts = await judged(callers, strict, [*addresses, *(url for url, _ in INWARD_URLS)])
    assert (all_say(CLOSED, verdicts), dialled) == ({}, [])


async def test_every_door_refuses_every_name_that_leads_inward_alone_or_beside_a_public_address(
    callers: Callers, strict: Sender, world_of_names: dict[str, tuple[str, ...]], dialled: list[str]
) -> None:
    inward = [name for name, addresses in world_of_names.items() if addresses[-1] not in PUBLIC]
    urls = [*(f"https://{name}/hooks" for name in inward if "example" in name), *(url for url, _ in NAMED_URLS)]
    assert len(urls) > 120
    verdicts = await judged(callers, strict, urls)
    assert (all_say(CLOSED, verdicts), dialled) == ({}, [])


async def test_every_door_refuses_every_url_that_is_malformed(
    callers: Callers, strict: Sender, dialled: list[str]
) -> None:
    storable = [url for url in MALFORMED_URLS if "\0" not in url and url.isprintable()]
    verdicts = await judged(callers, strict, storable)
    assert (all_say(CLOSED, verdicts), dialled) == ({}, [])


async def test_every_door_lets_public_addresses_pass_by_number_and_by_name(
    callers: Callers, strict: Sender, world_of_names: dict[str, tuple[str, ...]]
) -> None:
    names = [name for name, addresses in world_of_names.items() if addresses[-1] in PUBLIC]
    urls = [*(as_url(address) for address in PUBLIC), *(f"https://{name}/hooks" for name in names)]
    assert all_say(OPEN, await judged(callers, strict, urls)) == {}


async def test_with_private_addresses_allowed_every_door_lets_those_pass_and_no_others(
    callers: Callers, world_of_names: dict[str, tuple[str, ...]]
) -> None:
    async with Sender(AddressPolicy(allow_private=True), resolver=Table(world_of_names)) as sender:
        private = await judged(callers, sender, [as_url(address) for address in PRIVATE])
        forbidden = await judged(callers, sender, [as_url(address) for address in FORBIDDEN])
    assert (all_say(OPEN, private), all_say(CLOSED, forbidden)) == ({}, {})


async def test_an_address_is_judged_again_when_something_is_sent(callers: Callers, dialled: list[str]) -> None:
    names: dict[str, Sequence[str]] = {"moves.example": ("1.1.1.1",)}
    async with Sender(AddressPolicy(), resolver=Table(names)) as sender:
        callers.app.state.sender = sender
        endpoint = await callers.send(WHO, PATH, url="https://moves.example/hooks")
        names["moves.example"] = ("127.0.0.1",)
        attempt = await callers.send(WHO, f"{PATH}/{endpoint['id']}/ping")
    assert (attempt["outcome"], attempt["status"], dialled) == ("blocked", None, [])
    assert "127" not in attempt["error"]


async def test_a_door_without_the_guard_would_be_noticed(callers: Callers) -> None:
    async with (
        Sender(AddressPolicy(allow_private=True), resolver=Table({})) as open_one,
        Sender(AddressPolicy()) as strict,
    ):
        verdicts = await judged(callers, open_one, ["https://10.0.0.1/hooks"])
        callers.app.state.sender = strict
        refused = await callers.ask(WHO, "POST", PATH, json={"url": "https://10.0.0.1/hooks"})
    verdicts["https://10.0.0.1/hooks"]["create"] = _refused(refused.status_code)
    assert all_say(OPEN, verdicts) != {} != all_say(CLOSED, verdicts)
