"""What does `escalation demo` do? It tells a story on a stage of its own, and takes the stage down again."""

from time import monotonic

from httpx2 import AsyncClient

from escalation.cli.demo.acting import Api, Json
from escalation.cli.demo.published import read_published
from escalation.cli.demo.scene import Scene, enter
from escalation.cli.demo.stage import Stage, stage
from escalation.cli.demo.story import tell_story
from escalation.cli.demo.telling import Teller
from escalation.cli.display import meter, result, say
from escalation.cli.interrupts import run
from escalation.cli.logging import configure
from escalation.cli.speech import LANGUAGE, _, fill
from escalation.errors import N_, InternalError
from escalation.settings import Settings, read
from escalation.usecases.session import Session
from escalation.usecases.verify import verify


def demo() -> None:
    """Tell the story. Raises `InternalError` at the first thing that is not as it has to be."""
    began = monotonic()
    settings = read()
    configure(settings, quiet=True)
    run(_demo(settings))
    seconds = round(monotonic() - began)
    say(fill(N_("Everything was as it has to be. The story took {seconds} seconds."), seconds=seconds))


async def _demo(settings: Settings) -> None:
    async with stage(settings) as scene:
        await _tell(scene)


async def _tell(scene: Stage) -> None:
    # What the environment says about proxies is not about this machine.
    async with AsyncClient(base_url=scene.url, headers={"Accept-Language": LANGUAGE}, trust_env=False) as http:
        api = Api(http, scene.key)
        published = await read_published(api)
        play = await enter(api, Teller(published), published)
        tickets = await tell_story(play)
        await _check_everything(play, scene.session)
        await _show_ending(play, tickets)


async def _check_everything(play: Scene, session: Session) -> None:
    play.teller.heading(N_("9. Does everything hold that must hold?"))
    with meter(_(N_("Checking"))) as progress:
        report = await verify(session, progress=progress)
    if report.findings:
        raise InternalError(
            N_("The story broke off: `escalation verify` has {count} findings."), count=len(report.findings)
        )
    looked_at = {"tickets": report.tickets, "events": report.events, "opinions": report.opinions}
    result(fill(N_("{tickets} tickets, {events} events and {opinions} opinions: every invariant holds."), **looked_at))


async def _show_ending(play: Scene, tickets: list[Json]) -> None:
    """What became of the three, as the supervisor sees it at the end; a closed one may have been archived since."""
    now = [await play.api.ticket(play.supervisor, ticket["id"]) for ticket in tickets]
    hops = [len((await play.api.get(play.supervisor, f"/v1/tickets/{each['id']}/hand-overs"))["items"]) for each in now]
    if not {each["state"] for each in now} <= {"closed", "archived"}:
        raise InternalError(N_("The story broke off: not every ticket is closed."))
    play.teller.ending(now, hops)
