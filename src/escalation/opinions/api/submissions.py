"""For citizens: to send an opinion in (submission), and to be shown the code with which it can be followed."""

from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Annotated, Final, Literal, cast

from fastapi import Depends, Header, Query, Request, Response
from pydantic import Field

from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.fields import Code, Document, Flag, In, Line, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.locations import LocationIn
from escalation.opinions.domain.proof_of_work import ChallengeKind
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.opinions.usecases.submission_challenges import SubmissionRules, ask_for_work, require_proof
from escalation.opinions.usecases.submissions import Submitted, find_receivers, submit
from escalation.tickets.domain.source import Source

router = strict_router(prefix="/v1/submissions", tags=["citizens"], dependencies=[Depends(throttled)])


_LONGEST_PROOF: Final = 4_096
SubmissionProof = Annotated[
    str | None,
    Header(
        alias="Submission-Proof",
        description="That a challenge was solved: see `GET /v1/submissions/challenge`.",
        max_length=_LONGEST_PROOF,
    ),
]


class SubmissionIn(In):
    """What a citizen has to say, and to which unit. Name and contact are sealed, and need not be given."""

    unit_code: Code
    title: Line
    content: Text
    name: Annotated[Line, Field(max_length=100)] | None = None
    contact: Line | None = None
    place: Line | None = None
    location: LocationIn | None = None
    confidential: Flag = False
    category: Code | None = None
    attributes: Document | None = Field(default=None, description="What the fields of the category ask for, by code.")


class SubmissionOut(Out):
    """The code with which the opinion can be followed: it is shown this once, to nobody else. And where it went."""

    tracking_code: str
    upload_token: str
    unit: str
    received_at: datetime


class ProofOfWorkOut(Out):
    """Work in Altcha's format: a number from 0 to `maxnumber` is looked for.

    SHA-256 of `salt` and its decimal digits, written in hexadecimal ones, is `challenge`.
    The proof is Base64 of a JSON object with `algorithm`, `challenge`, `number`, `salt` and `signature`.
    """

    algorithm: Literal["SHA-256"]
    challenge: str
    maxnumber: int
    salt: str
    signature: str


class ChallengeOut(Out):
    """What a page has to do before it sends an opinion in, and then sends along as `Submission-Proof`.

    `proof_of_work`: a proof that the work was done. `captcha`: what the captcha with this `site_key` gives the page.
    """

    kind: ChallengeKind
    work: ProofOfWorkOut | None
    site_key: str | None


class ReceiverOut(Out):
    """A unit that an opinion can be sent to. `within`: the one directly above it, by name."""

    code: str
    name: str
    within: str | None


@router.get("/units", summary="Units to send an opinion to")
async def list_submission_units(
    caller: Anybody,
    runtime: Uses,
    q: Annotated[Line, Query(max_length=100, description="Part of a name or of its pinyin, or a code.")],
) -> Page[ReceiverOut]:
    """Whom somebody means who types this, the best first, all on one page: places, and enterprises that are some."""
    items = [
        ReceiverOut(code=unit.code, name=unit.name, within=unit.parent.name if unit.parent else None)
        for unit in await find_receivers(runtime, q)
    ]
    return Page[ReceiverOut](items=items, next_cursor=None)


@router.get("/challenge", summary="What a submission is asked for")
async def read_submission_challenge(
    request: Request, caller: Anybody, runtime: Uses, response: Response
) -> ChallengeOut:
    """Ask before each submission: what is wanted may change from one to the next. Work is good once, for 20 minutes."""
    rules = _rules(request)
    work = await ask_for_work(runtime, rules)
    response.headers["Cache-Control"] = "no-store"
    return ChallengeOut(
        kind=rules.kind,
        work=ProofOfWorkOut(**asdict(work)) if work else None,
        site_key=rules.captcha.site_key if rules.captcha else None,
    )


@router.post("", status_code=201, summary="Send an opinion in", response_model=SubmissionOut)
async def submit_opinion(
    request: Request,
    body: SubmissionIn,
    caller: Anybody,
    runtime: Uses,
    request_id: RequestId,
    once: Idempotent,
    proof: SubmissionProof = None,
) -> Response:
    """Take a citizen's opinion into a unit's inbox. No key is needed. Who works on it never sees the code.

    Where a challenge is asked for, its proof comes along; a repetition that was answered before needs none.
    """
    given = OpinionInput(
        title=body.title, content=body.content, source=Source.WEB, unit_code=body.unit_code, citizen_name=body.name,
        contact=body.contact, place=body.place, confidential=body.confidential,
        category=body.category, attributes=body.attributes,
        location=body.location.as_given() if body.location else None,
    )  # fmt: skip
    rules = _rules(request)
    is_asked = rules.kind is not ChallengeKind.NONE
    prove = partial(require_proof, runtime, rules, request.app.state.sender, proof) if is_asked else None
    reply = await submit(runtime, given, prove=prove, render=rendered(201, _render), request_id=request_id, once=once)
    return answer(reply)


def _rules(request: Request) -> SubmissionRules:
    return cast(SubmissionRules, request.app.state.submission_rules)


def _render(done: Submitted) -> bytes:
    return to_json({
        "tracking_code": done.tracking_code, "upload_token": done.upload_token, "unit": done.unit_name,
        "received_at": done.received_at,
    })  # fmt: skip
