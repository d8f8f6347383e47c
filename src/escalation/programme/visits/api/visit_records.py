"""Visit records: what phones have kept of visits, some at a time, with a result for each."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Response
from pydantic import Field, JsonValue

from escalation.errors import N_, Fault, Refusal, ValidationFailed
from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Id, In, Instant, Integer, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.problems import problem_document, status_of
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.locations import LocationIn
from escalation.programme.visits.api.visits import OtherVisitsOut, Visitor, VisitOut, visit_json, warnings_json
from escalation.programme.visits.domain.signatures import MOST_POINTS, MOST_STROKES, WIDTH
from escalation.programme.visits.usecases import recording
from escalation.programme.visits.usecases.recording import Outcome, VisitRecord
from escalation.texts import Language

router = strict_router(prefix="/v1/visits", tags=["visits"])
MOST: Final = 50
MOST_LABELS: Final = 100
_CODE: Final = r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$"


Across = Annotated[Integer, Field(ge=0, le=WIDTH)]


class SignatureIn(In):
    """What one of the visited has signed on the phone: strokes, each of points `[across, down]` in whole numbers.

    The field is 1000 across and 400 down, from left above. At most a thousand points in all.
    """

    strokes: Annotated[
        list[
            Annotated[
                list[Annotated[list[Across], Field(min_length=2, max_length=2)]],
                Field(min_length=1, max_length=MOST_POINTS),
            ]
        ],
        Field(
            min_length=1,
            max_length=MOST_STROKES,
            description="From where the finger came down to where it went up, each.",
        ),
    ]


class VisitRecordIn(In):
    """A visit that was made. `id`: chosen by the phone (a UUID), or that of a planned visit.

    `target_unit_id` may be left out with the id of a planned visit, or a `plan_id`. A `plan_id` that is overdue is
    fulfilled late by it; without one it counts for the plan of its day. `household_labels`: what some of the
    `households` are called there, such as 3组 or a house number; they are sealed. `confirmation_code`: made by chance
    on the phone and shown to the visited, who can confirm the visit with it; it is not kept in the clear. With a
    `signature` they have confirmed it already; it is sealed.
    """

    id: Id
    made_at: Instant
    target_unit_id: Id | None = None
    plan_id: Id | None = None
    team_id: Id | None = None
    households: Annotated[Integer, Field(ge=0, le=10_000)] = 0
    household_labels: Annotated[list[Annotated[Line, Field(max_length=60)]], Field(max_length=MOST_LABELS)] = Field(
        default_factory=list
    )
    location: LocationIn | None = None
    confirmation_code: Annotated[Line, Field(pattern=_CODE)] | None = None
    signature: SignatureIn | None = Field(default=None, description="What one of the visited has signed.")

    def as_given(self) -> VisitRecord:
        """As the use cases know it."""
        return VisitRecord(
            id=self.id, made_at=self.made_at, target_unit_id=self.target_unit_id, plan_id=self.plan_id,
            team_id=self.team_id, households=self.households, labels=list(dict.fromkeys(self.household_labels)),
            location=self.location.as_given() if self.location else None, code=self.confirmation_code,
            signature=self.signature.strokes if self.signature else None,
        )  # fmt: skip


class VisitRecordsIn(In):
    """Visits that were made, at most fifty at a time."""

    items: Annotated[list[VisitRecordIn], Field(min_length=1, max_length=MOST)]


class VisitRecordOut(Out):
    """What became of one: `recorded` now, `known` before, or `refused` with the `problem` and its `status`.

    `warnings`: who else was or will be there around that day.
    """

    id: UUID
    result: Literal["recorded", "known", "refused"]
    status: int
    visit: VisitOut | None
    warnings: list[OtherVisitsOut]
    problem: dict[str, JsonValue] | None


class VisitRecordsOut(Out):
    """A line for each, in the order of the request; `recorded` counts those that are there now."""

    recorded: int
    items: list[VisitRecordOut]


@router.post("/records", summary="Record visits", response_model=VisitRecordsOut)
async def record_visits(
    body: VisitRecordsIn, caller: Visitor, runtime: Uses, request_id: RequestId, language: CallerLanguage,
    once: Idempotent,
) -> Response:  # fmt: skip
    """Record visits of the caller's own unit; a line that is refused stops no other.

    The phone's ids make it safe to send them again, in whatever company: what is there is `known`.
    """
    ids = [item.id for item in body.items]
    again = [at for at, id_ in enumerate(ids) if id_ in ids[:at]]
    wrong = [at for at, item in enumerate(body.items) if len(set(item.household_labels)) > item.households]
    faults = [
        *(Fault(f"/items/{at}/id", "named_twice", N_("Something is named more than once here.")) for at in again),
        *(Fault(f"/items/{at}/households", "too_few", N_("More households are named than counted.")) for at in wrong),
    ]
    if faults:
        raise ValidationFailed(faults=faults)
    records = [item.as_given() for item in body.items]
    render = rendered(200, _renderer(language, request_id))
    return answer(
        await recording.record_all(runtime, records, by=caller, render=render, request_id=request_id, once=once)
    )


def _renderer(language: Language, request_id: str) -> Callable[[Sequence[tuple[UUID, Outcome]]], bytes]:
    def rendered_all(outcomes: Sequence[tuple[UUID, Outcome]]) -> bytes:
        items = [_line(id_, outcome, language, request_id) for id_, outcome in outcomes]
        return to_json({"recorded": sum(item["problem"] is None for item in items), "items": items})

    return rendered_all


def _line(id_: UUID, outcome: Outcome, language: Language, request_id: str) -> dict[str, Any]:
    if isinstance(outcome, Refusal):
        status = status_of(outcome)
        problem = problem_document(outcome, language, request_id, status=status)
        told = {"result": "refused", "status": status, "visit": None, "warnings": [], "problem": problem}
        return {"id": id_} | told
    result = "known" if outcome.known else "recorded"
    told = {"result": result, "status": 200, "visit": visit_json(outcome.visit), "problem": None}
    return {"id": id_} | told | {"warnings": warnings_json(outcome.others)}
