"""What does a provider say? Where it answers and what its keys are, asked seldom; the last good ones stay in use."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from typing import Any, Final
from urllib.parse import quote, urlencode

import orjson
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from escalation.errors import Unauthenticated
from escalation.kit.outbound.sender import NotFetched
from escalation.sign_in.domain.oidc import CALLBACK, Endpoints, ProviderConfiguration
from escalation.sign_in.domain.refusals import ProviderUnavailable, SignInRefused

Fetch = Callable[[str, str, Mapping[str, str], bytes | None], Awaitable[tuple[int, bytes]]]

AGAIN_AFTER: Final = 60.0
"""Seconds between two fetches: whoever sends tokens with made-up key ids sets off one of them, at most."""
GOOD_FOR: Final = 3600.0
"""Seconds after which keys are looked up again though nobody asks for an unknown one."""
_MOST_KEYS: Final = 50

_log = structlog.get_logger(__name__)


class Provider:
    """One provider, as one process knows it."""

    def __init__(
        self, configuration: ProviderConfiguration, fetch: Fetch, clock: Callable[[], float] = monotonic
    ) -> None:
        """Start knowing nothing of it; it need not be reachable yet."""
        self.configuration = configuration
        self._fetch, self._clock = fetch, clock
        self._endpoints: Endpoints | None = None
        self._keys: Mapping[str, Key] = {}
        self._asked_at = self._told_at = -GOOD_FOR
        self._turn = asyncio.Lock()

    async def endpoints(self) -> Endpoints:
        """Where it answers. Raises `ProviderUnavailable` if that was never learnt."""
        if self._endpoints is None:
            await self._ask()
        if self._endpoints is None:
            raise ProviderUnavailable
        return self._endpoints

    async def key(self, key_id: str) -> Key:
        """Its key with this id. Raises `Unauthenticated` if it has none, as far as is known.

        Known keys go on being good while the provider does not answer.
        """
        is_old = self._clock() - self._told_at > GOOD_FOR
        if key_id not in self._keys or (is_old and not self._turn.locked()):
            await self._ask()
        if key_id not in self._keys:
            raise Unauthenticated
        return self._keys[key_id]

    async def exchange(self, code: str, verifier: str, origin: str) -> str:
        """The ID token for a code. Raises `SignInRefused` for a code that is not good, `ProviderUnavailable`."""
        own = self.configuration
        credentials = f"{quote(own.client_id, safe='')}:{quote(own.client_secret, safe='')}"
        asked = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": f"{origin}{CALLBACK}",
            "code_verifier": verifier,
        }  # fmt: skip
        headers = {
            "Authorization": f"Basic {b64encode(credentials.encode()).decode()}", "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        try:
            address = (await self.endpoints()).token
            status, body = await self._fetch("POST", address, headers, urlencode(asked).encode())
        except NotFetched:
            raise ProviderUnavailable from None
        token = _json(body).get("id_token") if status == 200 else None
        if not isinstance(token, str):
            raise SignInRefused
        return token

    async def _ask(self) -> None:
        """Learn its endpoints and keys anew, unless that was tried a moment ago."""
        async with self._turn:
            if self._clock() - self._asked_at < AGAIN_AFTER:
                return
            self._asked_at = self._clock()
            try:
                endpoints = self._endpoints or await self._discover()
                self._keys = _keys(await self._document(endpoints.jwks))
                self._endpoints, self._told_at = endpoints, self._clock()
            except (NotFetched, ValueError) as error:
                _log.warning("provider_not_understood", kind=type(error).__name__)

    async def _discover(self) -> Endpoints:
        issuer = self.configuration.issuer
        found = await self._document(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != issuer:
            raise ValueError("another issuer")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        return Endpoints(*(str(found.get(name, "")) for name in names))

    async def _document(self, address: str) -> Mapping[str, Any]:
        status, body = await self._fetch("GET", address, {"Accept": "application/json"}, None)
        if status != 200:
            raise NotFetched
        return _json(body)


def _json(body: bytes) -> Mapping[str, Any]:
    """Raises `ValueError` for what is no JSON object."""
    found = orjson.loads(body)
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - the sender's mistake, not ours
    return found


def _keys(document: Mapping[str, Any]) -> dict[str, Key]:
    """Keys to verify signatures with, by their ids; those of kinds we do not take are passed over."""
    keys: dict[str, Key] = {}
    for each in list(document.get("keys", ()))[:_MOST_KEYS]:
        if not isinstance(each, dict) or each.get("kty") not in {"RSA", "EC"} or each.get("use", "sig") != "sig":
            continue
        try:
            keys[str(each["kid"])] = import_key({name: value for name, value in each.items() if name != "d"})
        except (JoseError, KeyError, ValueError):
            continue
    if not keys:
        raise ValueError("no keys")
    return keys
