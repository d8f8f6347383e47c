"""Channels are used once somebody has shown that they read them; addresses are sealed, and shown masked."""

from collections.abc import Mapping

import httpx2
import pytest

from escalation.errors import NotFound, ValidationFailed
from escalation.kit.runtime.context import StoredResponse
from escalation.messages.domain.channels import ChannelKind, carrier_of, check_address, shown_address
from escalation.messages.domain.refusals import AskedTooOften, ChannelNotWaiting, CodeWrong
from escalation.messages.domain.rules import OWN_RULES
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.storage.channels import Channel
from escalation.messages.usecases import channels
from escalation.messages.usecases.channels import ChannelPlace, WantedChannel
from escalation.messages.usecases.site import MessageSite
from escalation.messages.usecases.unsubscribing import Unsubscription, token_for
from tests.messages.desk import a_channel, send, somebody, told
from tests.messages.mailboxes import mailbox
from tests.support.world import World


@pytest.mark.parametrize("address", [
    "json://127.0.0.1/x0123456789", "dingtalk://0123456789?verify=no", "wecombot://short", "slack://0123456789abc",
    "dingtalk://user:0123456789@host:80", "DINGTALK://0123456789", "dingtalk://0123456789\n",
    "dingtalk://0123456789/../0123456789", "lark://secret0000@0123456789",
])  # fmt: skip
def test_a_robot_is_one_of_the_services_that_are_listed(address: str) -> None:
    with pytest.raises(ValidationFailed):
        check_address(ChannelKind.CHAT, address)
    for good in ("dingtalk://0123456789abcdef", "dingtalk://SEC000000@0123456789abcdef"):
        assert check_address(ChannelKind.CHAT, good) == good


@pytest.mark.parametrize("address", [
    "bat", "bat@host", "a b@example.org", "bat@example.org\nBcc: all@example.org", "<bat@example.org>",
    "bat@example.org,ana@example.org", "bat@" + 64 * "a" + ".org",
])  # fmt: skip
def test_what_is_no_mail_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationFailed):
        check_address(ChannelKind.EMAIL, address)


def test_of_an_address_no_more_is_shown_than_may_be() -> None:
    assert shown_address(ChannelKind.EMAIL, "bat@example.org") == "b***@example.org"
    assert shown_address(ChannelKind.SMS, "13912345678") == "****78"
    assert shown_address(ChannelKind.CHAT, "dingtalk://0123456789abcdef") == "dingtalk://***"
    assert carrier_of(ChannelKind.PUSH, "https://push.example.org/secret") == "push:push.example.org"


async def test_a_code_is_mailed_and_opens_the_channel_and_wrong_ones_close_it(world: World) -> None:
    bat = await somebody(world, "V1")
    made: list[Channel] = []

    def keep(channel: Channel) -> StoredResponse:
        made.append(channel)
        return StoredResponse(200, b"")

    place, wanted = ChannelPlace(bat), WantedChannel(ChannelKind.EMAIL, "bat@example.org", "en")
    await channels.add_channel(world.runtime, MessageSite(), wanted, place, render=keep, once=None)
    assert (made[0].state, made[0].shown) == ("unverified", "b***@example.org")
    assert b"bat@" not in made[0].sealed
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
        code = str(post.received[0]["Subject"]).removeprefix("Your code: ")
        for wrong in ["000000", "", f"{code}0", "abc", "１２３"]:
            with pytest.raises(CodeWrong):
                await verify(world, made[0], wrong, place)
        with pytest.raises(ChannelNotWaiting):
            await verify(world, made[0], code, place)
        await channels.send_code(world.runtime, made[0].id, place, render=keep, once=None)
        await send(world, "mail", MailOutlet(post.server))
        second = str(post.received[1]["Subject"]).removeprefix("Your code: ")
    await verify(world, made[0], second, place)
    assert [each.state for each in await channels.list_channels(world.runtime, place)] == ["active"]
    assert await told(world) == [("verify", "sent", None), ("verify", "sent", None)]
    for _ in range(channels.MOST_ASKED_A_DAY):
        await channels.send_test_message(world.runtime, made[0].id, place, render=keep, once=None)
    with pytest.raises(AskedTooOften):
        await channels.send_test_message(world.runtime, made[0].id, place, render=keep, once=None)


async def verify(world: World, channel: Channel, code: str, place: ChannelPlace) -> None:
    await channels.verify_channel(
        world.runtime, channel.id, code, place, render=lambda _: StoredResponse(200, b""), once=None
    )


async def test_what_is_not_optional_stays_on_and_the_rest_is_chosen(world: World) -> None:
    bat = await somebody(world, "V1")
    channel, place = await a_channel(world, bat, "bat@example.org"), ChannelPlace(bat)
    chosen = await channels.choose(world.runtime, channel, {"due_soon": False, "arrived": True}, place)
    wanted = {each.rule.name: each.wanted for each in chosen}
    assert wanted == {rule.name: rule.by_default for rule in OWN_RULES} | {"due_soon": False, "arrived": True}
    for name, refusal in {"overdue_below": ValidationFailed, "citizen_closed": NotFound, "none": NotFound}.items():
        with pytest.raises(refusal):
            await channels.choose(world.runtime, channel, {name: False}, place)


async def test_one_click_switches_off_and_a_look_does_not(world: World, client: httpx2.AsyncClient) -> None:
    bat = await somebody(world, "V1")
    channel, place = await a_channel(world, bat, "bat@example.org"), ChannelPlace(bat)
    link = f"/unsubscribe/{token_for(Unsubscription(channel, 'assigned'), world.runtime.vault.cursor_key)}"
    page = await client.get(link, headers={"Accept-Language": "en"})
    assert (page.status_code, "Assigned to you" in page.text) == (200, True)
    assert (await wanted_by(world, place, channel))["assigned"]
    clicked = await client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert clicked.status_code == 200
    assert not (await wanted_by(world, place, channel))["assigned"]
    forged = await client.post(f"{link[:-2]}AA", data={"List-Unsubscribe": "One-Click"})
    assert forged.status_code == 404
    # What has to be told is told, whatever link somebody makes.
    stays = token_for(Unsubscription(channel, "overdue_below"), world.runtime.vault.cursor_key)
    assert (await client.post(f"/unsubscribe/{stays}", data={"List-Unsubscribe": "One-Click"})).status_code == 404


async def wanted_by(world: World, place: ChannelPlace, channel: object) -> Mapping[str, bool]:
    found = await channels.list_channels(world.runtime, place)
    (own,) = [each for each in found if each.id == channel]
    return {each.rule.name: each.wanted for each in await channels.read_choices(world.runtime, own.id, place)}
