"""How a tracking code reaches its citizen: on a slip of paper, or by whoever sends messages."""

from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import Field

from escalation.errors import N_
from escalation.kit.web.auth import Changer, Machine, Uses
from escalation.kit.web.fields import Id, In, Out, Text
from escalation.kit.web.language import TAGS
from escalation.kit.web.public_address import PublicAddress
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.stylesheet import policy_of
from escalation.kit.web.templates import template
from escalation.opinions.api.tracking_pages import TRACKING_PAGE
from escalation.opinions.usecases.tracking import local_zone
from escalation.opinions.usecases.tracking_codes import collect_message, print_slip
from escalation.texts import translate

router = strict_router(prefix="/v1/opinions/{opinion_id}", tags=["opinions"])
OpinionId = Annotated[Id, Path(description="The opinion's id.")]

LABELS: Final = {
    "slip": N_("Code for following a matter"),
    "handed_over": N_("Handed over"),
    "unit": N_("Received by"),
    "use": N_("Only you have this code. With it you can see what becomes of the matter, and say whether it is solved."),
    "keep": N_("Fold here and keep it. Whoever works on the matter has no use for the code and does not ask for it."),
    "where": N_("Look it up at"),
    "screen": N_("The code is printed, and not shown on the screen."),
}


class SlipIn(In):
    """Why another code is made, if the citizen had one."""

    reason: Annotated[Text, Field(max_length=1000)] | None = None


class CodeMessageOut(Out):
    """What a message has to carry, and whereto. Nobody but the citizen may read it."""

    opinion_id: UUID
    tracking_code: str
    contact: str


@router.post(
    "/tracking-slip",
    summary="Print the citizen's code",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def print_tracking_slip(
    opinion_id: OpinionId, body: SlipIn, caller: Changer, runtime: Uses, request_id: RequestId,
    public: PublicAddress,
    language: Annotated[Literal["zh", "en"], Query()] = "zh",
) -> Response:  # fmt: skip
    """A slip to be printed and handed over, for whom no message reaches. It comes once: the code is kept nowhere.

    Another slip makes the code on the one before void, and wants a reason. With a code that the unit printed which
    handled the matter, a citizen can say that it is not solved; that it is solved, the office asks them by telephone.
    """
    made = await print_slip(runtime, opinion_id, caller, body.reason, request_id=request_id)
    labels = {name: translate(text, language) for name, text in LABELS.items()}
    html = template("slip.html").render(
        slip=made,
        day=made.at.astimezone(await local_zone(runtime)).date(),
        where=f"{public}{TRACKING_PAGE}" if public else None,
        label=labels,
        language=TAGS[language],
    )
    return Response(html, media_type="text/html", headers={"Content-Security-Policy": policy_of(html)})


@router.post("/code-message", summary="Collect a code to be sent")
async def send_tracking_code(
    opinion_id: OpinionId, caller: Machine, runtime: Uses, request_id: RequestId
) -> CodeMessageOut:
    """Code and contact, for a machine that the operator has named as messenger (`opinion.code_ready` tells when).

    Each call makes another code and the one before void: after a failure, ask again.
    """
    found = await collect_message(runtime, opinion_id, caller, request_id=request_id)
    return CodeMessageOut(opinion_id=opinion_id, tracking_code=found.code, contact=found.contact)
