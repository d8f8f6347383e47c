"""Photos and documents over HTTP: in pieces, looked at, seen by who sees what they hang on, and gone when removed."""

import asyncio
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

import httpx2
import pytest
from PIL import Image

from escalation.attachments.domain.media_types import MOST_BYTES
from escalation.attachments.engine.purging import step
from escalation.attachments.usecases import uploads
from escalation.kit.runtime.scanner import Scanner
from escalation.privacy.storage.erasing import erase_beside_ticket
from tests.support.callers import Callers
from tests.support.files import file_store, picture
from tests.support.things import OPINION, act, send_part

FORM = {"urgency": "routine", "difficulty": "simple"}
PHOTO = picture(size=(400, 300))
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
async def ticket(callers: Callers) -> str:
    """One that V1 works on."""
    made: str = (await callers.send("V1 leader", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    await act(callers, "V1 leader", made, "dispatch", unit_id=str(callers.world.id("V1")))
    await act(callers, "V1 handler", made, "sign")
    return made


async def begun(callers: Callers, who: str, thing: str, content: bytes, name: str = "路灯.jpg", **more: object) -> str:
    begun = await callers.send(who, f"/v1/{thing}/attachments", name=name, size=len(content), **more)
    id_: str = begun["id"]
    return id_


async def sent(callers: Callers, who: str, thing: str, content: bytes, name: str = "路灯.jpg") -> str:
    """A file that is ready."""
    id_ = await begun(callers, who, thing, content, name)
    await send_part(callers, who, id_, content)
    answer = await completed(callers, who, id_)
    assert answer.status_code == 200, answer.text
    return id_


async def completed(callers: Callers, who: str, id_: str) -> httpx2.Response:
    return await callers.ask(who, "POST", f"/v1/attachments/{id_}/complete")


async def fetched(callers: Callers, who: str, id_: str, what: str = "content") -> httpx2.Response:
    return await callers.ask(who, "GET", f"/v1/attachments/{id_}/{what}")


async def objects(id_: str) -> list[str]:
    return [name for kind in ("parts", "files") for name in await file_store().names_below(f"{kind}/{id_}")]


async def test_a_photo_comes_in_pieces_over_a_bad_network(callers: Callers, ticket: str) -> None:
    who, half = "V1 handler", len(PHOTO) // 2
    id_ = await begun(callers, who, f"tickets/{ticket}", PHOTO, sha256=sha256(PHOTO).hexdigest())
    await send_part(callers, who, id_, PHOTO[:half])
    # The answer was lost: the same piece once more, and a look at how far it is.
    again = await send_part(callers, who, id_, PHOTO[:half])
    so_far = await callers.get(who, f"/v1/attachments/{id_}")
    early = await completed(callers, who, id_)
    torn = await callers.ask(
        who, "PUT", f"/v1/attachments/{id_}/parts?start={half + 1}", content=b"x",
        headers={"Content-Type": "application/octet-stream"},
    )  # fmt: skip
    await send_part(callers, who, id_, PHOTO[half:], half)
    done = (await completed(callers, who, id_)).json()
    once_more = (await completed(callers, who, id_)).json()

    assert again["received"] == so_far["received"] == half
    assert (early.status_code, early.json()["code"], early.json()["received"]) == (409, "UPLOAD_INCOMPLETE", half)
    assert (torn.status_code, torn.json()["code"], torn.json()["received"]) == (409, "UPLOAD_OFFSET", half)
    assert done == once_more
    assert (done["state"], done["media_type"], done["width"], done["height"]) == ("ready", "image/jpeg", 400, 300)
    assert len(await objects(id_)) == 4
    await step(callers.world.runtime)
    assert await objects(id_) == [f"files/{id_}/content", f"files/{id_}/thumbnail"]


async def test_of_two_pieces_at_once_one_is_kept_and_nothing_is_left_behind(callers: Callers, ticket: str) -> None:
    who = "V1 handler"
    id_ = await begun(callers, who, f"tickets/{ticket}", PHOTO)
    await asyncio.gather(*(send_part(callers, who, id_, PHOTO) for _ in range(3)))
    assert len(await objects(id_)) == 1
    assert (await completed(callers, who, id_)).status_code == 200


async def test_what_is_erased_leaves_the_store_even_when_its_pieces_went_long_ago(
    callers: Callers, ticket: str
) -> None:
    runtime = callers.world.runtime
    whole = await sent(callers, "V1 handler", f"tickets/{ticket}", PHOTO)
    half = await begun(callers, "V1 handler", f"tickets/{ticket}", PHOTO)
    await send_part(callers, "V1 handler", half, PHOTO[:100])
    await step(runtime)
    async with runtime.database.transaction() as connection:
        await erase_beside_ticket(connection, UUID(ticket))
    await step(runtime)
    assert await objects(whole) == await objects(half) == []
    assert await runtime.database.pool.fetchval("SELECT count(*) FROM attachment_parts") == 0


async def test_what_is_fetched_is_saved_and_never_opened_here(callers: Callers, ticket: str) -> None:
    id_ = await sent(callers, "V1 handler", f"tickets/{ticket}", PHOTO)
    described = await callers.get("T1 office", f"/v1/attachments/{id_}")
    file, small = [await fetched(callers, "T1 office", id_, what) for what in ("content", "thumbnail")]
    assert sha256(file.content).hexdigest() == described["sha256"]
    assert file.headers["content-type"] == small.headers["content-type"] == "image/jpeg"
    for answer in (file, small):
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
    with Image.open(BytesIO(small.content)) as shown:
        assert max(shown.size) == 320


async def test_it_lies_encrypted_where_files_are_kept(callers: Callers, ticket: str) -> None:
    """Neither the pieces nor the whole can be read there, nor exchanged for another."""
    who, content = "V1 handler", b"%PDF-1.7 \xe8\xb7\xaf\xe7\x81\xaf"
    id_ = await begun(callers, who, f"tickets/{ticket}", content, "说明.pdf")
    await send_part(callers, who, id_, content)
    pieces = [await file_store().get(name) for name in await objects(id_)]
    await completed(callers, who, id_)
    await step(callers.world.runtime)
    whole = [await file_store().get(name) for name in await objects(id_)]
    other = await sent(callers, who, f"tickets/{ticket}", content, "说明.pdf")
    await file_store().put(f"files/{id_}/content", await file_store().get(f"files/{other}/content"))
    exchanged = await fetched(callers, who, id_)

    assert len(pieces) == len(whole) == 1
    assert not any(b"PDF" in piece for piece in (*pieces, *whole))
    assert (exchanged.status_code, exchanged.json()["code"]) == (500, "CONFIGURATION_INVALID")


async def test_the_history_tells_which_file_came_and_why_it_went(callers: Callers, ticket: str) -> None:
    id_ = await sent(callers, "V1 handler", f"tickets/{ticket}", PHOTO)
    before = await callers.get("V1 handler", f"/v1/tickets/{ticket}")
    removed = await callers.send("V1 leader", f"/v1/attachments/{id_}/removal", reason="拍到了旁人")
    gone = await fetched(callers, "V1 leader", id_)
    events = {event["type"]: event for event in await _events(callers, "V1 leader", ticket)}
    added, taken = events["ticket.attachment_added"], events["ticket.attachment_removed"]

    assert added["data"]["sha256"] == taken["data"]["sha256"] == removed["sha256"]
    assert (taken["reason"], removed["state"], removed["reason"], gone.status_code) == (
        "拍到了旁人", "removed", "拍到了旁人", 404,
    )  # fmt: skip
    after = await callers.get("V1 handler", f"/v1/tickets/{ticket}")
    assert after["version"] == before["version"] + 1
    assert {name: after[name] for name in ("state", "due_at", "stage")} == {
        name: before[name] for name in ("state", "due_at", "stage")
    }
    assert (await callers.get("V1 leader", f"/v1/tickets/{ticket}/attachments"))["items"] == []
    while await step(callers.world.runtime):
        pass
    assert await objects(id_) == []


async def test_what_is_removed_while_its_pieces_are_deleted_goes_as_well(
    callers: Callers, ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await sent(callers, "V1 handler", f"tickets/{ticket}", PHOTO)
    delete = file_store().delete_drafts_below

    async def slowly(prefix: str) -> None:
        await delete(prefix)
        await callers.send("V1 leader", f"/v1/attachments/{id_}/removal", reason="拍到了旁人")

    monkeypatch.setattr(file_store(), "delete_drafts_below", slowly)
    await step(callers.world.runtime)
    monkeypatch.undo()
    await step(callers.world.runtime)

    assert await objects(id_) == []


async def _events(callers: Callers, who: str, ticket: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await callers.get(who, f"/v1/tickets/{ticket}/events?limit=200"))["items"]
    return items


async def test_it_is_seen_by_who_sees_what_it_hangs_on(callers: Callers, ticket: str) -> None:
    id_ = await sent(callers, "V1 handler", f"tickets/{ticket}", PHOTO)
    for who, status in {
        "V1 leader": 200,
        "T1 office": 200,
        "K1 supervisor": 200,
        "V2 leader": 404,
        "K2 office": 404,
    }.items():
        assert (await fetched(callers, who, id_)).status_code == status, who
        assert (await callers.ask(who, "GET", f"/v1/attachments/{id_}")).status_code == status, who
        assert (await callers.ask(who, "GET", f"/v1/tickets/{ticket}/attachments")).status_code == status, who
    # Who sees a ticket without working on it adds nothing and removes nothing.
    wanted = {"name": "x.jpg", "size": 10}
    adding = await callers.ask("K1 admin", "POST", f"/v1/tickets/{ticket}/attachments", json=wanted)
    removing = await callers.ask("K1 admin", "POST", f"/v1/attachments/{id_}/removal", json={"reason": "x"})
    assert (adding.status_code, removing.status_code) == (403, 403)


async def test_who_took_an_opinion_in_and_attached_a_file_is_told_by_name_and_unit(callers: Callers) -> None:
    member = await callers.send("C admin", "/v1/members", name="娜仁", home_unit_id=str(callers.world.id("V1")))
    await callers.put("C admin", f"/v1/members/{member['id']}/roles/{callers.world.id('V1')}/leader")
    wanted = {"unit_id": str(callers.world.id("V1")), "role": "leader", "name": "x", "member_id": member["id"]}
    key = await callers.send("C admin", "/v1/keys", **wanted)
    headers = {"Authorization": f"Bearer {key['secret']}"}
    opinion = (await callers.ask("", "POST", "/v1/opinions", json=OPINION, headers=headers)).json()
    path = f"/v1/opinions/{opinion['id']}"
    begun = {"name": "路灯.jpg", "size": len(PHOTO)}
    hers = (await callers.ask("", "POST", f"{path}/attachments", json=begun, headers=headers)).json()
    machines = await callers.send("V1 leader", "/v1/opinions", **OPINION)
    plain = await sent(callers, "V1 leader", f"opinions/{machines['id']}", PHOTO)

    listed = (await callers.get("V1 leader", "/v1/opinions"))["items"]
    assert opinion == await callers.get("V1 leader", path)
    assert [each["received_by_name"] for each in (opinion, machines, *listed)] == ["娜仁", None, None, "娜仁"]
    assert (hers["created_by_name"], hers["created_unit"]["code"]) == ("娜仁", "V1")
    (shown,) = (await callers.get("V1 leader", f"/v1/opinions/{machines['id']}/attachments"))["items"]
    assert (shown["id"], shown["created_by_name"], shown["created_unit"]["name"]) == (plain, None, "单位V1")


async def test_who_handles_a_matter_does_not_get_rid_of_the_citizens_own_photo(callers: Callers) -> None:
    opinion = await callers.send("K1 office", "/v1/opinions", **OPINION)
    id_ = await sent(callers, "K1 office", f"opinions/{opinion['id']}", PHOTO)
    formed = await callers.send("K1 office", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]])
    move = {"action": "dispatch", "unit_id": str(callers.world.id("V1"))}
    await callers.send("K1 office", f"/v1/tickets/{formed['id']}/transitions", **move)

    handler, received = [
        await callers.ask(who, "POST", f"/v1/attachments/{id_}/removal", json={"reason": "x"})
        for who in ("V1 leader", "K1 office")
    ]
    assert (handler.status_code, received.status_code) == (403, 200), handler.text


async def test_a_confidential_opinions_photo_is_for_offices_and_leaders(callers: Callers) -> None:
    opinion = await callers.send("V1 leader", "/v1/opinions", **OPINION, confidential=True)
    id_ = await sent(callers, "V1 leader", f"opinions/{opinion['id']}", PHOTO)
    formed = await callers.send("V1 leader", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]])
    seen = {
        who: (
            (await fetched(callers, who, id_)).status_code,
            [item["id"] for item in (await callers.get(who, f"/v1/tickets/{formed['id']}/attachments"))["items"]],
        )
        for who in ("T1 office", "V1 leader")
    }
    hidden = await fetched(callers, "V1 handler", id_)
    assert seen == {"T1 office": (200, [id_]), "V1 leader": (200, [id_])}
    assert hidden.status_code == 404


async def test_what_hangs_on_a_merged_ticket_is_found_where_it_went_on(callers: Callers) -> None:
    one, other = [(await callers.send("V1 leader", "/v1/tickets", **FORM, opinion=OPINION))["id"] for _ in range(2)]
    id_ = await sent(callers, "V1 leader", f"tickets/{one}", PHOTO)
    await act(callers, "V1 leader", one, "merge", into_ticket_id=other)
    assert [item["id"] for item in (await callers.get("V1 leader", f"/v1/tickets/{other}/attachments"))["items"]] == [
        id_
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!doctype html><script>alert(1)</script>", "wrong_kind"),
        (b"MZ\x90\x00 a program", "wrong_kind"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "wrong_kind"),
        (PHOTO[:500], "unreadable"),
    ],
)
async def test_what_is_not_taken_is_gone(callers: Callers, ticket: str, content: bytes, code: str) -> None:
    id_ = await begun(callers, "V1 handler", f"tickets/{ticket}", content)
    await send_part(callers, "V1 handler", id_, content)
    refused = await completed(callers, "V1 handler", id_)
    again = await completed(callers, "V1 handler", id_)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code)
    # As if the first answer had been lost.
    assert (again.status_code, again.json()["errors"]) == (422, refused.json()["errors"])
    assert (await callers.get("V1 handler", f"/v1/attachments/{id_}"))["reason"] == code
    await step(callers.world.runtime)
    assert await objects(id_) == []


async def test_other_bytes_than_were_announced_are_noticed(callers: Callers, ticket: str) -> None:
    id_ = await begun(callers, "V1 handler", f"tickets/{ticket}", PHOTO, sha256="0" * 64)
    await send_part(callers, "V1 handler", id_, PHOTO)
    refused = await completed(callers, "V1 handler", id_)
    assert refused.json()["errors"][0]["code"] == "wrong_digest"


@pytest.mark.parametrize(
    ("script", "content", "status"),
    [
        ("grep -q EICAR && exit 1; exit 0", b"%PDF-1.7 " + EICAR, 422),
        ("grep -q EICAR && exit 1; exit 0", b"%PDF-1.7 ", 200),
        ("exit 2", b"%PDF-1.7 ", 503),
        ("exec nothing-of-this-name", b"%PDF-1.7 ", 503),
    ],
)
async def test_the_scanner_is_asked_before_anybody_can_fetch_it(
    callers: Callers, ticket: str, script: str, content: bytes, status: int
) -> None:
    """What it found is refused; what it did not answer about is neither taken nor lost."""
    object.__setattr__(callers.world.runtime, "scanner", Scanner(("/bin/sh", "-c", script)))
    id_ = await begun(callers, "V1 handler", f"tickets/{ticket}", content, "说明.pdf")
    await send_part(callers, "V1 handler", id_, content)
    answer = await completed(callers, "V1 handler", id_)
    later = await fetched(callers, "V1 leader", id_)
    assert (answer.status_code, later.status_code) == (status, 200 if status == 200 else 404)
    if status == 503:
        object.__setattr__(callers.world.runtime, "scanner", None)
        assert (await completed(callers, "V1 handler", id_)).status_code == 200


async def test_there_are_limits(callers: Callers, ticket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path, who = f"/v1/tickets/{ticket}/attachments", "V1 handler"
    for size in (0, MOST_BYTES + 1, -1):
        assert (await callers.ask(who, "POST", path, json={"name": "x", "size": size})).status_code == 422
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 1)
    id_ = await begun(callers, who, f"tickets/{ticket}", b"%PDF-1.7 ")
    second = await callers.ask(who, "POST", path, json={"name": "x", "size": 1})
    too_much = await callers.ask(
        who, "PUT", f"/v1/attachments/{id_}/parts?start=0", content=b"%PDF-1.7  ",
        headers={"Content-Type": "application/octet-stream"},
    )  # fmt: skip
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 20)
    monkeypatch.setattr(uploads, "MOST_OF_ONE", 1)
    third = await callers.ask(who, "POST", path, json={"name": "x", "size": 1})
    assert [answer.json()["code"] for answer in (second, too_much, third)] == [
        "LIMIT_REACHED", "UPLOAD_OFFSET", "LIMIT_REACHED",
    ]  # fmt: skip


async def test_a_file_that_stops_coming_is_given_up_after_a_day(callers: Callers, ticket: str) -> None:
    id_ = await begun(callers, "V1 handler", f"tickets/{ticket}", PHOTO)
    await send_part(callers, "V1 handler", id_, PHOTO[:100])
    await step(callers.world.runtime)
    kept = await objects(id_)
    await callers.send("C admin", "/v1/sandbox/clock", advance="P1DT1S")
    await step(callers.world.runtime)
    assert (len(kept), await objects(id_)) == (1, [])
    assert (await callers.get("V1 handler", f"/v1/attachments/{id_}"))["reason"] == "abandoned"


async def test_nobody_else_goes_on_with_a_file_or_knows_of_it_before_it_is_whole(callers: Callers, ticket: str) -> None:
    id_ = await begun(callers, "V1 handler", f"tickets/{ticket}", PHOTO)
    asked = [
        await callers.ask("V1 leader", "GET", f"/v1/attachments/{id_}"),
        await completed(callers, "V1 leader", id_),
        await callers.ask(
            "V1 leader", "PUT", f"/v1/attachments/{id_}/parts?start=0", content=PHOTO,
            headers={"Content-Type": "application/octet-stream"},
        ),
    ]  # fmt: skip
    assert [answer.status_code for answer in asked] == [404, 404, 404]
    assert (await callers.get("V1 leader", f"/v1/tickets/{ticket}/attachments"))["items"] == []


async def test_nothing_is_attached_to_what_has_ended(callers: Callers) -> None:
    ticket = (await callers.send("V1 leader", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    await act(callers, "V1 leader", ticket, "reject", reason_code="court_matter", reason="已起诉")
    answer = await callers.ask("V1 leader", "POST", f"/v1/tickets/{ticket}/attachments", json={"name": "x", "size": 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "TRANSITION_NOT_ALLOWED")
