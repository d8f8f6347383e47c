"""How does mail leave (outlet)? Over a few connections to the operator's server, each for several messages."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from ssl import SSLContext, SSLError, create_default_context
from time import monotonic
from typing import Final
from urllib.parse import unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPConnectTimeoutError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, ReceiverOrder
from escalation.messages.domain.channels import is_mail_address
from escalation.messages.domain.mail import Letter, compose
from escalation.messages.engine.outlets import BUDGET, LANES, ONE_MESSAGE, since
from escalation.messages.usecases.writing import Outgoing

_GOES_ON: Final = SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError
"""Refusals of one message, after which the connection takes the next one."""
_PERMANENT: Final = 500
"""Replies from here on will be the same the next time (RFC 5321 §4.2.1)."""
_PORTS: Final = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """The operator's mail server. `smtp`: with STARTTLS; `smtps`: TLS from the first byte; `smtp+plain`: without.

    `sender`: from whom mail comes, which is also to whom it goes back. `tls` stands in for the machine's authorities.
    """

    scheme: str
    host: str
    port: int
    user: str | None
    password: str | None = field(repr=False)
    sender: str
    tls: SSLContext | None = None

    @classmethod
    def of(cls, url: str, sender: str, authority: Path | None = None) -> "MailServer":
        """From an address like `smtp://user:password@mail.example.gov.cn:587`. `authority`: trusted instead of others.

        Raises `OSError`, of which `ssl.SSLError` is one, for a file that has no certificate in it.
        """
        tls = create_default_context(cafile=authority) if authority else None
        parts = urlsplit(url)
        user, password = (unquote(each) if each else None for each in (parts.username, parts.password))
        port = parts.port or _PORTS[parts.scheme]
        return cls(parts.scheme, parts.hostname or "", port, user, password, sender, tls)

    def client(self) -> SMTP:
        """A connection to it, not made yet."""
        return SMTP(
            hostname=self.host, port=self.port, username=self.user, password=self.password, timeout=ONE_MESSAGE,
            use_tls=self.scheme == "smtps", start_tls=self.scheme == "smtp", tls_context=self.tls,
            local_hostname=self.sender.rpartition("@")[2],
        )  # fmt: skip


class MailOutlet:
    """Sends mail."""

    def __init__(self, server: MailServer) -> None:
        """Connect to nobody yet."""
        self._server = server

    async def deliver(self, batch: Sequence[Outgoing]) -> list[DeliveryOutcome | None]:
        """Each lane has a connection of its own, and ends with it."""
        began = monotonic()
        outcomes: list[DeliveryOutcome | None] = [None] * len(batch)

        async def lane(first: int) -> None:
            client = self._server.client()
            try:
                for at in range(first, len(batch), LANES):
                    if monotonic() - began > BUDGET:
                        return
                    outcomes[at] = outcome = await self._send(client, batch[at])
                    if not client.is_connected and outcome.kind is not Kind.GONE:
                        return
            finally:
                await _part(client)

        await asyncio.gather(*(lane(first) for first in range(min(LANES, len(batch)))))
        return outcomes

    async def _send(self, client: SMTP, outgoing: Outgoing) -> DeliveryOutcome:
        began = monotonic()
        if not is_mail_address(outgoing.to.address):  # What a citizen left may be anything with an @ in it.
            return DeliveryOutcome(Kind.GONE, None, 0)
        try:
            async with asyncio.timeout(ONE_MESSAGE):
                if not client.is_connected:
                    await client.connect()
                await client.send_message(self._mail(outgoing), sender=self._server.sender)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is an outcome
            if not isinstance(error, _GOES_ON):
                client.close()
            return _outcome(error, since(began))
        return DeliveryOutcome(Kind.OK, None, since(began))

    def _mail(self, outgoing: Outgoing) -> EmailMessage:
        letter = Letter(outgoing.id, outgoing.to.address, outgoing.words, outgoing.language, outgoing.unsubscribe)
        return compose(letter, self._server.sender, outgoing.at)


async def _part(client: SMTP) -> None:
    with suppress(SMTPException, OSError, TimeoutError):
        if client.is_connected:
            await client.quit(timeout=1)
    client.close()


def _outcome(error: Exception, duration_ms: int) -> DeliveryOutcome:  # noqa: PLR0911 - a table, line by line
    """What an error says: of the address, of the message, or of the server."""
    match error:
        case SMTPRecipientsRefused(recipients=[first, *_]):
            kind = Kind.GONE if first.code >= _PERMANENT else Kind.HTTP_ERROR
            return DeliveryOutcome(kind, first.code, duration_ms)
        case SSLError() | SMTPException(__cause__=SSLError()):
            return DeliveryOutcome(Kind.TLS, None, duration_ms)
        case SMTPConnectTimeoutError() | SMTPTimeoutError() | TimeoutError():
            return DeliveryOutcome(Kind.TIMEOUT, None, duration_ms)
        case SMTPConnectError() | SMTPAuthenticationError() | SMTPHeloError() | ConnectionRefusedError():
            return DeliveryOutcome(Kind.CONNECT, None, duration_ms)
        case SMTPServerDisconnected() | ConnectionError():
            return DeliveryOutcome(Kind.RESET, None, duration_ms)
        case SMTPResponseException(code=code):
            # Not for this message, ever; of the address nothing is said.
            order = ReceiverOrder.ABORT_MESSAGE if code >= _PERMANENT and isinstance(error, SMTPDataError) else None
            return DeliveryOutcome(Kind.HTTP_ERROR, code, duration_ms, order=order)
        case SMTPException() | OSError():
            return DeliveryOutcome(Kind.CONNECT, None, duration_ms)
        case _:
            return DeliveryOutcome(Kind.OURS, None, duration_ms)
