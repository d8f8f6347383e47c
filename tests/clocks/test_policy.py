"""Which limit applies."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks import defaults
from escalation.clocks.calendar import Calendar
from escalation.clocks.limits import Limit
from escalation.clocks.policy import Policy
from escalation.clocks.policy_document import Difficulty, Stage, Start, Urgency
from escalation.clocks.policy_validation import place_faults
from escalation.clocks.rules import About
from escalation.clocks.stopwatch import prevailing
from escalation.errors import DefinitionInvalid, GuardFailed

TICKETS = [About(*asked) for asked in product(range(1, 7), Urgency, Difficulty)]
ONE_ROUND = (Stage.DISPATCH, Stage.SIGN, Stage.HANDLE, Stage.AUDIT, Stage.CALL_BACK)
ANY = About(3, "routine", "simple")
VILLAGE = ("150723100201", "150723100", "150723", "1507")


def a_policy(**changes: object) -> Policy:
    return Policy.compile({**defaults.policy_document(), **changes})


def a_rule(rule_id: str, limit: str = "5wd", **when: object) -> dict[str, object]:
    return {"id": rule_id, "when": when, "limit": limit, "zh": "规则", "en": "Rule"}


def ambiguous(*rules: dict[str, object]) -> set[str]:
    """The places at which these rules, beside one for everything, are refused as ties."""
    with pytest.raises(DefinitionInvalid) as refused:
        a_policy(overall=[a_rule("all"), *rules])
    return {fault.pointer for fault in refused.value.faults if fault.code == "ambiguous"}


@pytest.mark.parametrize(
    ("stage", "about", "rule", "limit"),
    [
        ("sign", About(1, "critical", "hard"), "sign.critical", "30min"),
        ("sign", About(3, "routine", "simple"), "sign.routine", "1wd"),
        ("dispatch", About(1, "routine", "simple"), "dispatch.routine.grassroots", "1wd"),
        ("dispatch", About(3, "routine", "simple"), "dispatch.routine", "24h"),
        ("dispatch", About(1, "critical", "simple"), "dispatch.critical", "1h"),
        ("handle", About(4, "routine", "simple"), "handle.routine.simple", "5wd"),
        ("coordinate", About(3, "routine", "hard"), "coordinate.routine.hard", "7wd"),
        ("reopen_window", About(5, "urgent", "hard"), "reopen_window", "15d midnight"),
        ("sign", About(6, "routine", "simple"), "sign.routine", "1wd"),
        ("dispatch", About(6, "routine", "simple"), "dispatch.routine", "24h"),
    ],
)
def test_the_rule_that_names_most_applies(policy: Policy, stage: str, about: About, rule: str, limit: str) -> None:
    found = policy.stage(stage, about).rule

    assert (found.id, str(found.limit), found.starts) == (rule, limit, Start.STAGE)
    assert policy.rule(rule) == found


def test_the_whole_ticket_has_a_limit_of_its_own(policy: Policy) -> None:
    found = policy.overall(About(2, "routine", "hard"))

    assert (found.rule.id, str(found.rule.limit), found.rule.starts, found.statutory) == (
        "overall.routine.hard",
        "60d",
        Start.REGISTERED,
        None,
    )
    assert found.rule.source == "《信访工作条例》（2022年）第三十四条：60日"


@given(st.sampled_from(TICKETS), st.datetimes(datetime(2019, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC)))
def test_the_promise_covers_a_full_round_of_stages(about: About, start: datetime) -> None:
    calendar, policy = defaults.calendar(), defaults.policy()
    reached = start
    for stage in ONE_ROUND:
        reached = calendar.due(reached, policy.stage(stage, about).rule.limit).at

    assert reached <= calendar.due(start, policy.overall(about).rule.limit).at


def test_a_rule_of_a_unit_holds_for_it_and_everything_below() -> None:
    policy = a_policy(overall=[a_rule("all"), a_rule("county", unit=["150723", "150722"])])
    chains = [VILLAGE, VILLAGE[2:], ("150722001", "150722", "1507"), ("150781", "1507"), ()]

    found = [policy.overall(About(1, "routine", "simple", units)).rule.id for units in chains]

    assert found == ["county", "county", "county", "all", "all"]


def test_a_rule_of_a_category_holds_for_it_and_its_parts() -> None:
    policy = a_policy(overall=[a_rule("all"), a_rule("housing", category=["urban.housing", "labour"])])
    categories = ["urban.housing", "urban.housing.fund", "labour.pay", "urban", "urban.housingfund", None]

    found = [policy.overall(About(1, "routine", "simple", (), category)).rule.id for category in categories]

    assert found == ["housing", "housing", "housing", "all", "all", "all"]


def test_more_conditions_come_before_the_nearer_unit_and_that_before_the_deeper_category() -> None:
    rules = [
        a_rule("all"),
        a_rule("urgent", urgency=["urgent"]),
        a_rule("category", category=["urban"]),
        a_rule("part", category=["urban.housing"]),
        a_rule("city", unit=["1507"]),
        a_rule("county", unit=["150723"]),
        a_rule("city.category", unit=["1507"], category=["urban.housing"]),
        a_rule("county.category", unit=["150723"], category=["urban"]),
        a_rule("county.part", unit=["150723"], category=["urban.housing"]),
        a_rule("city.urgent.category", unit=["1507"], urgency=["urgent"], category=["urban"]),
    ]
    policy = a_policy(overall=rules)

    def applied(urgency: str, units: tuple[str, ...], category: str | None) -> str:
        return policy.overall(About(1, urgency, "simple", units, category)).rule.id

    assert applied("routine", (), None) == "all"
    assert applied("urgent", (), None) == "urgent"
    assert applied("routine", (), "urban.roads") == "category"
    assert applied("routine", (), "urban.housing.fund") == "part"
    assert applied("urgent", VILLAGE, None) == "county"
    assert applied("urgent", ("150781", "1507"), None) == "city"
    assert applied("routine", ("150781", "1507"), "urban.housing") == "city.category"
    assert applied("routine", VILLAGE, "urban.roads") == "county.category"
    assert applied("routine", VILLAGE, "urban.housing.fund") == "county.part"
    assert applied("urgent", VILLAGE, "urban.housing.fund") == "city.urgent.category"


def test_rules_that_tie_are_refused_wherever_they_meet() -> None:
    units, urban = {"unit": ["150723"]}, {"category": ["urban"]}

    assert ambiguous(a_rule("b", "5wd", **units), a_rule("c", unit=["1507", "150723"])) == {"/overall/2/when"}
    assert ambiguous(a_rule("b", "5wd", **urban), a_rule("c", category=["labour", "urban"])) == {"/overall/2/when"}
    assert ambiguous(
        a_rule("b", "5wd", **units, urgency=["urgent"]), a_rule("c", "5wd", **units, difficulty=["hard"])
    ) == {"/overall/2/when"}
    assert ambiguous(
        a_rule("b", "5wd", **units, **urban, urgency=["urgent"]),
        a_rule("c", "5wd", **units, **urban, level=[1]),
        a_rule("d", "5wd", **units, **urban, level=[1, 2], urgency=["routine", "urgent"]),
        a_rule("e", "5wd", **units, **urban, level=[2], urgency=["urgent"]),
    ) == {"/overall/4/when"}


@pytest.mark.parametrize(
    "rules",
    [
        [a_rule("b", unit=["150723"]), a_rule("c", category=["urban"])],
        [a_rule("b", unit=["150723"]), a_rule("c", unit=["1507"])],
        [a_rule("b", category=["urban"]), a_rule("c", category=["urban.housing"])],
        [a_rule("b", unit=["150723"], urgency=["urgent"]), a_rule("c", unit=["1507"], difficulty=["hard"])],
        [a_rule("b", unit=["150723"], urgency=["urgent"]), a_rule("c", unit=["150723"], urgency=["routine"])],
    ],
)
def test_units_and_categories_within_each_other_are_no_tie(rules: list[dict[str, object]]) -> None:
    assert a_policy(overall=[a_rule("all"), *rules]).version == 1


def test_a_tie_is_no_tie_when_a_more_specific_rule_decides_it() -> None:
    overall = [
        a_rule("all", "10wd"),
        a_rule("critical", "2wd", urgency=["critical"]),
        a_rule("hard", "20wd", difficulty=["hard"]),
        a_rule("critical.hard", "5wd", urgency=["critical"], difficulty=["hard"]),
    ]

    assert a_policy(overall=overall).overall(About(3, "critical", "hard")).rule.id == "critical.hard"


def test_too_many_places_are_refused_before_they_are_looked_at() -> None:
    units, categories = [f"u{n}" for n in range(200)], [f"c{n}" for n in range(200)]

    with pytest.raises(DefinitionInvalid) as refused:
        a_policy(overall=[a_rule("all"), a_rule("b", unit=units, category=categories)])

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/overall", "too_many")]


LAW = {**a_rule("law", "60d", category=["petition"]), "statutory": True, "source": "信访工作条例 (2022) 第三十四条"}


@pytest.mark.parametrize(
    ("limit", "category", "rule", "due"),
    [
        ("5wd", "petition", "law", "2025-05-06 17:30"),  # 60 days, until the day after Labour Day: longer
        ("60wd", "petition.land", "hotline", "2025-05-29 17:30"),  # 20 in March, 22 in April, 18 in May
        ("5wd", "urban", "hotline", "2025-03-10 17:30"),  # the statute is not about it
    ],
)
def test_a_statutory_limit_prevails_where_it_is_longer(
    calendar: Calendar, limit: str, category: str, rule: str, due: str
) -> None:
    policy = a_policy(overall=[a_rule("hotline", limit), LAW])
    shanghai = ZoneInfo("Asia/Shanghai")
    start = datetime(2025, 3, 3, 10, tzinfo=shanghai)

    applied = policy.overall(About(3, "routine", "simple", (), category))
    found, watch, ends = prevailing(applied, lambda _: calendar, lambda _: start)

    assert (found.id, watch.limit) == (rule, found.limit)
    assert ends.at == datetime.fromisoformat(due).replace(tzinfo=shanghai)
    assert policy.rule("law") == policy.overall(About(1, "urgent", "hard", (), "petition")).statutory


def test_two_statutes_for_the_same_ticket_are_a_tie_too() -> None:
    other = {**a_rule("other", "90d", category=["petition"]), "statutory": True}

    assert ambiguous(LAW, other) == {"/overall/2/when"}


def test_the_moment_that_starts_a_limit_is_part_of_the_rule(calendar: Calendar) -> None:
    sent = {**a_rule("sent", "24h"), "starts": "dispatched"}
    stages = {**defaults.policy_document()["stages"], "handle": [sent]}  # type: ignore[dict-item]
    moments = {start: datetime(2025, 3, day, tzinfo=UTC) for day, start in enumerate(Start, 3)}

    rule, watch, due = prevailing(a_policy(stages=stages).stage("handle", ANY), lambda _: calendar, moments.__getitem__)

    assert rule.starts is Start.DISPATCHED
    assert watch.started_at == moments[Start.DISPATCHED]
    assert due.at == datetime(2025, 3, 5, tzinfo=UTC)


def test_a_ticket_climbs_sooner_the_more_it_presses(policy: Policy) -> None:
    graces = [str(policy.grace("sign", urgency)) for urgency in ("critical", "urgent", "routine")]

    assert graces == ["30min", "4wh", "1wd"]


def test_a_grace_can_differ_by_stage_and_be_working_time() -> None:
    grace = [
        {"id": "grace", "after": "24h"},
        {"id": "grace.sign", "when": {"stage": ["sign"]}, "after": "2wh"},
    ]
    policy = a_policy(grace=grace)

    assert policy.grace("sign", "routine") == Limit.parse("2wh")
    assert policy.grace("handle", "routine") == Limit.parse("24h")


@pytest.mark.parametrize(
    ("written", "missed", "meant"),
    [
        ("24h", "5wd", "24wh"),
        ("24h", "60d", "24wh"),
        ("24h", "3mo first-day", "24wh"),
        ("90min cut-off=17:00", "4wh", "90wmin cut-off=17:00"),
        ("24h from-workday", "1wd", "24wh"),
        ("80000h", "1wd", "29280wh"),  # the longest there is
        ("24h", "24h", "24h"),  # round the clock after what runs round the clock
        ("30min", "30min", "30min"),
        ("4wh", "24h", "4wh"),
        ("1wd", "24h", "1wd"),
        ("2d no-roll", "5wd", "2d no-roll"),
        ("1mo", "5wd", "1mo"),
    ],
)
def test_a_grace_in_plain_hours_is_of_the_time_of_the_limit_that_was_missed(
    written: str, missed: str, meant: str
) -> None:
    policy = a_policy(grace=[{"id": "grace", "after": written}])

    assert policy.grace("handle", "routine", after=Limit.parse(missed)) == Limit.parse(meant)


def test_what_else_is_laid_down_is_read_with_its_limits(policy: Policy) -> None:
    first, last = policy.extensions.approvers

    assert (policy.extensions.most, str(policy.extensions.longest)) == (2, "30d")
    assert (first.nth, first.up_to, first.by) == (frozenset({1}), None, "leader")
    assert (last.nth, last.up_to, last.by) == (None, None, "dispatcher")
    assert (str(policy.objections.window), str(policy.objections.decision)) == ("5wd", "2wd")
    assert str(policy.requests.decision) == "2wd"
    assert {colour: str(limit) for colour, limit in policy.orders.answer.items()} == {
        "yellow": "48h",
        "orange": "24h",
        "red": "12h",
    }
    assert (policy.problem.redos, policy.problem.units) == (3, 3)


def test_levels_have_names_to_show(policy: Policy) -> None:
    assert [(level.rank, level.zh) for level in policy.levels.values()] == [
        (1, "村级"),
        (2, "乡级"),
        (3, "旗县级"),
        (4, "市级"),
        (5, "自治区级"),
    ]


def test_a_reminder_is_not_repeated_before_the_next_working_day_ends(calendar: Calendar, policy: Policy) -> None:
    reminded = datetime(2026, 2, 14, 2, tzinfo=UTC)

    assert calendar.due(reminded, policy.reminder_floor).at == datetime(2026, 2, 24, 9, 30, tzinfo=UTC)


def _applied_ids(policy: Policy) -> Iterator[str]:
    for about in TICKETS:
        yield policy.overall(about).rule.id
        yield from (policy.stage(stage, about).rule.id for stage in Stage)


def test_every_rule_of_the_default_policy_applies_to_some_ticket(policy: Policy) -> None:
    document = defaults.policy_document()
    stages = document["stages"]
    assert isinstance(stages, dict)
    written = {rule["id"] for rules in [document["overall"], *stages.values()] for rule in rules}

    assert set(_applied_ids(policy)) == written
    assert {rule_id for rule_id in written if policy.rule(rule_id)} == written
    assert policy.rule("overall.none") is None


def test_a_level_without_name_is_refused_if_no_rule_is_for_all_levels() -> None:
    policy = a_policy(overall=[a_rule("named", "10wd", level=[1, 2, 3, 4, 5])])

    assert policy.overall(About(5, "routine", "simple")).rule.id == "named"
    with pytest.raises(GuardFailed):
        policy.overall(About(6, "routine", "simple"))


def test_policies_that_say_the_same_are_equal(policy: Policy) -> None:
    assert {policy, a_policy()} == {policy}
    assert a_policy(version=2) != policy


def test_what_the_place_does_not_have_is_told_with_its_place() -> None:
    overall = [
        a_rule("all", "5wd calendar=oroqen"),
        a_rule("b", "5wd calendar=atlantis", unit=["150723", "150799"], category=["urban", "urban.moon"]),
    ]
    document = {**defaults.policy_document(), "overall": overall, "reminder_floor": "1wd calendar=base"}

    faults = list(place_faults(document, {"1507", "150723"}, {"urban"}, {"base", "oroqen"}))

    assert {(fault.pointer, fault.code) for fault in faults} == {
        ("/overall/1/when/unit/1", "unknown_unit"),
        ("/overall/1/when/category/1", "unknown_category"),
        ("/overall/1/limit", "unknown_calendar"),
    }
    assert Policy.compile(document).calendars == {"base", "oroqen", "atlantis"}


def test_the_default_policy_names_no_place(policy: Policy) -> None:
    assert list(place_faults(defaults.policy_document(), (), (), ())) == []
    assert policy.calendars == frozenset()
