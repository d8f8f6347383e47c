"""Integrators set up endpoints for their units: what is wrong is refused, secrets are shown once."""

from typing import Any
from uuid import UUID

import pytest

from escalation.webhooks.domain.health import Health
from escalation.webhooks.storage.endpoints import save_health
from escalation.webhooks.usecases import endpoints
from tests.support.callers import Callers, Json
from tests.support.receivers import Receiver

PATH = "/v1/webhook-endpoints"
WHO = "K1 integrator"

HOSTILE_URLS = {
    "": "too short",
    "example.org": "no scheme",
    "ftp://example.org/": "another scheme",
    "file:///etc/passwd": "a file",
    "javascript:alert(1)": "a script",
    "https://": "no host",
    "https:///path": "no host but a path",
    "https://user:secret@example.org/": "a password",
    "https://example.org@127.0.0.1/": "a host that is a user name",
    "https://example.org/#fragment": "a fragment",
    "https://example.org:22/": "the port of SSH",
    "https://example.org:25/": "the port of mail",
    "https://example.org:0/": "port 0",
    "https://example.org:99999/": "no port at all",
    "https://example.org:port/": "a port in letters",
    "https://2130706433/": "an address as one number",
    "https://0x7f.1/": "an address in hexadecimal digits",
    "https://0177.0.0.1/": "an address in octal digits",
    "https://127.1/": "half an address",
    "https://[fe80::1%25eth0]/": "a zone",
    "https://[::1/": "half a bracket",
    "https://exa mple.org/": "a space",
    "https://example.org/a b": "a space in the path",
    "https://example.org\\@evil.example/": "a backslash",
    "https://example.org/\t": "a tab at the end of nothing",
    "https://exa\nmple.org/": "two lines",
    "https://" + "a" * 64 + ".example/": "a label that is too long",
    "https://example.org/" + "a" * 2_000: "too long",
    "https://10.0.0.1/": "a private address",
    "https://169.254.169.254/latest/meta-data/": "metadata",
    "https://[::ffff:169.254.169.254]/": "metadata, mapped",
    "https://[fd00:ec2::254]/": "metadata in IPv6",
    "https://100.100.100.200/": "metadata of another cloud",
    "https://0.0.0.0/": "this host",
    "https://[::]/": "this host in IPv6",
}


async def made(callers: Callers, who: str = WHO, **fields: object) -> Json:
    """A new endpoint."""
    return await callers.send(who, PATH, **{"url": "https://93.184.216.34/hooks", **fields})


async def refused(callers: Callers, who: str = WHO, **fields: object) -> tuple[int, str, list[str]]:
    """Status, code and pointers of a refusal."""
    answer = await callers.ask(who, "POST", PATH, json={"url": "https://93.184.216.34/hooks", **fields})
    problem = answer.json()
    return answer.status_code, problem["code"], [error["pointer"] for error in problem["errors"]]


async def test_an_endpoint_is_the_callers_units_and_its_secret_is_shown_once(callers: Callers) -> None:
    new = await made(callers)
    secret = new.pop("secret")
    assert secret.startswith("whsec_")
    assert new["unit"]["code"] == "K1"
    assert (new["state"], new["version"], new["event_types"], new["ordering"]) == ("active", 1, ["*"], "ticket")
    assert (new["ordering_hold_seconds"], new["max_in_flight"], new["timeout_ms"]) == (900, 8, 15_000)
    assert await callers.get(WHO, f"{PATH}/{new['id']}") == new
    (listed,) = (await callers.get(WHO, PATH))["items"]
    assert (listed.pop("health")["breaker"], listed.pop("backlog")) == (
        "closed",
        {"owed": 0, "is_capped": False, "oldest_due_at": None},
    )
    assert listed == new


async def test_an_endpoint_is_for_the_integrators_above_it_alone(callers: Callers) -> None:
    new = await made(callers, "T1 integrator")
    path = f"{PATH}/{new['id']}"
    statuses = {
        who: (await callers.ask(who, "GET", path)).status_code
        for who in ("C admin", "K1 integrator", "T1 admin", "T2 integrator", "V1 integrator", "K2 admin", "K1 office")
    }
    assert statuses == {
        "C admin": 200, "K1 integrator": 200, "T1 admin": 200, "T2 integrator": 404, "V1 integrator": 404,
        "K2 admin": 404, "K1 office": 403,
    }  # fmt: skip
    for method, tail, body in (
        ("PATCH", "", {"timeout_ms": 2_000}), ("DELETE", "", None), ("GET", "/secrets", None), ("POST", "/secrets", {}),
        ("POST", "/ping", {}), ("POST", "/test", {}), ("POST", "/probe", {}), ("GET", "/deliveries", None),
        ("GET", "/dead", None), ("GET", "/stats", None),
        ("POST", "/replays", {"since": "2026-01-01T00:00:00Z"}),
        ("POST", f"/deliveries/{new['id']}/retry", {}), ("GET", f"/deliveries/{new['id']}", None),
        ("DELETE", f"/replays/{new['id']}", None), ("DELETE", f"/secrets/{new['id']}", None),
    ):  # fmt: skip
        answer = await callers.ask("K2 integrator", method, path + tail, json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND"), (method, tail)
    listed = {who: len((await callers.get(who, PATH))["items"]) for who in ("K1 integrator", "T2 integrator")}
    assert listed == {"K1 integrator": 1, "T2 integrator": 0}


async def test_an_endpoint_is_made_for_units_in_scope(callers: Callers) -> None:
    ids = {code: str(callers.world.id(code)) for code in ("T1", "K2", "C")}
    assert (await made(callers, unit_id=ids["T1"]))["unit"]["code"] == "T1"
    for code in ("K2", "C"):
        assert await refused(callers, unit_id=ids[code]) == (403, "FORBIDDEN_ACTION", [])
    unknown = "0190a5b0-0000-7000-8000-000000000000"
    assert await refused(callers, unit_id=unknown) == (422, "VALIDATION_FAILED", ["/unit_id"])


@pytest.mark.parametrize("url", HOSTILE_URLS, ids=list(HOSTILE_URLS.values()))
async def test_no_endpoint_is_made_for_a_hostile_url(callers: Callers, url: str) -> None:
    assert await refused(callers, url=url) == (422, "VALIDATION_FAILED", ["/url"])
    assert (await callers.get(WHO, PATH))["items"] == []


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"event_types": ["no.such.*"]}, "/event_types/0"),
        ({"event_types": ["ticket.*", "ticket.%"]}, "/event_types/1"),
        ({"event_types": ["*" * 20]}, "/event_types/0"),
        ({"event_types": []}, "/event_types"),
        ({"filter": {"colour": ["red"]}}, "/filter/colour"),
        ({"filter": {"level": ["1"]}}, "/filter/level/0"),
        ({"filter": {"category": []}}, "/filter/category"),
        ({"headers": {"Host": "example.org"}}, "/headers/Host"),
        ({"headers": {"webhook-id": "1"}}, "/headers/webhook-id"),
        ({"headers": {"X-Token": "a\r\nX: b"}}, "/headers/X-Token"),
        ({"headers": {"X-Token": "密"}}, "/headers/X-Token"),
        ({"headers": {"X Token": "a"}}, "/headers"),
        ({"headers": {"X-Token": 5}}, "/headers/X-Token"),
        ({"max_in_flight": 0}, "/max_in_flight"),
        ({"max_in_flight": 33}, "/max_in_flight"),
        ({"timeout_ms": 999}, "/timeout_ms"),
        ({"timeout_ms": 30_001}, "/timeout_ms"),
        ({"rate_per_second": 0}, "/rate_per_second"),
        ({"ordering_hold_seconds": -1}, "/ordering_hold_seconds"),
        ({"secret": "whsec_c2hvcnQ="}, "/secret"),
        ({"secret": "whsec_" + "A" * 88}, "/secret"),
        ({"secret": "not base64 at all, but long enough"}, "/secret"),
        ({"state": "paused"}, "/state"),
    ],
)  # fmt: skip
async def test_no_endpoint_is_made_with_wrong_settings(callers: Callers, fields: Json, pointer: str) -> None:
    assert await refused(callers, **fields) == (422, "VALIDATION_FAILED", [pointer])


async def test_the_values_of_an_endpoints_headers_are_never_shown(callers: Callers) -> None:
    new = await made(callers, headers={"X-Token": "geheim-1", "Authorization": "Bearer geheim-2"})
    changed = await callers.ask(WHO, "PATCH", f"{PATH}/{new['id']}", json={"headers": {"X-Token": "geheim-3"}})
    listed = await callers.get(WHO, PATH)
    assert new["headers"] == {"Authorization": "***", "X-Token": "***"}
    assert changed.json()["headers"] == {"X-Token": "***"}
    assert "geheim" not in f"{new} {changed.text} {listed}"
    stored = await callers.world.runtime.database.pool.fetchval("SELECT headers FROM webhook_endpoints")
    assert b"geheim" not in stored


async def test_a_secret_of_ones_own_is_taken(callers: Callers) -> None:
    own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    assert (await made(callers, secret=own))["secret"] == own


async def test_a_filter_is_kept_as_it_was_given(callers: Callers) -> None:
    given = {"category": ["urban"], "level": [1, 2], "urgency": ["critical"], "key_task": False, "unit": ["T1"]}
    new = await made(callers, filter=given)
    none: Json = {"state": None, "difficulty": None, "source": None, "problem": None}
    assert new["filter"] == {**none, **given}
    path = f"{PATH}/{new['id']}"
    changed = (await callers.ask(WHO, "PATCH", path, json={"filter": {}})).json()
    assert set(changed["filter"].values()) == {None}


async def test_settings_change_by_version(callers: Callers) -> None:
    new = await made(callers, description="平台")
    path = f"{PATH}/{new['id']}"
    first = await callers.ask(WHO, "GET", path)
    assert first.headers["etag"] == '"1"'
    assert (await callers.ask(WHO, "GET", path, headers={"If-None-Match": '"1"'})).status_code == 304

    change = {"rate_per_second": 5, "description": None, "event_types": ["ticket.*"], "ordering_hold_seconds": 60}
    changed = await callers.ask(WHO, "PATCH", path, json=change, headers={"If-Match": '"1"'})
    assert changed.headers["etag"] == '"2"'
    assert {name: changed.json()[name] for name in change} == change
    stale = await callers.ask(WHO, "PATCH", path, json={"timeout_ms": 2_000}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "STALE_VERSION")
    same = await callers.ask(WHO, "PATCH", path, json={"state": "active", "rate_per_second": 5})
    assert same.json()["version"] == 2
    gone = await callers.ask(WHO, "PATCH", path, json={"rate_per_second": None})
    assert (gone.json()["rate_per_second"], gone.json()["version"]) == (None, 3)
    stale = await callers.ask(WHO, "DELETE", path, headers={"If-Match": '"2"'})
    assert stale.status_code == 412
    assert (await callers.ask(WHO, "DELETE", path, headers={"If-Match": '"3"'})).status_code == 204
    assert (await callers.ask(WHO, "GET", path)).status_code == 404


async def test_a_change_is_judged_like_a_new_endpoint(callers: Callers) -> None:
    path = f"{PATH}/{(await made(callers))['id']}"
    for change, pointer in (
        ({"url": "https://10.0.0.1/"}, "/url"), ({"url": "http://127.0.0.1:22/"}, "/url"), ({"url": None}, "/url"),
        ({"event_types": ["nothing"]}, "/event_types/0"), ({"headers": {"Cookie": "a"}}, "/headers/Cookie"),
        ({"state": "disabled"}, "/state"), ({"unit_id": str(callers.world.id("K1"))}, "/unit_id"),
    ):  # fmt: skip
        answer = await callers.ask(WHO, "PATCH", path, json=change)
        assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer])


async def test_a_unit_has_so_many_endpoints_and_no_more(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "MOST_OF_A_UNIT", 2)
    for _ in range(2):
        await made(callers)
    assert await refused(callers) == (409, "LIMIT_REACHED", [])
    assert (await made(callers, unit_id=str(callers.world.id("T1"))))["unit"]["code"] == "T1"


async def test_the_list_is_narrowed_and_paged(callers: Callers) -> None:
    for _ in range(3):
        await made(callers)
    other = await made(callers, unit_id=str(callers.world.id("T1")))
    await callers.ask(WHO, "PATCH", f"{PATH}/{other['id']}", json={"state": "paused"})
    assert len(await callers.pages(WHO, PATH, limit=2)) == 4
    assert [item["id"] for item in (await callers.get(WHO, f"{PATH}?unit=T1"))["items"]] == [other["id"]]
    assert [item["id"] for item in (await callers.get(WHO, f"{PATH}?state=paused"))["items"]] == [other["id"]]
    assert len((await callers.get(WHO, f"{PATH}?state=active"))["items"]) == 3


# -- Paused, disabled, and back --------------------------------------------------------------------------------------


async def disable(callers: Callers, endpoint: str, reason: str = "failing") -> None:
    await callers.world.runtime.database.pool.execute(
        "UPDATE webhook_endpoints SET state = 'disabled', state_reason = $2 WHERE id = $1::text::uuid", endpoint, reason
    )


async def state(callers: Callers, endpoint: str, to: str, **more: Any) -> tuple[int, Json]:
    answer = await callers.ask(WHO, "PATCH", f"{PATH}/{endpoint}", json={"state": to, **more})
    return answer.status_code, answer.json()


async def notices(callers: Callers) -> list[str]:
    rows = await callers.world.runtime.database.pool.fetch("SELECT type FROM events ORDER BY n")
    return [row["type"] for row in rows]


async def test_an_endpoint_is_paused_and_goes_on_without_being_asked(callers: Callers, receiver: Receiver) -> None:
    new = await made(callers, url=receiver.url)
    assert (await state(callers, new["id"], "paused"))[1]["state"] == "paused"
    assert (await state(callers, new["id"], "active"))[1]["state"] == "active"
    assert receiver.received == []


async def test_a_disabled_endpoint_answers_a_ping_before_it_is_active_again(
    callers: Callers, receiver: Receiver
) -> None:
    new = await made(callers, url=receiver.url)
    await disable(callers, new["id"])
    await callers.world.runtime.database.pool.execute(
        "UPDATE webhook_health SET breaker = 'open', failing_since = now() - interval '5 days', failing_deliveries = 9"
    )
    receiver.status = 500
    status, problem = await state(callers, new["id"], "active")
    assert (status, problem["code"], problem["attempt"]["status"]) == (409, "ENDPOINT_NOT_ANSWERING", 500)
    assert (await callers.get(WHO, f"{PATH}/{new['id']}"))["state"] == "disabled"
    assert (await state(callers, new["id"], "paused"))[0] == 422

    receiver.status = 204
    status, back = await state(callers, new["id"], "active")
    assert (status, back["state"], back["state_reason"]) == (200, "active", None)
    assert [each.json()["type"] for each in receiver.received] == ["webhook.ping"] * 2
    assert await notices(callers) == ["endpoint.recovered"]
    health = (await callers.get(WHO, f"{PATH}/{new['id']}/stats"))["health"]
    assert (health["breaker"], health["failing_since"]) == ("closed", None)
    causes = [item["cause"] for item in (await callers.get(WHO, f"{PATH}/{new['id']}/deliveries"))["items"]]
    assert causes == ["ping", "ping"]


async def test_a_disabled_endpoint_is_pinged_where_it_shall_be(callers: Callers, receiver: Receiver) -> None:
    new = await made(callers)
    await disable(callers, new["id"])
    status, back = await state(callers, new["id"], "active", url=receiver.url, headers={"X-Token": "neu"})
    assert (status, back["url"]) == (200, receiver.url)
    assert [each.headers["x-token"] for each in receiver.received] == ["neu"]


async def test_an_endpoint_whose_unit_was_dissolved_stays_as_it_is(callers: Callers, receiver: Receiver) -> None:
    new = await made(callers, url=receiver.url)
    await disable(callers, new["id"], "unit_dissolved")

    for to in ("active", "paused"):
        status, problem = await state(callers, new["id"], to)
        assert (status, [error["code"] for error in problem["errors"]]) == (422, ["unit_dissolved"])
    assert receiver.received == []


async def test_whose_receiver_leads_elsewhere_is_told_to_update_the_url(callers: Callers) -> None:
    new = await made(callers)
    path, id_ = f"{PATH}/{new['id']}", UUID(new["id"])

    async def advised(redirects: int) -> list[Any]:
        async with callers.world.runtime.database.transaction() as connection:
            await save_health(connection, [Health(id_, redirects_in_a_row=redirects)])
        shown, health = await callers.get(WHO, path), (await callers.get(WHO, f"{path}/stats"))["health"]
        assert shown["advice"] == health["advice"]
        return [shown["version"], health["redirects_in_a_row"], shown["advice"]]

    assert [await advised(redirects) for redirects in (2, 3, 4, 0)] == [
        [1, 2, None], [2, 3, "update_url"], [2, 4, "update_url"], [3, 0, None],
    ]  # fmt: skip
