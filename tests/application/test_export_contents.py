"""Every export, in every format: what it has is what the list has that it comes from, and no cell is a formula."""

import csv
import io
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID
from zipfile import ZipFile

import orjson
import pytest
from fastapi import FastAPI
from python_calamine import CalamineWorkbook

from tests.support.callers import Callers, settle
from tests.support.endpoint_makers import give_places
from tests.support.good_requests import NEEDED
from tests.support.roles import TwoRoles, as_owner
from tests.support.route_inventory import OPERATIONS
from tests.support.things import Things, one_of_everything
from tests.support.workbooks import XLSX
from tests.webhooks.test_deliveries_api import tried

Rows = list[dict[str, Any]]
Expected = Callable[[Callers, Things], Awaitable[Rows]]
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
SINCE: Final = "since=2026-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Export:
    """Who asks, and what is to be in it: some of its columns, row by row, by their names as JSON lines have them."""

    who: str
    expected: Expected
    texts: tuple[str, ...]
    """Columns of words that are no codes: the same in every format."""


def of_list(who: str, path: str, columns: Mapping[str, str], *texts: str) -> Export:
    """A row for each item of a list. `columns`: where a value stands in the item, as `unit.code`."""

    async def expected(callers: Callers, things: Things) -> Rows:
        items = await callers.pages(who, path.format(**things))
        return [{name: _at(item, place) for name, place in columns.items()} for item in items]

    return Export(who, expected, texts)


def _at(item: Any, place: str) -> Any:
    for part in place.split("."):
        item = None if item is None else item[part]
    return item


async def _leading_groups(callers: Callers, _: Things) -> Rows:
    rows: Rows = []
    for listed in await callers.pages("C leader", "/v1/leading-groups"):
        group = await callers.get("C leader", f"/v1/leading-groups/{listed['id']}")
        held = [(name, group[name]["person"]) for name in ("in_charge", "office_director") if group[name]]
        people = [*held, *((each["group_role"], each) for each in group["members"])]
        own = {"unit_code": group["unit"]["code"], "group_id": group["id"]}
        rows += [{**own, "position": position, "name": person["name"]} for position, person in people] or [
            {**own, "position": None, "name": None}
        ]
    return rows


async def _members(callers: Callers, _: Things) -> Rows:
    found = await callers.pages("C admin", "/v1/members")
    return [
        {"id": each["id"], "name": each["name"], "role": role and role["role"],
         "unit_code": role and role["unit"]["code"]}
        for each in found for role in each["roles"] or [None]
    ]  # fmt: skip


async def _teams(callers: Callers, _: Things) -> Rows:
    found = await callers.pages("C admin", "/v1/teams")
    return [
        {"id": each["id"], "team": each["name"], "name": member and member["name"]}
        for each in found for member in each["members"] or [None]
    ]  # fmt: skip


async def _hand_overs(callers: Callers, _: Things) -> Rows:
    rows: Rows = []
    for ticket in await callers.pages("C leader", "/v1/tickets"):
        for hop in (await callers.get("C leader", f"/v1/tickets/{ticket['id']}/hand-overs"))["items"]:
            rows.append({"ticket_id": ticket["id"], "to": hop["to_unit"]["name"], "direction": hop["direction"]})
    return rows


async def _rates(callers: Callers, _: Things) -> Rows:
    told = await callers.get("C leader", f"/v1/reports/rates?{SINCE}")
    rated = [*told["items"], {**told["total"], "name": "Total"}]
    return [
        {"code": each["code"], "name": each["name"], **{rate["rate"]: rate["value"] for rate in each["rates"]}}
        for each in rated
    ]


async def _scores(callers: Callers, _: Things) -> Rows:
    told = await callers.get("C leader", f"/v1/scores?{SINCE}")
    scored = [*told["items"], {**told["total"], "name": "Total"}]
    return [{name: each[name] for name in ("code", "name", "score", "grade")} for each in scored]


async def _bulletin(callers: Callers, things: Things) -> Rows:
    told = await callers.get("K1 office", f"/v1/bulletins/{things['bulletin_id']}")
    figures, texts = told["figures"], {each["section"]: each["text"] for each in told["sections"]}
    values: list[tuple[Any, Any]] = []
    for section, text in texts.items():
        values += {
            "headline": [(figures["headline"][name], figures["headline_before"][name])
                         for name in ("accepted", "closed", "on_time", "late")],
            "rates": [(each["value"], each["before"]) for each in figures["rates"]],
            "units": [(each["value"], None) for each in (*figures["best"], *figures["worst"])],
            "overdue": [(figures[name], None) for name in ("overdue", "stuck", "climbed")],
            "hot": [(each["tickets"], None) for each in figures["hot"]],
            "programme": [(figures[name], None) for name in
                          ("visits", "visits_overdue", "meetings", "meetings_overdue", "alarms")],
        }[section]  # fmt: skip
        values += [(text, None)] if text else []
    return [{"value": value, "before": before} for value, before in values]


async def _survey(callers: Callers, things: Things) -> Rows:
    path = f"/v1/surveys/{things['survey_id']}"
    survey, told = await callers.get("C leader", path), await callers.get("C leader", f"{path}/results")
    words = {each["code"]: each for each in survey["questions"]}
    rows: Rows = []
    for result in (told["whole"], *told["parts"]):
        for answers in result["answers"]:
            own = {"survey": survey["title"], "unit_code": result["unit"]["code"],
                   "question": words[answers["question"]]["en"]}  # fmt: skip
            rows.append({**own, "option": None, "chosen": None, "rated": answers["rated"],
                         "satisfaction": answers["satisfaction"], "kept_back": answers["options"] is None})  # fmt: skip
            chosen = answers["options"] or {}
            rows += [
                {**own, "option": each["en"], "chosen": chosen[each["code"]], "rated": None, "satisfaction": None,
                 "kept_back": False}
                for each in words[answers["question"]]["options"] if answers["options"] is not None
            ]  # fmt: skip
    return rows


async def _by_unit(callers: Callers, _: Things) -> Rows:
    told = await callers.get("C leader", "/v1/reports/by-unit")
    rows = [(each["code"], each["name"], each["figures"]) for each in told["items"]]
    rows += [(None, "Held or received by itself", told["own"])]
    rows += [(told["total"]["code"], "Total", told["total"]["figures"])]
    return [
        {"code": code, "name": name, "in_hand": figures["in_hand"], "tickets": figures["tickets"]}
        for code, name, figures in rows
    ]


async def _report(callers: Callers, _: Things) -> Rows:
    told = await callers.get("C leader", "/v1/reports/lapsed")
    rows = [{"key": each["key"], "name": each["name"], "lapses": each["lapses"]} for each in told["items"]]
    return [*rows, {"key": None, "name": "Total", "lapses": sum(each["lapses"] for each in told["items"])}]


async def _events(callers: Callers, _: Things) -> Rows:
    feed = (await callers.get("C leader", "/v1/events?limit=500"))["items"]
    return [{"id": each["id"], "type": each["type"]} for each in feed]


EXPORTS: Final[Mapping[str, Export]] = {
    "/v1/exports/tickets": of_list(
        "C leader", "/v1/tickets", {"id": "id", "number": "number", "title": "title", "state": "state"}, "number",
        "title",
    ),
    "/v1/exports/opinions": of_list("V1 leader", "/v1/opinions", {"opinion_id": "id", "title": "title"}, "title"),
    "/v1/exports/units": of_list("C admin", "/v1/units", {"code": "code", "name": "name"}, "code", "name"),
    "/v1/exports/members": Export("C admin", _members, ("name", "unit_code")),
    "/v1/exports/teams": Export("C admin", _teams, ("team", "name")),
    "/v1/exports/hand-overs": Export("C leader", _hand_overs, ("to",)),
    "/v1/exports/events": Export("C leader", _events, ("id",)),
    "/v1/exports/webhook-endpoints/{endpoint_id}/deliveries": of_list(
        "C admin", "/v1/webhook-endpoints/{endpoint_id}/deliveries",
        {"event_id": "event_id", "outcome": "outcome", "attempt": "attempt"}, "event_id",
    ),
    "/v1/exports/reports/{report}": Export("C leader", _report, ("name",)),
    "/v1/exports/by-unit": Export("C leader", _by_unit, ("code", "name")),
    "/v1/exports/rates": Export("C leader", _rates, ("code", "name")),
    "/v1/exports/scores": Export("C leader", _scores, ("code", "name")),
    "/v1/exports/bulletins/{bulletin_id}": Export("K1 office", _bulletin, ()),
    "/v1/exports/surveys/{survey_id}/results": Export("C leader", _survey, ("survey", "question", "option")),
    "/v1/exports/trend-alarms": of_list(
        "C leader", "/v1/trend-alarms",
        {"id": "id", "unit_code": "unit.code", "alarm": "alarm", "before": "before", "after": "after"}, "unit_code",
    ),
    "/v1/exports/leading-groups": Export("C leader", _leading_groups, ("unit_code", "name")),
    "/v1/exports/supervision-groups": of_list(
        "C leader", "/v1/supervision-groups", {"group_id": "id", "name": "name", "group_state": "state"}, "name"
    ),
    "/v1/exports/contact-points": of_list(
        "C leader", "/v1/contact-points", {"id": "id", "name": "cadre.name", "unit_code": "unit.code"}, "name"
    ),
    "/v1/exports/diary-entries": of_list(
        "V1 leader", "/v1/diary-entries", {"entry_id": "id", "title": "title", "content": "content"}, "title", "content"
    ),
    "/v1/exports/ledger-rows": of_list("V1 handler", "/v1/ledger-rows", {"matter": "matter"}, "matter"),
}  # fmt: skip
ORDERED_OTHERWISE: Final = frozenset({
    "/v1/exports/tickets", "/v1/exports/hand-overs", "/v1/exports/units", "/v1/exports/contact-points",
})  # fmt: skip
"""The same rows as the list has, in an order of the file's own."""


def test_every_export_is_compared_here() -> None:
    routes = {each.path for each in OPERATIONS if each.path.startswith("/v1/exports/")}
    assert {each.path for each in OPERATIONS if each.path in EXPORTS} == routes == EXPORTS.keys()


@pytest.fixture(scope="module")
def app(composed: FastAPI) -> FastAPI:
    """It is attached to what this module makes."""
    return composed


@pytest.fixture(scope="module")
async def here(pool: TwoRoles, app: FastAPI) -> tuple[Callers, Things]:
    """One of everything, and words that a spreadsheet would take for formulas wherever somebody can type them."""
    callers = await settle(pool, app)
    things = await one_of_everything(callers)
    await _hostile(callers, things)
    await give_places(callers.world.runtime)
    return callers, things


async def _hostile(callers: Callers, things: Things) -> None:
    unit = str(callers.world.id("K1"))
    person = await callers.send("C admin", "/v1/members", name="@SUM(1)", home_unit_id=unit)
    service = {"group_role": "member", "area": "+1+1", "home_unit_id": unit}
    group = f"/v1/leading-groups/{things['group_id']}"
    await callers.put("K1 leader", f"{group}/members/{person['id']}", **service)
    await callers.ask(
        "C admin", "PATCH", f"/v1/supervision-groups/{things['supervision_group_id']}", json={"name": "=HYPERLINK(1)"}
    )
    await callers.put("K1 office", f"/v1/bulletins/{things['bulletin_id']}/texts", texts=[
        {"section": "hot", "text": "=cmd|' /C calc'!A0"}
    ])  # fmt: skip
    async with as_owner(callers.world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE surveys SET title = '-1+1'")
    await callers.send("C admin", "/v1/teams", name="=1+1", unit_id=unit)
    await callers.send("V1 leader", "/v1/opinions", title="@路灯", content="=1+1", source="phone")
    await tried(callers, UUID(things["endpoint_id"]), "timeout", error="=cmd")


async def opened(here: tuple[Callers, Things], path: str, format_: str, language: str = "en") -> bytes:
    callers, things = here
    needed = NEEDED.get(f"GET {path}", "")
    address = path.format(**{**things, "report": "lapsed"})
    answer = await callers.ask(
        EXPORTS[path].who, "GET", f"{address}?{needed}&format={format_}".replace("?&", "?"),
        headers={"Accept-Language": language},
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    return answer.content


async def lines(here: tuple[Callers, Things], path: str) -> Rows:
    return [orjson.loads(line) for line in (await opened(here, path, "jsonl")).splitlines()]


@pytest.mark.parametrize("path", EXPORTS)
async def test_a_file_has_what_the_list_has(here: tuple[Callers, Things], path: str) -> None:
    expected, found = await EXPORTS[path].expected(*here), await lines(here, path)
    assert expected, "nothing is compared"
    narrowed = [{name: row[name] for name in expected[0]} for row in found]
    if path in ORDERED_OTHERWISE:
        narrowed, expected = sorted(narrowed, key=str), sorted(expected, key=str)
    assert narrowed == expected


@pytest.mark.parametrize("path", EXPORTS)
async def test_a_table_has_the_same_rows_and_nothing_that_is_computed(here: tuple[Callers, Things], path: str) -> None:
    expected = await lines(here, path)
    table = list(csv.reader(io.StringIO((await opened(here, path, "csv")).decode("utf-8-sig"), newline="")))[1:]
    _same_texts(path, expected, table, guarded=True)
    numbers = {str(value) for row in expected for value in row.values() if isinstance(value, int | float)}
    wrong = [cell for row in table for cell in row if cell.startswith(FORMULA) and cell not in numbers]
    assert wrong == []


@pytest.mark.parametrize("path", EXPORTS)
async def test_a_workbook_has_the_same_rows_and_no_formula(here: tuple[Callers, Things], path: str) -> None:
    expected, content = await lines(here, path), await opened(here, path, "xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    _same_texts(path, expected, sheet, guarded=False)
    with ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert sheets
    assert not [each for each in sheets if b"<f>" in each or b"<f " in each or b"<hyperlink" in each]


def _same_texts(path: str, expected: Rows, table: Sequence[Sequence[Any]], *, guarded: bool) -> None:
    """The columns stand in their order, of which a table for an import has the first ones."""
    assert len(table) == len(expected)
    names = list(expected[0])
    for name in EXPORTS[path].texts:
        column = names.index(name)
        if column < len(table[0]):
            texts = [row[name] or "" for row in expected]
            shown = [f"'{text}" if guarded and text.startswith(FORMULA) else text for text in texts]
            assert [str(row[column]) for row in table] == shown, name


IMPORTED: Final = {
    "/v1/exports/units": ("C admin", "/v1/units/imports"),
    "/v1/exports/members": ("C admin", "/v1/members/imports"),
    "/v1/exports/teams": ("C admin", "/v1/teams/imports"),
    "/v1/exports/contact-points": ("C admin", "/v1/contact-points/imports"),
    "/v1/exports/ledger-rows": ("V1 handler", "/v1/ledger-rows/imports"),
    "/v1/exports/opinions": ("V1 leader", "/v1/opinions/imports/checks"),
}
"""What has an export and an import: who sends it, and where to. Each import of opinions makes new ones."""
NO_INVERSE: Final = {"/v1/tickets/imports": "takes what another system has closed, which is no ticket of ours"}


def test_every_import_takes_what_an_export_has() -> None:
    imports = {each.path for each in OPERATIONS if each.path.endswith("/imports")}
    assert {path.removesuffix("/checks") for _, path in IMPORTED.values()} | NO_INVERSE.keys() == imports


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("format_", ["csv", "xlsx"])
@pytest.mark.parametrize("path", IMPORTED)
async def test_what_is_exported_is_imported_as_it_is_and_changes_nothing(
    here: tuple[Callers, Things], path: str, format_: str, language: str
) -> None:
    count, content = len(await lines(here, path)), await opened(here, path, format_, language)
    who, address = IMPORTED[path]
    answer = await here[0].ask(who, "POST", address, content=content, headers={"Content-Type": TABLES[format_]})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["faults"] == []
    taken = told["created"] if address.endswith("/checks") else told["unchanged"]
    assert count == taken > 0


TABLES: Final = {"csv": "text/csv", "xlsx": XLSX}


async def test_words_that_would_be_formulas_were_there_to_be_found(here: tuple[Callers, Things]) -> None:
    """Without them the tests above could not fail."""
    files = {path: await lines(here, path) for path in EXPORTS}
    hostile = {
        path for path, rows in files.items()
        if any(isinstance(value, str) and value.startswith(FORMULA) for row in rows for value in row.values())
    }  # fmt: skip
    assert hostile >= {
        "/v1/exports/leading-groups", "/v1/exports/supervision-groups", "/v1/exports/teams", "/v1/exports/members",
        "/v1/exports/opinions", "/v1/exports/surveys/{survey_id}/results", "/v1/exports/bulletins/{bulletin_id}",
        "/v1/exports/webhook-endpoints/{endpoint_id}/deliveries",
    }  # fmt: skip
