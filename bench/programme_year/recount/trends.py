"""When does zeal fade (trends), judged week by week and unit by unit? By what was known of each week once it was over.

The rules are those that come along: 前紧后松 below 40 % of the eight weeks before, 上紧下松, 一阵风.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple
from uuid import UUID

from bench.programme_year.recount.branches import Counts, add, told
from bench.programme_year.recount.snapshot import Figures, Snapshot

_WEIGHTS: Final = {"visits": 1, "diary": 1, "opinions": 1, "moves": 1, "closings": 1, "meetings": 5}
_LEAST_DAYS, _SEEN = 3, 20
"""Working days of a week that counts; so many weeks are looked at, of which some may not count."""
_PLACES: Final = {"territory", "enterprise"}

Done = Mapping[date, int]


class _Found(NamedTuple):
    since: date
    before: Fraction


class _Unit(NamedTuple):
    own: Done
    whole: Done
    below: Sequence[Done]


def by_week(snapshot: Snapshot) -> Figures:
    """What was done, by place, week and kind."""
    counts: Counts = Counter()
    for (monday, unit_id, kind), done in snapshot.known.activity.items():
        add(counts, snapshot, unit_id, [(monday, kind)], done)
    return told(counts)


def judge(snapshot: Snapshot) -> Figures:
    """Every alarm that was to be given: of which unit, which one, since which week; and by which week it was over."""
    known, units = snapshot.known, _activity(snapshot)
    standing: dict[tuple[str, str], _Found] = {}
    found: dict[tuple[object, ...], object] = {}
    for monday in sorted(known.judged):
        first = monday - timedelta(weeks=_SEEN - 1)
        weeks = [week for week, days in sorted(known.weeks.items())
                 if first <= week <= monday and days >= _LEAST_DAYS]  # fmt: skip
        for code, unit in units.items():
            now = _alarms(weeks, known.weeks, unit)
            for alarm in ("faded", "idle_below", "burst"):
                given = standing.get((code, alarm))
                if given is None and alarm in now:
                    standing[code, alarm] = now[alarm]
                    found[code, alarm, now[alarm].since, "before"] = now[alarm].before
                elif given is not None and alarm not in now and _is_well(alarm, given, weeks, known.weeks, unit):
                    del standing[code, alarm]
                    found[code, alarm, given.since, "over"] = True
    return found


def _activity(snapshot: Snapshot) -> Mapping[str, _Unit]:
    own: dict[UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    whole: dict[UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for (monday, unit_id, kind), done in snapshot.known.activity.items():
        own[unit_id][monday] += done * _WEIGHTS[kind]
        for each in snapshot.above[unit_id]:
            whole[each][monday] += done * _WEIGHTS[kind]
    judged = {row["id"]: row for row in snapshot.rows["units"] if row["kind"] in _PLACES}
    return {
        row["code"]: _Unit(own[id_], whole[id_], [whole[each["id"]] for each in judged.values()
                                                   if each["parent_id"] == id_])
        for id_, row in judged.items()
    }  # fmt: skip


def _alarms(weeks: Sequence[date], days: Mapping[date, int], unit: _Unit) -> Mapping[str, _Found]:
    found = {}
    if len(weeks) >= 12:
        now, then = weeks[-4:], weeks[-12:-4]
        before = _level(then, days, unit.whole)
        if _sum(then, unit.whole) >= 24 and _level(now, days, unit.whole) < before * Fraction(40, 100):
            found["faded"] = _Found(now[0], before)
    if len(weeks) >= 4 and len(unit.below) >= 3:
        now = weeks[-4:]
        active = sum(_sum(now, each) > 0 for each in unit.below)
        if _sum(now, unit.own) >= 8 and Fraction(active, len(unit.below)) < Fraction(50, 100):
            found["idle_below"] = _Found(now[0], _level(now, days, unit.own))
    if len(weeks) >= 12:
        burst = _burst(weeks[-12:], days, unit.whole)
        if burst:
            found["burst"] = burst
    return found


def _burst(weeks: Sequence[date], days: Mapping[date, int], done: Done) -> _Found | None:
    for start in range(8):
        peak, after = weeks[start : start + 2], weeks[start + 2 :]
        in_peak, high = _sum(peak, done), _level(peak, days, done)
        is_most = in_peak >= Fraction(80, 100) * _sum(weeks, done)
        if in_peak >= 12 and is_most and _level(after, days, done) <= high * Fraction(10, 100):
            return _Found(after[0], high)
    return None


def _is_well(alarm: str, given: _Found, weeks: Sequence[date], days: Mapping[date, int], unit: _Unit) -> bool:
    """Whether a unit is as active again as it was measured by; those below one are as soon as they are."""
    if alarm == "idle_below":
        return True
    recent, share = {"faded": (4, 40), "burst": (3, 10)}[alarm]
    return _level(weeks[-recent:], days, unit.whole) >= given.before * Fraction(share, 100)


def _sum(weeks: Sequence[date], done: Done) -> int:
    return sum(done.get(week, 0) for week in weeks)


def _level(weeks: Sequence[date], days: Mapping[date, int], done: Done) -> Fraction:
    worked = sum(days[week] for week in weeks)
    return Fraction(_sum(weeks, done), worked) if worked else Fraction()
