"""How does the sender send one message? By a POST that is guarded, bounded, and always has an outcome."""

from collections.abc import Mapping
from functools import lru_cache
from math import inf
from ssl import SSLContext
from time import monotonic
from typing import Final, Self

from aiohttp import ClientConnectionError, ClientError, ClientSession, ClientTimeout, DummyCookieJar
from aiohttp.abc import AbstractResolver
from yarl import URL

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.connections import TRIP, Connector, Trip
from escalation.kit.outbound.errors import what_failed
from escalation.kit.outbound.guard import Blocked, SocketGuard
from escalation.kit.outbound.outcomes import MOST_OF_BODY, DeliveryOutcome, Kind, Trouble
from escalation.kit.outbound.resolver import GuardedResolver, NameServers, NoNameServer, UnknownName
from escalation.kit.outbound.responses import read_answer
from escalation.kit.outbound.targets import Target, check_url

CONNECT_SECONDS: Final = 5.0
"""What connecting to one address may take, TLS included."""

FETCH_SECONDS: Final = 10.0
MOST_FETCHED: Final = 256 * 1024
"""Bytes of a document that is read to its end."""

_LONGEST_LINE, _MOST_HEADERS = 8190, 100
_TARGETS_KEPT: Final = 4096
_LEAST: Final = 0.001


class NotFetched(Exception):
    """There was no answer, or one that nobody honest would give."""


class Sender:
    """One HTTP client for whatever a process sends, and the one place that judges where it may go.

    `allow_http`: URLs may do without TLS. `resolver` and `tls` stand in for the machine's name servers and
    authorities. It belongs to the loop in which it is entered.
    """

    def __init__(
        self,
        policy: AddressPolicy,
        *,
        allow_http: bool = False,
        user_agent: str = "escalation",
        resolver: AbstractResolver | None = None,
        tls: SSLContext | None = None,
    ) -> None:
        self._guard = SocketGuard(policy)
        self._allow_http = allow_http
        self._user_agent = user_agent
        self._inner = resolver
        self._tls = tls
        self._target = lru_cache(_TARGETS_KEPT)(self._find_target)

    @property
    def sockets(self) -> int:
        """How many are open, those of kept connections included."""
        return self._guard.open

    async def __aenter__(self) -> Self:
        self._resolver = GuardedResolver(self._inner or NameServers(), self._guard)
        self._session = ClientSession(
            connector=Connector(self._guard, self._resolver, self._tls),
            headers={"User-Agent": self._user_agent, "Accept": "*/*", "Accept-Encoding": "identity"},
            cookie_jar=DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            read_bufsize=MOST_OF_BODY,
            max_line_size=_LONGEST_LINE,
            max_field_size=_LONGEST_LINE,
            max_headers=_MOST_HEADERS,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._resolver.close()

    async def post(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        timeout: float,  # noqa: ASYNC109 - what it ends is an outcome here, not an exception
    ) -> DeliveryOutcome:
        """Send a message once and say what came of it. Raises nothing but what cancels the task.

        `timeout`: seconds for everything together. If a kept connection turns out to have been closed meanwhile, and
        nothing was heard on it, the message goes over a new one: that is still one attempt.
        """
        began = monotonic()
        trip = Trip()
        try:
            try:
                return await self._exchange(trip, url, headers, body, began, _limits(timeout))
            except ClientConnectionError:
                if not trip.was_stale:
                    raise
                trip = Trip(must_be_new=True)
                return await self._exchange(trip, url, headers, body, began, _limits(timeout - (monotonic() - began)))
        except ValidationFailed:
            return DeliveryOutcome(Kind.BLOCKED, None, 0, error=Trouble.BLOCKED_URL)
        # A message that raises would be sent for ever, and hold its slot: whatever it is, it is an outcome.
        except Exception as error:  # noqa: BLE001
            kind, trouble = what_failed(error, trip)
            return DeliveryOutcome(kind, None, _since(began), trip.peer, trouble)

    async def fetch(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> tuple[int, bytes]:
        """The status and the whole of what somebody whom the operator trusts has to say, at most `MOST_FETCHED` bytes.

        Raises `NotFetched` if there is no such answer within ten seconds; a redirect is an answer.
        """
        TRIP.set(Trip())
        try:
            _, place = self._target(url)
            async with self._session.request(
                method, place, data=body, headers=headers, allow_redirects=False, timeout=_limits(FETCH_SECONDS)
            ) as response:
                heard = bytearray()
                while piece := await response.content.readany():
                    heard += piece
                    if len(heard) > MOST_FETCHED:
                        raise NotFetched
                return response.status, bytes(heard)
        except (ClientError, OSError, ValidationFailed) as error:
            raise NotFetched from error

    async def check(self, url: str) -> Target:
        """Where a URL leads, if something may be sent there now: the judgement that `post` makes again.

        Raises `ValidationFailed`. If no name server answers us, it is left to the first attempt.
        """
        target, _ = self._target(url)
        try:
            if target.address is None:
                await self._resolver.resolve(target.host, target.port)
            else:
                self._guard.require(str(target.address))
        except Blocked:
            raise _refused("blocked", _NOT_PUBLIC, setting="ESCALATION_WEBHOOK_ALLOWED_NETWORKS") from None
        except UnknownName:
            raise _refused("unknown_host", Trouble.UNKNOWN_NAME.value) from None
        except NoNameServer:
            pass
        return target

    async def _exchange(
        self, trip: Trip, url: str, headers: Mapping[str, str], body: bytes, began: float, limits: ClientTimeout
    ) -> DeliveryOutcome:
        _, place = self._target(url)
        TRIP.set(trip)
        response = await self._session.post(place, data=body, headers=headers, allow_redirects=False, timeout=limits)
        try:
            return await read_answer(response, began=began, sent_at=headers.get("webhook-timestamp"), peer=trip.peer)
        finally:
            response.close()

    def _find_target(self, url: str) -> tuple[Target, URL]:
        target = check_url(url, allow_http=self._allow_http)
        return target, URL(target.url, encoded=True)


@lru_cache
def _limits(seconds: float) -> ClientTimeout:
    """Everything within these seconds, to the millisecond: rounding up is for those who count in minutes."""
    return ClientTimeout(total=max(seconds, _LEAST), sock_connect=CONNECT_SECONDS, ceil_threshold=inf)


def _since(began: float) -> int:
    return round((monotonic() - began) * 1000)


_NOT_PUBLIC: Final = N_(
    "Nothing is sent to this address: it is not a public one. Whoever runs the server can allow its network by "
    "{setting}."
)


def _refused(code: str, detail: str, **params: str) -> ValidationFailed:
    return ValidationFailed(faults=[Fault("/url", f"url_{code}", detail, dict(params))])
