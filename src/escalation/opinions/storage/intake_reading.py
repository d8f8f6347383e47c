"""What has to be known before an opinion is received or a ticket formed (intake)? All of it in one round trip.

With a ticket goes the next serial number of its unit and year. A number once given is gone for good, and nobody waits
for another's ticket; so none is given for what will be refused, as far as the statement can tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import CTE, Text, select, text

from escalation.actors import Actor
from escalation.identity.storage.people import name_of
from escalation.identity.storage.staffing import somebody_acts_for
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import DIALECT, Compiled, Connection, compile_statement
from escalation.kit.documents.in_force import IN_FORCE, Versions
from escalation.kit.runtime import subtree
from escalation.kit.runtime.idempotency import ANSWER, StoredAnswer
from escalation.opinions.domain.source_systems import SystemOwner
from escalation.opinions.storage.opinions import Opinion, select_readable
from escalation.opinions.storage.source_systems import OWNED, OWNERS, owners_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import UNIT_COLUMNS


@dataclass(frozen=True, slots=True)
class UnitNamed:
    """A unit as a request names it, by id or by code; by neither: the one that received the first opinion."""

    id: UUID | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class IntakeQuestion:
    """What a request names, to be read. `key`: the caller's Idempotency-Key; `opinions` are those of the inbox.

    `also`: the unit of an opinion that comes with a ticket of another one. With `numbered` a number is given, if the
    opinion was not sent later than `fast_clock` from now. `systems`: the source systems that are named.
    """

    receiver: UnitNamed
    also: UnitNamed | None = None
    accused: UUID | None = None
    opinions: tuple[UUID, ...] = ()
    submitted_at: datetime | None = None
    fast_clock: timedelta = timedelta(0)
    key: str | None = None
    numbered: bool = False
    systems: tuple[str, ...] = ()


class Serial(NamedTuple):
    """A number that was given: the year is that of the calendar in force."""

    year: int
    last: int


@dataclass(frozen=True, slots=True)
class IntakeReading:
    """What there is. `units`: all that were named, with everybody above them; `opinions`: those the caller may see.

    `receiver_unstaffed`: nobody could act for the unit that receives it. `owners`: of the source systems.
    `caller_name`: what the person is called who sent the request; of a machine, `None`.
    """

    now: datetime
    versions: Versions
    answer: StoredAnswer | None
    units: Sequence[Unit]
    opinions: Sequence[Opinion]
    serial: Serial | None
    receiver_unstaffed: bool
    owners: Mapping[str, SystemOwner]
    caller_name: str | None

    def unit(self, named: UnitNamed) -> Unit | None:
        """The unit that was named."""
        if named.id is not None:
            return next((unit for unit in self.units if unit.id == named.id), None)
        return next((unit for unit in self.units if unit.code == named.code), None)

    def above(self, unit: Unit) -> tuple[Unit, ...]:
        """The units above one of those named, nearest first."""
        found = (other for other in self.units if other.covers(unit) and other.id != unit.id)
        return tuple(sorted(found, key=lambda other: -len(other.path)))


async def read_intake(connection: Connection, actor: Actor, asked: IntakeQuestion) -> IntakeReading:
    """All that the request names. One round trip."""
    statement = _statement(
        subtree.shape(actor),
        of_inbox=bool(asked.opinions),
        numbered=asked.numbered,
    )
    also = asked.also or UnitNamed()
    (row,) = await connection.rows(
        statement,
        **subtree.params(actor),
        receiver=asked.receiver.id, receiver_code=asked.receiver.code, also=also.id, also_code=also.code,
        accused=asked.accused, ids=list(asked.opinions), submitted_at=asked.submitted_at, fast_clock=asked.fast_clock,
        principal=actor.principal, key=asked.key, systems=list(asked.systems),
    )  # fmt: skip
    return IntakeReading(
        row["now"], Versions.of(row["versions"]), StoredAnswer(*row["answer"]) if row["answer"] else None,
        [Unit(*record) for record in row["units"]], [Opinion(*record) for record in row["opinions"] or ()],
        Serial(*row["serial"]) if row["serial"] else None, row["receiver_unstaffed"],
        owners_of(row["owners"]), row["caller_name"],
    )  # fmt: skip


_UNIT: Final = ", ".join(f"u.{column.name}" for column in UNIT_COLUMNS)
_SERIALS: Final = "SELECT unnest(string_to_array(trim('/' FROM n.path), '/')::bigint[]) FROM units n"
# Each with all ancestors, as its path names them: limits and calendars may hold for a whole subtree.
_UNITS: Final = f"""ARRAY(
  SELECT ROW({_UNIT}) FROM units u WHERE u.serial = ANY (ARRAY(
    {_SERIALS} WHERE n.id = ANY (ARRAY[CAST(:also AS uuid), CAST(:accused AS uuid)] || ARRAY(SELECT id FROM receiver))
    UNION ALL
    {_SERIALS} WHERE n.code = CAST(:also_code AS text)
  ))
)"""
_UNSTAFFED: Final = f"EXISTS (SELECT FROM receiver r WHERE NOT {somebody_acts_for('r.id')})"
_MOMENT: Final = f"SELECT {NOW.compile(dialect=DIALECT)} AS now"


def _receiver(*, of_inbox: bool) -> str:
    """The unit that was named, or the one of the opinion that was named first."""
    of_first = ", (SELECT f.unit_id FROM found f WHERE f.id = (CAST(:ids AS uuid[]))[1])" if of_inbox else ""
    return f"""
    SELECT u.id, u.path, u.active FROM units u WHERE u.id = coalesce(
      CAST(:receiver AS uuid), (SELECT c.id FROM units c WHERE c.code = CAST(:receiver_code AS text)){of_first}
    )"""


def _reaches(form: subtree.Shape, path: str) -> str:
    """Whether a path lies in the caller's scope, as `Actor.reaches` says."""
    match form:
        case subtree.Shape.SUBTREE:
            return f"starts_with({path}, CAST(:scope_path AS text))"
        case subtree.Shape.UNIT:
            return f"{path} = CAST(:scope_path AS text)"
        case _:
            return "false"


def _given(form: subtree.Shape, *, of_inbox: bool) -> str:
    """The next number, unless it is known that the request is refused."""
    all_found = f"""
      AND (SELECT count(*) FROM found f WHERE {_reaches(form, "f.unit_path")}) = cardinality(CAST(:ids AS uuid[]))"""
    return f"""
    INSERT INTO ticket_serials AS s (unit_id, year, last)
    SELECT r.id, extract(year FROM m.now AT TIME ZONE (
      SELECT d.document ->> 'zone' FROM documents d WHERE d.kind = 'calendar' ORDER BY d.version DESC LIMIT 1
    )), 1
    FROM receiver r CROSS JOIN moment m
    WHERE r.active AND {_reaches(form, "r.path")}
      AND {ANSWER} IS NULL
      AND (CAST(:accused AS uuid) IS NULL OR EXISTS (
        SELECT FROM units a WHERE a.id = CAST(:accused AS uuid) AND NOT starts_with(r.path, a.path)
      ))
      AND (CAST(:submitted_at AS timestamptz) IS NULL
        OR CAST(:submitted_at AS timestamptz) <= m.now + CAST(:fast_clock AS interval))
      AND (coalesce(CAST(:also AS text), CAST(:also_code AS text)) IS NULL OR EXISTS (
        SELECT FROM units o
        WHERE (o.id = CAST(:also AS uuid) OR o.code = CAST(:also_code AS text))
          AND o.active AND {_reaches(form, "o.path")}
      ))
      AND NOT EXISTS (SELECT FROM ({OWNED}) o WHERE NOT {_reaches(form, "o.path")})
      {all_found if of_inbox else ""}
    ON CONFLICT (unit_id, year) DO UPDATE SET last = s.last + 1
    RETURNING s.year, s.last
    """


@cache
def _statement(form: subtree.Shape, *, of_inbox: bool, numbered: bool) -> Compiled:
    """One statement for each form of the predicate and of the request."""
    readable = select_readable(form)
    record = ", ".join(f'f."{column.name}"' for column in readable.selected_columns)
    columns = {
        "versions": IN_FORCE,
        "answer": ANSWER,
        "units": _UNITS,
        "opinions": f"ARRAY(SELECT ROW({record}) FROM found f)" if of_inbox else "NULL",
        "receiver_unstaffed": _UNSTAFFED,
        "owners": OWNERS,
        "caller_name": name_of("CAST(:principal AS text)"),
        "serial": "(SELECT ROW(s.year, s.last) FROM serial s)" if numbered else "NULL",
    }
    parts = [_part("moment", _MOMENT)]
    parts += [readable.cte("found")] if of_inbox else []
    parts += [_part("receiver", _receiver(of_inbox=of_inbox))]
    parts += [_part("serial", _given(form, of_inbox=of_inbox))] if numbered else []
    wanted = select(text("moment.now"), *(text(f"{sql} AS {name}") for name, sql in columns.items()))
    return compile_statement(wanted.select_from(text("moment")).add_cte(*parts))


def _part(name: str, sql: str) -> CTE:
    return text(sql).columns(anything=Text).cte(name)
