"""What leaves leaves by a guarded way, in time, and says what came of it; who hangs holds up nobody else."""

import hmac
from base64 import b64encode, urlsafe_b64encode
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from standardwebhooks import Webhook

from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.outcomes import Kind
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.messages.domain.channels import CHAT_SERVICES, ChannelTarget
from escalation.messages.domain.templates import Rendered
from escalation.messages.engine import mail_outlet
from escalation.messages.engine.chat_outlet import PLACES, ChatOutlet
from escalation.messages.engine.gateway_outlet import GatewayOutlet
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.engine.push_outlet import PushOutlet
from escalation.messages.usecases.writing import Outgoing
from escalation.webhooks.domain.signing import parse_v1
from tests.messages.mailboxes import Mailbox, mailbox
from tests.support.receivers import local_sender, receiver

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
WORDS = Rendered("逾期", "一件交办单已逾期。\n", "<p>一件交办单已逾期。</p>", "一件已逾期")


def outgoing(address: str, n: int = 1, keys: dict[str, str] | None = None) -> Outgoing:
    """A message to somebody."""
    return Outgoing(
        UUID(int=n), (UUID(int=n),), 1, datetime.now(UTC), "overdue", ChannelTarget(address, keys or {}), WORDS, "zh"
    )


@pytest.fixture
async def post() -> AsyncIterator[Mailbox]:
    async with mailbox() as here:
        yield here


async def test_a_server_says_of_each_address_whether_it_is_there(post: Mailbox) -> None:
    post.refuses = {"gone@example.org": "550 5.1.1 No such user", "later@example.org": "451 4.7.1 Try again later"}
    batch = [outgoing(f"{name}@example.org", n) for n, name in enumerate(("bat", "gone", "later", "ana", "dorj"), 1)]
    outcomes = await MailOutlet(post.server).deliver(batch)
    assert [each.kind if each else None for each in outcomes] == [
        Kind.OK, Kind.GONE, Kind.HTTP_ERROR, Kind.OK, Kind.OK
    ]  # fmt: skip
    assert sorted(str(mail["To"]) for mail in post.received) == [
        "ana@example.org",
        "bat@example.org",
        "dorj@example.org",
    ]


async def test_a_message_that_is_refused_says_nothing_of_its_address(post: Mailbox) -> None:
    post.rejects = "554 5.7.1 Rejected as spam"
    (outcome,) = await MailOutlet(post.server).deliver([outgoing("bat@example.org")])
    assert outcome is not None
    assert (outcome.kind, outcome.order) == (Kind.HTTP_ERROR, "abort-message")


async def test_a_server_that_hangs_or_hangs_up_ends_the_batch(post: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    post.drops = 1
    (outcome,) = await MailOutlet(post.server).deliver([outgoing("bat@example.org")])
    assert outcome is not None
    assert outcome.kind is Kind.RESET
    post.hangs = True
    monkeypatch.setattr(mail_outlet, "ONE_MESSAGE", 0.2)
    outcomes = await MailOutlet(post.server).deliver([outgoing("bat@example.org", n) for n in range(10)])
    assert [each.kind if each else None for each in outcomes] == [Kind.TIMEOUT] * 4 + [None] * 6
    nowhere = MailOutlet(replace(post.server, port=1))
    (outcome,) = await nowhere.deliver([outgoing("bat@example.org")])
    assert outcome is not None
    assert outcome.kind is Kind.CONNECT


async def test_what_a_citizen_left_that_is_no_address_is_given_up_and_stops_nobody_else(post: Mailbox) -> None:
    left = [
        "张三@example.org",
        "a@",
        "a@@example.org",
        "bat@example.org 找巴图",
        ".bat@example.org",
        "a..b@example.org",
    ]
    batch = [outgoing(address, n) for n, address in enumerate([*left, *["bat@example.org"] * 6], 1)]
    outcomes = await MailOutlet(post.server).deliver(batch)
    assert [each.kind if each else None for each in outcomes] == [Kind.GONE] * 6 + [Kind.OK] * 6
    async with receiver() as here, local_sender() as sender:
        outlet = GatewayOutlet(sender, here.url, parse_v1(SECRET))
        outcomes = await outlet.deliver([outgoing("微信13912345678"), outgoing("")])
        assert [each.kind if each else None for each in outcomes] == [Kind.GONE] * 2
        assert here.received == []


async def test_a_gateway_is_told_signed_and_under_the_same_id_each_time() -> None:
    async with receiver() as here, local_sender() as sender:
        outlet = GatewayOutlet(sender, here.url, parse_v1(SECRET))
        for _ in range(2):
            (outcome,) = await outlet.deliver([outgoing("13912345678")])
            assert outcome is not None
            assert outcome.ok
    first, second = here.received
    assert Webhook(SECRET).verify(first.body, dict(first.headers)) == {
        "id": str(UUID(int=1)), "to": "13912345678", "text": "一件已逾期", "language": "zh", "rule": "overdue",
    }  # fmt: skip
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == str(UUID(int=1))


async def test_a_browser_reads_what_it_is_pushed_and_nobody_else_could(runtime: Runtime) -> None:
    browser, auth = generate_private_key(SECP256R1()), bytes(range(16))
    keys = {"p256dh": text_of(point_of(browser)), "auth": text_of(auth)}
    async with receiver() as here, local_sender() as sender:
        here.status = 201
        outlet = PushOutlet(runtime, sender, "tickets@example.gov.cn")
        (outcome,) = await outlet.deliver([outgoing(f"{here.url}/push", keys=keys)])
        here.status = 404
        (gone,) = await outlet.deliver([outgoing(f"{here.url}/push", keys=keys)])
        (broken,) = await outlet.deliver([outgoing(f"{here.url}/push", keys={"p256dh": "AAAA", "auth": "AAAA"})])
    assert outcome is not None
    assert outcome.ok
    assert gone is not None
    assert gone.kind is Kind.GONE
    assert broken is not None
    assert broken.kind is Kind.GONE
    first = here.received[0]
    assert first.headers["authorization"].startswith("vapid t=")
    assert orjson.loads(decrypted(first.body, browser, auth)) == {
        "id": str(UUID(int=1)), "title": "逾期", "body": "一件已逾期", "url": None
    }  # fmt: skip


async def test_a_push_to_an_address_inside_is_not_sent(runtime: Runtime) -> None:
    async with receiver() as here, Sender(AddressPolicy(), allow_http=True) as guarded:
        outlet = PushOutlet(runtime, guarded, "tickets@example.gov.cn")
        (outcome,) = await outlet.deliver([outgoing(f"{here.url}/push", keys=browser_keys())])
    assert outcome is not None
    assert outcome.kind is Kind.BLOCKED
    assert here.received == []


@pytest.mark.parametrize(("service", "body"), [
    ("wecombot", {"msgtype": "text", "text": {"content": "逾期\n一件已逾期"}}),
    ("dingtalk", {"msgtype": "text", "text": {"content": "逾期\n一件已逾期"}}),
    ("feishu", {"msg_type": "text", "content": {"text": "逾期\n一件已逾期"}}),
    ("lark", {"msg_type": "text", "content": {"text": "逾期\n一件已逾期"}}),
])  # fmt: skip
async def test_a_robot_is_told_in_the_form_of_its_service(service: str, body: dict[str, object]) -> None:
    async with receiver() as here, local_sender() as sender:
        outlet = ChatOutlet(sender, {service: f"{here.url}?key="})
        here.body = b'{"errcode": 0, "errmsg": "ok"}'
        (outcome,) = await outlet.deliver([outgoing(f"{service}://0123456789")])
    assert outcome is not None
    assert outcome.ok
    (asked,) = here.received
    assert (asked.path, asked.json()) == ("/hooks?key=0123456789", body)


@pytest.mark.parametrize(("status", "said", "kind"), [
    (200, '{"errcode":93000,"errmsg":"invalid webhook url"}', Kind.GONE),
    (200, '{"errcode":300001,"errmsg":"token is not exist"}', Kind.GONE),
    (200, '{"code":19001,"msg":"param invalid: incoming webhook access token invalid"}', Kind.GONE),
    (200, '{"errcode":45009,"errmsg":"api freq out of limit"}', Kind.HTTP_ERROR),
    (200, '{"code":0,"msg":"success","data":{}}', Kind.OK),
    (200, '{"StatusCode":0,"StatusMessage":"success"}', Kind.OK),
    (200, "<html>", Kind.BAD_RESPONSE),
    (200, "[]", Kind.BAD_RESPONSE),
    (200, '{"errcode":"0"}', Kind.BAD_RESPONSE),
    (302, "", Kind.REDIRECT),
    (500, '{"errcode":0}', Kind.HTTP_ERROR),
])  # fmt: skip
async def test_a_service_says_in_the_body_what_it_made_of_a_message(status: int, said: str, kind: Kind) -> None:
    async with receiver() as here, local_sender() as sender:
        here.status, here.body = status, said.encode()
        here.headers = {"location": here.url} if kind is Kind.REDIRECT else {}
        outlet = ChatOutlet(sender, {"dingtalk": f"{here.url}?access_token="})
        (outcome,) = await outlet.deliver([outgoing("dingtalk://0123456789")])
    assert outcome is not None
    assert outcome.kind is kind
    assert len(here.received) == 1  # A redirect is not followed.


async def test_a_robot_with_a_secret_is_told_signed() -> None:
    async with receiver() as here, local_sender() as sender:
        here.body = b'{"errcode":0}'
        outlet = ChatOutlet(sender, {"dingtalk": f"{here.url}?access_token="})
        message = replace(outgoing("dingtalk://SEC000000@0123456789"), at=datetime(2026, 12, 8, 1, tzinfo=UTC))
        await outlet.deliver([message])
    said = parse_qs(urlsplit(here.received[0].path).query)
    sign = hmac.new(b"SEC000000", b"1796691600000\nSEC000000", sha256).digest()
    assert said == {
        "access_token": ["0123456789"], "timestamp": ["1796691600000"], "sign": [b64encode(sign).decode()],
    }  # fmt: skip


async def test_a_robot_elsewhere_is_never_asked_and_neither_is_one_inside() -> None:
    async with receiver() as here, Sender(AddressPolicy(), allow_http=True) as guarded, local_sender() as unguarded:
        here.body = b'{"errcode":0}'
        places = {"dingtalk": f"{here.url}?access_token="}
        for address in (
            f"json://127.0.0.1:{here.port}/", "dingtalk://0123456789?verify=no", "dingtalk://0123456789&x=1",
            "feishu://SEC000000@0123456789", "feishu://../0123456789",
        ):  # fmt: skip
            (outcome,) = await ChatOutlet(unguarded, places).deliver([outgoing(address)])
            assert outcome is not None
            assert outcome.kind is Kind.BLOCKED
        # Whatever the name of a service leads to, the guard looks at the address.
        (inside,) = await ChatOutlet(guarded, places).deliver([outgoing("dingtalk://0123456789")])
        assert inside is not None
        assert (inside.kind, here.received) == (Kind.BLOCKED, [])
        # Without the guard it would be asked.
        (asked,) = await ChatOutlet(unguarded, places).deliver([outgoing("dingtalk://0123456789")])
        assert asked is not None
        assert (asked.ok, len(here.received)) == (True, 1)


def test_services_are_asked_at_hosts_of_their_own() -> None:
    assert set(PLACES) == CHAT_SERVICES
    assert {urlsplit(url).scheme for url in PLACES.values()} == {"https"}


def point_of(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def browser_keys() -> dict[str, str]:
    """Of a browser that nobody has."""
    return {"p256dh": text_of(point_of(generate_private_key(SECP256R1()))), "auth": text_of(bytes(16))}


def text_of(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def decrypted(body: bytes, browser: EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a browser makes of it, as RFC 8291 section 3 and RFC 8188 say."""
    salt, length = body[:16], body[20]
    sender, sealed = body[21 : 21 + length], body[21 + length :]
    shared = browser.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), sender))
    secret = derived(auth, shared, b"WebPush: info\0" + point_of(browser) + sender, 32)
    key = derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
    nonce = derived(salt, secret, b"Content-Encoding: nonce\0", 12)
    return AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0").removesuffix(b"\x02")


def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
