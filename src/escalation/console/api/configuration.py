"""What a console has to know of this server before it draws a page: console configuration."""

from fastapi import Request
from pydantic import Field

from escalation.console.api.files import offered_map
from escalation.kit.web.auth import Caller
from escalation.kit.web.fields import Out
from escalation.kit.web.routes import strict_router

router = strict_router(prefix="/v1/console", tags=["health"])


class MapSourceOut(Out):
    """Whose tiles a map shows. `tiles`: addresses with {z}, {x} and {y}, each drawn over those before."""

    tiles: list[str]
    attribution: str
    attribution_url: str | None


class ConsoleOut(Out):
    """What this server is like, as far as a console shows it."""

    is_sample: bool = Field(description="Whether this is the sample world, where somebody may try everything.")
    map: MapSourceOut | None = Field(description="Whose map is shown; null where places are lists.")


@router.get("", summary="What a console has to know")
async def read_console_configuration(request: Request, _: Caller) -> ConsoleOut:
    """Whether this is the sample world, and whether it has maps."""
    source = offered_map(request.app)
    shown = MapSourceOut.model_validate(source, from_attributes=True) if source else None
    return ConsoleOut(is_sample=getattr(request.app.state, "sample", None) is not None, map=shown)
