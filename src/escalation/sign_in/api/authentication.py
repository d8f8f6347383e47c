"""Authentication: who sent a request? Whoever bears an API key."""

from fastapi import Request

from escalation.actors import Actor
from escalation.errors import N_, ForbiddenAction, Unauthenticated
from escalation.identity.usecases.api_keys import PREFIX, KeyAuthenticator
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import ACTING_AS, bearer_of


class CallerAuthenticator:
    """Tells who calls, by whatever they show."""

    def __init__(self, runtime: Runtime) -> None:
        """Start knowing nobody."""
        self.keys = KeyAuthenticator(runtime)

    async def identify(self, request: Request, *, needs_post: bool) -> Actor:
        """Whoever sent the request, as holder of the post that `Acting-As` names.

        Raises `Unauthenticated`, and `ForbiddenAction` for a post that is not theirs.
        """
        bearer = bearer_of(request)
        if bearer is None or not bearer.startswith(PREFIX):
            raise Unauthenticated
        actor = await self.keys.identify(bearer)
        wanted = request.headers.get(ACTING_AS)
        if wanted is not None and wanted.lower() not in _names_of(actor):
            raise ForbiddenAction(N_("A key stands for the post that it was made for, and no other."))
        return actor


def _names_of(actor: Actor) -> tuple[str, str]:
    """What the post of a member's key is called."""
    return f"{actor.member_id}/{actor.unit_id}/{actor.role}", str(actor.member_id)
