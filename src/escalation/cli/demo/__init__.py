"""What does `escalation demo` do? It tells a story on a stage of its own, and takes the stage down again."""

from time import monotonic

from httpx2 import AsyncClient

from escalation.cli.demo.acting import Api
from escalation.cli.demo.published import read_published
from escalation.cli.demo.stage import Stage, stage
from escalation.cli.demo.story import tell_story
from escalation.cli.demo.telling import Teller
from escalation.cli.display import say
from escalation.cli.interrupts import run
from escalation.cli.logging import configure
from escalation.cli.speech import LANGUAGE, fill
from escalation.errors import N_, Refusal
from escalation.settings import Settings, read


def demo() -> None:
    """Tell the story. Raises `InternalError` at the first thing that is not as it has to be."""
    began = monotonic()
    settings = read()
    configure(settings, quiet=True)
    broken = run(_demo(settings))
    if broken is not None:
        raise broken
    say(fill(N_("Everything was as it has to be. The story took {seconds} seconds."), seconds=round(monotonic() - began)))


async def _demo(settings: Settings) -> Refusal | None:
    """The refusal that broke the story off, after everything was put away: a task group would wrap what passes it."""
    async with stage(settings) as scene:
        try:
            await _tell(scene)
        except Refusal as refusal:
            return refusal
    return None


async def _tell(scene: Stage) -> None:
    # What the environment says about proxies is not about this machine.
    async with AsyncClient(base_url=scene.url, headers={"Accept-Language": LANGUAGE}, trust_env=False) as http:
        api = await Api.of(http, scene.key)
        published = await read_published(api)
        await tell_story(api, Teller(published), published)
