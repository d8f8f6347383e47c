"""Scores of units: points by weighted rates with their parts, grades, and the lists of the best and the worst."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Instant, Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import ends_after_it_begins
from escalation.kit.web.routes import strict_router
from escalation.programme.scores.domain.score_cards import ScoreGrade
from escalation.programme.scores.usecases.scores import ScoredUnit, report_scores
from escalation.statistics.api.unit_reports import LevelNameOut
from escalation.statistics.domain.rates import RateName
from escalation.statistics.domain.reports import Basis, Period
from escalation.statistics.usecases.rates import WantedRates
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters

router = strict_router(prefix="/v1/scores", tags=["reports"])


class ScoresQuery(BaseModel):
    """Of which unit, the caller's own if none is named, and of which period."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit: those directly below it are scored.")
    basis: Basis = Basis.CLOSED
    since: Instant = Field(description="The first moment that counts.")
    until: Instant | None = Field(default=None, description="The first moment that counts no more.")

    _until_in_order = field_validator("until")(ends_after_it_begins)

    def wanted_rates(self) -> WantedRates:
        """The rates that are weighed."""
        return WantedRates(WantedFilters(Filters(), unit=self.unit), Period(self.since, self.until), self.basis)


class ScorePartOut(Out):
    """A rate in a score. `points` of `attainable` are null where the unit does not have the rate."""

    rate: RateName
    weight: int
    value: float | None
    points: float | None
    attainable: float | None
    below_floor: bool
    floor: int | None


class ScoreCardOut(Out):
    """A unit's score of 100 points with its parts; null where it has none of the rates that count.

    `rank` among the `ranked` units beside it that are of its level and have a score; equals share a rank.
    """

    id: UUID
    code: str
    name: str
    level: int
    level_name: LevelNameOut | None
    rank: int | None
    ranked: int | None
    score: float | None
    grade: ScoreGrade | None
    parts: list[ScorePartOut]


class ScoresOut(Out):
    """The score cards; `commended` and `criticised` are codes of `items`, the best and the worst of each level first.

    Nobody is commended who failed, and nobody criticised who is excellent.
    """

    definition: str
    basis: Basis
    since: datetime
    until: datetime | None
    as_of: datetime
    zone: str
    total: ScoreCardOut
    items: list[ScoreCardOut]
    commended: list[str]
    criticised: list[str]


@router.get("", summary="The scores of a unit and of those directly below it")
async def report_unit_scores(
    query: Annotated[ScoresQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> ScoresOut:
    """Rates by the weights of the rules in force; a rate that a unit does not have gives its weight to the others."""
    report = await report_scores(runtime, caller, query.wanted_rates(), language)
    return ScoresOut(
        definition=report.rates.definition, basis=query.basis, since=query.since, until=query.until,
        as_of=report.rates.as_of, zone=report.rates.zone.key, total=_card(report.total),
        items=[_card(item) for item in report.items], commended=list(report.commended),
        criticised=list(report.criticised),
    )  # fmt: skip


def _card(scored: ScoredUnit) -> ScoreCardOut:
    unit, card = scored.unit, scored.card
    parts = [ScorePartOut.model_validate(part) for part in card.parts]
    level_name = LevelNameOut.model_validate(unit.level_name) if unit.level_name else None
    place = scored.standing
    return ScoreCardOut(
        id=unit.id, code=unit.code, name=unit.name, level=unit.level, level_name=level_name,
        rank=place.rank if place else None, ranked=place.units if place else None, score=card.score, grade=card.grade,
        parts=parts,
    )  # fmt: skip
