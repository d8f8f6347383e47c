"""How does the tree change under open tickets? A unit gets another parent, or is dissolved and its duty follows.

Changing the tree is one transaction; handing on what a dissolved unit held takes as many as there are batches. What a
decision made at the same moment leaves behind, `hand_on_what_is_left` finds.
"""

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from escalation.actors import CLOCK, Actor
from escalation.errors import N_, Fault, StillInUse, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.parsing.csv_files import Record
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.set_aside import in_parts, setting_aside
from escalation.organisation.storage import units
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases.units import (
    RenderUnit,
    changeable_unit,
    existing,
    level_ranks,
    place,
    require_scope,
)
from escalation.reorganisation.domain.succession import Succession, decide_accusation, decide_succession
from escalation.reorganisation.storage import scope_left, tree_changes
from escalation.statistics.storage.rollup_counting import count_anew
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.domain.situation import Situation
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.situations import Named, read_situations
from escalation.tickets.usecases.rules import read_rules
from escalation.webhooks.storage.endpoints import disable_of_dissolved

BATCH = 200
ATTEMPTS = 3
_CIRCLE = N_("This unit is the unit itself or below it.")


async def move_unit(
    runtime: Runtime, unit_id: UUID, parent_id: UUID, *, by: Actor, render: RenderUnit,
    once: IdempotentRequest | None = None, expected: Collection[int] | None = None,
) -> StoredResponse:  # fmt: skip
    """Give a unit another parent, and everything below it another path, tickets included.

    Raises `NotFound`, `ForbiddenAction` unless both lie in the caller's scope, `StaleVersion`, `ValidationFailed` for
    a parent that is below the unit, dissolved or of the wrong level.
    """

    async def work(connection: Connection) -> StoredResponse:
        await tree_changes.take_time(connection)
        await units.lock_tree(connection)
        unit = await changeable_unit(connection, unit_id, by, expected)
        parent = await _named(connection, parent_id, "/parent_id", unit)
        require_scope(by, parent)
        place(_as_written(unit), parent, await level_ranks(runtime, connection), {})
        if unit.parent is None or unit.parent.id != parent.id:
            await _hang_below(connection, unit, parent, by)
        return render(await existing(connection, unit_id))

    return await do_once(runtime, once, work)


async def dissolve_unit(
    runtime: Runtime, unit_id: UUID, successor_id: UUID, *, reason: str | None, by: Actor, request_id: str,
    render: RenderUnit, once: IdempotentRequest | None = None, expected: Collection[int] | None = None,
) -> StoredResponse:  # fmt: skip
    """Dissolve a unit. Its people, its inbox and its duty in every open ticket go to the successor.

    Its keys and webhook endpoints end: what they open is the successor's now, who may give it anew. Asked again with
    the same successor, it goes on where it was interrupted. Raises `NotFound`, `ForbiddenAction` unless both lie in the
    caller's scope, `StaleVersion`, `StillInUse` while an active unit is below it, `Conflict` if it was dissolved in
    favour of another, `ValidationFailed` for a successor that is dissolved or below it.
    """

    async def work(connection: Connection) -> StoredResponse:
        await tree_changes.take_time(connection)
        await units.lock_tree(connection)
        unit = await existing(connection, unit_id)
        require_scope(by, unit)
        if unit.active or unit.successor_id != successor_id:
            await _dissolve(connection, await changeable_unit(connection, unit_id, by, expected), successor_id, by)
            # In the same transaction: not for a moment do the people of the accused read it at their new place.
            await _follow_accusations(runtime, connection, unit_id, by=by, request_id=request_id)
            await disable_of_dissolved(connection, by=by, request_id=request_id)
        return render(await existing(connection, unit_id))

    reply = await do_once(runtime, once, work)
    await hand_on(runtime, unit_id, by=by, reason=reason, request_id=request_id)
    return reply


async def hand_on(
    runtime: Runtime, unit_id: UUID, *, by: Actor, reason: str | None = None, request_id: str = "clock"
) -> int:
    """Let the duty of a dissolved unit follow its successor in every open ticket. How many tickets changed."""
    async with runtime.database.connection(changes=False) as connection:
        successor = await tree_changes.successor_of(connection, unit_id)
        if successor is None:
            return 0
        heirs = await tree_changes.line_of(connection, successor.path)
        ids = await tree_changes.open_tickets_of(connection, unit_id)
    succession = Succession(unit_id, tuple(heirs), reason, request_id)
    changed = 0
    for start in range(0, len(ids), BATCH):
        changed += await _hand_on_batch(runtime, ids[start : start + BATCH], succession, by)
    return changed


async def hand_on_what_is_left(runtime: Runtime, limit: int = 10) -> bool:
    """What came to a unit in the moment it was dissolved goes on to the successor, at the clock's word.

    Keys and endpoints that somebody made for it in that moment end. Safe to run at any time, twice and in two
    processes. Whether anything was found that could be handed on. What cannot be, a unit or a ticket, is set aside.
    """
    emptied: list[bool] = []
    changed = 0
    async with runtime.database.transaction() as connection:

        async def hand_on_people(ids: Sequence[UUID]) -> None:
            emptied.extend([await _hand_on_people(connection, unit_id) for unit_id in ids])

        async def follow_accusations(ids: Sequence[UUID]) -> None:
            for unit_id in ids:
                await _follow_accusations(runtime, connection, unit_id, by=CLOCK, request_id="clock")

        left = await tree_changes.dissolved_with_people(connection, limit)
        await in_parts(connection, tree_changes.TASK, left, hand_on_people)
        accused = await tree_changes.dissolved_and_accused(connection, limit)
        await in_parts(connection, tree_changes.TASK, accused, follow_accusations)
        dissolved = await tree_changes.dissolved_with_duties(connection, limit)
        await disable_of_dissolved(connection, by=CLOCK, request_id="clock")
    for unit_id in dissolved:
        async with setting_aside(runtime, tree_changes.TASK, unit_id):
            changed += await hand_on(runtime, unit_id, by=CLOCK)
    return changed > 0 or any(emptied)


async def _follow_accusations(
    runtime: Runtime, connection: Connection, unit_id: UUID, *, by: Actor, request_id: str
) -> None:
    """Let every matter about a dissolved unit be about its successor. What changes at this moment is left for later."""
    successor = await tree_changes.successor_of(connection, unit_id)
    if successor is None:
        return
    heirs = await tree_changes.line_of(connection, successor.path)
    succession = Succession(unit_id, tuple(heirs), None, request_id)
    ids = await tree_changes.tickets_about(connection, unit_id)
    for start in range(0, len(ids), BATCH):
        await _decide_batch(runtime, connection, ids[start : start + BATCH], succession, by, decide_accusation)


async def _hand_on_people(connection: Connection, unit_id: UUID) -> bool:
    """Whether there is a successor to take them."""
    successor = await tree_changes.successor_of(connection, unit_id)
    if successor is not None:
        now = await read_now(connection)
        await tree_changes.hand_over_people(connection, unit_id, successor.id, now)
        await tree_changes.hand_over_inbox(connection, unit_id, successor, now)
        await tree_changes.hand_over_records(connection, unit_id, successor)
    return successor is not None


async def _named(connection: Connection, unit_id: UUID, pointer: str, unit: UnitRecord) -> UnitRecord:
    """The unit that shall be above, or succeed, the other one."""
    named = await units.find_unit_record(connection, unit_id)
    if named is None:
        raise ValidationFailed(faults=[Fault(pointer, "unknown_unit", N_("There is no such unit."))])
    if named.path.startswith(unit.path):
        raise ValidationFailed(faults=[Fault(pointer, "cycle", _CIRCLE)])
    return named


def _as_written(unit: UnitRecord) -> Record[str]:
    """The unit as a file would have it, to be judged by the same rules."""
    values = {"code": unit.code, "name": unit.name, "level": str(unit.level), "kind": unit.kind}
    return Record(1, {**values, "designation": unit.designation or ""})


async def _hang_below(connection: Connection, unit: UnitRecord, parent: UnitRecord, by: Actor) -> None:
    """Whoever was above and is not any more is told of the open tickets there by the engine, in its own time."""
    await tree_changes.lock_matters(connection, unit.path)
    new = f"{parent.path}{unit.path.rstrip('/').rpartition('/')[2]}/"
    now = await read_now(connection)
    before, after = [await _line(connection, path) for path in (_parent(unit.path), parent.path)]
    await tree_changes.hang_below(connection, unit.id, parent.id, old=unit.path, new=new, now=now)
    await count_anew(connection)
    if lost := [id_ for id_ in before if id_ not in after]:
        await scope_left.begin(connection, new_id(), unit=unit.id, path=new, overseers=lost, by=by.principal, now=now)
    await units.refresh_offices(connection, [parent.id, unit.parent.id if unit.parent else None])


def _parent(path: str) -> str:
    return path[: path.rindex("/", 0, -1) + 1]


async def _line(connection: Connection, path: str) -> list[UUID]:
    """A unit and all above it; none for the place above the topmost."""
    return [unit.id for unit in await tree_changes.line_of(connection, path)] if path != "/" else []


async def _dissolve(connection: Connection, unit: UnitRecord, successor_id: UUID, by: Actor) -> None:
    successor = await _named(connection, successor_id, "/successor_id", unit)
    require_scope(by, successor)
    if not successor.active:
        detail = N_("This unit was dissolved. Name its successor.")
        raise ValidationFailed(faults=[Fault("/successor_id", "dissolved_unit", detail)])
    if unit.children:
        raise StillInUse(N_("There are active units below it. Move or dissolve them first."))
    now = await read_now(connection)
    await tree_changes.mark_dissolved(connection, unit.id, successor.id, now)
    await tree_changes.hand_over_people(connection, unit.id, successor.id, now)
    heir = (await units.find_units(connection, [successor.id]))[successor.id]
    await tree_changes.hand_over_inbox(connection, unit.id, heir, now)
    await tree_changes.hand_over_records(connection, unit.id, heir)
    await units.refresh_offices(connection, [unit.parent.id if unit.parent else None])


async def _hand_on_batch(runtime: Runtime, ids: Sequence[UUID], succession: Succession, by: Actor) -> int:
    """A ticket that somebody moved meanwhile is read and decided again; one that they keep moving is left for later.

    One that cannot be handed on is set aside.
    """
    waiting, changed = list(ids), 0
    for _ in range(ATTEMPTS):
        done, waiting = await _hand_on_in_parts(runtime, waiting, succession, by)
        changed += done
        if not waiting:
            break
    return changed


async def _hand_on_in_parts(
    runtime: Runtime, ids: Sequence[UUID], succession: Succession, by: Actor
) -> tuple[int, list[UUID]]:
    outcomes: list[tuple[int, list[UUID]]] = []
    async with runtime.database.transaction() as connection:

        async def decide(part: Sequence[UUID]) -> None:
            outcomes.append(await _decide_batch(runtime, connection, part, succession, by, decide_succession))

        await in_parts(connection, tree_changes.TASK, ids, decide)
    return sum(done for done, _ in outcomes), [id_ for _, moved in outcomes for id_ in moved]


Decide = Callable[[Situation, Succession, Actor, Rules], Decision | None]


async def _decide_batch(
    runtime: Runtime, connection: Connection, ids: Sequence[UUID], succession: Succession, by: Actor, decide: Decide
) -> tuple[int, list[UUID]]:
    """How many tickets changed, and those that somebody moved meanwhile."""
    named = Named(units=(succession.dissolved_id, *(unit.id for unit in succession.heirs)), unit_wanted=True)
    decisions = []
    for reading in await read_situations(connection, ids, CLOCK, named):
        rules = await read_rules(runtime, connection, reading.versions)
        decision = decide(reading.situation, succession, by, rules)
        decisions += [decision] if decision else []
    done = await apply(connection, decisions)
    return len(done), [decision.ticket.id for decision in decisions if decision.ticket.id not in done]
