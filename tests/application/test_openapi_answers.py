"""Are the answers that the OpenAPI document shows those of the application, and are the requests that it shows taken?

`WRITE_EXAMPLES=1 pytest` on this file writes the answers anew.
"""

import os
import re
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
import yaml
from fastapi import FastAPI

from escalation.application.openapi_examples import ANSWERS, answers, examples
from tests.conftest import _empty
from tests.support.callers import Callers, arrive
from tests.support.roles import TwoRoles, as_owner
from tests.support.route_inventory import DESCRIBED, Operation
from tests.support.things import Things, one_of_everything

Json = dict[str, Any]

SHOWN: Final[Mapping[str, str]] = {
    "readMe": "",
    "listUnits": "within=T1",
    "readUnit": "",
    "listTickets": "view=row&limit=1",
    "readTicket": "",
    "listActions": "",
    "listActionCandidates": "limit=1",
    "listTicketEvents": "limit=2",
    "readOpinion": "",
    "countWork": "",
    "listWork": "limit=1",
    "listEvents": "after=earliest&limit=1",
    "readMember": "",
    "readAttachment": "",
}
"""Answers to GET, and what is asked besides; those to the requests of `examples` follow."""
SENT: Final = ("formTicket", "moveTicket", "registerOpinion", "submitOpinion", "trackOpinion", "createWebhookEndpoint")
BY_ID: Final = {each.described["operationId"]: each for each in DESCRIBED}
AT_DESK: Final = frozenset({"readMe", "listTickets", "readTicket", "listActions", "countWork", "listWork"})
CLERK: Final = "K1 handler"
"""Who reads what waits for somebody."""
BEGINNING: Final = "2026-03-02T06:00:00Z"
ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
MADE_UP: Final[Mapping[str, object]] = {
    "url": "https://example.com/hooks",
    "secret": "whsec_bm90IGEgc2VjcmV0LCBidXQgYW4gZXhhbXBsZSE=",
    "tracking_code": "7K2M-9Q4T-XW3B-5N8R",
    "feed_cursor": "Y3Vyc29y",
    "next_cursor": "Y3Vyc29y",
    "next": "Y3Vyc29y",
}
"""What is of chance: secrets, codes and cursors; and a host that is nobody's."""


class Plain:
    """The same answer whenever it is given: ids numbered as they come, moments of full hours, chance made up."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def of(self, value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: self.of(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.of(inner) for inner in value]
        if not isinstance(value, str):
            return value
        return MADE_UP[name] if name in MADE_UP else MOMENT.sub(_full, ID.sub(self._number, value))

    def _number(self, found: re.Match[str]) -> str:
        return self.ids.setdefault(found[0], f"01920f3c-1c00-7a00-8a00-{len(self.ids) + 1:012}")


def _full(found: re.Match[str]) -> str:
    """Promises fall on a full minute and stay; what happened just now did so at the full hour."""
    moment = datetime.fromisoformat(found[0])
    return f"{moment:%Y-%m-%dT%H}:00:00Z" if moment.second or moment.microsecond else found[0]


@pytest.fixture(scope="module")
async def here(pool: TwoRoles, composed: FastAPI) -> tuple[Callers, Things]:
    await _empty(pool)
    set_clock = "UPDATE clock SET advanced_by = $1::timestamptz - clock_timestamp()"
    await as_owner(pool).pool.execute(set_clock, datetime.fromisoformat(BEGINNING))
    callers = await arrive(pool, composed)
    return callers, await one_of_everything(callers)


async def ask(here: tuple[Callers, Things], operation: Operation, query: str = "", **request: Any) -> httpx2.Response:
    callers, things = here
    who = CLERK if operation.described["operationId"] in AT_DESK else operation.good.by
    url = operation.url(things)
    return await callers.ask(who, operation.method, f"{url}{query and '?&'['?' in url]}{query}", **request)


def body(operation: Operation, things: Things) -> Json:
    """The example, about things that there are: its ids, codes and hosts are nobody's."""
    good: Json = operation.request(things)["json"]
    example: Json = examples()[operation.described["operationId"]]
    own = {name: good[name] for name in example.keys() & good.keys() if _names_something(name)}
    return example | own | {name: things["V1_id"] for name in example.keys() - good.keys() if name == "unit_id"}


def _names_something(name: str) -> bool:
    return name.endswith(("_id", "_code")) or name in {"code", "url"}


async def test_every_request_that_is_shown_is_taken_and_every_answer_is_the_applications(
    here: tuple[Callers, Things],
) -> None:
    plain, given, refused = Plain(), dict[str, Json](), dict[str, str]()
    for name, query in SHOWN.items():
        answer = await ask(here, BY_ID[name], query)
        assert answer.is_success, f"{name}: {answer.text}"
        given[name] = plain.of(answer.json())
    for name in examples():
        answer = await ask(here, BY_ID[name], json=body(BY_ID[name], here[1]))
        if not answer.is_success:
            refused[name] = answer.text
        elif name in SENT:
            given[name] = plain.of(answer.json())
    assert refused == {}
    if os.environ.get("WRITE_EXAMPLES"):
        _write(given)
    assert shape(given) == shape(answers())


def shape(value: Any) -> Any:
    """Which fields there are, at every level: of a list as its first item has them."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value[:1]]
    return None


def test_a_field_that_is_missing_in_an_example_is_noticed() -> None:
    assert shape({"items": [{"id": "1"}]}) == shape({"items": [{"id": "2"}, {}]})
    assert shape({"items": [{"id": "1"}]}) != shape({"items": [{"number": "1"}]})


def _write(given: Json) -> None:
    head = "# What the application answered in a prepared world; tests/application/test_openapi_answers.py writes it.\n"
    said = yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    Path(str(files("escalation.application").joinpath(ANSWERS))).write_text(head + said, encoding="utf-8")


def test_what_is_of_chance_becomes_the_same() -> None:
    said = {"id": "019ab000-0000-7000-8000-000000000009", "at": "2026-03-02T01:02:03.5Z"}
    said["due_at"] = "2026-03-03T09:30:00Z"
    plain = Plain()
    assert plain.of([said, said])[1] == plain.of(said)
    assert plain.of(said)["at"] == "2026-03-02T01:00:00Z"
    assert plain.of(said)["due_at"] == said["due_at"]
