"""Over TLS a receiver proves who it is, each time a connection is made, or nothing is sent to it."""

import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, Trouble
from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.authorities import Authority
from tests.kit.outbound.receivers import FINE, LOCAL, Book, fine, receiving, says_and_closes
from tests.support.waiting import LONGEST

HOST = "receiver.example"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def trusting(authority: Authority) -> Sender:
    return Sender(LOCAL, resolver=Book(["127.0.0.1"]), tls=authority.trust)


async def sent(sender: Sender, tls: ssl.SSLContext, host: str = HOST) -> tuple[DeliveryOutcome, int]:
    """With the number of requests that arrived."""
    async with receiving(fine, tls=tls) as receiver, sender:
        outcome = await sender.post(receiver.url(host, "https"), {}, b"{}", timeout=LONGEST)
    return outcome, len(receiver.requests)


@pytest.mark.parametrize("host", [HOST, "127.0.0.1"])
async def test_a_receiver_that_proves_who_it_is_is_served(authority: Authority, host: str) -> None:
    outcome, arrived = await sent(trusting(authority), authority.serves(host), host)
    assert (outcome.kind, outcome.body, arrived) == (Kind.OK, b"ok", 1)


async def test_one_whose_certificate_has_expired_is_not(authority: Authority) -> None:
    tls = authority.serves(HOST, until=datetime(2021, 1, 1, tzinfo=UTC))
    outcome, arrived = await sent(trusting(authority), tls)
    assert (outcome.kind, outcome.error, arrived) == (Kind.TLS, Trouble.EXPIRED, 0)


async def test_one_whose_certificate_is_of_the_future_is_not(authority: Authority) -> None:
    tls = authority.serves(HOST, since=datetime(2110, 1, 1, tzinfo=UTC))
    outcome, arrived = await sent(trusting(authority), tls)
    assert (outcome.kind, outcome.error, arrived) == (Kind.TLS, Trouble.EXPIRED, 0)


@pytest.mark.parametrize(("host", "named"), [(HOST, "other.example"), (HOST, "127.0.0.1"), ("127.0.0.1", HOST)])
async def test_one_that_is_somebody_else_is_not(authority: Authority, host: str, named: str) -> None:
    outcome, arrived = await sent(trusting(authority), authority.serves(named), host)
    assert (outcome.kind, outcome.error, arrived) == (Kind.TLS, Trouble.OTHER_HOST, 0)


async def test_one_that_vouches_for_itself_is_not(authority: Authority) -> None:
    outcome, arrived = await sent(trusting(authority), authority.serves(HOST, by_itself=True))
    assert (outcome.kind, outcome.error, arrived) == (Kind.TLS, Trouble.UNTRUSTED, 0)


async def test_an_authority_of_somebody_s_own_is_not_trusted_unless_it_is_said_so(authority: Authority) -> None:
    outcome, arrived = await sent(Sender(LOCAL, resolver=Book(["127.0.0.1"])), authority.serves(HOST))
    assert (outcome.kind, outcome.error, arrived) == (Kind.TLS, Trouble.UNTRUSTED, 0)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
async def test_tls_of_the_last_century_is_not_spoken(authority: Authority) -> None:
    tls = authority.serves(HOST)
    tls.set_ciphers("ALL:@SECLEVEL=0")
    tls.minimum_version, tls.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    outcome, arrived = await sent(trusting(authority), tls)
    assert (outcome.kind, outcome.error, arrived) == (Kind.TLS, Trouble.NO_TLS, 0)


async def test_who_does_not_speak_tls_is_told_apart(authority: Authority) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    async with server, trusting(authority) as sender:
        port = server.sockets[0].getsockname()[1]
        outcome = await sender.post(f"https://{HOST}:{port}/", {}, b"{}", timeout=LONGEST)
    assert (outcome.kind, outcome.error) == (Kind.TLS, Trouble.NO_TLS)


async def test_a_receiver_of_many_names_hears_which_is_meant(authority: Authority) -> None:
    tls, heard = authority.serves(HOST), list[str | None]()
    tls.sni_callback = lambda _, name, __: heard.append(name)
    outcome, _ = await sent(trusting(authority), tls)
    assert (outcome.kind, heard) == (Kind.OK, [HOST])


async def test_a_name_with_a_dot_at_its_end_is_the_same_name(authority: Authority) -> None:
    outcome, _ = await sent(trusting(authority), authority.serves(HOST), f"{HOST}.")
    assert outcome.kind is Kind.OK


async def test_a_kept_connection_is_proven_once_and_a_new_one_again(authority: Authority) -> None:
    tls = authority.serves(HOST)
    async with receiving(fine, fine, says_and_closes(FINE), fine, tls=tls) as receiver, trusting(authority) as sender:
        url = receiver.url(HOST, "https")
        kinds = [(await sender.post(url, {}, b"{}", timeout=LONGEST)).kind]
        # From now on it shows the certificate of another host.
        tls.load_cert_chain(_newest(authority, "other.example"))
        kinds += [(await sender.post(url, {}, b"{}", timeout=LONGEST)).kind for _ in range(3)]
    assert (kinds, receiver.connections) == ([Kind.OK, Kind.OK, Kind.OK, Kind.TLS], 1)


def _newest(authority: Authority, host: str) -> Path:
    before = set(authority.folder.iterdir())
    authority.serves(host)
    (made,) = set(authority.folder.iterdir()) - before
    return made
