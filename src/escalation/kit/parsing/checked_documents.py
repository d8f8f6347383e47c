"""How is a published document read, and how is the place named that is wrong in it?"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, ValidationError

from escalation.errors import N_, DefinitionInvalid, Fault


class Document(BaseModel):
    """A part of a document: plain JSON all along, unknown fields refused, never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def digest(self) -> str:
        """SHA-256 of the content in hex: two documents that say the same have the same digest."""
        return sha256(dumps(self.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


def _iso_date(value: object) -> date:
    """Epoch numbers and times of day are no dates, although pydantic would take them for such."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and len(value) == len("2026-02-17"):
        return date.fromisoformat(value)
    raise ValueError("not a date")


Day = Annotated[date, BeforeValidator(_iso_date)]
Version = Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{0,59}$")]
UnitCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")]
Label = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")]

D = TypeVar("D", bound=Document)


def read(kind: type[D], document: object) -> D:
    """The document as a value. Raises `DefinitionInvalid` with a fault for every place of a wrong shape."""
    if isinstance(document, kind):
        return document
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        items = error.errors(include_url=False, include_input=False)
        raise DefinitionInvalid(faults=[_shape_fault(item["type"], item["loc"]) for item in items]) from None


def refuse(faults: Iterable[Fault]) -> None:
    """Raise `DefinitionInvalid` if there is any fault."""
    if found := tuple(faults):
        raise DefinitionInvalid(faults=found)


def pointer(*parts: str | int) -> str:
    """An RFC 6901 JSON pointer."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


_SHAPES: Mapping[str, tuple[str, str]] = {
    "missing": ("missing", N_("This field is required.")),
    "extra_forbidden": ("unknown_field", N_("This field is not known here.")),
    "enum": ("unknown_name", N_("This name is not known.")),
}
_WRONG_SHAPE = ("wrong_shape", N_("This place of the document has a wrong type, name or value."))


def _shape_fault(error_type: str, location: tuple[str | int, ...]) -> Fault:
    code, detail = _SHAPES.get(error_type, _WRONG_SHAPE)
    return Fault(pointer(*(part for part in location if part != "[key]")), code, detail)
