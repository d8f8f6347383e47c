"""The files of the console: one page for every address below it, and what that page loads.

What is loaded is named by its content: a browser keeps it for a year, and asks for the page alone whether it is still
the same. Everything was compressed when it was built; nobody compresses while somebody waits.
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from mimetypes import guess_type
from typing import Annotated, ClassVar, Final

from fastapi import APIRouter, FastAPI, Path, Request, Response
from fastapi.responses import RedirectResponse

from escalation.console.domain.map_source import MapSource, allow_map
from escalation.errors import NotFound
from escalation.kit.web.auth import Anybody
from escalation.kit.web.routes import StrictRoute

CONSOLE: Final = "/console"
_POLICY: Final = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data: blob:",
    "font-src": "'self'", "connect-src": "'self'", "manifest-src": "'self'", "worker-src": "'self'",
    "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'", "trusted-types": "vue push",
}  # fmt: skip
"""Nothing but our own files runs, and no text becomes a script or markup on the way (Trusted Types)."""
_PAGE: Final = "index.html"
_WORKER: Final = "push.js"
"""Runs in browsers that are told by push messages; its name is part of who they are told by, so it never changes."""
_BROTLI: Final = ".br"


class ConsoleRoute(StrictRoute):
    """A route to the page of the console. What somebody sees there is in the address, filters and all."""

    takes_any_query: ClassVar[bool] = True


router = APIRouter(redirect_slashes=False, include_in_schema=False, route_class=ConsoleRoute)


@dataclass(frozen=True, slots=True)
class ConsoleFile:
    """A file as it is sent. `compressed` is the same by Brotli (RFC 7932), if that was worth it."""

    content: bytes
    compressed: bytes | None
    media_type: str
    etag: str


@router.get(CONSOLE)
async def open_console(_: Anybody) -> Response:
    """The way to the first page."""
    return RedirectResponse(f"{CONSOLE}/", 308)


@router.get(f"{CONSOLE}/{{path:path}}")
async def read_console(request: Request, _: Anybody, path: Annotated[str, Path(max_length=2000)]) -> Response:
    """A file of the console; the page for every other address, which then finds out what is to be seen there."""
    file = _files().get(path)
    if file is not None and path == _WORKER:
        return _send(request, file, {"Cache-Control": "no-cache"})
    if file is not None and path != _PAGE:
        return _send(request, file, {"Cache-Control": "public, max-age=31536000, immutable"})
    if path.startswith("assets/"):
        raise NotFound
    # Without its own address as referrer a browser says nobody's `Origin` when its form signs out.
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": _policy(request.app),
        "Referrer-Policy": "same-origin",
    }
    return _send(request, _files()[_PAGE], headers)


def offer_map(app: FastAPI, source: MapSource | None) -> None:
    """From now on maps of the console show these tiles; without any, places are lists."""
    app.state.map_source = source


def offered_map(app: FastAPI) -> MapSource | None:
    """Whose tiles the console shows here."""
    return getattr(app.state, "map_source", None)


def _policy(app: FastAPI) -> str:
    return "; ".join(f"{name} {value}" for name, value in allow_map(_POLICY, offered_map(app)).items())


def _send(request: Request, file: ConsoleFile, headers: dict[str, str]) -> Response:
    headers |= {"ETag": file.etag, "Vary": "Accept-Encoding"}
    known = request.headers.get("if-none-match", "")
    if file.etag in known or known.strip() == "*":
        return Response(status_code=304, headers=headers)
    takes_brotli = "br" in request.headers.get("accept-encoding", "").replace(" ", "").split(",")
    if file.compressed is None or not takes_brotli:
        return Response(file.content, headers=headers, media_type=file.media_type)
    return Response(file.compressed, headers=headers | {"Content-Encoding": "br"}, media_type=file.media_type)


@cache
def asset_of(source: str) -> str:
    """The address of what a source was built into, by the manifest of the build. Raises `KeyError` for another one."""
    manifest = files("escalation.console").joinpath("static/.vite/manifest.json").read_bytes()
    return f"{CONSOLE}/{json.loads(manifest)[source]['file']}"


@cache
def _files() -> dict[str, ConsoleFile]:
    """All files by their path below the console: half a megabyte, read once."""
    root = files("escalation.console").joinpath("static")
    names = [*(each.name for each in root.iterdir() if each.is_file())]
    names += [f"assets/{each.name}" for each in root.joinpath("assets").iterdir()]
    read = {name: root.joinpath(name).read_bytes() for name in names}
    return {
        name: ConsoleFile(
            content,
            read.get(name + _BROTLI),
            guess_type(name)[0] or "application/octet-stream",
            f'"{sha256(content).hexdigest()[:32]}"',
        )
        for name, content in read.items()
        if not name.endswith(_BROTLI)
    }
