"""Does whoever takes a value, built on one schema of the document, take what is sent by another one?

Requests are sent by clients of before and taken by the server of now, answers the other way round: a narrower request
and a wider answer are one question. Sound for the part of JSON Schema that the document uses; a `pattern` that changed
counts as narrower, because nobody can tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

Json = Mapping[str, Any]


class Misfit(NamedTuple):
    """One thing that is sent and not taken: which rule it breaks, at which place of the value."""

    rule: str
    place: str


@dataclass(frozen=True, slots=True)
class Side:
    """A schema, and the document that its references are of."""

    document: Json
    schema: Json

    def other(self, schema: Json) -> "Side":
        """Another schema of the same document."""
        return Side(self.document, schema)

    def whole(self) -> dict[str, Any]:
        """The schema with references followed and `allOf` put together; what is in its fields stays as it is."""
        schema = dict(self.schema)
        if reference := schema.pop("$ref", None):
            found: Any = self.document
            for part in reference.removeprefix("#/").split("/"):
                found = found[part]
            schema = {**self.other(found).whole(), **schema}
        for part in schema.pop("allOf", ()):
            _add(schema, self.other(part).whole())
        return schema

    def choices(self) -> "list[Side]":
        """What a value may be: references followed, `allOf` put together, one for each of `anyOf` and each type."""
        whole = self.whole()
        for word in ("anyOf", "oneOf"):
            if word in whole:
                rest = {name: part for name, part in whole.items() if name != word}
                return [
                    self.other({**rest, **choice.schema})
                    for each in whole[word]
                    for choice in self.other(each).choices()
                ]
        types = whole.get("type")
        if isinstance(types, list):
            return [self.other({**whole, "type": each}) for each in types]
        return [self.other(whole)]


def misfits(sent: Side, taken: Side, *, is_answer: bool) -> Iterator[Misfit]:
    """What may be sent that is not taken.

    `is_answer`: whoever takes it overlooks fields that they do not know, and misses those that they do.
    """
    return _Comparison(is_answer, set()).values(sent, taken, "")


@dataclass(frozen=True, slots=True)
class _Comparison:
    is_answer: bool
    begun: set[tuple[int, int]]
    """Schemas that are being compared further up: they refer to themselves."""

    def values(self, sent: Side, taken: Side, place: str) -> Iterator[Misfit]:
        if sent.schema == taken.schema and sent.document is taken.document:
            return
        pair = id(sent.schema), id(taken.schema)
        if pair in self.begun:
            return
        self.begun.add(pair)
        choices = taken.choices()
        for choice in sent.choices():
            found = [list(self._one(choice, each, place)) for each in choices]
            yield from min(found, key=_distance)
        self.begun.discard(pair)

    def _one(self, sent: Side, taken: Side, place: str) -> Iterator[Misfit]:
        give, take = sent.schema, taken.schema
        if "type" in take and give.get("type") not in (take["type"], *_WITHIN.get(take["type"], ())):
            yield Misfit(_TYPE, place)
            return
        yield from (Misfit(rule, place) for rule in _unmet(give, take))
        yield from self._fields(sent, taken, place)
        for word in ("items", "additionalProperties"):
            if isinstance(take.get(word), Mapping) and isinstance(give.get(word), Mapping):
                yield from self.values(sent.other(give[word]), taken.other(take[word]), f"{place}/*")

    def _fields(self, sent: Side, taken: Side, place: str) -> Iterator[Misfit]:
        give, take = sent.schema, taken.schema
        given, known = give.get("properties", {}), take.get("properties", {})
        for name in sorted(given.keys() & known.keys()):
            yield from self.values(sent.other(given[name]), taken.other(known[name]), f"{place}/{name}")
        needed = set(take.get("required", ())) - set(give.get("required", ()))
        if self.is_answer:
            gone = known.keys() - given.keys()
            yield from (Misfit("gone", f"{place}/{name}") for name in sorted(gone))
            yield from (Misfit("not always there", f"{place}/{name}") for name in sorted(needed - gone))
        else:
            unknown = given.keys() - known.keys()
            yield from (Misfit("not taken any more", f"{place}/{name}") for name in sorted(unknown))
            yield from (Misfit("needed", f"{place}/{name}") for name in sorted(needed))


def _unmet(give: Json, take: Json) -> Iterator[str]:
    """Which limits of what is taken the values that are sent need not keep."""
    words = _words(take)
    if words is not None and "x-extensible-enum" not in take:
        sent = _words(give)
        if sent is None:
            yield "any value"
        else:
            yield from (f"value {value!r}" for value in sent if value not in words)
    for word in _LOWEST:
        if word in take and not (word in give and give[word] >= take[word]):
            yield word
    for word in _HIGHEST:
        if word in take and not (word in give and give[word] <= take[word]):
            yield word
    if _words(give) is None:
        yield from (word for word in ("pattern", "format") if word in take and give.get(word) != take[word])


def _words(schema: Json) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _distance(found: list[Misfit]) -> int:
    """Of several that do not fit, the one that was meant: of the same type, and with the fewest differences."""
    return sum(_FAR if each.rule in (_TYPE, "any value") or each.rule.startswith("value ") else 1 for each in found)


def _add(schema: dict[str, Any], more: Json) -> None:
    """What holds together: fields and what is required of both, and of the rest what the first says."""
    for name, part in more.items():
        if name in ("properties", "required") and name in schema:
            schema[name] = {**part, **schema[name]} if name == "properties" else sorted({*part, *schema[name]})
        else:
            schema.setdefault(name, part)


_FAR: Final = 1_000
_TYPE: Final = "type"
_WITHIN: Final[Mapping[str, tuple[str, ...]]] = {"number": ("integer",)}
_LOWEST: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_HIGHEST: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
