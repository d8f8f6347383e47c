"""Who am I? The person who calls, the posts that they hold, and as which of them they act: `/v1/me`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field

from escalation.actors import Means, Role
from escalation.identity.api.api_keys import KeyOut
from escalation.identity.domain.posts import HeldPost
from escalation.identity.usecases.api_keys import MAY_GIVE
from escalation.kit.web.auth import Oneself, Uses, operations_of
from escalation.kit.web.fields import Out
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.sign_in.usecases.me import Myself, who_am_i

router = strict_router(prefix="/v1/me", tags=["sign-in"])


class PostOut(Out):
    """A role that one of the caller's members holds at a unit; `acting_as` is how it is chosen."""

    acting_as: str
    member_id: UUID
    member_name: str
    unit: UnitRef
    role: Role
    until: datetime | None = Field(description="When it ends, if a group gave it for a time; null if it does not.")


class PersonOut(Out):
    """Somebody who signs in."""

    id: UUID
    name: str


class MeOut(Out):
    """The caller: by what they are known, who that is, and as what they act.

    Of somebody with several posts who has chosen none, `role`, `unit`, `member_id` and `acting_as` are null. `key` is
    the API key that was shown.
    """

    principal: str
    means: Means
    person: PersonOut | None
    posts: list[PostOut]
    acting_as: Annotated[str | None, Field(description="The post that was chosen, or the only one.")]
    role: Role | None
    unit: UnitRef | None
    member_id: UUID | None
    member_name: str | None
    key: KeyOut | None
    operations: Annotated[
        list[str],
        Field(
            description="Operations of this interface that the role admits to, by `operationId`, as far as a thing "
            "lies in the caller's scope and its state allows."
        ),
    ]
    keys_for: Annotated[list[Role], Field(description="Roles for which the caller may make keys in their scope.")]


@router.get("", summary="Who am I?")
async def read_me(request: Request, caller: Oneself, runtime: Uses) -> MeOut:
    """The caller's person and posts, the role and unit as which they act, and what that admits to."""
    return _show_myself(await who_am_i(runtime, caller), operations_of(request.app, caller.role))


def _show_myself(found: Myself, operations: Sequence[str]) -> MeOut:
    actor, key, person = found.actor, found.key, found.person
    posts = person.posts if person else ()
    acting = next((post for post in posts if (post.member_id, post.unit_id, post.role) == found.place), None)
    return MeOut(
        principal=actor.principal,
        means=actor.means,
        person=PersonOut(id=person.id, name=person.name) if person else None,
        posts=[_show_post(post) for post in posts],
        acting_as=acting.name if acting else None,
        role=actor.role,
        unit=UnitRef.model_validate(key.unit) if key else _unit_of(acting) if acting else None,
        member_id=actor.member_id,
        member_name=key.member_name if key else acting.member_name if acting else None,
        key=KeyOut.model_validate(key) if key else None,
        operations=list(operations),
        keys_for=sorted(MAY_GIVE.get(actor.role, ())) if actor.role else [],
    )


def _show_post(post: HeldPost) -> PostOut:
    return PostOut(
        acting_as=post.name,
        member_id=post.member_id,
        member_name=post.member_name,
        unit=_unit_of(post),
        role=post.role,
        until=post.until,
    )


def _unit_of(post: HeldPost) -> UnitRef:
    return UnitRef(id=post.unit_id, code=post.unit_code, name=post.unit_name)
