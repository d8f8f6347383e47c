"""Views of lists that somebody keeps, and what becomes of them when what they name is gone."""

from urllib.parse import urlencode

from escalation.actors import Role
from escalation.desk.domain.saved_views import DEFAULT_VIEWS, ListKind
from escalation.desk.usecases.saved_views import MOST_VIEWS
from tests.support.callers import Callers

VIEWS = "/v1/saved-views"


async def test_a_view_is_kept_changed_shared_and_thrown_away(callers: Callers) -> None:
    query = "state=in_progress&state=dispatched&unit=T1&sort=-updated"
    view = await callers.send("K1 office", VIEWS, name="未办结", list_kind="tickets", query=query, columns=["number"])
    path = f"{VIEWS}/{view['id']}"
    assert (view["query"], view["is_own"], view["version"], view["shared_with"]) == (query, True, 1, None)
    assert (await callers.get("K1 office", f"/v1/tickets?{view['query']}"))["items"] == []
    assert (await callers.get("K1 leader", VIEWS))["items"] == []
    assert (await callers.ask("K1 leader", "DELETE", path)).status_code == 404
    again = await callers.ask(
        "K1 office", "POST", VIEWS, json={"name": "未办结", "list_kind": "tickets", "query": "overdue=true"}
    )
    assert (again.status_code, again.json()["code"]) == (409, "DUPLICATE")

    shared = await callers.put("K1 office", path, name="本旗", list_kind="tickets", query="unit=K1", shared=True)
    assert (shared["version"], shared["shared_with"]["code"]) == (2, "K1")
    (seen,) = (await callers.get("K1 leader", VIEWS))["items"]
    assert (seen["name"], seen["is_own"], seen["faults"]) == ("本旗", False, [])
    assert (await callers.get("K2 leader", VIEWS))["items"] == []
    body = {"name": "a", "list_kind": "tickets"}
    assert (await callers.ask("K1 leader", "PUT", path, json=body)).status_code == 403
    stale = await callers.ask("K1 office", "PUT", path, json=body, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    other = await callers.ask("K1 office", "PUT", path, json=body | {"list_kind": "opinions"})
    assert other.json()["errors"][0]["pointer"] == "/list_kind"
    assert (await callers.ask("K1 office", "DELETE", path)).status_code == 204
    assert (await callers.get("K1 leader", VIEWS))["items"] == []


async def test_what_the_list_would_refuse_is_refused_and_what_it_would_refuse_by_now_says_so(callers: Callers) -> None:
    for kind, query, place in (
        ("tickets", "state=closd", "?state"), ("tickets", "colour=red", "?colour"), ("tickets", "unit=none", "?unit"),
        ("tickets", "open=true&open=true", "?open"), ("tickets", "cursor=a", "?cursor"),
        ("tickets", "level=a", "?level"),
        ("opinions", "status=gone", "?status"), ("opinions", "overdue=true", "?overdue"),
        ("tickets", "q=%ff", "/query"),
    ):  # fmt: skip
        body = {"name": "a", "list_kind": kind, "query": query}
        refused = await callers.ask("K1 office", "POST", VIEWS, json=body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, place), query
    good = await callers.send("K1 office", VIEWS, name="好", list_kind="opinions", query="status=inbox")
    bad = await callers.send("K1 office", VIEWS, name="坏", list_kind="tickets", query="level=1&unit=T1")
    await callers.world.runtime.database.pool.execute(
        "UPDATE saved_views SET query = 'unit=T9&level=1' WHERE name = '坏'"
    )
    listed = {view["id"]: view["faults"] for view in (await callers.get("K1 office", VIEWS))["items"]}
    assert listed[good["id"]] == []
    (fault,) = listed[bad["id"]]
    assert (fault["pointer"], fault["code"]) == ("?unit", "unknown_unit")
    assert fault["detail"] == "There is no such unit."


async def test_there_are_so_many_and_everybody_has_those_of_their_role(callers: Callers) -> None:
    await callers.world.runtime.database.pool.execute(
        """
        INSERT INTO saved_views (id, owner, list_kind, name, query, columns, version, created_at, updated_at)
        SELECT gen_random_uuid(), $1, 'tickets', n::text, '', '{}', 1, now(), now() FROM generate_series(1, $2) n
        """,
        (await callers.get("K1 office", "/v1/me"))["principal"], MOST_VIEWS,
    )  # fmt: skip
    refused = await callers.ask("K1 office", "POST", VIEWS, json={"name": "a", "list_kind": "tickets"})
    assert refused.json()["code"] == "LIMIT_REACHED"
    await callers.send("V1 leader", VIEWS, name="a", list_kind="tickets")
    assert set(DEFAULT_VIEWS) == set(Role)
    for role, views in DEFAULT_VIEWS.items():
        shown = (await callers.get(f"K1 {role}", VIEWS))["defaults"]
        assert [view["query"] for view in shown] == [view.query for view in views]
        for view in views:
            path = {ListKind.TICKETS: "tickets", ListKind.OPINIONS: "opinions"}[view.list_kind]
            answer = await callers.ask(f"K1 {role}", "GET", f"/v1/{path}?{view.query}")
            # What is assigned to somebody is nobody's who has no member.
            assert answer.status_code == 200 or "mine=true" in view.query, urlencode({"query": view.query})
