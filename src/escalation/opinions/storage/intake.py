"""How do opinions get into the inbox (intake)? Many are written at once, and what is taken already is left out."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.errors import DuplicateExternalRef
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime.idempotency import ANSWER_FIELDS, Answer, kept_as
from escalation.opinions.domain.tracking_codes import CodeWay
from escalation.tickets.storage.opinion_tables import opinions


@dataclass(frozen=True, slots=True)
class NewOpinion:
    """An opinion to be written: field names are column names. Name and contact are sealed for its id."""

    id: UUID
    unit_id: UUID
    unit_path: str
    title: str
    content: str
    category: str | None
    suggested_categories: tuple[str, ...]
    source: str
    confidential: bool
    sketch: tuple[int, ...]
    text_hash: int
    bands: tuple[int, ...]
    citizen_name: bytes | None
    contact: bytes | None
    contact_masked: str | None
    contact_index: bytes | None
    place: str | None
    source_system: str | None
    external_ref: str | None
    submitted_at: datetime | None
    received_at: datetime
    received_by: str
    data_key: bytes | None = None
    tracking_hash: bytes | None = None
    code_way: str | None = None
    code_given_at: datetime | None = None
    attributes: Mapping[str, Any] | None = None
    attributes_version: int | None = None
    longitude: float | None = None
    latitude: float | None = None
    accuracy: int | None = None


async def insert_opinions(
    connection: Connection, new: Sequence[NewOpinion], *, by: Actor, request_id: str
) -> frozenset[UUID]:
    """Write opinions into the inbox and say which were written: not those whose external reference is taken.

    The same statement writes that they were received.
    """
    # In a thread: a chunk of an import has hundreds.
    rows = await asyncio.to_thread(_rows, new)
    written = await connection.rows(_INSERTED, rows=rows, **unchained_events.by(by, request_id))
    return frozenset(row["id"] for row in written)


@dataclass(frozen=True, slots=True)
class TakenOpinion:
    """What is known under an external reference."""

    id: UUID
    unit_path: str
    title: str
    content: str


async def find_taken(connection: Connection, source_system: str, refs: Sequence[str]) -> dict[str, TakenOpinion]:
    """The opinions that have these references within a system."""
    rows = await connection.rows(_TAKEN, source_system=source_system, refs=list(refs))
    return {
        row["external_ref"]: TakenOpinion(row["id"], row["unit_path"], row["title"], row["content"]) for row in rows
    }


async def count_free(connection: Connection, ids: Sequence[UUID]) -> int:
    """How many of these opinions are still in the inbox and say something."""
    count = await connection.value(_FREE, ids=list(ids))
    return count if isinstance(count, int) else 0


def columns_of(new: NewOpinion) -> dict[str, object]:
    """The columns of an opinion, as far as they are known when it comes."""
    return {name: getattr(new, name) for name in _NAMES}


async def receive_opinion(
    connection: Connection, new: NewOpinion, *, by: Actor, request_id: str, answer: Answer | None
) -> bool:
    """Write one opinion into the inbox with what its sender is told, all of it or nothing, by one statement.

    `False`: the key is taken, or the unit got another place in the tree since it was read. Raises
    `DuplicateExternalRef`.
    """
    rows = _rows([new])
    params = {**unchained_events.by(by, request_id), **(asdict(answer) if answer else {})}
    statement = _receiving(is_kept=answer is not None, code_waits=new.code_way == CodeWay.MESSAGE)
    try:
        written = await connection.rows(statement, rows=rows, **params)
    except asyncpg.UniqueViolationError as error:
        if "external_ref" not in str(error.constraint_name):
            raise
        raise DuplicateExternalRef from None
    except asyncpg.ForeignKeyViolationError as error:
        if error.constraint_name != _MOVING:
            raise
        return False
    return bool(written)


def _rows(new: Sequence[NewOpinion]) -> bytes:
    return orjson.dumps([columns_of(each) for each in new], default=_plain)


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


_NAMES: Final = tuple(field.name for field in fields(NewOpinion))
_RECEIVED: Final = (
    f"written o, (SELECT 'receive' AS action, NULL::text AS reason, a.* FROM ({unchained_events.author(2)}) a) e"
)
_ROWS: Final = f"""
      INSERT INTO opinions AS o ({", ".join(_NAMES)}, status, updated_at)
      SELECT id, unit_id, unit_path, title, content, category, suggested_categories, source, confidential, sketch,
             text_hash, bands, decode(citizen_name, 'hex'), decode(contact, 'hex'), contact_masked,
             decode(contact_index, 'hex'), place, source_system, external_ref, submitted_at, received_at, received_by,
             decode(data_key, 'hex'), decode(tracking_hash, 'hex'), code_way, code_given_at,
             attributes, attributes_version, longitude, latitude, accuracy, 'inbox', received_at
      FROM jsonb_to_recordset($1::jsonb) AS r(
        id uuid, unit_id uuid, unit_path text, title text, content text, category text, suggested_categories text[],
        source text, confidential boolean, sketch integer[], text_hash bigint, bands integer[],
        citizen_name text, contact text, contact_masked text,
        contact_index text, place text, source_system text, external_ref text, submitted_at timestamptz,
        received_at timestamptz, received_by text, data_key text, tracking_hash text, code_way text,
        code_given_at timestamptz, attributes jsonb, attributes_version integer,
        longitude double precision, latitude double precision, accuracy integer
      )"""
_PARAMETERS: Final = "rows", *unchained_events.AUTHOR


def _written(rows: str, first: str = "", last: str = "") -> str:
    """Opinions, with the event that they were received; `first` is a part before them, `last` one behind."""
    return f"""
    WITH {first} written AS (
      {rows}
      RETURNING {unchained_events.CHANGED}
    ),
    told AS (
      {unchained_events.of_opinions("opinion.received", _RECEIVED)}
    ){last}
    SELECT id FROM written
    """


# In the order of their references, so that two imports of one file wait for each other instead of dying of a deadlock.
_INSERTED: Final = Compiled(
    _written(f"{_ROWS} ORDER BY source_system, external_ref ON CONFLICT (source_system, external_ref) DO NOTHING"),
    _PARAMETERS,
    {},
)
_KEPT: Final = f"answered AS ({kept_as(len(_PARAMETERS) + 1)}),"
_CODE_READY: Final = f""",
    code_told AS (
      {unchained_events.of_opinions("opinion.code_ready", _RECEIVED)}
    )"""


@cache
def _receiving(*, is_kept: bool, code_waits: bool) -> Compiled:
    last = _CODE_READY if code_waits else ""
    if not is_kept:
        return Compiled(_written(_ROWS, last=last), _PARAMETERS, {})
    rows = f"{_ROWS} WHERE EXISTS (SELECT FROM answered)"
    return Compiled(_written(rows, _KEPT, last), (*_PARAMETERS, *ANSWER_FIELDS), {})


_MOVING: Final = "fk_opinions_unit_id"
_TAKEN: Final = compile_statement(
    select(opinions.c.external_ref, opinions.c.id, opinions.c.unit_path, opinions.c.title, opinions.c.content).where(
        opinions.c.source_system == bindparam("source_system"),
        opinions.c.external_ref == any_(bindparam("refs", type_=ARRAY(Text()))),
    )
)
_FREE: Final = compile_statement(
    select(func.count()).where(
        opinions.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))),
        opinions.c.status == "inbox",
        opinions.c.erased_at.is_(None),
    )
)
