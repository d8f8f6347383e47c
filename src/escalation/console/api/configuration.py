"""What a console has to know of this server before it draws a page: console configuration."""

from fastapi import Request
from pydantic import Field

from escalation.kit.web.auth import Caller
from escalation.kit.web.fields import Out
from escalation.kit.web.routes import strict_router

router = strict_router(prefix="/v1/console", tags=["health"])


class ConsoleOut(Out):
    """What this server is like, as far as a console shows it."""

    is_sample: bool = Field(description="Whether this is the sample world, where somebody may try everything.")


@router.get("", summary="What a console has to know")
async def read_console_configuration(request: Request, _: Caller) -> ConsoleOut:
    """Whether this is the sample world."""
    return ConsoleOut(is_sample=getattr(request.app.state, "sample", None) is not None)
