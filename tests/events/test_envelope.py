"""What is sent: the same bytes for the same event, of bounded size, in two formats that others can read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final
from uuid import UUID

import orjson
import pytest
from asyncpg.pgproto.pgproto import UUID as DriverUuid
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import LARGEST, Fact, Format, Payload, feed_item, masked, render, timestamp
from escalation.events.domain.event_type import EXAMPLE_AT
from tests.support.work import calls

UNIT: Final = UUID(int=41)
CURSOR: Final = "WzEsMTIwXQ"


def an_event(type_: str = "ticket.dispatched", **changes: Any) -> Fact:
    return EVENT_TYPES[type_].sample(id=UUID(int=5), now=EXAMPLE_AT)._replace(**changes)


def sent(fact: Fact, *, format_: Format = Format.STANDARD, payload: Payload = Payload.FULL, **more: Any) -> bytes:
    return render(fact, unit_id=UNIT, format=format_, payload=payload, cursor=CURSOR, **more)


def read(fact: Fact, **how: Any) -> dict[str, Any]:
    body: dict[str, Any] = orjson.loads(sent(fact, **how))
    return body


# -- The body ---------------------------------------------------------------------------------------------------------


def test_a_body_has_everything_that_a_receiver_needs() -> None:
    fact = an_event(reason="请尽快。", previous_sequence=None, data={"unit_id": "u", "changes": {"level": [1, 2]}})
    assert read(fact) == {
        "id": str(fact.id),
        "type": "ticket.dispatched",
        "timestamp": "2026-03-02T01:30:00.000Z",
        "api_version": 1,
        "unit_id": str(UNIT),
        "ticket_id": str(fact.ticket_id),
        "opinion_id": None,
        "endpoint_id": None,
        "record_id": None,
        "sequence": 3,
        "previous_sequence": None,
        "feed_cursor": CURSOR,
        "data": {
            "action": "dispatch",
            "trigger": "person",
            "principal": fact.principal,
            "actor_unit_id": str(fact.actor_unit_id),
            "actor_role": "office",
            "actor": {"person_id": None, "member_id": None, "unit_id": str(fact.actor_unit_id), "means": "key"},
            "reason": "请尽快。",
            "details": {"unit_id": "u"},
            "from_state": "registered",
            "to_state": "dispatched",
            "ticket_version": 3,
            "ticket_number": "370700-2026-000123",
            "changes": {"level": [1, 2]},
            "breaches": [],
        },
        "links": {"self": f"/v1/events/{fact.id}", "ticket": f"/v1/tickets/{fact.ticket_id}", "record": None},
    }


def test_names_are_sorted_so_that_the_same_event_is_always_the_same_bytes() -> None:
    data = {"b": 1, "a": {"d": 1, "c": 2}}
    assert sent(an_event(data=data)) == sent(an_event(data=dict(reversed(data.items()))))
    assert orjson.dumps(read(an_event()), option=orjson.OPT_SORT_KEYS) == sent(an_event())


def test_an_event_that_is_not_of_a_ticket_has_no_sequence_and_no_states() -> None:
    body = read(an_event("opinion.received"))
    assert (body["ticket_id"], body["sequence"], body["links"]["ticket"]) == (None, None, None)
    assert body["opinion_id"]
    assert not {"from_state", "to_state", "ticket_version", "ticket_number", "changes"} & body["data"].keys()


def test_an_event_of_a_record_leads_to_it() -> None:
    body = read(an_event("site_check.recorded"))
    assert body["links"]["record"] == f"/v1/site-checks/{body['record_id']}"
    assert (body["ticket_id"], body["links"]["ticket"], body["sequence"]) == (None, None, None)


def test_a_thin_body_says_only_that_something_happened() -> None:
    full, thin = read(an_event()), read(an_event(), payload=Payload.THIN)
    assert thin == full | {"data": {}}


def test_links_begin_with_the_address_that_is_given() -> None:
    links = read(an_event(), base="https://ban.example.gov.cn")["links"]
    assert all(link.startswith("https://ban.example.gov.cn/v1/") for link in links.values() if link)


def test_the_feed_shows_the_same_without_what_depends_on_the_receiver() -> None:
    fact = an_event()
    of_receiver = {"unit_id", "previous_sequence"}
    body = read(fact)
    assert orjson.loads(orjson.dumps(feed_item(fact, CURSOR))) == {
        n: v for n, v in body.items() if n not in of_receiver
    }


def test_ids_as_the_database_driver_makes_them_are_the_same_ids() -> None:
    fact = an_event()
    ids: dict[str, Any] = {
        name: DriverUuid(str(value)) for name, value in fact._asdict().items() if isinstance(value, UUID)
    }
    assert set(ids) == {"id", "ticket_id", "actor_unit_id"}
    for format_ in Format:
        assert sent(fact._replace(**ids), format_=format_) == sent(fact, format_=format_)


def test_what_is_no_json_is_our_mistake_and_not_sent() -> None:
    with pytest.raises(TypeError):
        sent(an_event(principal=object()))


def test_who_lost_sight_is_told_nothing_else() -> None:
    fact = masked(an_event("ticket.scope_left", reason="已转办。", data={"units": ["x"], "overseers": []}))
    told = {name for name, value in read(fact).items() if value not in (None, {})}
    assert told == {
        "id", "type", "timestamp", "api_version", "unit_id", "ticket_id", "sequence", "feed_cursor", "links",
    }  # fmt: skip
    assert {name for name, value in feed_item(fact, CURSOR).items() if value not in (None, {})} == told - {"unit_id"}
    assert "已转办" not in sent(fact).decode()


@given(st.datetimes(datetime(1970, 1, 2), datetime(2190, 1, 1)), st.integers(-14 * 4, 14 * 4))
def test_a_timestamp_is_the_moment_in_utc_to_the_millisecond(moment: datetime, quarters: int) -> None:
    local = moment.replace(tzinfo=timezone(timedelta(minutes=15 * quarters)))
    written = timestamp(local)
    assert written.endswith("Z")
    assert len(written) == len("2026-03-02T01:30:00.000Z")
    assert timedelta(0) <= local - datetime.fromisoformat(written) < timedelta(milliseconds=1)


# -- What citizens and officials write --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["路灯坏了𠀀，👩‍👩‍👧修？", "\u2028\u2029\x7f\x01", "\ufeff\u202e", '"\\/</script>', "é"]
)
@pytest.mark.parametrize("format_", Format)
def test_any_text_arrives_as_it_was_written(text: str, format_: Format) -> None:
    body = read(an_event(reason=text, data={"text": text}), format_=format_)
    data = body.get("data", {}).get("data", body["data"])
    assert (data["reason"], data["details"]["text"]) == (text, text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(min_size=1, max_size=8).filter(lambda name: name != "changes"), json_values, max_size=5))
def test_whatever_an_event_tells_is_told_unchanged(data: dict[str, Any]) -> None:
    assert read(an_event(data=data))["data"]["details"] == data


# -- Size -------------------------------------------------------------------------------------------------------------


def of_size(size: int, format_: Format) -> Fact:
    """An event whose whole body has so many bytes."""
    empty = len(sent(an_event(data={"text": ""}), format_=format_))
    return an_event(data={"text": "x" * (size - empty)})


@pytest.mark.parametrize("format_", Format)
def test_a_body_of_64_kib_is_sent_whole_and_a_byte_more_is_sent_without_data(format_: Format) -> None:
    whole, more = of_size(LARGEST, format_), of_size(LARGEST + 1, format_)
    assert len(sent(whole, format_=format_)) == LARGEST
    body = read(more, format_=format_)
    event = body if format_ is Format.STANDARD else body["data"]
    assert (event["data"], event["data_truncated"]) == ({}, True)
    assert event["links"]["self"] == f"/v1/events/{more.id}"
    assert "data_truncated" not in read(whole, format_=format_)


def test_size_is_counted_in_bytes_and_not_in_characters() -> None:
    assert read(an_event(data={"text": "灯" * (LARGEST // 3)}))["data_truncated"]
    assert "data_truncated" not in read(an_event(data={"text": "x" * (LARGEST // 3)}))


def test_what_is_too_deep_for_the_encoder_is_sent_without_data() -> None:
    deep: dict[str, Any] = {}
    for _ in range(1_000):
        deep = {"in": deep}
    assert read(an_event(data=deep))["data_truncated"]


# -- CloudEvents ------------------------------------------------------------------------------------------------------


def as_cloud_event(fact: Fact) -> CloudEvent:
    """Read by the library that the specification's own project ships."""
    event = JSONFormat().read(CloudEvent, sent(fact, format_=Format.CLOUDEVENTS))
    assert isinstance(event, CloudEvent)
    return event


@dataclass(frozen=True, slots=True)
class Subject:
    type: str
    place: str


@pytest.mark.parametrize(
    "subject",
    [
        Subject("ticket.dispatched", "tickets"),
        Subject("opinion.attached", "opinions"),
        Subject("endpoint.failing", "webhook-endpoints"),
        Subject("site_check.recorded", "site-checks"),
    ],
    ids=lambda subject: subject.place,
)
def test_the_cloudevents_package_reads_what_is_sent(subject: Subject) -> None:
    fact = an_event(subject.type)
    event = as_cloud_event(fact)
    about = fact.ticket_id or fact.opinion_id or fact.endpoint_id or fact.record_id
    assert (event.get_specversion(), event.get_id(), event.get_type()) == ("1.0", str(fact.id), fact.type)
    assert event.get_source() == f"/units/{UNIT}/{subject.place}/{about}"
    assert (event.get_subject(), event.get_time()) == (str(about), EXAMPLE_AT)
    assert event.get_datacontenttype() == "application/json"
    assert event.get_data() == read(fact)


def test_sequences_compare_as_text_and_only_tickets_have_them() -> None:
    numbers = [1, 9, 10, 99, 100, 2**31 - 1]
    padded = [as_cloud_event(an_event(sequence=number)).get_extension("sequence") for number in numbers]
    assert padded == sorted(padded)
    assert [int(text) for text in padded] == numbers
    assert as_cloud_event(an_event("opinion.received")).get_extension("sequence") is None


# -- Cost -------------------------------------------------------------------------------------------------------------


def test_rendering_is_a_handful_of_calls_however_much_an_event_tells() -> None:
    little = an_event(occurred_at=EXAMPLE_AT.astimezone(UTC))
    much = little._replace(data={**little.data} | {f"name {n}": {"n": n} for n in range(1_000)})
    assert calls(lambda: sent(little)) == calls(lambda: sent(much)) < 30
