"""The engine against the due dates of two cities, whose rules are documents beside this file and no code.

The shares stand in the tests; `pytest -rP` prints them.
"""

import csv
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import yaml

from escalation.clocks.calendars import Calendars
from escalation.clocks.policy import Policy
from escalation.clocks.rules import About

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the sample data next to the checkout")

ZONE = ZoneInfo("America/New_York")  # of both cities
TOLERANCE = timedelta(minutes=10)
LAST_YEAR = 2030  # later due dates mean "none"


class Request(NamedTuple):
    type: str
    opened_at: datetime
    due_at: datetime


class Answer(NamedTuple):
    type: str
    rule: str
    is_right: bool


class Share(NamedTuple):
    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of


def read(name: str) -> object:
    document: object = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return document


def boston(**changes: object) -> Policy:
    document = read("boston_policy.yaml")
    assert isinstance(document, dict)
    return Policy.compile({**document, **changes})


def category(request_type: str) -> str:
    """The code of a request type: letters and digits, the rest as underscores."""
    return re.sub(r"[^a-z0-9]+", "_", request_type.lower()).strip("_")


def boston_requests() -> list[Request]:
    with gzip.open(SHARED / "boston311_2011.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["target_dt"]]
    found = [Request(row["type"], local(row["open_dt"]), local(row["target_dt"])) for row in rows]
    return [request for request in found if request.due_at.year <= LAST_YEAR]


def boston_types() -> dict[str, str]:
    """Request types with the kind of day they are counted in."""
    with (SHARED / "boston_sla_rules.csv").open(encoding="utf-8", newline="") as file:
        return {row["type"]: row["sla_kind"] for row in csv.DictReader(file)}


def baltimore_requests() -> list[Request]:
    with (SHARED / "baltimore311.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["DueDate"]]
    form = "%m/%d/%Y %I:%M:%S %p"
    return [Request(row["SRType"], local(row["CreatedDate"], form), local(row["DueDate"], form)) for row in rows]


def local(text: str, form: str = "%Y-%m-%d %H:%M:%S") -> datetime:
    return datetime.strptime(text, form).replace(tzinfo=ZONE)


def asked(policy: Policy, calendars: Calendars, requests: list[Request]) -> Iterator[Answer]:
    """What the engine says about each request."""
    for request in requests:
        applied = policy.overall(About(1, "routine", "simple", ("city",), category(request.type)))
        due = calendars.of(("city",), applied.rule.limit).due(request.opened_at, applied.rule.limit)
        yield Answer(request.type, applied.rule.id, abs(due.at - request.due_at) <= TOLERANCE)


def shares(answers: list[Answer], kinds: dict[str, str]) -> dict[str, Share]:
    """The share of right answers per kind of request type, and over all."""
    of = Counter(kinds[answer.type] for answer in answers)
    right = Counter(kinds[answer.type] for answer in answers if answer.is_right)
    found = {kind: Share(right[kind], of[kind]) for kind in sorted(of)} | {"all": Share(right.total(), of.total())}
    for kind, share in found.items():
        sys.stdout.write(f"{kind}: {share.right} of {share.of} due dates within ten minutes, {share.share:.2%}\n")
    return found


@pytest.fixture(scope="module")
def calendars() -> Calendars:
    return Calendars.compile(read("boston_calendar.yaml"))


@needs_shared
def test_the_due_dates_of_boston_follow_from_a_document(calendars: Calendars) -> None:
    kinds = boston_types()
    requests = [request for request in boston_requests() if request.type in kinds]

    answers = list(asked(boston(), calendars, requests))
    found = shares(answers, kinds)

    assert found == {"business": (21039, 21077), "calendar": (5141, 5160), "all": (26180, 26237)}
    assert min(share.share for share in found.values()) >= 0.993
    assert {answer.rule for answer in answers} == {rule["id"] for rule in _overall()} - {"general"}


@needs_shared
@pytest.mark.parametrize("option", [" cut-off=17:00", " from-workday", " keep-time"])
def test_without_one_of_its_options_the_document_is_wrong(calendars: Calendars, option: str) -> None:
    policy = boston(overall=[{**rule, "limit": rule["limit"].replace(option, "")} for rule in _overall()])

    found = shares(list(asked(policy, calendars, boston_requests()[:5000])), boston_types())

    assert found["business"].share < 0.92


def test_a_request_type_without_a_rule_of_its_own_has_the_general_one(calendars: Calendars) -> None:
    applied = boston().overall(About(1, "routine", "simple", ("city",), category("Graffiti Removal")))

    due = calendars.base.due(datetime(2011, 7, 1, 17, 30, tzinfo=ZONE), applied.rule.limit)

    assert applied.rule.id == "general"
    assert due.at == datetime(2011, 7, 18, 8, 30, tzinfo=ZONE)  # Friday evening counts as Monday 07-04, 08:30


@needs_shared
def test_the_due_dates_of_baltimore_follow_from_another_document(calendars: Calendars) -> None:
    policy = boston(overall=read("baltimore_limits.yaml"))

    answers = [answer for answer in asked(policy, calendars, baltimore_requests()) if answer.rule != "general"]
    found = shares(answers, dict.fromkeys((answer.type for answer in answers), "calendar"))

    assert found["all"] == (7905, 7905)


def _overall() -> list[dict[str, str]]:
    document = read("boston_policy.yaml")
    assert isinstance(document, dict)
    rules: list[dict[str, str]] = document["overall"]
    return rules
