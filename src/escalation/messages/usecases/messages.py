"""What was somebody told, and what could not be told (messages)? And with which words a unit tells it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, ForbiddenAction, NotFound, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.named_locks import take_lock
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import end_of
from escalation.messages.domain.rules import RULES
from escalation.messages.domain.sample_values import sample_values
from escalation.messages.domain.templates import Rendered, Wording, check_wording
from escalation.messages.domain.templates import render as render_message
from escalation.messages.storage.message_lists import (
    MessageRecord,
    Place,
    list_failed_messages,
    list_messages_of,
)
from escalation.messages.storage.push_keys import find_push_keys
from escalation.messages.storage.template_versions import (
    TemplateVersion,
    insert_template,
    list_templates,
    newest_template_version,
)
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units


class WantedWording(NamedTuple):
    """Of which message, in which language, in which words."""

    rule: str
    language: str
    wording: Wording


RenderWording = Callable[[TemplateVersion], StoredResponse]


async def list_own_messages(runtime: Runtime, actor: Actor, after: Place | None, limit: int) -> list[MessageRecord]:
    """What the caller was and will be told, newest first; nothing for a machine."""
    if actor.in_person is None:
        return []
    async with runtime.database.connection(changes=False) as connection:
        return await list_messages_of(connection, actor.in_person, after, limit)


async def list_failures(runtime: Runtime, actor: Actor, after: Place | None, limit: int) -> list[MessageRecord]:
    """What could not be told in the caller's subtree, newest first."""
    path = actor.unit_path
    async with runtime.database.connection(changes=False) as connection:
        return await list_failed_messages(connection, path, end_of(path), after, limit)


async def list_wordings(runtime: Runtime, actor: Actor, unit_id: UUID) -> Sequence[TemplateVersion]:
    """A unit's own wordings, the newest version of each. Raises `ForbiddenAction` for a unit elsewhere."""
    async with runtime.database.connection(changes=False) as connection:
        await _unit_in_reach(connection, actor, unit_id)
        return await list_templates(connection, unit_id)


async def publish_wording(
    runtime: Runtime, actor: Actor, unit_id: UUID, wanted: WantedWording, *, render: RenderWording,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Publish a unit's own wording of a message; it counts for everybody below as well.

    Raises `ValidationFailed` for what cannot be a template, `ForbiddenAction` for a unit elsewhere.
    """
    rule, language, wording = wanted
    _check(wanted)

    async def work(connection: Connection) -> StoredResponse:
        await _unit_in_reach(connection, actor, unit_id)
        await take_lock(connection, "message templates", unit_id)
        version = 1 + await newest_template_version(connection, unit_id, rule, language)
        now = await read_now(connection)
        made = TemplateVersion(unit_id, rule, language, version, wording, now, actor.principal)
        await insert_template(connection, made)
        return render(made)

    return await do_once(runtime, once, work)


async def preview_wording(runtime: Runtime, actor: Actor, unit_id: UUID, wanted: WantedWording) -> Rendered:
    """A message as it would read in these words, with sample values. Nothing is published, and nobody is told.

    Raises as `publish_wording` does.
    """
    async with runtime.database.connection(changes=False) as connection:
        unit = await _unit_in_reach(connection, actor, unit_id)
    _check(wanted)
    return render_message(wanted.wording, sample_values(wanted.rule, wanted.language, unit.name))


def _check(wanted: WantedWording) -> None:
    if wanted.rule not in RULES:
        raise ValidationFailed(faults=[Fault("/rule", "unknown_rule", N_("There is no such rule."))])
    check_wording(wanted.wording)


async def _unit_in_reach(connection: Connection, actor: Actor, unit_id: UUID) -> Unit:
    unit = (await find_units(connection, [unit_id])).get(unit_id)
    if unit is None:
        raise NotFound
    if not actor.reaches(unit.path):
        raise ForbiddenAction
    return unit


async def read_push_key(runtime: Runtime) -> bytes:
    """The public key with which browsers subscribe: an uncompressed point. Raises `NotFound` before there is one."""
    async with runtime.database.connection(changes=False) as connection:
        keys = await find_push_keys(connection, runtime.vault)
    if keys is None:
        raise NotFound
    return keys.point
