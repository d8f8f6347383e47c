"""The document shows how each refusal looks, in both languages: as the application answers it."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator

from escalation.application.openapi_problem_examples import SAMPLES, problem_examples
from escalation.application.openapi_responses import codes_by_status
from escalation.kit.web.problems import MEDIA_TYPE, kinds_of_refusals
from tests.support.world import World

Json = dict[str, Any]


@pytest.fixture
def components(app: FastAPI) -> Json:
    found: Json = app.openapi()["components"]
    return found


def test_every_code_of_a_status_is_shown_in_both_languages(components: Json) -> None:
    """And each example fits the schema that stands beside it."""
    codes, seen = codes_by_status(), set[int]()
    for name, response in components["responses"].items():
        content = response.get("content", {}).get(MEDIA_TYPE)
        if content is None:  # A response of a webhook's receiver.
            continue
        values = [each["value"] for each in content["examples"].values()]
        (status,) = {value["status"] for value in values}
        assert list(content["examples"]) == [f"{code}.{each}" for code in codes[status] for each in ("zh", "en")], name
        schema = Draft202012Validator({**content["schema"], "components": components})
        assert [error.message for value in values for error in schema.iter_errors(value)] == []
        seen.add(status)
    assert len(seen) > 10


def test_sentences_are_whole() -> None:
    """Whatever a sentence says of the case at hand has a sample; and the Chinese ones are Chinese."""
    kinds = [kind for kind in kinds_of_refusals() if "code" in vars(kind)]
    named = {name for kind in kinds for _, name, _, _ in Formatter().parse(kind.detail) if name}
    assert named <= SAMPLES.keys()
    for code, example in problem_examples().items():
        is_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in example["value"]["detail"])
        assert is_chinese == code.endswith(".zh"), code


REFUSED: Mapping[str, tuple[str, str, Json]] = {
    "UNAUTHENTICATED": ("GET", "/v1/me", {"headers": {"Authorization": "Bearer esk_none"}}),
    "NOT_FOUND": ("GET", "/v1/tickets/01a22d3b-33ad-770e-a992-ff67c895b4ba", {}),
    "INVALID_CURSOR": ("GET", "/v1/tickets?cursor=x", {}),
    "FORBIDDEN_ACTION": ("POST", "/v1/members", {"json": {}}),
}


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_application_answers_as_the_examples_say(
    client: httpx2.AsyncClient, world: World, language: str
) -> None:
    for code, (method, path, more) in REFUSED.items():
        headers = {**await world.key("V1"), "Accept-Language": language, **more.get("headers", {})}
        answer = await client.request(method, path, headers=headers, json=more.get("json"))
        example = problem_examples(answer.status_code)[f"{code}.{language}"]["value"]
        told = answer.json()
        assert told | {"request_id": None} == example | {"request_id": None}, code
