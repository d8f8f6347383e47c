"""How many of something there may be holds when several are added at the same moment."""

import asyncio
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final

import pytest

import escalation.desk.storage.drafts
import escalation.desk.storage.saved_views
import escalation.desk.usecases.drafts
import escalation.desk.usecases.saved_views
import escalation.messages.storage.channels
import escalation.messages.usecases.channels
import escalation.standard_replies.storage.standard_replies
import escalation.standard_replies.usecases.standard_replies
from escalation.kit.database import named_locks
from escalation.kit.database.connection import Compiled
from tests.support.callers import Callers, Json
from tests.support.waiting import until

AT_ONCE: Final = 2
WAITING: Final = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'
"""
Added = Callable[[Callers, int], tuple[str, str, Json]]
LIMITED: Final[Mapping[str, tuple[ModuleType, str, ModuleType, str, Added]]] = {
    "drafts": (
        escalation.desk.storage.drafts, "count_drafts", escalation.desk.usecases.drafts, "MOST_DRAFTS",
        lambda _, n: ("V1 handler", "/v1/drafts", {"kind": "opinion", "content": {"n": n}}),
    ),
    "saved views": (
        escalation.desk.storage.saved_views, "count_views", escalation.desk.usecases.saved_views, "MOST_VIEWS",
        lambda _, n: ("V1 handler", "/v1/saved-views", {"name": f"{n}", "list_kind": "tickets"}),
    ),
    "standard replies": (
        escalation.standard_replies.storage.standard_replies, "count_replies",
        escalation.standard_replies.usecases.standard_replies, "MOST_REPLIES",
        lambda callers, n: (
            "K1 leader", "/v1/standard-replies", {"unit_id": str(callers.world.id("K1")), "name": f"{n}", "text": "好"},
        ),
    ),
    "channels": (
        escalation.messages.storage.channels, "list_channels", escalation.messages.usecases.channels, "MOST_CHANNELS",
        lambda callers, n: (
            "C admin", f"/v1/units/{callers.world.id('V3')}/channels",
            {"kind": "email", "address": f"{n}@example.gov.cn"},
        ),
    ),
}  # fmt: skip


async def add_at_once(callers: Callers, patch: pytest.MonkeyPatch, name: str) -> list[int]:
    """Add where one more is allowed, each after all have counted, or wait for who has; what was answered."""
    storage, counting, usecase, limit, added = LIMITED[name]
    patch.setattr(usecase, limit, 1)
    count = getattr(storage, counting)
    have_counted: list[object] = []

    async def none_is_to_count() -> bool:
        waiting = await callers.world.runtime.database.pool.fetchval(WAITING)
        return len(have_counted) + int(waiting) >= AT_ONCE

    async def count_and_wait(*args: Any) -> Any:
        found = await count(*args)
        have_counted.append(found)
        await until(none_is_to_count)
        return found

    patch.setattr(storage, counting, count_and_wait)
    asked = [added(callers, n) for n in range(AT_ONCE)]
    await callers.get(asked[0][0], "/v1/me")  # So that they have a key.
    answers = await asyncio.gather(*(callers.ask(who, "POST", path, json=body) for who, path, body in asked))
    return sorted(answer.status_code for answer in answers)


@pytest.mark.parametrize("is_locked", [True, False], ids=["as it is", "without the lock"])
async def test_limits_hold(callers: Callers, monkeypatch: pytest.MonkeyPatch, *, is_locked: bool) -> None:
    if not is_locked:
        monkeypatch.setattr(named_locks, "_TAKEN", Compiled("SELECT $1::text", ("name",), {}))
    answers = {name: await add_at_once(callers, monkeypatch, name) for name in LIMITED}
    assert answers == dict.fromkeys(LIMITED, [201, 409] if is_locked else [201, 201])
