"""Which registers are there: tables whose rows the database seals as they are written? And do rows and seals agree?

A seal is SHA-256 over the row as JSON, without what is empty. It is computed here once more, in the query itself: no
function of the database is asked that somebody may have exchanged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import Table

from escalation.attachments.storage.tables import attachments
from escalation.identity.storage.tables import api_keys, people, person_members, temporary_posts
from escalation.kit.database.clock import clock
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.documents.tables import documents
from escalation.messages.storage.tables import message_channels, message_templates
from escalation.opinions.storage.source_system_tables import source_systems
from escalation.organisation.storage.leading_group_tables import leading_group_terms
from escalation.organisation.storage.tables import members, memberships, team_members, teams, units
from escalation.privacy.storage.tables import erasures
from escalation.publishing.storage.tables import publishers
from escalation.sign_in.storage.tables import (
    device_tokens,
    invitations,
    passwords,
    provider_identities,
    sessions,
)
from escalation.tickets.storage.category_tables import categories
from escalation.tickets.storage.opinion_tables import contact_reads, opinions
from escalation.webhooks.storage.tables import webhook_endpoints, webhook_secrets

OURS: Final = "escalation"
"""How the name of each program of ours begins, as it tells the database at the beginning of a connection."""
ALL_SEALED: Final = ""
"""The key of the line that says that no row of the table is older than seals."""


@dataclass(frozen=True, slots=True)
class Register:
    """A table with seals; its primary key, and the columns that a seal does not cover: each is held to another row."""

    table: Table
    unsealed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Of the table."""
        return self.table.name

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns of the primary key, in their order."""
        return tuple(column.name for column in self.table.primary_key)


REGISTERS: Final = (
    Register(api_keys, ("seen_at",)),
    Register(attachments, ("received",)),
    Register(categories),
    Register(clock),
    Register(contact_reads),
    Register(device_tokens, ("seen_at",)),
    Register(documents),
    Register(erasures, ("unit_path",)),
    Register(invitations),
    Register(leading_group_terms),
    Register(message_channels),
    Register(message_templates),
    Register(members),
    Register(memberships),
    Register(opinions, ("unit_path", "sketch", "text_hash", "bands")),
    Register(passwords),
    Register(people),
    Register(provider_identities),
    Register(publishers),
    Register(person_members),
    Register(sessions, ("seen_at",)),
    Register(source_systems),
    Register(team_members),
    Register(teams),
    Register(temporary_posts),
    Register(units),
    Register(webhook_endpoints),
    Register(webhook_secrets),
)


@dataclass(frozen=True, slots=True)
class RowState:
    """A row and whether its last seal says what it is. `is_sealed`: whether it has one."""

    key: str
    is_sealed: bool
    agrees: bool


@dataclass(frozen=True, slots=True)
class LastSeal:
    """The last seal of a row: whether the row should be there, and who wrote it with what."""

    key: str
    is_there: bool
    at: datetime
    role: str
    program: str


async def is_all_sealed(connection: Connection, table: str) -> bool:
    """Whether no row of a table is older than seals."""
    return bool(await connection.value(_MARKED, name=table))


async def count_rows(connection: Connection, register: Register) -> int:
    """How many rows the table has."""
    count = await connection.value(_counted(register))
    return count if isinstance(count, int) else 0


async def next_rows(
    connection: Connection, register: Register, after: Sequence[str] | None, size: int
) -> tuple[list[RowState], Sequence[str] | None]:
    """The next rows in the order of the primary key, and behind which to go on; `None` at the end."""
    parts = {f"part_{n}": part for n, part in enumerate(after or ())}
    rows = await connection.rows(_next(register, is_first=after is None), size=size, **parts)
    states = [RowState(row["key"], row["sealed"] is not None, row["sealed"] == row["digest"]) for row in rows]
    return states, list(rows[-1]["parts"]) if len(rows) == size else None


async def next_seals(connection: Connection, register: Register, after: str, size: int) -> tuple[list[LastSeal], bool]:
    """The last seals of the next rows in the order of their keys, as text; and whether there are more."""
    rows = await connection.rows(_LAST_SEALS, name=register.name, after=after, size=size)
    seals = [LastSeal(row["key"], row["digest"] is not None, row["at"], row["role"], row["program"]) for row in rows]
    return seals, len(rows) == size


async def keys_that_are_there(connection: Connection, register: Register, keys: Sequence[str]) -> frozenset[str]:
    """Of these keys, those that a row has. A key that cannot be one of the table is none."""
    split = [parts for key in keys if (parts := _parts(register, key)) is not None]
    columns = {f"part_{n}": [parts[n] for parts in split] for n in range(len(register.key))}
    rows = await connection.rows(_there(register), **columns)
    return frozenset(row["key"] for row in rows)


async def seal_rows(connection: Connection, register: Register, keys: Sequence[str]) -> None:
    """Seal rows as they are now."""
    split = [parts for key in keys if (parts := _parts(register, key)) is not None]
    columns = {f"part_{n}": [parts[n] for parts in split] for n in range(len(register.key))}
    await connection.run(_sealed(register), **columns)


async def mark_all_sealed(connection: Connection, table: str) -> None:
    """Say that no row of a table is older than seals."""
    await connection.run(_MARK, name=table)


def _parts(register: Register, key: str) -> list[object] | None:
    parts = [key] if len(register.key) == 1 else key.split("/", len(register.key) - 1)
    if len(parts) != len(register.key):
        return None
    try:
        return [_READ[kind](part) for kind, part in zip(_kinds(register), parts, strict=True)]
    except ValueError:
        return None


def _kinds(register: Register) -> list[str]:
    return [str(register.table.c[name].type).split("(")[0].lower() for name in register.key]


def _key(register: Register) -> str:
    return " || '/' || ".join(f"t.{name}::text" for name in register.key)


def _digest(register: Register) -> str:
    unsealed = "{" + ",".join(register.unsealed) + "}"
    return f"sha256(convert_to(jsonb_strip_nulls(to_jsonb(t) - '{unsealed}'::text[])::text, 'UTF8'))"


@cache
def _counted(register: Register) -> Compiled:
    return Compiled(f"SELECT count(*) FROM {register.name}", (), {})


@cache
def _next(register: Register, *, is_first: bool) -> Compiled:
    """Rows behind a key, each with the digest it has now and the one of its last seal."""
    names = ", ".join(f"t.{name}" for name in register.key)
    given = ", ".join(f"${n}::text::{kind}" for n, kind in enumerate(_kinds(register), start=2))
    parts = () if is_first else tuple(f"part_{n}" for n in range(len(register.key)))
    sql = f"""
    SELECT {_key(register)} AS key, ARRAY[{", ".join(f"t.{name}::text" for name in register.key)}] AS parts,
           {_digest(register)} AS digest, s.digest AS sealed
    FROM {register.name} t
    LEFT JOIN LATERAL (
      SELECT digest FROM row_seals WHERE table_name = '{register.name}' AND key = {_key(register)}
      ORDER BY n DESC LIMIT 1
    ) s ON true
    {"" if is_first else f"WHERE ({names}) > ({given})"}
    ORDER BY {names} LIMIT $1
    """
    return Compiled(sql, ("size", *parts), {})


def _among(register: Register) -> str:
    """Rows `t` with given keys, each part of which is an array."""
    arrays = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(_kinds(register), start=1))
    given = ", ".join(f"part_{n}" for n in range(len(register.key)))
    same = " AND ".join(f"t.{name} = g.part_{n}" for n, name in enumerate(register.key))
    return f"FROM unnest({arrays}) AS g({given}) JOIN {register.name} t ON {same}"


@cache
def _there(register: Register) -> Compiled:
    sql = f"SELECT {_key(register)} AS key {_among(register)}"
    return Compiled(sql, tuple(f"part_{n}" for n in range(len(register.key))), {})


@cache
def _sealed(register: Register) -> Compiled:
    sql = f"""
    INSERT INTO row_seals (table_name, key, digest, at, role, program)
    SELECT '{register.name}', {_key(register)}, {_digest(register)}, {_WRITER} {_among(register)}
    """
    return Compiled(sql, tuple(f"part_{n}" for n in range(len(register.key))), {})


_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "uuid": UUID, "text": str, "integer": int, "bigint": int, "smallint": int,
}  # fmt: skip
_WRITER: Final = "clock_timestamp(), session_user, current_setting('application_name')"
_MARKED: Final = Compiled(
    "SELECT 1 FROM row_seals WHERE table_name = $1 AND key = '' AND digest IS NULL LIMIT 1", ("name",), {}
)
_MARK: Final = Compiled(
    f"INSERT INTO row_seals (table_name, key, at, role, program) SELECT $1, '', {_WRITER}", ("name",), {}
)
_LAST_SEALS: Final = Compiled(
    """
    SELECT DISTINCT ON (key) key, digest, at, role, program
    FROM row_seals WHERE table_name = $1 AND key > $2 AND key <> ''
    ORDER BY key, n DESC LIMIT $3
    """,
    ("name", "after", "size"),
    {},
)
