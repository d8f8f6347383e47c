"""Whatever is killed, at whatever moment: nothing that was acknowledged is lost, and nothing is done twice."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

import httpx2
import pytest

from escalation.actors import Role
from escalation.attachments.engine import purging
from escalation.identity.usecases.api_keys import create_key
from escalation.kit.runtime.object_store import ObjectStore
from escalation.opinions.engine import imports
from escalation.privacy.engine import erasing
from escalation.verification.usecases.verify import verify
from tests.faults.clients import LINES, Client, Intent, Ledger, Phone
from tests.faults.databases import Stoppable, a_database
from tests.faults.kills import Service, a_service
from tests.faults.load import many_tickets
from tests.faults.records import wrongs
from tests.faults.test_kill_deliveries import Ledger as Deliveries
from tests.faults.test_kill_deliveries import a_minute_later
from tests.sign_in.browsers import PASSWORD, a_member, an_invitation
from tests.support.receivers import receiver
from tests.support.waiting import LONGEST, until
from tests.support.world import World
from tests.webhooks.desk import at, owed

CLIENTS: Final = 6
MEMORY: Final = Path("/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp")
"""What is killed is processes: to outlive them nothing need go to a disk, which takes most of the time of a restart."""
CALLERS: Final = (("V1", Role.LEADER), ("K1", Role.OFFICE), ("C", Role.OFFICE))
TOLD: Final = ("ticket.created", "ticket.commented", "ticket.escalated")

FEW: Final = {
    "server, SIGKILL": 2, "server, SIGTERM": 1, "worker, SIGKILL": 1, "connection, SIGTERM": 4,
    "connection, SIGKILL": 1, "database, SIGQUIT": 1,
}  # fmt: skip
MANY: Final = {
    "server, SIGKILL": 30, "server, SIGTERM": 15, "worker, SIGKILL": 40, "connection, SIGTERM": 860,
    "connection, SIGKILL": 30, "database, SIGINT": 12, "database, SIGQUIT": 12, "database, SIGKILL": 12,
}  # fmt: skip
HOURS: Final = 48.0
"""By which the clock is turned forward in the course of a story; keys are kept for 72."""

# How often each thing that was wanted is there, by the word by which it is known.
_THERE: Final = {
    "create": "SELECT title, count(*) FROM tickets GROUP BY 1",
    "transition": "SELECT data ->> 'text', count(*) FROM events WHERE type = 'ticket.commented' GROUP BY 1",
    "merge": "SELECT reason, count(*) FROM events WHERE type = 'ticket.merged' GROUP BY 1",
    "import": "SELECT title, count(*) FROM opinions GROUP BY 1",
    "upload": "SELECT replace(name, '.pdf', ''), count(*) FROM attachments WHERE state = 'ready' GROUP BY 1",
    "erasure": "SELECT opinion_id, count(*) FROM events WHERE type = 'opinion.erased' GROUP BY 1",
}


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.torture)], ids=["few", "many"])
async def test_whatever_is_killed_nothing_acknowledged_is_lost_or_doubled(
    pristine: Path, tmp_path: Path, kills: Mapping[str, int]
) -> None:
    chance, ledger, deliveries = random.Random(20), Ledger(tmp_path / "ledger"), Deliveries()
    async with a_database(pristine, MEMORY) as stoppable, receiver(deliveries) as here:
        world = stoppable.world
        # The clock is turned forward: nothing shall pass what waits only because that waits for long by it.
        endpoint = await at(world, here, "C", *TOLD, max_in_flight=64, ordering_hold=timedelta(hours=2 * HOURS))
        await many_tickets(world, 100, "V2")
        await world.advance(days=10)
        async with a_service(stoppable, ledger, chance) as service:
            keys = {f"{code} {role}": await a_key(world, code, role) for code, role in CALLERS}
            async with httpx2.AsyncClient(timeout=LONGEST) as http, asyncio.TaskGroup() as group:
                for number in range(CLIENTS):
                    phone = await a_phone(service, http, number)
                    client = Client(service.door, ledger, keys, phone, http, random.Random(number))
                    group.create_task(client.go_on())
                await kill_at_random(service, kills)
                service.door.closed = True
            await quiet(stoppable)
        found = await lost_and_doubled(world, ledger)
        told = await world.runtime.database.pool.fetch("SELECT id FROM events WHERE type = ANY ($1)", list(TOLD))
        untold = [row["id"] for row in told if not deliveries.times[str(endpoint), str(row["id"])]]
        findings = (await verify(world.runtime)).findings
        assert await wrongs(world) == {}
        assert await kept_in(stoppable) == await wanted_in(world)
        control = await with_one_title_for_all(world, ledger)
    show(ledger, found, len(told), deliveries)
    assert [each for each in found.values() if each.total()] == []
    assert (control["lost"], control["doubled"]) == (control["done"] - 1, 1)
    assert (untold, deliveries.out_of_order(), findings) == ([], [], ())
    assert sum(kills.values()) == sum(each["in all"] for each in ledger.struck.values())
    assert {line["word"] for line in ledger.acknowledged()} == {intent.word for intent in ledger.intents}
    assert ledger.repeated > 0


async def a_key(world: World, code: str, role: Role) -> dict[str, str]:
    """Of somebody, good until the story is over."""
    made = await create_key(world.runtime, unit_code=code, role=role, name="client", days=30, by=None)
    return {"Authorization": f"Bearer {made.secret}"}


async def a_phone(service: Service, http: httpx2.AsyncClient, number: int) -> Phone:
    """Somebody's who works here."""
    world = service.stoppable.world
    login = f"phone-{number}"
    invitation = await an_invitation(world, await a_member(world, login, ("V1", "handler")), login)
    url = service.door.url
    own = {"Sec-Fetch-Site": "same-origin", "Origin": url}
    body = {"secret": invitation.secret, "password": PASSWORD}
    assert (await http.post(f"{url}/v1/sign-in/invitation", json=body, headers=own)).status_code == 200
    http.cookies.clear()
    body = {"login": login, "password": PASSWORD, "device_name": "手机"}
    made = await http.post(f"{url}/v1/tokens", json=body)
    assert made.status_code == 201, made.text
    return Phone(made.json()["refresh_token"])


async def kill_at_random(service: Service, kills: Mapping[str, int]) -> None:
    """One after the other, each when a few requests were answered since, and a moment later."""
    kinds = [kind for kind, count in kills.items() for _ in range(count)]
    service.chance.shuffle(kinds)
    for kind in kinds:
        answers = service.ledger.answers + service.chance.randrange(1, 4)
        await until(partial(service.ledger.has, answers))
        await asyncio.sleep(service.chance.uniform(0, 0.05))
        struck = sum(each["in all"] for each in service.ledger.struck.values())
        while struck == sum(each["in all"] for each in service.ledger.struck.values()):
            await service.kill(kind)
        await service.stoppable.world.advance(hours=HOURS / len(kinds))


async def quiet(stoppable: Stoppable) -> None:
    """What the engine has to do is done, and everything that is owed has been delivered."""
    world = stoppable.world
    runtime = replace(world.runtime, files=ObjectStore.in_folder(stoppable.folder / "attachments"))
    for step in (imports.step, erasing.step, purging.step):
        while await step(runtime):
            pass
    await a_minute_later(world)

    async def nothing_waits() -> bool:
        waits = "SELECT count(*) FROM operations WHERE state IN ('waiting', 'running')"
        unnumbered = "SELECT count(*) FROM events WHERE feed_pos IS NULL"
        counts = [await world.runtime.database.pool.fetchval(query) for query in (waits, unnumbered)]
        return [await owed(world), *counts] == [0, 0, 0]

    await until(nothing_waits)


async def lost_and_doubled(world: World, ledger: Ledger) -> dict[tuple[str, str], Counter[str]]:
    """What went wrong, by operation and by what was killed meanwhile."""
    pool = world.runtime.database.pool
    there = {name: Counter({str(row[0]): row[1] for row in await pool.fetch(query)}) for name, query in _THERE.items()}
    found: dict[tuple[str, str], Counter[str]] = {}
    for intent in ledger.intents:
        counts = [there[intent.operation][word] for word in words_of(intent)] if intent.operation in there else []
        wrong = Counter(lost=counts.count(0), doubled=sum(count > 1 for count in counts))
        for kind in intent.struck:
            found[kind, intent.operation] = found.get((kind, intent.operation), Counter()) + wrong
        found["nothing", intent.operation] = found.get(("nothing", intent.operation), Counter()) + wrong
    return found


async def with_one_title_for_all(world: World, ledger: Ledger) -> Counter[str]:
    """The control: what would be found if one ticket were there as often as there are tickets, and no other."""
    created = [intent.word for intent in ledger.intents if intent.operation == "create"]
    await world.runtime.database.pool.execute("UPDATE tickets SET title = $1", created[0])
    found = (await lost_and_doubled(world, ledger))["nothing", "create"]
    return found + Counter(done=len(created))


def words_of(intent: Intent) -> list[str]:
    """By what an intent is known where it left something."""
    if intent.operation == "import":
        return [f"{intent.word}-{line}" for line in range(LINES)]
    return [str(intent.told["opinion"])] if intent.operation == "erasure" and intent.told else [intent.word]


async def kept_in(stoppable: Stoppable) -> list[str]:
    """Every file below the folder of attachments, drafts too."""
    folder = stoppable.folder / "attachments"
    paths = await asyncio.to_thread(lambda: [path for path in folder.rglob("*") if path.is_file()])
    return sorted(path.relative_to(folder).as_posix() for path in paths)


async def wanted_in(world: World) -> list[str]:
    """What should be there: the content of each file that is ready."""
    rows = await world.runtime.database.pool.fetch("SELECT id FROM attachments WHERE state = 'ready'")
    return sorted(f"files/{row['id']}/content" for row in rows)


def show(ledger: Ledger, found: Mapping[tuple[str, str], Counter[str]], told: int, deliveries: Deliveries) -> None:
    """The table: how many of each operation were under way at each kind of kill, and what came of it."""
    operations = sorted({intent.operation for intent in ledger.intents})
    done = Counter(intent.operation for intent in ledger.intents)
    lines = [f"{'killed':22}{'kills':>7}" + "".join(f"{name:>12}" for name in operations) + "   lost doubled"]
    for kind, struck in sorted(ledger.struck.items()):
        wrong = sum((found.get((kind, name), Counter()) for name in operations), Counter[str]())
        cells = "".join(f"{struck[name]:>12}" for name in operations)
        lines.append(f"{kind:22}{struck['in all']:>7}{cells}{wrong['lost']:>7}{wrong['doubled']:>8}")
    lines.append(f"{'done':29}" + "".join(f"{done[name]:>12}" for name in operations))
    lines.append(
        f"{ledger.answers} answers, {ledger.repeated} lost, refused {dict(ledger.refused)};"
        f" {told} events delivered, {deliveries.repeated} again"
    )
    print("\n".join(lines))  # noqa: T201
