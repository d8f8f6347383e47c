"""The story of a ticket, told by what generators wrote: a client, or models alone, through which every answer goes.

argv: `client` or `models`; it lies in the working directory as `written`. A program for the generators' environment.
"""

import importlib
import json
import os
import pkgutil
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlencode
from urllib.request import Request, urlopen

HERE = json.loads(os.environ["ESCALATION_HERE"])
DOCUMENT = json.loads((Path(__file__).parents[2] / "openapi/openapi.json").read_text(encoding="utf-8"))
OFFICE = "office/150702"
Json = dict[str, Any]
Call = Callable[..., Json]


def by_client() -> Call:
    """Every operation is a module; bodies and answers are classes."""
    written, api = importlib.import_module("written"), importlib.import_module("written.api")
    found = pkgutil.walk_packages(api.__path__, "written.api.")
    modules = {each.name.rsplit(".", 1)[-1]: each.name for each in found}
    clients = {who: written.AuthenticatedClient(HERE["url"], token=key) for who, key in HERE["keys"].items()}
    anybody = written.Client(HERE["url"])

    def call(who: str, name: str, *path: str, body: Json | None = None, **query: str) -> Json:
        module = importlib.import_module(modules[re.sub("(?=[A-Z])", "_", name).lower()])
        given: Json = dict(query)
        if body is not None:
            kinds = module.sync_detailed.__annotations__["body"]
            given["body"] = _fitting(get_args(kinds) or (kinds,), body).from_dict(body)
        answer = module.sync_detailed(*path, client=clients.get(who, anybody), **given)
        assert answer.status_code < 300, answer.content
        told: Json = answer.parsed.to_dict()
        return told

    return call


def _fitting(kinds: tuple[Any, ...], body: Json) -> Any:
    name = "".join(map(str.capitalize, body.get("action", "").split("_"))) + "Move"
    return next((kind for kind in kinds if kind.__name__ == name), kinds[0])


def by_models() -> Call:
    """Every answer is parsed by the model that the document names for it."""
    written = importlib.import_module("written")
    operations = {
        operation["operationId"]: (verb, path, operation)
        for path, item in DOCUMENT["paths"].items()
        for verb, operation in item.items()
    }

    def call(who: str, name: str, *path: str, body: Json | None = None, **query: str) -> Json:
        verb, route, operation = operations[name]
        for value in path:
            route = re.sub(r"\{\w+\}", value, route, count=1)
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {HERE['keys'][who]}"} if who else {}
        )
        content = None if body is None else json.dumps(body).encode()
        url = f"{HERE['url']}{route}?{urlencode(query)}"
        request = Request(url, content, headers, method=verb.upper())  # noqa: S310  # The server of the test.
        with urlopen(request) as answer:  # noqa: S310
            status, told = str(answer.status), answer.read()
        schema = operation["responses"][status]["content"]["application/json"]["schema"]
        # Of answers of several kinds the first is what comes if nothing is asked for.
        first = schema.get("anyOf", [schema])[0]
        model = getattr(written, first["$ref"].rsplit("/", 1)[-1])
        parsed: Json = model.model_validate_json(told).model_dump(mode="json", by_alias=True)
        return parsed

    return call


def tell(call: Call) -> str:
    """From what a citizen says to the end that the citizen puts to it: the state of the ticket then."""
    submission = {"unit_code": "150702", "title": sys.argv[1], "content": "三天了"}
    code = call("", "submitOpinion", body=submission)["tracking_code"]
    opinion = call(OFFICE, "listOpinions", status="inbox")["items"][0]["id"]
    grades = {"urgency": "routine", "difficulty": "simple"}
    ticket = call(OFFICE, "formTicket", body={**grades, "opinion_ids": [opinion]})["id"]

    def move(action: str, **fields: Any) -> None:
        call(OFFICE, "moveTicket", ticket, body={"action": action, **fields})

    move("dispatch")
    move("sign")
    codes = ("150702-ZJ", "150702-CG", "150702-CZ")
    units = [call(OFFICE, "listUnits", code=each)["items"][0]["id"] for each in codes]
    move("coordinate", joint_units=[{"unit_id": each, "task": "请查看"} for each in units])
    for task in call(OFFICE, "listJointTasks", ticket)["items"]:
        if task["unit"]["code"] == "150702-CZ":
            call(OFFICE, "waiveJointTask", task["id"], body={"reason": "不必了"})
        else:
            call(f"handler/{task['unit']['code']}", "reportJointTask", task["id"], body={"result": "看过了"})
    move("resolve", outcome="solved", reply="路灯已修好。")
    move("audit_pass")
    call("", "giveFeedback", body={"tracking_code": code, "solved": True, "satisfaction": 5})
    state: str = call(OFFICE, "readTicket", ticket)["state"]
    return state


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    print(tell({"client": by_client, "models": by_models}[sys.argv[1]]()))  # noqa: T201  # What the test reads.
