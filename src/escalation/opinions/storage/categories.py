"""Which categories does the routing catalogue (派单目录) have?"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from escalation.kit.database.connection import Connection, Row, compile_statement
from escalation.opinions.domain.categories import Category
from escalation.tickets.storage.tables import categories


async def list_categories(connection: Connection) -> list[Category]:
    """The whole catalogue in its order, parents before their parts."""
    return [_category(row) for row in await connection.rows(_ALL)]


async def put_categories(connection: Connection, wanted: Iterable[Category]) -> int:
    """Write categories, parents first; those that are there become as given. How many were changed or added."""
    values = [
        {
            "code": each.code, "parent_code": each.parent_code, "name_zh": each.zh, "name_en": each.en,
            "keywords": list(each.keywords), "departments": list(each.departments), "confidential": each.confidential,
            "rank": rank,
        }
        for rank, each in enumerate(wanted)
    ]  # fmt: skip
    return sum([await connection.run(_PUT, **row) for row in values])


_ALL: Final = compile_statement(select(categories).order_by(categories.c.rank, categories.c.code))
_NEW: Final = insert(categories).values({column.name: bindparam(column.name) for column in categories.c})
_CHANGING: Final = tuple(column.name for column in categories.c if column.name != "code")
_PUT: Final = compile_statement(
    _NEW.on_conflict_do_update(
        index_elements=[categories.c.code],
        set_={name: _NEW.excluded[name] for name in _CHANGING},
        where=tuple_(*(categories.c[name] for name in _CHANGING)).is_distinct_from(
            tuple_(*(_NEW.excluded[name] for name in _CHANGING))
        ),
    )
)


def _category(row: Row) -> Category:
    return Category(
        code=row["code"],
        zh=row["name_zh"],
        en=row["name_en"],
        departments=tuple(row["departments"]),
        keywords=tuple(row["keywords"]),
        confidential=row["confidential"],
    )
