"""The catalogue of what opinions are about, and what one may be about."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from escalation.clocks.policy_document import Urgency
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Out
from escalation.kit.web.queries import Version
from escalation.kit.web.routes import strict_router
from escalation.kit.web.text import clean_text
from escalation.opinions.domain.categories import Category
from escalation.opinions.domain.custom_fields import CustomField, FieldType, schema_of
from escalation.opinions.usecases import categories

router = strict_router(prefix="/v1/categories", tags=["categories"])


class CategoryOut(Out):
    """A heading. `departments` are the code suffixes of those who answer for it, the leading one first.

    `urgency` is what such matters usually are. What is `retired` is given to nothing new, `successor` in its place.
    Of a `public` one anybody may see where its matters stand, without their words.
    """

    code: str
    zh: str
    en: str
    departments: list[str]
    confidential: bool
    urgency: Urgency | None
    retired: bool
    successor: str | None
    public: bool


class FieldChoiceOut(Out):
    """A value of a list, and what it is called."""

    key: str
    zh: str
    en: str


class CustomFieldOut(Out):
    """What is asked besides the words. `longest`: characters; `least` and `most` bound a number."""

    code: str
    zh: str
    en: str
    type: FieldType
    required: bool
    help_zh: str | None
    help_en: str | None
    longest: int | None
    least: int | None
    most: int | None
    choices: list[FieldChoiceOut]


class CategoryDetailOut(CategoryOut):
    """A heading with its fields, in the order in which they are asked, as `version` of the catalogue has them.

    `attributes_schema`: what an opinion's `attributes` have to be, as a JSON Schema (draft 2020-12).
    """

    version: int
    fields: list[CustomFieldOut]
    attributes_schema: dict[str, Any]


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


class SuggestedCategoryOut(CategoryOut):
    """A category that a text may be about. `because`: words or letters of the text that speak for it."""

    because: list[str]


class SuggestedUrgencyOut(Out):
    """How urgent such matters are."""

    code: Urgency
    because: list[str]


class SuggestedDepartmentOut(DepartmentOut):
    """Which department answers for such matters; the holder's own has a code that ends with `code`."""

    because: list[str]


class SuggestionsOut(Out):
    """What a text may be about, likeliest first, with the urgency and the department that go with it."""

    items: list[SuggestedCategoryOut]
    urgency: SuggestedUrgencyOut | None
    department: SuggestedDepartmentOut | None


class SuggestQuery(BaseModel):
    """The words to judge by."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    text: Annotated[str, AfterValidator(clean_text), Field(min_length=2, max_length=2000)]


@router.get("", summary="The catalogue")
async def read_category_tree(_: Caller, runtime: Uses) -> CategoryTree:
    """All categories, up to three levels deep, of the catalogue in force."""
    found = await categories.all_categories(runtime)
    departments = [DepartmentOut.model_validate(each) for each in found.departments.values()]
    return CategoryTree(version=found.version, items=_nodes(found.categories), departments=departments)


@router.get("/suggest", summary="What may this be about?")
async def suggest_categories(query: Annotated[SuggestQuery, Query()], _: Caller, runtime: Uses) -> SuggestionsOut:
    """The likeliest categories of a text, by keywords and by what clerks decided so far; none if nothing is known."""
    found = await categories.suggest(runtime, query.text)
    urgency, department = found.urgency, found.department
    return SuggestionsOut(
        items=[
            SuggestedCategoryOut(**dict(CategoryOut.model_validate(each.category)), because=list(each.because))
            for each in found.categories
        ],
        urgency=SuggestedUrgencyOut(code=Urgency(urgency.answer), because=list(urgency.because)) if urgency else None,
        department=SuggestedDepartmentOut(
            **dict(DepartmentOut.model_validate(department[0])), because=list(department[1])
        )
        if department
        else None,
    )


@router.get("/{code}", summary="One category, with its fields")
async def read_category(
    code: Annotated[Code, Path(description="The category's code.")],
    _: Caller,
    runtime: Uses,
    version: Annotated[Version | None, Query(description="Of the catalogue; left out: the one in force.")] = None,
) -> CategoryDetailOut:
    """What is asked besides the words when an opinion has this category, now or as an older version had it."""
    found = await categories.get_category(runtime, code, version)
    return CategoryDetailOut(
        **dict(CategoryOut.model_validate(found.category)),
        version=found.version,
        fields=[_field(each) for each in found.category.fields],
        attributes_schema=schema_of(found.category.fields),
    )


def _field(field: CustomField) -> CustomFieldOut:
    return CustomFieldOut.model_validate(field)


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
