"""What the API reference is made of is what was published, and browsers keep it for as long as it stays the same."""

from hashlib import sha256
from importlib.resources import files

import pytest

from escalation.kit.web.api_reference import ASSETS, REFERENCE, VERSION
from tests.support.callers import NOBODY, Callers

PUBLISHED = {
    "swagger-ui/swagger-ui-bundle.js": "e6a898692f2d768e807c3ba4626068a69a2c5dd960dd6c76f3e4d3a3de180af2",
    "swagger-ui/swagger-ui.css": "5ed08757e53da3e026d6cbecc61fe5d43585c9560b302d534ad56692519a273d",
}
"""SHA-256 of these files in the package `swagger-ui-dist` 5.35.0, whose own integrity docs/decisions has."""


def test_the_files_are_those_that_were_published() -> None:
    kept = {asset.file: asset for asset in ASSETS.values() if asset.is_kept}
    found = {file: sha256(files("escalation").joinpath("data", file).read_bytes()).hexdigest() for file in kept}
    assert (VERSION, found) == ("5.35.0", PUBLISHED)
    assert all(files("escalation").joinpath("data/swagger-ui", name).is_file() for name in ("LICENSE", "NOTICE"))


@pytest.mark.parametrize("path", ASSETS)
async def test_the_page_names_every_part_and_may_do_nothing_more(callers: Callers, path: str) -> None:
    page, part = [await callers.ask(NOBODY, "GET", each) for each in (REFERENCE, path)]
    assert f'"{path}"' in page.text
    assert part.headers["cache-control"].endswith("immutable") is (VERSION in path)
    assert "unsafe" not in page.headers["content-security-policy"]
