"""What is found about one unit (judging)? All alarms that its weeks give, and which of those given before are over."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from escalation.programme.trends.domain.activity import Week, level, that_count
from escalation.programme.trends.domain.alarms import Decay, TrendAlarm, burst, faded, idle_below, is_over
from escalation.programme.trends.domain.rules import TrendRules


def findings(
    own: Sequence[Week], whole: Sequence[Week], below: Sequence[Sequence[Week]], rules: TrendRules
) -> Mapping[TrendAlarm, Decay]:
    """What its weeks give, by alarm. `own`: by itself; `whole`: with all below; `below`: each directly below."""
    counted = that_count(whole, rules.least_working_days)
    found = (
        faded(counted, rules.faded),
        idle_below(
            that_count(own, rules.least_working_days),
            [that_count(each, rules.least_working_days) for each in below],
            rules.idle_below,
        ),
        burst(counted, rules.burst),
    )
    return {each.alarm: each for each in found if each is not None}


def over(
    given: Mapping[TrendAlarm, Fraction], found: Mapping[TrendAlarm, Decay], whole: Sequence[Week], rules: TrendRules
) -> list[TrendAlarm]:
    """Which of the alarms given before are over; `given` has the level that each was measured by."""
    counted = that_count(whole, rules.least_working_days)
    recent = {
        TrendAlarm.FADED: (rules.faded.recent, rules.faded.below),
        TrendAlarm.BURST: (rules.burst.quiet, rules.burst.still),
        TrendAlarm.IDLE_BELOW: (rules.idle_below.recent, rules.idle_below.below),
    }
    return [
        alarm for alarm, before in given.items()
        if is_over(alarm, found.get(alarm), before, level(counted[-recent[alarm][0] :]), recent[alarm][1])
    ]  # fmt: skip
