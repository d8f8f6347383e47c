"""Which categories does the routing catalogue (派单目录) have?"""

from collections.abc import Iterable
from typing import Final

import orjson
from sqlalchemy import select

from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.opinions.domain.categories import Category
from escalation.tickets.storage.category_tables import categories


async def list_categories(connection: Connection) -> list[Category]:
    """The whole catalogue in its order, parents before their parts."""
    return [_category(row) for row in await connection.rows(_ALL)]


async def put_categories(connection: Connection, wanted: Iterable[Category]) -> int:
    """Write categories; those that are there become as given, and others stay. How many were changed or added."""
    rows = [
        {
            "code": each.code, "parent_code": each.parent_code, "name_zh": each.zh, "name_en": each.en,
            "keywords": each.keywords, "departments": each.departments, "confidential": each.confidential,
            "rank": rank, "urgency": each.urgency, "retired": each.retired, "successor": each.successor,
        }
        for rank, each in enumerate(wanted)
    ]  # fmt: skip
    return await connection.run(_PUT, rows=orjson.dumps(rows))


async def lock_others(connection: Connection, codes: Iterable[str]) -> list[str]:
    """The categories besides these, in their order; until the transaction ends nothing new is put under one of them."""
    return [row["code"] for row in await connection.rows(_OTHERS, codes=list(codes))]


async def find_used(connection: Connection, codes: Iterable[str]) -> list[str]:
    """Which of these any opinion or ticket has."""
    return [row["code"] for row in await connection.rows(_USED, codes=list(codes))]


async def remove_categories(connection: Connection, codes: Iterable[str]) -> None:
    """Take out categories that nothing has. Raises a violation of a foreign key otherwise."""
    await connection.run(_REMOVED, codes=list(codes))


_ALL: Final = compile_statement(select(categories).order_by(categories.c.rank, categories.c.code))
_NAMES: Final = tuple(column.name for column in categories.c)
_CHANGING: Final = tuple(name for name in _NAMES if name != "code")
_PUT: Final = Compiled(
    f"""
    INSERT INTO categories AS c ({", ".join(_NAMES)})
    SELECT {", ".join(_NAMES)} FROM jsonb_populate_recordset(NULL::categories, $1::jsonb)
    ON CONFLICT (code) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _CHANGING)}
    WHERE ({", ".join(f"c.{name}" for name in _CHANGING)})
      IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _CHANGING)})
    """,
    ("rows",),
    {},
)
_OTHERS: Final = Compiled(
    "SELECT code FROM categories WHERE code <> ALL ($1::text[]) ORDER BY code FOR UPDATE", ("codes",), {}
)
_USED: Final = Compiled(
    """
    SELECT c.code FROM unnest($1::text[]) AS c(code)
    WHERE EXISTS (SELECT FROM opinions o WHERE o.category = c.code)
       OR EXISTS (SELECT FROM tickets t WHERE t.category = c.code)
    """,
    ("codes",),
    {},
)
_REMOVED: Final = Compiled("DELETE FROM categories WHERE code = ANY ($1::text[])", ("codes",), {})


def _category(row: Row) -> Category:
    return Category(
        code=row["code"],
        zh=row["name_zh"],
        en=row["name_en"],
        departments=tuple(row["departments"]),
        keywords=tuple(row["keywords"]),
        confidential=row["confidential"],
        urgency=row["urgency"],
        retired=row["retired"],
        successor=row["successor"],
    )
