"""When does a trend give an alarm (三防止), and when is that over? Pure: weeks in, a finding out; exact fractions.

Every function takes weeks in their order, complete ones that count (`activity.that_count`), the newest last. It says
nothing of a unit that was never active enough to tell, and of one that has not been there for long enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from escalation.programme.trends.domain.activity import Week, done_in, level
from escalation.programme.trends.domain.rules import BurstRules, FadedRules, IdleBelowRules


class TrendAlarm(StrEnum):
    """How zeal fades: 前紧后松, 上紧下松, 一阵风."""

    FADED = "faded"
    IDLE_BELOW = "idle_below"
    BURST = "burst"


@dataclass(frozen=True, slots=True)
class Decay:
    """What stands behind an alarm, as figures for people.

    `before`, `after`: how much was done for each working day, then and now; of 上紧下松 `before` is what the unit did
    itself. `units`, `idle`: of 上紧下松 how many units there are below, and how many of them did nothing.
    """

    alarm: TrendAlarm
    since: date
    before: Fraction
    after: Fraction
    units: int | None = None
    idle: int | None = None


def faded(weeks: Sequence[Week], rules: FadedRules) -> Decay | None:
    """前紧后松: the last weeks are below a share of what this very unit did before."""
    if len(weeks) < rules.recent + rules.earlier:
        return None
    now, then = weeks[-rules.recent :], weeks[-rules.recent - rules.earlier : -rules.recent]
    if done_in(then) < rules.least or level(now) * 100 >= level(then) * rules.below:
        return None
    return Decay(TrendAlarm.FADED, now[0].monday, level(then), level(now))


def idle_below(weeks: Sequence[Week], below: Sequence[Sequence[Week]], rules: IdleBelowRules) -> Decay | None:
    """上紧下松: the unit itself is active, and too few of those directly below did anything, with all below them."""
    if len(weeks) < rules.recent or len(below) < rules.units:
        return None
    now = weeks[-rules.recent :]
    first = now[0].monday
    recent = [[week for week in each if week.monday >= first] for each in below]
    idle = sum(done_in(each) == 0 for each in recent)
    if done_in(now) < rules.least or (len(below) - idle) * 100 >= len(below) * rules.below:
        return None
    after = sum((level(each) for each in recent), Fraction()) / len(below)
    return Decay(TrendAlarm.IDLE_BELOW, first, level(now), after, len(below), idle)


def burst(weeks: Sequence[Week], rules: BurstRules) -> Decay | None:
    """一阵风: nearly all of a long time was done in a few weeks in a row, and since then nearly nothing."""
    if len(weeks) < rules.weeks:
        return None
    seen = weeks[-rules.weeks :]
    for start in range(rules.weeks - rules.peak - rules.quiet + 1):
        peak, after = seen[start : start + rules.peak], seen[start + rules.peak :]
        is_short = done_in(peak) * 100 >= done_in(seen) * rules.share
        is_still = level(after) * 100 <= level(peak) * rules.still
        if done_in(peak) >= rules.least and is_short and is_still:
            return Decay(TrendAlarm.BURST, after[0].monday, level(peak), level(after))
    return None


def is_over(alarm: TrendAlarm, found: Decay | None, before: Fraction, recent: Fraction, below: int) -> bool:
    """Whether an alarm that was given is over: not before the unit is as active again as it was measured by.

    `before` is what the alarm was given for, `recent` the level of the last weeks, `below` the share of the rule in
    per cent. Who stays idle until the good weeks are out of sight has not recovered. Those below are active again as
    soon as they are.
    """
    if alarm is TrendAlarm.IDLE_BELOW:
        return found is None
    return found is None and recent * 100 >= before * below
