"""Which limits does a policy lay down, and which one would apply to a ticket? Read off the rules that decide it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

from escalation.clocks.calendar import Due
from escalation.clocks.exceptional_days import NamedDays, days_that_count, rolled_from
from escalation.clocks.limits import Limit
from escalation.clocks.passed_over import Condition, unmet
from escalation.clocks.policy import Policy
from escalation.clocks.policy_document import Difficulty, LimitRule, PolicyDocument, Stage, Start, Urgency, When
from escalation.clocks.policy_paths import OVERALL, kinds
from escalation.clocks.rules import About, Applied
from escalation.clocks.stopwatch import Warnings, prevailing
from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.documents.store import DocumentKind, read_document
from escalation.kit.parsing.checked_documents import read
from escalation.kit.runtime.context import Runtime
from escalation.opinions.storage.categories import list_categories
from escalation.organisation.storage.units import find_unit_by_code, find_units_above
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.organisation.usecases.policies import POLICY


@dataclass(frozen=True, slots=True)
class LimitPlace:
    """Where a limit is asked for: the codes of a unit and of a category, as far as they are known."""

    unit: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """A rule of a policy. `stage`: whose limit it is; `None` for that of the whole ticket."""

    stage: Stage | None
    id: str
    zh: str
    en: str
    source: str | None
    limit: Limit
    statutory: bool
    starts: Start
    when: When


@dataclass(frozen=True, slots=True)
class LimitCell:
    """Which rule applies to a stage (`None`: the whole ticket), a level and a grading, and the law beside it."""

    stage: Stage | None
    level: int
    urgency: Urgency
    difficulty: Difficulty
    rule_id: str
    statutory_id: str | None


@dataclass(frozen=True, slots=True)
class Grace:
    """How long after the end of a stage a ticket climbs by itself."""

    stage: Stage
    urgency: Urgency
    limit: Limit


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of a policy, as they apply at one place: its rules, and which of them counts for what."""

    version: int
    rules: tuple[PolicyRule, ...]
    cells: tuple[LimitCell, ...]
    graces: tuple[Grace, ...]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A rule that does not apply. `unmet`: the conditions that fail; none if another one is more specific.

    `ends_sooner`: it would apply, but the law or the ordinary limit beside it ends later.
    """

    rule: PolicyRule
    unmet: tuple[Condition, ...]
    ends_sooner: bool


@dataclass(frozen=True, slots=True)
class AppliedLimit:
    """What a ticket would get: its limit, the end of that by the calendar in force, and why.

    `rolled_from`: the last day, if it was one without work. `region`: the calendar by which it is counted.
    """

    policy_version: int
    calendar_version: int
    rule: PolicyRule
    started_at: datetime
    due: Due
    warnings: Warnings
    region: str
    zone: ZoneInfo
    days: tuple[NamedDays, ...]
    rolled_from: date | None
    passed_over: tuple[PassedOver, ...]


async def list_limits(runtime: Runtime, version: int, place: LimitPlace) -> Limits:
    """Every limit of a policy. Raises `NotFound` for the version, `ValidationFailed` for a place that is not known."""
    async with runtime.database.connection(changes=False) as connection:
        policy, rules = await _policy(runtime, connection, version)
        units = await _units(connection, place)
    cells = _cells(policy, units, place.category)
    graces = (Grace(stage, urgency, policy.grace(stage, urgency)) for stage, urgency in product(Stage, Urgency))
    return Limits(version, rules, tuple(cells), tuple(graces))


async def applying_limit(
    runtime: Runtime, version: int, stage: Stage | None, asked: About, place: LimitPlace, at: datetime
) -> AppliedLimit:
    """The limit of a ticket whose stage begins at a moment, or which is registered then.

    `asked`: without units and category, which are those of the place. Raises what `list_limits` does, and `GuardFailed`
    for a moment outside the calendar in force or a level that the policy has no limit for.
    """
    async with runtime.database.connection(changes=False) as connection:
        policy, rules = await _policy(runtime, connection, version)
        calendars = await calendars_in_force(runtime, connection)
        asked = asked._replace(units=await _units(connection, place), category=place.category)
    found = _applied(policy, stage, asked)
    chosen, watch, due = prevailing(found, lambda limit: calendars.of(asked.units, limit), lambda _: at)
    calendar, region = calendars.of(asked.units, watch.limit), calendars.region_of(asked.units, watch.limit)
    left = rolled_from(watch, due, calendar)
    return AppliedLimit(
        policy_version=policy.version,
        calendar_version=calendars.version,
        rule=next(rule for rule in rules if rule.id == chosen.id),
        started_at=at,
        due=due,
        warnings=watch.warnings(calendar, policy.thresholds, due_at=due.at),
        region=region,
        zone=calendar.zone,
        days=days_that_count(watch, due, left, region, calendars, calendar),
        rolled_from=left,
        passed_over=tuple(_passed_over((rule for rule in rules if rule.stage == stage), asked, found, chosen.id)),
    )


async def _policy(runtime: Runtime, connection: Connection, version: int) -> tuple[Policy, tuple[PolicyRule, ...]]:
    policy = await runtime.documents.get(connection, POLICY, version)
    document = read(PolicyDocument, await read_document(connection, DocumentKind.POLICY, version))
    return policy, tuple(_rule(policy, kind, rule) for kind, _, rules in kinds(document) for rule in rules)


def _rule(policy: Policy, kind: str, written: LimitRule) -> PolicyRule:
    rule = policy.rule(written.id)
    if rule is None:
        raise LookupError(written.id)
    return PolicyRule(
        stage=None if kind == OVERALL else Stage(kind),
        id=rule.id,
        zh=rule.zh,
        en=rule.en,
        source=rule.source,
        limit=rule.limit,
        statutory=written.statutory,
        starts=rule.starts,
        when=written.when,
    )


async def _units(connection: Connection, place: LimitPlace) -> tuple[str, ...]:
    """The codes of the unit and of those above it, nearest first."""
    unit = await find_unit_by_code(connection, place.unit) if place.unit else None
    if place.unit and unit is None:
        raise ValidationFailed(faults=[Fault("?unit", "unknown_unit", N_("There is no unit of this code."))])
    if place.category and place.category not in {each.code for each in await list_categories(connection)}:
        detail = N_("There is no category of this code.")
        raise ValidationFailed(faults=[Fault("?category", "unknown_category", detail)])
    return (unit.code, *(above.code for above in await find_units_above(connection, unit))) if unit else ()


def _applied(policy: Policy, stage: Stage | None, asked: About) -> Applied:
    return policy.overall(asked) if stage is None else policy.stage(stage, asked)


def _cells(policy: Policy, units: tuple[str, ...], category: str | None) -> Iterator[LimitCell]:
    """Levels that the policy names are all covered, or it would not have been published."""
    for stage, level, urgency, difficulty in product((None, *Stage), sorted(policy.levels), Urgency, Difficulty):
        found = _applied(policy, stage, About(level, urgency, difficulty, units, category))
        law = found.statutory.id if found.statutory else None
        yield LimitCell(stage, level, urgency, difficulty, found.rule.id, law)


def _passed_over(rules: Iterable[PolicyRule], asked: About, found: Applied, chosen: str) -> Iterator[PassedOver]:
    beside = {rule.id for rule in (found.rule, found.statutory) if rule is not None} - {chosen}
    for rule in rules:
        if rule.id != chosen:
            yield PassedOver(rule, unmet(rule.when, asked), rule.id in beside)
