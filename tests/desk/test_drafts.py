"""Drafts: what somebody has begun to write is theirs alone, sealed, and gone when it is not wanted any more."""

from unittest.mock import AsyncMock

import pytest

from escalation.desk.domain.drafts import MOST_BYTES, MOST_DRAFTS
from escalation.desk.engine import retention
from escalation.desk.storage.drafts import find_draft
from escalation.desk.usecases import drafts
from escalation.key_rotation.storage import resealing
from escalation.kit.runtime.encryption import Vault
from escalation.privacy.engine import erasing
from tests.support.callers import Callers
from tests.support.things import FORM, OPINION, act, resolve

DRAFTS = "/v1/drafts"
CONTACT = "13800131234"
NEW_KEY = b"\x08" * 32


async def test_a_draft_is_somebodys_own_and_nothing_is_lost_that_another_device_wrote(callers: Callers) -> None:
    content = {"title": "路灯", "citizen": {"contact": CONTACT}, "parts": [1, None, True]}
    draft = await callers.send("V1 handler", DRAFTS, kind="opinion", content=content)
    path = f"{DRAFTS}/{draft['id']}"
    assert ("content" in draft, draft["version"]) == (False, 1)
    assert (await callers.get("V1 handler", path))["content"] == content
    for method, body in (("GET", None), ("PUT", {"content": {}}), ("DELETE", None)):
        assert (await callers.ask("V1 leader", method, path, json=body)).status_code == 404
    changed = await callers.ask("V1 handler", "PUT", path, json={"content": {"a": 1}}, headers={"If-Match": '"1"'})
    assert (changed.json()["version"], changed.headers["ETag"]) == (2, '"2"')
    stale = await callers.ask("V1 handler", "PUT", path, json={"content": {"b": 1}}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    await callers.world.advance(hours=1)
    later = await callers.send("V1 handler", DRAFTS, kind="move", target_id=draft["id"], content={})
    listed = (await callers.get("V1 handler", DRAFTS))["items"]
    assert [each["id"] for each in listed] == [later["id"], draft["id"]]
    assert "content" not in listed[0]
    assert (await callers.get("V1 handler", path))["content"] == {"a": 1}
    assert (await callers.ask("V1 handler", "DELETE", path)).status_code == 204
    assert (await callers.ask("V1 handler", "GET", path)).status_code == 404


async def test_nothing_of_a_draft_can_be_read_in_the_database_and_another_master_key_opens_it(callers: Callers) -> None:
    runtime = callers.world.runtime
    draft = await callers.send("V1 handler", DRAFTS, kind="opinion", content={"contact": CONTACT})
    row = await runtime.database.pool.fetchrow("SELECT * FROM drafts")
    assert row is not None
    assert CONTACT.encode() not in b"".join(value for value in row.values() if isinstance(value, bytes))
    renewed = Vault(NEW_KEY, previous=[b"\x07" * 32])
    (looked_at, resealed), *_ = [page async for page in resealing.reseal(runtime.database, renewed) if page.resealed]
    assert (looked_at, resealed) == (1, 1)
    async with runtime.database.connection() as connection:
        found = await find_draft(connection, Vault(NEW_KEY), row["owner"], row["id"])
    assert found is not None
    assert (str(found[0].id), found[1]) == (draft["id"], f'{{"contact":"{CONTACT}"}}')


async def test_drafts_are_bounded_and_go_by_themselves_after_a_month(callers: Callers) -> None:
    too_long = await callers.ask(
        "V1 handler", "POST", DRAFTS, json={"kind": "opinion", "content": {"a": "长" * MOST_BYTES}}
    )
    assert too_long.json()["errors"][0]["pointer"] == "/content"
    await callers.send("V1 handler", DRAFTS, kind="opinion", content={})
    pool = callers.world.runtime.database.pool
    await pool.execute(
        """
        INSERT INTO drafts (id, owner, kind, data_key, content, version, created_at, updated_at)
        SELECT gen_random_uuid(), owner, kind, data_key, content, 1, created_at, updated_at
        FROM drafts, generate_series(2, $1)
        """,
        MOST_DRAFTS,
    )
    refused = await callers.ask("V1 handler", "POST", DRAFTS, json={"kind": "opinion", "content": {}})
    assert refused.json()["code"] == "LIMIT_REACHED"
    await callers.world.advance(days=29)
    assert await retention.step(callers.world.runtime) is False
    assert await pool.fetchval("SELECT count(*) FROM drafts") == MOST_DRAFTS
    await callers.world.advance(days=2)
    await retention.step(callers.world.runtime)
    assert await pool.fetchval("SELECT count(*) FROM drafts") == 0


async def test_what_is_about_a_ticket_is_read_by_who_sees_the_ticket(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    opinion = await callers.send("V1 handler", "/v1/opinions", **OPINION)
    ticket = await callers.send("V1 leader", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]])
    paths = [
        f"{DRAFTS}/{(await callers.send('V1 handler', DRAFTS, kind='move', target_id=target, content={'a': 1}))['id']}"
        for target in (ticket["id"], opinion["id"])
    ]
    pool = callers.world.runtime.database.pool
    for path in paths:
        assert (await callers.get("V1 handler", path))["content"] == {"a": 1}
    await pool.execute("UPDATE tickets SET confidential = true")
    for path in paths:
        assert (await callers.ask("V1 handler", "GET", path)).status_code == 404
        assert (await callers.ask("V1 handler", "PUT", path, json={"content": {}})).status_code == 404
    # Without the look at the ticket it would be read.
    monkeypatch.setattr(drafts, "_require_target", AsyncMock())
    assert (await callers.get("V1 handler", paths[0]))["content"] == {"a": 1}
    monkeypatch.undo()
    assert len((await callers.get("V1 handler", DRAFTS))["items"]) == 2
    assert (await callers.ask("V1 handler", "DELETE", paths[0])).status_code == 204


async def test_with_a_matter_go_the_drafts_of_its_moves(callers: Callers) -> None:
    opinion = await callers.send("V1 handler", "/v1/opinions", **OPINION)
    kept = await callers.send("V1 handler", "/v1/opinions", **OPINION)
    ticket = await callers.send("V1 leader", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]])
    for target in (ticket["id"], opinion["id"], kept["id"]):
        await callers.send("V1 leader", DRAFTS, kind="move", target_id=target, content={"reply": "王小明"})
    await resolve(callers, "V1", ticket["id"])
    await act(callers, "K1 office", ticket["id"], "confirm", solved=True)
    await callers.send("V1 leader", f"/v1/opinions/{opinion['id']}/erasure", reason="本人要求")
    (asked,) = (await callers.get("T1 leader", "/v1/erasures"))["items"]
    await callers.send("T1 leader", f"/v1/erasures/{asked['id']}/decision", approve=True)
    await erasing.step(callers.world.runtime)
    assert [each["target_id"] for each in (await callers.get("V1 leader", DRAFTS))["items"]] == [kept["id"]]
