"""Messages: what one was told, what could not be told, and with which words a unit tells it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Admin, Oneself, Overseer, Permission, Uses
from escalation.kit.web.fields import Code, Id, In, Line, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.messages.domain.channels import ChannelKind
from escalation.messages.domain.rules import RULES
from escalation.messages.domain.templates import LONGEST_SUBJECT, Wording
from escalation.messages.storage.message_lists import MessageRecord
from escalation.messages.storage.settlement import MessageState
from escalation.messages.storage.template_versions import TemplateVersion
from escalation.messages.usecases import messages
from escalation.messages.usecases.messages import WantedWording
from escalation.organisation.api.unit_ref import UnitRef
from escalation.texts import Language, translate

router = strict_router(prefix="/v1/me/messages", tags=["messages"])
failures_router = strict_router(prefix="/v1/message-failures", tags=["messages"])
templates_router = strict_router(prefix="/v1/units/{unit_id}/message-templates", tags=["messages"])
TemplateUnitId = Annotated[Id, Path(description="The unit's id.")]
TemplateReader = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE, Role.SUPERVISOR, Role.ADMIN))]


class MessageOut(Out):
    """What somebody is told. `reason`: why it failed or was dropped; `address`: as much of it as may be shown.

    `unit`: on whose account it is told. The address of a citizen is shown where the opinion is.
    """

    id: UUID
    rule: str
    title: Annotated[str, Field(description="What the rule is called, in the language of the request.")]
    state: MessageState
    reason: str | None
    attempts: int
    channel_id: UUID | None
    kind: ChannelKind | None
    address: str | None
    unit: UnitRef
    ticket_id: UUID | None
    event_id: UUID | None
    created_at: datetime
    settled_at: datetime | None


class MessageTemplateIn(In):
    """A wording: templates in Jinja's form, of variables alone. `short` is for text messages and chats."""

    rule: Code
    language: Language
    subject: Annotated[Line, Field(max_length=LONGEST_SUBJECT)]
    body: Annotated[Text, Field(max_length=4_000)]
    short: Annotated[Line, Field(max_length=200)]


class MessagePreviewOut(Out):
    """A message in words. `text` is what mail says, `short` what text messages and chats do."""

    subject: str
    text: str
    short: str


class MessageTemplateOut(Out):
    """A unit's own wording, which counts for everybody below as well."""

    unit_id: UUID
    rule: str
    title: Annotated[str, Field(description="What the rule is called, in the language of the request.")]
    language: Language
    version: int
    subject: str
    body: str
    short: str
    created_at: datetime
    created_by: str


@router.get("", summary="My messages")
async def list_my_messages(
    query: Annotated[ListQuery, Query()], caller: Oneself, runtime: Uses, language: CallerLanguage
) -> Page[MessageOut]:
    """What the caller was and will be told, newest first, for half a year; nothing for a machine."""
    keyset = Keyset("my-messages", (datetime, UUID), query, runtime)
    found = await messages.list_own_messages(runtime, caller, keyset.after, keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.place, show=lambda each: _shown(each, language))
    return Page(items=items, next_cursor=cursor)


@failures_router.get("", summary="Messages that failed")
async def list_message_failures(
    query: Annotated[ListQuery, Query()], caller: Overseer, runtime: Uses, language: CallerLanguage
) -> Page[MessageOut]:
    """What could not be told in the caller's subtree, newest first: wrong addresses, and what was given up."""
    keyset = Keyset("message-failures", (datetime, UUID), query, runtime)
    found = await messages.list_failures(runtime, caller, keyset.after, keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.place, show=lambda each: _shown(each, language))
    return Page(items=items, next_cursor=cursor)


@templates_router.get("", summary="Message templates of a unit")
async def list_message_templates(
    unit_id: TemplateUnitId, caller: TemplateReader, runtime: Uses, language: CallerLanguage
) -> Page[MessageTemplateOut]:
    """A unit's own wordings, the newest version of each. What is not here comes from above, or with the program."""
    found = await messages.list_wordings(runtime, caller, unit_id)
    return Page(items=[_template(each, language) for each in found], next_cursor=None)


@templates_router.post("", summary="Publish a message template", status_code=201, response_model=MessageTemplateOut)
async def publish_message_template(
    unit_id: TemplateUnitId,
    body: MessageTemplateIn,
    caller: Admin,
    runtime: Uses,
    once: Idempotent,
    language: CallerLanguage,
) -> Response:
    """Tell it in other words from now on. A template prints variables, asks for one, and goes through `lines`."""
    wanted = WantedWording(body.rule, body.language, Wording(body.subject, body.body, body.short))
    render = rendered(201, lambda made: _template(made, language).model_dump_json().encode())
    return answer(await messages.publish_wording(runtime, caller, unit_id, wanted, render=render, once=once))


@templates_router.post("/preview", summary="How a message would read")
async def preview_message_template(
    unit_id: TemplateUnitId, body: MessageTemplateIn, caller: Admin, runtime: Uses
) -> MessagePreviewOut:
    """A message in these words, with sample values. Nothing is published by it, and nobody is told."""
    wanted = WantedWording(body.rule, body.language, Wording(body.subject, body.body, body.short))
    words = await messages.preview_wording(runtime, caller, unit_id, wanted)
    return MessagePreviewOut(subject=words.subject, text=words.text, short=words.short)


def _title(rule: str, language: Language) -> str:
    """Of a rule that there is no more, as it stands in the record."""
    return translate(RULES[rule].title, language) if rule in RULES else rule


def _shown(found: MessageRecord, language: Language) -> MessageOut:
    return MessageOut(
        id=found.id, rule=found.rule, title=_title(found.rule, language), state=MessageState(found.state),
        reason=found.reason, attempts=found.attempts,
        channel_id=found.channel_id, kind=ChannelKind(found.kind) if found.kind else None, address=found.shown,
        unit=UnitRef(id=found.unit_id, code=found.unit_code, name=found.unit_name), ticket_id=found.ticket_id,
        event_id=found.event_id, created_at=found.created_at, settled_at=found.settled_at,
    )  # fmt: skip


def _template(found: TemplateVersion, language: Language) -> MessageTemplateOut:
    words = found.wording
    return MessageTemplateOut(
        unit_id=found.unit_id, rule=found.rule, title=_title(found.rule, language),
        language="en" if found.language == "en" else "zh",
        version=found.version, subject=words.subject, body=words.body, short=words.short,
        created_at=found.created_at, created_by=found.created_by,
    )  # fmt: skip
