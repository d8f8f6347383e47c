"""The API reference for people: Swagger UI on the OpenAPI document, from this server alone.

Kept as published, it needs no network, no inline style or script and no `eval`, so that the policy of its page is as
narrow as that of the other pages, but for scripts and what they fetch from here.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from fastapi import Response

from escalation.kit.web.auth import Anybody
from escalation.kit.web.forms import page_router

REFERENCE: Final = "/docs"
VERSION: Final = "5.35.0"
"""Of the package `swagger-ui-dist`."""

router = page_router()


class Asset(NamedTuple):
    """A file below `data/`, and what browsers take it for."""

    file: str
    media_type: str
    is_kept: bool
    """Whether its address names a version, so that it never changes there."""

    @property
    def caching(self) -> str:
        """How long browsers need not ask again."""
        return "public, max-age=31536000, immutable" if self.is_kept else "public, max-age=3600"


ASSETS: Final[Mapping[str, Asset]] = {
    f"{REFERENCE}/{VERSION}/swagger-ui-bundle.js": Asset("swagger-ui/swagger-ui-bundle.js", "text/javascript", True),
    f"{REFERENCE}/{VERSION}/swagger-ui.css": Asset("swagger-ui/swagger-ui.css", "text/css", True),
    f"{REFERENCE}/reference.js": Asset("api_reference.js", "text/javascript", False),
    f"{REFERENCE}/reference.css": Asset("api_reference.css", "text/css", False),
}
# `data:` of pictures are the arrows and locks in the style.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@router.get(REFERENCE)
async def api_reference(_: Anybody) -> Response:
    """The page. It is in English, as the document is."""
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": "en"}
    return Response(_read("api_reference.html"), headers=headers, media_type="text/html")


def _give(path: str, asset: Asset) -> None:
    @router.get(path)
    async def give(_: Anybody) -> Response:
        """A part of the page."""
        return Response(_read(asset.file), media_type=asset.media_type, headers={"Cache-Control": asset.caching})


for _path, _asset in ASSETS.items():
    _give(_path, _asset)


@cache
def _read(file: str) -> bytes:
    return files("escalation").joinpath("data", file).read_bytes()
