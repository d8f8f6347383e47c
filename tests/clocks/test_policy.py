"""Which limit applies."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks import seed
from escalation.clocks.calendar import Calendar
from escalation.clocks.policy import Policy
from escalation.clocks.policy_document import Difficulty, Stage, Urgency
from escalation.errors import GuardFailed

TICKETS = list(product(range(1, 7), Urgency, Difficulty))
ONE_ROUND = (Stage.DISPATCH, Stage.SIGN, Stage.HANDLE, Stage.AUDIT, Stage.CALL_BACK)


def a_policy(**changes: object) -> Policy:
    return Policy.compile({**seed.policy_document(), **changes})


def a_rule(rule_id: str, limit: str, **when: object) -> dict[str, object]:
    return {"id": rule_id, "when": when, "limit": limit, "zh": "规则", "en": "Rule"}


@pytest.mark.parametrize(
    ("ticket", "rule", "limit"),
    [
        (("sign", 1, "critical", "hard"), "sign.critical", "30min"),
        (("sign", 3, "routine", "simple"), "sign.routine", "1wd"),
        (("dispatch", 1, "routine", "simple"), "dispatch.routine.grassroots", "1wd"),
        (("dispatch", 3, "routine", "simple"), "dispatch.routine", "24h"),
        (("dispatch", 1, "critical", "simple"), "dispatch.critical", "1h"),
        (("handle", 4, "routine", "simple"), "handle.routine.simple", "5wd"),
        (("coordinate", 3, "routine", "hard"), "coordinate.routine.hard", "7wd"),
        (("reopen_window", 5, "urgent", "hard"), "reopen_window", "15d midnight"),
        (("sign", 6, "routine", "simple"), "sign.routine", "1wd"),
        (("dispatch", 6, "routine", "simple"), "dispatch.routine", "24h"),
    ],
)
def test_the_rule_that_names_most_applies(
    policy: Policy, ticket: tuple[str, int, str, str], rule: str, limit: str
) -> None:
    found = policy.stage(*ticket)

    assert (found.id, str(found.limit)) == (rule, limit)
    assert policy.rule(rule) == found


def test_the_whole_ticket_has_a_limit_of_its_own(policy: Policy) -> None:
    found = policy.overall(2, "routine", "hard")

    assert (found.id, str(found.limit), found.source) == (
        "overall.routine.hard",
        "60d",
        "信访工作条例 (2022) 第三十四条, 60 calendar days",
    )


@given(st.sampled_from(TICKETS), st.datetimes(datetime(2019, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC)))
def test_the_promise_covers_a_full_round_of_stages(ticket: tuple[int, str, str], start: datetime) -> None:
    calendar, policy = seed.calendar(), seed.policy()
    reached = start
    for stage in ONE_ROUND:
        reached = calendar.due(reached, policy.stage(stage, *ticket).limit).at

    assert reached <= calendar.due(start, policy.overall(*ticket).limit).at


def test_a_ticket_climbs_sooner_the_more_it_presses(policy: Policy) -> None:
    graces = [policy.grace("sign", urgency) for urgency in ("critical", "urgent", "routine")]

    assert graces == [timedelta(minutes=30), timedelta(hours=4), timedelta(hours=24)]


def test_a_grace_can_differ_by_stage() -> None:
    grace = [
        {"id": "grace", "after": "24h"},
        {"id": "grace.sign", "when": {"stage": ["sign"]}, "after": "2h"},
    ]
    policy = a_policy(grace=grace)

    assert policy.grace("sign", "routine") == timedelta(hours=2)
    assert policy.grace("handle", "routine") == timedelta(hours=24)


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


def test_every_rule_of_the_default_policy_applies_to_some_ticket(policy: Policy) -> None:
    document = seed.policy_document()
    stages = document["stages"]
    assert isinstance(stages, dict)
    written = {rule["id"] for rules in [document["overall"], *stages.values()] for rule in rules}

    assert {rule_id for rule_id in written if policy.rule(rule_id)} == written


def test_a_tie_is_no_tie_when_a_more_specific_rule_decides_it() -> None:
    overall = [
        a_rule("all", "10wd"),
        a_rule("critical", "2wd", urgency=["critical"]),
        a_rule("hard", "20wd", difficulty=["hard"]),
        a_rule("critical.hard", "5wd", urgency=["critical"], difficulty=["hard"]),
    ]

    assert a_policy(overall=overall).overall(3, "critical", "hard").id == "critical.hard"


def test_a_level_without_name_is_refused_if_no_rule_is_for_all_levels() -> None:
    policy = a_policy(overall=[a_rule("named", "10wd", level=[1, 2, 3, 4, 5])])

    assert policy.overall(5, "routine", "simple").id == "named"
    with pytest.raises(GuardFailed):
        policy.overall(6, "routine", "simple")


def test_policies_that_say_the_same_are_equal(policy: Policy) -> None:
    assert {policy, a_policy()} == {policy}
    assert a_policy(version=2) != policy
