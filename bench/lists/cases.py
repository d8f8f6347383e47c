"""Which lists are measured, and what would one write by hand for each? Two queries, of which the faster one counts.

One reads the ranges of the listings with the filter in them; the other one asks the table of tickets by the paths of
the caller's scope, and PostgreSQL may scan and sort as it likes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bench.costs.page_by_hand import LIMIT
from bench.lists.fill import BEGAN, MEMBER
from escalation.actors import Actor, Role
from escalation.kit.runtime.subtree import end_of
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.ticket_listings import serial_of


@dataclass(frozen=True, slots=True)
class Case:
    """A list: its filters, its order, and the condition as SQL over listings or tickets `t`."""

    filters: Filters
    sort: Sort = Sort.DUE
    sql: str = "true"
    of_ticket: bool = False


NOW: Final = "(SELECT clock_timestamp() + advanced_by FROM clock)"
SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Before all that is filled in: a filter that leaves everything."""
HOUR: Final = BEGAN + timedelta(days=30)
"""The beginning of an hour in which some were created."""
CASES: Final[Mapping[str, Case]] = {
    "all": Case(Filters()),
    "overdue": Case(Filters(overdue=True), sql=f"t.is_open AND t.next_due_at <= {NOW}"),
    "stuck": Case(Filters(stuck=True), sql="t.stuck"),
    "yellow": Case(Filters(warnings=("yellow",)), sql=f"t.is_open AND t.warning = 'yellow' AND t.next_due_at > {NOW}"),
    "a state": Case(Filters(states=("in_progress",), halves=frozenset({True})), sql="t.state = 'in_progress'"),
    "a category nobody has": Case(Filters(category="none"), sql="t.category = 'none'"),
    "critical, of towns": Case(Filters(urgency="critical", level=2), sql="t.urgency = 'critical' AND t.level = 2"),
    "open, newest": Case(Filters(open=True), Sort.CREATED, "t.is_open"),
    "changed since": Case(Filters(updated_since=SINCE), Sort.UPDATED, f"t.updated_at >= '{SINCE.isoformat()}'"),
    "a rare category": Case(Filters(category="rare"), sql="t.category = 'rare'"),
    "a member's": Case(Filters(assignee_id=MEMBER), sql=f"t.assignee_id = '{MEMBER}'", of_ticket=True),
    "created in an hour": Case(
        Filters(created_since=HOUR, created_until=HOUR + timedelta(hours=1)),
        sql=f"t.created_at >= '{HOUR.isoformat()}' AND t.created_at < '{(HOUR + timedelta(hours=1)).isoformat()}'",
    ),
    "words": Case(Filters(q="路灯不亮 77"), sql="strpos(t.title, '路灯不亮 77') > 0", of_ticket=True),
}
_ORDERS: Final = {
    Sort.DUE: ("next_due_at", ""),
    Sort.CREATED: ("created_at", "DESC"),
    Sort.UPDATED: ("updated_at", ""),
    Sort.UPDATED_LAST: ("updated_at", "DESC"),
}
_UNITS: Final = " ".join(
    f"LEFT JOIN units {unit} ON {unit}.id = t.{unit}_unit_id" for unit in ("holder", "origin", "handler", "dispatcher")
)
_NAMED: Final = ", ".join(f"{unit}.code, {unit}.name" for unit in ("holder", "origin", "handler", "dispatcher"))


def by_listings(case: Case, actor: Actor) -> str:
    """The ranges of the caller's unit, merged."""
    order, way = _ORDERS[case.sort]
    relations = (2, 3, 4) if actor.role is Role.HANDLER else (1, 2, 3, 4)
    looked_at = "JOIN tickets x ON x.id = l.ticket_id" if case.of_ticket else ""
    sql = case.sql.replace("t.", "x." if case.of_ticket else "l.")
    ranges = " UNION ALL ".join(
        f"""(SELECT l.ticket_id AS id, l.{order} AS place FROM ticket_listings l {looked_at}
             WHERE l.unit_serial = {serial_of(actor.unit_path)} AND l.mark = 0 AND l.relation = {relation} AND {half}
               AND l.{order} IS NOT NULL AND {sql} ORDER BY l.{order} {way}, l.ticket_id {way} LIMIT {LIMIT + 1})"""
        for relation in relations
        for half in ("l.is_open", "NOT l.is_open")
    )
    return f"""
    SELECT t.*, {_NAMED} FROM (SELECT * FROM ({ranges}) r ORDER BY place {way}, id {way} LIMIT {LIMIT + 1}) l
    JOIN tickets t ON t.id = l.id {_UNITS} ORDER BY l.place {way}, l.id {way}
    """


def by_tickets(case: Case, actor: Actor) -> str:
    """The table of tickets itself, by the paths of holders and origins."""
    order, way = _ORDERS[case.sort]
    path, end = actor.unit_path, end_of(actor.unit_path)
    if actor.role is Role.HANDLER:
        own = ("holder", "origin", "handler", "dispatcher", "sender")
        seen = " OR ".join(f"t.{tie}_unit_id = '{actor.unit_id}'" for tie in own)
    else:
        seen = " OR ".join(f"t.{tie}_path >= '{path}' AND t.{tie}_path < '{end}'" for tie in ("holder", "origin"))
    return f"""
    SELECT t.*, {_NAMED} FROM (
      SELECT * FROM tickets t WHERE ({seen}) AND {case.sql} ORDER BY t.{order} {way}, t.id {way} LIMIT {LIMIT + 1}
    ) t {_UNITS} ORDER BY t.{order} {way}, t.id {way}
    """
