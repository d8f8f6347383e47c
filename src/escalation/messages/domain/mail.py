"""What does a message look like as mail? Text and HTML, one id for all attempts, and a way to be told no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

from escalation.messages.domain.templates import Rendered


@dataclass(frozen=True, slots=True)
class Letter:
    """Who is written what: `id` is the message's, `unsubscribe` a link for one click."""

    id: UUID
    recipient: str
    words: Rendered
    language: str
    unsubscribe: str | None


def compose(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """The mail. Written anew for another attempt it has the same Message-ID, so that a receiver can tell a double."""
    message = EmailMessage(policy=SMTP)
    address = Address(addr_spec=sender)
    message["From"] = address
    message["To"] = Address(addr_spec=letter.recipient)
    message["Subject"] = letter.words.subject
    message["Date"] = at
    message["Message-ID"] = f"<{letter.id}@{address.domain}>"
    message["Content-Language"] = "zh-Hans" if letter.language == "zh" else "en"
    for name, value in {**_AUTOMATIC, **_unsubscribing(letter.unsubscribe)}.items():
        message[name] = value
    message.set_content(letter.words.text, cte="base64")
    message.add_alternative(letter.words.html, subtype="html", cte="base64")
    return message


# Nobody is away on holiday for a machine (RFC 3834 §5).
_AUTOMATIC: Mapping[str, str] = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def _unsubscribing(link: str | None) -> Mapping[str, str]:
    """RFC 2369 and RFC 8058."""
    if link is None:
        return {}
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
