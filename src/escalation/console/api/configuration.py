"""What a console has to know of this server before it draws a page: console configuration."""

from typing import cast

from fastapi import FastAPI, Request
from pydantic import Field

from escalation.console.domain.map_tiles import MapTiles
from escalation.kit.web.auth import Caller
from escalation.kit.web.fields import Out
from escalation.kit.web.routes import strict_router

router = strict_router(prefix="/v1/console", tags=["health"])


class MapOut(Out):
    """A source of map tiles in Web Mercator."""

    tiles: str = Field(description="Its address, with {z}, {x} and {y} to be filled in.")
    attribution: str = Field(description="What is said below the map.")


class ConsoleOut(Out):
    """What this server is like, as far as a console shows it."""

    is_sample: bool = Field(description="Whether this is the sample world, where somebody may try everything.")
    map: MapOut | None = Field(description="Where maps come from; null where the operator shows none.")


@router.get("", summary="What a console has to know")
async def read_console_configuration(request: Request, _: Caller) -> ConsoleOut:
    """Whether this is the sample world, and where maps come from."""
    tiles = map_tiles(request.app)
    shown = MapOut(tiles=tiles.url, attribution=tiles.attribution) if tiles else None
    return ConsoleOut(is_sample=getattr(request.app.state, "sample", None) is not None, map=shown)


def offer_map(app: FastAPI, tiles: MapTiles | None) -> None:
    """Let the console show maps, and its pages load pictures from their source."""
    app.state.map_tiles = tiles


def map_tiles(app: FastAPI) -> MapTiles | None:
    """The source of maps, if the operator has chosen one."""
    return cast(MapTiles | None, getattr(app.state, "map_tiles", None))
