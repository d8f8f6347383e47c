"""Several secrets live beside each other, so that a receiver can change over without missing a delivery."""

from base64 import b64decode, urlsafe_b64decode
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook

from escalation.webhooks.domain.signing import parse_v1
from escalation.webhooks.storage import secrets
from escalation.webhooks.storage.secrets import signing_keys
from tests.support.callers import NOBODY, Callers, Json
from tests.support.endpoint_makers import give_places
from tests.support.makers import a_ticket
from tests.support.receivers import Received, Receiver
from tests.webhooks.desk import at_work, until_nothing_is_owed, until_tried

PATH = "/v1/webhook-endpoints"
WHO = "K1 integrator"


@pytest.fixture
async def endpoint(callers: Callers, receiver: Receiver) -> Json:
    """A new endpoint, with its secret."""
    return await callers.send(WHO, PATH, url=receiver.url)


async def pinged(callers: Callers, endpoint: Json, receiver: Receiver) -> Received:
    """What is received at a ping."""
    await callers.send(WHO, f"{PATH}/{endpoint['id']}/ping")
    return receiver.received[-1]


def signatures(received: Received) -> list[str]:
    """The algorithms in the order of the header."""
    return [each.partition(",")[0] for each in received.headers["webhook-signature"].split(" ")]


def is_signed_with(secret: str, received: Received) -> bool:
    """What the official library says."""
    try:
        Webhook(secret).verify(received.body, dict(received.headers))
    except Exception:  # noqa: BLE001 - it has one kind for a wrong signature and others for an unreadable one
        return False
    return True


async def test_an_old_and_a_new_secret_both_sign_until_the_old_one_ends(
    callers: Callers, endpoint: Json, receiver: Receiver
) -> None:
    path = f"{PATH}/{endpoint['id']}/secrets"
    new = await callers.send(WHO, path, overlap_seconds=3600)
    received = await pinged(callers, endpoint, receiver)
    assert (is_signed_with(endpoint["secret"], received), is_signed_with(new["secret"], received)) == (True, True)
    newest_first = received.headers["webhook-signature"].split(" ")[0]
    assert is_signed_with(
        new["secret"], Received("", {**received.headers, "webhook-signature": newest_first}, received.body)
    )

    await callers.world.advance(hours=1)
    received = await pinged(callers, endpoint, receiver)
    assert (is_signed_with(endpoint["secret"], received), is_signed_with(new["secret"], received)) == (False, True)
    assert [each["id"] for each in (await callers.get(WHO, path))["items"]] == [new["id"]]


async def test_a_secret_signs_until_the_very_second_it_ends(callers: Callers, endpoint: Json) -> None:
    runtime = callers.world.runtime
    await callers.send(WHO, f"{PATH}/{endpoint['id']}/secrets", overlap_seconds=60)
    async with runtime.database.connection() as connection:
        new, old = await secrets.list_live(connection, endpoint["id"])
    assert new.expires_at is None
    assert old.expires_at == new.created_at + timedelta(seconds=60)
    before, after = old.expires_at - timedelta(microseconds=1), old.expires_at
    assert [len(signing_keys(runtime.vault, [new, old], at)) for at in (before, after)] == [2, 1]


async def test_an_overlap_is_a_day_unless_it_is_said_otherwise(callers: Callers, endpoint: Json) -> None:
    path = f"{PATH}/{endpoint['id']}/secrets"
    new = await callers.send(WHO, path)
    old = (await callers.get(WHO, path))["items"][1]
    made, ends = (datetime.fromisoformat(text) for text in (new["created_at"], old["expires_at"]))
    assert ends - made == timedelta(hours=24)


async def test_an_overlap_of_nothing_ends_the_old_one_at_once(
    callers: Callers, endpoint: Json, receiver: Receiver
) -> None:
    await callers.send(WHO, f"{PATH}/{endpoint['id']}/secrets", overlap_seconds=0)
    assert not is_signed_with(endpoint["secret"], await pinged(callers, endpoint, receiver))


async def test_a_secret_can_be_ended_now_but_not_the_last_one(
    callers: Callers, endpoint: Json, receiver: Receiver
) -> None:
    path = f"{PATH}/{endpoint['id']}/secrets"
    new = await callers.send(WHO, path)
    old = (await callers.get(WHO, path))["items"][1]
    last = await callers.ask(WHO, "DELETE", f"{path}/{new['id']}")
    assert (last.status_code, last.json()["code"]) == (409, "STILL_IN_USE")
    assert (await callers.ask(WHO, "DELETE", f"{path}/{old['id']}")).status_code == 204
    assert (await callers.ask(WHO, "DELETE", f"{path}/{old['id']}")).status_code == 404
    received = await pinged(callers, endpoint, receiver)
    assert (is_signed_with(endpoint["secret"], received), is_signed_with(new["secret"], received)) == (False, True)


async def test_a_sixth_secret_is_refused(callers: Callers, endpoint: Json, receiver: Receiver) -> None:
    path = f"{PATH}/{endpoint['id']}/secrets"
    for _ in range(4):
        await callers.send(WHO, path)
    sixth = await callers.ask(WHO, "POST", path, json={})
    assert (sixth.status_code, sixth.json()["code"]) == (409, "LIMIT_REACHED")
    assert signatures(await pinged(callers, endpoint, receiver)) == ["v1"] * 5
    await callers.world.advance(days=1)
    await callers.send(WHO, path)


async def test_a_secret_of_ones_own_is_taken_if_it_is_long_enough(
    callers: Callers, endpoint: Json, receiver: Receiver
) -> None:
    path = f"{PATH}/{endpoint['id']}/secrets"
    own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    assert (await callers.send(WHO, path, secret=own))["secret"] == own
    assert is_signed_with(own, await pinged(callers, endpoint, receiver))
    for wrong in ("whsec_c2hvcnQ=", "whsec_" + "QUJD" * 22, "不是密钥", "whsec_"):
        answer = await callers.ask(WHO, "POST", path, json={"secret": wrong})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/secret")


async def test_a_key_pair_signs_beside_a_secret_and_everybody_can_verify_it(
    callers: Callers, endpoint: Json, receiver: Receiver
) -> None:
    path = f"{PATH}/{endpoint['id']}"
    assert (await callers.ask(NOBODY, "GET", f"{path}/jwks.json")).status_code == 404
    pair = await callers.send(WHO, f"{path}/secrets", algorithm="v1a")
    assert pair["secret"] is None
    received = await pinged(callers, endpoint, receiver)
    assert signatures(received) == ["v1a", "v1"]
    assert is_signed_with(endpoint["secret"], received)

    (key,) = (await callers.get(NOBODY, f"{path}/jwks.json"))["keys"]
    raw = urlsafe_b64decode(key["x"] + "=")
    assert (key["kid"], key["crv"], b64decode(pair["public_key"].removeprefix("whpk_"))) == (pair["id"], "Ed25519", raw)
    signed = f"{received.headers['webhook-id']}.{received.headers['webhook-timestamp']}.".encode() + received.body
    signature = received.headers["webhook-signature"].split(" ")[0].removeprefix("v1a,")
    Ed25519PublicKey.from_public_bytes(raw).verify(b64decode(signature), signed)


async def test_a_key_pair_is_not_brought_along(callers: Callers, endpoint: Json) -> None:
    body = {"algorithm": "v1a", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
    answer = await callers.ask(WHO, "POST", f"{PATH}/{endpoint['id']}/secrets", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/secret")


async def test_a_secret_is_told_once_and_kept_sealed(callers: Callers, endpoint: Json) -> None:
    path = f"{PATH}/{endpoint['id']}"
    added = await callers.send(WHO, f"{path}/secrets")
    read = [await callers.ask(WHO, "GET", each) for each in (PATH, path, f"{path}/secrets", f"{path}/stats")]
    rows = await callers.world.runtime.database.pool.fetch("SELECT sealed FROM webhook_secrets")
    for secret in (endpoint["secret"], added["secret"]):
        assert [answer.text for answer in read if secret.removeprefix("whsec_") in answer.text] == []
        assert [row for row in rows if parse_v1(secret) in row["sealed"]] == []


@pytest.mark.slow
async def test_what_failed_before_a_change_of_secrets_is_signed_with_the_new_one_when_it_is_sent_again(
    callers: Callers, endpoint: Json, receiver: Receiver
) -> None:
    world = callers.world
    receiver.status = 500
    await a_ticket(world)
    await give_places(world.runtime)
    async with at_work(world):
        await until_tried(world, 1)
        new = await callers.send(WHO, f"{PATH}/{endpoint['id']}/secrets", overlap_seconds=0)
        receiver.status = 200
        await until_nothing_is_owed(world)
    first, last = receiver.received[0], receiver.received[-1]
    assert (is_signed_with(endpoint["secret"], first), is_signed_with(new["secret"], first)) == (True, False)
    assert (is_signed_with(endpoint["secret"], last), is_signed_with(new["secret"], last)) == (False, True)
    assert (first.headers["webhook-id"], first.body) == (last.headers["webhook-id"], last.body)
