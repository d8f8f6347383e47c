"""Does it hold for real input? A province of units and thousands of citizens' messages, imported twice and routed.

`python -m bench.imports.real_input --data FOLDER` imports `inner_mongolia_units.csv`, `cn_messages_replies.csv` and
`cn_messages_hot.csv` from FOLDER through the command line, and again through the API into a second database; there it
routes every message to an end, a third each route, and has `escalation verify` recompute everything. The messages are
citizens' own words: they are read from FOLDER and kept nowhere else.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import httpx2
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.imports.real_routes import CITY, COUNTIES, ROUTES, TOP, VILLAGES_A_COUNTY, Office, hand_down_from_the_top

UNITS = "inner_mongolia_units.csv"
MESSAGES = ("cn_messages_replies.csv", "cn_messages_hot.csv")
AT_ONCE = 12
_console = Console()
_ports = count(18_650)


def main() -> int:
    """Import, route, count, verify. The exit code is that of `escalation verify`."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--most", type=int, help="Route this many messages only.")
    given = arguments.parse_args()
    with served() as server:
        import_by_command_line(server, given.data)
    with served() as server:
        asyncio.run(import_and_route(server, given.data, given.most))
        return server.command("verify").returncode


class Server:
    """`escalation serve --sandbox` on a data directory of its own."""

    def __init__(self, home: Path, port: int) -> None:
        """Where it keeps its data, and where it listens."""
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {**os.environ, "ESCALATION_DATA_DIR": str(home), "PORT": str(port)}  # noqa: TID251 - handed on

    def command(self, *words: str, quiet: bool = False) -> subprocess.CompletedProcess[str]:
        """Run one command of the program beside the server."""
        output = subprocess.PIPE if quiet else None
        line = [sys.executable, "-m", "escalation.cli", *words]
        return subprocess.run(line, env=self.environment, stdout=output, text=True, check=False)


@contextmanager
def served() -> Iterator[Server]:
    """A fresh server with the sample tree, gone without a trace afterwards."""
    with tempfile.TemporaryDirectory(prefix="escalation-real-") as home:
        Path(home).chmod(0o755)
        server = Server(Path(home) / "data", next(_ports))
        line = [sys.executable, "-m", "escalation.cli", "serve", "--migrate", "--sandbox", "--sample"]
        log = (Path(home) / "server.log").open("wb")
        with log, subprocess.Popen(line, env=server.environment, stdout=log, stderr=log) as process:
            try:
                _wait_until_ready(server.url)
                yield server
            finally:
                process.send_signal(signal.SIGINT)


def import_by_command_line(server: Server, data: Path) -> None:
    """Units and messages through `escalation import`; its own tables say what came of every line."""
    for words in (
        ["units", str(data / UNITS)],
        *(["opinions", str(data / name), "--unit", CITY, "--source-system", name[:-4]] for name in MESSAGES),
    ):
        began = perf_counter()
        code = server.command("import", *words).returncode
        _console.print(f"escalation import {words[0]}: exit {code}, {perf_counter() - began:.1f} s")


async def import_and_route(server: Server, data: Path, most: int | None) -> None:
    """The same through the API, then every message to an end."""
    secret = server.command("keys", "create", "--unit", "15", "--role", "admin", quiet=True).stdout.strip()
    async with httpx2.AsyncClient(base_url=server.url, timeout=180) as client:
        office = Office(client, {"Authorization": f"Bearer {secret}"})
        await _import(office, data)
        await _route(office, most)
        await _count(office)


async def _import(office: Office, data: Path) -> None:
    table = Table("file", "lines", "accepted", "refused", "seconds", title="Imported through the API")
    began = perf_counter()
    units = (data / UNITS).read_bytes()
    done = await _followed(office, "/v1/units/imports", {}, units)
    table.add_row(UNITS, *_counts(done), f"{perf_counter() - began:.1f}")
    for name in MESSAGES:
        began = perf_counter()
        query = {"unit_code": CITY, "source_system": name[:-4]}
        body = (data / name).read_bytes()
        done = await _followed(office, "/v1/opinions/imports", query, body)
        table.add_row(name, *_counts(done), f"{perf_counter() - began:.1f}")
    _console.print(table)


async def _followed(office: Office, path: str, query: dict[str, str], body: bytes) -> dict[str, Any]:
    """What came of a file: answered at once if it is short, else what its operation says when it has ended."""
    headers = {"Content-Type": "text/csv"}
    done: dict[str, Any] = await office.call("POST", path, office.admin, params=query, content=body, headers=headers)
    while done.get("state") in {"waiting", "running"}:
        await asyncio.sleep(0.2)
        done = await office.call("GET", f"/v1/operations/{done['id']}", office.admin)
    if done.get("state", "done") != "done":
        raise RuntimeError(f"The import of {path} ended as {done['state']}.")
    return done


def _counts(done: dict[str, Any]) -> Sequence[str]:
    accepted = done["accepted"] if "accepted" in done else done["created"] + done["unchanged"]
    return str(done["total"]), str(accepted), str(done["refused"])


async def _route(office: Office, most: int | None) -> None:
    opinions = (await _inbox(office))[:most]
    villages = [v for county in COUNTIES for v in await _villages(office, county)]
    for village in villages:  # keys first, so that two clients never make the same one
        for code, role in (
            (village, "leader"),
            (village, "handler"),
            (village[:9], "leader"),
            (village[:9], "handler"),
        ):
            await office.key(code, role)
    began = perf_counter()
    with Progress(console=_console) as progress:
        task = progress.add_task("Routing", total=len(opinions))
        places = asyncio.Semaphore(AT_ONCE)

        async def one(number: int, opinion: str) -> None:
            async with places:
                await ROUTES[number % len(ROUTES)](office, opinion, villages[number % len(villages)])
                progress.advance(task)

        async with asyncio.TaskGroup() as group:
            for number, opinion in enumerate(opinions):
                group.create_task(one(number, opinion))
    _console.print(f"{len(opinions)} messages routed in {perf_counter() - began:.0f} s")
    await _let_the_clock_run(office)


async def _let_the_clock_run(office: Office) -> None:
    """Days pass until everything nobody signed has climbed to the top; the top hands it down, and it is done."""
    began = perf_counter()
    supervisor = await office.key(TOP, "supervisor")
    for day in range(1, 61):
        await _turn(office, "P1D")
        below = await _page(office, supervisor, state="dispatched", stuck="false")
        if not below:
            _console.print(f"all climbed to the top within {day} days of the clock, {perf_counter() - began:.0f} s")
            break
    while waiting := await _page(office, supervisor, state="dispatched"):
        for item in waiting:
            await hand_down_from_the_top(office, item["id"], item["holder"]["code"], item["origin"]["code"][:6])
    await _turn(office, "P90D")


async def _turn(office: Office, by: str) -> None:
    """Turn the clock, then wait until the engine has had nothing to do for three looks."""
    await office.call("POST", "/v1/sandbox/clock", office.admin, json={"advance": by})
    before, quiet = -1.0, 0
    while quiet < 3:
        await asyncio.sleep(0.5)
        handled = await _handled(office)
        before, quiet = handled, quiet + 1 if handled == before else 0


async def _handled(office: Office) -> float:
    metrics = (await office.client.get("/metrics")).text
    lines = (line for line in metrics.splitlines() if line.startswith("escalation_deadlines_total{"))
    return sum(float(line.rpartition(" ")[2]) for line in lines)


async def _page(office: Office, who: dict[str, str], **query: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await office.call("GET", "/v1/tickets", who, params=query))["items"]
    return items


async def _inbox(office: Office) -> list[str]:
    found: list[str] = []
    query = {"status": "inbox", "limit": "200"}
    while True:
        page = await office.call("GET", "/v1/opinions", office.admin, params=query)
        found += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        query["cursor"] = page["next_cursor"]


async def _villages(office: Office, county: str) -> list[str]:
    page = await office.call("GET", "/v1/units", office.admin, params={"q": county, "level": "1", "limit": "200"})
    for item in page["items"]:
        office.units[item["code"]] = item["id"]
    return [item["code"] for item in page["items"]][:VILLAGES_A_COUNTY]


async def _count(office: Office) -> None:
    table = Table("state", "level", "tickets", title="Where they ended")
    found: Counter[tuple[str, int]] = Counter()
    query = {"limit": "200", "sort": "-created"}
    while True:
        page = await office.call("GET", "/v1/tickets", office.admin, params=query)
        found.update((item["state"], item["level"]) for item in page["items"])
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    for (state, level), tickets in sorted(found.items()):
        table.add_row(state, str(level), str(tickets))
    _console.print(table)


def _wait_until_ready(url: str) -> None:
    for _ in range(600):
        try:
            if httpx2.get(f"{url}/readyz", timeout=1).is_success:
                return
        except httpx2.TransportError:
            pass
        sleep(0.2)
    raise RuntimeError("The server did not come up.")


if __name__ == "__main__":
    sys.exit(main())
