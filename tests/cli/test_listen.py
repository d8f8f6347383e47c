"""`escalation listen`: what an integrator sees of the first webhooks on a desk."""

import re
import signal
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx2
import orjson
import pytest
from standardwebhooks import Webhook

from tests.support.programs import begin
from tests.support.waiting import LONGEST

SECRET = "whsec_" + b64encode(bytes(range(32))).decode()


class Receiver:
    """A running `escalation listen`; what it prints is read when it has ended."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.printed = ""

    def send(self, event: Mapping[str, object], message_id: str, secret: str = SECRET) -> int:
        body = orjson.dumps(event)
        now = datetime.fromtimestamp(int(time.time()), UTC)
        signature = Webhook(secret).sign(message_id, now, body.decode())
        headers = {
            "webhook-id": message_id, "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature,
            "webhook-attempt": "2",
        }  # fmt: skip
        return httpx2.post(f"{self.url}/hook", content=body, headers=headers).status_code


@contextmanager
def listening(*options: str) -> Iterator[Receiver]:
    with begin("listen", "--port", "0", "--secret", SECRET, *options, environment={}) as process:
        assert process.stderr is not None
        found = re.search(r"http://\S+\d", process.stderr.readline())
        assert found is not None
        receiver = Receiver(found[0])
        yield receiver
        process.send_signal(signal.SIGTERM)
        receiver.printed, complaints = process.communicate(timeout=LONGEST)
        assert (process.returncode, "Traceback" in complaints) == (0, False), complaints


def event(sequence: int, previous: int | None) -> dict[str, object]:
    return {
        "type": "ticket.signed", "ticket_id": "019ab000-0000-7000-8000-000000000001", "sequence": sequence,
        "previous_sequence": previous, "data": {},
    }  # fmt: skip


def test_each_arrival_is_judged_and_remarked_upon() -> None:
    with listening() as receiver:
        receiver.send(event(2, None), "a")
        receiver.send(event(2, None), "a")
        receiver.send(event(5, 4), "b")
        receiver.send(event(4, 2), "c")
        receiver.send(event(6, 5), "d", secret="whsec_" + b64encode(bytes(32)).decode())
        assert httpx2.post(receiver.url, content=b"\x00not JSON").status_code == 200
    lines = receiver.printed.splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "genuine", "genuine", "genuine", "genuine", "no signature fits", "without the headers of a webhook",
    ]  # fmt: skip
    assert "ticket.signed" in lines[0]
    assert "attempt 2" in lines[0]
    assert lines[1].endswith("again")
    assert lines[2].endswith("gap: 4 has not arrived")
    assert lines[3].endswith("late: 5 was here before")


FORGED = [
    (b"webhook-signature", b"v1,\xe9\xff v1a,\xe9"),
    (b"webhook-timestamp", b"9" * 400),
    (b"webhook-timestamp", b"9" * 5_000),
    (b"webhook-id", b"\xff"),
    (b"webhook-attempt", b"\xff\x9b2J"),
]


def test_forged_headers_and_bodies_are_a_verdict() -> None:
    with listening("--body") as receiver:
        genuine = {b"webhook-id": b"a", b"webhook-timestamp": b"1", b"webhook-signature": b"v1,x"}
        bodies = [b'{"type": "\\u001b[2J"}', b'{"data": ' + b"[" * 400 + b"]" * 400 + b"}"]
        for name, value in FORGED:
            headers = list({**genuine, b"webhook-timestamp": str(int(time.time())).encode(), name: value}.items())
            assert httpx2.post(receiver.url, content=b"{}", headers=headers).status_code == 200
        for left_out in genuine:
            headers = [(each, value) for each, value in genuine.items() if each != left_out]
            assert httpx2.post(receiver.url, content=b"{}", headers=headers).status_code == 200
        for body in bodies:
            assert httpx2.post(receiver.url, content=body).status_code == 200
    assert "genuine" not in receiver.printed
    assert "\x1b" not in receiver.printed


def test_it_plays_a_receiver_that_is_broken_and_shows_bodies() -> None:
    with listening("--status", "503", "--body") as receiver:
        cloud = {"specversion": "1.0", "type": "ticket.signed", "data": event(1, None)}
        assert receiver.send(cloud, "a") == 503
    assert '"previous_sequence": null' in receiver.printed


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid"])
def test_a_place_that_cannot_be_had_is_a_sentence(host: str) -> None:
    with begin("listen", "--host", host, environment={}) as process:
        _, said = process.communicate(timeout=LONGEST)
    assert (process.returncode, "Traceback" in said) == (1, False), said
    assert "Cannot listen" in said
