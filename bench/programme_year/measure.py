"""What does a year of the programme take, and is everything right that is said of it? The whole run of part 7."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Final

from bench.programme_year.recount.asking import Asker
from bench.programme_year.recount.comparing import Compared, compare_after_changes, compare_all
from bench.programme_year.recount.snapshot import read_snapshot
from bench.programme_year.tree import CityPlan
from bench.programme_year.year import DAYS, YEAR, Lived, live
from bench.support.bulk import quick_connection
from bench.support.databases import Address, create_database, drop_database
from bench.transitions.measured import KEY
from escalation.application.programme_rules import SECTION_CHECKS
from escalation.application.subjects import SUBJECTS
from escalation.kit.database.connection import connect
from escalation.kit.database.migrate import upgrade
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.publishing.usecases.defaults import publish_seed
from escalation.verification.usecases.tally import Report
from escalation.verification.usecases.verify import verify

ROWS_OF: Final[Mapping[str, Sequence[str]]] = {
    "units, members and teams": ("units", "members", "memberships", "teams", "team_members"),
    "contact points": ("contact_points",),
    "visits": ("visit_duties", "visit_plans", "visits", "visit_opinions", "household_counts"),
    "diary": ("diary_entries",), "ledger": ("ledger_rows",), "opinions": ("opinions",),
    "tickets": ("tickets", "hand_overs", "joint_tasks", "requests", "orders", "ticket_breaches"),
    "meetings": ("meeting_rounds", "meetings", "agenda_items", "meeting_decisions"),
    "task lists": ("unit_tasks", "unit_task_tickets"), "supervision": ("samples", "sample_lots", "site_checks"),
    "surveys": ("surveys", "survey_people", "survey_answers"),
    "groups": ("leading_groups", "leading_group_terms", "leading_group_members", "supervision_groups",
               "supervision_group_members", "supervision_group_units"),
    "bulletins": ("bulletins",), "trends": ("trend_weeks", "unit_activity", "trend_alarms"),
    "the engine": ("events", "row_seals", "ticket_listings", "opinion_listings"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """The city, the days of each month on which everybody acts, and where chance begins."""

    city: CityPlan
    days: Sequence[int] = DAYS
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """The year, rows by table, bytes of the database, what was verified and compared, and how long that took."""

    lived: Lived
    rows: Mapping[str, int]
    bytes: int
    verified: Report
    compared: Mapping[str, Compared]
    compared_in: float
    changed: Mapping[str, Compared]


class Wrong(RuntimeError):
    """Something that was said is not so, or a changed row was not noticed: there are no figures then."""


async def measure(
    address: Address, plan: Plan, tell: Callable[[str], None], *, name: str = "programme_year",
    template: str = "template1",
) -> Result:  # fmt: skip
    """Let the year pass in a database of its own, verify it, and count everything once more. Raises `Wrong`."""
    await create_database(address, name, template)
    try:
        return await _measure(address(name), plan, tell, is_empty=template == "template1")
    finally:
        await drop_database(address, name)


async def _measure(dsn: str, plan: Plan, tell: Callable[[str], None], *, is_empty: bool) -> Result:
    if is_empty:
        await upgrade(dsn)
    async with quick_connection(dsn) as owner:
        # What is told of commits is their number: nobody waits for the disk.
        name = await owner.fetchval("SELECT current_database()")
        await owner.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    database = await connect(dsn)
    try:
        if is_empty:
            async with database.transaction() as connection:
                await publish_seed(connection)
        runtime = Runtime(database, Vault(KEY), CompiledDocuments(), section_checks=SECTION_CHECKS, subjects=SUBJECTS)
        lived = await live(runtime, plan.city, seed=plan.seed, days=plan.days, tell=tell)
        async with database.connection() as connection:
            rows = {table: await connection.raw.fetchval(f"SELECT count(*) FROM {table}")
                    for tables in ROWS_OF.values() for table in tables}  # fmt: skip
            size = await connection.raw.fetchval("SELECT pg_database_size(current_database())")
        tell("verify")
        verified = await verify(runtime)
        tell("recount")
        started = perf_counter()
        snapshot = replace(await read_snapshot(runtime), known=lived.known)
        asker = Asker(replace(runtime, database=database), lived.city)
        compared = await compare_all(asker, snapshot, YEAR)
        compared_in = perf_counter() - started
        require_right(verified, compared)
        tell("a row of each is changed")
        async with quick_connection(dsn) as owner:
            changed = await compare_after_changes(asker, snapshot, YEAR, owner)
        if unnoticed := [name for name, each in changed.items() if not each.differences]:
            raise Wrong("changed and not noticed", unnoticed)
        return Result(lived, rows, size, verified, compared, compared_in, changed)
    finally:
        await database.close()


def require_right(verified: Report, compared: Mapping[str, Compared]) -> None:
    """Raise `Wrong` unless nothing was found, and every figure is what was counted."""
    if verified.findings:
        raise Wrong(verified.findings[:5])
    for name, each in compared.items():
        if each.differences or not each.figures:
            raise Wrong(name, len(each.differences), list(each.differences.items())[:5])
