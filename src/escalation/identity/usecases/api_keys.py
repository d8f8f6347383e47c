"""Who calls? API keys are made, found and revoked here; a revoked one stops working within seconds."""

import os
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import (
    N_,
    Fault,
    ForbiddenAction,
    NotFound,
    Unauthenticated,
    Unavailable,
    ValidationFailed,
)
from escalation.identity.storage import api_keys
from escalation.identity.storage.api_keys import PRINCIPAL, KeyRecord, KeyScope
from escalation.identity.usecases.service import Warnings, left_behind
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Row
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.brief_cache import BriefCache
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.members import holds_role
from escalation.organisation.storage.units import find_unit_by_code, find_units

PREFIX = "esk_"

MAY_GIVE: Mapping[Role, frozenset[Role]] = {
    Role.ADMIN: frozenset(Role),
    Role.OFFICE: frozenset({Role.HANDLER, Role.LEADER, Role.OFFICE, Role.SUPERVISOR}),
    Role.LEADER: frozenset({Role.HANDLER, Role.LEADER}),
}
"""Whose keys a role makes and revokes in its own subtree: never those of a role above it."""


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key; `secret` is told once and never again."""

    id: UUID
    secret: str


RenderKey = Callable[[KeyRecord, str], StoredResponse]


class KeyAuthenticator:
    """Tells who holds a key, asking the database once in a few seconds for each."""

    def __init__(self, runtime: Runtime) -> None:
        """Start knowing nobody."""
        self._runtime = runtime
        self.known = BriefCache[Actor]()

    async def identify(self, secret: str) -> Actor:
        """The actor a key stands for. Raises `Unauthenticated` for one that is unknown, expired or revoked."""
        digest = sha256(secret.encode()).digest()
        known = self.known.get(digest)
        if known is not None:
            return known
        async with self._runtime.database.connection(changes=False) as connection:
            row = await api_keys.find_key(connection, digest)
            ended = await api_keys.find_ended_key(connection, digest) if row is None else None
        if row is None:
            raise _not_known(ended)
        if not row["is_fresh"]:
            # Whoever only reads may go on where nothing can be written.
            with suppress(Unavailable):
                async with self._runtime.database.connection() as connection:
                    await api_keys.see_key(connection, row["id"])
        actor = Actor(
            f"{PRINCIPAL}{row['id']}", Role(row["role"]), row["unit_id"], row["path"], member_id=row["member_id"],
            person_id=row["person_id"],
        )  # fmt: skip
        return self.known.keep(digest, actor)


def _not_known(ended: Row | None) -> Unauthenticated:
    """Whoever holds the secret of a key may know what became of it."""
    if ended is None:
        return Unauthenticated()
    if ended["was_revoked"]:
        return Unauthenticated(N_("This key was revoked. Ask for a new one."))
    if ended["has_expired"]:
        return Unauthenticated(N_("This key has expired. Ask for a new one."))
    return Unauthenticated(N_("The role that this key was made for is not held any more."))


@dataclass(frozen=True, slots=True)
class WantedKey:
    """A key to be made. With `member_id` it works as long as that member holds the role at the unit."""

    unit_id: UUID
    role: Role
    name: str
    days: int
    member_id: UUID | None = None


async def create_key(
    runtime: Runtime, *, unit_code: str, role: Role, name: str, days: int, by: Actor | None
) -> MadeKey:
    """Make a key for a role at a unit, valid for `days`. `by` is `None` for the operator at the terminal.

    Raises `NotFound` for an unknown unit, `ForbiddenAction` if it lies outside the caller's scope or the role is above
    theirs, `Unauthenticated` if the key that they call with has ended by now.
    """
    async with runtime.database.transaction() as connection:
        unit = await find_unit_by_code(connection, unit_code)
        if unit is None or not unit.active:
            raise NotFound(N_("There is no such unit."))
        return await _make(connection, unit, WantedKey(unit.id, role, name, days), by)


async def hand_out_key(
    runtime: Runtime, wanted: WantedKey, *, by: Actor, render: RenderKey, once: IdempotentRequest | None
) -> StoredResponse:
    """`create_key` as a request that may be repeated; the kept answer is sealed.

    Raises `ValidationFailed` for an unknown unit, or a member without the role.
    """

    async def work(connection: Connection) -> StoredResponse:
        unit = (await find_units(connection, [wanted.unit_id])).get(wanted.unit_id)
        if unit is None or not unit.active:
            raise ValidationFailed(faults=[Fault("/unit_id", "unknown_unit", N_("There is no such unit."))])
        made = await _make(connection, unit, wanted, by)
        return render(await _existing(connection, made.id), made.secret)

    return await do_once(runtime, once, work)


async def list_keys(
    runtime: Runtime, actor: Actor, *, unit: str | None, after: UUID | None, limit: int
) -> Sequence[KeyRecord]:
    """One page of the keys that the caller may revoke, and of those that do not work any more."""
    async with runtime.database.connection(changes=False) as connection:
        return await api_keys.list_keys(connection, _scope(actor), unit=unit, after=after, limit=limit)


async def revoke_key(runtime: Runtime, key_id: UUID, *, by: Actor) -> Warnings:
    """End a key in the caller's scope with all that was made with it. Raises `NotFound` if there is none that works."""
    async with runtime.database.transaction() as connection:
        revoked = await api_keys.revoke_key(connection, key_id, _scope(by))
        if revoked is None:
            raise NotFound
        return await left_behind(connection, [revoked, *await api_keys.end_what_they_made(connection)])


async def shown_key(runtime: Runtime, actor: Actor) -> KeyRecord | None:
    """The key that the caller has shown; `None` for a caller who is known by other means."""
    key_id = _key_of(actor)
    if key_id is None:
        return None
    async with runtime.database.connection(changes=False) as connection:
        return await _existing(connection, key_id)


def _key_of(actor: Actor) -> UUID | None:
    """The key that somebody calls with, if it is one."""
    is_key = actor.principal.startswith(PRINCIPAL)
    return UUID(actor.principal.removeprefix(PRINCIPAL)) if is_key else None


def _scope(actor: Actor) -> KeyScope:
    roles = MAY_GIVE.get(actor.role, frozenset()) if actor.role else frozenset()
    return KeyScope(actor.unit_path, end_of(actor.unit_path), roles)


async def _make(connection: Connection, unit: Unit, wanted: WantedKey, by: Actor | None) -> MadeKey:
    _require_right(unit, wanted.role, by)
    if wanted.member_id and not await holds_role(connection, wanted.member_id, unit.id, wanted.role):
        detail = N_("There is no such member with this role at this unit.")
        raise ValidationFailed(faults=[Fault("/member_id", "unknown_member", detail)])
    secret = PREFIX + urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    now = await read_now(connection)
    expires_at = now + timedelta(days=wanted.days)
    maker = _key_of(by) if by else None
    if maker is not None:
        # What outlived its maker would be a way to stay that nobody has given.
        ends_at = await api_keys.lock_working(connection, maker)
        if ends_at is None:
            raise Unauthenticated
        expires_at = min(expires_at, ends_at)
    key = api_keys.NewKey(
        id=new_id(), secret_hash=sha256(secret.encode()).digest(), name=wanted.name, unit_id=unit.id, role=wanted.role,
        member_id=wanted.member_id, created_by=by.principal if by else "operator", created_at=now,
        expires_at=expires_at,
    )  # fmt: skip
    await api_keys.insert_key(connection, key)
    return MadeKey(key.id, secret)


def _require_right(unit: Unit, role: Role, by: Actor | None) -> None:
    if by is None:
        return
    if not by.reaches(unit.path):
        raise ForbiddenAction(N_("This unit is outside your scope."))
    if by.role is None or role not in MAY_GIVE.get(by.role, frozenset()):
        raise ForbiddenAction(N_("This role is above yours."))


async def _existing(connection: Connection, key_id: UUID) -> KeyRecord:
    record = await api_keys.find_key_record(connection, key_id)
    if record is None:
        raise NotFound
    return record
