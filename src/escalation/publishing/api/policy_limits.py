"""The limits of a policy: all of them as a table, and the one that a ticket would get, with its due date and why."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.clocks.passed_over import Condition
from escalation.clocks.policy_document import Difficulty, Stage, Start, Urgency
from escalation.clocks.rules import About
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Instant, Out
from escalation.kit.web.language import TAGS, CallerLanguage
from escalation.kit.web.queries import Rank
from escalation.kit.web.routes import strict_router
from escalation.publishing.api.documents import VersionNumber
from escalation.publishing.usecases import policy_limits
from escalation.publishing.usecases.policy_limits import AppliedLimit, LimitPlace, PassedOver, PolicyRule
from escalation.texts import Language
from escalation.tickets.api.clock import SpanOut
from escalation.tickets.usecases.clock_explanation import limit_in_words

router = strict_router(prefix="/v1/policies/{version}", tags=["policies"])


class RuleConditionsOut(Out):
    """To what a rule applies; null stands for all. Units count with all below them, categories with their parts."""

    level: list[int] | None
    urgency: list[Urgency] | None
    difficulty: list[Difficulty] | None
    unit: list[str] | None
    category: list[str] | None


class LimitRuleOut(Out):
    """A rule of a policy. `stage` is null for the limit of the whole ticket, which begins with its registration.

    A `statutory` limit is set by law: it prevails over the rule that applies where it ends later.
    """

    stage: Stage | None
    id: str
    zh: str
    en: str
    source: str | None
    limit: str
    limit_in_words: str
    statutory: bool
    starts: Start
    when: RuleConditionsOut


class LimitCellOut(Out):
    """Which rule applies, by its id, and which statutory one stands beside it."""

    stage: Stage | None
    level: int
    urgency: Urgency
    difficulty: Difficulty
    rule_id: str
    statutory_id: str | None


class GraceOut(Out):
    """How long after the end of a stage the ticket climbs to the level above by itself."""

    stage: Stage
    urgency: Urgency
    limit: str
    limit_in_words: str


class PolicyLimitsOut(Out):
    """Every rule, and for each stage, level and grading the one that applies: there is no cell without."""

    version: int
    rules: list[LimitRuleOut]
    cells: list[LimitCellOut]
    graces: list[GraceOut]


class PassedOverOut(LimitRuleOut):
    """A rule that does not apply: `unmet` conditions, or none if a more specific rule fits too.

    `ends_sooner`: it would apply, but of it and the limit by law, or the other way round, the later end counts.
    """

    unmet: list[Condition]
    ends_sooner: bool


class AppliedLimitOut(Out):
    """What a ticket gets: the rule, when it is due and turns yellow and orange, and what that rests on.

    `days`: the exceptional days that count. `rolled_from`: the last day, if it was one without work. `provisional`:
    it rests on days that are not gazetted yet.
    """

    policy_version: int
    calendar_version: int
    rule: LimitRuleOut
    started_at: datetime
    due_at: datetime
    provisional: bool
    yellow_at: datetime
    orange_at: datetime
    region: str
    time_zone: str
    days: list[SpanOut]
    rolled_from: date | None
    passed_over: list[PassedOverOut]


class LimitsQuery(BaseModel):
    """At which place: rules may name units and categories. Left out: what holds where no rule names them."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="The code of a unit; those above it count too.")
    category: Code | None = Field(default=None, description="A category's code.")


class ApplyingLimitQuery(LimitsQuery):
    """What the ticket would be like."""

    stage: Stage | None = Field(default=None, description="Whose limit; left out: that of the whole ticket.")
    level: Rank
    urgency: Urgency
    difficulty: Difficulty
    at: Instant = Field(description="When the stage begins, or the ticket is registered.")


@router.get("/limits", summary="The limits as a table")
async def list_policy_limits(
    response: Response, version: VersionNumber, _: Caller, runtime: Uses, language: CallerLanguage,
    query: Annotated[LimitsQuery, Query()],
) -> PolicyLimitsOut:  # fmt: skip
    """All rules of a policy, and which one applies to each stage, level, urgency and difficulty at a place."""
    response.headers["Content-Language"] = TAGS[language]
    found = await policy_limits.list_limits(runtime, version, LimitPlace(query.unit, query.category))
    return PolicyLimitsOut(
        version=found.version,
        rules=[_rule(each, language) for each in found.rules],
        cells=[LimitCellOut.model_validate(each) for each in found.cells],
        graces=[
            GraceOut(
                stage=each.stage,
                urgency=each.urgency,
                limit=str(each.limit),
                limit_in_words=limit_in_words(each.limit, language),
            )
            for each in found.graces
        ],
    )


@router.get("/applying-limit", summary="Which limit would apply?")
async def read_applying_limit(
    response: Response, version: VersionNumber, _: Caller, runtime: Uses, language: CallerLanguage,
    query: Annotated[ApplyingLimitQuery, Query()],
) -> AppliedLimitOut:  # fmt: skip
    """The limit that a ticket of this kind gets, due by the calendar in force, and why no other rule applies."""
    response.headers["Content-Language"] = TAGS[language]
    asked = About(query.level, query.urgency, query.difficulty)
    place = LimitPlace(query.unit, query.category)
    return _applied(await policy_limits.applying_limit(runtime, version, query.stage, asked, place, query.at), language)


def _applied(found: AppliedLimit, language: Language) -> AppliedLimitOut:
    return AppliedLimitOut(
        policy_version=found.policy_version,
        calendar_version=found.calendar_version,
        rule=_rule(found.rule, language),
        started_at=found.started_at,
        due_at=found.due.at,
        provisional=found.due.provisional,
        yellow_at=found.warnings.yellow_at,
        orange_at=found.warnings.orange_at,
        region=found.region,
        time_zone=found.zone.key,
        days=[SpanOut.model_validate(each) for each in found.days],
        rolled_from=found.rolled_from,
        passed_over=[_passed_over(each, language) for each in found.passed_over],
    )


def _rule(rule: PolicyRule, language: Language) -> LimitRuleOut:
    return LimitRuleOut(
        stage=rule.stage,
        id=rule.id,
        zh=rule.zh,
        en=rule.en,
        source=rule.source,
        limit=str(rule.limit),
        limit_in_words=limit_in_words(rule.limit, language),
        statutory=rule.statutory,
        starts=rule.starts,
        when=RuleConditionsOut.model_validate(rule.when),
    )


def _passed_over(passed: PassedOver, language: Language) -> PassedOverOut:
    return PassedOverOut(**dict(_rule(passed.rule, language)), unmet=list(passed.unmet), ends_sooner=passed.ends_sooner)
