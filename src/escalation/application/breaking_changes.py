"""Which changes of the OpenAPI document break clients that were built on the one before?

Pure. Additions break nobody: operations, parameters that may be left out, fields of answers, and words of what is
marked `x-extensible-enum`. Texts, examples and tags are no promise.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from escalation.application.schema_changes import Side, misfits
from escalation.events.domain.compatibility import broken_promises

Json = Mapping[str, Any]

RULES: Final[Mapping[str, str]] = {
    "operation-removed": "An operation is gone.",
    "operation-renamed": "Its id, by which generated clients call it, is another one.",
    "access-narrowed": "A way to show who one is does not suffice any more.",
    "parameter-removed": "A parameter is not taken any more; unknown ones are refused.",
    "parameter-narrowed": "A parameter is needed now, or not all values are taken any more.",
    "body-needed": "A request needs a body now.",
    "media-type-removed": "A body is not taken or not sent in this form any more.",
    "request-narrowed": "A body that was taken is not taken any more.",
    "status-changed": "Success is told by another status.",
    "answer-changed": "An answer lacks something that was there, or has what could not be there.",
    "header-removed": "A header of an answer is gone.",
    "code-removed": "A refusal by which clients go is not among those of its status any more.",
    "event-changed": "Receivers of webhooks rely on something that is gone.",
}
"""Every rule, and what it means. A change is told as one line: the rule, and where."""


def contract_of(document: Json) -> Json:
    """The document without what is no promise: texts, examples, tags."""
    bare: Json = _bare(document, is_named=False)
    return bare


def breaking_changes(old: Json, new: Json) -> Iterator[str]:
    """What `new` does not keep of what `old` promised, one line each: the rule, and where."""
    for path, item in old["paths"].items():
        for method, before in item.items():
            after = new["paths"].get(path, {}).get(method)
            where = f"{method.upper()} {path}"
            if after is None:
                yield f"operation-removed {where}"
            else:
                yield from (f"{rule} {where}{what}" for rule, what in _of_operation(old, before, new, after))
    yield from _codes(old, new)
    yield from (f"event-changed {place}" for place in broken_promises(old, new))


def _of_operation(old: Json, before: Json, new: Json, after: Json) -> Iterator[tuple[str, str]]:
    if before["operationId"] != after["operationId"]:
        yield "operation-renamed", f": {before['operationId']} is {after['operationId']}"
    ways = [set(each) for each in after.get("security", ())] or [set[str]()]
    for way in before.get("security", ()) or [{}]:
        if not any(needed <= set(way) for needed in ways):
            yield "access-narrowed", f": {' and '.join(sorted(way)) or 'nobody in particular'}"
    yield from _parameters(old, before, new, after)
    yield from _request(old, before, new, after)
    yield from _answers(old, before, new, after)


def _parameters(old: Json, before: Json, new: Json, after: Json) -> Iterator[tuple[str, str]]:
    was, is_ = _by_name(old, before), _by_name(new, after)
    for (place, name), parameter in was.items():
        if (place, name) not in is_:
            yield "parameter-removed", f": {name} in {place}"
        else:
            now = is_[place, name]
            sent, taken = Side(old, parameter["schema"]), Side(new, now["schema"])
            for each in misfits(sent, taken, is_answer=False):
                yield "parameter-narrowed", f": {name} in {place}{each.place}, {each.rule}"
            if now.get("required") and not parameter.get("required"):
                yield "parameter-narrowed", f": {name} in {place}, needed"
    for place, name in sorted(is_.keys() - was.keys()):
        if is_[place, name].get("required"):
            yield "parameter-narrowed", f": {name} in {place}, needed"


def _request(old: Json, before: Json, new: Json, after: Json) -> Iterator[tuple[str, str]]:
    was, is_ = before.get("requestBody", {}), after.get("requestBody", {})
    if is_.get("required") and not was.get("required"):
        yield "body-needed", ""
    for kind, content in was.get("content", {}).items():
        if kind not in is_.get("content", {}):
            yield "media-type-removed", f": {kind} of the request"
            continue
        sent, taken = Side(old, content.get("schema", {})), Side(new, is_["content"][kind].get("schema", {}))
        yield from (
            ("request-narrowed", f"{each.place}: {each.rule}") for each in misfits(sent, taken, is_answer=False)
        )


def _answers(old: Json, before: Json, new: Json, after: Json) -> Iterator[tuple[str, str]]:
    was, is_ = _successes(before), _successes(after)
    yield from (("status-changed", f": {status}") for status in sorted(was.keys() ^ is_.keys()))
    for status in sorted(was.keys() & is_.keys()):
        lost = was[status].get("headers", {}).keys() - is_[status].get("headers", {}).keys()
        yield from (("header-removed", f": {name} of {status}") for name in sorted(lost))
        for kind, content in was[status].get("content", {}).items():
            now = is_[status].get("content", {})
            if kind not in now:
                yield "media-type-removed", f": {kind} of {status}"
                continue
            sent, taken = Side(new, now[kind].get("schema", {})), Side(old, content.get("schema", {}))
            for each in misfits(sent, taken, is_answer=True):
                yield "answer-changed", f"{each.place} of {status}: {each.rule}"


def _codes(old: Json, new: Json) -> Iterator[str]:
    for name, response in old["components"]["responses"].items():
        now = _codes_of(new["components"]["responses"].get(name, {}))
        yield from (f"code-removed {name}: {code}" for code in _codes_of(response) if code not in now)


def _codes_of(response: Json) -> list[str]:
    schema = response.get("content", {}).get("application/problem+json", {}).get("schema", {})
    typed = schema.get("allOf", [{}])[-1]
    codes: list[str] = typed.get("properties", {}).get("code", {}).get("x-extensible-enum", [])
    return codes


def _successes(operation: Json) -> dict[str, Json]:
    return {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}


def _by_name(document: Json, operation: Json) -> dict[tuple[str, str], Json]:
    named = (_followed(document, each) for each in operation.get("parameters", ()))
    return {(each["in"], each["name"].lower() if each["in"] == "header" else each["name"]): each for each in named}


def _followed(document: Json, parameter: Json) -> Json:
    if "$ref" not in parameter:
        return parameter
    found: Json = document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return found


def _bare(part: Any, *, is_named: bool) -> Any:
    """`is_named`: the keys are names that were given, such as those of fields, and no words of OpenAPI."""
    if isinstance(part, list):
        return [_bare(each, is_named=False) for each in part]
    if not isinstance(part, Mapping):
        return part
    kept = part if is_named else {key: value for key, value in part.items() if key not in _NO_PROMISE}
    return {key: _bare(value, is_named=key in _NAMING and not is_named) for key, value in kept.items()}


_NO_PROMISE: Final = frozenset({"description", "summary", "title", "example", "examples", "tags", "externalDocs"})
_NAMING: Final = frozenset({"properties", "schemas", "headers", "parameters", "responses", "paths", "webhooks"})
