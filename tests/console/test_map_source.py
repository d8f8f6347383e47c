"""Maps of the console: nobody else is asked for anything unless an operator has named them, and then they alone are."""

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from escalation.cli.map_source import map_source
from escalation.console.api.files import CONSOLE, offer_map
from escalation.errors import ConfigurationInvalid
from escalation.settings import Settings, read
from tests.console.test_files import MANIFEST, loaded, weight
from tests.support.world import World

TILES = "https://t0.example.gov.cn/vec?x={x}&y={y}&z={z} https://t0.example.gov.cn/words/{z}/{x}/{y}.png"
MOST_OF_A_MAP = 380_000
"""Bytes that the first map of somebody costs, compressed: the library with its worker."""


def directives(policy: str) -> dict[str, str]:
    return dict(each.split(" ", 1) for each in policy.split("; "))


async def test_only_the_host_that_an_operator_names_may_be_asked(
    app: FastAPI, client: AsyncClient, world: World
) -> None:
    """The policy of the page gains that host for what is fetched, and the way in which the library's worker starts."""
    before = directives((await client.get(f"{CONSOLE}/")).headers["content-security-policy"])
    headers = await world.key("V1")
    assert (await client.get("/v1/console", headers=headers)).json()["map"] is None
    offer_map(app, map_source(Settings(map_tiles=tuple(TILES.split()), map_attribution="天地图")))
    after = directives((await client.get(f"{CONSOLE}/")).headers["content-security-policy"])
    changed = {name: value for name, value in after.items() if before[name] != value}
    assert changed == {"connect-src": "'self' https://t0.example.gov.cn", "trusted-types": "vue push default"}
    assert (await client.get("/v1/console", headers=headers)).json()["map"] == {
        "tiles": TILES.split(), "attribution": "天地图", "attribution_url": None,
    }  # fmt: skip
    offer_map(app, map_source(Settings(map_tiles=("/tiles/{z}/{x}/{y}.png",), map_attribution="本单位")))
    own = directives((await client.get(f"{CONSOLE}/")).headers["content-security-policy"])
    assert own["connect-src"] == "'self'"


@pytest.mark.parametrize(
    "tiles",
    [
        "https://tiles.example/{z}/{x}.png", "ftp://tiles.example/{z}/{x}/{y}", "https://*.example/{z}/{x}/{y}",
        "https://a.example;script-src/{z}/{x}/{y}", "tiles/{z}/{x}/{y}", "//tiles.example/{z}/{x}/{y}",
        "https://user@tiles.example/{z}/{x}/{y}",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tiles: str) -> None:
    """None of them comes near a policy, in which it could open more than a host."""
    monkeypatch.setenv("ESCALATION_MAP_TILES", tiles)
    with pytest.raises(ConfigurationInvalid):
        read()


def test_tiles_of_nobody_are_refused() -> None:
    with pytest.raises(ConfigurationInvalid):
        map_source(Settings(map_tiles=("/tiles/{z}/{x}/{y}.png",)))


def test_a_map_is_loaded_when_one_is_opened_and_weighs_what_it_may() -> None:
    """No page has it among what it loads; so the pages that could show one are as light as the others."""
    pages = {name for name in MANIFEST if name.startswith("src/pages/")}
    at_first = set[str]().union(*(loaded(name) for name in {"index.html", *pages}))
    map_files = loaded("src/map/PlaceMap.vue") - at_first
    workers = {path for each in MANIFEST.values() for path in each.get("assets", ()) if "maplibre" in path}
    assert len(workers) == 1
    assert not workers & at_first
    assert 100_000 < weight(map_files | workers) <= MOST_OF_A_MAP
