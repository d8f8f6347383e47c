"""Photos that citizens send along with an opinion: few, pictures, theirs alone to send, and nobody's to flood with."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from escalation.attachments.engine.purging import step
from escalation.attachments.storage import attachments, photo_quotas
from escalation.attachments.usecases import submission_photos, uploads
from escalation.attachments.usecases.submission_photos import MOST_PHOTOS, QUOTA
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.sealed_tokens import sealed_token
from escalation.kit.web.rate_limit import Throttle
from tests.support.callers import NOBODY, Callers, Json
from tests.support.files import file_store, picture

PHOTO = picture(size=(400, 300))
BYTES = {"Content-Type": "application/octet-stream"}


async def submitted(callers: Callers, **more: object) -> Json:
    return await callers.send(
        NOBODY, "/v1/submissions", unit_code="V1", title="路灯不亮", content="村口的路灯坏了。", **more
    )


def photos_of(sent: Json) -> str:
    return f"/v1/submissions/{sent['upload_token']}/photos"


async def begun(
    callers: Callers,
    path: str,
    content: bytes = PHOTO,
    *,
    name: str = "路灯.jpg",
    size: int | None = None,
    key: str = "",
) -> httpx2.Response:
    body, headers = {"name": name, "size": size or len(content)}, {"Idempotency-Key": key} if key else {}
    return await callers.ask(NOBODY, "POST", path, json=body, headers=headers)


async def part(callers: Callers, path: str, id_: str, content: bytes, start: int = 0) -> httpx2.Response:
    return await callers.ask(NOBODY, "PUT", f"{path}/{id_}/parts?start={start}", content=content, headers=BYTES)


async def sent_along(callers: Callers, path: str, content: bytes = PHOTO, name: str = "路灯.jpg") -> httpx2.Response:
    """The answer to a photo of which every byte has come."""
    id_ = (await begun(callers, path, content, name=name)).json()["id"]
    await part(callers, path, id_, content)
    return await callers.ask(NOBODY, "POST", f"{path}/{id_}/complete")


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_a_photo_comes_along_over_a_bad_network_and_the_clerk_sees_it(callers: Callers) -> None:
    """Killed in the middle, everything is sent once more with the same key; nothing is there twice."""
    path, half = photos_of(await submitted(callers)), len(PHOTO) // 2
    first = (await begun(callers, path, key="one")).json()
    again = (await begun(callers, path, key="one")).json()
    await part(callers, path, first["id"], PHOTO[:half])
    from_the_start = await part(callers, path, first["id"], PHOTO[:half])
    torn = await part(callers, path, first["id"], PHOTO[half + 1 :], half + 1)
    await part(callers, path, first["id"], PHOTO[half:], half)
    done = [await callers.ask(NOBODY, "POST", f"{path}/{first['id']}/complete") for _ in range(2)]

    assert again == first
    assert from_the_start.json()["received"] == torn.json()["received"] == half
    assert refusal(torn) == (409, "UPLOAD_OFFSET")
    assert done[0].json() == done[1].json()
    # Nothing of it can be read here but its number, its name and how far it is.
    assert done[0].json().keys() == {"id", "name", "state", "size", "received"}
    assert [(await callers.ask(NOBODY, "GET", address)).status_code for address in (
        path, f"{path}/{first['id']}", f"/v1/attachments/{first['id']}/content")] == [405, 404, 401]  # fmt: skip

    (opinion,) = (await callers.get("V1 leader", "/v1/opinions"))["items"]
    (seen,) = (await callers.get("V1 leader", f"/v1/opinions/{opinion['id']}/attachments"))["items"]
    content = await callers.ask("V1 leader", "GET", f"/v1/attachments/{seen['id']}/content")
    assert (seen["id"], seen["name"], seen["width"], content.status_code) == (first["id"], "路灯.jpg", 400, 200)
    others = await callers.ask("V2 leader", "GET", f"/v1/attachments/{seen['id']}/content")
    assert others.status_code == 404
    events = await callers.world.runtime.database.pool.fetch(
        "SELECT type, principal FROM events WHERE opinion_id = $1 ORDER BY n", opinion["id"]
    )
    assert ("opinion.attachment_added", f"citizen:{opinion['id']}") in [tuple(event) for event in events]


async def test_a_token_opens_its_own_opinion_for_an_hour(callers: Callers) -> None:
    mine, theirs = await submitted(callers), await submitted(callers)
    path, other = photos_of(mine), photos_of(theirs)
    id_ = (await begun(callers, path)).json()["id"]
    token = mine["upload_token"]
    forged = sealed_token(callers.world.runtime.vault, b"{}", owner=b"form link")
    bad = [f"/v1/submissions/{each}/photos" for each in (token[:-2], "A" + token[1:], token + "A", forged, "none")]

    assert [refusal(await begun(callers, each)) for each in bad] == [(404, "NOT_FOUND")] * len(bad)
    # Whoever has a token of their own gets no further with the photo of somebody else.
    assert refusal(await part(callers, other, id_, PHOTO)) == (404, "NOT_FOUND")
    assert refusal(await callers.ask(NOBODY, "POST", f"{other}/{id_}/complete")) == (404, "NOT_FOUND")
    # A key is its citizen's own.
    assert (await begun(callers, path, key="k")).json()["id"] != (await begun(callers, other, key="k")).json()["id"]
    assert refusal(await callers.ask("V1 leader", "POST", f"/v1/attachments/{id_}/complete")) == (404, "NOT_FOUND")

    await part(callers, path, id_, PHOTO)
    await callers.send("C admin", "/v1/sandbox/clock", advance="PT1H")
    late = [await begun(callers, path), await callers.ask(NOBODY, "POST", f"{path}/{id_}/complete")]
    assert [refusal(each) for each in late] == [(404, "NOT_FOUND")] * 2


async def test_pictures_are_taken_and_nothing_that_only_looks_like_one(callers: Callers) -> None:
    """What is refused is gone, and another one may take its place."""
    path = photos_of(await submitted(callers))
    bomb = PHOTO[: PHOTO.index(b"\xff\xc0") + 5] + b"\xff\xff\xff\xff" + PHOTO[PHOTO.index(b"\xff\xc0") + 9 :]
    hostile = {
        "no_picture": [b"%PDF-1.7 a document", b"PK\x03\x04 an archive", b"<svg onload=alert(1)>", b"MZ\x90\x00"],
        "heic": [b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"],
        "unreadable": [PHOTO[:500], bomb],
    }
    for code, contents in hostile.items():
        for content in contents:
            answer = await sent_along(callers, path, content)
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code), content[:20]
    assert (await sent_along(callers, path, name="a.exe")).json()["name"] == "a.exe.jpg"
    while await step(callers.world.runtime):
        pass
    assert len(await file_store().names_below("files")) >= 2


@pytest.mark.parametrize("is_locked", [True, False])
async def test_of_many_at_once_five_get_in(callers: Callers, monkeypatch: pytest.MonkeyPatch, is_locked: bool) -> None:
    """Because they are begun one after the other: without, more do."""
    if not is_locked:

        async def in_step(*_: object) -> bool:
            await asyncio.sleep(0.1)
            return True

        monkeypatch.setattr(photo_quotas, "lock_opinion", in_step)
    path = photos_of(await submitted(callers))
    answers = await asyncio.gather(*(begun(callers, path) for _ in range(MOST_PHOTOS + 3)))
    taken = [answer for answer in answers if answer.status_code == 201]
    assert (len(taken) == MOST_PHOTOS) is is_locked
    if is_locked:
        assert {refusal(answer) for answer in answers if answer not in taken} == {(409, "LIMIT_REACHED")}


async def test_of_files_that_wait_to_be_looked_at_nothing_is_in_memory(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often at once somebody asks for one that has come."""
    path, held, most = photos_of(await submitted(callers)), 0, 0
    put_together, store = uploads._put_together, uploads._store

    async def noted(*of: Any) -> bytes:
        nonlocal held, most
        held += 1
        most = max(most, held)
        return await put_together(*of)

    async def let_go(*of: Any) -> None:
        nonlocal held
        await store(*of)
        held -= 1

    monkeypatch.setattr(uploads, "_put_together", noted)
    monkeypatch.setattr(uploads, "_store", let_go)
    id_ = (await begun(callers, path)).json()["id"]
    await part(callers, path, id_, PHOTO)
    asked = (callers.ask(NOBODY, "POST", f"{path}/{id_}/complete") for _ in range(8))
    assert {answer.status_code for answer in await asyncio.gather(*asked)} == {200}
    assert (most <= 2, held) == (True, 0)


async def test_who_waits_while_another_one_has_it_found_good_is_told_so(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looks at what has come after the first has said that it is good, whose parts went with that."""
    path, is_good, listed = photos_of(await submitted(callers)), asyncio.Event(), 0
    list_parts = attachments.list_parts

    async def in_turn(connection: Connection, attachment_id: UUID) -> list[tuple[int, str]]:
        nonlocal listed
        listed += 1
        if listed == 2:
            await is_good.wait()
        return await list_parts(connection, attachment_id)

    monkeypatch.setattr(attachments, "list_parts", in_turn)
    id_ = (await begun(callers, path)).json()["id"]
    await part(callers, path, id_, PHOTO)

    async def complete() -> Json:
        answer: Json = (await callers.ask(NOBODY, "POST", f"{path}/{id_}/complete")).json()
        is_good.set()
        return answer

    first, second = await asyncio.gather(complete(), complete())
    assert (listed, first["state"], second) == (2, "ready", first)


async def test_so_much_is_taken_a_day_from_an_address_and_from_all(
    callers: Callers, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what comes: who announces takes nothing from others. What is refused or comes twice is not counted.

    The address itself is kept nowhere; the next day begins with nothing.
    """
    pool = callers.world.runtime.database.pool
    for limits in (replace(QUOTA, of_address=3_000), replace(QUOTA, of_all=4_500)):
        monkeypatch.setattr(submission_photos, "QUOTA", limits)
        path, other = photos_of(await submitted(callers)), photos_of(await submitted(callers))
        first, *_, second = [(await begun(callers, path, size=1_400)).json()["id"] for _ in range(4)]
        for _ in range(2):
            assert (await part(callers, path, first, bytes(1_400))).json()["received"] == 1_400
        spent = await begun(callers, other, size=2_000)
        assert refusal(spent) == (429, "TOO_MANY_REQUESTS")
        assert 0 < int(spent.headers["retry-after"]) <= 86_400
        # Begun while there was room, and others were faster.
        monkeypatch.setattr(submission_photos, "QUOTA", replace(QUOTA, of_address=1_400))
        assert refusal(await part(callers, path, second, bytes(1_400))) == (429, "TOO_MANY_REQUESTS")
        monkeypatch.setattr(submission_photos, "QUOTA", limits)
        assert await pool.fetchval("SELECT received FROM attachments WHERE id = $1", UUID(second)) == 0
    counts = await pool.fetch("SELECT address_index, bytes FROM photo_quotas ORDER BY address_index")
    assert [row["bytes"] for row in counts] == [2_800, 2_800]
    assert [len(row["address_index"]) for row in counts] == [0, 8]

    await callers.send("C admin", "/v1/sandbox/clock", advance="P2D")
    await step(callers.world.runtime)
    assert await pool.fetchval("SELECT count(*) FROM photo_quotas") == 0
    assert (await begun(callers, photos_of(await submitted(callers)), size=2_000)).status_code == 201

    # Whoever has a token is throttled by its opinion, and whoever tries tokens by where they are.
    app.state.throttle = Throttle(each=3)
    path, tried = photos_of(await submitted(callers)), [NOBODY] * 5
    answers = [(await begun(callers, "/v1/submissions/none/photos")).status_code for _ in tried]
    assert answers == [404, 404, 429, 429, 429]
    assert [(await begun(callers, path, size=1)).status_code for _ in tried] == [201, 201, 201, 429, 429]


async def test_nothing_is_added_to_what_was_erased(callers: Callers) -> None:
    sent = await submitted(callers)
    await callers.world.runtime.database.pool.execute("UPDATE opinions SET erased_at = received_at")
    assert refusal(await begun(callers, photos_of(sent))) == (404, "NOT_FOUND")


async def test_a_citizen_finds_the_unit_they_mean(callers: Callers) -> None:
    found = (await callers.get(NOBODY, "/v1/submissions/units?q=单位V1"))["items"]
    assert found[0] == {"code": "V1", "name": "单位V1", "within": "单位T1"}
    assert (await callers.get(NOBODY, "/v1/submissions/units?q=没有这个地方"))["items"] == []
