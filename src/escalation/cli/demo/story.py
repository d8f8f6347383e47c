"""What happens in the story? Three opinions become tickets; each takes another way to its end.

The first is solved in the village where it arose, the second by three departments of a county, one of which stays
silent, and the third climbs by itself, because nobody signs for it, until the city hands it down with instructions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from escalation.cli.demo.acting import Api, Expected, Json, Person, Place, check
from escalation.cli.demo.published import Published
from escalation.cli.demo.telling import CITIZEN, CLOCK, Teller
from escalation.cli.display import meter
from escalation.cli.speech import LANGUAGE, _, fill
from escalation.errors import N_, InternalError
from escalation.usecases.session import Session
from escalation.usecases.verify import verify
from escalation.workflow.situation import Role

CITY: Final = "1507"
COUNTY: Final = "150721"
LEAD, HELPING, SILENT = f"{COUNTY}-ZJ", f"{COUNTY}-CG", f"{COUNTY}-JJ"
ABLE_VILLAGE: Final = "150721101200"
SLEEPING_VILLAGE: Final = "150721102200"

_CAST: Final = (
    (Role.HANDLER, ABLE_VILLAGE),
    (Role.LEADER, ABLE_VILLAGE),
    (Role.HANDLER, SLEEPING_VILLAGE),
    (Role.LEADER, SLEEPING_VILLAGE),
    (Role.OFFICE, COUNTY),
    (Role.LEADER, COUNTY),
    (Role.HANDLER, LEAD),
    (Role.HANDLER, HELPING),
    (Role.OFFICE, CITY),
    (Role.SUPERVISOR, CITY),
)
_PAUSE: Final = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who and what every part of the story works with."""

    api: Api
    teller: Teller
    published: Published
    session: Session
    cast: Mapping[tuple[Role, str], Person]

    @property
    def supervisor(self) -> Person:
        """The city's supervisor, who sees everything and changes nothing."""
        return self.cast[Role.SUPERVISOR, CITY]

    async def move(
        self, who: Person, ticket: Json, action: str, expected: Expected, *, after: timedelta = _PAUSE, note: str = "",
        with_limits: bool = False, **fields: object,
    ) -> Json:  # fmt: skip
        """Let somebody make a move some time later, check where it leads, and tell it."""
        await self.api.turn(after)
        ticket = await self.api.post(who, f"/v1/tickets/{ticket['id']}/transitions", {"action": action, **fields})
        check(ticket, expected)
        self.tell(who, self.published.move(action), ticket, note=note, with_limits=with_limits)
        return ticket

    def tell(self, who: Person | str, what: str, ticket: Json, *, note: str = "", with_limits: bool = False) -> None:
        """One line about what just happened to a ticket."""
        standing = self.teller.standing(ticket, with_limits=with_limits)
        self.teller.step(datetime.fromisoformat(ticket["updated_at"]), who, what, standing, note=note)
