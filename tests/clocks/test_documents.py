"""What is refused at publication, and where the fault is said to be."""

import copy
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.clocks import defaults
from escalation.clocks.calendar import Calendar
from escalation.clocks.calendar_document import Region
from escalation.clocks.calendars import Calendars
from escalation.clocks.policy import Policy
from escalation.errors import DefinitionInvalid

DEFAULT = defaults.policy_document()
HOLIDAY = {"kind": "holiday"}
NEW_YEAR = date(2025, 1, 1)
EVERY_DAY_OF_A_YEAR = {(NEW_YEAR + timedelta(days=n)).isoformat(): HOLIDAY for n in range(365)}
EIGHT_WEEKS_OF_REST = dict(list(EVERY_DAY_OF_A_YEAR.items())[:56])


def faults(compiler: type[Calendar] | type[Policy], document: object) -> set[tuple[str, str]]:
    with pytest.raises(DefinitionInvalid) as refused:
        compiler.compile(document)
    return {(fault.pointer, fault.code) for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"zone": "Asia/Hailar"}, "/zone", "unknown_zone"),
        ({"zone": "../../etc/passwd"}, "/zone", "unknown_zone"),
        ({"zone": "Asia"}, "/zone", "unknown_zone"),
        ({"zone": "a\0b"}, "/zone", "unknown_zone"),
        ({"zone": 8}, "/zone", "wrong_shape"),
        ({"version": 0}, "/version", "wrong_shape"),
        ({"version": True}, "/version", "wrong_shape"),
        ({"version": "1"}, "/version", "wrong_shape"),
        ({"confirmed_until": 1767139200}, "/confirmed_until", "wrong_shape"),
        ({"confirmed_until": "2026-02-30"}, "/confirmed_until", "wrong_shape"),
        ({"confirmed_until": "2003-12-31"}, "/confirmed_until", "wrong_span"),
        ({"confirmed_until": "2290-12-31"}, "/confirmed_until", "wrong_span"),
        ({"confirmed_until": "9999-12-31"}, "/confirmed_until", "wrong_shape"),
        ({"starts_on": "0001-01-01"}, "/starts_on", "wrong_shape"),
        ({"colour": "red"}, "/colour", "unknown_field"),
        ({"hours": {}}, "/hours", "no_working_time"),
        ({"hours": {"mon": []}}, "/hours", "no_working_time"),
        ({"hours": {"mon": ["8:30-12:00"]}}, "/hours/mon/0", "wrong_shape"),
        ({"hours": {"mon": ["08:30-24:01"]}}, "/hours/mon/0", "wrong_shape"),
        ({"hours": {"mon": ["12:00-08:30"]}}, "/hours/mon/0", "hours_overlap"),
        ({"hours": {"mon": ["08:30-08:30"]}}, "/hours/mon/0", "hours_overlap"),
        ({"hours": {"mon": ["08:30-12:00", "11:00-17:00"]}}, "/hours/mon/1", "hours_overlap"),
        ({"hours": {"monday": ["08:30-12:00"]}}, "/hours/monday", "unknown_field"),
        ({"make_up_hours": ["08:30-12:00", "08:30-12:00"]}, "/make_up_hours/1", "hours_overlap"),
        ({"days": {"2025-13-01": HOLIDAY}}, "/days/2025-13-01", "wrong_shape"),
        ({"days": {"a/b~c": HOLIDAY}}, "/days/a~1b~0c", "wrong_shape"),
        ({"days": {"2025-05-01": {"kind": "feast"}}}, "/days/2025-05-01/kind", "unknown_name"),
        ({"days": {"2025-05-01": {}}}, "/days/2025-05-01/kind", "missing"),
        ({"days": {"2003-05-01": HOLIDAY}}, "/days/2003-05-01", "outside_calendar"),
        ({"days": {"9999-12-31": HOLIDAY}}, "/days/9999-12-31", "outside_calendar"),
        (
            {"days": {"2025-05-01": {**HOLIDAY, "hours": ["09:00-10:00"]}}},
            "/days/2025-05-01/hours",
            "holiday_with_hours",
        ),
        ({"days": {"2025-05-03": {"kind": "workday", "hours": []}}}, "/days/2025-05-03", "workday_without_hours"),
        ({"days": EVERY_DAY_OF_A_YEAR}, "/days", "no_working_time"),
    ],
)
def test_a_calendar_one_cannot_work_by_is_refused(change: dict[str, object], pointer: str, code: str) -> None:
    document = {"version": 1, "confirmed_until": "2026-12-31", **change}

    assert (pointer, code) in faults(Calendar, document)


def test_eight_weeks_of_rest_still_leave_a_calendar() -> None:
    document = {"version": 1, "confirmed_until": "2026-12-31", "days": EIGHT_WEEKS_OF_REST}

    assert Calendar.compile(document).version == 1


def changed(path: str, value: object) -> dict[str, object]:
    """The default policy with one place set; `None` takes the place away."""
    document = copy.deepcopy(DEFAULT)
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")[1:]]
    place: object = document
    for part in parents:
        place = place[part]  # type: ignore[index]
    if value is None:
        del place[last]  # type: ignore[attr-defined]
    else:
        place[last] = value  # type: ignore[index]
    return document


@pytest.mark.parametrize(
    ("path", "value", "pointer", "code"),
    [
        ("/version", None, "/version", "missing"),
        ("/levels", [], "/levels", "wrong_shape"),
        ("/levels/1/rank", 1, "/levels/1/rank", "used_twice"),
        ("/levels/1/code", "village", "/levels/1/code", "used_twice"),
        ("/levels/1/zh", "乡\x00级", "/levels/1/zh", "wrong_shape"),
        ("/levels/0/rank", 0, "/levels/0/rank", "wrong_shape"),
        ("/thresholds/orange", 30, "/thresholds/orange", "wrong_order"),
        ("/thresholds/yellow", 100, "/thresholds/yellow", "wrong_shape"),
        ("/reminder_floor", "0h", "/reminder_floor", "not_positive"),
        ("/call_back_tries", 0, "/call_back_tries", "wrong_shape"),
        ("/overall/0", None, "/overall", "gap"),
        ("/overall/0/limit", "0h", "/overall/0/limit", "not_positive"),
        ("/overall/0/limit", "1000000000h", "/overall/0/limit", "too_long"),
        ("/overall/0/limit", "-1h", "/overall/0/limit", "limit_form"),
        ("/overall/0/limit", 96, "/overall/0/limit", "wrong_shape"),
        ("/overall/1/id", "overall.critical.simple", "/overall/1/id", "used_twice"),
        ("/overall/0/id", "sign.routine", "/stages/sign/2/id", "used_twice"),
        ("/grace/0/id", "sign.routine", "/grace/0/id", "used_twice"),
        ("/overall/0/when/urgency/0", "kritisch", "/overall/0/when/urgency/0", "unknown_name"),
        ("/overall/0/when/category", ["教育文体"], "/overall/0/when/category/0", "wrong_shape"),
        ("/overall/0/when/category", [], "/overall/0/when/category", "wrong_shape"),
        ("/overall/0/when/unit", ["a b"], "/overall/0/when/unit/0", "wrong_shape"),
        ("/overall/0/when/unit", ["1507"], "/overall", "gap"),
        ("/overall/0/when/category", ["urban"], "/overall", "gap"),
        ("/overall/0/statutory", True, "/overall", "gap"),
        ("/overall/0/statutory", "yes", "/overall/0/statutory", "wrong_shape"),
        ("/overall/0/starts", "stage", "/overall/0/starts", "wrong_start"),
        ("/overall/0/starts", "noon", "/overall/0/starts", "unknown_name"),
        ("/overall/0/limit", "4wh keep-time", "/overall/0/limit", "option_without_days"),
        ("/overall/0/when/urgency", [], "/overall/0/when/urgency", "wrong_shape"),
        ("/stages/dispatch/3/when/level", [1, 9], "/stages/dispatch/3/when/level/1", "unknown_level"),
        ("/stages/dispatch/3/when", {"level": [1]}, "/stages/dispatch/3/when", "ambiguous"),
        ("/stages/sign/1/when/urgency/0", "critical", "/stages/sign/1/when", "ambiguous"),
        ("/stages/coordinate/3/when", {}, "/stages/coordinate/3/when", "ambiguous"),
        ("/stages/park", None, "/stages/park", "missing"),
        ("/stages/park", [], "/stages/park", "wrong_shape"),
        ("/stages/sing", [], "/stages/sing", "unknown_name"),
        ("/stages/sign/2", None, "/stages/sign", "gap"),
        ("/grace/2", None, "/grace", "gap"),
        ("/grace/0/after", "1 day", "/grace/0/after", "limit_form"),
        ("/grace/0/after", "0min", "/grace/0/after", "not_positive"),
        ("/extensions", None, "/extensions", "missing"),
        ("/extensions/longest", "0d", "/extensions/longest", "not_positive"),
        ("/extensions/most", 1000, "/extensions/most", "wrong_shape"),
        ("/extensions/approvers", [], "/extensions/approvers", "wrong_shape"),
        ("/extensions/approvers/1", None, "/extensions/approvers/0", "gap"),
        ("/extensions/approvers/1/up_to", "10wd", "/extensions/approvers/1", "gap"),
        ("/extensions/approvers/0/up_to", "1000000000h", "/extensions/approvers/0/up_to", "too_long"),
        ("/extensions/approvers/1/by", "mayor", "/extensions/approvers/1/by", "unknown_name"),
        ("/objections/window", "soon", "/objections/window", "limit_form"),
        ("/requests/decision", "0wd", "/requests/decision", "not_positive"),
        ("/orders/answer/orange", None, "/orders/answer/orange", "missing"),
        ("/orders/answer/blue", "24h", "/orders/answer/blue", "unknown_name"),
        ("/orders/answer/red", "0h", "/orders/answer/red", "not_positive"),
        ("/problem/redos", 0, "/problem/redos", "wrong_shape"),
        ("/grace/0/when", {"stage": ["sign"]}, "/grace/1/when", "ambiguous"),
    ],
)
def test_a_policy_that_leaves_a_question_open_is_refused(path: str, value: object, pointer: str, code: str) -> None:
    assert (pointer, code) in faults(Policy, changed(path, value))


def test_a_gap_is_told_with_an_example() -> None:
    with pytest.raises(DefinitionInvalid) as refused:
        Policy.compile(changed("/stages/sign/2", None))

    (fault,) = refused.value.faults
    assert fault.params == {"example": "level 1, urgency routine, difficulty simple", "count": 15}


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@settings(max_examples=50)
@given(json)
def test_no_json_does_worse_than_being_refused(document: object) -> None:
    assert faults(Calendar, document)
    assert faults(Policy, document)


@settings(max_examples=50)
@given(st.sampled_from(sorted(DEFAULT)), json)
def test_no_value_in_a_policy_does_worse_than_being_refused(name: str, value: object) -> None:
    document = {**DEFAULT, name: value}

    with suppress(DefinitionInvalid):
        Policy.compile(document)


@settings(max_examples=50)
@given(st.sampled_from(["zone", "hours", "days", "regions", "make_up_hours"]), json)
def test_no_value_in_a_calendar_does_worse_than_being_refused(name: str, value: object) -> None:
    document = {"version": 1, "confirmed_until": "2026-12-31", name: value}

    with suppress(DefinitionInvalid):
        Calendars.compile(document)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from("abc"), st.dictionaries(st.sampled_from(sorted(Region.model_fields)), json)))
def test_no_region_does_worse_than_being_refused(regions: object) -> None:
    with suppress(DefinitionInvalid):
        Calendars.compile({"version": 1, "confirmed_until": "2026-12-31", "regions": regions})
