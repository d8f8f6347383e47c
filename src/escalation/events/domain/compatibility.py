"""Does a newer OpenAPI document keep what an older one promised about webhooks?

Within one `api_version` types of events and fields may be added, and values of a closed set. What was always sent
stays, and stays what it was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]

_JSON: Final = "application/json"


def broken_promises(old: Json, new: Json) -> Iterator[str]:
    """What receivers built on `old` may rely on and `new` does not have any more, as JSON paths behind the type."""
    now = new.get("webhooks", {})
    for name, item in old.get("webhooks", {}).items():
        if name not in now:
            yield name
            continue
        before, after = _Schema(old, _body(item)), _Schema(new, _body(now[name]))
        if _version(before) == _version(after):
            yield from _lost(before, after, name)


@dataclass(frozen=True, slots=True)
class _Schema:
    """A schema and the document that its references are of."""

    document: Json
    raw: Json

    @property
    def here(self) -> Json:
        """The schema itself, its reference followed."""
        found = self.raw
        while "$ref" in found:
            found = self.document["components"]["schemas"][found["$ref"].rpartition("/")[2]]
        return found

    @property
    def parts(self) -> "list[_Schema]":
        """What it is put together of (`allOf`), and itself."""
        inherited = [_Schema(self.document, each) for each in self.here.get("allOf", ())]
        return [part for each in inherited for part in each.parts] + [self]

    @property
    def choices(self) -> "list[_Schema]":
        """What it may be (`anyOf`), each put together."""
        either = [_Schema(self.document, each) for each in self.here.get("anyOf", ())]
        return [part for each in either for part in each.parts] or self.parts

    @property
    def kinds(self) -> set[tuple[Any, Any, Any]]:
        """What values may be, without what is in them."""
        return {(each.here.get("type"), each.here.get("format"), each.here.get("const")) for each in self.choices}

    @property
    def fields(self) -> "dict[str, _Schema]":
        """The fields of an object, those of its own over those that it inherits."""
        found = (each.here.get("properties", {}) for each in self.choices)
        return {name: _Schema(self.document, raw) for properties in found for name, raw in properties.items()}

    @property
    def required(self) -> set[str]:
        """Fields that are always there."""
        return {name for each in self.choices for name in each.here.get("required", ())}

    @property
    def inside(self) -> "_Schema | None":
        """What is in an array, or in an object whose fields have no names."""
        raw = (each.here.get(name) for each in self.choices for name in ("items", "additionalProperties"))
        return next((_Schema(self.document, each) for each in raw if isinstance(each, Mapping)), None)


def _lost(before: _Schema, after: _Schema, path: str) -> Iterator[str]:
    if before.kinds != after.kinds:
        yield path
        return
    fields = after.fields
    for name, schema in before.fields.items():
        if name not in fields or (name in before.required and name not in after.required):
            yield f"{path}/{name}"
        else:
            yield from _lost(schema, fields[name], f"{path}/{name}")
    if (was := before.inside) and (is_ := after.inside):
        yield from _lost(was, is_, f"{path}/*")


def _body(item: Json) -> Json:
    schema: Json = item["post"]["requestBody"]["content"][_JSON]["schema"]
    return schema


def _version(schema: _Schema) -> object:
    return schema.fields["api_version"].here.get("const")
