"""What does a scene of the story need? Who acts in it, and what its parts have in common: wait, act, check, tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from escalation.actors import Role
from escalation.cli.demo.acting import Api, Expected, Json, Person, Place, check
from escalation.cli.demo.published import Published
from escalation.cli.demo.telling import CITIZEN, CLOCK, Teller
from escalation.cli.language import LANGUAGE, _, fill
from escalation.errors import N_, InternalError

CITY: Final = "1507"
COUNTY: Final = "150721"
LEAD, HELPING, SILENT = f"{COUNTY}-ZJ", f"{COUNTY}-CG", f"{COUNTY}-JJ"
ABLE_VILLAGE: Final = "150721101200"
SLEEPING_VILLAGE: Final = "150721102200"

PAUSE: Final = timedelta(minutes=20)
"""How long people take for a step."""

_CAST: Final = (
    (Role.HANDLER, ABLE_VILLAGE),
    (Role.LEADER, ABLE_VILLAGE),
    (Role.HANDLER, SLEEPING_VILLAGE),
    (Role.LEADER, SLEEPING_VILLAGE),
    (Role.OFFICE, COUNTY),
    (Role.LEADER, COUNTY),
    (Role.HANDLER, LEAD),
    (Role.HANDLER, HELPING),
    (Role.HANDLER, SILENT),
    (Role.OFFICE, CITY),
    (Role.SUPERVISOR, CITY),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What every part of the story works with."""

    api: Api
    teller: Teller
    published: Published
    cast: Mapping[tuple[Role, str], Person]

    @property
    def supervisor(self) -> Person:
        """The city's supervisor, who sees everything and changes nothing."""
        return self.cast[Role.SUPERVISOR, CITY]

    async def form(self, who: Person, **fields: object) -> Json:
        """Let somebody form a ticket, a little later."""
        await self.api.turn(PAUSE)
        ticket = await self.api.post(who, "/v1/tickets", fields)
        registered = Expected("registered", who.at, who.at.level)
        return self.happened(
            who, _(N_("forms a ticket")), ticket, registered, note=f"{ticket['number']} {ticket['title']}"
        )

    async def move(
        self, who: Person, ticket: Json, action: str, expected: Expected, *, note: str = "", **fields: object
    ) -> Json:
        """Let somebody make a move, a little later."""
        await self.api.turn(PAUSE)
        ticket = await self.api.post(who, f"/v1/tickets/{ticket['id']}/transitions", {"action": action, **fields})
        return self.happened(who, self.published.move(action), ticket, expected, note=note)

    async def end_joint_task(
        self, who: Person, ticket: Json, at: str, action: str, expected: Expected, **fields: str
    ) -> Json:
        """Let somebody report or waive the joint task of the unit with the code `at`."""
        await self.api.turn(PAUSE)
        tasks: list[Json] = (await self.api.get(who, f"/v1/tickets/{ticket['id']}/joint-tasks"))["items"]
        task = next(task["id"] for task in tasks if task["unit"]["code"] == at)
        ticket = await self.api.post(who, f"/v1/joint-tasks/{task}/{action}", fields)
        return self.happened(who, self.published.move(action), ticket, expected, note=" ".join(fields.values()))

    async def refused(self, who: Person, ticket: Json, action: str, code: str, **fields: object) -> None:
        """Let somebody try what must not be done, and tell what the server says to it."""
        await self.api.turn(PAUSE)
        body = {"action": action, **fields}
        problem = await self.api.refused(who, f"/v1/tickets/{ticket['id']}/transitions", body)
        if problem["code"] != code:
            raise InternalError(
                N_("The story broke off: it was refused for another reason: {sentence}"), sentence=problem["detail"]
            )
        said = fill(N_("refused: {status} {code}"), status=problem["status"], code=code)
        self.teller.step(await self.api.now(), who, self.published.move(action), said, note=problem["detail"])

    async def audit_and_call_back(self, ticket: Json, *, by: Person, origin: Place) -> Json:
        """The unit that gave it out passes the result; the county's office calls the citizen, who is content."""
        level = ticket["level"]
        caller = self.cast[Role.OFFICE, COUNTY]
        ticket = await self.move(by, ticket, "audit_pass", Expected("follow_up", caller.at, level))
        return await self.move(
            caller, ticket, "confirm", Expected("closed", origin, level), solved=True, satisfaction=5
        )

    async def the_clock_acts(self, ticket: Json, what: str, expected: Expected) -> Json:
        """Wait until the engine has done what the clock brought. The promise to the citizen may never move."""
        promised = ticket["due_at"]
        ticket = await self.api.wait_for(self.supervisor, ticket, expected)
        if ticket["due_at"] != promised:
            raise InternalError(N_("The story broke off: the promise to the citizen was moved."))
        return self.happened(CLOCK, what, ticket, expected, with_limits=True)

    async def the_citizen_looks(self, code: str, status: str) -> None:
        """Ask with the tracking code, as anybody can who has it."""
        told = await self.api.post(None, "/v1/track", {"tracking_code": code})
        if told["status"]["code"] != status:
            raise InternalError(N_("The story broke off: the citizen is told the wrong thing."))
        words = f"{told['status'][LANGUAGE]} · {told['unit']}"
        self.teller.step(
            await self.api.now(), CITIZEN, _(N_("follows it by the code")), words, note=told["reply"] or ""
        )

    async def the_supervisor_looks(self, *expected: Json) -> None:
        """Show the overdue list and the report by unit, which have to name these tickets and no other."""
        listed: list[Json] = (await self.api.get(self.supervisor, "/v1/tickets", overdue="true"))["items"]
        report = await self.api.get(self.supervisor, "/v1/reports/overdue", group_by="unit")
        numbers = sorted(ticket["number"] for ticket in expected)
        if sorted(ticket["number"] for ticket in listed) != numbers or report["overdue"] != len(numbers):
            raise InternalError(N_("The story broke off: the overdue list is not right."))
        self.teller.overdue(listed, report["items"])

    def happened(
        self,
        who: Person | str,
        what: str,
        ticket: Json,
        expected: Expected,
        *,
        note: str = "",
        with_limits: bool = False,
    ) -> Json:
        """Check how a ticket stands after a step, and tell it."""
        check(ticket, expected)
        at = datetime.fromisoformat(ticket["updated_at"])
        self.teller.step(at, who, what, self.teller.standing(ticket, with_limits=with_limits), note=note)
        return ticket


async def enter(api: Api, teller: Teller, published: Published) -> Scene:
    """Let everybody in, and begin on a Monday morning."""
    cast = {(role, code): await api.let_in(role, code) for role, code in _CAST}
    await api.turn_to(published.monday_after(await api.now()))
    return Scene(api, teller, published, cast)
