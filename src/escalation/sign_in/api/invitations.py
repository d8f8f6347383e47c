"""Invitations: how an administrator lets somebody sign in for the first time, or set a new password."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Admin, Permission, Uses
from escalation.kit.web.fields import Id, In, Integer, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.sign_in.api.browser import site_of
from escalation.sign_in.usecases import invitations
from escalation.sign_in.usecases.invitations import DAYS, MadeInvitation, WantedInvitation, hand_out_invitation

router = strict_router(prefix="/v1/invitations", tags=["sign-in"])


InvitationId = Annotated[Id, Path(description="The invitation's id.")]
AdminReading = Annotated[Actor, Depends(Permission(Role.ADMIN))]


class InvitationIn(In):
    """Who is invited. `login` is the name to sign in by; without it, the member's reference or name."""

    member_id: Id
    login: Line | None = None
    days: Annotated[Integer, Field(ge=1, le=30)] = DAYS


class NewInvitationOut(Out):
    """An invitation. `link` is shown now and never again, and can be used once."""

    id: UUID
    member_id: UUID
    member_name: str
    login: str
    expires_at: datetime
    link: str


class InvitationOut(Out):
    """An invitation that can still be used, without the link; by whom it was made."""

    id: UUID
    member_id: UUID
    member_name: str
    login: str
    created_at: datetime
    created_by: str
    expires_at: datetime


@router.get("", summary="Open invitations")
async def list_invitations(
    query: Annotated[ListQuery, Query()], caller: AdminReading, runtime: Uses
) -> Page[InvitationOut]:
    """Invitations of members in the caller's scope that were neither used nor replaced, nor have expired."""
    keyset = Keyset("invitations", UUID, query, runtime)
    found = await invitations.list_invitations(runtime, caller, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.id, show=InvitationOut.model_validate)
    return Page[InvitationOut](items=items, next_cursor=cursor)


@router.delete("/{invitation_id}", summary="Revoke an invitation", status_code=204)
async def revoke_invitation(invitation_id: InvitationId, caller: Admin, runtime: Uses) -> None:
    """End an invitation: its link opens nothing any more."""
    await invitations.revoke_invitation(runtime, invitation_id, by=caller)


@router.post("", summary="Invite a member", status_code=201, response_model=NewInvitationOut)
async def invite_member(
    request: Request, body: InvitationIn, caller: Admin, runtime: Uses, once: Idempotent
) -> Response:
    """Make a link by which a member sets a password and signs in. An earlier one for the same member ends.

    A person who also holds posts outside the caller's scope can be invited by those only who reach all of them.
    """
    site = site_of(request)

    def render(made: MadeInvitation) -> bytes:
        shown = NewInvitationOut(
            id=made.id, member_id=made.member_id, member_name=made.member_name, login=made.login,
            expires_at=made.expires_at, link=site.invitation_link(made.secret),
        )  # fmt: skip
        return shown.model_dump_json().encode()

    wanted = WantedInvitation(body.member_id, body.login, body.days)
    return answer(await hand_out_invitation(runtime, wanted, by=caller, render=rendered(201, render), once=once))
