"""What is a call? One request that is yet to be made, with the type of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import quote

T_co = TypeVar("T_co", covariant=True)
Page_co = TypeVar("Page_co", covariant=True)
Item_co = TypeVar("Item_co", covariant=True)

Answers = Literal["json", "text", "bytes", "nothing"]


@dataclass(frozen=True, slots=True)
class Call(Generic[T_co]):
    """A request as a value: `client.send` makes it, with or without asyncio, and may be given it again.

    `T_co` is what is answered; `takes_key`: repeated with its Idempotency-Key it has one effect.
    """

    method: str
    path: str
    answer: Answers
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    content: bytes | None = None
    content_type: str = "application/octet-stream"
    if_match: str | int | None = None
    if_none_match: str | None = None
    idempotency_key: str | None = None
    takes_key: bool = False


@dataclass(frozen=True, slots=True)
class ListCall(Call[Page_co], Generic[Page_co, Item_co]):
    """A page of a list: it has `items`, and `next_cursor`, which is null in the last one."""

    def after(self, page: Any) -> "ListCall[Page_co, Item_co] | None":
        """The call for the page behind this one, if there is one: a list does not end where a page is short."""
        cursor = page["next_cursor"]
        return replace(self, query={**self.query, "cursor": cursor}) if cursor else None


def quoted(value: object) -> str:
    """A value as one segment of a path."""
    return quote(str(value), safe="")
