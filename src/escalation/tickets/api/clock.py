"""Why is a ticket due when it is due? Both stopwatches, what they rest on, and what the clock does next."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from fastapi import Response

from escalation.clocks.calendar_document import DayKind
from escalation.clocks.policy_document import OrderColour
from escalation.clocks.stopwatch import Colour
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.language import TAGS, CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef, ref_of
from escalation.texts import Language
from escalation.tickets.api.tickets import TicketId
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.ticket import RequestState
from escalation.tickets.usecases import clock as clocks
from escalation.tickets.usecases.clock import Clock, Next, Watch
from escalation.tickets.usecases.clock_explanation import limit_in_words, sentences

router = strict_router(prefix="/v1/tickets/{ticket_id}", tags=["tickets"])


class RuleOut(Out):
    """The rule that applied. Names are null if the policy version has no such rule any more."""

    id: str
    zh: str | None
    en: str | None
    source: str | None


class SpanOut(Out):
    """Exceptional days on end: `kind` is holiday, or workday for days of rest with work."""

    first: date
    last: date
    kind: DayKind
    zh: str | None
    en: str | None


class WatchOut(Out):
    """A stopwatch: a budget, what was used of it, and since when it runs (null: paused).

    `measures` says in which time: working or elapsed. `limit` is the written form of policies. `region` is the calendar
    by which it is counted (`base`: that of no region), `days` what makes the way there longer or shorter.
    """

    kind: str
    rule: RuleOut
    limit: str
    limit_in_words: str
    policy_version: int
    calendar_version: int
    region: str
    time_zone: str
    started_at: datetime
    running_since: datetime | None
    paused: bool
    extended: bool
    measures: Literal["working", "elapsed"]
    budget_seconds: int
    used_seconds: int
    left_seconds: int
    due_at: datetime
    due_original_at: datetime | None
    provisional: bool
    days: list[SpanOut]


class ExtensionOut(Out):
    """An extension that was asked for; `state` is pending, approved, refused or lapsed."""

    id: UUID
    state: RequestState
    approver: Standing
    asked_at: datetime
    until: datetime | None
    decide_by: datetime
    decided_at: datetime | None


class NextOut(Out):
    """What the clock does when it looks at the ticket the next time: `action` at the earliest `at`."""

    at: datetime
    action: str
    colour: OrderColour | None
    unit: UnitRef | None


class ClockOut(Out):
    """Both stopwatches. `counts` names the one that is due first; `sentences` say all of it in words.

    `overdue` is what lists and reports go by, `late_since` the moment from which on it was so.

    `calendar_in_force` is newer than the `calendar_version` of the stopwatches as long as the dates were not computed
    anew; that happens at the latest when the clock looks.
    """

    id: UUID
    number: str
    version: int
    state: str
    now: datetime
    overall: WatchOut
    stage: WatchOut | None
    counts: Literal["overall", "stage"] | None
    overdue: bool
    late_since: datetime | None
    yellow_at: datetime | None
    orange_at: datetime | None
    red_at: datetime | None
    escalates_at: datetime | None
    resume_at: datetime | None
    calendar_in_force: int
    extension_count: int
    extensions: list[ExtensionOut]
    next: NextOut | None
    sentences: list[str]


@router.get("/clock", summary="Why is it due when it is due?")
async def read_ticket_clock(
    response: Response, ticket_id: TicketId, caller: Caller, runtime: Uses, language: CallerLanguage
) -> ClockOut:
    """The rule, its source and its limit, the calendar and its holidays, what was used, and what comes next."""
    response.headers["Content-Language"] = TAGS[language]
    return clock_out(await clocks.explain(runtime, ticket_id, caller), language)


def clock_out(explained: Clock, language: Language) -> ClockOut:
    """The clocks of a ticket as they are shown."""
    ticket, moments = explained.ticket, explained.moments
    return ClockOut(
        id=ticket.id,
        number=ticket.number,
        version=ticket.version,
        state=ticket.state,
        now=explained.now,
        overall=_watch(explained, explained.overall, language),
        stage=_watch(explained, explained.stage, language) if explained.stage else None,
        counts=explained.counts,
        overdue=explained.late_since is not None,
        late_since=explained.late_since,
        yellow_at=moments.get(Colour.YELLOW),
        orange_at=moments.get(Colour.ORANGE),
        red_at=moments.get(Colour.RED),
        escalates_at=explained.escalates_at,
        resume_at=ticket.resume_at,
        calendar_in_force=explained.calendar_in_force,
        extension_count=ticket.extensions,
        extensions=[ExtensionOut.model_validate(asked) for asked in explained.extensions],
        next=_next(explained.next) if explained.next else None,
        sentences=sentences(explained, language),
    )


def _watch(explained: Clock, watch: Watch, language: Language) -> WatchOut:
    stopwatch, is_overall = watch.stopwatch, watch is explained.overall
    rule = watch.rule
    return WatchOut(
        kind="overall" if is_overall else watch.kind,
        rule=RuleOut.model_validate(rule) if rule else RuleOut(id=watch.rule_id, zh=None, en=None, source=None),
        limit=str(watch.limit),
        limit_in_words=limit_in_words(watch.limit, language),
        policy_version=watch.policy_version,
        calendar_version=explained.ticket.calendar_version,
        region=watch.region,
        time_zone=watch.zone.key,
        started_at=stopwatch.started_at,
        running_since=stopwatch.running_since,
        paused=stopwatch.running_since is None,
        extended=stopwatch.extended,
        measures="working" if watch.limit.is_working else "elapsed",
        budget_seconds=round(stopwatch.budget.total_seconds()),
        used_seconds=round(watch.used.total_seconds()),
        left_seconds=round(watch.left.total_seconds()),
        due_at=watch.due,
        due_original_at=explained.ticket.due_original_at if is_overall else None,
        provisional=watch.counted.provisional,
        days=[SpanOut.model_validate(span) for span in watch.days],
    )


def _next(coming: Next) -> NextOut:
    return NextOut(
        at=coming.at,
        action=coming.action,
        colour=OrderColour(coming.colour) if coming.colour else None,
        unit=ref_of(coming.unit) if coming.unit else None,
    )
