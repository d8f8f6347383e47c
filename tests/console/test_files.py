"""The files of the console: what browsers are given, how long they keep it, and how much they have to fetch."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from httpx2 import AsyncClient

from escalation.console.api.files import CONSOLE

STATIC: Final = Path(str(files("escalation.console").joinpath("static")))
MANIFEST: Final[dict[str, dict[str, Any]]] = json.loads((STATIC / ".vite/manifest.json").read_text())
PAGES: Final = sorted(name for name in MANIFEST if name.startswith("src/pages/"))
FIRST_LOAD, LAZY = 110_000, 30_000
"""Bytes at most, compressed: all that a page needs when it is the first; what it adds to the others."""


def loaded(name: str) -> set[str]:
    """Every file that comes with a module, by what it imports at once."""
    entry = MANIFEST[name]
    return {entry["file"], *entry.get("css", ())}.union(*(loaded(each) for each in entry.get("imports", ())))


def weight(names: set[str]) -> int:
    """Bytes on the line: the smaller ones go uncompressed."""
    return sum(min(each.stat().st_size for each in STATIC.glob(f"{name}*")) for name in names)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light(page: str) -> None:
    frame = loaded("index.html")
    assert weight(frame | loaded(page)) + (STATIC / "index.html.br").stat().st_size <= FIRST_LOAD
    assert weight(loaded(page) - frame) <= LAZY


async def test_assets_are_kept_for_a_year_and_the_page_is_asked_for(client: AsyncClient) -> None:
    address = f"{CONSOLE}/tickets/anything/below?overdue=true&warning=red&warning=orange"
    page = await client.get(address, headers={"Accept-Encoding": "identity"})
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    assert "require-trusted-types-for 'script'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "same-origin"
    entry = f"{CONSOLE}/{MANIFEST['index.html']['file']}"
    assert entry in page.text
    script = await client.get(entry, headers={"Accept-Encoding": "gzip, br"})
    assert script.headers["content-encoding"] == "br"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    plain = await client.get(entry, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "Accept-Encoding"
    any_ = await client.get(f"{CONSOLE}/", headers={"If-None-Match": "*"})
    assert any_.status_code == 304
    again = await client.get(f"{CONSOLE}/", headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_what_browsers_are_told_by_keeps_its_name_and_is_asked_for(client: AsyncClient) -> None:
    """Whoever is told by push messages has this address registered: a file named by its content would be lost."""
    worker = await client.get(f"{CONSOLE}/push.js")
    assert (worker.status_code, worker.headers["cache-control"]) == (200, "no-cache")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert "worker-src 'self'" in (await client.get(f"{CONSOLE}/")).headers["content-security-policy"]


async def test_what_is_not_there_is_not_the_page(client: AsyncClient) -> None:
    """A file of the version before: a browser that got the page instead would take it for a script."""
    assert (await client.get(f"{CONSOLE}/assets/index-00000000.js")).status_code == 404
    assert (await client.get(CONSOLE)).headers["location"] == f"{CONSOLE}/"


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Addresses in the files are names of namespaces and of what an error message explains, never of what is loaded."""
    page = (STATIC / "index.html").read_text()
    assert "//" not in page.replace("<!doctype html>", "")
    for sheet in STATIC.glob("assets/*.css"):
        assert "url(" not in sheet.read_text()
