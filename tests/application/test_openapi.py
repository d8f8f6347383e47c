"""The document that clients read: complete, true to what is answered, and the one that is committed."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.python.asgi import shutdown_lifespans
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from escalation.actors import Role
from escalation.application.app import attach, build_app
from escalation.application.openapi_info import TAGS
from escalation.application.subjects import SUBJECTS
from escalation.cli.openapi import as_text
from escalation.identity.usecases.api_keys import create_key
from escalation.kit.database.connection import connect
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.kit.web.rate_limit import Throttle
from tests.support.callers import settle
from tests.support.documented_answers import undocumented
from tests.support.files import file_store
from tests.support.roles import TwoRoles, as_application
from tests.support.route_inventory import DESCRIBED, ITS_OWN_DOCUMENT, OPERATIONS, Operation, document
from tests.support.things import Things, one_of_everything

COMMITTED = Path(__file__).parents[2] / "openapi" / "openapi.json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
EXAMPLES = settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
every = pytest.mark.parametrize("operation", DESCRIBED, ids=str)
REFUSING = [each for each in DESCRIBED if each.good.roles or each.takes_a_body]
"""What somebody may be refused for what they send."""

REFUSED = REFUSING[::2]
ALLOWED = [each for each in DESCRIBED if each not in REFUSED]
"""To make requests up takes longer than to answer them: each operation is asked in one way. `make torture`: in both."""


def test_the_committed_document_is_what_the_code_says() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == as_text(document())


PAGES: Final = (
    "/sign-", "/pages.css", "/track", "/visited", "/submit", "/sample", "/unsubscribe/", "/console", "/docs",
    "/survey", "/bulletins",
)  # fmt: skip
"""How the addresses of pages begin, beside the front page."""


def test_nothing_but_pages_is_left_out() -> None:
    left_out = {operation.path for operation in OPERATIONS if not operation.described}
    assert {path for path in left_out if path != "/" and not path.startswith(PAGES)} == set()


def test_every_tag_is_of_some_operation() -> None:
    assert set(TAGS) == {tag for operation in OPERATIONS for tag in operation.described.get("tags", ())}


@every
def test_an_operation_is_described(operation: Operation) -> None:
    described = operation.described
    assert all(described.get(part) for part in ("operationId", "summary", "description", "responses"))
    assert len(described["tags"]) == 1, "one tag says where an operation is found"
    assert described["tags"][0] in TAGS, "say in application/openapi_info.py what the tag is about"
    assert [status for status in described["responses"] if status.startswith("2")]
    assert "default" in described["responses"]
    needs_somebody = bool(operation.good.roles) or operation.good.status == HTTPStatus.UNAUTHORIZED
    assert bool(described["security"]) == needs_somebody


VERBS = re.compile(
    "(accept|add|advance|answer|attach|cancel|change|check|complete|confirm|count|create|decide|delete|dismiss"
    "|dissolve|download|draw|end|enter|expire|export|form|give|import|invite|join|link|list|move|open|ping|plan|preview"
    "|print|probe|publish|put|read|record|refresh|register|remove|replay|report|request|restore|retry|review"
    "|revoke|send|sign|stream|submit|suggest|take|track|upload|waive|write)"
    "([A-Z][a-z0-9]*)+"
)


def methods_without_a_verb(ids: Iterable[str]) -> list[str]:
    """Ids that would make no name of a method: `listTickets` does."""
    return [name for name in ids if not VERBS.fullmatch(name)]


def test_operations_have_ids_of_their_own_that_read_as_methods() -> None:
    ids = [operation.described["operationId"] for operation in DESCRIBED]
    assert shared(ids) == []
    assert methods_without_a_verb(ids) == []
    assert methods_without_a_verb(["list", "list_v1_tickets_get", "ticketsList"]) != []


def test_a_refusal_that_the_document_does_not_tell_of_is_noticed() -> None:
    me = next(operation for operation in DESCRIBED if str(operation) == "GET /v1/me")

    def told(status: int, code: str) -> list[str]:
        return list(undocumented(me, httpx2.Response(status, json={"code": code})))

    assert told(400, "INVALID_HEADER") == told(503, "DB_UNAVAILABLE") == []
    assert told(409, "STILL_IN_USE") == ["the document has no 409 here"]
    assert told(400, "NOT_FOUND") == ["the document has no NOT_FOUND among the codes of 400"]


def test_what_cannot_be_taken_away_is_never_null() -> None:
    schemas = document()["components"]["schemas"]
    nullable = {
        (name, field)
        for name in ("MemberPatch", "EndpointPatch")
        for field, schema in schemas[name]["properties"].items()
        if {"type": "null"} in schema.get("anyOf", ())
    }
    assert nullable == {
        ("MemberPatch", "rank"), ("EndpointPatch", "description"), ("EndpointPatch", "rate_per_second"),
    }  # fmt: skip


def models_of(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from models_of(model)


def ours() -> set[type[BaseModel]]:
    """All, but for a page that another one of its name adds something to."""
    models = {model for model in models_of(BaseModel) if model.__module__.partition(".")[0] == "escalation"}
    return models - {base for model in models for base in model.__bases__ if base.__name__ == model.__name__}


PLAIN = re.compile(r"[A-Z][A-Za-z0-9]*")


def spelt_out(names: Iterable[str]) -> list[str]:
    """Names with the path of a module in them: what is left to a generator when two models share one."""
    return [name for name in names if not PLAIN.fullmatch(name)]


def shared(names: Iterable[str]) -> list[str]:
    """Names that are there more than once."""
    return [name for name, count in Counter(list(names)).items() if count > 1]


def test_schemas_have_plain_names() -> None:
    assert spelt_out(document()["components"]["schemas"]) == []


def test_no_two_models_share_a_name() -> None:
    assert shared(model.__name__ for model in ours()) == []


def test_names_that_are_not_plain_or_shared_are_noticed() -> None:
    path = "escalation__api__keys__KeyOut"
    assert spelt_out(["KeyOut", "KeyPage", "Page_KeyOut_", path]) == ["Page_KeyOut_", path]
    assert shared(["KeyOut", "KeyOut", "JwkOut"]) == ["KeyOut"]


# -- Requests made from the document -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Api:
    """The app on a loop of its own, as the document's readers find it."""

    schema: BaseSchema
    key: dict[str, str]
    things: Things

    def cases(self, operation: Operation, mode: GenerationMode) -> "SearchStrategy[Case[Any]]":
        """Requests as the document allows them, or as it does not."""
        made = self.schema[operation.path][operation.method].as_strategy(generation_mode=mode)
        return made.map(_at_once) if mode is GenerationMode.POSITIVE else made

    def ask(self, case: "Case[Any]") -> None:
        """Once as it is, and once about things that there are."""
        case.call_and_validate(headers=self.key, checks=CHECKS)
        asked: dict[str, Any] = dict(case.path_parameters or {})
        own = {name: self.things.get(name, value) for name, value in asked.items()}
        if own != asked:
            case.path_parameters = own
            case.call_and_validate(headers=self.key, checks=CHECKS)


def _at_once(case: "Case[Any]") -> "Case[Any]":
    """The feed waits, and its stream goes on, as long as it is asked to."""
    waits = {"GET /v1/events": "wait", "GET /v1/events/stream": "seconds"}.get(case.operation.label)
    if waits:
        case.query = {**(case.query or {}), waits: 0}
    return case


@pytest.fixture(scope="module")
async def api(pool: TwoRoles, dsn: str, composed: FastAPI) -> AsyncIterator[Api]:
    callers = await settle(pool, composed)
    things = await one_of_everything(callers)
    made = await create_key(callers.world.runtime, unit_code="C", role=Role.ADMIN, name="fuzz", days=3650, by=None)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = await connect(as_application(dsn), size=4)
        async with Sender(AddressPolicy()) as sender:
            runtime = Runtime(database, Vault(b"\x07" * 32), CompiledDocuments(), files=file_store(), subjects=SUBJECTS)
            attach(app, runtime, sandbox=True, sender=sender)
            app.state.throttle = app.state.trials = Throttle(each=1_000_000, all_=1_000_000)
            yield
        await database.close()

    app = build_app(lifespan=lifespan)
    app.openapi = document  # type: ignore[method-assign]  # the same, and made once
    schema = schemathesis.openapi.from_asgi(ITS_OWN_DOCUMENT.rpartition(" ")[2], app)
    yield Api(schema, {"Authorization": f"Bearer {made.secret}"}, things)
    shutdown_lifespans()
    await pool.pool.execute("DELETE FROM documents WHERE version > 1")


def answered_as_it_says(api: Api, operation: Operation) -> None:
    @EXAMPLES
    @given(api.cases(operation, GenerationMode.POSITIVE))
    def ask(case: "Case[Any]") -> None:
        api.ask(case)

    ask()


def refused(api: Api, operation: Operation) -> None:
    @EXAMPLES
    @given(api.cases(operation, GenerationMode.NEGATIVE))
    def refuse(case: "Case[Any]") -> None:
        case.call_and_validate(headers=api.key, checks=[*CHECKS, negative_data_rejection])

    refuse()


@pytest.mark.slow
@pytest.mark.parametrize("operation", ALLOWED, ids=str)
def test_what_the_document_allows_is_answered_as_it_says(api: Api, operation: Operation) -> None:
    answered_as_it_says(api, operation)


@pytest.mark.slow
@pytest.mark.parametrize("operation", REFUSED, ids=str)
def test_what_the_document_forbids_is_refused(api: Api, operation: Operation) -> None:
    refused(api, operation)


@pytest.mark.torture
def test_every_operation_answers_what_is_allowed_and_refuses_what_is_not(api: Api) -> None:
    for operation in DESCRIBED:
        answered_as_it_says(api, operation)
    for operation in REFUSING:
        refused(api, operation)
