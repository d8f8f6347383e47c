"""What does a webhook look like when it arrives? A small receiver for local work: it verifies, remembers and prints."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import time  # noqa: TID251 - a receiver has no database: age is measured by the clock of its own machine
from typing import TypeVar

import orjson
from aiohttp import web
from rich.text import Text

from escalation.cli.display import OUTPUT, say
from escalation.cli.language import _, fill
from escalation.cli.signals import on_signal, run
from escalation.errors import N_, ConfigurationInvalid
from escalation.webhooks.domain.verification import SignatureVerdict, judge

T = TypeVar("T")

MOST_BYTES = 1 << 20
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Manners:
    """How the receiver behaves: the status it answers with, and after how many seconds; what it shows."""

    status: int = 200
    delay: float = 0.0
    body: bool = False


@dataclass(slots=True)
class Memory:
    """What has arrived: ids, and the last sequence of each ticket."""

    ids: dict[str, None] = field(default_factory=dict)
    tickets: dict[str, int] = field(default_factory=dict)

    def remark(self, message_id: str, event: Mapping[str, object]) -> str:
        """What is worth knowing about this arrival: that it came before, or that something before it is missing."""
        if message_id in self.ids:
            return _(N_("again"))
        _remember(self.ids, message_id, None)
        ticket, sequence, previous = event.get("ticket_id"), event.get("sequence"), event.get("previous_sequence")
        if not isinstance(ticket, str) or not isinstance(sequence, int):
            return ""
        known = self.tickets.get(ticket)
        _remember(self.tickets, ticket, max(sequence, known or 0))
        if known is not None and sequence < known:
            return fill(N_("late: {known} was here before"), known=known)
        if known is not None and isinstance(previous, int) and previous > known:
            return fill(N_("gap: {previous} has not arrived"), previous=previous)
        return ""


def listen(*, host: str, port: int, secrets: list[str], manners: Manners) -> None:
    """Receive until a signal comes."""
    run(_listen(host, port, secrets, manners))


async def _listen(host: str, port: int, secrets: list[str], manners: Manners) -> None:
    app = web.Application(client_max_size=MOST_BYTES)
    memory = Memory()

    async def receive(request: web.Request) -> web.Response:
        body = await request.read()
        _show(request.headers, body, judge(request.headers, body, secrets=secrets, now=time()), memory, manners)
        await asyncio.sleep(manners.delay)
        return web.Response(status=manners.status)

    app.router.add_post("/{path:.*}", receive)
    stop = asyncio.Event()
    on_signal(stop.set)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await _start(site, host, port)
        say(fill(N_("Listening on {url}. Ctrl-C ends it."), url=_address(runner)))
        if not secrets:
            say(_(N_("Without --secret nothing is verified.")))
        await stop.wait()
    finally:
        await runner.cleanup()


async def _start(site: web.TCPSite, host: str, port: int) -> None:
    try:
        await site.start()
    except OSError as error:
        raise ConfigurationInvalid(
            N_("Cannot listen on {host}, port {port}: {reason}. Choose another port, for example with --port 8788."),
            host=host, port=port, reason=str(error.strerror),
        ) from None  # fmt: skip


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _show(headers: Mapping[str, str], body: bytes, verdict: SignatureVerdict, memory: Memory, manners: Manners) -> None:
    event = _read(body)
    remark = memory.remark(headers.get("webhook-id", ""), event) if verdict.passes else ""
    line = Text(_(verdict.sentence), style="green" if verdict.passes else "bold red")
    line.append(f"  {_printable(event.get('type', '?'))}", style="bold")
    for name in ("ticket_id", "opinion_id", "endpoint_id", "record_id", "sequence"):
        if event.get(name) is not None:
            line.append(f"  {name} {_printable(event[name])}")
    if attempt := _printable(headers.get("webhook-attempt", "")):
        line.append(fill(N_("  attempt {attempt}"), attempt=attempt))
    line.append(f"  {remark}", style="yellow")
    OUTPUT.print(line, soft_wrap=True)
    if manners.body:
        OUTPUT.print(Text(_laid_out(event), style="dim"), soft_wrap=True)


def _read(body: bytes) -> dict[str, object]:
    """The event of a body, whichever format it has (CloudEvents 1.0 §3.2 puts it into `data`)."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    if not isinstance(value, dict):
        return {}
    inner = value.get("data")
    return inner if "specversion" in value and isinstance(inner, dict) else value


def _laid_out(event: Mapping[str, object]) -> str:
    try:
        return orjson.dumps(event, option=orjson.OPT_INDENT_2).decode()
    except orjson.JSONEncodeError:  # Nested deeper than it writes.
        return "?"


def _printable(value: object) -> str:
    """What a stranger sent, without what would move the cursor of a terminal or is no text."""
    return "".join(character if character.isprintable() else "?" for character in str(value))


def _remember(known: dict[str, T], key: str, value: T) -> None:
    """As the newest; the oldest is forgotten when there are too many."""
    known.pop(key, None)
    known[key] = value
    if len(known) > _MOST_REMEMBERED:
        del known[next(iter(known))]
