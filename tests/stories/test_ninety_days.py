"""Three months of one matter: four levels, a coordination, an extension, a pause, an order from above, and its end."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import CLOCK
from escalation.tickets.domain.command import JointUnit
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.usecases.ticket_queries import events_of
from escalation.tickets.usecases.transition import get_ticket
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, move
from tests.support.world import World

CHINA = ZoneInfo("Asia/Shanghai")


def at(written: str) -> datetime:
    """`03-09 17:30`, in China in 2026."""
    return datetime.strptime(f"2026-{written}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def _minute(moment: datetime | None) -> str:
    """To the nearest minute: the clock runs on while the story is told."""
    return f"{(moment + timedelta(seconds=30)).astimezone(CHINA):%m-%d %H:%M}" if moment else ""


@dataclass
class Diary:
    """One ticket in a world whose clock is turned by hand."""

    world: World
    ticket: UUID = field(default_factory=lambda: UUID(int=0))

    async def turn(self, to: str) -> None:
        """Turn the clock to a minute, as the sandbox does, and let the workers look when something is due."""
        while (due := await self._next(before=at(to))) is not None:
            await self._set(due)
            await sweep(self.world.runtime)
        await self._set(at(to))
        await sweep(self.world.runtime)

    async def set_out(self, on: str) -> None:
        """Register the matter."""
        await self._set(at(on))
        self.ticket = await a_ticket(self.world, "V1")

    async def do(self, who: str, action: str, **fields: object) -> None:
        """`who`: a unit and a role, as `K1 office`."""
        code, role = who.split()
        await move(self.world, self.ticket, self.world.actor(code, role), action, **fields)

    async def stands(self) -> tuple[str, int, str, str, str, str]:
        """State, level, holder, stage, when the stage is due, when the whole is due."""
        view = await get_ticket(self.world.runtime, self.ticket, CLOCK)
        ticket = view.ticket
        holder = view.units[ticket.holder_unit_id].code
        return (ticket.state, ticket.level, holder, ticket.stage, _minute(ticket.stage_due_at), _minute(ticket.due_at))

    async def request(self) -> UUID:
        """The request that waits for a decision."""
        found: UUID = await self._value(
            "SELECT id FROM requests WHERE ticket_id = $1 AND state = 'pending'", self.ticket
        )
        return found

    async def _next(self, *, before: datetime) -> datetime | None:
        query = "SELECT min(wake_at) FROM tickets WHERE wake_at < $1"
        found: datetime | None = await self._value(query, before)
        return found

    async def _set(self, moment: datetime) -> None:
        await self._value("UPDATE clock SET advanced_by = $1::timestamptz - clock_timestamp() RETURNING 1", moment)

    async def _value(self, query: str, *arguments: object) -> Any:
        async with self.world.runtime.database.connection() as connection:
            return await connection.raw.fetchval(query, *arguments)


async def the_village(world: World, diary: Diary) -> None:
    """It asks its neighbour, who does not answer; the clock takes the matter to the township."""
    await diary.set_out("03-02 09:00")
    assert await diary.stands() == ("registered", 1, "V1", "dispatch", "03-03 17:30", "03-23 17:30")
    await diary.do("V1 leader", "dispatch", unit_id=world.id("V1"))
    assert await diary.stands() == ("dispatched", 1, "V1", "sign", "03-03 17:30", "03-23 17:30")
    await diary.turn("03-02 10:00")
    await diary.do("V1 handler", "sign")
    assert await diary.stands() == ("in_progress", 1, "V1", "handle", "03-09 17:30", "03-23 17:30")
    await diary.turn("03-05 09:00")
    await diary.do("V1 handler", "coordinate", joint_units=(JointUnit(world.id("V2"), "查线路"),))
    assert await diary.stands() == ("coordinating", 1, "V1", "coordinate", "03-12 17:30", "03-23 17:30")
    await diary.turn("03-13 18:00")
    assert await diary.stands() == ("dispatched", 2, "T1", "sign", "03-16 17:30", "03-23 17:30")


async def the_township(diary: Diary) -> None:
    """It gets more time, and does not use it."""
    await diary.turn("03-16 09:00")
    await diary.do("T1 handler", "sign")
    assert await diary.stands() == ("in_progress", 2, "T1", "handle", "03-23 17:30", "03-23 17:30")
    await diary.turn("03-20 09:00")
    await diary.do("T1 handler", "extend", days=3, reason="待厂家配件。")
    await diary.do("T1 leader", "approve_request", request_id=await diary.request())
    assert await diary.stands() == ("in_progress", 2, "T1", "handle", "03-26 17:30", "03-26 17:30")
    await diary.turn("03-27 18:00")
    assert await diary.stands() == ("dispatched", 3, "K1", "sign", "03-30 17:30", "03-26 17:30")


async def the_county(diary: Diary) -> None:
    """It parks the matter over Qingming and May Day; on a make-up Saturday its time is over."""
    await diary.turn("03-30 09:00")
    await diary.do("K1 handler", "sign")
    assert await diary.stands() == ("in_progress", 3, "K1", "handle", "04-07 17:30", "03-26 17:30")
    await diary.turn("04-01 10:00")
    await diary.do("K1 handler", "park", reason_code="season", reason="待解冻施工。", resume_on=date(2026, 5, 6))
    await diary.do("K1 office", "approve_request", request_id=await diary.request())
    assert (await diary.stands())[:5] == ("parked", 3, "K1", "handle", "05-09 16:00")
    await diary.turn("05-06 09:00")
    assert (await diary.stands())[:5] == ("in_progress", 3, "K1", "handle", "05-09 16:00")
    await diary.turn("05-11 17:00")
    assert (await diary.stands())[:5] == ("in_progress", 3, "K1", "handle", "05-09 16:00")
    await diary.turn("05-11 18:00")
    assert (await diary.stands())[:5] == ("dispatched", 4, "C", "sign", "05-12 17:30")


async def the_city(world: World, diary: Diary) -> None:
    """It instructs the township and passes its result; the county's office calls the citizen."""
    await diary.turn("05-12 09:00")
    await diary.do("C handler", "sign")
    assert (await diary.stands())[:5] == ("in_progress", 4, "C", "handle", "05-19 17:30")
    await diary.turn("05-12 10:00")
    await diary.do("C leader", "hand_down", unit_id=world.id("T1"), instructions="一周内办结。")
    assert (await diary.stands())[:5] == ("dispatched", 2, "T1", "sign", "05-13 17:30")
    await diary.turn("05-13 09:00")
    await diary.do("T1 handler", "sign")
    assert (await diary.stands())[:5] == ("in_progress", 2, "T1", "handle", "05-20 17:30")
    await diary.turn("05-15 09:00")
    await diary.do("T1 handler", "resolve", outcome="solved", reply="已全部更换。")
    assert (await diary.stands())[:5] == ("result_submitted", 2, "C", "audit", "05-19 17:30")
    await diary.turn("05-18 09:00")
    await diary.do("C office", "audit_pass")
    assert (await diary.stands())[:5] == ("follow_up", 2, "K1", "call_back", "05-21 17:30")
    await diary.turn("05-19 09:00")
    await diary.do("K1 office", "confirm", solved=True, satisfaction=4)
    assert (await diary.stands())[:5] == ("closed", 2, "V1", "reopen_window", "06-04 00:00")
    await diary.turn("06-04 09:00")
    assert (await diary.stands())[:5] == ("archived", 2, "V1", "none", "")


async def test_ninety_days_of_one_matter(world: World) -> None:
    diary = Diary(world)
    await the_village(world, diary)
    await the_township(diary)
    await the_county(diary)
    await the_city(world, diary)
    types = [event.type for event in await events_of(world.runtime, diary.ticket, CLOCK, after=0, limit=200)]
    assert types.count("ticket.escalated") == 3
    assert [type_ for type_ in types if type_ in {"ticket.parked", "ticket.resumed"}] == [
        "ticket.parked",
        "ticket.resumed",
    ]
    assert (await verify(world.runtime)).findings == ()
