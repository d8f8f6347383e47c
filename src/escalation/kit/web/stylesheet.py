"""What do pages look like? One stylesheet for all of them; what is printed has its style with it, known by its hash."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from fastapi import Request, Response

from escalation.kit.web.auth import Anybody
from escalation.kit.web.compression import compressed_answer
from escalation.kit.web.forms import page_router

STYLESHEET = "/pages.css"

router = page_router()


@router.get(STYLESHEET)
async def stylesheet(request: Request, _: Anybody) -> Response:
    """The stylesheet."""
    return compressed_answer(request, _stylesheet(), "text/css", {"Cache-Control": "public, max-age=3600"})


def policy_of(html: str) -> str:
    """What a page may do that has one style with it: be laid out by this one, and nothing else (CSP level 3)."""
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _stylesheet() -> bytes:
    return files("escalation").joinpath("data/pages.css").read_bytes()
