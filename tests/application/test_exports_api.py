"""What lists show comes as a file: the same rows, page by page, and what was exported can be taken in again."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

import httpx2
import orjson
import pytest
from python_calamine import CalamineWorkbook

from escalation.errors import TooManyRequests, Unauthenticated
from escalation.kit.exporting.columns import Cells
from escalation.kit.exporting.xlsx_writer import XlsxFile
from escalation.kit.web import exports
from tests.support.callers import Callers
from tests.support.endpoint_makers import an_endpoint, give_places
from tests.support.makers import a_ticket, move
from tests.support.roles import as_asked
from tests.webhooks.test_deliveries_api import tried

NAMES = "tickets", "hand-overs", "opinions", "units", "members", "teams", "events", "reports/lapsed"


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (
        "tickets.api.ticket_exports",
        "opinions.api.opinion_exports",
        "organisation.api.organisation_exports",
        "feed.api.event_exports",
        "webhooks.api.delivery_exports",
    ):
        monkeypatch.setattr(f"escalation.{module}.PAGE", 2)


async def exported(callers: Callers, who: str, asked: str, **headers: str) -> httpx2.Response:
    answer = await callers.ask(who, "GET", f"/v1/exports/{asked}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


def lines(answer: httpx2.Response) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in answer.content.splitlines()]


def rows(answer: httpx2.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


async def some_tickets(callers: Callers, *codes: str) -> list[UUID]:
    return [await a_ticket(callers.world, code) for code in codes]


@pytest.mark.usefixtures("small_pages")
async def test_all_tickets_of_a_list_come_once_and_nobody_elses(callers: Callers) -> None:
    made = await some_tickets(callers, "V1", "V2", "V3", "V1", "V2")
    await move(callers.world, made[0], callers.world.actor("V1", "leader"), "dispatch", unit_id=callers.world.id("V1"))
    whole = lines(await exported(callers, "C leader", "tickets?format=jsonl"))
    assert [row["id"] for row in whole] == [str(id_) for id_ in reversed(made)]
    assert {row["origin_code"] for row in lines(await exported(callers, "T2 leader", "tickets?format=jsonl"))} == {"V3"}
    narrowed = lines(await exported(callers, "C leader", "tickets?format=jsonl&state=dispatched"))
    assert [row["id"] for row in narrowed] == [str(made[0])]
    hops = lines(await exported(callers, "C leader", "hand-overs?format=jsonl"))
    assert [(row["ticket_id"], row["to"]) for row in hops] == [(str(made[0]), "单位V1")]


@pytest.mark.usefixtures("small_pages")
async def test_events_come_as_the_feed_tells_them(callers: Callers) -> None:
    made = await some_tickets(callers, "V1", "V3")
    office = callers.world.actor("V1", "leader")
    await move(callers.world, made[0], office, "dispatch", unit_id=callers.world.id("V1"))
    await move(callers.world, made[0], office, "comment", text="=1+1")
    await give_places(callers.world.runtime)
    for who, narrowed in (("C leader", ""), ("T2 leader", ""), ("C leader", f"&ticket_id={made[0]}&type=ticket.c*")):
        feed = (await callers.get(who, f"/v1/events?limit=500{narrowed}"))["items"]
        file = lines(await exported(callers, who, f"events?format=jsonl{narrowed}"))
        assert [(row["id"], row["type"], row["data"]) for row in file] == [
            (item["id"], item["type"], item["data"]) for item in feed
        ]
    table = rows(await exported(callers, "C leader", "events?about=true&type=ticket.commented"))
    assert table[0][:3] == ["Happened at", "Type of event", "Number"]
    assert orjson.loads(table[1][8])["details"]["text"] == "=1+1"
    assert table[-2:] == [["type", "ticket.commented"], ["Rows", "1"]]
    refused = await callers.ask("C leader", "GET", "/v1/exports/events?type=ticket.none_such")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "?type/0")


@pytest.mark.usefixtures("small_pages")
async def test_deliveries_come_as_the_log_has_them_to_whoever_may_see_the_endpoint(callers: Callers) -> None:
    endpoint = await an_endpoint(callers.world)
    await tried(callers, endpoint, "ok", "timeout", "ok", error="=cmd")
    log, file = f"/v1/webhook-endpoints/{endpoint}/deliveries", f"webhook-endpoints/{endpoint}/deliveries"
    for narrowed in ("", "&outcome=ok"):
        items = (await callers.get("K1 integrator", f"{log}?limit=200{narrowed}"))["items"]
        found = lines(await exported(callers, "K1 integrator", f"{file}?format=jsonl{narrowed}"))
        assert [{name: row[name] for name in ("event_id", "outcome", "attempt")} for row in found] == [
            {name: item[name] for name in ("event_id", "outcome", "attempt")} for item in items
        ]
    assert rows(await exported(callers, "K1 integrator", file))[1][6] == "'=cmd"
    assert (await callers.ask("K2 integrator", "GET", f"/v1/exports/{file}")).status_code == 404


async def test_headings_and_codes_are_in_the_language_of_the_caller(callers: Callers) -> None:
    await some_tickets(callers, "V1")
    chinese = rows(await exported(callers, "C leader", "tickets", **{"Accept-Language": "zh"}))
    assert chinese[0][:4] == ["编号", "标题", "状态", "层级"]
    assert chinese[1][2:4] == ["已登记", "村级"]
    assert rows(await exported(callers, "C leader", "tickets"))[1][2:4] == ["Registered", "Village"]


async def test_a_file_has_a_name_for_everybody(callers: Callers) -> None:
    answer = await exported(callers, "C leader", "tickets?format=xlsx", **{"Accept-Language": "zh"})
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="export-20')
    assert "filename*=UTF-8''%E4%BA%A4%E5%8A%9E%E5%8D%95-20" in disposition
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_spreadsheet_says_what_was_asked_for_and_when(callers: Callers) -> None:
    await some_tickets(callers, "V1", "V3")
    answer = await exported(callers, "C leader", "tickets?format=xlsx&unit=T1&urgency=routine")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Tickets", "About"]
    about = {str(name): str(text) for name, text in book.get_sheet_by_name("About").to_python()}
    assert (about["unit"], about["urgency"], about["Rows"]) == ("T1", "routine", "1")
    assert about["Taken at"].endswith("(China Standard Time)")
    assert len(book.get_sheet_by_name("Tickets").to_python()) == 2


async def test_csv_is_a_table_and_nothing_else_unless_asked(callers: Callers) -> None:
    await some_tickets(callers, "V1")
    assert len(rows(await exported(callers, "C leader", "tickets"))) == 2
    assert rows(await exported(callers, "C leader", "tickets?about=true&unit=V1"))[-2:] == [
        ["unit", "V1"],
        ["Rows", "1"],
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_", ["csv", "xlsx", "jsonl"])
async def test_everything_comes_in_every_format(callers: Callers, name: str, format_: str) -> None:
    assert (await exported(callers, "C admin", f"{name}?format={format_}")).content or format_ == "jsonl"


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ("tickets?format=pdf", "?format"), ("tickets?stat=open", "?stat"), ("tickets?state=closd", "?state"),
        ("units?parent=NONE", "?parent"), ("reports/lapsed?group_by=climbed_to", "?group_by"),
        ("reports/on-time", "?since"), ("reports/overdue?since=2026-01-01T00:00:00Z", "?since"),
    ],
)  # fmt: skip
async def test_what_is_not_known_is_refused_before_a_file_begins(callers: Callers, asked: str, pointer: str) -> None:
    answer = await callers.ask("C leader", "GET", f"/v1/exports/{asked}")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_a_spreadsheet_that_would_be_too_long_is_a_problem(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(XlsxFile.__init__, "__defaults__", (1,))
    await some_tickets(callers, "V1", "V1")
    answer = await callers.ask("C leader", "GET", "/v1/exports/tickets?format=xlsx")
    assert (answer.status_code, answer.json()["code"]) == (422, "EXPORT_TOO_LARGE")


async def test_a_report_comes_with_its_definition_and_its_sum(callers: Callers) -> None:
    answer = await exported(callers, "C leader", "reports/lapsed?format=xlsx")
    about = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("About").to_python()
    assert str(about[0][1]).startswith("Limits that passed, each under the unit")
    assert rows(await exported(callers, "C leader", "reports/lapsed"))[-1][:4] == ["", "Total", "0", "0"]


# -- There and back ---------------------------------------------------------------------------------------------------


async def test_units_and_members_that_were_exported_are_known_already(callers: Callers) -> None:
    await callers.send(
        "C admin", "/v1/members", name="其其格", home_unit_id=str(callers.world.id("K1-ZJ")), skills=["水利"]
    )
    for name in ("units", "members"):
        file = await exported(callers, "C admin", name, **{"Accept-Language": "zh"})
        taken = await callers.ask(
            "C admin", "POST", f"/v1/{name}/imports", content=file.content, headers={"Content-Type": "text/csv"}
        )
        told = taken.json()
        assert told.get("created") == 0, (name, told, file.text)
        assert told["unchanged"] == told["total"] or name == "members", told


async def test_opinions_that_were_exported_are_known_already(callers: Callers) -> None:
    for number in range(3):
        await callers.send(
            "V1 leader", "/v1/opinions", title=f"路灯{number}不亮", content="坏了三天。", source="phone",
            source_system="hotline", external_ref=f"A{number}",
        )  # fmt: skip
    for language in ("zh", "en"):
        file = await exported(callers, "C admin", "opinions", **{"Accept-Language": language})
        answer = await callers.ask(
            "C admin", "POST", "/v1/opinions/imports?source_system=hotline", content=file.content,
            headers={"Content-Type": "text/csv"},
        )  # fmt: skip
        assert answer.status_code == 202, answer.text
        assert len(await callers.world.runtime.database.pool.fetch("SELECT FROM opinions")) == 3


# -- Others are not kept waiting --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_pages")
async def test_a_reader_who_stops_holds_no_connection(callers: Callers) -> None:
    await some_tickets(callers, *["V1"] * 7)
    pool = as_asked(callers.world.runtime.database).pool
    reading, taken = asyncio.Event(), asyncio.Event()
    body: list[bytes] = []

    async def send(message: Any) -> None:
        body.append(message.get("body", b""))
        if len(body) == 3:
            reading.set()
            await taken.wait()

    call = asyncio.create_task(_call(callers, "/v1/exports/tickets", "format=jsonl", send))
    await reading.wait()
    assert pool.get_idle_size() == pool.get_size()
    await callers.get("C leader", "/v1/tickets")
    taken.set()
    await call
    assert len(b"".join(body).splitlines()) == 7


@pytest.mark.usefixtures("small_pages")
async def test_an_export_breaks_off_once_its_key_is_revoked(callers: Callers) -> None:
    await some_tickets(callers, *["V1"] * 7)
    body: list[bytes] = []

    async def send(message: Any) -> None:
        body.append(message.get("body", b""))
        if len(body) == 3:
            await callers.world.runtime.database.pool.execute("UPDATE api_keys SET revoked_at = clock_timestamp()")
            callers.app.state.authenticator.keys.known.clear()  # As it forgets by itself within seconds.

    with pytest.raises(RuntimeError, match="already started") as broken:
        await _call(callers, "/v1/exports/tickets", "format=jsonl", send)
    assert isinstance(broken.value.__cause__, Unauthenticated)
    assert len(b"".join(body).splitlines()) == 4


async def _call(callers: Callers, path: str, query: str, send: Any) -> None:
    async def receive() -> Any:
        await asyncio.Event().wait()

    headers = [(name.lower().encode(), value.encode()) for name, value in (await callers.key("C leader")).items()]
    headers.append((b"host", b"testserver"))
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": "GET",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "scheme": "http",
        "headers": headers, "server": ("testserver", 80), "client": ("127.0.0.1", 1), "state": {}, "extensions": {},
    }  # fmt: skip
    await callers.app(scope, receive, send)


async def test_one_key_has_two_exports_at_once(callers: Callers) -> None:
    slots = callers.app.state.exports
    with slots.one_more("x"), slots.one_more("x"), pytest.raises(TooManyRequests), slots.one_more("x"):
        pass
    with slots.one_more("x"):
        pass


async def test_pages_are_read_one_by_one_as_they_are_taken() -> None:
    asked: list[int] = []

    async def read(place: int | None) -> tuple[Sequence[Cells], int | None]:
        asked.append(place or 0)
        return [{"n": place or 0}], (place or 0) + 1

    pages: AsyncIterator[Sequence[Cells]] = exports.in_pages(read, dict)
    await anext(pages)
    await anext(pages)
    assert asked == [0, 1]
