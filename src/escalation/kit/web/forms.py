"""How is a form of a page without scripts read? Strictly, like everything else: fields that are declared, once each."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import ClassVar, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from pydantic_core import PydanticCustomError

from escalation.kit.web.bodies import limited, read_whole, refuse_by_headers, unsupported
from escalation.kit.web.errors import MalformedForm
from escalation.kit.web.request_context import context_of
from escalation.kit.web.routes import StrictRoute
from escalation.kit.web.text import clean_line, clean_text

FORM: Final = "application/x-www-form-urlencoded"
_MOST_BYTES: Final = 16 << 10
_MOST_FIELDS: Final = 20
_LONGEST_FIELD: Final = 2_000


class FormRoute(StrictRoute):
    """A route that takes what a form of a page sends; its endpoint asks `read_form` for it."""

    media_types: ClassVar[frozenset[str]] = frozenset({FORM})
    most_bytes: ClassVar[int] = _MOST_BYTES

    async def _read(self, request: Request) -> Request:
        if not refuse_by_headers(request.scope, self.media_types, self.most_bytes):
            raise unsupported(self.media_types)
        context_of(request.scope).may_have_acted = True
        return Request(request.scope, limited(request.receive, self.most_bytes))


page_router = partial(APIRouter, route_class=FormRoute, redirect_slashes=False, include_in_schema=False)
"""Makes routers for pages: they are for people, and no part of the described interface."""


def pairs_of_form(raw: bytes, *, most: int) -> list[tuple[str, str]]:
    """Names and values in their order. Raises `MalformedForm` for what is no form, or has more than `most` fields."""
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, strict_parsing=bool(raw), errors="strict", max_num_fields=most
        )
    except ValueError:
        raise MalformedForm from None
    if any("\0" in text for pair in pairs for text in pair):
        raise MalformedForm
    return pairs


async def read_form(
    request: Request, *names: str, texts: Collection[str] = (), most: int = _MOST_BYTES
) -> Mapping[str, str]:
    """The fields of a form, as lines, and `texts` as texts of several lines; those that were left out are empty.

    Raises `MalformedForm` for a field that is not named here, comes twice, or holds what no line or text may hold.
    """
    pairs = pairs_of_form(await read_whole(request.receive, most), most=_MOST_FIELDS)
    try:
        fields = {name: (clean_text if name in texts else clean_line)(value) if value else "" for name, value in pairs}
    except PydanticCustomError:
        raise MalformedForm from None
    if (
        len(fields) != len(pairs)
        or not fields.keys() <= {*names, *texts}
        or any(len(v) > _LONGEST_FIELD for v in fields.values())
    ):
        raise MalformedForm
    return {name: fields.get(name, "") for name in (*names, *texts)}
