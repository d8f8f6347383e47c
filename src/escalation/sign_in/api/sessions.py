"""Sessions: in which browsers somebody is signed in, and how each of them is signed out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Request, Response

from escalation.kit.web.auth import Admin, Oneself, OneselfChanging
from escalation.kit.web.fields import Id, Out
from escalation.kit.web.pages import Page
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.members import MemberId
from escalation.sign_in.api.browser import SignsIn
from escalation.sign_in.usecases import sessions

router = strict_router(prefix="/v1/sessions", tags=["sign-in"])
members_router = strict_router(prefix="/v1/members/{member_id}/sessions", tags=["sign-in"])
SessionId = Annotated[Id, Path(description="The session's id.")]


class SessionOut(Out):
    """A browser in which the caller is signed in. `browser` is what it calls itself."""

    id: UUID
    method: str
    browser: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@router.get("", summary="My sessions")
async def list_sessions(caller: Oneself, context: SignsIn) -> Page[SessionOut]:
    """The browsers in which the caller is signed in, the last first; none for a machine."""
    found = await sessions.list_sessions(context, caller)
    return Page(items=[SessionOut.model_validate(session) for session in found], next_cursor=None)


@router.delete("", summary="Sign out everywhere", status_code=204)
async def end_sessions(caller: OneselfChanging, context: SignsIn) -> None:
    """End all sessions and phones of one's own, this one too. They are over within seconds, everywhere."""
    await sessions.sign_out_everywhere(context, caller.in_person)


@members_router.delete("", summary="Sign a member out everywhere", status_code=204)
async def end_sessions_of_member(member_id: MemberId, caller: Admin, context: SignsIn) -> None:
    """End all sessions and phones of the person whose member this is: a phone was lost, or a password is known.

    A person who also holds posts outside the caller's scope is signed out by those only who reach all of them.
    """
    await sessions.sign_member_out(context, member_id, by=caller)


@router.delete("/{session_id}", summary="Sign out", status_code=204)
async def end_session(
    request: Request, response: Response, session_id: SessionId, caller: OneselfChanging, context: SignsIn
) -> None:
    """End a session of one's own. It is over within seconds, everywhere."""
    await sessions.end_session(context, session_id, caller)
