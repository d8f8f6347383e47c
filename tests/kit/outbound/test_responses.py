"""What a receiver answers is taken down within bounds, and its status decides; nothing else is done because of it."""

import gzip
from collections.abc import Mapping
from datetime import timedelta

import pytest

from escalation.kit.outbound.outcomes import MOST_OF_BODY, DeliveryOutcome, Kind, ReceiverOrder, Trouble
from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.receivers import Answer, fine, receiving, says, says_and_closes, says_without_end, status
from tests.support.waiting import LONGEST

HEADERS = {"content-type": "application/json", "webhook-id": "evt_1", "webhook-timestamp": "1764000000"}
BODY = '{"reason":"逾期 \\u0000","deep":[[[{}]]]}'.encode()


async def answered(
    sender: Sender, answer: Answer, *, headers: Mapping[str, str] = HEADERS, body: bytes = BODY
) -> DeliveryOutcome:
    async with receiving(answer) as receiver:
        return await sender.post(receiver.url(), headers, body, timeout=LONGEST)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        *((code, Kind.OK) for code in (200, 201, 202, 204, 206, 299)),
        *((code, Kind.REDIRECT) for code in (300, 301, 302, 303, 304, 305, 307, 308)),
        *((code, Kind.HTTP_ERROR) for code in (400, 401, 403, 404, 405, 408, 409, 413, 422, 425, 451)),
        *((code, Kind.HTTP_ERROR) for code in (500, 502, 503, 504, 599, 999)),
        (410, Kind.GONE),
        (429, Kind.THROTTLED),
    ],
)
async def test_a_status_has_its_outcome(sender: Sender, code: int, kind: Kind) -> None:
    outcome = await answered(sender, status(code))
    assert (outcome.kind, outcome.status, outcome.remote_ip) == (kind, code, "127.0.0.1")
    assert outcome.ok is (kind is Kind.OK)
    assert outcome.duration_ms >= 0


@pytest.mark.parametrize("body", [b"<html>not json", b"\x00\xff\xfe", b"", b"{}" * 100])
async def test_a_success_may_say_anything(sender: Sender, body: bytes) -> None:
    outcome = await answered(sender, status(200, body=body))
    assert (outcome.kind, outcome.body, outcome.error) == (Kind.OK, body, None)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(sender: Sender, code: int) -> None:
    async with receiving(fine) as elsewhere:
        for place in (elsewhere.url(), "http://169.254.169.254/latest/", "/", "//x", "\x01", ""):
            async with receiving(status(code, f"Location: {place}")) as receiver:
                outcome = await sender.post(receiver.url(), HEADERS, BODY, timeout=LONGEST)
                assert len(receiver.requests) == 1
            assert outcome.kind in {Kind.REDIRECT, Kind.BAD_RESPONSE}
        assert elsewhere.connections == 0


async def test_a_redirect_says_what_is_to_be_done(sender: Sender) -> None:
    assert (await answered(sender, status(302, "Location: https://new.example/"))).error == Trouble.MOVED


async def test_the_body_on_the_wire_is_the_body_that_was_signed(sender: Sender) -> None:
    bodies = [BODY, b"", b"\x00\xff", b"x" * 65_536, b'{"a": 1,  "b" :2}\n']
    async with receiving(fine) as receiver:
        for body in bodies:
            assert (await sender.post(receiver.url(), HEADERS, body, timeout=LONGEST)).ok
    assert [body for _, body in receiver.requests] == bodies


async def test_what_is_said_besides_is_what_we_chose_to_say(sender: Sender) -> None:
    async with receiving(fine) as receiver:
        await sender.post(receiver.url(path="/a?b=%41&c"), {**HEADERS, "x-own": "1"}, BODY, timeout=LONGEST)
    head = receiver.requests[0][0].decode().split("\r\n")
    assert head[0] == "POST /a?b=%41&c HTTP/1.1"
    assert sorted(line.lower() for line in head[1:] if line) == [
        "accept-encoding: identity",
        "accept: */*",
        f"content-length: {len(BODY)}",
        "content-type: application/json",
        f"host: 127.0.0.1:{receiver.port}",
        "user-agent: escalation/test",
        "webhook-id: evt_1",
        "webhook-timestamp: 1764000000",
        "x-own: 1",
    ]


async def test_a_cookie_is_neither_kept_nor_sent_back_nor_written_down(sender: Sender) -> None:
    async with receiving(status(200, "Set-Cookie: session=1; Path=/", "Set-Cookie: \xff=")) as receiver:
        first = await sender.post(receiver.url(), HEADERS, BODY, timeout=LONGEST)
        await sender.post(receiver.url(), HEADERS, BODY, timeout=LONGEST)
    assert first.headers == {"content-length": "0"}
    assert b"cookie" not in receiver.requests[1][0].lower()


async def test_only_the_beginning_of_a_long_body_is_read(sender: Sender) -> None:
    outcome = await answered(sender, status(500, body=b"x" * 1_000_000))
    assert (outcome.kind, outcome.error, len(outcome.body)) == (Kind.HTTP_ERROR, None, MOST_OF_BODY)


async def test_a_body_without_end_delivers_and_does_not_hold_up(sender: Sender) -> None:
    outcome = await answered(sender, says_without_end(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536))
    # Had time put an end to it, it would be cut.
    assert (outcome.kind, outcome.error, len(outcome.body)) == (Kind.OK, None, MOST_OF_BODY)


async def test_a_packed_bomb_is_not_unpacked(sender: Sender) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    outcome = await answered(sender, status(200, "Content-Encoding: gzip", body=bomb))
    assert (outcome.kind, outcome.body) == (Kind.OK, bomb[:MOST_OF_BODY])


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "nonsense", "gzip, gzip"])
async def test_what_pretends_to_be_packed_is_taken_as_it_is(sender: Sender, encoding: str) -> None:
    outcome = await answered(sender, status(200, f"Content-Encoding: {encoding}", body=b"plain"))
    assert (outcome.kind, outcome.body) == (Kind.OK, b"plain")


async def test_headers_are_written_down_so_that_they_can_be_stored(sender: Sender) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Two: 1\r\nx-two: 2\r\n"
    raw += b"X-Latin: \xe9\xff\r\nX-Chinese: \xe4\xba\xa4\r\n"
    many = b"".join(b"X-%d: %s\r\n" % (number, b"v" * 2000) for number in range(50))
    headers = (await answered(sender, says(raw + many + b"\r\n"))).headers
    assert (headers["x-latin"], headers["x-chinese"], headers["x-two"]) == ("\ufffd\ufffd", "交", "1, 2")
    assert len(headers) == 39  # of forty lines, two of one name
    assert max(map(len, headers.values())) == 512
    assert "\0" not in "".join(headers.values())


@pytest.mark.parametrize(
    ("headers", "code", "kind", "wait"),
    [
        (["Retry-After: 120"], 429, Kind.THROTTLED, 120),
        (["Retry-After: 120"], 503, Kind.THROTTLED, 120),
        (["Retry-After: 120.5"], 503, Kind.THROTTLED, 121),
        (["Retry-After: 1000000000000"], 429, Kind.THROTTLED, 36_000),
        (["Retry-After: -1"], 503, Kind.HTTP_ERROR, None),
        (["Retry-After: soon"], 503, Kind.HTTP_ERROR, None),
        (["Retry-After: soon"], 429, Kind.THROTTLED, None),
        # Its own clock may be years slow; ours is that of the attempt (24 November 2025, 16:00).
        (
            ["Retry-After: Thu, 01 Jan 2015 00:01:00 GMT", "Date: Thu, 01 Jan 2015 00:00:00 GMT"],
            429,
            Kind.THROTTLED,
            60,
        ),
        (["Retry-After: Mon, 24 Nov 2025 16:01:00 GMT"], 429, Kind.THROTTLED, 60),
        (["Retry-After: Mon, 24 Nov 2025 15:00:00 GMT"], 429, Kind.THROTTLED, 0),
    ],
)
async def test_a_wish_to_be_left_alone_is_heard(
    sender: Sender, headers: list[str], code: int, kind: Kind, wait: int | None
) -> None:
    outcome = await answered(sender, status(code, *headers))
    assert (outcome.kind, outcome.retry_after) == (kind, None if wait is None else timedelta(seconds=wait))


async def test_a_date_without_anything_to_compare_it_with_is_passed_over(sender: Sender) -> None:
    answer = status(503, "Retry-After: Mon, 24 Nov 2025 16:01:00 GMT")
    outcome = await answered(sender, answer, headers={"webhook-timestamp": "not a number"})
    assert (outcome.kind, outcome.retry_after) == (Kind.HTTP_ERROR, None)


@pytest.mark.parametrize(
    ("code", "said", "order"),
    [
        (200, "disable", ReceiverOrder.DISABLE),
        (422, "abort-message", ReceiverOrder.ABORT_MESSAGE),
        (500, "ABORT-MESSAGE", ReceiverOrder.ABORT_MESSAGE),
        (200, "please", None),
    ],
)
async def test_an_order_is_heard_whatever_the_status(
    sender: Sender, code: int, said: str, order: ReceiverOrder | None
) -> None:
    assert (await answered(sender, status(code, f"webhook-delivery: {said}"))).order is order


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
    ],
)
async def test_a_success_whose_body_is_cut_is_one_all_the_same(sender: Sender, raw: bytes) -> None:
    outcome = await answered(sender, says_and_closes(raw))
    assert (outcome.kind, outcome.status, outcome.error) == (Kind.OK, 200, Trouble.CUT)


async def test_what_cannot_be_sent_is_our_fault_and_no_exception(sender: Sender) -> None:
    outcome = await answered(sender, fine, headers={"x": "a\r\nb: c"})
    assert (outcome.kind, outcome.error) == (Kind.OURS, Trouble.OURS)
