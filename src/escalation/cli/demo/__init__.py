"""What does `escalation demo` do? It tells a story on a stage of its own, and takes the stage down again."""

from time import monotonic

from httpx2 import AsyncClient

from escalation.cli.demo.acting import Api, Json
from escalation.cli.demo.published import read_published
from escalation.cli.demo.scene import Scene, enter
from escalation.cli.demo.stage import DemoServer, set_up
from escalation.cli.demo.story import tell_story
from escalation.cli.demo.telling import Teller
from escalation.cli.display import meter, result, say
from escalation.cli.language import LANGUAGE, _, fill
from escalation.cli.logging import configure
from escalation.cli.signals import run
from escalation.errors import N_, InternalError
from escalation.kit.runtime.context import Runtime
from escalation.settings import Settings, read
from escalation.verification.usecases.verify import verify


def demo() -> None:
    """Tell the story. Raises `InternalError` at the first thing that is not as it has to be."""
    began = monotonic()
    settings = read()
    configure(settings, quiet=True)
    run(_demo(settings))
    seconds = round(monotonic() - began)
    say(fill(N_("Everything was as it has to be. The story took {seconds} seconds."), seconds=seconds))


async def _demo(settings: Settings) -> None:
    async with set_up(settings) as stage:
        await _tell(stage)


async def _tell(stage: DemoServer) -> None:
    # What the environment says about proxies is not about this machine.
    async with AsyncClient(base_url=stage.url, headers={"Accept-Language": LANGUAGE}, trust_env=False) as http:
        api = Api(http, stage.key)
        published = await read_published(api)
        scene = await enter(api, Teller(published), published)
        tickets = await tell_story(scene)
        await _check_everything(scene, stage.runtime)
        await _show_ending(scene, tickets)


async def _check_everything(scene: Scene, runtime: Runtime) -> None:
    scene.teller.heading(N_("9. Does everything hold that must hold?"))
    with meter(_(N_("Checking"))) as progress:
        report = await verify(runtime, progress=progress)
    if report.findings:
        raise InternalError(
            N_("The story broke off: `escalation verify` has {count} findings."), count=len(report.findings)
        )
    looked_at = {"tickets": report.tickets, "events": report.events, "opinions": report.opinions}
    result(fill(N_("{tickets} tickets, {events} events and {opinions} opinions: every invariant holds."), **looked_at))


async def _show_ending(scene: Scene, tickets: list[Json]) -> None:
    """What became of the three, as the supervisor sees it at the end; a closed one may have been archived since."""
    now = [await scene.api.ticket(scene.supervisor, ticket["id"]) for ticket in tickets]
    hops = [
        len((await scene.api.get(scene.supervisor, f"/v1/tickets/{each['id']}/hand-overs"))["items"]) for each in now
    ]
    if not {each["state"] for each in now} <= {"closed", "archived"}:
        raise InternalError(N_("The story broke off: not every ticket is closed."))
    scene.teller.ending(now, hops)
