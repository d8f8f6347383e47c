"""How is a delivery sent? Rendered from its event, signed with the keys of this moment, posted once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID

from escalation.events.domain.envelope import masked, render
from escalation.feed.storage.visibility import LEFT
from escalation.feed.usecases.feed import cursor_behind
from escalation.kit.outbound.outcomes import DeliveryOutcome
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.encryption import Vault
from escalation.webhooks.domain.headers import headers_of
from escalation.webhooks.domain.signing import Key
from escalation.webhooks.storage.claims import Claimed
from escalation.webhooks.storage.endpoints import DeliveryTarget, Targets
from escalation.webhooks.storage.secrets import Secret, open_headers, signing_key

_CURSORS_KEPT: Final = 1_024


@dataclass(frozen=True, slots=True)
class Opened:
    """What an endpoint's deliveries are signed with, and its own headers. `secrets` and `sealed` are what they were."""

    secrets: tuple[Secret, ...]
    sealed: bytes | None
    keys: tuple[Key, ...]
    headers: Mapping[str, str]

    @classmethod
    def of(cls, vault: Vault, target: DeliveryTarget) -> "Opened":
        """Open everything. Raises `ConfigurationInvalid` if the master key is another one."""
        keys = tuple(signing_key(vault, secret) for secret in target.secrets)
        return cls(target.secrets, target.headers, keys, open_headers(vault, target.id, target.headers))

    def live(self, now: datetime) -> list[Key]:
        """The keys to sign with at this moment, newest first."""
        return [key for key, secret in zip(self.keys, self.secrets, strict=True) if secret.is_live(now)]


class Message(NamedTuple):
    """What goes over the wire, signed."""

    url: str
    headers: Mapping[str, str]
    body: bytes
    timeout: float


class Sending:
    """One worker's way to send. What is sealed of an endpoint is opened once, for as long as it stays the same."""

    def __init__(self, vault: Vault, sender: Sender) -> None:
        """Nothing is opened yet."""
        self._vault = vault
        self._sender = sender
        self._opened: dict[UUID, Opened] = {}
        # An event goes to many endpoints, and its place in the feed is the same for all.
        self._cursor = lru_cache(_CURSORS_KEPT)(self._cursor_behind)

    def keep_only(self, known: Targets) -> None:
        """Forget what is no endpoint's any more."""
        self._opened = {id_: opened for id_, opened in self._opened.items() if id_ in known.by_id}

    def prepare(self, claimed: Claimed, target: DeliveryTarget, wall: datetime) -> Message:
        """Render and sign a delivery; `wall`: the time by the wall. Raises what rendering and signing raise."""
        fact = masked(claimed.fact) if claimed.fact.type == LEFT else claimed.fact
        body = render(
            fact, unit_id=target.unit_id, format=target.format, payload=target.payload,
            cursor=self._cursor(fact.feed_pos or 0),
        )  # fmt: skip
        opened = self._open(target)
        headers = headers_of(
            body, keys=opened.live(claimed.now), event_id=fact.id, type_=fact.type, endpoint_id=target.id,
            attempt=claimed.attempt, timestamp=int(wall.timestamp()), format_=target.format, own=opened.headers,
        )  # fmt: skip
        return Message(target.url, headers, body, target.timeout_ms / 1000)

    async def send(self, message: Message) -> DeliveryOutcome:
        """Send it once."""
        return await self._sender.post(message.url, message.headers, message.body, timeout=message.timeout)

    def _open(self, target: DeliveryTarget) -> Opened:
        found = self._opened.get(target.id)
        if found is None or (found.secrets, found.sealed) != (target.secrets, target.headers):
            found = self._opened[target.id] = Opened.of(self._vault, target)
        return found

    def _cursor_behind(self, place: int) -> str:
        return cursor_behind(self._vault, place)
