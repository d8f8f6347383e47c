"""What takes something back is published only when somebody says that it is meant."""

from collections.abc import AsyncIterator
from copy import deepcopy
from typing import Any

import httpx2
import pytest

from escalation.clocks import defaults
from escalation.kit.documents.store import DocumentKind
from escalation.kit.runtime.context import Runtime
from escalation.publishing.domain.refusals import ConfirmationNeeded
from escalation.publishing.usecases.documents import check_document
from escalation.tickets.domain import default
from tests.support.world import World


@pytest.fixture(autouse=True)
async def _only_the_seed_stays(runtime: Runtime) -> AsyncIterator[None]:
    yield
    await runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")


KINDS = {
    "calendars": DocumentKind.CALENDAR, "policies": DocumentKind.POLICY, "workflows": DocumentKind.WORKFLOW,
}  # fmt: skip


def an_older_calendar() -> Any:
    document: Any = deepcopy(defaults.calendar_document())
    document["confirmed_until"] = "2025-12-31"
    document["days"] = {day: special for day, special in document["days"].items() if not day.startswith("2026")}
    return document


def a_policy_without_a_rule() -> Any:
    document: Any = deepcopy(defaults.policy_document())
    document["overall"][0]["id"] = "overall.another"
    return document


def a_workflow_without_urging() -> Any:
    document: Any = deepcopy(default.document())
    document["moves"] = [move for move in document["moves"] if move["name"] != "urge"]
    return document


@pytest.mark.parametrize(
    ("kind", "document", "codes"),
    [
        ("calendars", an_older_calendar(), {"confirmed_less", "days_dropped"}),
        ("policies", a_policy_without_a_rule(), {"rule_dropped"}),
        ("workflows", a_workflow_without_urging(), {"move_dropped"}),
    ],
)
async def test_what_is_taken_back_is_named_and_waits_for_a_word(
    client: httpx2.AsyncClient, world: World, kind: str, document: Any, codes: set[str]
) -> None:
    headers = {**await world.key("C", "admin"), "Accept-Language": "zh", "Idempotency-Key": kind}
    body = {name: value for name, value in document.items() if name != "version"}
    refused = await client.post(f"/v1/{kind}", json=body, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "CONFIRMATION_NEEDED")
    assert {each["code"] for each in refused.json()["errors"]} == codes
    with pytest.raises(ConfirmationNeeded) as beforehand:
        await check_document(world.runtime, KINDS[kind], body)
    assert {fault.code for fault in beforehand.value.faults} == codes
    await check_document(world.runtime, KINDS[kind], body, confirmed=True)
    assert (await client.get(f"/v1/{kind}", headers=headers)).json()["items"][0]["version"] == 1
    meant = await client.post(f"/v1/{kind}?confirm=true", json=body, headers=headers | {"Idempotency-Key": "meant"})
    assert (meant.status_code, meant.json()["version"]) == (201, 2)


async def test_what_takes_nothing_back_needs_no_word(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("C", "admin")
    documents: dict[str, Any] = {
        "calendars": defaults.calendar_document(), "policies": defaults.policy_document(),
        "workflows": default.document(),
    }  # fmt: skip
    documents["calendars"] = documents["calendars"] | {"confirmed_until": "2027-12-31"}
    for kind, document in documents.items():
        body = {name: value for name, value in document.items() if name != "version"}
        answer = await client.post(f"/v1/{kind}", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
