"""Which reports are there, what does each count, and by what can it be grouped?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from escalation.errors import N_


class ReportKind(StrEnum):
    """What is counted."""

    OVERDUE = "overdue"
    BREACHED = "breached"
    LAPSED = "lapsed"
    CLIMBED = "climbed"
    ON_TIME = "on-time"


class Basis(StrEnum):
    """By what a ticket belongs to the period of `ReportKind.ON_TIME`."""

    CLOSED = "closed"
    DUE = "due"
    DISPATCHED = "dispatched"


class ReportGroup(StrEnum):
    """By what is counted. `UNIT` is another word for `HOLDER`."""

    UNIT = "unit"
    HOLDER = "holder"
    ORIGIN = "origin"
    LAPSE = "lapse"
    CLIMBED_TO = "climbed_to"
    DEPARTMENT = "department"
    LEVEL = "level"
    CATEGORY = "category"
    MAIN_CATEGORY = "main_category"
    URGENCY = "urgency"
    DIFFICULTY = "difficulty"
    STATE = "state"
    SOURCE = "source"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on and before `until`; `None`: without a bound."""

    since: datetime | None = None
    until: datetime | None = None


DEFINITIONS: Final[Mapping[ReportKind, str]] = {
    ReportKind.OVERDUE: N_(
        "Tickets of which a limit is broken now: that of the stage or, while it is not fulfilled, the promise to the "
        "citizen. Each is counted once, where it lies now."
    ),
    ReportKind.BREACHED: N_(
        "Tickets of which a limit was ever broken, by the moment of the first breach. Each is counted once, whatever "
        "became of it since; a ticket that another one was merged into was late when that one was. 'lapse' is the unit "
        "under which the limit passed."
    ),
    ReportKind.LAPSED: N_(
        "Limits that passed, each under the unit that held the ticket at that moment, wherever the ticket lies now. A "
        "ticket is counted once for each limit: for each stage, and for the promise to the citizen. What a merger "
        "brought along counts for the ticket that ended, once."
    ),
    ReportKind.CLIMBED: N_(
        "Tickets that the clock gave to the level above because they were late, by the moment and the unit they were "
        "given to. A ticket is counted once for each step; 'lapse' is the unit it was taken from."
    ),
    ReportKind.ON_TIME: N_(
        "On time is what was closed by the promised date; the share is of closed tickets and of open ones whose "
        "promise is broken, together. It is given for the date as it is now, with whatever was granted, and for the "
        "date that was promised first. Stages are on time if no unit let its limit pass. That a matter is solved is "
        "said by its citizen with a code of their own, or to whoever calls them: each is counted by itself."
    ),
}
"""What each report counts, in words."""

BASES: Final[Mapping[Basis, str]] = {
    Basis.CLOSED: N_("Tickets closed in the period, and open ones whose promise was broken in it."),
    Basis.DUE: N_(
        "Tickets whose promised date, as it is now, lies in the period: closed ones, and open ones that broke it."
    ),
    Basis.DISPATCHED: N_(
        "Tickets that were first given to a unit in the period and not taken back: closed ones, and open ones whose "
        "promise is broken."
    ),
}
"""Of which tickets shares are given, in words."""

ONLY_SEEN: Final = N_("Only tickets that you may see now are counted.")
PERIOD: Final = N_("From {since} until {until}, as of {as_of} ({zone}).")
AS_OF: Final = N_("As of {as_of} ({zone}).")
BEGINNING: Final = N_("the beginning")
TODAY: Final = N_("now")

NOTHING: Final[Mapping[ReportKind, Mapping[str, Any]]] = {
    ReportKind.OVERDUE: {"overdue": 0, "stuck": 0, "oldest_due_at": None, "stages": None},
    ReportKind.BREACHED: {"tickets": 0, "open": 0, "promises": 0, "stages": 0},
    ReportKind.LAPSED: {"lapses": 0, "tickets": 0, "promises": 0, "stages": 0},
    ReportKind.CLIMBED: {"steps": 0, "tickets": 0},
    ReportKind.ON_TIME: {
        "tickets": 0, "closed_in_all": 0, "closed_on_time": 0, "closed_by_first_date": 0, "open_late": 0,
        "confirmed_by_code": 0, "confirmed_by_call": 0, "stages_on_time": 0, "median_seconds": None,
        "ninth_decile_seconds": None, "share_on_time": None, "share_by_first_date": None,
        "share_of_stages_on_time": None,
    },
}  # fmt: skip
"""The sums of lists in which nothing can be, as they are counted where there is nothing."""


def shares(counts: Mapping[str, Any]) -> dict[str, Any]:
    """Shares of whole counts, rounded once; `None` where nothing was counted: neither nothing nor all was on time."""

    def share(name: str) -> float | None:
        return round(counts[name] / counts["tickets"], 4) if counts["tickets"] else None

    def whole(name: str) -> int | None:
        return None if counts[name] is None else round(counts[name])

    return {
        "share_on_time": share("closed_on_time"),
        "share_by_first_date": share("closed_by_first_date"),
        "share_of_stages_on_time": share("stages_on_time"),
        **{name: whole(name) for name in ("median_seconds", "ninth_decile_seconds")},
    }


DEFAULT_GROUPS: Final = {
    ReportKind.OVERDUE: ReportGroup.UNIT,
    ReportKind.BREACHED: ReportGroup.ORIGIN,
    ReportKind.LAPSED: ReportGroup.LAPSE,
    ReportKind.CLIMBED: ReportGroup.CLIMBED_TO,
    ReportKind.ON_TIME: ReportGroup.ORIGIN,
}


def groups_of(kind: ReportKind) -> frozenset[ReportGroup]:
    """By what a report can be grouped."""
    without = {ReportGroup.CLIMBED_TO} if kind is not ReportKind.CLIMBED else set[ReportGroup]()
    if kind in {ReportKind.OVERDUE, ReportKind.ON_TIME}:
        without.add(ReportGroup.LAPSE)
    return frozenset(ReportGroup) - without
