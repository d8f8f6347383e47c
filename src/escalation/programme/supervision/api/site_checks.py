"""Site checks (实地检查): what was found, the order that follows from it, and how units stand."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.kit.web.auth import Caller, Overseer, Uses
from escalation.kit.web.fields import Code, Day, Id, In, Instant, Line, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.organisation.api.people_in_charge import PersonInChargeOut
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.supervision.api.samples import Checking
from escalation.programme.supervision.api.subjects import SubjectOut
from escalation.programme.supervision.domain.samples import SubjectKind
from escalation.programme.supervision.domain.site_checks import CheckResults, Verdict
from escalation.programme.supervision.usecases import site_checks
from escalation.programme.supervision.usecases.site_checks import AnsweredCheck, WantedCheck, WantedChecks
from escalation.tickets.domain.command import Command

router = strict_router(prefix="/v1/site-checks", tags=["supervision"])
results_router = strict_router(prefix="/v1/supervision-results", tags=["supervision"])
CheckId = Annotated[Id, Path(description="The check's id.")]
SUPERVISE = "supervise"
"""The move that gives a supervision order (督办)."""


class CheckOrderIn(In):
    """The order that the holder has to answer, as the move `supervise` takes it."""

    text: Annotated[Text, Field(max_length=2_000)]
    colour: Code = Field(description="`yellow`, `orange` or `red`.")
    due_at: Instant | None = Field(default=None, description="Until when; as the policy says if left out.")


class SiteCheckIn(In):
    """What somebody found who went there: where a ticket says that something was done, or to who was visited."""

    subject_kind: SubjectKind
    subject_id: Id = Field(description="The id of the ticket, or of the visit.")
    sample_id: Id | None = Field(default=None, description="The sample that it was drawn in, if it was.")
    checked_on: Day = Field(description="The local day on which somebody was there.")
    place: Line | None = None
    found: Text = Field(description="What was found.")
    verdict: Verdict = Field(description="How it was found to be.")
    order: CheckOrderIn | None = Field(
        default=None, description="What is demanded of the holder because of it; of a ticket alone."
    )


class SiteCheckOut(Out):
    """A check. `unit`: that held the ticket then, or visits; `by_unit`: that of who was there.

    `erased_at`: since when what was found is not kept any more; then three asterisks stand there.
    """

    id: UUID
    unit: UnitRef
    subject: SubjectOut
    sample_id: UUID | None = Field(description="The sample that it was drawn in.")
    checked_on: date = Field(description="The local day on which somebody was there.")
    place: str | None
    found: str = Field(description="What was found.")
    verdict: Verdict = Field(description="How it was found to be.")
    order_id: UUID | None = Field(description="The order that followed from it.")
    order_state: str | None = Field(description="What became of that order.")
    in_charge: PersonInChargeOut | None = Field(
        description="Who was in charge of the unit on that day; null if nobody."
    )
    by_unit: str = Field(description="What the unit is called that made the check.")
    recorded_at: datetime
    erased_at: datetime | None


class SiteCheckQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: checks of it and of those below it.")
    subject_kind: SubjectKind | None = Field(default=None, description="Of tickets, or of visits.")
    subject_id: Id | None = Field(default=None, description="Of this ticket or visit only.")
    sample_id: Id | None = None
    verdict: Verdict | None = Field(default=None, description="Found so.")
    finding: TrueOrFalse | None = Field(
        default=None,
        description="Where something was wrong and no order followed, as none can of a visit; or all others.",
    )


class ResultsQuery(BaseModel):
    """Of which unit, and in which days."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit; the caller's own if left out.")
    since: Day | None = Field(default=None, description="Checked on this day or later.")
    until: Day | None = Field(default=None, description="Checked before this day.")


class KindResultsOut(Out):
    """What checks of tickets, or those of visits, found."""

    checks: int = Field(description="How many checks there were.")
    in_order: int = Field(description="How many found that it is as was said.")
    not_in_order: int = Field(description="How many found that it is not as was said.")
    not_done: int = Field(description="How many found that nothing was done, or that nobody was there.")
    orders: int = Field(description="How many orders came of them.")
    findings: int = Field(description="How many found something wrong without an order that followed.")
    share_in_order: float | None = Field(description="Of all checks, from 0 to 1; null if there was none.")


class CheckResultsOut(Out):
    """What checks found at a unit, and at all below it if it is not the one that was asked for."""

    unit: UnitRef
    tickets: KindResultsOut
    visits: KindResultsOut


class ResultsOut(Out):
    """The unit that was asked for first, then those directly below it."""

    items: list[CheckResultsOut]


@router.get("", summary="Checks on the spot", response_model=Page[SiteCheckOut])
async def list_site_checks(query: Annotated[SiteCheckQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """Checks of units in the caller's scope and of what they see, newest first."""
    keyset = Keyset("site-checks", UUID, query, runtime, sort="-id")
    wanted = WantedChecks(
        query.unit, query.subject_kind, query.subject_id, query.sample_id, query.verdict, query.finding
    )
    found = await site_checks.list_checks(runtime, caller, wanted, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.check.id, show=_fields)
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.post("", summary="Record a check", status_code=201, response_model=SiteCheckOut)
async def record_site_check(
    body: SiteCheckIn, caller: Checking, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Keep what was found about a ticket or a visit that the caller sees, and issue the order: both or neither."""
    order = None
    if body.order is not None:
        fields = {"text": body.order.text, "colour": body.order.colour, "due_at": body.order.due_at}
        order = Command(SUPERVISE, {name: value for name, value in fields.items() if value is not None}, request_id)
    wanted = WantedCheck(
        body.subject_kind, body.subject_id, body.sample_id, body.checked_on, body.place, body.found, body.verdict, order
    )
    return answer(
        await site_checks.record_check(
            runtime, wanted, by=caller, request_id=request_id, render=rendered(201, _rendered), once=once
        )
    )


@router.get("/{check_id}", summary="One check", response_model=SiteCheckOut)
async def read_site_check(check_id: CheckId, caller: Caller, runtime: Uses) -> Response:
    """A check of a unit in the caller's scope, of something that they see."""
    return Response(_rendered(await site_checks.get_check(runtime, caller, check_id)), media_type="application/json")


@results_router.get("", summary="What checks found, by unit")
async def read_supervision_results(
    query: Annotated[ResultsQuery, Query()], caller: Overseer, runtime: Uses
) -> ResultsOut:
    """What was found at a unit and at those directly below it, each with all that is below."""
    found = await site_checks.count_results(runtime, caller, query.unit, query.since, query.until)
    return ResultsOut(items=[_results(list(of_unit)) for _, of_unit in groupby(found, key=lambda each: each.unit_id)])


def _rendered(answered: AnsweredCheck) -> bytes:
    return to_json(_fields(answered))


def _fields(answered: AnsweredCheck) -> dict[str, Any]:
    check = answered.check
    subject = {
        "kind": check.subject_kind, "id": check.subject_id, "number": check.subject_number,
        "title": check.subject_title, "day": check.subject_day, "state": check.subject_state,
        "holder": check.subject_holder_name, "confirmation": check.subject_confirmation,
    }  # fmt: skip
    made = {
        "unit": {"id": check.unit_id, "code": check.unit_code, "name": check.unit_name},
        "in_charge": answered.in_charge,
        "by_unit": check.by_unit_name,
        "subject": subject,
    }
    return {name: getattr(check, name) for name in SiteCheckOut.model_fields if name not in made} | made


def _results(of_unit: Sequence[CheckResults]) -> CheckResultsOut:
    unit, by_kind = of_unit[0], {each.kind: _of_kind(each) for each in of_unit}
    return CheckResultsOut(
        unit=UnitRef(id=unit.unit_id, code=unit.unit_code, name=unit.unit_name),
        tickets=by_kind[SubjectKind.TICKET],
        visits=by_kind[SubjectKind.VISIT],
    )


def _of_kind(found: CheckResults) -> KindResultsOut:
    share = found.in_order / found.checks if found.checks else None
    counted = {name: getattr(found, name) for name in KindResultsOut.model_fields if name != "share_in_order"}
    return KindResultsOut(**counted, share_in_order=share)
