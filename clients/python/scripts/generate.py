"""Write what `generated/` holds from openapi/openapi.json: the models, a call for every route, and one for every move.

Models are typed dictionaries by datamodel-code-generator, which stands in an environment of its own:

    python clients/python/scripts/generate.py --codegen .venv-foreign/bin/datamodel-codegen [--into FOLDER]
"""

import argparse
import copy
import json
import keyword
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import indent, wrap
from typing import Any

CHECKOUT = Path(__file__).parents[3]
GENERATED = CHECKOUT / "clients/python/src/escalation_client/generated"
HEADER = '"""{}\n\nWritten by scripts/generate.py from openapi/openapi.json; `make clients` writes it anew.\n"""\n\n'
Json = dict[str, Any]

MOVE_OPTIONS = "if_match: str | int | None = None, validate_only: bool = False"
WITHOUT_TYPE = {"html": "str", "text": "str", "bytes": "bytes", "nothing": "None"}


def main() -> None:
    """Write all three."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--codegen", required=True)
    options.add_argument("--into", type=Path, default=GENERATED)
    given = options.parse_args()
    document = json.loads((CHECKOUT / "openapi/openapi.json").read_text(encoding="utf-8"))
    given.into.mkdir(parents=True, exist_ok=True)
    write_models(document, given.codegen, given.into / "models.py")
    _write(given.into / "operations.py", operations(document))
    _write(given.into / "moves.py", moves(document))
    _write(given.into / "__init__.py", '"""What is written from the document; nothing here is edited by hand."""\n')
    ruff = [sys.executable, "-m", "ruff", "format", "--quiet", "--config", str(CHECKOUT / "pyproject.toml")]
    subprocess.run([*ruff, *map(str, sorted(given.into.glob("*.py")))], check=True)


def write_models(document: Json, codegen: str, target: Path) -> None:
    """Typed dictionaries: what a newer server says besides is no mistake, and costs nothing to read."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "openapi.json")
        source.write_text(json.dumps(flattened(document)), encoding="utf-8")
        command = [
            codegen, "--input", str(source), "--input-file-type", "openapi", "--output", str(target),
            "--output-model-type", "typing.TypedDict", "--enum-field-as-literal", "all", "--formatters", "builtin",
            "--target-python-version", "3.11", "--use-standard-collections", "--use-union-operator",
            "--no-use-closed-typed-dict", "--use-schema-description", "--use-single-line-docstring",
            "--disable-timestamp",
        ]  # fmt: skip
        subprocess.run(command, check=True)
    written = target.read_text(encoding="utf-8").split("\n\n", 1)[1]
    _write(target, HEADER.format("What is sent and answered: a typed dictionary a schema.") + written)


def flattened(document: Json) -> Json:
    """Without bases: a typed dictionary cannot say more precisely what a base says of the same field."""
    document = copy.deepcopy(document)
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        for part in schema.pop("allOf", []) if "properties" in schema else []:
            base = schemas[_name(part)]
            schema["properties"] = base.get("properties", {}) | schema["properties"]
            schema["required"] = [*base.get("required", []), *schema.get("required", [])]
    return document


def operations(document: Json) -> str:
    """A function for every route, which says what is to be sent and what will be answered."""
    head = (
        "from collections.abc import Sequence\nfrom typing import Literal\n\n"
        "from escalation_client.calls import Call, ListCall, quoted\nfrom escalation_client.generated import models\n"
    )
    functions = [
        _operation(document, verb, path, operation)
        for path, item in document["paths"].items()
        for verb, operation in item.items()
        if operation["operationId"] != "streamEvents"
    ]
    return HEADER.format("A call for every route.") + head + "".join(functions)


def moves(document: Json) -> str:
    """A function for every move with the fields that it takes."""
    schemas = document["components"]["schemas"]
    head = (
        "from collections.abc import Sequence\nfrom typing import Any, cast\n\n"
        "from escalation_client.calls import Call, quoted\n"
        "from escalation_client.generated import models, operations\n\n\n"
        f"def move(ticket_id: str, move: models.TransitionIn, *, {MOVE_OPTIONS}) -> Call[models.MovedOut]:\n"
        '    """Any move: also those that an office published itself."""\n'
        "    return operations.move_ticket(ticket_id, move, if_match=if_match, validate_only=validate_only or None)\n"
    )
    named = [schemas[_name(each)] for each in schemas["TransitionIn"]["oneOf"]]
    functions = [_move(each) for each in named if "const" in each["properties"]["action"]]
    return HEADER.format("A call for every move of a ticket.") + head.replace(", quoted", "") + "".join(functions)


def _move(schema: Json) -> str:
    action, required = schema["properties"]["action"]["const"], set(schema["required"])
    fields = [(name, field) for name, field in schema["properties"].items() if name != "action"]
    parameters = [
        f"{name}: {type_of(field)}" if name in required else f"{name}: {_or_none(type_of(field))} = None"
        for name, field in sorted(fields, key=lambda each: each[0] not in required)
    ]
    given = ", ".join(f'"{name}": {name}' for name, _ in fields)
    return (
        f"\n\ndef {_identifier(action)}(ticket_id: str, *, {''.join(f'{each}, ' for each in parameters)}"
        f"{MOVE_OPTIONS}) -> Call[models.MovedOut]:\n"
        f'    """{schema["description"]}"""\n'
        f"    fields: dict[str, Any] = {{{given}}}\n"
        "    given = {name: value for name, value in fields.items() if value is not None}\n"
        f'    body = cast(models.TransitionIn, {{"action": "{action}", **given}})\n'
        "    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)\n"
    )


def _operation(document: Json, verb: str, path: str, operation: Json) -> str:
    parameters = [each for each in operation.get("parameters", []) if "name" in each]
    body_type, body_kind = _body(operation)
    answer_type, answer_kind = _answer(operation)
    headers = {"If-Match": "if_match", "If-None-Match": "if_none_match", "Idempotency-Key": "idempotency_key"}
    takes = {each["name"] for each in parameters if each["in"] == "header"}
    positional = [f"{each['name']}: {type_of(each['schema'])}" for each in parameters if each["in"] == "path"]
    if body_type:
        positional.append(f"body: {body_type}")
    query = [each for each in parameters if each["in"] == "query"]
    named = [
        f"{_identifier(each['name'])}: {_query_type(each)}" for each in sorted(query, key=lambda q: not q["required"])
    ]
    if body_kind == "content":
        media_types = [json.dumps(each) for each in operation["requestBody"]["content"]]
        default = f" = {media_types[0]}" if len(media_types) == 1 else ""
        named.append(f"content_type: Literal[{', '.join(media_types)}]{default}")
    named.sort(key=lambda each: " = " in each)
    types = {"If-Match": "str | int | None", "If-None-Match": "str | None", "Idempotency-Key": "str | None"}
    named += [f"{name}: {types[header]} = None" for header, name in headers.items() if header in takes]
    signature = ", ".join([*positional, *(["*"] if named else []), *named])
    arguments = [f'"{verb.upper()}"', _path(path), f'answer="{answer_kind}"']
    if query:
        arguments.append(
            "query={" + ", ".join(f'"{each["name"]}": {_identifier(each["name"])}' for each in query) + "}"
        )
    if body_kind:
        arguments.append(f"{body_kind}=body")
    if body_kind == "content":
        arguments.append("content_type=content_type")
    arguments += [f"{name}={name}" for header, name in headers.items() if header in takes]
    if "Idempotency-Key" in takes:
        arguments.append("takes_key=True")
    item = _item(document, answer_type)
    kind, answered = ("ListCall", f"{answer_type}, {item}") if item else ("Call", answer_type)
    return (
        f"\n\ndef {_identifier(snake(operation['operationId']))}({signature}) -> {kind}[{answered}]:\n"
        f"{_docstring(operation)}    return {kind}({', '.join(arguments)})\n"
    )


def _item(document: Json, answer_type: str) -> str:
    """What a page is full of; nothing if it is no page of a list with cursors. A list may have pages of two kinds."""
    schemas = document["components"]["schemas"]
    names = [each.removeprefix("models.") for each in answer_type.split(" | ")]
    pages = [schemas.get(each, {}).get("properties", {}) for each in names]
    if not all({"items", "next_cursor"} <= set(page) for page in pages):
        return ""
    return " | ".join(dict.fromkeys(type_of(page["items"]["items"]) for page in pages))


def _docstring(operation: Json) -> str:
    summary, description = operation["summary"], operation.get("description", "")
    paragraphs = [line for part in description.split("\n\n") for line in ["", *wrap(part, 110)]]
    text = "\n".join([f"{summary}.", *paragraphs]).replace("\\", "\\\\")
    return indent(f'"""{text}' + ('\n"""' if paragraphs else '"""'), "    ", lambda line: bool(line.strip())) + "\n"


def _body(operation: Json) -> tuple[str, str]:
    """The type of the body, and as which argument of a call it goes."""
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return "", ""
    if "application/json" not in content:
        return "bytes", "content"
    return type_of(content["application/json"]["schema"]), "json"


def _answer(operation: Json) -> tuple[str, str]:
    """The type of what is answered, and how it is read."""
    kinds, types = [], []
    for status, response in sorted(operation["responses"].items()):
        if status[0] != "2":
            continue
        content = response.get("content", {})
        kind = next(
            (kind for mark, kind in (("json", "json"), ("text/", "text")) if any(mark in each for each in content)), ""
        )
        if "application/json" in content:
            types.append(type_of(content["application/json"]["schema"]))
        else:
            kind = (
                "nothing"
                if status == "204"
                else "text"
                if set(content) <= {"text/html", "text/vnd.mermaid"}
                else "bytes"
            )
            types.append(WITHOUT_TYPE[kind])
        kinds.append(kind)
    return " | ".join(dict.fromkeys(types)), kinds[0]


def _query_type(parameter: Json) -> str:
    of_value = type_of(parameter["schema"])
    return of_value if parameter["required"] else f"{_or_none(of_value)} = None"


def type_of(schema: Json) -> str:  # noqa: PLR0911  # A line a kind of schema.
    """A schema as an annotation."""
    match schema:
        case {"$ref": _}:
            return f"models.{_name(schema)}"
        case {"anyOf": parts} | {"oneOf": parts}:
            return " | ".join(dict.fromkeys(type_of(each) for each in parts))
        case {"enum": values}:
            return f"Literal[{', '.join(map(_literal, values))}]"
        case {"const": value}:
            return f"Literal[{_literal(value)}]"
        case {"type": "array", "items": items}:
            return f"Sequence[{type_of(items)}]"
        case {"type": [*types]}:
            return " | ".join(dict.fromkeys(type_of(schema | {"type": each}) for each in types))
        case {"type": named}:
            return {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}.get(
                named, "dict[str, object]"
            )
        case _:
            return "object"


def _literal(value: object) -> str:
    return (
        "None" if value is None else repr(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)
    )


def _or_none(annotation: str) -> str:
    return annotation if "None" in annotation.split(" | ") else f"{annotation} | None"


def _path(path: str) -> str:
    if "{" not in path:
        return json.dumps(path)
    return 'f"' + re.sub(r"\{(\w+)\}", r"{quoted(\1)}", path) + '"'


def snake(name: str) -> str:
    """`formTicket` as `form_ticket`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _identifier(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _name(reference: Json) -> str:
    return str(reference["$ref"]).rsplit("/", 1)[-1]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
