"""Where do messages lead back to, and by what are people reached (site)? As the operator has set it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from escalation.events.domain.record_kinds import RECORD_KINDS, kind_of
from escalation.kit.runtime.encryption import Vault
from escalation.messages.domain.channels import GATEWAY, MAIL, ChannelKind
from escalation.messages.usecases.unsubscribing import PAGE, Unsubscription, token_for

SURVEY_PAGE: Final = "/survey"
"""Where citizens answer a survey."""


@dataclass(frozen=True, slots=True)
class MessageSite:
    """`origin`: by which browsers reach this server, if that is known. `kinds`: of channels that can be used here.

    `allow_http`: whether push services may do without TLS.
    """

    origin: str | None = None
    kinds: frozenset[ChannelKind] = field(default_factory=lambda: frozenset(ChannelKind))
    allow_http: bool = False

    @property
    def carriers(self) -> frozenset[str]:
        """By what citizens are reached."""
        by_kind = {ChannelKind.EMAIL: MAIL, ChannelKind.SMS: GATEWAY}
        return frozenset(by_kind[kind] for kind in self.kinds & by_kind.keys())

    def ticket_link(self, ticket_id: UUID | None) -> str:
        """A ticket as a page; whoever is not signed in does that first."""
        return f"{self.origin}/v1/tickets/{ticket_id}/form" if self.origin and ticket_id else ""

    def record_link(self, event_type: str, record_id: UUID) -> str:
        """The page of the console that shows a record of the programme of which there is such an event."""
        page = RECORD_KINDS[kind_of(event_type)].page.format(id=record_id)
        return f"{self.origin}/console{page}" if self.origin else ""

    def list_link(self, event_types: Collection[str | None]) -> str:
        """The page of the console with all records of which there are such events; of tickets without one.

        Of records of several kinds it is the page that leads to each.
        """
        pages = {"/tickets" if each is None else RECORD_KINDS[kind_of(each)].list_page for each in event_types}
        page = pages.pop() if len(pages) == 1 else "/programme"
        return f"{self.origin}/console{page}" if self.origin else ""

    @property
    def home(self) -> str:
        """Where one signs in."""
        return f"{self.origin}/sign-in" if self.origin else ""

    @property
    def tracking_page(self) -> str:
        """Where a citizen types a tracking code in."""
        return f"{self.origin}/track" if self.origin else ""

    def survey_link(self, code: str) -> str:
        """Where a citizen answers a survey with a code; it is good for one answer, so it may stand in an address."""
        return f"{self.origin}{SURVEY_PAGE}?code={code}" if self.origin else ""

    def unsubscribe_link(self, wish: Unsubscription, vault: Vault) -> str | None:
        """One click to be told no more; over HTTPS, as RFC 8058 wants it, or on this machine itself."""
        return f"{self.origin}{PAGE}/{token_for(wish, vault.cursor_key)}" if self.origin else None


NOWHERE = MessageSite()
