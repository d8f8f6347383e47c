"""The unit report of a whole unit has the figures that lists give, whoever asks and of whichever unit."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Row
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.statistics.domain.reports import Basis, Period, ReportGroup, ReportKind
from escalation.statistics.storage.report_statements import counted
from escalation.statistics.storage.whole_report_statements import counted as counted_whole
from escalation.statistics.usecases.reports import WantedReport, ask_report
from escalation.statistics.usecases.unit_report import AskedUnit
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import mix_up

ZONE: Final = ZoneInfo("Asia/Shanghai")
# Stages of some of those that were ever late.
LAPSED: Final = """
INSERT INTO ticket_breaches (ticket_id, kind, at, unit_id, level)
SELECT id, 'stage', first_breached_at, holder_unit_id, level FROM tickets
WHERE first_breached_at IS NOT NULL AND hashtext(number) % 3 = 0
"""
NARROWED: Final = Filters(created_since=datetime(1900, 1, 1, tzinfo=UTC))
"""What narrows nothing, and is asked by lists."""
# Listings follow, of those that are about somebody, in many hands, or nobody's to know.
SECRET: Final = "UPDATE tickets SET confidential = true WHERE hashtext(id::text) % 4 = 0"


@pytest.fixture(scope="module")
async def mixed(worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"whole_units_{worker_id}") as connection:
        await mix_up(connection.raw, tickets=600)
        for statement in (SECRET, LAPSED):
            await connection.raw.execute(statement)
        yield connection


def _path(unit: Unit) -> str:
    return unit.path


async def test_indexes_and_lists_count_the_same(mixed: Connection) -> None:
    now = await read_now(mixed)
    rows = await mixed.raw.fetch("SELECT id FROM units ORDER BY path")
    units = await find_units(mixed, [row["id"] for row in rows])
    compared = hidden = 0
    for caller in units.values():
        for role in (Role.LEADER, Role.SUPERVISOR):
            actor = Actor("test", role, caller.id, caller.path)
            for unit in (each for each in units.values() if each.path.startswith(caller.path)):
                wanted = WantedFilters(NARROWED, unit=unit.code)
                by_lists = AskedUnit(mixed, actor, wanted, unit, ZONE, now - timedelta(days=30), now, is_whole=False)
                by_indexes = replace(by_lists, is_whole=True)
                figures = await by_indexes.figures()
                assert dict(figures) == dict(await by_lists.figures()), (caller.code, role, unit.code)
                assert await by_indexes.days() == await by_lists.days(), (caller.code, role, unit.code)
                compared += sum(each.in_hand for each in figures.values())
                hidden += not actor.sees_confidential
    assert compared > 1_000
    assert hidden > 10


WANTED: Final = (
    WantedReport(ReportKind.OVERDUE, ReportGroup.UNIT, Period(), WantedFilters(Filters())),
    *(
        WantedReport(ReportKind.ON_TIME, group_by, Period(), WantedFilters(Filters()), basis=basis)
        for group_by in (ReportGroup.ORIGIN, ReportGroup.WEEK)
        for basis in (Basis.CLOSED, Basis.DUE)
    ),
)


def told(rows: Sequence[Row]) -> list[list[object]]:
    """Groups as they are named, and the sum of all, which has no name."""
    return [list(row.values())[4 if row["is_total"] else 0 :] for row in rows]


async def test_reports_by_indexes_and_by_lists_are_the_same(mixed: Connection) -> None:
    """Of all that the caller sees, wherever it lies, or of a unit; in a period or ever."""
    now = await read_now(mixed)
    rows = await mixed.raw.fetch("SELECT id FROM units")
    units = sorted((await find_units(mixed, [row["id"] for row in rows])).values(), key=_path)
    compared: Counter[ReportKind] = Counter()
    elsewhere = everything = 0
    for caller in units[::2]:
        for role, wanted in product((Role.LEADER, Role.SUPERVISOR), WANTED):
            actor = Actor("test", role, caller.id, caller.path)
            itself_and_one = [each for each in units if each.path.startswith(caller.path)][:2]
            # By due date, lists of closed tickets rely on what only real ones keep.
            last_days = (Period(now - timedelta(days=4), now),) if wanted.basis is Basis.CLOSED else ()
            for period, unit in product((Period(), *last_days), (None, *itself_and_one)):
                report = replace(wanted, unit_code=unit.code if unit else None, period=period)
                asked = await ask_report(mixed, actor, report, now)
                assert asked is not None
                question, values = asked
                path = (unit or caller).path
                values = {**values, "zone": ZONE.key, "above_path": path, "above_end": end_of(path)}
                by_indexes = await mixed.rows(counted_whole(question), **values)
                by_lists = await mixed.rows(counted(question), **values)
                assert told(by_indexes) == told(by_lists), (caller.code, role, report)
                total = next((list(row.values())[5] for row in by_indexes if row["is_total"]), 0)
                compared[report.kind] += total
                if unit is None:
                    everything = total
                elif unit is caller:
                    elsewhere += everything - total
    assert min(compared.values()) > 1_000
    assert elsewhere > 100


async def test_nobody_is_told_of_what_lies_beside_them(mixed: Connection) -> None:
    """The statements ask the predicate themselves, whoever calls them for whichever unit."""
    now = await read_now(mixed)
    rows = await mixed.raw.fetch("SELECT id FROM units WHERE code IN ('L4-0', 'L1-0')")
    units = await find_units(mixed, [row["id"] for row in rows])
    city, village = sorted(units.values(), key=lambda unit: len(unit.path))
    of_city, of_village = (
        AskedUnit(
            mixed, Actor("test", Role.LEADER, village.id, village.path), WantedFilters(Filters(), unit=unit.code), unit,
            ZONE, now - timedelta(days=30), now, is_whole=True,
        )
        for unit in (city, village)
    )  # fmt: skip
    told, own = [sum(each.in_hand for each in (await asked.figures()).values()) for asked in (of_city, of_village)]
    assert told == own > 0
