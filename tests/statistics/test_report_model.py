"""Random stories of many tickets: every report is what plain Python counts by going through all events."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from escalation.errors import Refusal
from escalation.kit.database.clock import read_now
from escalation.tickets.domain import default
from escalation.tickets.engine.deadlines import sweep
from escalation.verification.usecases.verify import verify
from tests.support.callers import Callers
from tests.support.makers import a_ticket, move
from tests.support.world import World

STATES: Final = default.checked(default.document()).states
ZONE: Final = ZoneInfo("Asia/Shanghai")
ORIGINS: Final = "V1", "V1", "V2", "V3", "T1", "K1", "K2"
LIMITS: Final = {"promise": "due_at", "stage": "stage_due_at"}


@dataclass(slots=True)
class Told:
    """A ticket as its events tell it, and what they tell of limits that passed and of steps up."""

    id: UUID
    origin: UUID
    columns: dict[str, Any] = field(default_factory=dict)
    state: str = ""
    at: datetime = datetime(1900, 1, 1, tzinfo=UTC)
    formed_at: datetime = datetime(1900, 1, 1, tzinfo=UTC)
    first_due: Any = None
    fulfilled_at: datetime | None = None
    breaches: list[tuple[datetime, str, UUID, int]] = field(default_factory=list)
    merged_from: list[UUID] = field(default_factory=list)
    steps: list[tuple[datetime, UUID, UUID]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return bool(self.state) and STATES[self.state].is_open

    def moment(self, name: str) -> datetime | None:
        value = self.columns.get(name)
        return datetime.fromisoformat(value) if value else None

    def running(self) -> Iterator[tuple[str, datetime]]:
        """The limits that count."""
        for kind, name in LIMITS.items():
            due = self.moment(name)
            is_kept = kind == "promise" and self.fulfilled_at is not None
            if self.is_open and due is not None and self.moment("resume_at") is None and not is_kept:
                yield kind, due

    def hear(self, event: Mapping[str, Any]) -> None:
        """Go on by one event."""
        now, changes = event["occurred_at"], event["data"]["changes"]
        self.lapse(kind_and_due for kind_and_due in self.running() if self.at < kind_and_due[1] <= now)
        if event["type"] == "ticket.escalated" and event["trigger"] == "clock":
            self.steps.append((now, UUID(self.columns["holder_unit_id"]), UUID(changes["holder_unit_id"][1])))
        if event["type"] == "ticket.reopened":
            self.fulfilled_at = self.fulfilled_at or self.moment("closed_at")
        if event["type"] == "ticket.merged_from":
            self.merged_from.append(UUID(event["data"]["from_ticket_id"]))
        if not self.columns:
            self.formed_at, self.first_due = now, changes["due_at"][1]
        before = dict(self.running())
        self.columns |= {name: pair[1] for name, pair in changes.items()}
        self.state, self.at = event["to_state"], now
        # A promise that was taken over lapsed, if it did, of the ticket that ended.
        theirs = {"promise"} if event["type"] == "ticket.merged_from" else set[str]()
        moved = {kind: due for kind, due in self.running() if before.get(kind, due) != due and kind not in theirs}
        self.lapse((kind, due) for kind, due in moved.items() if due <= now)

    def lapse(self, passed: Any) -> None:
        holder, level = UUID(self.columns["holder_unit_id"]) if self.columns else None, self.columns.get("level")
        for kind, due in passed:
            assert holder is not None
            assert level is not None
            self.breaches.append((due, kind, holder, level))


class Town:
    """Tickets to whom chance does everything that can be done."""

    def __init__(self, callers: Callers, chance: Random) -> None:
        self.callers, self.chance = callers, chance
        self.tickets: list[UUID] = []

    @property
    def world(self) -> World:
        return self.callers.world

    async def live(self, days: int) -> None:
        """Time goes by; units act or do not, the clock looks or does not."""
        for _ in range(days):
            if len(self.tickets) < 14:
                urgency = self.chance.choice(["routine", "urgent", "critical"])
                self.tickets.append(await a_ticket(self.world, self.chance.choice(ORIGINS), urgency=urgency))
            for ticket in self.tickets:
                if self.chance.random() < 0.35:
                    await self._act(ticket)
            await self.world.advance(hours=self.chance.choice([3, 20, 50, 200]))
            if self.chance.random() < 0.7:
                while (await sweep(self.world.runtime)).applied:
                    pass

    async def _act(self, ticket: UUID) -> None:
        pool = self.world.runtime.database.pool
        row = await pool.fetchrow(
            "SELECT u.code, t.state, o.code AS origin FROM tickets t JOIN units u ON u.id = t.holder_unit_id "
            "JOIN units o ON o.id = t.origin_unit_id WHERE t.id = $1", ticket,
        )  # fmt: skip
        assert row is not None
        office = self.world.actor("K2" if row["origin"] == "K2" else "K1", "office")
        holder, leader = self.world.actor(row["code"]), self.world.actor(row["code"], "leader")
        other = self.chance.choice(self.tickets)
        harder = {"urgency": self.chance.choice(["routine", "urgent", "critical"]), "reason": "重新定级。"}
        merge: tuple[Any, str, dict[str, Any]] = office, "merge", {"into_ticket_id": other}
        choices: Mapping[str, list[tuple[Any, str, dict[str, Any]]]] = {
            "registered": [(leader, "dispatch", {"unit_id": self.world.id(row["code"])})] * 6
            + [merge, (office, "reclassify", harder)],
            "dispatched": [(holder, "sign", {}), (holder, "sign", {}), merge],
            "in_progress": [(holder, "resolve", {"outcome": "solved", "reply": "已办。"})] * 3
            + [(holder, "escalate", {"reason": "太难。"}), (office, "reclassify", harder), merge],
            "result_submitted": [(leader, "audit_pass", {})] * 3 + [(leader, "audit_fail", {"reason": "未办好。"})],
            "follow_up": [(office, "confirm", {"solved": True})] * 3 + [(office, "redo", {"reason": "未解决。"})],
            "closed": [(office, "reopen", {"reason": "又坏了。"})],
        }
        if row["state"] in choices:
            actor, action, fields = self.chance.choice(choices[row["state"]])
            try:
                await move(self.world, ticket, actor, action, **fields)
            except Refusal:
                return

    async def told(self) -> list[Told]:
        """All tickets, as their events tell them."""
        pool = self.world.runtime.database.pool
        rows = await pool.fetch(
            "SELECT e.ticket_id, e.type, e.trigger, e.occurred_at, e.to_state, e.data, t.origin_unit_id FROM events e "
            "JOIN tickets t ON t.id = e.ticket_id ORDER BY e.ticket_id, e.sequence"
        )
        found: dict[UUID, Told] = {}
        for row in rows:
            found.setdefault(row["ticket_id"], Told(row["ticket_id"], row["origin_unit_id"])).hear(dict(row))
        return list(found.values())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, *(pytest.param(seed, marks=pytest.mark.torture) for seed in (0, 1))])
async def test_every_report_is_what_the_events_tell(callers: Callers, seed: int) -> None:
    town = Town(callers, Random(seed))
    await town.live(40)
    codes = {unit.id: code for code, unit in town.world.units.items()}
    whole = await town.told()
    everybody = {ticket.id: ticket for ticket in whole}
    async with town.world.runtime.database.connection() as connection:
        now = await read_now(connection)
    assert sum(len(ticket.breaches) for ticket in whole) > 10
    assert sum(len(ticket.steps) for ticket in whole) > 3
    assert any(_inherited(ticket, everybody) for ticket in whole)
    for who in ("C leader", "K1 supervisor", "T1 leader", "V1 handler"):
        seen = await _seen(callers, who)
        told = [ticket for ticket in whole if str(ticket.id) in seen]
        for since in (None, now - timedelta(days=20)):
            await _compare(callers, who, told, everybody, codes, since, now)
        await _agree(callers, who)
        for code in ("C", "K1", "T1"):
            await _compare_by_unit(callers, who, told, code, now)
    assert [each for each in (await verify(town.world.runtime)).findings if each.invariant != "I12"] == []


ALIKE: Final = {
    "ever_breached=true": ("breached", "total"), "climbed_by_clock=true": ("climbed", "total"),
    "overdue=true": ("overdue", "overdue"), "warning=red": ("overdue", "overdue"),
}  # fmt: skip
"""What lists are narrowed to, and the report that counts the same."""


async def _agree(callers: Callers, who: str) -> None:
    """Lists, what their rows say, exports, reports and the explanation of the clock give one answer."""
    rows = (await callers.get(who, "/v1/tickets?limit=200"))["items"]
    for narrowed, (report, name) in ALIKE.items():
        listed = (await callers.get(who, f"/v1/tickets?limit=200&{narrowed}"))["items"]
        exported = await callers.ask(who, "GET", f"/v1/exports/tickets?format=jsonl&{narrowed}")
        told = (await callers.get(who, f"/v1/reports/{report}"))[name]
        assert len(listed) == len(exported.text.splitlines()) == (told if name == "overdue" else told["tickets"])
        ids = {item["id"] for item in listed}
        if narrowed == "ever_breached=true":
            assert ids == {row["id"] for row in rows if row["first_breached_at"] is not None}
        if report == "overdue":
            assert ids == {row["id"] for row in rows if row["overdue"]}
    for row in rows[:6]:
        clock = await callers.get(who, f"/v1/tickets/{row['id']}/clock")
        assert clock["overdue"] == row["overdue"]


async def _seen(callers: Callers, who: str) -> set[str]:
    page = await callers.get(who, "/v1/tickets?limit=200")
    assert page["next_cursor"] is None
    return {item["id"] for item in page["items"]}


def _inherited(ticket: Told, everybody: Mapping[UUID, Told]) -> list[tuple[datetime, str, UUID, int]]:
    """What lapsed of all that was merged into a ticket."""
    ended = [everybody[id_] for id_ in ticket.merged_from]
    return [breach for each in ended for breach in each.breaches + _inherited(each, everybody)]


def _first(ticket: Told, everybody: Mapping[UUID, Told]) -> tuple[datetime, str, UUID, int]:
    lapsed = ticket.breaches + _inherited(ticket, everybody)
    return min(breach for breach in lapsed if breach[0] == ticket.moment("first_breached_at"))


async def _compare(
    callers: Callers, who: str, told: list[Told], everybody: Mapping[UUID, Told], codes: Mapping[UUID, str],
    since: datetime | None, now: datetime,
) -> None:  # fmt: skip
    begin = since or datetime(1900, 1, 1, tzinfo=UTC)
    period = f"&since={begin.isoformat().replace('+00:00', 'Z')}"
    first = [(ticket, _first(ticket, everybody)) for ticket in told if ticket.moment("first_breached_at")]
    breached = [(t, at, unit, level) for t, (at, _, unit, level) in first if at >= begin]
    lapsed = [(t, at, unit, level) for t in told for at, _, unit, level in t.breaches if at >= begin]
    climbed = [(t, at, to, None) for t in told for at, _, to in t.steps if at >= begin]
    for report, count, facts in (("breached", "tickets", breached), ("lapsed", "lapses", lapsed)):
        by = {
            "origin": Counter(codes[t.origin] for t, *_ in facts),
            "lapse": Counter(codes[unit] for _, _, unit, _ in facts),
            "level": Counter(str(level) for *_, level in facts),
            "holder": Counter(codes[UUID(t.columns["holder_unit_id"])] for t, *_ in facts),
            "state": Counter(t.state for t, *_ in facts),
            "urgency": Counter(t.columns["urgency"] for t, *_ in facts),
            "month": Counter(f"{at.astimezone(ZONE):%Y-%m}" for _, at, *_ in facts),
            "week": Counter(f"{at.astimezone(ZONE):%G-W%V}" for _, at, *_ in facts),
        }
        for group_by, expected in by.items():
            assert await _counts(callers, who, f"{report}?group_by={group_by}{period}", count) == expected, group_by
    steps = Counter(codes[to] for _, _, to, _ in climbed)
    assert await _counts(callers, who, f"climbed?group_by=climbed_to{period}", "steps") == steps
    await _compare_now(callers, who, told, everybody, codes, period, begin, now)


async def _compare_now(
    callers: Callers, who: str, told: list[Told], everybody: Mapping[UUID, Told], codes: Mapping[UUID, str],
    period: str, begin: datetime, now: datetime,
) -> None:  # fmt: skip
    """What is late now, and what was closed in time."""
    late = Counter(codes[UUID(t.columns["holder_unit_id"])] for t in told if any(due <= now for _, due in t.running()))
    assert await _counts(callers, who, "overdue?group_by=holder", "overdue") == late
    closed = [t for t in told if (at := t.moment("closed_at")) is not None and at >= begin]
    kept = [t for t in closed if (t.fulfilled_at or t.moment("closed_at") or now) <= (t.moment("due_at") or now)]
    broken = [t for t in told if any(kind == "promise" and begin <= due <= now for kind, due in t.running())]
    answer = (await callers.get(who, f"/v1/reports/on-time?group_by=origin{period}"))["total"]
    assert (answer["closed_in_all"], answer["closed_on_time"]) == (len(closed), len(kept))
    assert answer["open_late"] == len(broken)
    in_time = [
        t for t in (*closed, *broken)
        if not any(kind == "stage" for _, kind, *_ in t.breaches + _inherited(t, everybody))
    ]  # fmt: skip
    assert answer["stages_on_time"] == len(in_time)


async def _counts(callers: Callers, who: str, asked: str, count: str) -> dict[str, int]:
    answer = await callers.get(who, f"/v1/reports/{asked}")
    return {group["key"]: group[count] for group in answer["items"]}


async def _compare_by_unit(callers: Callers, who: str, told: list[Told], code: str, now: datetime) -> None:
    """The report of a unit and those directly below it: where tickets lie now, and what became of them day by day."""
    units = callers.world.units
    path = units[code].path
    of = {
        unit.id: unit.path.removeprefix(path).partition("/")[0] for unit in units.values() if unit.path.startswith(path)
    }
    names = {
        unit.path.removeprefix(path).partition("/")[0]: unit.code
        for unit in units.values()
        if unit.parent_id == units[code].id
    }
    listed = {item["id"]: item for item in (await callers.get(who, "/v1/tickets?limit=200"))["items"]}
    first = now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=29)
    expected: dict[str, Counter[str]] = {below: Counter() for below in ("", *names)}
    for ticket in told:
        item, holder = listed[str(ticket.id)], UUID(ticket.columns["holder_unit_id"])
        if ticket.is_open and holder in of:
            is_soon = item["warning"] in {"yellow", "orange"} and not item["overdue"]
            expected[of[holder]] += Counter(in_hand=1, overdue=item["overdue"], due_soon=is_soon, stuck=item["stuck"])
        closed_at, due = ticket.moment("closed_at"), ticket.moment("due_at") or now
        is_broken = any(kind == "promise" and first <= at <= now for kind, at in ticket.running())
        if ticket.origin in of and (is_broken or (closed_at is not None and closed_at >= first)):
            in_time = closed_at is not None and (ticket.fulfilled_at or closed_at) <= due
            expected[of[ticket.origin]] += Counter(tickets=1, closed_on_time=in_time)
    report = await callers.get(who, f"/v1/reports/by-unit?unit={code}")
    shown = {item["code"]: item["figures"] for item in report["items"]}
    for below, figures in (("", report["own"]), *((below, shown[named]) for below, named in names.items())):
        assert {name: figures[name] for name in NAMES} == {name: expected[below][name] for name in NAMES}, (who, code)
        share = figures["closed_on_time"] / figures["tickets"] if figures["tickets"] else None
        assert figures["share_on_time"] == (None if share is None else round(share, 4))
    period = f"since={report['since']}", f"until={report['until']}"
    for below, figures in {code: report["total"]["figures"], **shown}.items():
        await _lists_agree(callers, who, below, figures, period)
    whole = sum(expected.values(), Counter())
    assert {name: report["total"]["figures"][name] for name in NAMES} == {name: whole[name] for name in NAMES}
    theirs = [ticket for ticket in told if ticket.origin in of]
    for n, day in enumerate(report["days"]):
        start, end = first + timedelta(days=n), first + timedelta(days=n + 1)
        closed = [at for ticket in theirs if (at := ticket.moment("closed_at")) and start <= at < end]
        late = [
            ticket for ticket in theirs
            if (since := ticket.moment("first_breached_at")) and since < end
            and (at >= end if (at := ticket.moment("closed_at")) else ticket.is_open)
        ]  # fmt: skip
        received = [ticket for ticket in theirs if start <= ticket.formed_at < end]
        assert day == {
            "day": f"{start:%Y-%m-%d}", "received": len(received), "closed": len(closed), "late": len(late)
        }, (who, code)  # fmt: skip
    assert len(report["days"]) == 30


NAMES: Final = "in_hand", "overdue", "due_soon", "stuck", "tickets", "closed_on_time"


async def _lists_agree(
    callers: Callers, who: str, code: str, figures: Mapping[str, int], period: tuple[str, str]
) -> None:
    """Each figure of a unit is as many tickets as the list has that it leads to."""
    held, counted = f"held_in={code}&open=true", "&".join(f"counted_{bound}" for bound in period)
    leads_to = {
        "in_hand": held, "overdue": f"{held}&overdue=true", "due_soon": f"{held}&warning=yellow&warning=orange",
        "stuck": f"{held}&stuck=true", "tickets": f"received_in={code}&{counted}",
        "closed_on_time": f"received_in={code}&{counted}&closed_on_time=true",
    }  # fmt: skip
    asked = [name for name in NAMES if figures[name]] + [name for name in NAMES if not figures[name]][:1]
    for name in asked:
        page = await callers.get(who, f"/v1/tickets?limit=200&{leads_to[name]}")
        assert (len(page["items"]), page["next_cursor"]) == (figures[name], None), (who, code, name)
