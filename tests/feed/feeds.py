"""The feed in stories: events get their places, and are read page by page."""

from collections.abc import Mapping
from typing import Any

import httpx2

from escalation.feed.engine.sequencer import BATCH
from escalation.feed.storage.sequencing import sequence
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.storage.fan_out import FAN_OUT

Json = dict[str, Any]


async def number_events(runtime: Runtime) -> int:
    """Let all that is committed have its place in the feed; how many deliveries are owed for it."""
    deliveries = 0
    async with runtime.database.connection() as connection:
        while done := await sequence(connection, BATCH, FAN_OUT):
            deliveries += done.deliveries
    return deliveries


async def page(client: httpx2.AsyncClient, key: Mapping[str, str], query: str = "") -> Json:
    """One page of the feed, expecting that there is one."""
    answer = await client.get(f"/v1/events?{query}", headers=dict(key))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def read_on(client: httpx2.AsyncClient, key: Mapping[str, str], query: str = "") -> list[Json]:
    """Everything that somebody may read, to the end of the feed."""
    items: list[Json] = []
    found: Json = {"next": "earliest", "has_more": True}
    while found["has_more"]:
        found = await page(client, key, f"after={found['next']}&{query}")
        items += found["items"]
    return items


def told(stream: str) -> list[Json]:
    """What a stream has told: the fields of each of its parts, comments left out."""
    parts = (part.splitlines() for part in stream.split("\n\n"))
    lines = ([line.partition(": ")[::2] for line in part if not line.startswith(":")] for part in parts)
    return [dict(part) for part in lines if part]
