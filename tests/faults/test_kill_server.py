"""A server is killed with kill -9 again and again while clients work. Nothing acknowledged is lost, nothing is doubled.

Each client repeats a request with the same Idempotency-Key until it is answered, as the documentation tells it to.
"""

import asyncio
import random
import signal
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID, uuid4

import httpx2
import pytest

from escalation.verification.usecases.verify import verify
from tests.cli.conftest import empty_dir, environment
from tests.support.makers import a_ticket
from tests.support.programs import serving
from tests.support.waiting import LONGEST, until
from tests.support.world import World

__all__ = ["empty_dir", "environment"]

CLIENTS, TICKETS = 6, 9


@dataclass(slots=True)
class Ledger:
    """What clients were told: for each ticket the versions their acknowledged changes made."""

    versions: dict[UUID, list[int]] = field(default_factory=lambda: defaultdict(list))
    repeated: int = 0
    replayed: int = 0

    def __len__(self) -> int:
        return sum(map(len, self.versions.values()))

    async def has(self, count: int) -> bool:
        """Whether so many changes were acknowledged."""
        return len(self) >= count


@dataclass(slots=True)
class Door:
    """Where the server is now; changes with every restart."""

    url: str = ""
    closed: bool = False


async def a_client(door: Door, ledger: Ledger, tickets: list[UUID], headers: dict[str, str]) -> None:
    """Comment on one ticket after the other until the door closes."""
    chance = random.Random(tickets[0].int)
    while not door.closed:
        await _comment(door, ledger, chance.choice(tickets), headers | {"Idempotency-Key": str(uuid4())})


async def _comment(door: Door, ledger: Ledger, ticket: UUID, headers: dict[str, str]) -> None:
    body = {"action": "comment", "text": "催一下"}
    while True:
        try:
            async with httpx2.AsyncClient(base_url=door.url, timeout=LONGEST) as client:
                answer = await client.post(f"/v1/tickets/{ticket}/transitions", json=body, headers=headers)
        except (httpx2.TransportError, httpx2.RemoteProtocolError):
            ledger.repeated += 1
            await asyncio.sleep(0.05)
            continue
        if answer.status_code == 200:
            ledger.replayed += "idempotency-replayed" in answer.headers
            ledger.versions[ticket].append(answer.json()["version"])
            return
        # Somebody was faster three times in a row, or the server is starting: the same request again.
        assert answer.status_code in {412, 503}, answer.text
        ledger.repeated += 1


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.torture)])
async def test_a_server_that_is_killed_loses_nothing_and_doubles_nothing(
    world: World, environment: dict[str, str], kills: int
) -> None:
    tickets = [await a_ticket(world, "V1") for _ in range(TICKETS)]
    headers = await world.key("V1", "leader")
    door, ledger, at_work = Door(), Ledger(), list[asyncio.Task[None]]()
    async with asyncio.TaskGroup() as clients:
        for lifetime in range(kills + 1):
            with serving("--no-worker", environment=environment) as server:
                door.url = server.url
                if lifetime == 0:
                    for _ in range(CLIENTS):
                        at_work.append(clients.create_task(a_client(door, ledger, tickets, headers)))
                await until(partial(ledger.has, len(ledger) + CLIENTS))
                await asyncio.sleep(random.uniform(0, 0.5))
                if lifetime < kills:
                    server.process.send_signal(signal.SIGKILL)
                    await asyncio.to_thread(server.process.wait)
                else:
                    door.closed = True
                    await asyncio.wait(at_work)
    made = {ticket: sorted(ledger.versions[ticket]) for ticket in tickets}
    assert made == {ticket: list(range(2, len(versions) + 2)) for ticket, versions in made.items()}
    assert ledger.repeated > 0
    report = await verify(world.runtime)
    assert report.is_clean
    assert report.events == TICKETS + sum(map(len, made.values()))
