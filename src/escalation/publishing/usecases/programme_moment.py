"""By what does the programme go at this moment (programme moment)? Rules, zone and time, read in one round trip."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ScalarSelect, func, literal_column, select

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Connection, compile_statement
from escalation.kit.documents.store import DocumentKind
from escalation.kit.documents.tables import documents
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.calendars import CALENDAR
from escalation.publishing.domain.rule_sections import RuleSection
from escalation.publishing.usecases.programme_rules import rules_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ProgrammeMoment(Generic[T]):
    """The section of the rules in force, the zone by which days are told, and the time."""

    rules: T
    zone: ZoneInfo
    now: datetime


async def read_programme_moment(
    runtime: Runtime, connection: Connection, section: RuleSection[T]
) -> ProgrammeMoment[T]:
    """All of it in one round trip, for a process that has met these versions before."""
    (row,) = await connection.rows(_MOMENT)
    calendars = await runtime.documents.get(connection, CALENDAR, row["calendar"] or 0)
    rules = await rules_of(runtime, connection, row["programme"] or 0, section)
    return ProgrammeMoment(rules, calendars.base.zone, row["now"])


def _newest(kind: DocumentKind) -> ScalarSelect[int]:
    return (
        select(func.max(documents.c.version)).where(documents.c.kind == literal_column(f"'{kind}'")).scalar_subquery()
    )


_MOMENT: Final = compile_statement(
    select(
        NOW.label("now"), _newest(DocumentKind.CALENDAR).label("calendar"),
        _newest(DocumentKind.PROGRAMME).label("programme"),
    )
)  # fmt: skip
