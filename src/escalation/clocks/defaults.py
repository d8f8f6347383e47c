"""Which calendar and which policy does the product start with?"""

from datetime import date
from functools import cache
from importlib.resources import files

from chinese_calendar.constants import Holiday, holidays, workdays

from escalation.clocks.calendar import Calendar
from escalation.clocks.calendar_document import DayKind
from escalation.clocks.calendars import Calendars
from escalation.clocks.policy import Policy
from escalation.kit.parsing.yaml_documents import load_yaml


@cache
def calendars() -> Calendars:
    """The seed calendar, compiled once per process. It has no regions."""
    return Calendars.compile(calendar_document())


def calendar() -> Calendar:
    """The calendar of every place, as long as there are no regions."""
    return calendars().base


@cache
def policy() -> Policy:
    """The seed policy, compiled once per process."""
    return Policy.compile(policy_document())


def calendar_document() -> dict[str, object]:
    """China's public calendar as plain JSON, make-up workdays (调休) included, until the last gazetted year ends.

    Source: the yearly notices of the State Council on holidays (国务院办公厅关于部分节假日安排的通知).
    """
    names = {holiday.value: holiday.chinese for holiday in Holiday}
    kinds = ((DayKind.HOLIDAY, holidays), (DayKind.WORKDAY, workdays))
    days = {
        day.isoformat(): {"kind": kind.value, "zh": names[name], "en": name}
        for kind, named_days in kinds
        for day, name in named_days.items()
    }
    return {
        "version": 1,
        "zone": "Asia/Shanghai",
        "starts_on": min(holidays).replace(month=1, day=1).isoformat(),
        "confirmed_until": date(max(holidays).year, 12, 31).isoformat(),
        "days": dict(sorted(days.items())),
    }


def policy_document() -> dict[str, object]:
    """The default policy as plain JSON."""
    text = files("escalation").joinpath("data/policy.yaml").read_text(encoding="utf-8")
    document: dict[str, object] = load_yaml(text)
    return document
