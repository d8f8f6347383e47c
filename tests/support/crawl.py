"""What is told to somebody who asks for everything there is, by every way there is to ask?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from escalation.forms.usecases.ticket_page import TicketPart
from escalation.tickets.domain.work import WorkKind
from tests.support.callers import Callers, Json
from tests.support.district import District
from tests.support.route_inventory import DESCRIBED, Operation
from tests.support.told import Told

NOBODYS = "01890a5d-ac96-774b-bcce-b302099a8057"
"""What is somebody's alone has no id that others know."""
NOT_IN_THE_DISTRICT = (
    "entry_id", "row_id", "visit_id", "plan_id", "meeting_id", "decision_id", "round_id", "sorting_round_id",
    "sample_id", "check_id", "survey_id", "call_id", "alarm_id", "bulletin_id",
    "group_id",
)  # fmt: skip
"""Of these the district has none: who sees them is asked in `test_access_matrix`."""
WITH_EVERYTHING = "&".join(f"include={part}" for part in TicketPart)
QUERIES: Mapping[str, Sequence[str]] = {
    "GET /v1/tickets": (
        "limit=7",
        "limit=200&sort=-created&count=capped",
        "limit=200&overdue=true",
        "q=路灯&unit=K1",
        "view=row",
    ),
    "GET /v1/tickets/{ticket_id}": ("", WITH_EVERYTHING),
    "GET /v1/tickets/{ticket_id}/actions/{action}/candidates": ("field=into_ticket_id",),
    "GET /v1/opinions": ("limit=7", "limit=200&status=attached", "limit=200&status=dismissed", "unit=T1"),
    "GET /v1/reports/overdue": ("group_by=unit", "group_by=level", "group_by=category", "unit=K1"),
    "GET /v1/reports/breached": ("group_by=origin", "group_by=lapse", "group_by=category"),
    "GET /v1/reports/lapsed": ("group_by=lapse", "group_by=week"),
    "GET /v1/reports/climbed": ("group_by=climbed_to",),
    "GET /v1/reports/by-unit": ("unit=C", "unit=K1", "unit=T1"),
    "GET /v1/reports/on-time": ("since=2000-01-01T00:00:00Z",),
    "GET /v1/exports/tickets": ("format=csv", "format=jsonl&state=dispatched"),
    "GET /v1/exports/hand-overs": ("format=jsonl",),
    "GET /v1/exports/opinions": ("format=jsonl", "format=csv&status=inbox&about=true"),
    "GET /v1/exports/members": ("format=jsonl",),
    "GET /v1/exports/events": ("format=jsonl",),
    "GET /v1/staffing-gaps": ("limit=2", "kind=team_without_leader"),
    "GET /v1/operations": ("limit=1",),
    "GET /v1/operations/{operation_id}/receipts": ("limit=1",),
    "GET /v1/members": ("limit=2", "q=canary", "unit=V1"),
    "GET /v1/teams": ("limit=1", "unit=K1"),
    "GET /v1/keys": ("limit=200", "unit=V1"),
    "GET /v1/units": ("limit=200",),
    "GET /v1/submissions/units": ("q=单位",),
    "GET /v1/categories/suggest": ("text=路灯",),
    "GET /v1/policies/{version}/applying-limit": (
        "level=2&urgency=urgent&difficulty=hard&at=2026-03-02T01:00:00Z&unit=T1&stage=handle",
    ),
    "GET /v1/events": ("limit=50", "type=opinion.*&limit=500", "after=latest"),
    "GET /v1/events/stream": ("seconds=0&after=earliest", "seconds=0&after=earliest&type=ticket.*"),
    "GET /v1/webhook-endpoints": ("limit=2", "limit=200&unit=T1"),
    "GET /v1/webhook-endpoints/{endpoint_id}/deliveries": ("limit=1",),
}
"""What is asked of a path; pages are followed to the end."""


async def crawl(callers: Callers, district: District, who: str) -> Told:
    """Ask every question that takes no change."""
    told = Told()
    for operation in DESCRIBED:
        if operation.method == "GET":
            for path in _paths(operation, district):
                for query in _queries(operation, district):
                    await _follow(callers, who, f"{path}?{query}" if query else path, told)
    return told


def _paths(operation: Operation, district: District) -> Iterator[str]:
    ids: dict[str, list[str]] = {
        "ticket_id": [each.id for each in district.tickets],
        "opinion_id": [each.id for each in district.opinions],
        "attachment_id": [each.id for each in district.attachments],
        "token": ["none"],
        "code": ["urban.streets"],
        "service_code": ["urban.streets"],
        "service_request_id": [each.id for each in district.opinions],
        "format": ["json", "xml"],
        "operation_id": [each.id for each in district.operations],
        "member_id": [each.id for each in district.members],
        "team_id": [each.id for each in district.teams],
        "point_id": [each.id for each in district.contact_points],
        "unit_id": [district.id(code) for code in district.callers.world.units],
        "action": ["merge"],
        "draft_id": [NOBODYS],
        "channel_id": [NOBODYS],
        **{name: [NOBODYS] for name in NOT_IN_THE_DISTRICT},
        "kind": [kind.value for kind in WorkKind],
        "version": ["1"],
        "endpoint_id": [each.id for each in district.endpoints],
        "event_id": [each.events[0] for each in district.endpoints],
        "report": ["lapsed", "breached", "climbed", "overdue"],
        "event_type": ["ticket.created", "opinion.received"],
    }
    names = list(operation.takes("path"))
    for chosen in product(*(ids[name] for name in names)):
        yield operation.path.format(**dict(zip(names, chosen, strict=True)))


def _queries(operation: Operation, district: District) -> Iterator[str]:
    yield from QUERIES.get(str(operation), ("",))
    if "similar_to" in operation.takes("query"):
        yield from (f"similar_to={opinion.id}&limit=200" for opinion in district.opinions[::6])
    # Of a stream it is the ticket by which a browser may listen.
    if "ticket" in operation.takes("query") and not operation.path.endswith("/stream"):
        yield from (f"ticket={ticket.id}&limit=2" for ticket in district.tickets)


async def _follow(callers: Callers, who: str, asked: str, told: Told) -> None:
    """An answer, and all the pages behind it."""
    address: str | None = asked
    while address is not None:
        answer = told.answers[address] = await callers.ask(who, "GET", address)
        is_page = answer.is_success and answer.content.startswith(b'{"items":')
        page = answer.json() if is_page else {"items": [], "next_cursor": None}
        told.items.setdefault(asked, []).extend(page["items"])
        following = _following(page)
        address = f"{asked}&{following}" if following else None


def _following(page: Json) -> str | None:
    """What to ask for the page behind this one. The feed has no last page, but an end for now."""
    if "has_more" in page:
        return f"after={page['next']}" if page["has_more"] else None
    cursor = page.get("next_cursor")
    return f"cursor={cursor}" if cursor else None
