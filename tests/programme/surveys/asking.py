"""What stories about surveys need: citizens with contacts, surveys, codes as messages carry them, and answers."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx2

from escalation.kit.database.clock import read_now
from escalation.programme.surveys.usecases.answering import new_code
from tests.support.callers import NOBODY, Callers, Json
from tests.support.things import FORM, OPINION, act, resolve

SURVEYS: Final = "/v1/surveys"
ZONE: Final = ZoneInfo("Asia/Shanghai")
SATISFIED: Final = {"satisfaction": "satisfied", "solved": "solved"}
UNSATISFIED: Final = {"satisfaction": "unsatisfied", "solved": "unsolved"}


async def now(callers: Callers) -> datetime:
    async with callers.world.runtime.database.connection() as connection:
        return await read_now(connection)


async def today(callers: Callers) -> date:
    return (await now(callers)).astimezone(ZONE).date()


async def an_opinion(callers: Callers, unit: str, contact: str | None, **more: object) -> str:
    """What somebody said at a village, and how they are reached."""
    citizen: Json = {"citizen": {"name": "王小明", "contact": contact}} if contact else {}
    said = {key: value for key, value in OPINION.items() if key not in more}
    return str((await callers.send(f"{unit} leader", "/v1/opinions", **said, **citizen, **more))["id"])


async def a_closed_ticket(callers: Callers, unit: str, contact: str | None, **more: object) -> str:
    """A ticket of a village that is answered and closed; the opinion that it came of."""
    opinion = await an_opinion(callers, unit, contact, **more)
    ticket = (await callers.send(f"{unit} leader", "/v1/tickets", **FORM, opinion_ids=[opinion]))["id"]
    await resolve(callers, unit, ticket)
    await act(callers, "K1 office", ticket, "confirm", solved=True)
    return opinion


async def order(callers: Callers, who: str = "K1 office", **fields: object) -> Json:
    """A survey of what was closed, or came in, until today."""
    day = await today(callers)
    period = {"period_since": str(day - timedelta(days=30)), "period_until": str(day + timedelta(days=1))}
    return await callers.send(who, SURVEYS, **{"kind": "ticket", "title": "二季度满意度调查", **period, **fields})


async def code_for(callers: Callers, opinion: str) -> str | None:
    """The code that the newest message to whoever sent an opinion carries; `None` if there is to be none."""
    async with callers.world.runtime.database.connection() as connection:
        event = await connection.raw.fetchval(
            "SELECT id FROM events WHERE opinion_id = $1 AND type = 'opinion.survey_ready' ORDER BY n DESC LIMIT 1",
            UUID(opinion),
        )
        return await new_code(connection, UUID(opinion), event, await read_now(connection)) if event else None


async def look(callers: Callers, code: str, language: str = "zh") -> httpx2.Response:
    headers = {"Accept": "text/html", "Accept-Language": language}
    return await callers.ask(NOBODY, "GET", f"/survey?code={code}", headers=headers)


async def reply(callers: Callers, code: str, *answers: str) -> httpx2.Response:
    """What the form of the page sends: the answers in the order of the questions."""
    form = {f"answer_{place}": answer for place, answer in enumerate(answers, start=1)}
    headers = {"Accept": "text/html", "Accept-Language": "zh"}
    return await callers.ask(NOBODY, "POST", "/survey", data={"code": code, **form}, headers=headers)


async def go_on(callers: Callers, **by: float) -> None:
    """Turn the clock."""
    await callers.world.advance(seconds=timedelta(**by).total_seconds())
    callers.world.keys.clear()  # they may have expired
