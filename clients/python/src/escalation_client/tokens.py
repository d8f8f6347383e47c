"""Tokens that are short and renewed: one renewal at a time, and none that is lost."""

import json
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from escalation_client.flows import Alone, Answer, Flow, Send
from escalation_client.problems import Problem, SignedOut, problem_of
from escalation_client.requests import Nobody, Retry, repeated

MARGIN = 30.0
"""Seconds before its end from which an access token is no longer used: requests take time."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What is kept of a sign-in, wherever the caller keeps secrets. `expires_at`: seconds since 1970.

    With `refresh_key` the refresh is sent, however often: an answer that was lost is told again.
    """

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_at: float
    refresh_key: str

    @classmethod
    def told(cls, access_token: str, refresh_token: str | None, seconds: float, now: float) -> "Tokens":
        """As a token request was answered."""
        return cls(access_token, refresh_token, now + seconds, str(uuid.uuid4()))


class TokenStore(Protocol):
    """Where tokens are kept."""

    def load(self) -> Tokens | None:
        """The tokens, if somebody is signed in."""

    def save(self, tokens: Tokens | None) -> None:
        """Keep these; returns once they would outlive a crash."""


class InMemory:
    """Tokens that only this process knows."""

    def __init__(self, tokens: Tokens | None = None) -> None:
        self._tokens = tokens

    def load(self) -> Tokens | None:
        """The tokens."""
        return self._tokens

    def save(self, tokens: Tokens | None) -> None:
        """Keep them."""
        self._tokens = tokens


class RenewedTokens(ABC):
    """Credentials from a store. However many requests find the token too old, it is renewed once."""

    def __init__(self, store: TokenStore | None = None, now: Callable[[], float] = time.time) -> None:
        self.store: TokenStore = store or InMemory()
        self._now = now

    def headers(self) -> Flow[Mapping[str, str]]:
        """Those of the next request. Raises `SignedOut`."""
        tokens = self._kept()
        if self._is_old(tokens):
            tokens = yield Alone(self._renewed(tokens.access_token))
        return {"Authorization": f"Bearer {tokens.access_token}"}

    def renew(self, refused: Mapping[str, str]) -> Flow[bool]:
        """Whether there is another token than the refused one."""
        old = refused.get("Authorization", "").removeprefix("Bearer ")
        tokens: Tokens = yield Alone(self._renewed(old))
        return tokens.access_token != old

    @abstractmethod
    def refresh(self, refresh_token: str, key: str) -> Flow[Tokens]:
        """Ask for new tokens. Raises `SignedOut`."""

    def _renewed(self, old: str) -> Flow[Tokens]:
        tokens = self._kept()
        if tokens.access_token != old and not self._is_old(tokens):
            return tokens  # Somebody else was faster.
        if tokens.refresh_token is None:
            raise SignedOut("the sign-in has ended")
        try:
            tokens = yield from self.refresh(tokens.refresh_token, tokens.refresh_key)
        except SignedOut:
            self.store.save(None)
            raise
        self.store.save(tokens)
        return tokens

    def _kept(self) -> Tokens:
        tokens = self.store.load()
        if tokens is None:
            raise SignedOut("nobody is signed in")
        return tokens

    def _is_old(self, tokens: Tokens) -> bool:
        return self._now() > tokens.expires_at - MARGIN


class LocalSignIn(RenewedTokens):
    """Signing in with login and password, as the app of a phone does, at a server that takes passwords."""

    def __init__(
        self, base_url: str, store: TokenStore | None = None, *, retry: Retry | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        super().__init__(store, now)
        self._retry = retry or Retry()
        self._url = f"{base_url.rstrip('/')}/v1/tokens"

    def sign_in(self, login: str, password: str, *, device_name: str, acting_as: str | None = None) -> Flow[None]:
        """Sign in: `client.run(sign_in(…))`. Raises `Problem`."""
        body = {"login": login, "password": password, "device_name": device_name, "acting_as": acting_as}
        answer = yield from self._ask("", body)
        if answer.status != 201:
            raise self._problem(answer)
        self.store.save(self._tokens(answer))

    def refresh(self, refresh_token: str, key: str) -> Flow[Tokens]:
        """Ask for new tokens."""
        answer = yield from self._ask("/refresh", {"refresh_token": refresh_token}, {"Idempotency-Key": key})
        if answer.status == 401:
            raise SignedOut(str(self._problem(answer)))
        if answer.status != 200:
            raise self._problem(answer)
        return self._tokens(answer)

    def _ask(self, path: str, body: Mapping[str, str | None], headers: Mapping[str, str] | None = None) -> Flow[Answer]:
        content = json.dumps({name: value for name, value in body.items() if value is not None}).encode()
        request = Send("POST", self._url + path, {"Content-Type": "application/json", **(headers or {})}, content)
        answer = yield from repeated(request, Nobody(), self._retry, self._now)
        return answer

    def _tokens(self, answer: Answer) -> Tokens:
        told = json.loads(answer.content)
        return Tokens.told(told["access_token"], told["refresh_token"], told["expires_in"], self._now())

    def _problem(self, answer: Answer) -> Problem:
        return problem_of(answer.status, answer.content, answer.headers, self._now())
