"""One predicate everywhere: what somebody finds in a list is what they can open, count, and do something with."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from itertools import cycle

import pytest
from fastapi import FastAPI

from escalation.actors import Role
from escalation.kit.database.ids import new_id
from escalation.tickets.domain.work import WorkKind
from tests.support.built_district import BuiltDistrict
from tests.support.callers import Json
from tests.support.canaries import secrets_told, words_told
from tests.support.crawl import WITH_EVERYTHING
from tests.support.district import District, Opinion
from tests.support.fingerprints import unchanged
from tests.support.good_requests import ROUTES
from tests.support.roles import TwoRoles
from tests.support.told import Told
from tests.support.visibility_rules import Eyes

EVERYBODY = (
    "C office", "C admin", "K1 leader", "K1 handler", "K1 admin", "K1-JT handler", "K1-SL handler", "K2 leader",
    "T1 leader", "T2 integrator", "V2 handler", "V3 leader",
)  # fmt: skip
MORE = {"C admin", "K1 leader", "K1-SL handler", "K2 leader", "V2 handler"}
"""Who sees what others of their sort see as well: they are asked when there is time."""
ASKED = [pytest.param(who, marks=[pytest.mark.torture] if who in MORE else []) for who in EVERYBODY]
OF_A_TICKET = ("", "/actions", "/clock", "/events", "/form", "/hand-overs", "/joint-tasks", "/orders", "/requests")
ENDPOINTS = "/v1/webhook-endpoints"
ALL = "/v1/tickets?limit=200&sort=-created&count=capped"


@pytest.fixture(scope="module")
async def district(pool: TwoRoles, composed: FastAPI, built_district: BuiltDistrict) -> District:
    """Shared: nobody changes anything."""
    return await built_district.again(pool, composed)


@pytest.fixture(scope="module", params=ASKED)
def who(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def eyes(who: str) -> Eyes:
    return Eyes.of(who)


@pytest.fixture(scope="module")
async def told(built_district: BuiltDistrict, district: District, who: str) -> Told:
    return await built_district.told_to(who, district)


def assert_one_predicate_on_tickets(district: District, eyes: Eyes, told: Told) -> None:
    """Listed, opened with all that belongs to it, and counted: the same tickets."""
    seen = {ticket.id for ticket in district.tickets if eyes.ticket(ticket)}
    ids = [ticket.id for ticket in district.tickets]
    assert told.listed("/v1/tickets?limit=7") == told.listed(ALL) == seen
    assert told.answers[ALL].json()["total"] == str(len(seen))
    for part in OF_A_TICKET:
        assert told.opened(f"/v1/tickets/{{}}{part}", ids) == seen, part


def assert_one_predicate_on_opinions(district: District, eyes: Eyes, told: Told) -> None:
    """The three lists have what can be opened, and likeness shows nothing else."""
    seen = {opinion.id for opinion in district.opinions if eyes.opinion(opinion)}
    ids = [opinion.id for opinion in district.opinions]
    assert told.opened("/v1/opinions/{}", ids) == seen
    assert _listed(district, told, lambda opinion: f"/v1/opinions?{_QUERIES[opinion.status]}") == seen
    alike = [asked for asked in told.items if "similar_to" in asked]
    assert [asked for asked in alike if not told.listed(asked) <= seen] == []
    open_ = {asked.partition("=")[2][:36] for asked in alike if told.answers[asked].status_code == 200}
    assert open_ == seen & {opinion.id for opinion in district.opinions[::6]}
    of_tickets = {asked for asked in told.answers if "?ticket=" in asked and told.answers[asked].is_success}
    assert {asked.partition("=")[2][:36] for asked in of_tickets} == {
        ticket.id for ticket in district.tickets if eyes.ticket(ticket)
    }


_QUERIES = {"inbox": "limit=7", "attached": "limit=200&status=attached", "dismissed": "limit=200&status=dismissed"}


def _listed(district: District, told: Told, asked: Callable[[Opinion], str]) -> set[str]:
    return {opinion.id for opinion in district.opinions if opinion.id in told.listed(asked(opinion))}


def test_the_tickets_of_a_list_are_those_that_can_be_opened_and_counted(
    district: District, eyes: Eyes, told: Told
) -> None:
    assert_one_predicate_on_tickets(district, eyes, told)


def test_the_opinions_of_the_lists_are_those_that_can_be_opened(district: District, eyes: Eyes, told: Told) -> None:
    assert_one_predicate_on_opinions(district, eyes, told)


def test_nothing_that_is_told_has_a_word_of_what_is_not_seen(district: District, eyes: Eyes, told: Told) -> None:
    assert (words_told(told), secrets_told(told, district)) == (eyes.words(district), [])


def test_the_report_counts_the_tickets_of_the_overdue_list(told: Told) -> None:
    overdue = {item["id"] for item in told.items[ALL] if item["overdue"]}
    assert told.listed("/v1/tickets?limit=200&overdue=true") == overdue
    for group_by in ("unit", "level", "category"):
        report = told.answers[f"/v1/reports/overdue?group_by={group_by}"].json()
        assert report["overdue"] == sum(group["overdue"] for group in report["items"]) == len(overdue), group_by


def test_what_waits_is_counted_as_it_is_listed_and_can_be_opened(district: District, eyes: Eyes, told: Told) -> None:
    seen = {ticket.id for ticket in district.tickets if eyes.ticket(ticket)}
    counted = {item["kind"]: item["count"] for item in told.answers["/v1/work"].json()["items"]}
    listed = {kind.value: told.items[f"/v1/work/{kind.value}"] for kind in WorkKind}
    assert counted == {kind: str(len(items)) for kind, items in listed.items()}
    assert {item["ticket"]["id"] for items in listed.values() for item in items} <= seen


def test_a_page_of_a_ticket_has_what_the_addresses_of_its_parts_tell(
    district: District, eyes: Eyes, told: Told
) -> None:
    for ticket in filter(eyes.ticket, district.tickets):
        path = f"/v1/tickets/{ticket.id}"
        page = told.answers[f"{path}?{WITH_EVERYTHING}"].json()
        included = page.pop("included")
        alone = told.answers[path].json()
        assert page | {"seconds_left": 0} == alone | {"seconds_left": 0}
        for part in ("attachments", "hand_overs", "joint_tasks", "requests", "orders", "events", "actions"):
            assert included[part] == told.answers[f"{path}/{part.replace('_', '-')}"].json(), part
        # What comes next is said with its minute, which may have passed in between.
        assert included["clock"]["sentences"][:-1] == told.answers[f"{path}/clock"].json()["sentences"][:-1]
        opinions = {opinion.id for opinion in district.opinions if opinion.ticket == ticket and eyes.opinion(opinion)}
        assert {opinion["id"] for opinion in included["opinions"]["items"]} == opinions
        assert told.listed(f"/v1/opinions?ticket={ticket.id}&limit=2") == opinions


def test_files_and_shares_are_of_the_tickets_of_the_list(told: Told) -> None:
    listed = told.items[ALL]
    file = told.answers["/v1/exports/tickets?format=csv"].content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file, newline="")))
    assert [(row["Id"], row["Title"]) for row in rows] == [(item["id"], item["title"]) for item in listed]
    hops = told.answers["/v1/exports/hand-overs?format=jsonl"].text.splitlines()
    assert {json.loads(line)["ticket_id"] for line in hops} <= {item["id"] for item in listed}
    total = told.answers["/v1/reports/on-time?since=2000-01-01T00:00:00Z"].json()["total"]
    assert total["closed_in_all"] == len([item for item in listed if item["closed_at"]])


def test_attachments_are_fetched_and_listed_by_who_sees_what_they_hang_on(
    district: District, eyes: Eyes, told: Told
) -> None:
    seen = {attachment.id for attachment in district.attachments if eyes.attachment(attachment)}
    ids = [attachment.id for attachment in district.attachments]
    things = [*(ticket.id for ticket in district.tickets), *(opinion.id for opinion in district.opinions)]
    listed = {id_ for thing in things for kind in _KINDS for id_ in told.listed(f"/v1/{kind}/{thing}/attachments")}
    assert len(ids) > 20
    assert told.opened("/v1/attachments/{}", ids) == told.opened("/v1/attachments/{}/content", ids) == listed == seen


_KINDS = "tickets", "opinions"


def test_a_filter_by_unit_narrows_and_never_widens(told: Told) -> None:
    assert told.listed("/v1/tickets?q=路灯&unit=K1") <= told.listed(ALL)
    assert told.listed("/v1/opinions?unit=T1") <= told.listed("/v1/opinions?limit=7")
    whole = told.answers["/v1/reports/overdue?group_by=unit"].json()["overdue"]
    by_unit = told.answers["/v1/reports/by-unit?unit=C"].json()
    assert by_unit["total"]["figures"]["overdue"] == whole
    assert by_unit["own"]["overdue"] + sum(item["figures"]["overdue"] for item in by_unit["items"]) == whole
    assert told.answers["/v1/reports/overdue?unit=K1"].json()["overdue"] <= whole


def test_operations_are_listed_and_opened_with_their_receipts_alike(district: District, eyes: Eyes, told: Told) -> None:
    seen = {operation.id for operation in district.operations if eyes.operation(operation)}
    ids = [operation.id for operation in district.operations]
    assert told.listed("/v1/operations?limit=1") == told.opened("/v1/operations/{}", ids) == seen
    assert told.opened("/v1/operations/{}/receipts?limit=1", ids) == seen


def test_members_and_teams_are_listed_and_opened_alike(district: District, eyes: Eyes, told: Told) -> None:
    members = {member.id for member in district.members if eyes.member(member)}
    teams = {team.id for team in district.teams if eyes.team(team)}
    assert told.opened("/v1/members/{}", [member.id for member in district.members]) == members
    assert told.listed("/v1/members?limit=2") == told.listed("/v1/members?q=canary") == members
    assert told.opened("/v1/teams/{}", [team.id for team in district.teams]) == teams
    assert told.listed("/v1/teams?limit=1") == teams


def test_keys_are_listed_for_those_who_may_end_them(district: District, eyes: Eyes, told: Told) -> None:
    ours = {key.id for key in district.keys}
    assert told.listed("/v1/keys?limit=200") & ours == {key.id for key in district.keys if eyes.key(key)}


def test_endpoints_are_listed_and_opened_alike_by_those_who_may_set_them_up(
    district: District, who: str, eyes: Eyes, told: Told
) -> None:
    seen = {endpoint.id for endpoint in district.endpoints if eyes.endpoint(endpoint)}
    assert told.listed("/v1/webhook-endpoints?limit=2") == seen
    refusal = 404 if eyes.role in {"integrator", "admin"} else 403
    for part in ("", "/secrets", "/deliveries?limit=1", "/dead", "/stats"):
        statuses = {each.id: told.answers[f"{ENDPOINTS}/{each.id}{part}"].status_code for each in district.endpoints}
        assert statuses == {each.id: 200 if each.id in seen else refusal for each in district.endpoints}, (who, part)
    for each in district.endpoints:
        for event in each.events[:1]:
            status = told.answers[f"{ENDPOINTS}/{each.id}/deliveries/{event}"].status_code
            assert status == (200 if each.id in seen else refusal)


def test_the_tree_is_no_secret(district: District, told: Told) -> None:
    units = [district.id(code) for code in district.callers.world.units]
    assert told.listed("/v1/units?limit=200") == told.opened("/v1/units/{}", units) == set(units)


async def test_what_is_not_seen_cannot_be_acted_on(district: District, who: str, eyes: Eyes) -> None:
    unseen: list[tuple[str, str, Json]] = [
        *(
            (f"/v1/tickets/{ticket.id}/transitions", "POST", {"action": "comment", "text": "x"})
            for ticket in district.tickets
            if not eyes.ticket(ticket)
        ),
        *(
            (f"/v1/opinions/{opinion.id}/{act}", "POST", {"reason": "x"})
            for opinion, act in zip(district.opinions, cycle(("contact", "dismiss")), strict=False)
            if not eyes.opinion(opinion)
        ),
        *((f"/v1/members/{each.id}", "PATCH", {"rank": "staff"}) for each in district.members if not eyes.member(each)),
        *((f"/v1/keys/{key.id}", "DELETE", {}) for key in district.keys if not eyes.key(key)),
        *(
            (f"{ENDPOINTS}/{endpoint.id}{part}", method, {})
            for endpoint in district.endpoints
            for part, method in (("", "PATCH"), ("", "DELETE"), ("/ping", "POST"), ("/secrets", "POST"))
            if not eyes.endpoint(endpoint)
        ),
    ]
    await district.callers.key(who)
    async with unchanged(district.callers.world):
        for path, method, body in unseen:
            expected = 404 if _may_try(method, path, eyes.role) else 403
            answer = await district.callers.ask(who, method, path, json=body)
            assert answer.status_code == expected, f"{method} {path} {answer.text}"


def _may_try(method: str, path: str, role: str) -> bool:
    """Whether somebody with this role is let in at all."""
    collection, act = path.split("/")[2], path.split("/")[4:]
    name = {"tickets": "ticket", "opinions": "opinion", "members": "member", "keys": "key",
            "webhook-endpoints": "endpoint"}[collection]  # fmt: skip
    route = "/".join(["/v1", collection, f"{{{name}_id}}", *act])
    return Role(role) in ROUTES[f"{method} {route}"].roles


async def test_what_is_not_seen_is_answered_like_what_is_not_there(district: District) -> None:
    who = "V3 leader"
    eyes = Eyes.of(who)
    ticket = next(each.id for each in district.tickets if not eyes.ticket(each))
    opinion = next(each.id for each in district.opinions if not eyes.opinion(each))
    tasks = await district.callers.get("C admin", f"/v1/tickets/{district.tickets[7].id}/joint-tasks")
    asked = district.cases[-1].id
    requests, orders = [
        (await district.callers.get("C admin", f"/v1/tickets/{asked}/{part}"))["items"]
        for part in ("requests", "orders")
    ]
    form: Json = {"urgency": "routine", "difficulty": "simple"}
    own = next(each.id for each in district.tickets if each.ties == {"V3"} and each.about is None)
    pairs: Sequence[tuple[str, str, str, Callable[[str], Json]]] = [
        ("GET", "/v1/tickets/{}", ticket, lambda _: {}),
        ("GET", "/v1/tickets/{}/events", ticket, lambda _: {}),
        ("GET", "/v1/opinions/{}", opinion, lambda _: {}),
        ("GET", "/v1/opinions?similar_to={}", opinion, lambda _: {}),
        ("GET", "/v1/opinions?ticket={}", ticket, lambda _: {}),
        ("GET", "/v1/operations/{}/receipts", district.operations[0].id, lambda _: {}),
        ("GET", "/v1/members/{}", district.members[5].id, lambda _: {}),
        ("GET", "/v1/teams/{}", district.teams[0].id, lambda _: {}),
        ("POST", "/v1/joint-tasks/{}/report", tasks["items"][0]["id"], lambda _: {"result": "x"}),
        ("POST", "/v1/requests/{}/decision", requests[0]["id"], lambda _: {"approve": True}),
        ("POST", "/v1/orders/{}/answer", orders[0]["id"], lambda _: {"text": "x"}),
        ("POST", "/v1/tickets", opinion, lambda id_: {**form, "opinion_ids": [id_]}),
        ("POST", f"/v1/tickets/{own}/transitions", ticket, lambda id_: {"action": "merge", "into_ticket_id": id_}),
    ]
    for method, path, id_, body in pairs:
        there = await district.callers.ask(who, method, path.format(id_), json=body(id_))
        nowhere = str(new_id())
        not_there = await district.callers.ask(who, method, path.format(nowhere), json=body(nowhere))
        assert there.status_code in {404, 422}, path
        assert _without_its_id(there.json()) == _without_its_id(not_there.json()), path


def _without_its_id(problem: Json) -> Json:
    return {**problem, "request_id": ""}


# -- The net holds something -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
async def told_too_much(built_district: BuiltDistrict, district: District) -> Told:
    return await built_district.told_too_much("V3 leader", district)


@pytest.mark.parametrize(
    "check", [assert_one_predicate_on_tickets, assert_one_predicate_on_opinions], ids=["tickets", "opinions"]
)
def test_a_predicate_that_lets_everything_pass_is_noticed(
    district: District, told_too_much: Told, check: Callable[[District, Eyes, Told], None]
) -> None:
    with pytest.raises(AssertionError):
        check(district, Eyes.of("V3 leader"), told_too_much)
