"""What holds for every route: who gets in, what is refused and how, and that a refusal changes nothing.

The tables of `hostile_requests.py` are sent to each operation there is; `good_requests.py` has to know all of them.
A test is about all operations, one after the other, and names those where something is wrong (`tests.support.trials`).
"""

import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from functools import partial
from itertools import cycle, zip_longest
from typing import Any, TypeVar
from urllib.parse import quote

import httpx2
import pytest
from fastapi import FastAPI

from escalation.actors import Role
from escalation.application.tables import METADATA
from escalation.kit.web.auth import Public
from tests.support.callers import NOBODY, Callers, Json, settle
from tests.support.documented_answers import assert_kept
from tests.support.fingerprints import written
from tests.support.good_requests import PUBLIC, ROUTES
from tests.support.hostile_requests import (
    BODIES,
    CHANGE_HEADERS,
    HEADERS,
    JSON,
    LIST_QUERIES,
    METHODS,
    NO_BODY,
    OUTPUT_ONLY,
    PATH_IDS,
    QUERIES,
    SEARCHES,
    Header,
    typed,
    with_field,
    with_fields,
)
from tests.support.hostile_values import IN_NO_QUERY, in_a_body, in_a_query
from tests.support.roles import TwoRoles
from tests.support.route_inventory import ITS_OWN_DOCUMENT, OPERATIONS, Operation, offered
from tests.support.things import OPINION, Things, one_of_everything
from tests.support.trials import Trial, Trials, wrong

T = TypeVar("T")
CANARY = "x7canary"
CHANGING = [each for each in OPERATIONS if each.method != "GET"]
# What somebody sees in the console is in its address, which the script of the page reads.
STRICT_OF_QUERY = [each for each in OPERATIONS if not each.path.startswith("/console")]
GUARDED = [each for each in OPERATIONS if each.good.roles]
CHANGES = [each for each in CHANGING if not each.takes_a_file and not each.takes_a_form]
FORMS = [each for each in CHANGING if each.takes_a_form]
FILES = [each for each in CHANGING if each.takes_a_file]
TABLES = [each for each in CHANGING if each.file_type == "text/csv"]
MODELLED = [each for each in CHANGING if each.fields()]
LISTS = [each for each in OPERATIONS if each.takes("query").get("limit", {}).get("maximum") == 200]
NAMING = [each for each in OPERATIONS if each.takes("path")]
ASKING = [each for each in OPERATIONS if each.takes("query")]


@pytest.fixture(scope="module")
def app(composed: FastAPI) -> FastAPI:
    """It is attached to what this module makes."""
    return composed


@pytest.fixture(scope="module")
async def here(pool: TwoRoles, app: FastAPI) -> tuple[Callers, Things]:
    """Shared by all tests of the module: whatever is refused leaves it as it is."""
    callers = await settle(pool, app)
    for who in {*(f"C {role}" for role in Role), *(each.good.by for each in OPERATIONS)}:
        await callers.key(who)
    return callers, await one_of_everything(callers)


@pytest.fixture(params=["some", pytest.param("all", marks=pytest.mark.torture)])
async def trials(
    here: tuple[Callers, Things], keys: dict[str, list[Header]], request: pytest.FixtureRequest
) -> AsyncIterator[Trials]:
    """Everything asked in them is refused, and nothing is changed."""
    callers, things = here
    trials = Trials(callers, things, keys, await written(callers.world), request.param == "all")
    yield trials
    assert trials.complaints == []


# -- Who gets in -------------------------------------------------------------------------------------------------------


def test_every_route_is_written_down_here() -> None:
    assert {str(operation) for operation in offered()} == {*ROUTES, ITS_OWN_DOCUMENT}


def test_a_route_is_open_to_whom_it_says_and_no_others() -> None:
    assert {str(each): _let_in(each) for each in OPERATIONS} == {str(each): each.good.roles for each in OPERATIONS}


def _let_in(operation: Operation) -> frozenset[Role]:
    permission = operation.permission
    assert permission is not None, operation
    return PUBLIC if isinstance(permission, Public) else permission.roles or frozenset(Role)


async def test_nobody_gets_in_without_a_valid_key(trials: Trials) -> None:
    async for trial in trials.of(GUARDED):
        nobody = await trial.refused("no key", {401}, NOBODY, **trial.good())
        if nobody.headers.get("www-authenticate") != "Bearer":
            trial.complain("no key", "nothing says that one is wanted")
        for what, headers in trial.some(trials.keys, 3).items():
            await trial.refused(what, {400} if len(headers) > 1 else {401}, NOBODY, **trial.good(headers))


async def test_a_role_that_does_not_suffice_is_refused_whatever_is_sent(trials: Trials) -> None:
    async for trial in trials.of(GUARDED):
        for role in frozenset(Role) - trial.operation.good.roles:
            await trial.refused(f"as {role}", {403}, f"C {role}", **trial.good())


async def test_nothing_that_opens_anything_can_be_read_in_the_database(here: tuple[Callers, Things]) -> None:
    callers, things = here
    tables = " UNION ALL ".join(f'SELECT t::text FROM "{name}" t' for name in sorted(METADATA.tables))
    written_down = "\n".join(row[0] for row in await callers.world.runtime.database.pool.fetch(tables))
    opening = [*callers.world.keys.values(), *(things[name] for name in OPENING), "13800131234", "王小明"]
    spelt = {each: (each, each.replace("-", ""), each.encode().hex()) for each in opening}
    assert [each for each, ways in spelt.items() if any(way in written_down for way in ways)] == []
    assert OPINION["title"] in written_down


OPENING = ("password", "refresh_token", "secret", "tracking_code", "token")


ONE_AT_A_PATH = [*{each.path: each for each in OPERATIONS}.values()]


async def test_a_method_that_is_not_offered_names_all_that_are(trials: Trials) -> None:
    async for trial in trials.of(ONE_AT_A_PATH):
        url = trial.operation.url(trial.things).partition("?")[0]
        offered_there = {each.method for each in OPERATIONS if _matches(each.path, url)}
        offered_there |= {"HEAD"} if "GET" in offered_there else set()
        others = sorted({*METHODS, "GET", "POST", "PATCH", "DELETE"} - offered_there)
        for method in trial.some(dict.fromkeys(others), 2):
            answer = await trial.ask("C admin", method=method, url=url)
            for each in wrong(answer, {405}):
                trial.complain(method, each)
            if answer.headers.get("allow") != ", ".join(sorted(offered_there)):
                trial.complain(method, answer.headers)


async def test_a_good_question_is_answered_and_changes_nothing(trials: Trials) -> None:
    async for trial in trials.of([each for each in OPERATIONS if each.method == "GET"]):
        answer = await trial.ask()
        assert answer.status_code == trial.operation.good.status, f"{trial.operation}: {answer.text}"
        assert_kept(trial.operation, answer)


# -- What is refused ---------------------------------------------------------------------------------------------------


async def test_no_hostile_body_is_taken(trials: Trials) -> None:
    async for trial in trials.of(CHANGES):
        for name, row in trial.some({row.name: row for row in BODIES}, 8).items():
            await trial.refused(name, row.statuses, content=row.content, headers=row.headers)


async def test_a_body_that_is_needed_may_not_be_missing(trials: Trials) -> None:
    async for trial in trials.of(MODELLED):
        await trial.refused(NO_BODY.name, NO_BODY.statuses, content=NO_BODY.content, headers=NO_BODY.headers)


LENGTHS = {"1" + "0" * 12: 413, "9" * 30: 400, "-1": 400, "x": 400, "": 400}


async def test_a_body_is_refused_by_what_is_said_of_its_length(trials: Trials) -> None:
    async for trial in trials.of(CHANGING):
        kind = typed(trial.operation.file_type or (FORM if trial.operation.takes_a_form else JSON_TYPE))
        for length, status in trial.some(LENGTHS, 2).items():
            await trial.refused(length, {status}, content=b"{}", headers={**kind, "Content-Length": length})


async def test_no_hostile_form_is_taken(trials: Trials) -> None:
    async for trial in trials.of(FORMS):
        for media_type in (JSON_TYPE, "multipart/form-data; boundary=x", f"{FORM}; charset=gbk", "text/plain", ""):
            await trial.refused(media_type, {415}, content=b"login=x", headers=typed(media_type))
        for what, content in HOSTILE_FORMS.items():
            await trial.refused(what, {400, 413}, content=content, headers=typed(FORM))


FORM, JSON_TYPE = "application/x-www-form-urlencoded", "application/json"
HOSTILE_FORMS = {
    "another field": b"role=admin",
    "a field twice": b"password=a&password=b&csrf=a&csrf=b",
    "no fields": b"&&&",
    "no value": b"password",
    "NUL": b"password=a%00b&csrf=%00",
    "no UTF-8": b"password=%ff&csrf=%ff",
    "raw bytes": "password=密码&csrf=密".encode(),
    "a line end": b"password=a%0d%0aSet-Cookie:x&csrf=%0a",
    "many fields": b"&".join(b"f%d=1" % n for n in range(1000)),
    "a megabyte": b"password=" + b"x" * 1_000_000,
}


NO_FILES = ("application/json", "multipart/form-data; boundary=x", "text/csv; charset=gbk", "text/plain", "")


async def test_no_hostile_file_is_taken(trials: Trials) -> None:
    async for trial in trials.of(FILES):
        good: bytes = trial.good()["content"]
        for media_type in NO_FILES:
            await trial.refused(media_type, {415}, content=good, headers=typed(media_type))
        compressed = typed(trial.operation.file_type or "", **{"Content-Encoding": "gzip"})
        await trial.refused("compressed", {415}, content=good, headers=compressed)


async def test_no_table_is_taken_that_cannot_be_read(trials: Trials) -> None:
    async for trial in trials.of(TABLES):
        for what, content in UNREADABLE_FILES.items():
            await trial.refused(what, {422}, content=content, headers=typed("text/csv"))


UNREADABLE_FILES = {
    "nothing": b"",
    "no header": b"\n\n",
    "another header": b"a,b\n1,2\n",
    "a column twice": b"title,content,code,parent_code,level,name,home_unit_code,role,unit_code,name,title\n",
    "a file of another kind": b"PK\x03\x04\x14\x00\x08\x00\xff\xfe",
    "UTF-32": "title,content\n".encode("utf-32"),
    "half a line, quoted for ever": b'"title,content\n' + b"x" * 200_000,
}


async def test_no_hostile_query_is_taken(trials: Trials) -> None:
    async for trial in trials.of(STRICT_OF_QUERY):
        for what, (query, status) in trial.some(QUERIES, 3).items():
            await trial.refused(what, {status}, url=trial.asking(query), **trial.good())


async def test_no_hostile_page_is_given(trials: Trials) -> None:
    async for trial in trials.of(LISTS):
        for what, (query, status) in trial.some(LIST_QUERIES, 6).items():
            await trial.refused(what, {status}, url=trial.asking(query))


async def test_no_query_is_read_of_which_a_part_is_unreadable(trials: Trials) -> None:
    async for trial in trials.of(ASKING):
        for value, name in zip(IN_NO_QUERY, cycle(trial.operation.takes("query")), strict=False):
            await trial.refused(f"{name}={value}", {400}, url=trial.asking(f"{name}={value}"), **trial.good())


async def test_no_parameter_takes_hostile_values(trials: Trials) -> None:
    async for trial in trials.of(ASKING):
        hostile = {name: in_a_query(name, schema) for name, schema in trial.operation.takes("query").items()}
        if trial.operation.speaks_open311:
            # What is empty counts as left out there.
            hostile = {name: tuple(filter(None, values)) for name, values in hostile.items()}
        for values in side_by_side(hostile):
            await trial.each(values, partial(_refused_in_the_query, trial))


async def _refused_in_the_query(trial: Trial, values: Mapping[str, str]) -> httpx2.Response:
    parameters = [f"{name}={value}" for name, value in values.items()]
    what = ", ".join(each[:40] for each in parameters)
    # A key that is none is refused by GeoReport before anything else.
    statuses = {422, 403} if trial.operation.speaks_open311 else {422}
    return await trial.refused(what, statuses, url=trial.asking(*parameters), **trial.good())


def side_by_side(columns: Mapping[str, Iterable[T]]) -> Iterator[Mapping[str, T]]:
    """One value of each name, then the next, as long as any name has more."""
    for row in zip_longest(*columns.values()):
        yield {name: value for name, value in zip(columns, row, strict=True) if value is not None}


# A file of the same rows comes from the same list; reports by unit have all their rows, whatever is counted in them.
BY_UNIT = "/by-unit", "/rates"
SEARCHED = [each for each in OPERATIONS if "q" in each.takes("query") and not each.path.endswith(BY_UNIT)]


SEARCHED_BY_PAGE = [each for each in SEARCHED if not each.path.startswith("/v1/exports/")]


async def test_words_that_are_searched_for_are_taken_literally(trials: Trials) -> None:
    async for trial in trials.of(SEARCHED_BY_PAGE):
        for words in SEARCHES:
            answer = await trial.ask(url=trial.asking(f"q=x{words}"))
            page = answer.json()
            if (answer.status_code, page.get("items", page.get("features"))) != (200, []):
                trial.complain(words, answer.text)


async def test_no_hostile_header_is_taken(trials: Trials) -> None:
    async for trial in trials.of(OPERATIONS):
        for what, (headers, status) in trial.some(HEADERS, 1).items():
            await trial.refused(what, {status}, NOBODY, **trial.good(headers))


async def test_no_hostile_condition_is_taken(trials: Trials) -> None:
    for header in ("Idempotency-Key", "If-Match"):
        rows = {what: row for what, row in CHANGE_HEADERS.items() if row[0][0][0].decode() == header}
        async for trial in trials.of([each for each in CHANGING if header in each.takes("header")]):
            for what, (headers, status) in trial.some(rows, 3).items():
                await trial.refused(what, {status}, **trial.good(headers))


async def test_nothing_is_changed_that_was_decided_on_another_version(trials: Trials) -> None:
    async for trial in trials.of([each for each in CHANGING if "If-Match" in each.takes("header")]):
        for tags in (b'"999"', b'W/"999"', b'"a", "998"', b'"7x"', b'""'):
            await trial.refused(tags.decode(), {412}, **trial.good([(b"If-Match", tags)]))


async def test_no_path_takes_hostile_ids(trials: Trials) -> None:
    async for trial in trials.of(NAMING):
        for name in trial.operation.takes("path"):
            for what, (text, statuses) in trial.some(PATH_IDS, 4).items():
                url = trial.operation.url(trial.things, **{name: text})
                await trial.refused(f"{name} {what}", statuses, url=url, **trial.good())


@pytest.mark.slow
async def test_no_field_takes_hostile_values(trials: Trials) -> None:
    async for trial in trials.of(MODELLED):
        hostile = {name: in_a_body(schema).items() for name, schema in trial.operation.fields().items()}
        for values in side_by_side(hostile):
            await trial.each(values, partial(_refused_in_the_body, trial))


async def test_what_only_the_server_sets_cannot_be_sent(trials: Trials) -> None:
    async for trial in trials.of(CHANGES):
        names = sorted({*OUTPUT_ONLY, "owner"} - set(trial.operation.fields()))
        await trial.each(dict.fromkeys(names, ("sent", b'"x"')), partial(_refused_in_the_body, trial))


async def _refused_in_the_body(trial: Trial, values: Mapping[str, tuple[str, bytes]]) -> httpx2.Response:
    what = ", ".join(f"{name} {row}" for name, (row, _) in values.items())
    content = with_fields(trial.good().get("json", {}), {name: raw for name, (_, raw) in values.items()})
    return await trial.refused(what, {422, 413}, content=content, headers=JSON)


async def test_what_only_the_server_sets_cannot_be_sent_inside_of_something_either(trials: Trials) -> None:
    async for trial in trials.of([each for each in CHANGING if "opinion" in each.fields()]):
        good: Json = trial.good()["json"]
        for name in ("status", "ticket_id", "received_by", "contact_masked", "tracking_code", *OUTPUT_ONLY):
            inside = with_field(good["opinion"], name, b'"x"')
            await trial.refused(name, {422}, content=with_field(good, "opinion", inside), headers=JSON)


@pytest.mark.slow
async def test_nothing_that_was_sent_is_repeated(trials: Trials) -> None:
    async for trial in trials.of(OPERATIONS):
        operation, good = trial.operation, trial.good()
        strange = quote(f"{CANARY} 不 ")
        await _listen(trial, method=CANARY.upper())
        await _listen(trial, url=trial.asking(f"{CANARY}~={CANARY}"), **trial.good(ASIDE))
        await trial.each(dict.fromkeys(operation.takes("query"), strange), partial(_listen_to_the_query, trial))
        for name in operation.takes("path"):
            await _listen(trial, url=operation.url(trial.things, **{name: CANARY}), **good)
        for header, value in CONDITIONS.items():
            if header.decode() in operation.takes("header"):
                await _listen(trial, **trial.good([(header, value)]))
        if operation.method != "GET" and not operation.takes_a_file:
            await _listen(trial, content=CANARY.encode(), headers=JSON)
            await trial.each(_in_all_fields(operation), partial(_listen_to_the_body, trial))


async def _listen(trial: Trial, **request: Any) -> httpx2.Response:
    """Ask for something with the canary in it, and hear whether the answer has it too."""
    answer = await trial.ask(**request)
    if CANARY in f"{answer.text} {answer.headers}".lower():
        trial.complain(str(answer.request.url), answer.text)
    return answer


async def _listen_to_the_query(trial: Trial, values: Mapping[str, str]) -> httpx2.Response:
    url = trial.asking(*(f"{name}={value}" for name, value in values.items()))
    return await _listen(trial, url=url, **trial.good())


async def _listen_to_the_body(trial: Trial, values: Mapping[str, bytes]) -> httpx2.Response:
    return await _listen(trial, content=with_fields(trial.good().get("json", {}), values), headers=JSON)


ASIDE: list[Header] = [
    (b"Accept-Language", CANARY.encode()),
    (b"X-Request-Id", f"{CANARY} 不".encode()),
    (b"User-Agent", CANARY.encode()),
    (b"Cookie", CANARY.encode()),
]
CONDITIONS = {b"Idempotency-Key": f"{CANARY} {CANARY}".encode(), b"If-Match": CANARY.encode()}


def _in_all_fields(operation: Operation) -> dict[str, bytes]:
    """The canary as a field nobody knows, and inside of every field."""
    strange = f"{CANARY} 不"
    inside = json.dumps({strange: CANARY}).encode()
    # What somebody keeps for themselves may have any form inside, and is taken.
    known = [name for name, schema in operation.fields().items() if not is_free(schema)]
    return dict.fromkeys([strange, *known], inside)


def is_free(schema: Json) -> bool:
    """Whether a field is an object of any form."""
    return schema.get("type") == "object" and "properties" not in schema


@pytest.fixture(scope="module")
async def keys(here: tuple[Callers, Things]) -> dict[str, list[Header]]:
    """Headers that are no valid key: those that never were one, and those that are not any more."""
    callers, _ = here
    good, expired, revoked = [
        (await callers.key(who))["Authorization"].removeprefix("Bearer ")
        for who in ("C admin", "C-ZJ admin", "C-ZJ leader")
    ]
    pool = callers.world.runtime.database.pool
    ended = "UPDATE api_keys SET {} WHERE secret_hash = sha256($1)"
    await pool.execute(ended.format("expires_at = created_at"), expired.encode())
    await pool.execute(ended.format("revoked_at = created_at"), revoked.encode())
    values: dict[str, str | bytes] = {
        "no scheme": good,
        "nothing": "",
        "only a scheme": "Bearer",
        "an empty key": "Bearer ",
        "Basic": f"Basic {good}",
        "another scheme": f"Token {good}",
        "unknown": "Bearer esk_" + "x" * 43,
        "without its prefix": f"Bearer {good.removeprefix('esk_')}",
        "something behind": f"Bearer {good}x",
        "something more": f"Bearer {good} {good}",
        "two in one": f"Bearer {good}, Bearer {good}",
        "quoted": f'Bearer "{good}"',
        "another case": f"Bearer {good.swapcase()}",
        "Chinese": "Bearer 钥匙",
        "Latin-1": b"Bearer \xe9",
        "a NUL behind": f"Bearer {good}\0",
        "10 kB": "Bearer " + "x" * 10_000,
        "expired": f"Bearer {expired}",
        "revoked": f"Bearer {revoked}",
    }
    rows = {what: [_authorization(value)] for what, value in values.items()}
    return {**rows, "given twice": [_authorization(f"Bearer {good}")] * 2}


def _authorization(value: str | bytes) -> Header:
    return b"Authorization", value if isinstance(value, bytes) else value.encode()


def _matches(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path) is not None
