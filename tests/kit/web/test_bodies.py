"""Every body is read strictly, whatever the route."""

import json
import math
from functools import partial

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from escalation.errors import ValidationFailed
from escalation.kit.web.bodies import DEEPEST, decode
from escalation.kit.web.errors import MalformedJson
from escalation.kit.web.install import install
from escalation.kit.web.routes import lax_routes
from tests.support.hostile_requests import BODIES, JSON, NO_BODY, OUTPUT_ONLY, Row, typed
from tests.support.work import calls

GOOD = {"title": "Leaking roof"}

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "path", ["/v1/things", "/v1/things/0190a5b0-0000-7000-8000-000000000000/transitions", "/v1/ping"]
)
@pytest.mark.parametrize("row", BODIES, ids=str)
def test_a_hostile_body_is_refused_by_every_route(sample: TestClient, path: str, row: Row) -> None:
    answer = sample.post(path, content=row.content, headers=dict(row.headers))

    assert answer.status_code in row.statuses
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code


def test_a_route_that_needs_a_body_says_so(sample: TestClient) -> None:
    answer = sample.post("/v1/things", content=NO_BODY.content, headers=dict(NO_BODY.headers))

    assert answer.status_code in NO_BODY.statuses
    assert answer.json()["errors"][0]["code"] == "required"


@pytest.mark.parametrize("content", [b"", b"{}", b" {} "])
def test_a_route_without_a_body_takes_nothing_or_an_empty_object(sample: TestClient, content: bytes) -> None:
    assert sample.post("/v1/ping", content=content, headers=JSON).status_code == 204


def test_a_route_without_a_body_takes_no_fields(sample: TestClient) -> None:
    answer = sample.post("/v1/ping", json={"state": "closed"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unknown_field"


@pytest.mark.parametrize("name", OUTPUT_ONLY)
def test_what_only_the_server_sets_is_an_unknown_field(sample: TestClient, name: str) -> None:
    answer = sample.post("/v1/things", json=GOOD | {name: "x"})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": f"/{name}", "code": "unknown_field", "detail": "This field is not known here."}
    ]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        'Application/JSON ; charset="utf-8"',
        "application/json; odata=verbose",
    ],
)
def test_json_in_utf_8_is_taken_however_it_is_announced(sample: TestClient, content_type: str) -> None:
    answer = sample.post("/v1/things", content=json.dumps(GOOD), headers=typed(content_type))

    assert answer.status_code == 201


def test_a_body_without_length_is_cut_off_at_the_limit(sample: TestClient) -> None:
    answer = sample.post("/v1/things", content=iter([b" " * 100_000] * 100), headers=JSON)

    assert answer.status_code == 413
    assert answer.json()["detail"] == "The body is larger than 262144 bytes."


@pytest.mark.parametrize("length", ["-1", "x", "1" * 40])
def test_a_length_that_is_none_is_refused(sample: TestClient, length: str) -> None:
    answer = sample.post("/v1/things", content=b"{}", headers=JSON | {"Content-Length": length})

    assert answer.json()["code"] == "INVALID_HEADER"


def test_a_file_is_taken_up_to_the_limit_of_its_route(sample: TestClient) -> None:
    assert sample.post("/v1/imports", content=b"x" * 1_000, headers=typed("text/csv")).json() == {"bytes": 1_000}
    assert sample.post("/v1/imports", content=b"x" * 1_001, headers=typed("text/csv")).status_code == 413


def test_a_file_without_length_is_cut_off_at_the_limit_of_its_route(sample: TestClient) -> None:
    answer = sample.post("/v1/imports", content=iter([b"x" * 500] * 3), headers=typed("text/csv; charset=utf-8"))

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "headers", [{}, JSON, typed("text/csv; charset=gbk"), typed("text/csv", **{"Content-Encoding": "gzip"})]
)
def test_a_file_of_another_type_is_refused(sample: TestClient, headers: dict[str, str]) -> None:
    answer = sample.post("/v1/imports", content=b"a,b\n", headers=headers)

    assert answer.status_code == 415
    assert "text/csv" in answer.json()["detail"]


def test_the_place_of_broken_text_is_named() -> None:
    with pytest.raises(ValidationFailed) as refused:
        decode(rb'{"parts":[{"task":"ok"},{"task":"\ud800"}]}')

    assert [fault.pointer for fault in refused.value.faults] == ["/parts/1/task"]


def test_a_whole_character_written_as_two_escapes_is_taken() -> None:
    assert decode(rb'{"s":"\ud83d\ude00"}') == {"s": "😀"}


def test_brackets_inside_of_texts_do_not_count_as_nesting() -> None:
    assert decode(json.dumps(["[" * 1_000]).encode()) == ["[" * 1_000]


def test_nesting_is_taken_down_to_the_deepest_level() -> None:
    assert decode(b"[" * DEEPEST + b"]" * DEEPEST)
    with pytest.raises(MalformedJson):
        decode(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63), 0])
def test_integers_of_64_bits_are_taken(number: int) -> None:
    assert decode(str(number).encode()) == number


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
def test_a_bomb_of_brackets_costs_no_more_than_a_firework_does(opening: bytes) -> None:
    with pytest.raises(MalformedJson):
        decode(opening * 100_000)

    # How deep Python itself goes down differs from version to version: a thousand levels, or ten thousand.
    few, many, most = [calls(partial(decode, opening * levels)) for levels in (2_000, 100_000, 1_000_000)]
    assert many == most < 20
    assert few < 20


@pytest.mark.slow
@given(json_values)
def test_what_any_json_writer_writes_is_read_as_it_was(value: object) -> None:
    compact = json.dumps(value, ensure_ascii=False).encode()
    escaped = json.dumps(value, indent=1).encode()

    assert decode(compact) == decode(escaped) == value


@given(st.binary(max_size=60) | st.text('[]{}:,"\\u01daE+-.eNI \t', max_size=40).map(str.encode))
def test_noise_is_read_as_strict_json_or_refused(raw: bytes) -> None:
    try:
        value = decode(raw)
    except (MalformedJson, ValidationFailed):
        return
    json.dumps(value, allow_nan=False).encode()
    raw.decode()


class Lenient(BaseModel):
    s: float | None = None


def test_without_strict_routes_the_same_bodies_would_pass() -> None:
    """The negative control: this is what FastAPI does when it is left alone."""
    app = FastAPI()

    @app.post("/lenient")
    def lenient(body: Lenient) -> str:
        return str(body.s)

    client = TestClient(app, raise_server_exceptions=False)

    assert client.post("/lenient", content=b'{"s":1,"s":2}', headers=JSON).json() == "2.0"
    assert client.post("/lenient", content='{"s":1}'.encode("utf-16"), headers=JSON).status_code == 200
    assert math.isinf(float(client.post("/lenient", content=b'{"s":1e999}', headers=JSON).json()))
    assert lax_routes(app) == ["/lenient"]


def test_routes_made_after_installation_are_strict() -> None:
    app = FastAPI()
    install(app, default_language="en")

    @app.post("/strict")
    async def strict(body: Lenient) -> str:
        return str(body.s)

    assert lax_routes(app) == []
    assert TestClient(app).post("/strict", content=b'{"s":1,"s":2}', headers=JSON).status_code == 400
