"""Clients that others wrote for GeoReport tell their story against a running server: georeport, and three (of 2013).

They live in an environment of their own (`make`), and are run as programs; where it is not made, this is skipped.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from escalation.cli.server import address, listen, served_beside
from escalation.kit.web.rate_limit import Throttle
from tests.open311.test_open311_api import V2, a_catalogue, key_of
from tests.support.world import World

PYTHON = Path(__file__).parents[2] / ".venv-foreign/bin/python"

# Of Python 2 days: what it imports is called `filter` now.
THREE = """
import itertools, json, sys
itertools.ifilter = filter
from three import Three
root, key = sys.argv[1:]
city = Three(root, api_key=key, jurisdiction="V1")
told = {"discovery": city.discovery(), "services": city.services(), "definition": city.services("road.hole")}
sent = {"attribute[WHISHETN]": "124", "lat": 49.2122, "long": 119.7658}
told["posted"] = city.post("road.hole", address="Victory Road 5", name="Wang Xiaoming", phone="13900001111",
                           description="A sinkhole.", **sent)
id_ = told["posted"][0]["service_request_id"]
told["token"] = city.token(id_)
told["request"] = city.request(id_, api_key=key)
told["listed"] = city.requests("road.hole", api_key=key)
told["public"] = city.requests()
told["refused"] = Three(root, api_key="none").post("road.hole", address="somewhere")
print(json.dumps(told))
"""
GEOREPORT = """
import json, sys
from georeport import GeoReport
root, id_ = sys.argv[1:]
told = {}
for form in ("json", "xml"):
    city = GeoReport(root, jurisdiction="V1", output_format=form)
    told[form] = {
        "services": city.get_service_list(), "definition": city.get_service_definition("road.hole"),
        "listed": city.get_service_requests(status="open", service_code="road.hole"),
        "request": city.get_service_request(id_),
    }
print(json.dumps(told))
"""


@pytest.fixture
async def root(client: httpx2.AsyncClient, world: World, app: FastAPI) -> AsyncIterator[str]:
    """Where the server is."""
    if not PYTHON.exists():
        pytest.skip("the clients of others are not installed")
    app.state.throttle = Throttle()
    published = await client.post("/v1/catalogues", headers=await world.key("C", "admin"), json=a_catalogue())
    assert published.status_code == 201, published.text
    listener = listen("127.0.0.1", 0)
    async with served_beside(app, listener):
        yield f"{address(listener)}{V2}"
    app.state.drain.has_begun = False


async def told_by(script: str, *args: str) -> Any:
    """What a program says as JSON."""
    program = await asyncio.create_subprocess_exec(
        PYTHON, "-c", script, *args, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said, complained = await program.communicate()
    assert program.returncode == 0, complained.decode()
    return json.loads(said)


async def test_clients_of_others_find_send_and_read(root: str, world: World) -> None:
    told = await told_by(THREE, root, await key_of(world))
    assert told["discovery"]["endpoints"][0]["url"] == root
    assert [each["service_code"] for each in told["services"]] == ["road", "road.hole", "staff"]
    assert [each["code"] for each in told["definition"]["attributes"]] == ["WHISHETN", "seen"]
    id_ = told["posted"][0]["service_request_id"]
    assert told["token"] == [{"service_request_id": id_, "token": id_}]
    (request,) = told["request"]
    assert (request["description"], request["service_name"]) == ("A sinkhole.", "Pothole")
    assert (told["listed"], [each["service_request_id"] for each in told["public"]]) == ([request], [id_])
    assert told["refused"][0]["code"] == 403

    read = await told_by(GEOREPORT, root, id_)
    ours, theirs = read["json"], read["xml"]
    assert ours["request"] == ours["listed"][0] == told["public"][0]
    assert theirs["request"] == theirs["listed"] == ours["request"]
    assert [each["service_code"] for each in theirs["services"]] == [each["service_code"] for each in ours["services"]]
    choices = [each["values"] for each in ours["definition"]["attributes"] if "values" in each]
    assert theirs["definition"]["attributes"]["attribute"][0]["values"]["value"] == choices[0]
