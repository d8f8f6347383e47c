"""Regions: calendars of unit subtrees in one document."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.clocks import defaults
from escalation.clocks.calendar import Calendar
from escalation.clocks.calendars import Calendars, missing_year, unit_faults
from escalation.clocks.limits import Limit
from escalation.errors import DefinitionInvalid, GuardFailed

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAADAM = {"2026-06-18": {"kind": "holiday", "zh": "那达慕", "en": "Naadam"}}
FIVE_DAYS = Limit.parse("5wd")
LIMITS = [Limit.parse(text) for text in ("1wd", "5wd", "24h", "4wh", "60d", "15d no-roll", "1mo", "3wd midnight")]
REGIONS: dict[str, dict[str, object]] = {
    "oroqen": {"units": ["150723", "150722"], "days": NAADAM},
    "dayangshu": {
        "extends": "oroqen",
        "units": ["150723100"],
        "hours": {"mon": ["09:00-12:00"], "thu": ["09:00-12:00"]},
    },
    "summer": {"make_up_hours": ["09:00-11:00"]},
}

moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC))
limits = st.sampled_from(LIMITS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def some_calendars(regions: object = REGIONS, **changes: object) -> Calendars:
    return Calendars.compile({**defaults.calendar_document(), "regions": regions, **changes})


def with_day(day: str, kind: str = "holiday", **changes: object) -> dict[str, object]:
    document = defaults.calendar_document()
    days = document["days"]
    assert isinstance(days, dict)
    return {**document, "days": {**days, day: {"kind": kind}}, **changes}


def test_a_local_holiday_holds_for_the_units_of_its_region_and_those_below_them() -> None:
    calendars = some_calendars()
    start = at("2026-06-15 10:00")

    due = {
        unit: calendars.of(chain).due(start, FIVE_DAYS).at
        for unit, chain in {
            "county of the region": ("150723", "1507"),
            "township in it": ("150723101", "150723", "1507"),
            "city above it": ("1507",),
            "county beside it": ("150781", "1507"),
        }.items()
    }

    # 16, 17, (18: Naadam), 22, 23, 24: Dragon Boat is from the 19th to the 21st.
    assert due["county of the region"] == due["township in it"] == at("2026-06-24 17:30")
    assert due["city above it"] == due["county beside it"] == at("2026-06-23 17:30")


def test_the_nearest_region_counts_and_has_what_it_extends() -> None:
    calendar = some_calendars().of(("150723100", "150723", "1507"))

    assert not calendar.is_working_day(date(2026, 6, 18))  # of the region it extends
    assert not calendar.is_working_day(date(2026, 10, 1))  # of everybody
    assert calendar.is_working_day(date(2026, 6, 25))
    assert not calendar.is_working_day(date(2026, 6, 26))  # hours of its own, on Mondays and Thursdays
    assert calendar.worked(at("2026-06-22 00:00"), at("2026-06-29 00:00")) == timedelta(hours=6)


def test_a_limit_may_name_the_calendar_it_is_counted_by() -> None:
    calendars = some_calendars()
    chain = ("150723", "1507")

    assert calendars.of((), Limit.parse("5wd calendar=oroqen")) is calendars.of(chain)
    assert calendars.of(chain, Limit.parse("5wd calendar=base")) is calendars.base
    assert calendars.of(chain, FIVE_DAYS) is calendars.of(chain)
    with pytest.raises(GuardFailed):
        calendars.of(chain, Limit.parse("5wd calendar=atlantis"))


def test_a_region_can_be_asked_for_its_exceptional_days() -> None:
    calendars = some_calendars()
    region = calendars.region_of(("150723101", "150723", "1507"))

    days = calendars.special_days(region, date(2026, 6, 18), date(2026, 6, 21))

    assert region == "oroqen"
    assert list(days) == [date(2026, 6, day) for day in (18, 19, 20, 21)]
    assert list(calendars.special_days("base", date(2026, 6, 18), date(2026, 6, 21))) == list(days)[1:]


def test_a_region_can_lie_in_another_time_zone() -> None:
    calendars = some_calendars({"kashgar": {"units": ["6531"], "zone": "Asia/Urumqi"}})

    due = calendars.of(("653101", "6531", "65")).due(at("2026-06-15 10:00"), Limit.parse("1wd"))

    assert due.at == at("2026-06-16 19:30")


def test_make_up_days_of_a_region_keep_hours_of_their_own() -> None:
    calendar = some_calendars().of((), Limit.parse("1wd calendar=summer"))

    assert calendar.due(at("2026-02-13 10:00"), Limit.parse("1wd")).at == at("2026-02-14 11:00")


def test_without_regions_there_is_one_calendar() -> None:
    calendars = defaults.calendars()

    assert calendars.of(("150723", "1507"), FIVE_DAYS) is calendars.base is defaults.calendar()
    assert calendars.base == Calendar.compile(defaults.calendar_document())
    assert calendars.names == {"base"}


@given(moments, limits, st.sampled_from(["150781", "1507", "150702"]))
def test_regions_touch_only_their_own_units(start: datetime, limit: Limit, unit: str) -> None:
    assert WITH_REGIONS.of((unit, "15"), limit).due(start, limit) == defaults.calendar().due(start, limit)


WITH_REGIONS = some_calendars()


@pytest.mark.parametrize(
    ("regions", "pointer", "code"),
    [
        ({"a": {"extends": "b"}}, "/regions/a/extends", "unknown_region"),
        ({"a": {"extends": "b"}, "b": {"extends": "c"}}, "/regions/b/extends", "unknown_region"),
        ({"a": {"extends": "base"}}, "/regions/a/extends", "unknown_region"),
        ({"a": {"extends": "a"}}, "/regions/a/extends", "cycle"),
        ({"a": {"extends": "b"}, "b": {"extends": "a"}}, "/regions/b/extends", "cycle"),
        ({"a": {"extends": "b"}, "b": {"extends": "c"}, "c": {"extends": "b"}}, "/regions/c/extends", "cycle"),
        ({"a": {"units": ["1507"]}, "b": {"units": ["15", "1507"]}}, "/regions/b/units/1", "used_twice"),
        ({"a": {"units": ["1507", "1507"]}}, "/regions/a/units/1", "used_twice"),
        ({"a": {"units": ["15 07"]}}, "/regions/a/units/0", "wrong_shape"),
        ({"base": {}}, "/regions/base", "reserved_name"),
        ({"A": {}}, "/regions/A", "wrong_shape"),
        ({"a": {"version": 2}}, "/regions/a/version", "unknown_field"),
        ({"a": {"zone": "Asia/Hailar"}}, "/regions/a/zone", "unknown_zone"),
        ({"a": {"hours": {}}}, "/regions/a/hours", "no_working_time"),
        ({"a": {"hours": {"mon": ["12:00-08:30"]}}}, "/regions/a/hours/mon/0", "hours_overlap"),
        ({"a": {"make_up_hours": []}}, "/regions/a/days/2026-02-14", "workday_without_hours"),
        ({"a": {"days": {"2003-05-01": {"kind": "holiday"}}}}, "/regions/a/days/2003-05-01", "outside_calendar"),
        ({"a": {"days": {"2026-02-31": {"kind": "holiday"}}}}, "/regions/a/days/2026-02-31", "wrong_shape"),
        (
            {
                "a": {
                    "days": {
                        f"2025-{month:02}-{day:02}": {"kind": "holiday"} for month in (5, 6, 7) for day in range(1, 31)
                    }
                }
            },
            "/regions/a/days",
            "no_working_time",
        ),
    ],
)
def test_a_region_one_cannot_work_by_is_refused(regions: object, pointer: str, code: str) -> None:
    with pytest.raises(DefinitionInvalid) as refused:
        some_calendars(regions)

    assert (pointer, code) in {(fault.pointer, fault.code) for fault in refused.value.faults}


def test_a_region_is_blamed_for_its_own_faults_only() -> None:
    with pytest.raises(DefinitionInvalid) as refused:
        some_calendars({"a": {"extends": "b"}, "b": {"zone": "Mars"}, "c": {}})

    assert {fault.pointer for fault in refused.value.faults} == {"/regions/a/zone", "/regions/b/zone"}


def test_units_that_do_not_exist_are_told_with_their_place() -> None:
    document = {**defaults.calendar_document(), "regions": REGIONS}

    faults = list(unit_faults(document, {"1507", "150722", "150723100"}))

    assert [(fault.pointer, fault.code) for fault in faults] == [("/regions/oroqen/units/0", "unknown_unit")]


def test_the_same_document_makes_no_difference() -> None:
    assert some_calendars(version=1).first_difference(some_calendars(version=2)) is None


@pytest.mark.parametrize(
    ("document", "moment"),
    [
        (with_day("2026-06-18"), "2026-06-18 00:00"),
        (with_day("2026-06-20", "workday"), "2026-06-20 00:00"),
        (with_day("2026-06-18", regions={"a": {"units": ["1507"], "days": NAADAM}}), "2026-06-18 00:00"),
        (with_day("2030-01-01", regions={"a": {"units": ["1507"], "days": NAADAM}}), "2026-06-18 00:00"),
        ({**defaults.calendar_document(), "confirmed_until": "2027-12-31"}, "2027-01-01 00:00"),
        (with_day("2027-10-01", confirmed_until="2027-12-31"), "2027-01-01 00:00"),
        ({**defaults.calendar_document(), "hours": {"tue": ["08:30-12:00"]}}, "2004-01-02 00:00"),
        ({**defaults.calendar_document(), "zone": "Asia/Hong_Kong"}, "2004-01-01 00:00"),
    ],
)
def test_due_dates_differ_from_the_first_different_day_on(document: dict[str, object], moment: str) -> None:
    old, new = defaults.calendars(), Calendars.compile({**document, "version": 2})

    assert old.first_difference(new) == new.first_difference(old) == at(moment)


def test_a_unit_that_changes_its_region_makes_the_difference_of_both() -> None:
    before = some_calendars({"oroqen": REGIONS["oroqen"], "summer": REGIONS["summer"]})
    moved = some_calendars({"oroqen": {**REGIONS["oroqen"], "units": ["150722"]}, "summer": REGIONS["summer"]})

    assert before.first_difference(moved) == at("2026-06-18 00:00")


changed_days = st.dates(date(2024, 6, 1), date(2026, 12, 31))


@settings(max_examples=15)
@given(moments, limits, changed_days, st.sampled_from(["holiday", "workday"]))
def test_what_ends_before_the_first_difference_ends_the_same(
    start: datetime, limit: Limit, day: date, kind: str
) -> None:
    old, new = defaults.calendar(), Calendars.compile(with_day(day.isoformat(), kind, version=2))
    moment = defaults.calendars().first_difference(new) or datetime(2040, 1, 1, tzinfo=UTC)

    before, after = old.due(start, limit), new.base.due(start, limit)

    assert before == after or min(before.at, after.at) >= moment


@pytest.mark.parametrize(
    ("confirmed_until", "now", "missing"),
    [
        ("2026-12-31", "2026-10-31 23:59", None),
        ("2026-12-31", "2026-11-01 00:00", 2027),
        ("2026-12-31", "2027-02-01 09:00", 2027),
        ("2027-12-31", "2026-12-01 09:00", None),
        ("2026-06-30", "2026-03-01 09:00", 2026),
        ("2024-12-31", "2026-03-01 09:00", 2025),
    ],
)
def test_operators_are_told_from_november_on_which_year_is_missing(
    confirmed_until: str, now: str, missing: int | None
) -> None:
    calendars = Calendars.compile({"version": 1, "confirmed_until": confirmed_until})

    assert missing_year(calendars, at(now)) == missing
