"""By which visit rules, and on which local day, is something decided?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.programme.visits.domain.rules import SECTION, VisitRules
from escalation.publishing.usecases.programme_moment import read_programme_moment


@dataclass(frozen=True, slots=True)
class Present:
    """What holds at this moment: the rules in force, and by which zone days are told."""

    rules: VisitRules
    zone: ZoneInfo
    now: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """When a local day begins."""
        return datetime.combine(day, time.min, self.zone)

    def end_of(self, day: date) -> datetime:
        """When a local day is over."""
        return self.midnight(day + timedelta(days=1))


async def read_present(runtime: Runtime, connection: Connection) -> Present:
    """The rules and the day of now."""
    moment = await read_programme_moment(runtime, connection, SECTION)
    return Present(moment.rules, moment.zone, moment.now)
