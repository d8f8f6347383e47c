"""The catalogue of what opinions are about, and what one may be about."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from escalation.clocks.policy_document import Urgency
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.routes import strict_router
from escalation.kit.web.text import clean_text
from escalation.opinions.domain.categories import Category
from escalation.opinions.usecases import categories

router = strict_router(prefix="/v1/categories", tags=["categories"])


class CategoryOut(Out):
    """A heading. `departments` are the code suffixes of those who answer for it, the leading one first.

    `urgency` is what such matters usually are. What is `retired` is given to nothing new, `successor` in its place.
    """

    code: str
    zh: str
    en: str
    departments: list[str]
    confidential: bool
    urgency: Urgency | None
    retired: bool
    successor: str | None


class CategoryNode(CategoryOut):
    """A heading with its parts."""

    parts: list["CategoryNode"]


class DepartmentOut(Out):
    """Who answers for categories. `code` ends the codes of its units, `levels` says at which levels there is one."""

    code: str
    zh: str
    en: str
    levels: list[str]


class CategoryTree(Out):
    """The classes with their parts and the departments, in the order of the catalogue. `version`: the one in force."""

    version: int
    items: list[CategoryNode]
    departments: list[DepartmentOut]


class Suggestions(Out):
    """What a text may be about, likeliest first."""

    items: list[CategoryOut]


class SuggestQuery(BaseModel):
    """The words to judge by."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    text: Annotated[str, AfterValidator(clean_text), Field(min_length=2, max_length=2000)]


@router.get("", summary="The catalogue")
async def tree(_: Caller, runtime: Uses) -> CategoryTree:
    """All categories, up to three levels deep, of the catalogue in force."""
    found = await categories.all_categories(runtime)
    departments = [DepartmentOut.model_validate(each) for each in found.departments.values()]
    return CategoryTree(version=found.version, items=_nodes(found.categories), departments=departments)


@router.get("/suggest", summary="What may this be about?")
async def suggest(query: Annotated[SuggestQuery, Query()], _: Caller, runtime: Uses) -> Suggestions:
    """The likeliest categories of a text; none when nothing in it is recognised."""
    return Suggestions(
        items=[CategoryOut.model_validate(each) for each in await categories.suggest(runtime, query.text)]
    )


def _nodes(found: Iterable[Category]) -> list[CategoryNode]:
    parts: dict[str | None, list[Category]] = defaultdict(list)
    for category in found:
        parts[category.parent_code].append(category)

    def below(code: str | None) -> list[CategoryNode]:
        return [
            CategoryNode(**dict(CategoryOut.model_validate(each)), parts=below(each.code))
            for each in parts.get(code, ())
        ]

    return below(None)
