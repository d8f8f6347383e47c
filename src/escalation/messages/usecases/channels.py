"""How does somebody come to be reached? Channels are added, shown to be read, chosen for, tried and removed."""

import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault, ForbiddenAction, LimitReached, NotFound, ValidationFailed
from escalation.identity.storage.people import find_person
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.named_locks import take_lock
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.messages.domain.channels import (
    MOST_CHANNELS,
    ChannelKind,
    ChannelState,
    ChannelTarget,
    carrier_of,
    check_address,
    shown_address,
)
from escalation.messages.domain.refusals import AskedTooOften, ChannelNotActive, ChannelNotWaiting, CodeWrong
from escalation.messages.domain.rules import OWN_RULES, RULES, TEST, VERIFY, MessageRule
from escalation.messages.storage import channels
from escalation.messages.storage.channels import Channel, ChannelOwner, sealed_for
from escalation.messages.usecases.site import MessageSite
from escalation.organisation.storage.units import find_units

MOST_TRIES: Final = 5
CODE_FOR: Final = timedelta(minutes=30)
MOST_ASKED_A_DAY: Final = 10
"""Codes, and tests, that one owner may have sent within a day: an address that is typed in may be anybody's."""
_CHANGES_UNITS: Final = frozenset({Role.ADMIN, Role.LEADER, Role.OFFICE})


@dataclass(frozen=True, slots=True)
class WantedChannel:
    """A channel that somebody adds. `keys`: of a browser, by name."""

    kind: ChannelKind
    address: str
    language: str
    keys: Mapping[str, str] = field(default_factory=dict)


class ChannelPlace(NamedTuple):
    """Who asks, and for which unit; for themselves if for none."""

    actor: Actor
    unit_id: UUID | None = None


RenderChannel = Callable[[Channel], StoredResponse]


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule, and whether a channel is told by it."""

    rule: MessageRule
    wanted: bool


@dataclass(frozen=True, slots=True)
class ChannelAccount:
    """Whose channels, and the unit on whose account they are told what they ask for themselves."""

    owner: ChannelOwner
    unit_id: UUID


async def account_of(connection: Connection, place: ChannelPlace) -> ChannelAccount:
    """The caller's own channels, or those of a unit in their scope.

    Raises `ForbiddenAction` for a machine, and for whoever does not manage the unit; `NotFound` for no unit.
    """
    actor, unit_id = place
    if unit_id is not None:
        unit = (await find_units(connection, [unit_id])).get(unit_id)
        if unit is None:
            raise NotFound
        if actor.role not in _CHANGES_UNITS or not actor.reaches(unit.path):
            raise ForbiddenAction
        return ChannelAccount(ChannelOwner(unit_id=unit.id), unit.id)
    person = await find_person(connection, actor.in_person) if actor.in_person else None
    if person is None or not person.posts:
        raise ForbiddenAction
    return ChannelAccount(ChannelOwner(person_id=person.id), actor.unit_id or person.posts[0].unit_id)


async def list_channels(runtime: Runtime, place: ChannelPlace) -> Sequence[Channel]:
    """The caller's own channels, none for a machine; or those of a unit."""
    if place.unit_id is None and place.actor.in_person is None:
        return ()
    async with runtime.database.connection(changes=False) as connection:
        account = await account_of(connection, place)
        return await channels.list_channels(connection, account.owner)


async def add_channel(
    runtime: Runtime, site: MessageSite, wanted: WantedChannel, place: ChannelPlace, *, render: RenderChannel,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Add a channel. A browser is reached at once; to any other address a code is sent first.

    Raises what `account_of` does, `ValidationFailed`, `LimitReached`, `AskedTooOften`.
    """
    if wanted.kind not in site.kinds:
        raise ValidationFailed(faults=[Fault("/kind", "unusable_kind", N_("The operator has not set this up."))])
    if (wanted.kind is ChannelKind.PUSH) != (set(wanted.keys) == {"p256dh", "auth"}):
        raise ValidationFailed(faults=[Fault("/keys", "invalid_keys", N_("A browser has keys p256dh and auth."))])
    address = check_address(wanted.kind, wanted.address, allow_http=site.allow_http)

    async def work(connection: Connection) -> StoredResponse:
        account, now = await account_of(connection, place), await read_now(connection)
        await take_lock(connection, "message channels", account.owner.id)
        if len(await channels.list_channels(connection, account.owner)) >= MOST_CHANNELS:
            raise LimitReached(limit=MOST_CHANNELS)
        channel = _new_channel(runtime, replace(wanted, address=address), account, now)
        await channels.insert_channel(connection, channel)
        if channel.state == ChannelState.UNVERIFIED:
            await _owe(connection, account, channel, VERIFY, now)
        return render(channel)

    return await do_once(runtime, once, work)


async def send_code(
    runtime: Runtime, channel_id: UUID, place: ChannelPlace, *, render: RenderChannel, once: IdempotentRequest | None
) -> StoredResponse:
    """Send another code, which makes the former one void; also to an address that did not exist once.

    Raises what `account_of` does, `ChannelNotWaiting` if the channel is active, `AskedTooOften`.
    """

    async def work(connection: Connection) -> StoredResponse:
        account, channel = await _find(connection, channel_id, place)
        if channel.state == ChannelState.ACTIVE:
            raise ChannelNotWaiting
        now = await read_now(connection)
        to = replace(_destination(runtime, channel), code=_new_code())
        channel = replace(
            channel, sealed=_sealed(runtime, channel.id, to), state=ChannelState.UNVERIFIED, code_tries=0,
            code_until=now + CODE_FOR, failed_because=None, updated_at=now,
        )  # fmt: skip
        await channels.change_channel(connection, channel)
        await _owe(connection, account, channel, VERIFY, now)
        return render(channel)

    return await do_once(runtime, once, work)


async def verify_channel(
    runtime: Runtime, channel_id: UUID, code: str, place: ChannelPlace, *, render: RenderChannel,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Show with the code that a channel is read. Raises what `account_of` does, `ChannelNotWaiting`, `CodeWrong`.

    A try is counted before it is looked at, and stays counted whatever comes of it.
    """

    async def work(connection: Connection) -> StoredResponse:
        _, channel = await _find(connection, channel_id, place)
        now, to = await read_now(connection), _destination(runtime, channel)
        is_waiting = channel.code_until is not None and now < channel.code_until and channel.code_tries <= MOST_TRIES
        if channel.state != ChannelState.UNVERIFIED or to.code is None or not is_waiting:
            raise ChannelNotWaiting
        if not hmac.compare_digest(to.code.encode(), code.strip().encode()):
            raise CodeWrong
        sealed = _sealed(runtime, channel.id, replace(to, code=None))
        channel = replace(channel, sealed=sealed, state=ChannelState.ACTIVE, code_until=None, updated_at=now)
        await channels.change_channel(connection, channel)
        return render(channel)

    async with runtime.database.transaction() as connection:
        _, channel = await _find(connection, channel_id, place)
        await channels.count_try(connection, channel.id)
    return await do_once(runtime, once, work)


async def send_test_message(
    runtime: Runtime, channel_id: UUID, place: ChannelPlace, *, render: RenderChannel, once: IdempotentRequest | None
) -> StoredResponse:
    """Owe a channel a test message. Raises what `account_of` does, `ChannelNotActive`, `AskedTooOften`."""

    async def work(connection: Connection) -> StoredResponse:
        account, channel = await _find(connection, channel_id, place)
        if channel.state != ChannelState.ACTIVE:
            raise ChannelNotActive
        await _owe(connection, account, channel, TEST, await read_now(connection))
        return render(channel)

    return await do_once(runtime, once, work)


async def remove_channel(runtime: Runtime, channel_id: UUID, place: ChannelPlace) -> None:
    """Forget a channel. Raises what `account_of` does."""
    async with runtime.database.transaction() as connection:
        _, channel = await _find(connection, channel_id, place)
        await channels.delete_channel(connection, channel.id)


async def read_choices(runtime: Runtime, channel_id: UUID, place: ChannelPlace) -> Sequence[Choice]:
    """By which rules a channel is told. Raises what `account_of` does."""
    async with runtime.database.connection() as connection:
        _, channel = await _find(connection, channel_id, place)
        return await _choices(connection, channel.id)


async def choose(
    runtime: Runtime, channel_id: UUID, wanted: Mapping[str, bool], place: ChannelPlace
) -> Sequence[Choice]:
    """Switch rules on or off for a channel.

    Raises what `account_of` does, `NotFound` for a rule that there is not, `ValidationFailed` for one that stays on.
    """
    async with runtime.database.transaction() as connection:
        _, channel = await _find(connection, channel_id, place)
        for name, is_wanted in wanted.items():
            _check_choice(name, wanted=is_wanted)
        await channels.write_choices(connection, channel.id, wanted)
        return await _choices(connection, channel.id)


async def unsubscribe(runtime: Runtime, channel_id: UUID, rule: str) -> None:
    """Switch a rule off for a channel, at the word of whoever has the link. Raises `NotFound` for a rule that stays."""
    if rule not in RULES or not RULES[rule].optional:
        raise NotFound
    async with runtime.database.connection() as connection:
        await channels.write_choices(connection, channel_id, {rule: False})


def _check_choice(name: str, *, wanted: bool) -> None:
    rule = next((rule for rule in OWN_RULES if rule.name == name), None)
    if rule is None:
        raise NotFound
    if not rule.optional and not wanted:
        raise ValidationFailed(faults=[Fault("/wanted", "rule_stays", N_("This rule cannot be switched off."))])


async def _choices(connection: Connection, channel_id: UUID) -> list[Choice]:
    chosen = await channels.read_choices(connection, channel_id)
    return [Choice(rule, not rule.optional or chosen.get(rule.name, rule.by_default)) for rule in OWN_RULES]


async def _find(connection: Connection, channel_id: UUID, place: ChannelPlace) -> tuple[ChannelAccount, Channel]:
    if place.unit_id is None and place.actor.in_person is None:
        raise NotFound
    account = await account_of(connection, place)
    channel = await channels.find_channel(connection, channel_id, account.owner)
    if channel is None:
        raise NotFound
    return account, channel


async def _owe(connection: Connection, account: ChannelAccount, channel: Channel, rule: str, now: datetime) -> None:
    await take_lock(connection, "message channels", account.owner.id)
    if not await channels.owe_message(connection, channel, rule, account.unit_id, now, most_a_day=MOST_ASKED_A_DAY):
        raise AskedTooOften(extra={"retry_after": 3600})


def _new_channel(runtime: Runtime, wanted: WantedChannel, account: ChannelAccount, now: datetime) -> Channel:
    """A browser has shown that it is one by having a subscription."""
    id_, is_push, owner = new_id(), wanted.kind is ChannelKind.PUSH, account.owner
    to = ChannelTarget(wanted.address, wanted.keys, None if is_push else _new_code())
    return Channel(
        id_, owner.person_id, owner.unit_id, wanted.kind, _sealed(runtime, id_, to),
        shown_address(wanted.kind, wanted.address), carrier_of(wanted.kind, wanted.address), wanted.language,
        ChannelState.ACTIVE if is_push else ChannelState.UNVERIFIED, 0, None if is_push else now + CODE_FOR, None,
        now, now,
    )  # fmt: skip


def _new_code() -> str:
    return f"{secrets.randbelow(10**6):06}"


def _sealed(runtime: Runtime, channel_id: UUID, to: ChannelTarget) -> bytes:
    return runtime.vault.seal(to.as_bytes(), owner=sealed_for(channel_id))


def _destination(runtime: Runtime, channel: Channel) -> ChannelTarget:
    return ChannelTarget.of(runtime.vault.open(channel.sealed, owner=sealed_for(channel.id)))
