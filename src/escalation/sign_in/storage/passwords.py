"""Which passwords are there? One for each person who has set one, as an argon2id hash that names its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from escalation.kit.database.clock import WALL
from escalation.kit.database.connection import Connection, compile_statement
from escalation.sign_in.storage.tables import passwords


@dataclass(frozen=True, slots=True)
class PasswordRecord:
    """Whose password it is, and its hash."""

    person_id: UUID
    hash: str


async def find_password(connection: Connection, login: str) -> PasswordRecord | None:
    """The password that belongs to a name, as it is compared."""
    row = await connection.row(_FOUND, login=login)
    return PasswordRecord(*row) if row else None


async def is_still(connection: Connection, before: PasswordRecord) -> bool:
    """Whether it is the password still. In a transaction it stays so until the end."""
    return await connection.value(_STILL, person=before.person_id, hash=before.hash) is not None


async def find_login(connection: Connection, person_id: UUID) -> str | None:
    """By which name somebody signs in; `None` for somebody without a password."""
    found = await connection.value(_LOGIN, person=person_id)
    return found if isinstance(found, str) else None


async def save_password(connection: Connection, person_id: UUID, login: str, shown_login: str, hashed: str) -> None:
    """Set a person's name and password. Raises a unique violation if another person has the name."""
    await connection.run(_SAVED, person_id=person_id, login=login, shown_login=shown_login, hash=hashed)


async def rehash_password(connection: Connection, before: PasswordRecord, hashed: str) -> None:
    """Keep the same password by today's parameters, unless it was changed meanwhile."""
    await connection.run(_REHASHED, person=before.person_id, before=before.hash, after=hashed)


_FOUND: Final = compile_statement(
    select(passwords.c.person_id, passwords.c.hash).where(passwords.c.login == bindparam("login"))
)
_STILL: Final = compile_statement(
    select(passwords.c.person_id)
    .where(passwords.c.person_id == bindparam("person"), passwords.c.hash == bindparam("hash"))
    .with_for_update(read=True)
)
_LOGIN: Final = compile_statement(select(passwords.c.shown_login).where(passwords.c.person_id == bindparam("person")))
_GIVEN: Final[Mapping[str, ColumnElement[object]]] = {
    name: bindparam(name) for name in ("person_id", "login", "shown_login", "hash")
}
_NEW: Final = insert(passwords).values(**_GIVEN, changed_at=WALL)
_SAVED: Final = compile_statement(
    _NEW.on_conflict_do_update(
        index_elements=["person_id"],
        set_={name: _NEW.excluded[name] for name in ("login", "shown_login", "hash", "changed_at")},
    )
)
_REHASHED: Final = compile_statement(
    update(passwords)
    .where(passwords.c.person_id == bindparam("person"), passwords.c.hash == bindparam("before"))
    .values(hash=bindparam("after"))
)
