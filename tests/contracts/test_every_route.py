"""What holds for every route: who gets in, what is refused and how, and that a refusal changes nothing.

The tables of `hostile_requests.py` are sent to each operation there is; `good_requests.py` has to know all of them.
"""

import json
import re
from collections.abc import AsyncIterator, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx2
import pytest
from fastapi import FastAPI

from escalation.actors import Role
from escalation.application.tables import METADATA
from escalation.kit.web.auth import Public
from tests.support.callers import NOBODY, Callers, Json, pairs, settle
from tests.support.documented_answers import assert_kept, undocumented
from tests.support.fingerprints import differing, written
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
)
from tests.support.hostile_values import in_a_body, in_a_query
from tests.support.one_language import mixed
from tests.support.roles import TwoRoles
from tests.support.route_inventory import ITS_OWN_DOCUMENT, OPERATIONS, Operation, offered
from tests.support.things import OPINION, Things, one_of_everything

MEMBERS = {"type", "title", "status", "detail", "code", "errors", "request_id"}
CANARY = "x7canary"


def those(chosen: Sequence[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", chosen, ids=str)


CHANGING = [each for each in OPERATIONS if each.method != "GET"]
EVERY = those(OPERATIONS)
# What somebody sees in the console is in its address, which the script of the page reads.
STRICT_OF_QUERY = those([each for each in OPERATIONS if not each.path.startswith("/console")])
GUARDED = those([each for each in OPERATIONS if each.good.roles])
CHANGES = those([each for each in CHANGING if not each.takes_a_file and not each.takes_a_form])
FORMS = those([each for each in CHANGING if each.takes_a_form])
FILES = those([each for each in CHANGING if each.takes_a_file])
TABLES = those([each for each in CHANGING if each.file_type == "text/csv"])
MODELLED = those([each for each in CHANGING if each.fields()])
LISTS = those([each for each in OPERATIONS if each.takes("query").get("limit", {}).get("maximum") == 200])
NAMING = those([each for each in OPERATIONS if each.takes("path")])
ASKING = those([each for each in OPERATIONS if each.takes("query")])


@dataclass(slots=True)
class Trial:
    """Requests that have to be refused, and what was wrong with the answers."""

    callers: Callers
    operation: Operation
    things: Things
    complaints: list[str] = field(default_factory=list)
    language: str = "zh"

    async def ask(self, who: str | None = None, **request: Any) -> httpx2.Response:
        """The good request, as far as it is not said otherwise."""
        method = request.pop("method", self.operation.method)
        url = request.pop("url", None) or self.operation.url(self.things)
        return await self.callers.ask(self.operation.good.by if who is None else who, method, url, **request)

    async def refused(self, what: str, statuses: Container[int], who: str | None = None, **request: Any) -> None:
        """Send it, expecting one of these statuses and a proper problem, every other time in Chinese."""
        self.language = "zh" if self.language == "en" else "en"
        headers = [*pairs(request.pop("headers", {})), (b"Accept-Language", self.language.encode())]
        answer = await self.ask(who, headers=headers, **request)
        is_report = self.operation.speaks_open311 and "problem" not in answer.headers["content-type"]
        found = _wrong_report(answer, statuses) if is_report else _wrong(answer, statuses, self.language)
        wrong = list(found) or list(undocumented(self.operation, answer))
        self.complaints += [f"{what}: {each}" for each in wrong]

    def good(self, more: Sequence[Header] = ()) -> Json:
        """What a good request has besides its address, and more headers."""
        request = self.operation.request(self.things)
        return {**request, "headers": [*pairs(request.get("headers", {})), *more]}

    def asking(self, query: str) -> str:
        """Its address with this query, and with what is needed besides."""
        path, _, needed = self.operation.url(self.things).partition("?")
        others = [each for each in needed.split("&") if each and each.partition("=")[0] != query.partition("=")[0]]
        return f"{path}?{'&'.join([*others, query])}"


def _wrong(answer: httpx2.Response, statuses: Container[int], language: str = "en") -> Iterator[str]:
    """What is wrong with a refusal."""
    if answer.status_code not in statuses:
        yield f"{answer.status_code} {answer.text[:300]}"
        return
    if answer.request.method == "HEAD":
        return
    problem = answer.json()
    missing = MEMBERS - set(problem)
    if missing or answer.headers["content-type"] != "application/problem+json":
        yield f"no problem document: {answer.text[:300]}"
        return
    if problem["status"] != answer.status_code or problem["request_id"] != answer.headers["x-request-id"]:
        yield f"the document contradicts the head: {answer.text[:300]}"
    if not re.fullmatch("[A-Z_]+", problem["code"]) or not problem["title"] or not problem["detail"]:
        yield f"nothing is said: {answer.text[:300]}"
    if [error for error in problem["errors"] if set(error) != {"pointer", "code", "detail"}]:
        yield f"errors of another form: {answer.text[:300]}"
    yield from mixed(problem, language)
    if answer.headers.get("cache-control") != "no-store" or "Traceback" in answer.text:
        yield f"{answer.headers}"


def _wrong_report(answer: httpx2.Response, statuses: Container[int]) -> Iterator[str]:
    """The same of a refusal as GeoReport has it, which knows fewer statuses."""
    if {400: 422, 403: 401}.get(answer.status_code) not in statuses and answer.status_code not in statuses:
        yield f"{answer.status_code} {answer.text[:300]}"
        return
    is_xml = answer.headers["content-type"].startswith("text/xml")
    errors = [*ET.fromstring(answer.text)] if is_xml else answer.json()  # noqa: S314 - our own server's
    members = [{each.tag: each.text for each in error} if is_xml else error for error in errors]
    if not members or [each for each in members if str(each.pop("code")) != str(answer.status_code)]:
        yield f"no errors of GeoReport: {answer.text[:300]}"
    if [each for each in members if not each["description"]] or answer.headers["cache-control"] != "no-store":
        yield f"nothing is said: {answer.text[:300]}"


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


@pytest.fixture(scope="module")
async def baseline(here: tuple[Callers, Things], keys: dict[str, list[Header]]) -> list[dict[str, str]]:
    """What had been written to the database after the last test."""
    return [await written(here[0].world)]


@pytest.fixture
async def trial(
    here: tuple[Callers, Things], operation: Operation, baseline: list[dict[str, str]]
) -> AsyncIterator[Trial]:
    """Everything asked in it is refused, and nothing is changed."""
    callers, things = here
    trial = Trial(callers, operation, things)
    yield trial
    before, baseline[:] = baseline[-1], [await written(callers.world)]
    assert (trial.complaints, differing(before, baseline[-1])) == ([], [])


# -- Who gets in -------------------------------------------------------------------------------------------------------


def test_every_route_is_written_down_here() -> None:
    assert {str(operation) for operation in offered()} == {*ROUTES, ITS_OWN_DOCUMENT}


@EVERY
def test_a_route_is_open_to_whom_it_says_and_no_others(operation: Operation) -> None:
    permission = operation.permission
    assert permission is not None
    assert (
        permission.roles or frozenset(Role) if not isinstance(permission, Public) else PUBLIC
    ) == operation.good.roles


@GUARDED
async def test_nobody_gets_in_without_a_valid_key(trial: Trial, keys: Mapping[str, list[Header]]) -> None:
    await trial.refused("no key", {401}, NOBODY, **trial.good())
    for what, headers in keys.items():
        await trial.refused(what, {400} if len(headers) > 1 else {401}, NOBODY, **trial.good(headers))


@GUARDED
async def test_who_is_not_known_is_told_to_show_a_key(trial: Trial) -> None:
    answer = await trial.ask(NOBODY, **trial.good())
    assert answer.headers["www-authenticate"] == "Bearer"


@GUARDED
async def test_a_role_that_does_not_suffice_is_refused_whatever_is_sent(trial: Trial) -> None:
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


@pytest.mark.parametrize("path", sorted({operation.path for operation in OPERATIONS}))
async def test_a_method_that_is_not_offered_names_all_that_are(here: tuple[Callers, Things], path: str) -> None:
    callers, things = here
    at_this_path = [each for each in OPERATIONS if each.path == path]
    url = at_this_path[0].url(things).partition("?")[0]
    methods = {each.method for each in OPERATIONS if _matches(each.path, url)}
    methods |= {"HEAD"} if "GET" in methods else set()
    for method in sorted({*METHODS, "GET", "POST", "PATCH", "DELETE"} - methods):
        answer = await callers.ask("C admin", method, url)
        assert list(_wrong(answer, {405})) == [], method
        assert answer.headers["allow"] == ", ".join(sorted(methods)), method


@those([each for each in OPERATIONS if each.method == "GET"])
async def test_a_good_question_is_answered_and_changes_nothing(trial: Trial) -> None:
    answer = await trial.ask()
    assert answer.status_code == trial.operation.good.status, answer.text
    assert_kept(trial.operation, answer)


# -- What is refused ---------------------------------------------------------------------------------------------------


@CHANGES
async def test_no_hostile_body_is_taken(trial: Trial) -> None:
    for row in BODIES:
        await trial.refused(row.name, row.statuses, content=row.content, headers=row.headers)


@MODELLED
async def test_a_body_that_is_needed_may_not_be_missing(trial: Trial) -> None:
    await trial.refused(NO_BODY.name, NO_BODY.statuses, content=NO_BODY.content, headers=NO_BODY.headers)


@those(CHANGING)
async def test_a_body_is_refused_by_what_is_said_of_its_length(trial: Trial) -> None:
    kind = typed(trial.operation.file_type or (FORM if trial.operation.takes_a_form else JSON_TYPE))
    for length, status in (("1" + "0" * 12, 413), ("9" * 30, 400), ("-1", 400), ("x", 400), ("", 400)):
        await trial.refused(length, {status}, content=b"{}", headers={**kind, "Content-Length": length})


@FORMS
async def test_no_hostile_form_is_taken(trial: Trial) -> None:
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


@FILES
async def test_no_hostile_file_is_taken(trial: Trial) -> None:
    good: bytes = trial.good()["content"]
    for media_type in (
        "application/json",
        "multipart/form-data; boundary=x",
        "text/csv; charset=gbk",
        "text/plain",
        "",
    ):
        await trial.refused(media_type, {415}, content=good, headers=typed(media_type))
    compressed = typed(trial.operation.file_type or "", **{"Content-Encoding": "gzip"})
    await trial.refused("compressed", {415}, content=good, headers=compressed)


@TABLES
async def test_no_table_is_taken_that_cannot_be_read(trial: Trial) -> None:
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


@STRICT_OF_QUERY
async def test_no_hostile_query_is_taken(trial: Trial) -> None:
    for what, (query, status) in QUERIES.items():
        await trial.refused(what, {status}, url=trial.asking(query), **trial.good())


@LISTS
async def test_no_hostile_page_is_given(trial: Trial) -> None:
    for what, (query, status) in LIST_QUERIES.items():
        await trial.refused(what, {status}, url=trial.asking(query))


@ASKING
async def test_no_parameter_takes_hostile_values(trial: Trial) -> None:
    for name, schema in trial.operation.takes("query").items():
        rows = in_a_query(name, schema)
        if trial.operation.speaks_open311:
            # What is empty counts as left out there, and a key that is none is refused before anything else.
            rows = {what: (value, {*statuses, 403}) for what, (value, statuses) in rows.items() if value}
        for what, (value, statuses) in rows.items():
            await trial.refused(f"{name} {what}", statuses, url=trial.asking(f"{name}={value}"), **trial.good())


# A file of the same rows comes from the same list; reports by unit have all their rows, whatever is counted in them.
BY_UNIT = "/by-unit", "/rates"
SEARCHED = [each for each in OPERATIONS if "q" in each.takes("query") and not each.path.endswith(BY_UNIT)]


@those([each for each in SEARCHED if not each.path.startswith("/v1/exports/")])
async def test_words_that_are_searched_for_are_taken_literally(trial: Trial) -> None:
    for words in SEARCHES:
        answer = await trial.ask(url=trial.asking(f"q=x{words}"))
        page = answer.json()
        assert (answer.status_code, page.get("items", page.get("features"))) == (200, []), words


@EVERY
async def test_no_hostile_header_is_taken(trial: Trial) -> None:
    for what, (headers, status) in HEADERS.items():
        await trial.refused(what, {status}, NOBODY, **trial.good(headers))


@those([each for each in CHANGING if each.takes("header")])
async def test_no_hostile_condition_is_taken(trial: Trial) -> None:
    known = trial.operation.takes("header")
    rows = {what: row for what, row in CHANGE_HEADERS.items() if row[0][0][0].decode() in known}
    for what, (headers, status) in rows.items():
        await trial.refused(what, {status}, **trial.good(headers))


@those([each for each in CHANGING if "If-Match" in each.takes("header")])
async def test_nothing_is_changed_that_was_decided_on_another_version(trial: Trial) -> None:
    for tags in (b'"999"', b'W/"999"', b'"a", "998"', b'"7x"', b'""'):
        await trial.refused(tags.decode(), {412}, **trial.good([(b"If-Match", tags)]))


@NAMING
async def test_no_path_takes_hostile_ids(trial: Trial) -> None:
    for name in trial.operation.takes("path"):
        for what, (text, statuses) in PATH_IDS.items():
            url = trial.operation.url(trial.things, **{name: text})
            await trial.refused(f"{name} {what}", statuses, url=url, **trial.good())


@MODELLED
async def test_no_field_takes_hostile_values(trial: Trial) -> None:
    good: Json = trial.good()["json"]
    for name, schema in trial.operation.fields().items():
        for what, raw in in_a_body(schema).items():
            content = with_field(good, name, raw)
            await trial.refused(f"{name} {what}", {422, 413}, content=content, headers=JSON)


@CHANGES
async def test_what_only_the_server_sets_cannot_be_sent(trial: Trial) -> None:
    good: Json = trial.good().get("json", {})
    for name in sorted({*OUTPUT_ONLY, "owner"} - set(trial.operation.fields())):
        await trial.refused(name, {422}, content=with_field(good, name, b'"x"'), headers=JSON)


@those([each for each in CHANGING if "opinion" in each.fields()])
async def test_what_only_the_server_sets_cannot_be_sent_inside_of_something_either(trial: Trial) -> None:
    good: Json = trial.good()["json"]
    for name in ("status", "ticket_id", "received_by", "contact_masked", "tracking_code", *OUTPUT_ONLY):
        inside = with_field(good["opinion"], name, b'"x"')
        await trial.refused(name, {422}, content=with_field(good, "opinion", inside), headers=JSON)


@EVERY
async def test_nothing_that_was_sent_is_repeated(trial: Trial) -> None:
    operation, good = trial.operation, trial.good()
    strange = quote(f"{CANARY} 不 ")
    conditions = [(name, value) for name, value in CONDITIONS.items() if name.decode() in operation.takes("header")]
    answers = [
        await trial.ask(method=CANARY.upper()),
        await trial.ask(url=trial.asking(f"{CANARY}~={CANARY}"), **trial.good(ASIDE)),
        *[await trial.ask(url=trial.asking(f"{name}={strange}"), **good) for name in operation.takes("query")],
        *[await trial.ask(url=operation.url(trial.things, **{n: CANARY}), **good) for n in operation.takes("path")],
        *[await trial.ask(**trial.good([condition])) for condition in conditions],
        *[await trial.ask(content=content, headers=JSON) for content in _bodies(operation, good)],
    ]
    echoes = [each for each in answers if CANARY in f"{each.text} {each.headers}".lower()]
    assert [f"{each.request.url}: {each.text}" for each in echoes] == []


ASIDE: list[Header] = [
    (b"Accept-Language", CANARY.encode()),
    (b"X-Request-Id", f"{CANARY} 不".encode()),
    (b"User-Agent", CANARY.encode()),
    (b"Cookie", CANARY.encode()),
]
CONDITIONS = {b"Idempotency-Key": f"{CANARY} {CANARY}".encode(), b"If-Match": CANARY.encode()}


def _bodies(operation: Operation, good: Json) -> Iterator[bytes]:
    """The canary as a body, as a field nobody knows, and inside of every field."""
    if operation.method == "GET" or operation.takes_a_file:
        return
    yield CANARY.encode()
    strange = f"{CANARY} 不"
    inside = json.dumps({strange: CANARY}).encode()
    # What somebody keeps for themselves may have any form inside, and is taken.
    for name in (strange, *(name for name, schema in operation.fields().items() if not is_free(schema))):
        yield with_field(good.get("json", {}), name, inside)


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
