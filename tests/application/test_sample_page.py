"""The sample is tried by a click: by whoever has its link, on the machine that serves it, and nowhere else."""

import pytest
from fastapi import FastAPI

from escalation.actors import Role
from escalation.application.sample_data import sample_units
from escalation.application.sample_page import SAMPLE_PAGE, offer_sample
from escalation.application.sample_sign_in import SamplePost, SampleSignIn, person_of_sample
from escalation.cli.sample import SampleKey, sample_sign_in
from escalation.settings import Settings
from tests.sign_in.browsers import a_member, an_invitation, browser
from tests.support.world import World

PAGE = {"Accept": "text/html"}


async def a_sample(world: World) -> SampleSignIn:
    person = await person_of_sample(world.runtime, await a_member(world, "督导员", ("K1", "supervisor")))
    return SampleSignIn([SamplePost(Role.SUPERVISOR, "单位K1", "Sees what is late, urges and supervises", person)])


async def test_whoever_has_the_link_is_somebody_by_a_click(app: FastAPI, world: World) -> None:
    """The first page leads there; what is real stays as it is: the same person is found again, with no password."""
    sample = await a_sample(world)
    offer_sample(app, sample)
    window = browser(app)
    assert SAMPLE_PAGE not in (await window.ask("GET", "/", headers=PAGE)).text
    opened = await window.ask("GET", f"{SAMPLE_PAGE}/{sample.secret}")
    assert opened.headers["location"] == SAMPLE_PAGE
    assert f'href="{SAMPLE_PAGE}"' in (await window.ask("GET", "/", headers=PAGE)).text
    assert "单位K1" in (await window.ask("GET", SAMPLE_PAGE, headers=PAGE)).text
    form = {"person": str(sample.posts[0].person_id)}
    for _ in range(2):
        assert (await window.ask("POST", SAMPLE_PAGE, data=form)).headers["location"] == "/console/"
        me = await window.get("/v1/me")
        assert (me["unit"]["code"], me["role"]) == ("K1", "supervisor")
    assert (await window.get("/v1/console"))["is_sample"] is True
    offer_sample(app, None)
    assert (await window.get("/v1/console"))["is_sample"] is False
    assert (await window.ask("POST", SAMPLE_PAGE, data=form)).status_code == 404


async def test_without_the_link_or_from_elsewhere_nobody_gets_in(app: FastAPI, world: World) -> None:
    sample = await a_sample(world)
    offer_sample(app, sample)
    form = {"person": str(sample.posts[0].person_id)}
    assert (await browser(app).ask("POST", SAMPLE_PAGE, data=form)).status_code == 404
    assert (await browser(app).ask("GET", f"{SAMPLE_PAGE}/{sample.secret[:-1]}")).status_code == 404
    window = browser(app)
    await window.ask("GET", f"{SAMPLE_PAGE}/{sample.secret}")
    other = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert (await window.ask("POST", SAMPLE_PAGE, data=form, headers=other)).status_code == 403
    assert (await window.ask("POST", SAMPLE_PAGE, data={"person": "nobody"})).status_code == 404
    assert window.cookie() is None


@pytest.mark.parametrize(
    "setting",
    [
        {"host": "0.0.0.0"},  # noqa: S104 - what must not do
        {"public_url": "https://tickets.example.gov.cn"},
        {"database_url": "postgresql://user:password@host/name"},
    ],
)
async def test_where_others_may_be_at_work_there_is_no_link(world: World, setting: dict[str, str]) -> None:
    invitation = await an_invitation(world, await a_member(world, "督导员", ("K1", "supervisor")))
    (post,) = (await a_sample(world)).posts
    keys = [SampleKey(Role.SUPERVISOR, sample_units()[0], "esk_", invitation, post)]
    assert sample_sign_in(keys, Settings()) is not None
    assert sample_sign_in(keys, Settings.model_validate(setting)) is None
    assert sample_sign_in([], Settings()) is None
