"""Which query parameters have GeoReport's routes in common, and how are its lists written?"""

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from escalation.kit.web.fields import Code
from escalation.open311.api.formats import ReportFormat


def _nothing(value: object) -> object:
    """What is empty counts as left out, as the specification wants it."""
    return value or None


Optional = BeforeValidator(_nothing)
FormatName = Annotated[ReportFormat, Path(alias="format", description="In which format to answer.")]


class GeoReportQuery(BaseModel):
    """What every GET of GeoReport takes."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    jurisdiction_id: Annotated[Code | None, Optional] = Field(
        default=None, description="The code of a unit: it with everything below it. Left out: the whole place."
    )
    api_key: Annotated[str | None, Optional] = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        description="A key of this server, if the `Authorization` header has none.",
    )


def separated(text: str | None) -> list[str]:
    """The parts of a list."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]
