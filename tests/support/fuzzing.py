"""What does the interface answer to requests that nobody wrote? Rounds of Schemathesis, told as counts and faults.

A round is one run of its engine against a server that really listens. Paths and bodies name things that there are,
every operation is asked as whoever may, and the first request to each is a good one, so that operations succeed and
what they made is asked about in turn.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import schemathesis
from schemathesis import Case, HookContext
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import AcceptedNegativeData, Failure, ServerError
from schemathesis.core.transport import Response
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.openapi.checks import (
    AllowHeaderMismatch,
    IgnoredAuth,
    RejectedPositiveData,
    UnsupportedMethodResponse,
)
from schemathesis.schemas import BaseSchema

from escalation.errors import ValidationFailed
from tests.support.callers import Json
from tests.support.good_requests import NEEDED
from tests.support.route_inventory import DESCRIBED, Operation, document
from tests.support.spares import Spares
from tests.support.things import Things

OPERATIONS: Mapping[str, Operation] = {str(operation): operation for operation in DESCRIBED}
PHASES = ("examples", "coverage", "fuzzing", "stateful")
NAMED: Mapping[str, Sequence[str]] = {
    "unit": ("V1_id", "V2_id", "V3_id", "T1_id", "K1_id", "K1-JT_id"),
    "ticket": ("ticket_id",),
    "opinion": ("opinion_id",),
    "attachment": ("attachment_id", "arrived_id", "begun_id"),
    "member": ("member_id", "other_id"),
    "team": ("team_id",),
    "endpoint": ("endpoint_id", "replayed_id"),
    "operation": ("operation_id", "replay_id"),
    "event": ("event_id",),
    "event_type": ("event_type",),
    "version": ("version",),
    "tracking_code": ("tracking_code",),
}
"""Names of things by what they are names of."""
PLACES: Mapping[str, Mapping[str, str]] = {
    "path": {
        "unit_id": "unit", "ticket_id": "ticket", "opinion_id": "opinion", "attachment_id": "attachment",
        "member_id": "member", "team_id": "team", "endpoint_id": "endpoint", "operation_id": "operation",
        "event_id": "event", "event_type": "event_type", "version": "version",
    },
    "body": {
        "unit_id": "unit", "parent_id": "unit", "successor_id": "unit", "home_unit_id": "unit", "member_id": "member",
        "tracking_code": "tracking_code",
    },
    "query": {"ticket_id": "ticket"},
}  # fmt: skip
"""Where they are asked about."""


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked for how long: some phases of the engine, as everybody who may or as two who see nothing common."""

    phases: Sequence[str]
    seconds: int | None = None
    """No limit, if there is none."""
    strangers: tuple[str, ...] = ()
    examples: int = 20
    path: str | None = None
    """The only path that is asked for, if not all."""


@dataclass(slots=True)
class Found:
    """Answers by operation and status, and faults by operation and kind, each with one way to see it."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: dict[tuple[str, str], str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, recorder: ScenarioRecorder) -> None:
        """Take over what a scenario has seen."""
        for case_id, node in recorder.cases.items():
            interaction = recorder.interactions.get(case_id)
            is_probe = node.parent_id is not None and node.transition is None
            if not is_probe and interaction is not None and interaction.response is not None:
                self.answers[node.value.operation.label, interaction.response.status_code] += 1
        for case_id, checks in recorder.checks.items():
            for check in checks:
                if check.status is Status.FAILURE and check.failure_info is not None:
                    label = recorder.cases[case_id].value.operation.label
                    key = (label, f"{check.name}: {check.failure_info.failure.title}")
                    self.faults.setdefault(
                        key, f"{check.failure_info.failure.message}\n{check.failure_info.code_sample}"
                    )

    def shares(self) -> dict[str, tuple[int, int]]:
        """How many answers of each operation were successes, and how many there were."""
        counts: dict[str, tuple[int, int]] = dict.fromkeys(OPERATIONS, (0, 0))
        for (label, status), count in self.answers.items():
            good, all_ = counts.get(label, (0, 0))
            counts[label] = good + count * (200 <= status < 300), all_ + count
        return counts

    def succeeding(self) -> int:
        """How many operations succeeded at least once."""
        return sum(good > 0 for good, _ in self.shares().values())

    def failures(self) -> str:
        """What is wrong, with one way each to see it; empty if nothing is."""
        told = [f"{label}: {kind}\n{text}" for (label, kind), text in sorted(self.faults.items())]
        return "\n\n".join([*self.errors, *told])

    def table(self) -> str:
        """The share of successes of each operation, the lowest first."""
        rows = sorted(self.shares().items(), key=lambda row: (row[1][0] / max(row[1][1], 1), row[0]))
        return "\n".join(f"{good / max(all_, 1):6.1%} {good:6} of {all_:6}  {label}" for label, (good, all_) in rows)


def ask(
    url: str, keys: Mapping[str, str], things: Things, spares: Spares, round_: Round, folder: Path, found: Found
) -> None:
    """Run a round against the server at `url`; blocks until it is over. Uses up the spares."""
    configuration = _configuration(url, keys, things, spares, round_, folder)
    schema: BaseSchema = schemathesis.openapi.from_dict(deepcopy(document()), config=configuration)
    if round_.path:
        schema = schema.include(path=round_.path)
    schema.hook(_good_one_first(things))
    schema.hook(filter_failure)
    with _sparing(spares):
        for event in from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                found.add(event.recorder)
            if isinstance(event, events.NonFatalError):
                found.errors.append(f"{event.label}: {event.value!r}")
            if isinstance(event, events.FatalError):
                raise event.exception


@contextmanager
def _sparing(spares: Spares) -> Iterator[None]:
    """While it lasts, what can be done only once is done to the spares, and nobody saws off the branch they sit on."""

    def before_call(context: HookContext, case: "Case[Any]", kwargs: Json) -> None:
        label = str(case.operation.label)
        waiting = spares.get(label, [])
        is_good = case.meta is None or case.meta.generation.mode.is_positive
        if label in SPARED or (waiting and is_good):
            _use(waiting[-1], case)
            if len(waiting) > 1 or label not in SPARED:
                waiting.pop()
        if label == CLOCK and isinstance(case.body, dict) and "advance" in case.body:
            case.body["advance"] = "PT1S"

    schemathesis.hook(before_call)
    try:
        yield
    finally:
        schemathesis.hooks.unregister(before_call)


CLOCK = "POST /v1/sandbox/clock"
SPARED = frozenset({
    "DELETE /v1/keys/{key_id}",
    "DELETE /v1/members/{member_id}/roles/{unit_id}/{role}",
    "DELETE /v1/members/{member_id}/sessions",
    "DELETE /v1/sessions",
    "POST /v1/units/{unit_id}/dissolve",
    "POST /v1/units/{unit_id}/move",
})  # fmt: skip
"""What would end the keys of those who ask is done to spares only. Nor do the keys run out: the test clock is turned by
a second at a time."""


def _use(spare: Things, case: "Case[Any]") -> None:
    """Name a spare wherever something of its kind is named, in path, headers or body."""
    for name, value in spare.items():
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = value
        elif name[0].isupper():
            case.headers[name] = value
        elif isinstance(case.body, dict):
            case.body[name] = value


def _good_one_first(things: Things) -> Any:
    def before_add_examples(context: HookContext, examples: list["Case[Any]"]) -> None:
        operation = context.operation
        assert operation is not None
        known = OPERATIONS[operation.label]
        request = known.request(things)
        body = {"body": request["json"]} if "json" in request else {}
        if "content" in request:
            body = {"body": request["content"]}
        examples[:] = [
            operation.Case(
                path_parameters=known.names(things),
                query={name: values[0] for name, values in parse_qs(NEEDED.get(operation.label, "")).items()},
                media_type=known.file_type or ("application/json" if body else None),
                **body,
            )
        ]

    return before_add_examples


def filter_failure(context: HookContext, failure: Failure, case: "Case[Any]", response: Response) -> bool:
    """Whether a failure is one. What is not has its reason here."""
    match failure:
        case RejectedPositiveData():
            return _breaks_its_own_schema(case, response)
        case AcceptedNegativeData():
            # What is empty counts as left out there, as the specification of Open311 wants it.
            return not (case.operation.path.startswith("/open311/") and "" in (case.query or {}).values())
        case IgnoredAuth():
            # Who has signed in before has a cookie, which is all that is asked for here.
            return not (case.operation.path == "/v1/sign-in/session" and "Cookie" in response.request.headers)
        case UnsupportedMethodResponse() | AllowHeaderMismatch():
            # `refresh` of /v1/tokens/refresh could be the id of a token, which may be deleted.
            return not _is_shadowed(case.operation.path)
        case ServerError():
            # A server that is too busy says so in time.
            return response.status_code != HTTPStatus.SERVICE_UNAVAILABLE
        case _:
            return True


SAID_BY_SCHEMAS = frozenset({
    "required", "unknown_field", "wrong_type", "too_short", "too_long", "out_of_range", "not_a_choice",
})  # fmt: skip


def _breaks_its_own_schema(case: "Case[Any]", response: Response) -> bool:
    """Whether a refusal says what a schema could have said.

    No schema knows which units there are, what a document of rules has to say, or that a cursor is one of ours. What a
    schema says itself it has to say truly. Open311 refuses in XML, where it is asked for that.
    """
    is_json = any("json" in value for value in response.headers.get("content-type", ()))
    problem = response.json() if response.content and is_json else {}
    return problem.get("code") == ValidationFailed.code and any(
        fault["code"] in SAID_BY_SCHEMAS and not _is_read_otherwise(fault, case) for fault in problem["errors"]
    )


def _is_read_otherwise(fault: Json, case: "Case[Any]") -> bool:
    """Whether a value is meant to be another here: a text is measured as it is kept, and `5.0` is no whole number."""
    value: Any = case.body
    for step in fault["pointer"].split("/")[1:]:
        # A field that is missing has no value; whatever else is named is there.
        value = value[int(step)] if isinstance(value, list) else value.get(step) if isinstance(value, dict) else value
    return isinstance(value, float) or (isinstance(value, str) and fault["code"] in {"too_short", "too_long"})


def _is_shadowed(path: str) -> bool:
    """Whether a path is also one of another template."""
    others = {operation.path for operation in DESCRIBED if operation.path != path}
    return any(re.fullmatch(re.sub(r"{\w+}", "[^/]+", other), path) for other in others)


def _configuration(
    url: str, keys: Mapping[str, str], things: Things, spares: Spares, round_: Round, folder: Path
) -> SchemathesisConfig:
    # A version is a number, though it stands in a path.
    named = {name: [json.loads(things[each]) if name == "version" else things[each] for each in others]
             for name, others in NAMED.items()}  # fmt: skip
    settings: Json = {
        "base-url": url,
        "cache": {"enabled": False},
        "continue-on-failure": True,
        "warnings": False,
        "request-timeout": 30,
        "dictionaries": {name: {"values": values} for name, values in named.items()},
        "parameters": {
            f"{place}.{name}": {"dictionary": dictionary, "probability": 0.9}
            for place, names in PLACES.items()
            for name, dictionary in names.items()
        },
        "generation": {"max-examples": round_.examples, "with-security-parameters": False},
        "phases": {phase: {"enabled": phase in round_.phases} for phase in PHASES},
    }
    if round_.seconds is not None:
        settings["max-time"] = round_.seconds
    if round_.strangers:
        file = folder / "strangers.json"
        file.write_text(json.dumps({"auth": [_identity(who, keys[who]) for who in round_.strangers]}))
        settings["auth"] = {"wfc": {"path": str(file), "peers": list(round_.strangers)}}
    else:
        settings["operations"] = [
            {"include-name": label, "headers": {"Authorization": _bearer(label, keys[operation.good.by], spares)}}
            for label, operation in OPERATIONS.items()
            if operation.good.roles
        ]
    return SchemathesisConfig.from_dict(settings)


def _bearer(label: str, key: str, spares: Spares) -> str:
    """Whoever signs out is somebody for whom it does not matter: the one whose spares are used first."""
    first = spares[label][-1] if label in spares else {}
    return first.get("Authorization", f"Bearer {key}")


def _identity(name: str, key: str) -> Json:
    return {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {key}"}]}
