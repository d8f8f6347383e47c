"""No row that cannot be handled holds up others: for every task of the engine one is planted, or it is said why not.

The database refuses to write one row, the first in line. The task has to handle the other one all the same, an operator
has to be told, by the log, a gauge and `/readyz`, and what was refused has to be tried again.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from escalation.application.lags import QUEUES
from escalation.application.tasks import tasks
from escalation.kit.database.clock import read_now
from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.kit.runtime import set_aside
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.loop import Step
from escalation.kit.runtime.object_store import ObjectStore, ObjectStoreUnavailable
from escalation.kit.runtime.retention import KeptYears
from escalation.messages.engine.telling import MessageTeller
from escalation.messages.usecases.writing import Outgoing
from escalation.programme.meetings.engine import rounds
from escalation.programme.visits.engine.planning import begin_plans, keep_duties
from escalation.reorganisation.storage import tree_changes
from escalation.reorganisation.usecases.reorganisation import hand_on_what_is_left
from escalation.verification.engine.checkpoints import CheckpointJob
from tests.messages.desk import a_channel, send, somebody, tell
from tests.programme.trends.test_trends import registered
from tests.support.callers import Callers
from tests.support.endpoint_makers import give_places
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.things import OPINION, one_of_everything
from tests.support.world import World

Pair = tuple[UUID, UUID]
"""The row that cannot be written, which is first in line, and the one behind it."""


class Spared(StrEnum):
    """Why nothing is planted for a task."""

    COUNTS = "It counts, or makes what there is one of: there are no rows behind others."
    BY_DECISIONS = "Tickets, by `batch_decisions`: tests/tickets/test_deadlines.py plants one."
    AS_IMPORTS = "An operation by itself, which fails by itself, as an import does."
    IN_ORDER = "In the order of the log, on purpose: a gauge tells how far it is behind."
    AS_A_SET = "One statement over all that is due, which casts and computes nothing that a row holds."
    THROWS_AWAY = "It deletes by age, in one statement, what nothing refers to."
    LEARNS = "A batch that teaches nothing is as good as none: suggestions stay what they are until it is mended."


@dataclass(frozen=True, slots=True)
class Poison:
    """Rows of a task. `refused`: the table that refuses to write one, and the column of the new row that names it.

    `handled`: SQL that says whether a row was. `log`: what tells of it. `is_retried`: whether the task comes to it
    again by itself. `keeps`: how a runtime that has to be another one is made of the usual one.
    """

    pair: Callable[[Callers], Awaitable[Pair]]
    handled: str
    refused: tuple[str, str] | None
    log: str = "row_set_aside"
    is_retried: bool = True
    keeps: Callable[[Runtime, UUID], Runtime] = lambda runtime, _: runtime


async def run(callers: Callers, sql: str, *arguments: object) -> None:
    async with as_owner(callers.world.runtime.database).connection() as connection:
        await connection.raw.execute(sql, *arguments)


async def twin(callers: Callers, table: str, id_: str, **changes: object) -> UUID:
    """A row like another one, with another id and these changes."""
    new_id = uuid4()
    names = await _columns_of(callers, table)
    new = {"id": new_id, **changes}
    columns = [*new, *(name for name in names if name not in new)]
    values = [f"${n}" for n, _ in enumerate(new, start=2)] + columns[len(new) :]
    sql = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} WHERE id = $1"
    await run(callers, sql, UUID(id_), *new.values())
    return new_id


async def twins(callers: Callers, table: str, id_: UUID, numbers: range, **changes: str) -> None:
    """Rows like another one, with other ids and these changes: SQL in which `n` is the number of each."""
    names = await _columns_of(callers, table)
    new = {"id": "gen_random_uuid()", **changes}
    values = [new.get(name, f"t.{name}") for name in names]
    await run(
        callers,
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)}"
        f" FROM {table} t, generate_series($2::int, $3::int) n WHERE t.id = $1",
        id_, numbers.start, numbers.stop - 1,
    )  # fmt: skip


async def _columns_of(callers: Callers, table: str) -> list[str]:
    """Those that are written."""
    async with as_owner(callers.world.runtime.database).connection() as connection:
        found: list[str] = await connection.raw.fetchval(
            "SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0"
            " AND NOT attisdropped AND attgenerated = '' AND attidentity = ''",
            table,
        )
    return found


def of_things(table: str, name: str, older: str, **changes: object) -> Callable[[Callers], Awaitable[Pair]]:
    """One of everything, and a twin with changes that is older by what `older` sets; its place is `{day}`."""

    async def pair(callers: Callers) -> Pair:
        good = (await one_of_everything(callers))[name]
        bad = await twin(callers, table, good, **changes)
        for id_, day in ((bad, "2001-01-01"), (UUID(good), "2001-01-02")):
            await run(callers, f"UPDATE {table} SET {older.format(day=day)} WHERE id = $1", id_)
        return bad, UUID(good)

    return pair


async def erasures(callers: Callers) -> Pair:
    ids = []
    for _ in range(2):
        opinion = await callers.send("V1 leader", "/v1/opinions", **OPINION)
        asked = await callers.send("V1 leader", f"/v1/opinions/{opinion['id']}/erasure", reason="本人要求")
        await callers.send("T1 leader", f"/v1/erasures/{asked['id']}/decision", approve=True)
        ids.append(UUID(asked["id"]))
    return ids[0], ids[1]


async def opinions(callers: Callers) -> Pair:
    """Two that were dismissed long ago."""
    bad, good = [UUID((await callers.send("V1 leader", "/v1/opinions", **OPINION))["id"]) for _ in range(2)]
    for id_, day in ((bad, "2001-01-01"), (good, "2001-01-02")):
        sql = "UPDATE opinions SET status = 'dismissed', received_at = $2::text::timestamptz, updated_at = '2001-01-03'"
        await run(callers, f"{sql} WHERE id = $1", id_, day)
    return bad, good


async def unmarked(callers: Callers) -> Pair:
    """The newest comes first."""
    good, bad = [UUID((await callers.send("V1 leader", "/v1/opinions", **OPINION))["id"]) for _ in range(2)]
    await run(callers, "UPDATE opinions SET text_hash = NULL, bands = NULL")
    return bad, good


async def files(callers: Callers) -> Pair:
    bad, good = sorted((uuid4(), uuid4()))
    ticket = await a_ticket(callers.world, "V1")
    for id_ in (bad, good):
        await run(
            callers,
            "INSERT INTO attachments (id, ticket_id, state, name, size, created_at, created_by, ended_at, reason)"
            " VALUES ($1, $2, 'refused', 'a.pdf', 1, now(), 'test', now(), 'abandoned')", id_, ticket,
        )  # fmt: skip
    return bad, good


class _Refusing(ObjectStore):
    """A store that does not delete one file."""

    kept: UUID

    async def delete_below(self, prefix: str) -> None:
        if str(self.kept) in prefix:
            raise ObjectStoreUnavailable
        await super().delete_below(prefix)


def with_a_store_that_keeps(runtime: Runtime, kept: UUID) -> Runtime:
    assert runtime.files is not None
    assert runtime.files.folder is not None
    store = _Refusing(f"file://{runtime.files.folder}")
    store.kept = kept
    return replace(runtime, files=store)


async def tickets_of_dissolved_units(callers: Callers) -> Pair:
    world = callers.world
    bad, good = await a_ticket(world, "V2"), await a_ticket(world, "V3")
    await dissolve(world, "V2", "V3")
    return bad, good


async def dissolve(world: World, *codes: str) -> None:
    """In favour of V2, or V1; nothing is handed on yet."""
    async with world.runtime.database.connection() as connection:
        for code in codes:
            heir = world.id("V1" if code == "V2" else "V2")
            await tree_changes.mark_dissolved(connection, world.id(code), heir, await read_now(connection))


async def dissolved_with_duties(callers: Callers) -> Pair:
    world = callers.world
    village, duty = world.units["V1"], (await one_of_everything(callers))["duty_id"]
    await twin(callers, "visit_duties", duty, unit_id=village.id, unit_path=village.path, target_unit_id=village.id)
    await dissolve(world, "V1", "V3")
    return world.id("V1"), world.id("V3")


async def duties(callers: Callers) -> Pair:
    while await keep_duties(callers.world.runtime):
        pass
    return await _first_two(callers, "visit_duties", "next_on IS NOT NULL", "next_on, id")


async def plans(callers: Callers) -> Pair:
    for step in (keep_duties, begin_plans):
        while await step(callers.world.runtime):
            pass
    bad, good = await _first_two(callers, "visit_plans", "wake_at IS NOT NULL", "wake_at, id")
    for id_, day in ((bad, "2001-01-01"), (good, "2001-01-02")):
        await run(callers, "UPDATE visit_plans SET wake_at = $2::text::timestamptz WHERE id = $1", id_, day)
    return bad, good


async def _first_two(callers: Callers, table: str, which: str, order: str) -> Pair:
    found = await callers.world.runtime.database.pool.fetch(f"SELECT id FROM {table} WHERE {which} ORDER BY {order}")
    return found[0][0], found[1][0]


async def meetings(callers: Callers) -> Pair:
    await rounds.step(callers.world.runtime)
    bad, good = callers.world.id("V1"), callers.world.id("V3")
    for id_, day in ((bad, "2001-01-01"), (good, "2001-01-02")):
        sql = "UPDATE meeting_rounds SET warn_at = $2::text::timestamptz, due_at = $2::text::timestamptz"
        await run(callers, f"{sql} WHERE unit_id = $1", id_, day)
    return bad, good


async def inboxes(callers: Callers) -> Pair:
    for code in ("V1", "V3"):
        await callers.send(f"{code} leader", "/v1/opinions", **OPINION)
    await callers.world.advance(days=60)
    return callers.world.id("V1"), callers.world.id("V3")


async def fading(callers: Callers) -> Pair:
    for code in ("V1", "V3"):
        await registered(callers.world, code, 5, 24)
    return callers.world.id("V1"), callers.world.id("V3")


async def counties(callers: Callers) -> Pair:
    return callers.world.id("C"), callers.world.id("K1")


async def events(callers: Callers) -> Pair:
    """Two assignments of which somebody is told."""
    for name in ("bat", "tana"):
        await an_assignment(callers.world, name)
    await give_places(callers.world.runtime)
    return await _first_two(callers, "events", "type = 'ticket.assigned'", "feed_pos")


async def an_assignment(world: World, name: str) -> UUID:
    """A ticket in the hands of somebody who has a channel; which one."""
    member = await somebody(world, "V1", name=name)
    channel = await a_channel(world, member, f"{name}@example.gov.cn")
    ticket = await a_ticket(world)
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    await move(world, ticket, world.actor("V1", "leader"), "assign", member_id=member.member_id)
    return channel


async def import_files(callers: Callers) -> Pair:
    """One of which a chunk cannot be read, and one that has none left."""
    done = (await one_of_everything(callers))["operation_id"]
    bad, good = [await twin(callers, "operations", done) for _ in range(2)]
    for id_, day in ((bad, "2001-01-01"), (good, "2001-01-02")):
        sql = "UPDATE operations SET state = 'waiting', kind = 'import_units', finished_at = NULL"
        await run(callers, f"{sql}, created_at = $2::text::timestamptz WHERE id = $1", id_, day)
    await run(callers, "INSERT INTO operation_parts (operation_id, number, sealed) VALUES ($1, 1, 'unreadable')", bad)
    return bad, good


KEPT: Final = KeptYears(contacts=1, words=1)


def keeps_a_year(runtime: Runtime, _: UUID) -> Runtime:
    return replace(runtime, kept=KEPT)


TASKS: Final[Mapping[str, Poison | Spared]] = {
    "deadlines": Spared.BY_DECISIONS,
    "feed": Spared.IN_ORDER,
    "attachments": Poison(
        files, "SELECT is_purged FROM attachments WHERE id = $1", None, keeps=with_a_store_that_keeps
    ),
    "drafts": Spared.THROWS_AWAY,
    "imports": Poison(
        import_files, "SELECT state = 'done' FROM operations WHERE id = $1", None, log="import_failed", is_retried=False
    ),
    "learning": Spared.LEARNS,
    "text_marks": Poison(
        unmarked, "SELECT text_hash IS NOT NULL FROM opinions WHERE id = $1", ("opinions", "NEW.id")
    ),
    "replays": Spared.AS_IMPORTS,
    "revoked_keys": Spared.AS_A_SET,
    "backlogs": Spared.THROWS_AWAY,
    "calendars": Spared.BY_DECISIONS,
    "missing_year": Spared.COUNTS,
    "succession": Poison(
        tickets_of_dissolved_units,
        "SELECT u.active FROM tickets t JOIN units u ON u.id = t.holder_unit_id WHERE t.id = $1",
        ("tickets", "NEW.id"),
    ),
    "farewells": Spared.BY_DECISIONS,
    "assignees": Spared.BY_DECISIONS,
    "telling": Poison(
        events, "SELECT EXISTS (SELECT FROM messages WHERE event_id = $1)", ("messages", "NEW.event_id"),
        is_retried=False,
    ),
    "digests": Spared.AS_A_SET,
    "message_leases": Spared.AS_A_SET,
    "message_retention": Spared.THROWS_AWAY,
    "push_keys": Spared.COUNTS,
    "message_gauges": Spared.COUNTS,
    "rollups": Spared.IN_ORDER,
    "gauges": Spared.COUNTS,
    "set_aside": Spared.COUNTS,
    "ticket_gauges": Spared.COUNTS,
    "delivery_gauges": Spared.COUNTS,
    "attempt_log": Spared.THROWS_AWAY,
    "sign_in_retention": Spared.THROWS_AWAY,
    "erasures": Poison(erasures, "SELECT state = 'done' FROM erasures WHERE id = $1", ("erasures", "NEW.id")),
    "retention": Poison(
        opinions, "SELECT erased_at IS NOT NULL FROM opinions WHERE id = $1", ("opinions", "NEW.id"),
        keeps=keeps_a_year,
    ),
    "meetings": Poison(
        meetings, "SELECT state = 'overdue' FROM meeting_rounds WHERE unit_id = $1",
        ("meeting_rounds", "NEW.unit_id"),
    ),
    "sorting": Poison(
        inboxes, "SELECT EXISTS (SELECT FROM sorting_rounds WHERE unit_id = $1 AND overdue)",
        ("sorting_rounds", "NEW.unit_id"),
    ),
    "surveys": Poison(
        of_things("surveys", "survey_id", "wake_at = '{day}', ends_at = '{day}'"),
        "SELECT closed_at IS NOT NULL FROM surveys WHERE id = $1", ("surveys", "NEW.id"),
    ),
    "task_lists": Spared.AS_A_SET,
    "contact_visits": Spared.AS_A_SET,
    "bulletins": Poison(
        counties, "SELECT EXISTS (SELECT FROM bulletins WHERE unit_id = $1)", ("bulletins", "NEW.unit_id")
    ),
    "trends": Poison(
        fading, "SELECT EXISTS (SELECT FROM trend_alarms WHERE unit_id = $1)", ("trend_alarms", "NEW.unit_id"),
        is_retried=False,
    ),
    "visit_duties": Poison(
        dissolved_with_duties,
        "SELECT NOT EXISTS (SELECT FROM visit_duties WHERE unit_id = $1 AND NOT derived AND ended_at IS NULL)",
        ("visit_duties", "OLD.unit_id"),
    ),
    "visit_plans": Poison(
        duties, "SELECT EXISTS (SELECT FROM visit_plans WHERE duty_id = $1)", ("visit_duties", "NEW.id")
    ),
    "visit_retention": Poison(
        of_things("visits", "visit_id", "day = '{day}'", code_hash=None),
        "SELECT data_key IS NULL FROM visits WHERE id = $1", ("visits", "NEW.id"), keeps=keeps_a_year,
    ),
    "visit_clock": Poison(
        plans, "SELECT warned_at IS NOT NULL OR overdue_at IS NOT NULL FROM visit_plans WHERE id = $1",
        ("visit_plans", "NEW.id"),
    ),
    "group_lapses": Poison(
        of_things("supervision_groups", "supervision_group_id", "until = '{day}'"),
        "SELECT lapsed_at IS NOT NULL FROM supervision_groups WHERE id = $1", ("supervision_groups", "NEW.id"),
    ),
    "diary_retention": Poison(
        of_things("diary_entries", "entry_id", "day = '{day}'"),
        "SELECT erased_at IS NOT NULL FROM diary_entries WHERE id = $1", ("diary_entries", "NEW.id"),
        keeps=keeps_a_year,
    ),
    "ledger_retention": Poison(
        of_things("ledger_rows", "done_row_id", "entered_on = '{day}'", mark=None, opinion_id=None),
        "SELECT erased_at IS NOT NULL FROM ledger_rows WHERE id = $1", ("ledger_rows", "NEW.id"), keeps=keeps_a_year,
    ),
    "supervision_retention": Poison(
        of_things("site_checks", "check_id", "checked_on = '{day}'"),
        "SELECT erased_at IS NOT NULL FROM site_checks WHERE id = $1", ("site_checks", "NEW.id"), keeps=keeps_a_year,
    ),
    "housekeeping": Spared.THROWS_AWAY,
    "checkpoints": Spared.IN_ORDER,
}  # fmt: skip
"""Every task of the engine."""


def steps() -> dict[str, Step]:
    """By name, as a process has them that has just begun; of dissolved units, which it does by tens, one at a time."""
    checkpoints = CheckpointJob(Path(), (), 3_600)
    begun = {task.name: task.step for task in tasks(lambda: None, MessageTeller(frozenset({"mail"})), checkpoints)}
    return begun | {"succession": partial(hand_on_what_is_left, limit=1)}


def test_every_task_has_a_row_here() -> None:
    assert steps().keys() == TASKS.keys()


async def work(step: Step, runtime: Runtime) -> None:
    """Let a task do all there is to do."""
    for _ in range(60):
        if not await step(runtime):
            return


@asynccontextmanager
async def refused(callers: Callers, poison: Poison, bad: UUID) -> AsyncIterator[None]:
    """The database does not write the row."""
    if poison.refused is None:
        yield
        return
    table, column = poison.refused
    function = "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'spoilt'; END $$"
    when = "UPDATE" if column.startswith("OLD") else "INSERT OR UPDATE"
    trigger = f"CREATE TRIGGER spoilt BEFORE {when} ON {table} FOR EACH ROW WHEN ({column} = '{bad}')"
    await run(callers, f"{function}; {trigger} EXECUTE FUNCTION spoil()")
    try:
        yield
    finally:
        await run(callers, "DROP FUNCTION spoil CASCADE")


async def is_so(callers: Callers, sql: str, id_: UUID) -> bool:
    return bool(await callers.world.runtime.database.pool.fetchval(sql, id_))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, poison in TASKS.items() if isinstance(poison, Poison)])
async def test_a_row_that_cannot_be_handled_holds_up_no_other(callers: Callers, name: str) -> None:
    poison, step = TASKS[name], steps()[name]
    assert isinstance(poison, Poison)
    bad, good = await poison.pair(callers)
    usual = callers.world.runtime
    runtime = poison.keeps(usual, bad)
    with capture_logs() as log:
        async with refused(callers, poison, bad):
            await work(step, runtime)
            if name in {"attachments", "succession"}:  # The rest waits for the next step.
                await work(step, runtime)
    assert (await is_so(callers, poison.handled, good), await is_so(callers, poison.handled, bad)) == (True, False)
    told_of = [each for each in log if each["event"] == poison.log]
    assert str(bad) in {str(value) for each in told_of for value in each.values()}
    if poison.log != "row_set_aside":
        return

    aside = await usual.database.pool.fetch("SELECT task, row_id, tries FROM set_aside_rows")
    assert [(row["task"], row["row_id"]) for row in aside] == [(name, bad)]
    await set_aside.step(usual)
    assert REGISTRY.get_sample_value("escalation_rows_set_aside", {"task": name}) == 1
    await callers.world.advance(minutes=20)
    async with usual.database.connection() as connection:
        waited = await QUEUES["set_aside"].read(connection)
    assert waited is not None
    assert waited > QUEUES["set_aside"].too_long
    if poison.is_retried:
        await work(step, poison.keeps(usual, uuid4()))
        assert await is_so(callers, poison.handled, bad)
        assert await usual.database.pool.fetchval("SELECT count(*) FROM set_aside_rows") == 0


class _Taking:
    """Whatever is to be sent arrives."""

    async def deliver(self, batch: Sequence[Outgoing]) -> list[DeliveryOutcome | None]:
        return [DeliveryOutcome(Kind.OK, 250, 0) for _ in batch]


async def test_a_message_that_cannot_be_written_holds_up_no_other(callers: Callers) -> None:
    """Its address does not open. It waits, and its attempt is not counted: the fault is ours."""
    world = callers.world
    channels = [await an_assignment(world, name) for name in ("bat", "tana")]
    await tell(world)
    await run(callers, "UPDATE message_channels SET sealed = 'unreadable' WHERE id = $1", channels[0])
    await run(callers, "UPDATE messages SET urgent = true, due_at = created_at")
    with capture_logs() as log:
        await send(world, "mail", _Taking())
    rows = await world.runtime.database.pool.fetch("SELECT channel_id, state, reason, attempt FROM messages")
    assert {tuple(row) for row in rows} == {(channels[0], "waiting", "ours", 0), (channels[1], "sent", None, 1)}
    assert [each["event"] for each in log if each["log_level"] == "error"] == ["message_failed"]
