"""How are bulletins read, edited and published? By the office and leaders of the very unit; read by its subtree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault, ForbiddenAction, NotFound, StaleVersion, ValidationFailed
from escalation.forms.usecases.form_links import LIFETIME, FormLink, FormTarget, make_link
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import range_of
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.programme.bulletins.domain.refusals import BulletinPublished
from escalation.programme.bulletins.storage import bulletins
from escalation.programme.bulletins.storage.bulletins import Bulletin

Expected = frozenset[int] | None
"""The versions that a change is decided on; `None` for any."""
BULLETIN = "bulletin"
"""The subject of links to bulletins."""


@dataclass(frozen=True, slots=True)
class PrintedBulletin:
    """A bulletin, and the zone in which its moments are shown."""

    bulletin: Bulletin
    zone: ZoneInfo


async def list_bulletins(
    runtime: Runtime, actor: Actor, state: str | None, *, after: UUID | None, limit: int
) -> Sequence[Bulletin]:
    """One page of what units in the actor's scope have drafted and published, newest first."""
    async with runtime.database.connection(changes=False) as connection:
        return await bulletins.list_bulletins(connection, range_of(actor), state, after=after, limit=limit)


async def get_bulletin(runtime: Runtime, actor: Actor, bulletin_id: UUID) -> PrintedBulletin:
    """One of a unit in the actor's scope. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        found = await seen_bulletin(connection, actor, bulletin_id)
        return PrintedBulletin(found, (await read_export_setting(runtime, connection, "zh")).zone)


async def change_bulletin(
    runtime: Runtime, bulletin_id: UUID, texts: Mapping[str, str | None], *, by: Actor, expected: Expected
) -> Bulletin:
    """Write texts of sections; `None` takes one away.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `BulletinPublished`, and `ValidationFailed` for a section that
    the bulletin has not.
    """
    async with runtime.database.transaction() as connection:
        found = await _draft(connection, by, bulletin_id, expected)
        wrong = [name for name in texts if name not in found.sections]
        if wrong:
            unknown = N_("This bulletin has no such section.")
            raise ValidationFailed(faults=[Fault(f"/texts/{name}", "unknown_section", unknown) for name in wrong])
        kept = {name: text for name, text in {**found.texts, **texts}.items() if text}
        await bulletins.change_texts(connection, bulletin_id, kept, await read_now(connection))
        return await seen_bulletin(connection, by, bulletin_id)


async def publish_bulletin(
    runtime: Runtime, bulletin_id: UUID, *, by: Actor, expected: Expected, request_id: str
) -> Bulletin:
    """Publish a draft under the next number of the year. Raises as `change_bulletin` does."""
    async with runtime.database.transaction() as connection:
        # All at once and in one order: whoever held their own draft first could wait for others for ever.
        await bulletins.lock_bulletins_of(connection, by.unit_id)
        draft = await _draft(connection, by, bulletin_id, expected)
        setting = await read_export_setting(runtime, connection, "zh")
        year = setting.now.astimezone(setting.zone).year
        await bulletins.publish_draft(connection, draft, year, by, setting.now, request_id)
        return await seen_bulletin(connection, by, bulletin_id)


async def link_bulletin(
    runtime: Runtime, bulletin_id: UUID, actor: Actor, options: Mapping[str, str], *, lifetime: timedelta = LIFETIME
) -> FormLink:
    """A link to the printed page. `options`: handed back when it is printed. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await seen_bulletin(connection, actor, bulletin_id)
        return await make_link(
            runtime, connection, FormTarget(BULLETIN, bulletin_id, options), actor, lifetime=lifetime
        )


async def _draft(connection: Connection, by: Actor, bulletin_id: UUID, expected: Expected) -> Bulletin:
    found = await seen_bulletin(connection, by, bulletin_id, locked=True)
    if by.unit_id != found.unit.id or by.role not in {Role.OFFICE, Role.LEADER}:
        raise ForbiddenAction(N_("Only the office and leaders of the unit itself edit and publish its bulletins."))
    if expected is not None and found.version not in expected:
        raise StaleVersion
    if found.state != "draft":
        raise BulletinPublished
    return found


async def seen_bulletin(connection: Connection, actor: Actor, bulletin_id: UUID, *, locked: bool = False) -> Bulletin:
    """One of a unit in the actor's scope; `locked`: until the transaction ends. Raises `NotFound`."""
    found = await bulletins.find_bulletin(connection, bulletin_id, locked=locked)
    if found is None or not actor.reaches(found.unit_path):
        raise NotFound
    return found
