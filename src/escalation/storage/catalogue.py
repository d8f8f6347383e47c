"""Which categories can an opinion have? The catalogue (派单目录) as it is kept."""

from typing import Final

from sqlalchemy import bindparam, select

from escalation.catalogue.categories import Category
from escalation.storage.database import Connection, compile_statement
from escalation.storage.tables import categories

_COLUMNS: Final = (
    categories.c.code,
    categories.c.name_zh,
    categories.c.name_en,
    categories.c.departments,
    categories.c.keywords,
    categories.c.confidential,
)
_ALL: Final = compile_statement(select(*_COLUMNS).order_by(categories.c.rank, categories.c.code))
_ONE: Final = compile_statement(select(*_COLUMNS).where(categories.c.code == bindparam("code")))


async def read_categories(connection: Connection) -> tuple[Category, ...]:
    """The whole catalogue in its order."""
    return tuple(_category(*row) for row in await connection.rows(_ALL))


async def find_category(connection: Connection, code: str) -> Category | None:
    """One category."""
    row = await connection.row(_ONE, code=code)
    return _category(*row) if row else None


def _category(
    code: str, zh: str, en: str, departments: list[str], keywords: list[str], confidential: bool  # noqa: FBT001 - a row
) -> Category:
    return Category(code, zh, en, tuple(departments), tuple(keywords), confidential)
