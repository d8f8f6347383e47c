"""Signing in at an OpenID provider as a public client: authorisation code with PKCE (RFC 8252, RFC 7636)."""

import hashlib
import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from escalation_client.flows import Answer, Flow, Send
from escalation_client.problems import SignedOut
from escalation_client.tokens import RenewedTokens, Tokens, TokenStore


class SignInRefused(Exception):
    """The provider said no, or somebody came back otherwise than they went."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What is kept from when somebody leaves for the provider until they are back."""

    url: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)


class ProviderSignIn(RenewedTokens):
    """`issuer` and `audience` are those that `GET /v1/sign-in` of the server names.

    The ID token is not looked at: only the server believes what the provider says. Access tokens name no nonce, so none
    is sent.
    """

    def __init__(
        self, *, issuer: str, client_id: str, redirect_uri: str, audience: str, scope: str = "openid offline_access",
        store: TokenStore | None = None, now: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        super().__init__(store, now)
        self._issuer, self._client_id, self._redirect_uri = issuer, client_id, redirect_uri
        self._audience, self._scope = audience, scope
        self._discovered: Mapping[str, Any] | None = None

    def begin(self) -> Flow[Begun]:
        """Where to send somebody: `client.run(begin())`."""
        server = yield from self._discover()
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code", "client_id": self._client_id, "redirect_uri": self._redirect_uri,
            "scope": self._scope, "resource": self._audience, "state": state,
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return Begun(f"{server['authorization_endpoint']}?{urlencode(query)}", state, verifier)

    def finish(self, callback: str, begun: Begun) -> Flow[None]:
        """Somebody is back at `redirect_uri`: the whole address, with its query. Raises `SignInRefused`."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(callback).query).items()}
        if not secrets.compare_digest(told.get("state", "").encode(), begun.state.encode()):
            raise SignInRefused("this answers nothing that was asked")
        # Which provider it is from, so that none can pass on a code that was made for another (RFC 9207).
        server = yield from self._discover()
        expected = self._issuer if server.get("authorization_response_iss_parameter_supported") else None
        if told.get("iss", expected) != (expected or told.get("iss")):
            raise SignInRefused("this comes from another provider")
        if "code" not in told:
            raise SignInRefused(told.get("error_description") or told.get("error", "no code"))
        answer = yield from self._ask(
            grant_type="authorization_code", code=told["code"], redirect_uri=self._redirect_uri,
            code_verifier=begun.verifier,
        )  # fmt: skip
        if answer.status != 200:
            raise SignInRefused(_error(answer))
        self.store.save(self._tokens(answer, None))

    def refresh(self, refresh_token: str, key: str) -> Flow[Tokens]:
        """Ask for new tokens. A provider that does not rotate says nothing about the refresh token: it stays."""
        answer = yield from self._ask(grant_type="refresh_token", refresh_token=refresh_token)
        if answer.status != 200:
            raise SignedOut(_error(answer)) if answer.status in {400, 401} else SignInRefused(_error(answer))
        return self._tokens(answer, refresh_token)

    def _tokens(self, answer: Answer, refresh_token: str | None) -> Tokens:
        told = json.loads(answer.content)
        return Tokens.told(
            told["access_token"], told.get("refresh_token", refresh_token), told.get("expires_in", 300), self._now()
        )

    def _ask(self, **fields: str) -> Flow[Answer]:
        server = yield from self._discover()
        body = urlencode({"client_id": self._client_id, "resource": self._audience, **fields})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        answer: Answer = yield Send("POST", server["token_endpoint"], headers, body.encode())
        return answer

    def _discover(self) -> Flow[Mapping[str, Any]]:
        if self._discovered is None:
            answer: Answer = yield Send("GET", f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            found = json.loads(answer.content) if answer.status == 200 else {}
            if found.get("issuer") != self._issuer:
                raise SignInRefused("the provider does not describe itself")
            self._discovered = found
        return self._discovered


def _error(answer: Answer) -> str:
    try:
        told = json.loads(answer.content)
    except ValueError:
        return f"HTTP {answer.status}"
    return str(told.get("error_description") or told.get("error"))
