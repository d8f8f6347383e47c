"""Authentication: who sent a request? Whoever bears a key or a token, or whose browser has a session."""

from dataclasses import replace

from fastapi import Request

from escalation.actors import Actor, Means
from escalation.errors import N_, ForbiddenAction, Unauthenticated
from escalation.identity.usecases.api_keys import PREFIX, KeyAuthenticator
from escalation.kit.web.auth import ACTING_AS, bearer_of, only_listens
from escalation.sign_in.api.browser import require_own_page, session_secret
from escalation.sign_in.usecases.device_tokens import ACCESS, live_device
from escalation.sign_in.usecases.provider_sign_in import person_by_access_token
from escalation.sign_in.usecases.sessions import live_session
from escalation.sign_in.usecases.sign_in_context import SignInContext

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class CallerAuthenticator:
    """Tells who calls, by whatever they show. What a request bears goes before its cookies."""

    def __init__(self, context: SignInContext) -> None:
        """Start knowing nobody."""
        self.keys = KeyAuthenticator(context.runtime)
        self._context = context

    async def identify(self, request: Request, *, needs_post: bool) -> Actor:
        """Whoever sent the request, as holder of the post that `Acting-As` names.

        Raises `Unauthenticated`, `ForbiddenAction` for a post that is not theirs, `PostNotChosen`, and
        `CrossSiteRequest` for a change that only a cookie vouches for.
        """
        wanted = request.headers.get(ACTING_AS)
        bearer = bearer_of(request)
        if bearer is None:
            return await self._by_cookie(request, wanted, needs_post=needs_post)
        if bearer.startswith(PREFIX):
            return _as_key(await self.keys.identify(bearer), wanted)
        if bearer.startswith(ACCESS):
            device = await live_device(self._context, bearer)
            actor = device.person.acting_as(wanted or device.acting_as, Means.TOKEN, needs_post=needs_post)
            return replace(actor, sign_in_id=device.id)
        provider = self._context.provider
        if provider is None:
            raise Unauthenticated
        person = await person_by_access_token(self._context, provider, bearer)
        return person.acting_as(wanted, Means.OIDC, needs_post=needs_post)

    async def _by_cookie(self, request: Request, wanted: str | None, *, needs_post: bool) -> Actor:
        secret = session_secret(request) if "cookie" in request.headers else None
        if secret is None:
            raise Unauthenticated
        session = await live_session(self._context, secret, is_used=not only_listens(request))
        if request.method not in _SAFE:
            require_own_page(request, secret)
        actor = session.person.acting_as(wanted or session.acting_as, Means.SESSION, needs_post=needs_post)
        return replace(actor, sign_in_id=session.id)


def _as_key(actor: Actor, wanted: str | None) -> Actor:
    """A key stands for one post. Raises `ForbiddenAction` if another one is wanted."""
    own = f"{actor.member_id}/{actor.unit_id}/{actor.role}", str(actor.member_id)
    if wanted is not None and wanted.lower() not in own:
        raise ForbiddenAction(N_("A key stands for the post that it was made for, and no other."))
    return actor
