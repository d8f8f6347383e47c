"""Killed at points that chance rarely hits: what was begun is done, once, by whoever comes next."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from escalation.attachments.engine import purging
from escalation.attachments.storage import attachments
from escalation.opinions.engine import imports
from escalation.organisation.storage import operations
from escalation.privacy.engine import erasing
from escalation.privacy.storage import erasures
from escalation.verification.usecases.verify import verify
from tests.support.callers import Callers
from tests.support.files import file_store
from tests.support.things import FORM, OPINION, act, send_part

CONTENT = b"%PDF-1.7 \xe8\xb7\xaf"


class Killed(BaseException):
    """Nothing of the program runs behind this; what it had open is closed, as by the system."""


async def dying(patch: pytest.MonkeyPatch, place: Any, name: str, act: Callable[[], Awaitable[object]]) -> None:
    """Let something run until it is about to do this, and no further."""

    async def killed(*_: object, **__: object) -> None:
        raise Killed

    with patch.context() as here:
        here.setattr(place, name, killed)
        with pytest.raises(Killed):
            await act()


async def objects(id_: str) -> list[str]:
    return [name for kind in ("parts", "files") for name in await file_store().names_below(f"{kind}/{id_}")]


@pytest.fixture
async def ticket(callers: Callers) -> str:
    made: str = (await callers.send("V1 leader", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    return made


async def test_between_a_part_and_its_row_and_between_a_file_and_its_row(
    callers: Callers, ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, named = "V1 leader", {"name": "说明.pdf", "size": len(CONTENT)}
    id_ = (await callers.send(who, f"/v1/tickets/{ticket}/attachments", **named))["id"]
    await dying(monkeypatch, attachments, "add_part", lambda: send_part(callers, who, id_, CONTENT))
    assert (await callers.get(who, f"/v1/attachments/{id_}"))["received"] == 0
    await send_part(callers, who, id_, CONTENT)
    complete = f"/v1/attachments/{id_}/complete"
    await dying(monkeypatch, attachments, "mark_ready", lambda: callers.ask(who, "POST", complete))
    assert (await callers.get(who, f"/v1/attachments/{id_}"))["state"] == "uploading"
    assert (await callers.send(who, complete))["state"] == "ready"
    await dying(monkeypatch, attachments, "mark_purged", lambda: purging.step(callers.world.runtime))
    while await purging.step(callers.world.runtime):
        pass
    assert await objects(id_) == [f"files/{id_}/content"]
    events = await callers.pages(who, f"/v1/tickets/{ticket}/events")
    assert [event["type"] for event in events].count("ticket.attachment_added") == 1


@pytest.mark.parametrize(
    ("place", "name"), [(operations, "add_receipts"), (operations, "advance"), (operations, "keep_options")]
)
async def test_in_the_middle_of_a_chunk_of_an_import(
    callers: Callers, monkeypatch: pytest.MonkeyPatch, place: Any, name: str
) -> None:
    lines = [f"没有编号的第{number}行,不亮了,web" for number in range(5)]
    begun = await callers.upload("V1 handler", "/v1/opinions/imports", "title,content,source", *lines)
    await dying(monkeypatch, place, name, lambda: imports.step(callers.world.runtime))
    assert await callers.world.runtime.database.pool.fetchval("SELECT count(*) FROM opinions") == 0
    while await imports.step(callers.world.runtime):
        pass
    ended = await callers.get("V1 handler", f"/v1/operations/{begun['id']}")
    assert (ended["state"], ended["accepted"], ended["refused"]) == ("done", 5, 0)
    assert len(await callers.pages("V1 handler", f"/v1/operations/{begun['id']}/receipts")) == 5
    assert await callers.world.runtime.database.pool.fetchval("SELECT count(*) FROM opinions") == 5


async def test_in_the_middle_of_an_erasure(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await callers.send("V1 leader", "/v1/tickets", **FORM, opinion=OPINION)
    opinion = made["opinion_ids"][0]
    await act(callers, "K1 office", made["id"], "reject", reason_code="out_of_scope", reason="另有渠道。")
    asked = await callers.send("K1 office", f"/v1/opinions/{opinion}/erasure", reason="本人要求")
    await callers.send("C office", f"/v1/erasures/{asked['id']}/decision", approve=True)
    runtime = callers.world.runtime
    for place, name in ((erasures, "finish_erasure"), (erasing, "erase_answers")):
        await dying(monkeypatch, place, name, lambda: erasing.step(runtime))
        shown = await callers.get("V1 leader", f"/v1/opinions/{opinion}")
        assert shown["title"] == OPINION["title"]
    while await erasing.step(runtime):
        pass
    told = "SELECT count(*) FROM events WHERE type = 'opinion.erased' AND opinion_id = $1"
    assert await runtime.database.pool.fetchval(told, UUID(opinion)) == 1
    assert (await verify(runtime)).findings == ()
