"""Diary counts: how many entries were written and reviewed, by unit and month; and by which grades."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator

from escalation.kit.web.auth import Caller, Overseer, Uses
from escalation.kit.web.fields import Code, Day, Out
from escalation.kit.web.queries import days_within
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.usecases.units import unit_named
from escalation.programme.diary.storage.diary_counts import DiaryCount
from escalation.programme.diary.usecases.diary_counts import count_entries
from escalation.programme.diary.usecases.diary_rules import grades_in_force

router = strict_router(prefix="/v1/diary-counts", tags=["diary"])
grades_router = strict_router(prefix="/v1/diary-grades", tags=["diary"])


class DiaryCountQuery(BaseModel):
    """Of which unit, and of which days."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit; the caller's own if it is left out.")
    since: Day = Field(description="From this day on.")
    until: Day = Field(description="Before this day; at most two years later.")

    _is_a_period = field_validator("until")(days_within(2))


class DiaryCountOut(Out):
    """Of one month and one branch of the tree: the unit itself, or one directly below it with all below that."""

    unit: UnitRef
    month: date = Field(description="Its first day.")
    submitted: int = Field(description="Entries of days of the month that were handed in, reviewed ones among them.")
    reviewed: int
    authors: int = Field(description="How many people wrote them.")
    grades: dict[str, int] = Field(description="How often each grade was given.")


class DiaryCountsOut(Out):
    """Newest month first, by the codes of units. Where nothing was handed in there is no row."""

    items: list[DiaryCountOut]


class DiaryGradeOut(Out):
    """A grade (评定等级)."""

    code: str
    zh: str
    en: str


class DiaryGradesOut(Out):
    """The grades of the rules in force, the best first."""

    items: list[DiaryGradeOut]


@router.get("", summary="How many diary entries there are")
async def count_diary_entries(
    query: Annotated[DiaryCountQuery, Query()], caller: Overseer, runtime: Uses
) -> DiaryCountsOut:
    """Entries that were handed in, by month and unit: of a unit and of each directly below it. Drafts do not count."""
    unit = await unit_named(runtime, query.unit) if query.unit else None
    found = await count_entries(runtime, caller, unit, query.since, query.until)
    return DiaryCountsOut(items=[_shown(each) for each in found])


@grades_router.get("", summary="The grades of diary entries")
async def list_diary_grades(_: Caller, runtime: Uses) -> DiaryGradesOut:
    """By which grades entries are reviewed."""
    return DiaryGradesOut(items=[DiaryGradeOut.model_validate(each) for each in await grades_in_force(runtime)])


def _shown(count: DiaryCount) -> DiaryCountOut:
    unit = UnitRef(id=count.unit_id, code=count.unit_code, name=count.unit_name)
    return DiaryCountOut(
        unit=unit, month=count.month, submitted=count.submitted, reviewed=count.reviewed, authors=count.authors,
        grades=dict(count.grades),
    )  # fmt: skip
