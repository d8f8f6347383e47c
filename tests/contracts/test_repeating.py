"""Every change that is well asked for is made, and every POST can be repeated: one key, one effect, one answer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

import httpx2
import pytest
from fastapi import FastAPI

from escalation.kit.web.auth import Anybody
from escalation.kit.web.idempotency import Idempotent, early_routes
from escalation.kit.web.install import install
from escalation.kit.web.routes import strict_router
from tests.support.callers import Callers, begin_anew, pairs, settle
from tests.support.documented_answers import assert_kept
from tests.support.fingerprints import differing, fingerprint, unchanged
from tests.support.good_requests import EVERY_LOOK_COUNTS, NOTHING_TO_REPEAT
from tests.support.roles import TwoRoles
from tests.support.route_inventory import OPERATIONS, Operation
from tests.support.snapshots import Snapshot
from tests.support.things import Things, act, one_of_everything

WITHOUT_A_KEY = EVERY_LOOK_COUNTS | NOTHING_TO_REPEAT
REPEATABLE = [each for each in OPERATIONS if each.method == "POST" and str(each) not in WITHOUT_A_KEY]
OTHERS = [each for each in OPERATIONS if each.method != "GET" and each not in REPEATABLE]


@dataclass(frozen=True, slots=True)
class Here:
    """One of everything, to be changed."""

    app: FastAPI
    callers: Callers
    things: Things

    async def ask(self, operation: Operation, **changes: object) -> httpx2.Response:
        """Send a good request under a key, with these fields of its body changed."""
        request = operation.request(self.things, **changes)
        headers = [*pairs(request.pop("headers", {})), (b"Idempotency-Key", b"a-1")]
        url = operation.url(self.things)
        return await self.callers.ask(operation.good.by, operation.method, url, headers=headers, **request)


@pytest.fixture(scope="module")
def app(composed: FastAPI) -> FastAPI:
    """It is attached to what this module makes."""
    return composed


@dataclass(frozen=True, slots=True)
class Beginning:
    """One of everything, as it was when it was made: that takes thirty requests."""

    app: FastAPI
    callers: Callers
    things: Things
    snapshot: Snapshot

    async def again(self, pool: TwoRoles) -> Here:
        """Everything as it was, and a server that has just started."""
        await self.snapshot.restore(pool)
        runtime = begin_anew(pool, self.app)
        world = replace(self.callers.world, runtime=runtime, keys=dict(self.callers.world.keys))
        return Here(self.app, Callers(self.app, world), self.things)


@pytest.fixture(scope="module")
async def beginning(pool: TwoRoles, app: FastAPI) -> AsyncIterator[Beginning]:
    callers = await settle(pool, app)
    things = await one_of_everything(callers)
    snapshot = await Snapshot.take(pool, "repeated")
    yield Beginning(app, callers, things, snapshot)
    await snapshot.drop(pool)


@pytest.fixture
async def here(pool: TwoRoles, beginning: Beginning) -> AsyncIterator[Here]:
    yield await beginning.again(pool)
    await pool.pool.execute("DELETE FROM documents WHERE version > 1")


async def test_everything_is_put_back_as_it_was(pool: TwoRoles, beginning: Beginning) -> None:
    """The control: a test that begins on what another one has left would be found here."""
    here = await beginning.again(pool)
    before = await fingerprint(here.callers.world)
    await act(here.callers, "K1 handler", here.things["ticket_id"], "comment", text="收到。")
    changed = await fingerprint(here.callers.world)
    after = await fingerprint((await beginning.again(pool)).callers.world)
    assert (differing(before, changed) != [], differing(before, after)) == (True, [])


@pytest.mark.parametrize("operation", OTHERS, ids=str)
async def test_a_change_that_is_well_asked_for_is_made(here: Here, operation: Operation) -> None:
    answer = await here.ask(operation)
    assert answer.status_code == operation.good.status, answer.text
    assert_kept(operation, answer)


@pytest.mark.parametrize("operation", REPEATABLE, ids=str)
async def test_a_repeated_request_has_one_effect_and_one_answer_for_its_caller_alone(
    here: Here, operation: Operation
) -> None:
    before = await fingerprint(here.callers.world)
    first = await here.ask(operation)
    assert differing(before, await fingerprint(here.callers.world)) != []
    assert (first.status_code, first.headers.get("idempotency-replayed")) == (operation.good.status, None), first.text
    assert_kept(operation, first)
    async with unchanged(here.callers.world):
        again = await here.ask(operation)
        other = await here.ask(operation, **operation.good.another or {"another": "line"})

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    reused = (400, "") if operation.speaks_open311 else (422, "IDEMPOTENCY_KEY_REUSED")
    # Where there is nothing to be said in a body, the other request is the same one.
    expected = reused if operation.takes_a_body else (first.status_code, "")
    assert (other.status_code, _code(other)) == expected
    here.callers.world.keys.clear()
    somebody_elses = await here.ask(operation, **operation.good.another)
    assert _code(somebody_elses) != "IDEMPOTENCY_KEY_REUSED" or not operation.good.roles


def _code(answer: httpx2.Response) -> str:
    """Of a refusal; GeoReport has none but the status."""
    body = answer.json()
    return str(body.get("code") or "") if isinstance(body, dict) else ""


def test_only_what_may_be_asked_again_takes_no_key() -> None:
    without = {
        str(each) for each in OPERATIONS if each.method == "POST" and "Idempotency-Key" not in each.takes("header")
    }
    assert without == WITHOUT_A_KEY


async def test_a_move_that_was_the_callers_last_look_is_repeated_until_somebody_else_moves_it(here: Here) -> None:
    report = next(each for each in REPEATABLE if each.path.endswith("/report"))
    first = await here.ask(report)
    seen = await here.callers.ask("K1-JT handler", "GET", f"/v1/tickets/{here.things['ticket_id']}")
    again = await here.ask(report)
    await act(here.callers, "K1 handler", here.things["ticket_id"], "comment", text="收到。")
    late = await here.ask(report)

    assert (seen.status_code, again.content) == (404, first.content)
    assert (late.status_code, late.json()["code"]) == (404, "NOT_FOUND")


async def test_nothing_is_repeated_to_a_caller_who_has_lost_sight_of_it(here: Here) -> None:
    path, headers = f"/v1/opinions/{here.things['opinion_id']}/dismiss", {"Idempotency-Key": "a-1"}
    first = await here.callers.ask("T1 leader", "POST", path, json={"reason": "重复"}, headers=headers)
    move = f"/v1/units/{here.things['V1_id']}/move"
    await here.callers.send("C admin", move, parent_id=here.things["T2_id"])
    again = await here.callers.ask("T1 leader", "POST", path, json={"reason": "重复"}, headers=headers)
    assert (first.status_code, again.status_code) == (200, 404)


async def test_a_ticket_formed_is_not_told_again_to_a_caller_who_has_lost_sight_of_it(here: Here) -> None:
    opinion = {"title": "路灯不亮", "content": "村口的路灯坏了三天。", "source": "phone"}
    asked = {"urgency": "routine", "difficulty": "simple", "opinion": opinion, "unit_id": here.things["V1_id"]}
    headers = {"Idempotency-Key": "a-1"}
    first = await here.callers.ask("T1 leader", "POST", "/v1/tickets", json=asked, headers=headers)
    await here.callers.send("C admin", f"/v1/units/{here.things['V1_id']}/move", parent_id=here.things["T2_id"])
    again = await here.callers.ask("T1 leader", "POST", "/v1/tickets", json=asked, headers=headers)
    assert (first.status_code, again.status_code) == (201, 404), first.text


async def test_nothing_is_repeated_to_a_caller_whose_key_was_revoked(here: Here) -> None:
    comment = next(each for each in REPEATABLE if each.path.endswith("/transitions"))
    await here.ask(comment)
    runtime = here.callers.world.runtime
    await runtime.database.pool.execute("UPDATE api_keys SET revoked_at = created_at")
    here.app.state.authenticator.keys.known.clear()
    assert (await here.ask(comment)).status_code == 401


async def _ask(app: FastAPI, key: str | None = "a-1") -> httpx2.Response:
    headers = {} if key is None else {"Idempotency-Key": key}
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
        return await client.post("/", headers=headers)


async def _early(once: Idempotent, caller: Anybody) -> str:
    return once.principal if once else "no key"


async def _late(caller: Anybody, once: Idempotent) -> str:
    return once.principal if once else "no key"


def _app(endpoint: Callable[..., Awaitable[str]]) -> FastAPI:
    app = FastAPI()
    install(app, default_language="en")
    router = strict_router()
    router.add_api_route("/", endpoint, methods=["POST"])
    app.include_router(router)
    return app


async def test_a_key_belongs_to_the_caller_and_to_nobody_who_is_not_known_yet() -> None:
    early, late = _app(_early), _app(_late)
    assert (early_routes(early), early_routes(late)) == (["/"], [])
    assert [(await _ask(late)).json(), (await _ask(late, None)).json()] == ["public", "no key"]
    assert (await _ask(early)).status_code == 500
