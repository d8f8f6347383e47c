"""What has happened in the sample? Stories of a month, of tickets, opinions and the programme, with the clock set back.

Everything is done by the use cases, as its people would do it, and what they leave undone the clock escalates.
"""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from escalation.actors import Actor, Means
from escalation.application.sample_programme import SampleProgramme
from escalation.application.sample_sign_in import person_of_sample
from escalation.errors import NotFound
from escalation.identity.storage.people import find_person
from escalation.kit.database.clock import advance, return_to_present
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.kit.runtime.receipts import Progress, quietly
from escalation.opinions.domain.defaults import shipped_document
from escalation.opinions.usecases.form_ticket import TicketDraft, form
from escalation.opinions.usecases.opinions import OpinionInput, register
from escalation.organisation.storage.members import members_like
from escalation.organisation.storage.units import find_units_by_codes
from escalation.tickets.domain.command import Command
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.usecases.transition import transition

_BEFORE: Final = timedelta(days=31)
"""How far the clock is set back; every story begins later."""

_FILES: Final = "sample_stories.yaml", "sample_programme.yaml"
_WORDS: Final = "title", "content", "source", "category", "place", "contact"
_UNTOUCHED: Final = "SELECT NOT EXISTS (SELECT FROM tickets) AND NOT EXISTS (SELECT FROM opinions)"
_REQUEST: Final = "sample"


async def load_stories(runtime: Runtime, progress: Progress = quietly) -> None:
    """Let the stories happen, where no ticket and no opinion is yet. Nobody else may be at work meanwhile.

    Raises what the use cases refuse. The clock has to go by the wall (`end_stories`), and does so afterwards in any
    case.
    """
    async with runtime.database.connection() as connection:
        if not await connection.raw.fetchval(_UNTOUCHED):
            return
        await advance(connection, -_BEFORE)
    try:
        lines = [line for name in _FILES for line in shipped_document(name)["stories"]]
        await _Telling(runtime).tell(lines, progress)
    finally:
        await end_stories(runtime)


async def end_stories(runtime: Runtime) -> None:
    """Let the clock go by the wall, which a start that was killed while stories happened has left set back."""
    async with runtime.database.connection() as connection:
        await return_to_present(connection)


class _Telling:
    """What is known while the stories are told: who people are, and which ticket is which."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._people: dict[str, Actor] = {}
        self._tickets: dict[str, UUID] = {}
        self._programme = SampleProgramme(runtime, self._tickets)

    async def tell(self, lines: list[dict[str, Any]], progress: Progress) -> None:
        """Do line by line what is told, each at its time; at last all is done that was due until now."""
        left = _BEFORE
        for count, line in enumerate(sorted(lines, key=lambda each: -each["day"]), start=1):
            moment = timedelta(days=line["day"])
            await self._let_pass(left - moment)
            left = moment
            await self._do(line, await self._person(line["by"]))
            progress(count, len(lines))
        await self._let_pass(left)

    async def _let_pass(self, time: timedelta) -> None:
        async with self._runtime.database.connection() as connection:
            await advance(connection, time)
        while (await sweep(self._runtime)).applied:
            pass

    async def _do(self, line: dict[str, Any], actor: Actor) -> None:
        if "do" in line:
            await self._programme.act(line, actor)
            return
        if "action" in line:
            command = Command(line["action"], await self._fields(line.get("fields", {})), _REQUEST)
            await transition(self._runtime, self._tickets[line["ticket"]], actor, command, render=_unheard)
            return
        opinion = OpinionInput(**{name: line[name] for name in _WORDS if name in line})
        if "urgency" not in line:
            await register(self._runtime, actor, opinion, render=_unheard, request_id=_REQUEST)
            return
        ticket_id = self._tickets[line["ticket"]] = new_id()
        draft = TicketDraft((), opinion, line["urgency"], line["difficulty"], id=ticket_id)
        await form(self._runtime, actor, draft, render=_unheard, request_id=_REQUEST)

    async def _fields(self, said: dict[str, Any]) -> dict[str, object]:
        """With the id of a unit that is named by its code."""
        if "unit" not in said:
            return said
        async with self._runtime.database.connection(changes=False) as connection:
            units = await find_units_by_codes(connection, [said["unit"]])
        return {"unit_id": units[said["unit"]].id, **{name: value for name, value in said.items() if name != "unit"}}

    async def _person(self, reference: str) -> Actor:
        if reference not in self._people:
            async with self._runtime.database.connection(changes=False) as connection:
                (member,) = await members_like(connection, [reference], [])
            person_id = await person_of_sample(self._runtime, member["id"])
            async with self._runtime.database.connection(changes=False) as connection:
                person = await find_person(connection, person_id)
            if person is None:
                raise NotFound
            self._people[reference] = person.acting_as(None, Means.SESSION, needs_post=True)
        return self._people[reference]


def _unheard(_: object) -> StoredResponse:
    """An answer that nobody waits for."""
    return StoredResponse(200, b"")
