"""Rates of a unit and of those directly below it: how much was answered, closed and solved, how soon and how well."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field, field_validator

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Instant, Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import ends_after_it_begins
from escalation.kit.web.routes import strict_router
from escalation.statistics.api.unit_reports import LevelNameOut
from escalation.statistics.domain.rates import RATE_DEFINITIONS, RateName
from escalation.statistics.domain.reports import Basis, Period
from escalation.statistics.usecases.rates import RatedUnit, Rates, WantedRates, report_rates
from escalation.texts import translate
from escalation.tickets.api.ticket_filters import TicketFilterQuery

router = strict_router(prefix="/v1/reports/rates", tags=["reports"])


class RatesQuery(TicketFilterQuery):
    """Of which unit, the caller's own if none is named; of which tickets, and by what these belong to the period."""

    basis: Basis = Basis.CLOSED
    since: Instant = Field(description="The first moment that counts.")
    until: Instant | None = Field(default=None, description="The first moment that counts no more.")

    _until_in_order = field_validator("until")(ends_after_it_begins)


class RateOut(Out):
    """A part of a whole. `value`: from 0 to 1, of the mean time in seconds; null where the denominator is 0."""

    rate: RateName
    numerator: int
    denominator: int
    value: float | None


class RateDefinitionOut(Out):
    """What a rate is of, in words."""

    rate: RateName
    definition: str


class RatedUnitOut(Out):
    """A unit, with everything below it."""

    id: UUID
    code: str
    name: str
    level: int
    level_name: LevelNameOut | None
    rates: list[RateOut]


class RatesOut(Out):
    """What was counted, in words and as data.

    `total` is the unit with all below it, `own` it alone, `items` the units directly below, each with all below it.
    """

    definition: str
    basis: Basis
    since: datetime
    until: datetime | None
    as_of: datetime
    zone: str
    rates: list[RateDefinitionOut]
    total: RatedUnitOut
    own: list[RateOut]
    items: list[RatedUnitOut]


@router.get("", summary="The rates of a unit and of those directly below it")
async def report_unit_rates(
    query: Annotated[RatesQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> RatesOut:
    """Each rate as two counts and as it is shown, with its definition; only tickets that the caller may see count."""
    wanted = WantedRates(query.wanted_filters(), Period(query.since, query.until), query.basis)
    report = await report_rates(runtime, caller, wanted, language)
    return RatesOut(
        definition=report.definition, basis=query.basis, since=query.since, until=query.until, as_of=report.as_of,
        zone=report.zone.key, rates=[
            RateDefinitionOut(rate=name, definition=translate(text, language))
            for name, text in RATE_DEFINITIONS.items()
        ],
        total=_unit(report.total), own=_rates(report.own), items=[_unit(item) for item in report.items],
    )  # fmt: skip


def _unit(unit: RatedUnit) -> RatedUnitOut:
    level_name = LevelNameOut.model_validate(unit.level_name) if unit.level_name else None
    return RatedUnitOut(
        id=unit.id, code=unit.code, name=unit.name, level=unit.level, level_name=level_name, rates=_rates(unit.rates)
    )


def _rates(rates: Rates) -> list[RateOut]:
    return [
        RateOut(rate=name, numerator=rate.numerator, denominator=rate.denominator, value=rate.value)
        for name, rate in rates.items()
    ]
