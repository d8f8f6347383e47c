"""Who calls? Keys are made, found and revoked here; a revoked one stops working within `KEPT_FOR`."""

import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from time import monotonic
from uuid import UUID

from escalation.errors import ForbiddenAction, N_, NotFound, Unauthenticated
from escalation.storage import keys
from escalation.storage.scope import end_of
from escalation.storage.time import read_now
from escalation.storage.units import find_unit_by_code
from escalation.usecases.rulebook import new_id
from escalation.usecases.session import Session
from escalation.workflow.situation import Actor, Role

KEPT_FOR = 3.0
"""Seconds for which a process trusts what it knows of a key."""

PREFIX = "esk_"
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key; `secret` is told once and never again."""

    id: UUID
    secret: str


class Doorkeeper:
    """Tells who holds a key, asking the database at most once in `KEPT_FOR` seconds for each."""

    def __init__(self, session: Session) -> None:
        """Start knowing nobody."""
        self._session = session
        self._known: dict[bytes, tuple[float, Actor]] = {}

    async def identify(self, secret: str) -> Actor:
        """The actor a key stands for. Raises `Unauthenticated` for one that is unknown, expired or revoked."""
        digest = sha256(secret.encode()).digest()
        known = self._known.get(digest)
        if known is not None and known[0] > monotonic():
            return known[1]
        async with self._session.database.connection(changes=False) as connection:
            row = await keys.find_key(connection, digest)
        if row is None:
            self._known.pop(digest, None)
            raise Unauthenticated
        actor = Actor(f"key:{row['id']}", Role(row["role"]), row["unit_id"], row["path"])
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[digest] = (monotonic() + KEPT_FOR, actor)
        return actor


async def create_key(
    session: Session, *, unit_code: str, role: Role, name: str, days: int, by: Actor | None
) -> MadeKey:
    """Make a key for a role at a unit, valid for `days`. `by` is `None` for the operator at the terminal.

    Raises `NotFound` for an unknown unit, `ForbiddenAction` if it lies outside the caller's scope.
    """
    secret = PREFIX + urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    async with session.database.transaction() as connection:
        unit = await find_unit_by_code(connection, unit_code)
        if unit is None or not unit.active:
            raise NotFound(N_("There is no such unit."))
        if by is not None and not by.reaches(unit.path):
            raise ForbiddenAction(N_("This unit is outside your scope."))
        now = await read_now(connection)
        key = keys.NewKey(
            id=new_id(), secret_hash=sha256(secret.encode()).digest(), name=name, unit_id=unit.id, role=role,
            member_id=None, created_by=by.principal if by else "operator", created_at=now,
            expires_at=now + timedelta(days=days),
        )  # fmt: skip
        await keys.insert_key(connection, key)
    return MadeKey(key.id, secret)


async def revoke_key(session: Session, key_id: UUID, *, by: Actor) -> None:
    """End a key in the caller's scope. Raises `NotFound` if there is none that still works."""
    async with session.database.connection() as connection:
        if not await keys.revoke_key(connection, key_id, by.unit_path, end_of(by.unit_path)):
            raise NotFound
