"""How is a survey ordered, and who reads it (surveys)? Drawn by a seed that is kept, by the rules in force then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.errors import N_, Fault, NotFound, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id, new_salt
from escalation.kit.documents.in_force import in_force
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import require_unit
from escalation.programme.surveys.domain.rules import SECTION, SurveyKind, SurveyRules
from escalation.programme.surveys.domain.surveys import Survey, SurveyState
from escalation.programme.surveys.storage import surveys
from escalation.programme.surveys.storage.drawing import SurveyFrame, draw_people
from escalation.programme.surveys.storage.surveys import NewSurvey
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.tickets.usecases.rules import CALENDAR

SEED_BYTES = 6


@dataclass(frozen=True, slots=True)
class WantedSurvey:
    """What to ask about. `None`: the actor's own unit with all below it, size and last day by the rules, any seed.

    `period_until`: the first day that does not count; `last_day`: the last one on which it is open.
    """

    kind: SurveyKind
    title: str
    unit: str | None
    period_since: date
    period_until: date
    last_day: date | None
    size: int | None
    seed: int | None


RenderSurvey = Callable[[Survey], StoredResponse]


async def open_survey(
    runtime: Runtime, wanted: WantedSurvey, *, by: Actor, request_id: str, render: RenderSurvey,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Draw who is asked, and let messages go to them. Of the actor's own unit.

    Raises `ValidationFailed` for what the rules do not allow, a unit out of scope, and if there is nobody to ask.
    """

    async def work(connection: Connection) -> StoredResponse:
        rules = await rules_in_force(runtime, connection, SECTION)
        zone, now = await _zone(runtime, connection), await read_now(connection)
        _require_possible(wanted, rules, now.astimezone(zone).date())
        within = await _within(connection, wanted, by)
        seed = int.from_bytes(new_salt()[:SEED_BYTES]) if wanted.seed is None else wanted.seed
        size = wanted.size or rules.sample.size
        period = _begins(wanted.period_since, zone), _begins(wanted.period_until, zone)
        paths = max(range_of(by)[0], within.path), min(range_of(by)[1], end_of(within.path))
        drawn = await draw_people(connection, by, SurveyFrame(wanted.kind, paths, period), seed, size)
        if not drawn.opinion_ids:
            detail = N_("There is nobody to ask: nobody left a contact in this period, or you may not see it.")
            raise ValidationFailed(faults=[Fault("", "nobody_to_ask", detail)])
        ends_at = _ends_at(wanted, rules, now, zone)
        new = NewSurvey(
            new_id(), wanted.kind, wanted.title, within.id, wanted.period_since, wanted.period_until,
            rules.model_dump(mode="json"), await newest_version(connection, DocumentKind.PROGRAMME) or None, seed,
            size, ends_at, _wakes_at(rules, now, ends_at),
        )  # fmt: skip
        ids = [new_id() for _ in drawn.opinion_ids]
        await surveys.insert_survey(connection, new, drawn, ids, by, now, request_id)
        return render(await require_survey(connection, by, new.id))

    return await do_once(runtime, once, work)


async def list_surveys(
    runtime: Runtime, actor: Actor, state: SurveyState | None, *, after: UUID | None, limit: int
) -> Sequence[Survey]:
    """One page of what units in the actor's scope have ordered, and of closed ones that asked about them."""
    async with runtime.database.connection(changes=False) as connection:
        return await surveys.list_surveys(connection, range_of(actor), state, after=after, limit=limit)


async def get_survey(runtime: Runtime, actor: Actor, survey_id: UUID) -> Survey:
    """One of those. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await require_survey(connection, actor, survey_id)


async def get_rules(runtime: Runtime) -> SurveyRules:
    """By which a survey that is ordered now would ask."""
    async with runtime.database.connection(changes=False) as connection:
        return await rules_in_force(runtime, connection, SECTION)


async def require_survey(connection: Connection, actor: Actor, survey_id: UUID) -> Survey:
    """One that the actor may read. Raises `NotFound`."""
    found = await surveys.find_survey(connection, survey_id, range_of(actor))
    if found is None:
        raise NotFound
    return found


def _require_possible(wanted: WantedSurvey, rules: SurveyRules, today: date) -> None:
    if wanted.period_until <= wanted.period_since:
        raise _wrong("/period_until", "before_beginning", N_("This is not after the beginning."))
    if wanted.size is not None and wanted.size > rules.sample.most:
        detail = N_("There are more than {most} here.")
        raise ValidationFailed(faults=[Fault("/size", "too_many", detail, {"most": rules.sample.most})])
    if wanted.last_day is None:
        return
    if wanted.last_day < today:
        raise _wrong("/last_day", "in_the_past", N_("This lies in the past."))
    if wanted.last_day > today + timedelta(days=rules.days.most):
        raise _wrong("/last_day", "too_late", N_("A survey is not open for so long."))


def _wrong(pointer: str, code: str, detail: str) -> ValidationFailed:
    return ValidationFailed(faults=[Fault(pointer, code, detail)])


async def _within(connection: Connection, wanted: WantedSurvey, by: Actor) -> Unit:
    if wanted.unit is None:
        own = (await find_units(connection, [by.unit_id])).get(by.unit_id) if by.unit_id else None
        if own is None:
            raise NotFound
        return own
    within = await require_unit(connection, wanted.unit, pointer="/unit")
    if not by.reaches(within.path):
        raise _wrong("/unit", "out_of_scope", N_("This unit is not in your scope."))
    return within


async def _zone(runtime: Runtime, connection: Connection) -> ZoneInfo:
    calendars = await runtime.documents.get(connection, CALENDAR, (await in_force(connection)).calendar)
    return calendars.base.zone


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def _ends_at(wanted: WantedSurvey, rules: SurveyRules, now: datetime, zone: ZoneInfo) -> datetime:
    """With its last day; by the rules the day on which it was ordered counts as none."""
    last = wanted.last_day or now.astimezone(zone).date() + timedelta(days=rules.days.open)
    return _begins(last + timedelta(days=1), zone)


def _wakes_at(rules: SurveyRules, now: datetime, ends_at: datetime) -> datetime:
    """To remind, unless that is no time at all before its end or long past."""
    remind_at = ends_at - timedelta(days=rules.days.remind_before)
    return remind_at if now < remind_at else ends_at
