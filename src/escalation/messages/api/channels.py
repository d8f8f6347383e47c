"""Channels by which somebody is reached: one's own below `/v1/me`, a unit's below the unit."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends, Path, Request, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Oneself, OneselfChanging, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Flag, Id, In, Line, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.routes import strict_router
from escalation.messages.domain.channels import ChannelKind, ChannelState
from escalation.messages.storage.channels import Channel
from escalation.messages.usecases import channels
from escalation.messages.usecases.channels import ChannelPlace, Choice, WantedChannel
from escalation.messages.usecases.messages import read_push_key
from escalation.messages.usecases.site import MessageSite
from escalation.texts import Language, translate

router = strict_router(prefix="/v1/me", tags=["messages"])
units_router = strict_router(prefix="/v1/units/{unit_id}/channels", tags=["messages"])
ChannelManager = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE, Role.ADMIN))]
ChannelChanger = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE, Role.ADMIN, access=RouteAccess.WRITE))]
ChannelId = Annotated[Id, Path(description="The channel's id.")]
ChannelUnitId = Annotated[Id, Path(description="The unit's id.")]
RuleName = Annotated[Code, Path(description="The rule's name, as the list of a channel's rules has it.")]


class PushKeysIn(In):
    """What a browser names with its subscription (RFC 8291)."""

    p256dh: Annotated[Line, Field(max_length=120)]
    auth: Annotated[Line, Field(max_length=60)]


class ChannelIn(In):
    """A channel: a mail address, a telephone number, the URL of a robot, or the endpoint and keys of a browser."""

    kind: ChannelKind
    address: Annotated[Text, Field(max_length=1_000)]
    language: Language = "zh"
    keys: PushKeysIn | None = None


class ChannelCodeIn(In):
    """The code that was sent to the channel."""

    code: Annotated[Line, Field(max_length=20)]


class ChannelRuleIn(In):
    """Whether the channel is told by the rule."""

    wanted: Flag


class ChannelOut(Out):
    """A channel. `address` is as much of it as may be shown. `failed_because`: why nothing arrives there any more."""

    id: UUID
    kind: ChannelKind
    address: str
    language: Language
    state: ChannelState
    code_until: datetime | None
    failed_because: str | None
    created_at: datetime


class ChannelRuleOut(Out):
    """A rule, and whether the channel is told by it. What is not `optional` cannot be switched off."""

    rule: str
    title: str
    wanted: bool
    optional: bool
    urgent: Annotated[bool, Field(description="It is told at night and on days off as well.")]


class ChannelRulesOut(Out):
    """What a channel is told."""

    items: list[ChannelRuleOut]


class PushKeyOut(Out):
    """The public key with which a browser subscribes (`applicationServerKey`), in base64url."""

    public_key: str


async def _site(request: Request) -> MessageSite:
    return cast(MessageSite, request.app.state.message_site)


MessageSiteOf = Annotated[MessageSite, Depends(_site)]


@router.get("/push-key", summary="Key for browsers")
async def read_push_service_key(_: Oneself, runtime: Uses) -> PushKeyOut:
    """The key that `pushManager.subscribe` is given; the endpoint and keys it gives back make a channel."""
    return PushKeyOut(public_key=urlsafe_b64encode(await read_push_key(runtime)).decode().rstrip("="))


@router.get("/channels", summary="My channels")
async def list_my_channels(caller: Oneself, runtime: Uses) -> Page[ChannelOut]:
    """By what the caller is reached; none for a machine."""
    return _page(await channels.list_channels(runtime, ChannelPlace(caller)))


@router.post("/channels", summary="Add a channel of mine", status_code=201, response_model=ChannelOut)
async def add_my_channel(
    body: ChannelIn, caller: OneselfChanging, runtime: Uses, once: Idempotent, site: MessageSiteOf
) -> Response:
    """Add a channel. But for a browser's, a code is sent to it, which has to be entered before it is used."""
    place = ChannelPlace(caller)
    return answer(
        await channels.add_channel(runtime, site, _wanted(body), place, render=rendered(201, _json), once=once)
    )


@router.delete("/channels/{channel_id}", summary="Remove a channel of mine", status_code=204)
async def remove_my_channel(channel_id: ChannelId, caller: OneselfChanging, runtime: Uses) -> None:
    """Forget an address. What waits to be sent to it is not sent."""
    await channels.remove_channel(runtime, channel_id, ChannelPlace(caller))


@router.post(
    "/channels/{channel_id}/code",
    summary="Send a code to a channel of mine",
    status_code=202,
    response_model=ChannelOut,
)
async def send_my_channel_code(
    channel_id: ChannelId, caller: OneselfChanging, runtime: Uses, once: Idempotent
) -> Response:
    """Send another code, at most ten a day."""
    place = ChannelPlace(caller)
    return answer(await channels.send_code(runtime, channel_id, place, render=rendered(202, _json), once=once))


@router.post(
    "/channels/{channel_id}/verification", summary="Enter the code of a channel of mine", response_model=ChannelOut
)
async def check_my_channel_code(
    channel_id: ChannelId, body: ChannelCodeIn, caller: OneselfChanging, runtime: Uses, once: Idempotent
) -> Response:
    """Show that one reads what is sent there."""
    place, render = ChannelPlace(caller), rendered(200, _json)
    return answer(await channels.verify_channel(runtime, channel_id, body.code, place, render=render, once=once))


@router.post(
    "/channels/{channel_id}/test",
    summary="Send a test to a channel of mine",
    status_code=202,
    response_model=ChannelOut,
)
async def send_my_test_message(
    channel_id: ChannelId, caller: OneselfChanging, runtime: Uses, once: Idempotent
) -> Response:
    """Send a test message, at most ten a day. What came of it is in the list of one's messages."""
    place = ChannelPlace(caller)
    return answer(await channels.send_test_message(runtime, channel_id, place, render=rendered(202, _json), once=once))


@router.get("/channels/{channel_id}/rules", summary="What a channel of mine is told")
async def list_my_channel_rules(
    channel_id: ChannelId, caller: Oneself, runtime: Uses, language: CallerLanguage
) -> ChannelRulesOut:
    """Every rule, and whether it is on."""
    return _rules(await channels.read_choices(runtime, channel_id, ChannelPlace(caller)), language)


@router.put("/channels/{channel_id}/rules/{rule}", summary="Switch a rule of a channel of mine")
async def change_my_channel_rule(
    channel_id: ChannelId, rule: RuleName, body: ChannelRuleIn, caller: OneselfChanging, runtime: Uses,
    language: CallerLanguage,
) -> ChannelRulesOut:  # fmt: skip
    """Switch a rule on or off. Those that are not optional stay on."""
    return _rules(await channels.choose(runtime, channel_id, {rule: body.wanted}, ChannelPlace(caller)), language)


@units_router.get("", summary="Channels of a unit")
async def list_unit_channels(unit_id: ChannelUnitId, caller: ChannelManager, runtime: Uses) -> Page[ChannelOut]:
    """By what a unit is reached as a whole, such as the group of its office."""
    return _page(await channels.list_channels(runtime, ChannelPlace(caller, unit_id)))


@units_router.post("", summary="Add a channel of a unit", status_code=201, response_model=ChannelOut)
async def add_unit_channel(
    unit_id: ChannelUnitId,
    body: ChannelIn,
    caller: ChannelChanger,
    runtime: Uses,
    once: Idempotent,
    site: MessageSiteOf,
) -> Response:
    """Add a channel. A code is sent to it, which has to be entered before it is used."""
    place = ChannelPlace(caller, unit_id)
    return answer(
        await channels.add_channel(runtime, site, _wanted(body), place, render=rendered(201, _json), once=once)
    )


@units_router.delete("/{channel_id}", summary="Remove a channel of a unit", status_code=204)
async def remove_unit_channel(
    unit_id: ChannelUnitId, channel_id: ChannelId, caller: ChannelChanger, runtime: Uses
) -> None:
    """Forget an address. What waits to be sent to it is not sent."""
    await channels.remove_channel(runtime, channel_id, ChannelPlace(caller, unit_id))


@units_router.post(
    "/{channel_id}/code", summary="Send a code to a channel of a unit", status_code=202, response_model=ChannelOut
)
async def send_unit_channel_code(
    unit_id: ChannelUnitId, channel_id: ChannelId, caller: ChannelChanger, runtime: Uses, once: Idempotent
) -> Response:
    """Send another code, at most ten a day."""
    place = ChannelPlace(caller, unit_id)
    return answer(await channels.send_code(runtime, channel_id, place, render=rendered(202, _json), once=once))


@units_router.post(
    "/{channel_id}/verification", summary="Enter the code of a channel of a unit", response_model=ChannelOut
)
async def check_unit_channel_code(
    unit_id: ChannelUnitId,
    channel_id: ChannelId,
    body: ChannelCodeIn,
    caller: ChannelChanger,
    runtime: Uses,
    once: Idempotent,
) -> Response:
    """Show that somebody reads what is sent there."""
    place, render = ChannelPlace(caller, unit_id), rendered(200, _json)
    return answer(await channels.verify_channel(runtime, channel_id, body.code, place, render=render, once=once))


@units_router.get("/{channel_id}/rules", summary="What a channel of a unit is told")
async def list_unit_channel_rules(
    unit_id: ChannelUnitId, channel_id: ChannelId, caller: ChannelManager, runtime: Uses, language: CallerLanguage
) -> ChannelRulesOut:
    """Every rule, and whether it is on."""
    return _rules(await channels.read_choices(runtime, channel_id, ChannelPlace(caller, unit_id)), language)


@units_router.put("/{channel_id}/rules/{rule}", summary="Switch a rule of a channel of a unit")
async def change_unit_channel_rule(
    unit_id: ChannelUnitId, channel_id: ChannelId, rule: RuleName, body: ChannelRuleIn, caller: ChannelChanger,
    runtime: Uses, language: CallerLanguage,
) -> ChannelRulesOut:  # fmt: skip
    """Switch a rule on or off. Those that are not optional stay on."""
    return _rules(
        await channels.choose(runtime, channel_id, {rule: body.wanted}, ChannelPlace(caller, unit_id)), language
    )


def _wanted(body: ChannelIn) -> WantedChannel:
    return WantedChannel(body.kind, body.address, body.language, body.keys.model_dump() if body.keys else {})


def _shown(channel: Channel) -> ChannelOut:
    return ChannelOut(
        id=channel.id, kind=ChannelKind(channel.kind), address=channel.shown,
        language="en" if channel.language == "en" else "zh", state=ChannelState(channel.state),
        code_until=channel.code_until, failed_because=channel.failed_because, created_at=channel.created_at,
    )  # fmt: skip


def _json(channel: Channel) -> bytes:
    return _shown(channel).model_dump_json().encode()


def _page(found: Sequence[Channel]) -> Page[ChannelOut]:
    return Page(items=[_shown(channel) for channel in found], next_cursor=None)


def _rules(choices: Sequence[Choice], language: Language) -> ChannelRulesOut:
    return ChannelRulesOut(items=[
        ChannelRuleOut(
            rule=each.rule.name, title=translate(each.rule.title, language), wanted=each.wanted,
            optional=each.rule.optional, urgent=each.rule.urgent,
        )
        for each in choices
    ])  # fmt: skip
