"""A place that works by a profile: installed on an empty database, with a key for every role and a clock to turn."""

from datetime import datetime, timedelta
from uuid import UUID

from fastapi import FastAPI

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.organisation.storage.units import find_unit_by_code
from escalation.publishing.usecases.profile_folders import shipped_profile
from escalation.publishing.usecases.profiles import install_profile
from escalation.tickets.engine.deadlines import sweep
from tests.support.callers import Callers, Json, begin_anew
from tests.support.roles import TwoRoles
from tests.support.things import act
from tests.support.world import World


class ProfilePlace:
    """Callers of the units of a profile, and one ticket at a time that is told about."""

    def __init__(self, callers: Callers) -> None:
        """Use `arrive_at`."""
        self.callers, self.ticket, self.code = callers, "", ""

    @property
    def runtime(self) -> Runtime:
        return self.callers.world.runtime

    def unit(self, code: str) -> UUID:
        """The id of a unit."""
        return self.callers.world.id(code)

    async def tracked(self) -> Json:
        """What the citizen's code tells."""
        answer = await self.callers.ask("", "POST", "/v1/track", json={"tracking_code": self.code})
        found: Json = answer.json()
        return found

    async def page(self) -> str:
        """What the citizen's code shows in a browser."""
        headers = {"Accept": "text/html", "Accept-Language": "zh-CN"}
        answer = await self.callers.ask("", "POST", "/track", data={"code": self.code}, headers=headers)
        return answer.text

    async def register(self, office: str, **opinion: object) -> None:
        """A citizen's matter becomes a ticket of a unit, and the citizen has a code."""
        made = await self.callers.send(
            office, "/v1/tickets", urgency="routine", difficulty="simple",
            opinion={"title": "补偿款未发", "content": "征地补偿款一年未发。", "source": "walk_in", **opinion},
        )  # fmt: skip
        self.ticket = made["id"]
        self.code = await self.callers.slip(office, made["opinion_ids"][0])

    async def do(self, who: str, action: str, **fields: object) -> Json:
        """Somebody makes a move; the ticket as it is then."""
        await act(self.callers, who, self.ticket, action, **fields)
        return await self.stands(who)

    async def stands(self, who: str) -> Json:
        """The ticket as somebody sees it."""
        return await self.callers.get(who, f"/v1/tickets/{self.ticket}")

    async def offered(self, who: str) -> set[str]:
        """The moves that somebody may make now."""
        found = await self.callers.get(who, f"/v1/tickets/{self.ticket}/actions")
        return {each["action"] for each in found["items"]}

    async def says(self, **said: object) -> int:
        """The citizen answers with the code; what came of it."""
        answer = await self.callers.ask("", "POST", "/v1/track/feedback", json={"tracking_code": self.code, **said})
        return answer.status_code

    async def turn(self, **by: float) -> list[str]:
        """Turn the clock, and let it look whenever it has to; what it did with the ticket."""
        before, until = len(await self.told()), await self._now() + timedelta(**by)
        while (wakes := await self._next()) is not None and wakes <= until:
            await self._turn_to(max(wakes, await self._now()))
            await sweep(self.runtime)
        await self._turn_to(until)
        return (await self.told())[before:]

    async def _now(self) -> datetime:
        async with self.runtime.database.connection(changes=False) as connection:
            return await read_now(connection)

    async def _next(self) -> datetime | None:
        found: datetime | None = await self.runtime.database.pool.fetchval("SELECT min(wake_at) FROM tickets")
        return found

    async def _turn_to(self, moment: datetime) -> None:
        await self.callers.world.advance(seconds=(moment - await self._now()).total_seconds())
        self.callers.world.keys.clear()

    async def told(self) -> list[str]:
        """The types of all events of the ticket so far."""
        query = "SELECT type FROM events WHERE ticket_id = $1 ORDER BY sequence"
        rows = await self.runtime.database.pool.fetch(query, self.ticket)
        return [row["type"] for row in rows]


async def arrive_at(name: str, database: TwoRoles, app: FastAPI) -> ProfilePlace:
    """Install a profile on an empty database."""
    runtime = begin_anew(database, app)
    profile = shipped_profile(name)
    await install_profile(runtime, profile, confirmed=False)
    world = World(runtime)
    async with runtime.database.connection(changes=False) as connection:
        for unit in profile.units:
            found = await find_unit_by_code(connection, unit.code)
            assert found is not None
            world.units[unit.code] = found
    return ProfilePlace(Callers(app, world))
