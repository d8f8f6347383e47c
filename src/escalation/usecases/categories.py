"""What can an opinion be about, and what is this one about? The catalogue as the database has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from escalation.catalogue import shipped
from escalation.catalogue.categories import Categories, Category
from escalation.catalogue.classify import Classifier
from escalation.storage import categories
from escalation.usecases.session import Session

MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Suggested:
    """A category that a text may be about; scores compare within one text only."""

    category: Category
    score: float


async def load_categories(session: Session) -> int:
    """Bring the shipped catalogue into the database. Safe to repeat; how many categories were changed or added."""
    async with session.database.transaction() as connection:
        return await categories.put_categories(connection, shipped.categories())


async def all_categories(session: Session) -> Sequence[Category]:
    """The catalogue, parents before their parts."""
    async with session.database.connection(changes=False) as connection:
        return await categories.list_categories(connection)


async def suggest(session: Session, text: str, title: str = "") -> list[Suggested]:
    """The likeliest categories of a text, best first; empty when nothing is recognised."""
    known = {category.code: category for category in await all_categories(session)}
    found = _classifier(tuple(known.values())).suggest(text, title=title)
    return [Suggested(known[each.category_code], each.score) for each in found[:MOST_SUGGESTED]]


@lru_cache(maxsize=2)
def _classifier(known: tuple[Category, ...]) -> Classifier:
    return Classifier(Categories(known))
