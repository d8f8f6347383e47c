"""Deliveries are signed as the specification says, with every live key, newest first."""

from base64 import b64decode, b64encode, urlsafe_b64decode
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from escalation.errors import ValidationFailed
from escalation.webhooks.domain.signing import MOST_SIGNATURES, Key, jwk, new_v1, parse_v1, public_text, sign
from escalation.webhooks.domain.verification import SignatureVerdict, judge

BODY = '{"type":"ticket.escalated","data":{"reason":"逾期"}}'.encode()
NOW = 1_764_000_000
PAIR = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PAIR.public_key().public_bytes_raw()


def test_the_vector_of_the_specification_reproduces() -> None:
    key = Key("v1", parse_v1("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    signature = sign([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(st.binary(min_size=24, max_size=64), st.text("abcdef-0123456789", min_size=1), st.text())
def test_the_official_library_verifies_what_we_sign_at_the_same_second(secret: bytes, id_: str, body: str) -> None:
    text = new_v1(secret)
    raw = body.encode("utf-8", "replace")
    signature = sign([Key("v1", parse_v1(text))], id_, NOW, raw)
    assert signature == Webhook(text).sign(id_, datetime.fromtimestamp(NOW, UTC), raw.decode())


def test_the_asymmetric_signature_is_verified_with_the_public_key_alone() -> None:
    version, _, value = sign([Key("v1a", bytes(range(32)))], "evt_1", NOW, BODY).partition(",")
    assert version == "v1a"
    key = Ed25519PublicKey.from_public_bytes(PUBLIC)
    key.verify(b64decode(value), b"evt_1.%d.%s" % (NOW, BODY))
    with pytest.raises(InvalidSignature):
        key.verify(b64decode(value), b"evt_1.%d.%s" % (NOW + 1, BODY))


def test_all_keys_sign_in_their_order_and_no_more_than_five() -> None:
    keys = [Key("v1", bytes([number]) * 32) for number in range(7)]
    parts = sign(keys, "evt_1", NOW, BODY).split(" ")
    assert parts == [sign([key], "evt_1", NOW, BODY) for key in keys[:MOST_SIGNATURES]]
    assert MOST_SIGNATURES == 5


def test_while_keys_are_replaced_the_holder_of_any_one_believes_us() -> None:
    old, new = new_v1(bytes(32)), new_v1(b"\x01" * 32)
    keys = [Key("v1", parse_v1(new)), Key("v1a", bytes(range(32))), Key("v1", parse_v1(old))]
    headers = {
        "webhook-id": "evt_1",
        "webhook-timestamp": str(NOW),
        "webhook-signature": sign(keys, "evt_1", NOW, BODY),
    }
    for secret in (old, new, public_text(PUBLIC)):
        assert judge(headers, BODY, secrets=[secret], now=NOW) is SignatureVerdict.GENUINE
    assert judge(headers, BODY, secrets=[new_v1(b"\x02" * 32)], now=NOW) is SignatureVerdict.FORGED
    assert Webhook(old).sign("evt_1", datetime.fromtimestamp(NOW, UTC), BODY.decode()) in headers["webhook-signature"]


def test_the_public_key_is_shown_as_the_registries_write_it() -> None:
    shown = jwk(PUBLIC)
    assert {**shown, "x": None} == {"kty": "OKP", "crv": "Ed25519", "x": None, "use": "sig", "alg": "EdDSA"}
    assert "=" not in str(shown["x"])
    assert urlsafe_b64decode(f"{shown['x']}=") == PUBLIC


def test_a_key_does_not_show_its_secret() -> None:
    assert repr(Key("v1", b"mellon")) == "Key(algorithm='v1')"


@given(st.binary(min_size=24, max_size=64))
def test_a_secret_survives_its_text(secret: bytes) -> None:
    assert parse_v1(new_v1(secret)) == secret
    assert parse_v1(b64encode(secret).decode()) == secret


@pytest.mark.parametrize(
    "text",
    [
        "", "whsec_", new_v1(bytes(23)), new_v1(bytes(65)), new_v1(bytes(100_000)), "whsec_" + "=" * 44, "whsec_密钥",
        "whsec_" + "A" * 43, f" {new_v1(bytes(32))}", f"{new_v1(bytes(32))}\n", "whpk_" + b64encode(bytes(32)).decode(),
        "\x00" * 44, "\ud800",
    ],
)  # fmt: skip
def test_a_secret_that_is_none_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        parse_v1(text)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/secret", "invalid_secret")]
