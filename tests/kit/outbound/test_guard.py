"""No connection is opened to where nothing may be sent, however one tries to get there."""

from pathlib import Path

import pytest

from escalation.errors import ValidationFailed
from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.guard import SocketGuard
from escalation.kit.outbound.outcomes import Kind, Trouble
from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.receivers import LOCAL, Book, fine, receiving
from tests.kit.outbound.vectors import FORBIDDEN, INWARD_URLS, MALFORMED_URLS, PRIVATE, PUBLIC
from tests.support.waiting import LONGEST

CLOSED = (*PRIVATE, *FORBIDDEN)
PUBLIC_ONE = "93.184.216.34"


def a_sender(*answers: list[str], policy: AddressPolicy | None = None) -> Sender:
    return Sender(policy or AddressPolicy(), allow_http=True, resolver=Book(*answers))


async def verdicts(sender: Sender, url: str) -> tuple[str, Kind, str | None]:
    """What is said when an endpoint is made, and what comes of a delivery."""
    async with sender:
        with pytest.raises(ValidationFailed) as refused:
            await sender.check(url)
        outcome = await sender.post(url, {}, b"{}", timeout=LONGEST)
    (fault,) = refused.value.faults
    assert (fault.pointer, outcome.remote_ip) == ("/url", None)
    assert (fault.code == "url_blocked") == ("ESCALATION_WEBHOOK_ALLOWED_NETWORKS" in fault.params.values())
    return fault.code, outcome.kind, outcome.error


BLOCKED = ("url_blocked", Kind.BLOCKED, Trouble.BLOCKED)


NAME = "https://receiver.example/"


async def test_a_literal_address_is_judged_although_nobody_resolves_it() -> None:
    urls = [url for url, _ in INWARD_URLS]
    assert {url: await verdicts(a_sender([PUBLIC_ONE]), url) for url in urls} == dict.fromkeys(urls, BLOCKED)


async def test_a_name_that_leads_inward_is_blocked() -> None:
    assert {each: await verdicts(a_sender([each]), NAME) for each in CLOSED} == dict.fromkeys(CLOSED, BLOCKED)


@pytest.mark.parametrize("before", [[], [PUBLIC_ONE]], ids=["first", "last"])
async def test_one_bad_address_among_good_ones_is_enough(before: list[str]) -> None:
    found = {each: await verdicts(a_sender([*before, each, PUBLIC_ONE]), NAME) for each in CLOSED}
    assert found == dict.fromkeys(CLOSED, BLOCKED)


async def test_a_malformed_url_is_refused_when_it_is_given_and_again_when_it_is_used() -> None:
    found = {url: await verdicts(a_sender([PUBLIC_ONE]), url) for url in MALFORMED_URLS}
    passed = {url: code for url, (code, *_) in found.items() if not code.startswith("url_")}
    used = {url: (kind, error) for url, (_, kind, error) in found.items()}
    assert passed == {}
    assert used == dict.fromkeys(MALFORMED_URLS, (Kind.BLOCKED, Trouble.BLOCKED_URL))


@pytest.mark.parametrize("address", PUBLIC)
async def test_a_public_address_passes(address: str) -> None:
    async with a_sender([address]) as sender:
        assert (await sender.check("https://receiver.example/hook")).host == "receiver.example"


async def test_what_was_public_when_it_was_checked_is_judged_again_when_it_is_used() -> None:
    async with receiving(fine) as receiver, a_sender([PUBLIC_ONE], ["127.0.0.1"]) as sender:
        url = receiver.url("rebinding.example")
        await sender.check(url)
        outcome = await sender.post(url, {}, b"{}", timeout=LONGEST)
    assert (outcome.kind, receiver.connections) == (Kind.BLOCKED, 0)


async def test_what_is_blocked_once_can_heal() -> None:
    async with receiving(fine) as receiver, a_sender(["10.0.0.1"], ["127.0.0.1"], policy=LOCAL) as sender:
        kinds = [(await sender.post(receiver.url("x.example"), {}, b"{}", timeout=LONGEST)).kind for _ in range(2)]
    assert kinds == [Kind.BLOCKED, Kind.OK]


async def test_nothing_is_connected_to_on_this_machine_unless_the_operator_allows_it() -> None:
    async with receiving(fine) as receiver:
        for policy, kind in (
            (AddressPolicy(), Kind.BLOCKED),
            (AddressPolicy(allow_private=True), Kind.BLOCKED),
            (LOCAL, Kind.OK),
        ):
            for host in ("127.0.0.1", "receiver.example"):
                async with a_sender(["127.0.0.1"], policy=policy) as sender:
                    assert (await sender.post(receiver.url(host), {}, b"{}", timeout=LONGEST)).kind is kind
    assert len(receiver.requests) == 2


async def test_the_switch_for_private_networks_does_not_open_the_metadata() -> None:
    async with a_sender(["10.0.0.1"], ["169.254.169.254"], policy=AddressPolicy(allow_private=True)) as sender:
        await sender.check("https://oa.example/")
        with pytest.raises(ValidationFailed):
            await sender.check("https://oa.example/")


async def test_http_is_refused_where_it_is_not_allowed_even_for_what_was_set_up_before() -> None:
    async with receiving(fine) as receiver, Sender(LOCAL) as sender:
        outcome = await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
    assert (outcome.kind, outcome.error, receiver.connections) == (Kind.BLOCKED, Trouble.BLOCKED_URL, 0)


async def test_proxies_of_the_environment_are_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiving(fine) as proxy, receiving(fine) as receiver:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url(path=""))
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        async with a_sender(policy=LOCAL) as sender:
            assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).ok
        # Nor do they open a way around the guard.
        async with a_sender() as sender:
            assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).kind is Kind.BLOCKED
    assert (proxy.connections, receiver.connections) == (0, 1)


async def test_passwords_of_the_home_directory_are_not_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    passwords = tmp_path / "netrc"
    passwords.write_text("machine 127.0.0.1 login me password mellon\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(passwords))
    async with receiving(fine) as receiver, a_sender(policy=LOCAL) as sender:
        await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
    assert b"authorization" not in receiver.requests[0][0].lower()


def test_what_the_owner_is_told_names_no_address_and_no_resolver() -> None:
    for trouble in Trouble:
        assert not any(character.isdigit() for character in trouble)
        assert not any(word in trouble.lower() for word in ("dns", "resolver", "private", "internal", "loopback"))


async def test_a_literal_address_is_never_asked_for_so_that_only_the_socket_can_judge_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = Book([PUBLIC_ONE])
    async with receiving(fine) as receiver, Sender(AddressPolicy(), allow_http=True, resolver=book) as sender:
        assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).kind is Kind.BLOCKED
        monkeypatch.setattr(SocketGuard, "require", lambda *_: None)
        assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).kind is Kind.OK
    assert book.asked == []
