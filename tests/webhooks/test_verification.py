"""A receiver believes what was signed with a secret it knows, lately, and not one byte of anything else."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from escalation.webhooks.domain.verification import TOLERANCE, SignatureVerdict, judge

SECRET = "whsec_" + b64encode(bytes(range(32))).decode()
OTHER = "whsec_" + b64encode(bytes(32)).decode()
NOW = 1_764_000_000
BODY = b'{"type":"ticket.escalated"}'
ANYTHING = st.one_of(
    st.text(st.characters()),
    st.integers(0, 10**400).map(str),
    st.binary(max_size=40).map(lambda raw: raw.decode(errors="surrogateescape")),
    st.binary(max_size=40).map(lambda raw: f"v1,{b64encode(raw).decode()} v1a,{b64encode(raw).decode()}"),
)


def signed(body: bytes = BODY, secret: str = SECRET, at: int = NOW) -> dict[str, str]:
    """As the official library signs it."""
    signature = Webhook(secret).sign("msg_1", datetime.fromtimestamp(at, UTC), body.decode())
    return {"webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": signature}


def test_what_the_official_library_signs_is_genuine() -> None:
    assert judge(signed(), BODY, secrets=[OTHER, SECRET], now=NOW) is SignatureVerdict.GENUINE


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_one_changed_byte_is_forgery(place: int, by: int) -> None:
    changed = bytes(byte ^ by if at == place else byte for at, byte in enumerate(BODY))
    assert judge(signed(), changed, secrets=[SECRET], now=NOW) is SignatureVerdict.FORGED


@pytest.mark.parametrize(
    ("away", "verdict"),
    [
        (TOLERANCE, SignatureVerdict.GENUINE),
        (-TOLERANCE, SignatureVerdict.GENUINE),
        (TOLERANCE + 1, SignatureVerdict.STALE),
        (-TOLERANCE - 1, SignatureVerdict.STALE),
    ],
)
def test_age_counts_in_both_directions(away: int, verdict: SignatureVerdict) -> None:
    assert judge(signed(), BODY, secrets=[SECRET], now=NOW + away) is verdict


def test_one_of_several_signatures_is_enough() -> None:
    headers = signed()
    headers["webhook-signature"] = " ".join([signed(secret=OTHER)["webhook-signature"], headers["webhook-signature"]])
    assert judge(headers, BODY, secrets=[SECRET], now=NOW) is SignatureVerdict.GENUINE


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"webhook-id": ""}, SignatureVerdict.INCOMPLETE),
        ({"webhook-timestamp": ""}, SignatureVerdict.INCOMPLETE),
        ({"webhook-timestamp": "١٢٣"}, SignatureVerdict.INCOMPLETE),
        ({"webhook-timestamp": "-1"}, SignatureVerdict.INCOMPLETE),
        ({"webhook-signature": ""}, SignatureVerdict.FORGED),
        ({"webhook-signature": "v1"}, SignatureVerdict.FORGED),
        ({"webhook-signature": "v1,é v1a,!! ,,, v2,x"}, SignatureVerdict.FORGED),
        ({"webhook-id": "msg_2"}, SignatureVerdict.FORGED),
        ({"webhook-timestamp": "9" * 400}, SignatureVerdict.STALE),
        ({"webhook-timestamp": "9" * 5_000}, SignatureVerdict.STALE),
        ({"webhook-timestamp": f"{NOW}\0"}, SignatureVerdict.INCOMPLETE),
        ({"webhook-signature": "v1,\udce9 v1a,\udce9 v1a,签名"}, SignatureVerdict.FORGED),
        ({"webhook-signature": "v1,\0 v1a,\0"}, SignatureVerdict.FORGED),
        ({"webhook-id": "\udce9\0"}, SignatureVerdict.FORGED),
    ],
)
def test_headers_that_are_wrong_are_a_verdict_and_no_error(changed: dict[str, str], verdict: SignatureVerdict) -> None:
    assert judge({**signed(), **changed}, BODY, secrets=[SECRET, "whpk_AAAA", "nonsense"], now=NOW) is verdict


@given(st.dictionaries(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), ANYTHING))
def test_whatever_the_headers_are_the_answer_is_no(headers: dict[str, str]) -> None:
    assert not judge(headers, BODY, secrets=[SECRET, "whpk_AAAA", "签名"], now=NOW).passes


def test_a_signature_with_a_private_key_is_verified_with_the_public_one() -> None:
    private = Ed25519PrivateKey.generate()
    public = "whpk_" + b64encode(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    signature = b64encode(private.sign(f"msg_1.{NOW}.".encode() + BODY)).decode()
    headers = {**signed(), "webhook-signature": f"v1a,{signature}"}
    assert judge(headers, BODY, secrets=[public], now=NOW) is SignatureVerdict.GENUINE
    assert judge(headers, BODY + b" ", secrets=[public], now=NOW) is SignatureVerdict.FORGED
    strange = {**headers, "webhook-signature": f"v1a,*{signature}"}
    assert judge(strange, BODY, secrets=[public], now=NOW) is SignatureVerdict.FORGED


def test_without_a_secret_nothing_is_claimed() -> None:
    assert judge({}, BODY, secrets=[], now=NOW) is SignatureVerdict.UNCHECKED


@pytest.mark.parametrize(
    ("header", "verdict"),
    [
        ("webhook-id", SignatureVerdict.INCOMPLETE),
        ("webhook-timestamp", SignatureVerdict.INCOMPLETE),
        ("webhook-signature", SignatureVerdict.FORGED),
    ],
)
def test_what_has_no_header_is_told_apart(header: str, verdict: SignatureVerdict) -> None:
    headers = {name: value for name, value in signed().items() if name != header}
    assert judge(headers, BODY, secrets=[SECRET], now=NOW) is verdict
