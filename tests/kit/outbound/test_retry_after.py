"""Receivers ask to be left alone in many forms; what they mean is heeded, within bounds."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.kit.outbound.outcomes import Kind, ReceiverOrder, kind_of, order_of
from escalation.kit.outbound.retry_after import LONGEST, retry_after

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("120", 2 * MINUTE),
        ("0", timedelta(0)),
        (" 5 ", timedelta(seconds=5)),
        ("0000000000000000120", 2 * MINUTE),
        ("120.5", timedelta(seconds=121)),
        ("120.0", 2 * MINUTE),
        ("120.", 2 * MINUTE),
        ("36000", LONGEST),
        ("36001", LONGEST),
        ("1000000000000", LONGEST),
        ("9" * 60, LONGEST),
        ("9" * 10_000, None),
        ("Mon, 02 Mar 2026 08:01:00 GMT", MINUTE),
        ("Monday, 02-Mar-26 08:01:00 GMT", MINUTE),
        ("Mon Mar  2 08:01:00 2026", MINUTE),
        ("Mon, 02 Mar 2026 16:01:00 +0800", MINUTE),
        ("Mon, 02 Mar 2026 07:00:00 GMT", timedelta(0)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", timedelta(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("Mon, 32 Mar 2026 08:01:00 GMT", None),
        ("2026-03-02T08:01:00Z", None),
        ("-5", None),
        ("+5", None),
        ("1e3", None),
        ("0x10", None),
        ("١٢", None),
        ("soon", None),
        ("", None),
        ("\x00", None),
        (None, None),
    ],
)
def test_what_is_said_and_what_is_meant(said: str | None, meant: timedelta | None) -> None:
    assert retry_after(said, date=None, now=NOW) == meant


def test_a_receiver_whose_clock_is_wrong_is_understood_by_its_own() -> None:
    said, date = "Mon, 02 Mar 2020 08:01:00 GMT", "Mon, 02 Mar 2020 08:00:00 GMT"
    assert retry_after(said, date=date, now=NOW) == MINUTE
    assert retry_after(said, date="nonsense", now=NOW) == timedelta(0)


def test_a_date_that_nothing_can_be_compared_with_is_passed_over() -> None:
    assert retry_after("Mon, 02 Mar 2026 08:01:00 GMT", date=None, now=None) is None


@given(st.text() | st.datetimes(timezones=st.just(UTC)).map(format_datetime), st.text())
def test_nothing_that_can_be_said_is_taken_for_more_than_ten_hours(said: str, date: str) -> None:
    wait = retry_after(said, date=date, now=NOW)
    assert wait is None or timedelta(0) <= wait <= LONGEST


@pytest.mark.parametrize(
    ("status", "wait", "kind"),
    [
        *((status, None, Kind.OK) for status in (200, 201, 202, 204, 299)),
        *((status, None, Kind.REDIRECT) for status in (300, 301, 302, 303, 304, 307, 308, 399)),
        *((status, None, Kind.HTTP_ERROR) for status in (101, 400, 401, 403, 404, 405, 408, 409, 413, 422, 425)),
        *((status, None, Kind.HTTP_ERROR) for status in (500, 501, 502, 503, 504, 599, 600, 999, 0)),
        (410, None, Kind.GONE),
        (410, MINUTE, Kind.GONE),
        (429, None, Kind.THROTTLED),
        (429, MINUTE, Kind.THROTTLED),
        (503, MINUTE, Kind.THROTTLED),
        (502, MINUTE, Kind.HTTP_ERROR),
        (200, MINUTE, Kind.OK),
    ],
)
def test_the_status_decides(status: int, wait: timedelta | None, kind: Kind) -> None:
    assert kind_of(status, wait) is kind


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("abort-message", ReceiverOrder.ABORT_MESSAGE),
        (" Disable ", ReceiverOrder.DISABLE),
        ("disable, abort-message", None),
        ("enable", None),
        ("", None),
        (None, None),
    ],
)
def test_an_order_is_taken_by_its_word(said: str | None, order: ReceiverOrder | None) -> None:
    assert order_of(said) is order
