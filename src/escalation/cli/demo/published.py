"""What has the place published? What states, moves and levels are called, and what the clock will do when."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from escalation.cli.demo.acting import Api, Json
from escalation.cli.language import LANGUAGE
from escalation.clocks.calendar import Calendar
from escalation.clocks.calendars import Calendars
from escalation.clocks.policy import Policy
from escalation.tickets.domain.default import checked
from escalation.tickets.domain.definition import Workflow

_OPENING = time(9)
_DAY = timedelta(days=1)
_MONDAY = 0


@dataclass(frozen=True, slots=True)
class Published:
    """The documents in force, as any client can read them, and what follows from them."""

    workflow: Workflow
    policy: Policy
    calendar: Calendar

    def state(self, name: str) -> str:
        """What a state is called."""
        state = self.workflow.states[name]
        return state.zh if LANGUAGE == "zh" else state.en

    def move(self, name: str) -> str:
        """What a move is called."""
        move = next(move for move in self.workflow.moves if move.name == name)
        return move.zh if LANGUAGE == "zh" else move.en

    def level(self, rank: int) -> str:
        """What a level is called."""
        level = self.policy.levels[rank]
        return level.zh if LANGUAGE == "zh" else level.en

    def climbs_at(self, ticket: Json) -> datetime:
        """When a ticket that nobody touches climbs to the level above."""
        grace = self.policy.grace(ticket["stage"]["kind"], ticket["urgency"])
        return self.calendar.due(datetime.fromisoformat(ticket["stage"]["due_at"]), grace).at

    def with_left(self, ticket: Json, share: float) -> datetime:
        """The moment at which this share of the working time of the ticket's stage is left."""
        began, due = (datetime.fromisoformat(ticket["stage"][name]) for name in ("started_at", "due_at"))
        return self.calendar.due_after(began, self.calendar.worked(began, due) * (1 - share)).at

    def morning_after(self, now: datetime, *, working: bool = False) -> datetime:
        """Nine o'clock of the next day, or of the next day with work."""
        day = self.calendar.local_day(now) + _DAY
        while working and not self.calendar.is_working_day(day):
            day += _DAY
        return datetime.combine(day, _OPENING, self.calendar.zone)

    def monday_after(self, now: datetime) -> datetime:
        """Nine o'clock of the next Monday with work."""
        morning = self.morning_after(now, working=True)
        while morning.weekday() != _MONDAY:
            morning = self.morning_after(morning, working=True)
        return morning


async def read_published(api: Api) -> Published:
    """The documents in force."""
    workflow, policy, calendar = [await _in_force(api, kind) for kind in ("workflows", "policies", "calendars")]
    return Published(checked(workflow), Policy.compile(policy), Calendars.compile(calendar).base)


async def _in_force(api: Api, kind: str) -> Json:
    versions: list[Json] = (await api.get(api.admin, f"/v1/{kind}"))["items"]
    current = next(each["version"] for each in versions if each["in_force"])
    document: Json = (await api.get(api.admin, f"/v1/{kind}/{current}"))["document"]
    return document
