"""How are bulletins opened to everybody, and taken back? By the unit; taken back by those above it as well.

What is open is read by anybody, without signing in, as the rules in force let it out: of a bulletin that is not open
nobody learns whether there is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor, Role
from escalation.errors import N_, ForbiddenAction, NotFound, StaleVersion
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.programme.bulletins.domain.open_figures import OpenPart, open_parts
from escalation.programme.bulletins.domain.refusals import BulletinDraft, BulletinsNotOpen
from escalation.programme.bulletins.domain.rules import SECTION, OpenRules
from escalation.programme.bulletins.storage import bulletins
from escalation.programme.bulletins.storage.bulletins import Bulletin
from escalation.programme.bulletins.usecases.bulletins import Expected, seen_bulletin
from escalation.publishing.usecases.programme_rules import rules_in_force


@dataclass(frozen=True, slots=True)
class OpenBulletin:
    """A bulletin as everybody reads it, or would. `small_cell`: figures of fewer matters are kept back."""

    bulletin: Bulletin
    parts: tuple[OpenPart, ...]
    small_cell: int
    zone: ZoneInfo


async def open_bulletin(
    runtime: Runtime, bulletin_id: UUID, *, by: Actor, expected: Expected, request_id: str
) -> Bulletin:
    """Let everybody read a published bulletin of the actor's own unit; nothing happens to one that is open already.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `BulletinDraft`, `BulletinsNotOpen`.
    """
    async with runtime.database.transaction() as connection:
        found = await seen_bulletin(connection, by, bulletin_id, locked=True)
        if by.unit_id != found.unit.id or by.role not in _OPENERS:
            raise ForbiddenAction(N_("Only the office and leaders of the unit itself open its bulletins to everybody."))
        _require_version(found, expected)
        if found.state != "published":
            raise BulletinDraft
        if await _open_rules(runtime, connection) is None:
            raise BulletinsNotOpen
        await bulletins.open_published(connection, bulletin_id, by, await read_now(connection), request_id)
        return await seen_bulletin(connection, by, bulletin_id)


async def take_back_bulletin(
    runtime: Runtime, bulletin_id: UUID, *, by: Actor, expected: Expected, request_id: str
) -> None:  # fmt: skip
    """Let nobody but staff read a bulletin of the actor's unit or one below it, from this moment on.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`.
    """
    async with runtime.database.transaction() as connection:
        found = await seen_bulletin(connection, by, bulletin_id, locked=True)
        if by.role not in _OPENERS:
            raise ForbiddenAction
        _require_version(found, expected)
        await bulletins.take_back(connection, bulletin_id, by, await read_now(connection), request_id)


async def preview_bulletin(runtime: Runtime, actor: Actor, bulletin_id: UUID) -> OpenBulletin:
    """What everybody reads of a bulletin in the actor's scope, or would. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _opened(runtime, connection, await seen_bulletin(connection, actor, bulletin_id))


async def list_open_bulletins(
    runtime: Runtime, unit_code: str | None, *, after: UUID | None, limit: int
) -> Sequence[Bulletin]:
    """One page of what everybody may read, of one unit or of all, the newest first; of an unknown unit nothing."""
    async with runtime.database.connection(changes=False) as connection:
        return await bulletins.list_open(connection, unit_code, after=after, limit=limit)


async def get_open_bulletin(runtime: Runtime, bulletin_id: UUID) -> OpenBulletin:
    """One that everybody may read. Raises `NotFound`, of one that is not open as of one that is not there."""
    async with runtime.database.connection(changes=False) as connection:
        found = await bulletins.find_open(connection, bulletin_id)
        if found is None:
            raise NotFound
        return await _opened(runtime, connection, found)


async def _opened(runtime: Runtime, connection: Connection, found: Bulletin) -> OpenBulletin:
    rules = await _open_rules(runtime, connection)
    zone = (await read_export_setting(runtime, connection, "zh")).zone
    parts = open_parts(found.sections, found.texts, found.figures, rules)
    return OpenBulletin(found, parts, rules.small_cell if rules else 0, zone)


async def _open_rules(runtime: Runtime, connection: Connection) -> OpenRules | None:
    return (await rules_in_force(runtime, connection, SECTION)).open


def _require_version(found: Bulletin, expected: Expected) -> None:
    if expected is not None and found.version not in expected:
        raise StaleVersion


_OPENERS = frozenset({Role.OFFICE, Role.LEADER})
