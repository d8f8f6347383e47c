"""A mail server on this machine that keeps what it is sent, and refuses, hangs or hangs up as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ssl import SSLContext
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from escalation.messages.engine.mail_outlet import MailServer

SENDER = "tickets@example.gov.cn"
PASSWORD = "p@ss:word"


@dataclass(slots=True)
class Mailbox:
    """What came, in order. `refuses`: recipients with what they are refused by; `hangs`: nobody is answered.

    `drops`: how often it takes a mail and hangs up before it says so.
    """

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    rejects: str | None = None
    hangs: bool = False
    drops: int = 0
    logins: list[tuple[str, str]] = field(default_factory=list)

    def check_login(self, server: SMTP, session: Session, envelope: Envelope, way: str, data: Any) -> AuthResult:
        """Let in whoever knows the one password."""
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    @property
    def server(self) -> MailServer:
        """As the operator names it."""
        return MailServer("smtp+plain", "127.0.0.1", self.port, None, None, SENDER)

    def ids(self) -> list[str]:
        """The Message-IDs of what came."""
        return [str(message["Message-ID"]) for message in self.received]

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """Take a recipient, or not."""
        if refusal := self.refuses.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or not."""
        if self.hangs:
            await asyncio.sleep(3600)
        if self.rejects is not None:
            return self.rejects
        self.received.append(message_from_bytes(bytes(envelope.content or b""), policy=default))  # type: ignore[arg-type]
        if self.drops:
            self.drops -= 1
            cast(asyncio.Transport, server.transport).abort()
        return "250 OK"


@asynccontextmanager
async def mailbox(
    here: Mailbox | None = None, *, starttls: SSLContext | None = None, tls: SSLContext | None = None
) -> AsyncIterator[Mailbox]:
    """A mail server for as long as the block. With TLS, from STARTTLS or the first byte on, it wants a password."""
    here = here or Mailbox()
    loop = asyncio.get_running_loop()
    connections: list[SMTP] = []

    def connected() -> SMTP:
        connections.append(SMTP(
            here, enable_SMTPUTF8=True, loop=loop, tls_context=starttls, require_starttls=starttls is not None,
            authenticator=here.check_login, auth_required=starttls is not None, auth_require_tls=tls is None,
        ))  # fmt: skip
        return connections[-1]

    server = await loop.create_server(connected, "127.0.0.1", 0, ssl=tls)
    here.port = server.sockets[0].getsockname()[1]
    try:
        yield here
    finally:
        server.close()
        for each in connections:
            if each.transport is not None:
                cast(asyncio.Transport, each.transport).abort()
            task = each._handler_coroutine
            if task is not None:
                task.cancel()
        await asyncio.gather(
            *(e._handler_coroutine for e in connections if e._handler_coroutine), return_exceptions=True
        )
