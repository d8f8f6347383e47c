"""Contact checks and coverage: who has too few or too many contact points, and which units have nobody."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from escalation.kit.web.auth import Overseer, Uses
from escalation.kit.web.fields import Code, Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef, ref_of
from escalation.organisation.domain.ranks import CadreRank
from escalation.programme.contact_points.api.contact_points import CadreRef
from escalation.programme.contact_points.api.finding_words import ContactFindingOut, show_findings, what_of
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.usecases import contact_checks
from escalation.programme.contact_points.usecases.contact_checks import CadreCheck, ContactIssue, Levels
from escalation.texts import Language

router = strict_router(prefix="/v1/contact-checks", tags=["contact-points"])
OfUnit = Annotated[Code | None, Query(description="Code of a unit; the caller's own without it.")]


class WithinQuery(ListQuery):
    """What is looked at."""

    within: Code | None = Field(default=None, description="Code of a unit; the caller's own without it.")


class IssueQuery(WithinQuery):
    """What may be the matter with a unit."""

    issue: ContactIssue = ContactIssue.UNCOVERED


class QuotaOut(Out):
    """How many of something a cadre has, and how many the rule of their rank asks: units of a level, or places."""

    level: int | None
    contact_place: ContactPlace
    name: str = Field(description="What the level or the place is called.")
    least: int
    most: int | None
    have: int


class CadreCheckOut(Out):
    """A cadre, what the rule of their rank asks, and what is not so; no findings: all is as it should be."""

    cadre: CadreRef
    serves: bool
    quotas: list[QuotaOut]
    findings: list[ContactFindingOut]


class UnitCoverageOut(Out):
    """How many units that have to be covered lie at or below this one, and with how many a cadre keeps in touch."""

    unit: UnitRef
    to_cover: int
    covered: int


class CoverageOut(Out):
    """The unit itself first, then those directly below it that have any such units."""

    items: list[UnitCoverageOut]


class ContactedUnitOut(Out):
    """A unit, and how many cadres keep in touch with it."""

    unit: UnitRef
    parent: UnitRef | None
    cadres: int


@router.get("/cadres", summary="Cadres against the rule")
async def list_cadre_checks(
    query: Annotated[WithinQuery, Query()], caller: Overseer, runtime: Uses, language: CallerLanguage
) -> Page[CadreCheckOut]:
    """Those who work at or below a unit, with a rank that the rule names or with any contact point."""
    keyset = Keyset("contact checks", UUID, query, runtime, sort="key")
    page = await contact_checks.check_contact_points(
        runtime, caller, within=query.within, after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(
        page.checks, place=lambda each: each.record.id, show=lambda each: _shown(each, page.levels, language)
    )
    return Page[CadreCheckOut](items=items, next_cursor=cursor)


@router.get("/coverage", summary="Coverage by unit")
async def read_coverage(caller: Overseer, runtime: Uses, within: OfUnit = None) -> CoverageOut:
    """How many villages have a cadre who keeps in touch with them, of a unit and of each one directly below it."""
    return CoverageOut.model_validate({"items": await contact_checks.coverage(runtime, caller, within=within)})


@router.get("/units", summary="Units without a cadre, or with too many")
async def list_contact_issues(
    query: Annotated[IssueQuery, Query()], caller: Overseer, runtime: Uses
) -> Page[ContactedUnitOut]:
    """Those that nobody keeps in touch with, or more cadres than the rule has at most.

    In the order of the tree. A page looks at some hundred units: it may be short, even empty, and goes on where
    `next_cursor` says.
    """
    keyset = Keyset("contact issues", str, query, runtime, sort="path")
    found = await contact_checks.list_contact_issues(
        runtime, caller, query.issue, within=query.within, after=keyset.after, limit=query.limit
    )
    items = [ContactedUnitOut.model_validate(each) for each in found.items]
    return Page[ContactedUnitOut](items=items, next_cursor=keyset.cursor(found.goes_on_behind))


def _shown(check: CadreCheck, levels: Levels, language: Language) -> CadreCheckOut:
    record = check.record
    rank = CadreRank(record.cadre.rank) if record.cadre.rank is not None else None
    quotas = [
        QuotaOut(
            level=each.level,
            contact_place=each.place,
            name=what_of(each.level, each.place, levels, language),
            least=each.least,
            most=each.most,
            have=each.have,
        )
        for each in check.quotas
    ]
    cadre = CadreRef(id=record.id, name=record.name, rank=rank, home_unit=ref_of(record.home))
    findings = show_findings(check.findings, levels, language)
    return CadreCheckOut(cadre=cadre, serves=record.cadre.serves, quotas=quotas, findings=findings)
