"""What do pages look like? One stylesheet for all of them, from a file of its own: nothing stands inline."""

from functools import cache
from importlib.resources import files

from fastapi import Response

from escalation.kit.web.auth import Anybody
from escalation.kit.web.forms import page_router

STYLESHEET = "/pages.css"

router = page_router()


@router.get(STYLESHEET)
async def stylesheet(_: Anybody) -> Response:
    """The stylesheet."""
    return Response(_stylesheet(), media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@cache
def _stylesheet() -> bytes:
    return files("escalation").joinpath("data/pages.css").read_bytes()
