"""How is a survey ordered, and who reads it (surveys)? Drawn by a seed that is kept, by the rules in force then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, NotFound, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.lots import new_seed
from escalation.kit.database.named_locks import take_lock
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import hold_own_unit, require_unit
from escalation.programme.surveys.domain.rules import SECTION, SurveyKind, SurveyRules
from escalation.programme.surveys.domain.surveys import Survey, SurveyState
from escalation.programme.surveys.storage import surveys
from escalation.programme.surveys.storage.drawing import DrawnPeople, SurveyFrame, draw_people
from escalation.programme.surveys.storage.surveys import NewSurvey
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.tickets.usecases.local_days import LocalDays, local_days


@dataclass(frozen=True, slots=True)
class WantedSurvey:
    """What to ask about. `None`: the actor's own unit with all below it, size and last day by the rules.

    `period_until`: the first day that does not count; `last_day`: the last one on which it is open.
    `seed`: drawn by chance, unless the sample world is loaded, which is the same each time; no request names one.
    """

    kind: SurveyKind
    title: str
    unit: str | None
    period_since: date
    period_until: date
    last_day: date | None
    size: int | None
    seed: int | None = None


RenderSurvey = Callable[[Survey], StoredResponse]


async def open_survey(
    runtime: Runtime, wanted: WantedSurvey, *, by: Actor, request_id: str, render: RenderSurvey,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Draw who is asked, and let messages go to them. Of the actor's own unit.

    Raises `ValidationFailed` for what the rules do not allow, a unit out of scope, and if there is nobody to ask.
    """

    async def work(connection: Connection) -> StoredResponse:
        await hold_own_unit(connection, by)
        rules = await rules_in_force(runtime, connection, SECTION)
        days, now = await local_days(runtime, connection), await read_now(connection)
        _require_possible(wanted, rules, days.day_of(now))
        within = await _within(connection, wanted, by)
        seed = new_seed() if wanted.seed is None else wanted.seed
        size = wanted.size or rules.sample.size
        period = days.begin_of(wanted.period_since), days.begin_of(wanted.period_until)
        paths = max(range_of(by)[0], within.path), min(range_of(by)[1], end_of(within.path))
        # Of two that are drawn at once the second one sees whom the first has asked.
        await take_lock(connection, "surveys", "all")
        frame = SurveyFrame(wanted.kind, paths, period, now - timedelta(days=rules.again_after_days))
        drawn = await draw_people(connection, by, frame, seed, size)
        if not drawn.opinion_ids:
            raise ValidationFailed(faults=[_nobody(drawn, rules)])
        ends_at = _ends_at(wanted, rules, now, days)
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


def _nobody(drawn: DrawnPeople, rules: SurveyRules) -> Fault:
    if drawn.out_of_reach and not drawn.asked_lately:
        detail = N_("What the {people} citizens left who could be asked is neither a number nor a mail address.")
        return Fault("", "out_of_reach", detail, {"people": drawn.out_of_reach})
    if not drawn.asked_lately:
        detail = N_("There is nobody to ask: nobody left a contact in this period, or you may not see it.")
        return Fault("", "nobody_to_ask", detail)
    detail = N_("All {people} citizens who could be asked were asked by a survey within the last {days} days.")
    return Fault("", "asked_lately", detail, {"people": drawn.asked_lately, "days": rules.again_after_days})


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


def _ends_at(wanted: WantedSurvey, rules: SurveyRules, now: datetime, days: LocalDays) -> datetime:
    """With its last day; by the rules the day on which it was ordered counts as none."""
    return days.end_of(wanted.last_day or days.day_of(now) + timedelta(days=rules.days.open))


def _wakes_at(rules: SurveyRules, now: datetime, ends_at: datetime) -> datetime:
    """To remind, unless that is no time at all before its end or long past."""
    remind_at = ends_at - timedelta(days=rules.days.remind_before)
    return remind_at if now < remind_at else ends_at
