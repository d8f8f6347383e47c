"""Invitations: how an administrator lets somebody sign in for the first time, or set a new password."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Request, Response
from pydantic import Field

from escalation.kit.web.auth import Admin, Uses
from escalation.kit.web.fields import Id, In, Integer, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.routes import strict_router
from escalation.sign_in.api.browser import site_of
from escalation.sign_in.usecases.invitations import DAYS, MadeInvitation, WantedInvitation, hand_out_invitation

router = strict_router(prefix="/v1/invitations", tags=["sign-in"])


class InvitationIn(In):
    """Who is invited. `login` is the name to sign in by; without it, the member's reference or name."""

    member_id: Id
    login: Line | None = None
    days: Annotated[Integer, Field(ge=1, le=30)] = DAYS


class InvitationOut(Out):
    """An invitation. `link` is shown now and never again, and can be used once."""

    id: UUID
    member_id: UUID
    member_name: str
    login: str
    expires_at: datetime
    link: str


@router.post("", summary="Invite a member", status_code=201, response_model=InvitationOut)
async def invite_member(
    request: Request, body: InvitationIn, caller: Admin, runtime: Uses, once: Idempotent
) -> Response:
    """Make a link by which a member sets a password and signs in. An earlier one for the same member ends.

    A person who also holds posts outside the caller's scope can be invited by those only who reach all of them.
    """
    site = site_of(request)

    def render(made: MadeInvitation) -> bytes:
        shown = InvitationOut(
            id=made.id, member_id=made.member_id, member_name=made.member_name, login=made.login,
            expires_at=made.expires_at, link=site.invitation_link(made.secret),
        )  # fmt: skip
        return shown.model_dump_json().encode()

    wanted = WantedInvitation(body.member_id, body.login, body.days)
    return answer(await hand_out_invitation(runtime, wanted, by=caller, render=rendered(201, render), once=once))
