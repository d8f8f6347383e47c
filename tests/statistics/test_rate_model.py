"""Rates of random stories are what plain Python counts, ticket by ticket, for whoever asks and of whichever unit."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from escalation.errors import Refusal
from escalation.kit.database.clock import read_now
from escalation.tickets.engine.deadlines import sweep
from tests.statistics.test_report_model import Town
from tests.support.callers import Callers
from tests.support.makers import a_ticket, move

BASES: Final = "closed", "due", "dispatched"
EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


class CallingTown(Town):
    """Here citizens are called, rate, and are not reached."""

    async def return_one(self) -> None:
        """A village is given what is not its own, and says so."""
        world, leader, village = self.world, self.world.actor("T1", "leader"), self.world.actor("V1")
        self.tickets.append(ticket := await a_ticket(world, "T1"))
        await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
        objection = {"reason_code": "not_ours", "reason": "不属本村。", "suggested_unit_id": world.id("V2")}
        await move(world, ticket, village, "object", **objection)
        await move(world, ticket, leader, "accept_objection", reason="同意。")

    async def close_one(self, *, redone: bool) -> None:
        """What was not solved at first is solved then, and rated."""
        world, village, office = self.world, self.world.actor("V1"), self.world.actor("K1", "office")
        self.tickets.append(ticket := await a_ticket(world, "V1"))
        leader = world.actor("V1", "leader")
        await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
        await move(world, ticket, village, "sign")
        redo, confirm = ("redo", {"reason": "没有解决。"}), ("confirm", {"solved": True, "satisfaction": 4})
        await world.advance(hours=2)
        for action, fields in (redo, confirm) if redone else (confirm,):
            await move(world, ticket, village, "resolve", outcome="solved", reply="已办。")
            await move(world, ticket, leader, "audit_pass")
            await move(world, ticket, office, action, **fields)

    async def live(self, days: int) -> None:
        """Less haste than there: most is signed for and closed."""
        for day in range(days):
            if len(self.tickets) < 24:
                origin = self.chance.choice(["V1", "V1", "V2", "V3", "T1", "K2"])
                self.tickets.append(
                    await a_ticket(self.world, origin, urgency=self.chance.choice(["routine", "urgent"]))
                )
            for ticket in self.tickets:
                if self.chance.random() < 0.4:
                    await self._act(ticket)
            await self.world.advance(hours=self.chance.choice([1, 5, 30, 70 if day % 5 == 0 else 2]))
            while (await sweep(self.world.runtime)).applied:
                pass

    async def _act(self, ticket: UUID) -> None:
        if self.chance.random() < 0.5:
            await super()._act(ticket)
            return
        pool = self.world.runtime.database.pool
        row = await pool.fetchrow(
            "SELECT u.code, t.state, o.code AS origin FROM tickets t "
            "JOIN units u ON u.id = t.holder_unit_id JOIN units o ON o.id = t.origin_unit_id "
            "WHERE t.id = $1", ticket,
        )  # fmt: skip
        assert row is not None
        world, office = self.world, self.world.actor("K2" if row["origin"] == "K2" else "K1", "office")
        holder, head = world.actor(row["code"]), world.actor(row["code"], self.chance.choice(["office", "leader"]))
        to = world.id(self.chance.choice(["V1", "V2", "T1"]))
        refused = {"reason_code": "private", "reason": "私人纠纷。"}
        answer = {"solved": self.chance.random() < 0.7, "satisfaction": self.chance.randint(1, 5)}
        moves: Mapping[str, list[tuple[Any, str, dict[str, Any]]]] = {
            "registered": [*[(head, "dispatch", {"unit_id": to})] * 6, (head, "reject", refused)],
            "dispatched": [*[(holder, "sign", {})] * 3, (office, "recall", {})],
            "in_progress": [(holder, "resolve", {"outcome": "solved", "reply": "已办。"})],
            "result_submitted": [(head, "audit_pass", {})] * 4 + [(head, "audit_fail", {"reason": "未办好。"})],
            "follow_up": [(office, "confirm", answer), (office, "confirm", {"unreachable": True})],
        }  # fmt: skip
        for actor, action, fields in self.chance.sample(moves.get(row["state"], []), len(moves.get(row["state"], []))):
            try:
                await move(world, ticket, actor, action, **fields)
            except Refusal:
                continue
            return


class Recount:
    """All rows, gone through one by one."""

    def __init__(self, rows: Mapping[str, list[dict[str, Any]]], paths: Mapping[UUID, str], now: datetime) -> None:
        self.rows, self.paths, self.now = rows, paths, now

    def cohort(self, seen: set[str], basis: str, since: datetime) -> list[dict[str, Any]]:
        return [
            ticket for ticket in self.rows["tickets"]
            if str(ticket["id"]) in seen and (ticket["is_open"] or ticket["closed_at"])
            and (at := self._at(ticket, basis)) is not None and since <= at
        ]  # fmt: skip

    def _at(self, ticket: Mapping[str, Any], basis: str) -> datetime | None:
        given = [hop["sent_at"] for hop in self.hops(ticket) if self._is_given(hop)]
        moments: dict[str, datetime | None] = {
            "closed": ticket["closed_at"] or (ticket["due_at"] if self.is_broken(ticket) else None),
            "due": ticket["due_at"],
            "dispatched": min(given, default=None),
        }
        return moments[basis]

    def is_broken(self, ticket: Mapping[str, Any]) -> bool:
        is_running = ticket["fulfilled_at"] is None and ticket["resume_at"] is None
        return ticket["is_open"] and is_running and ticket["due_at"] <= self.now

    def hops(self, ticket: Mapping[str, Any]) -> list[dict[str, Any]]:
        of = [hop for hop in self.rows["hand_overs"] if hop["ticket_id"] == ticket["id"]]
        return [hop for hop in sorted(of, key=lambda hop: hop["n"]) if hop["withdrawn_at"] is None]

    @staticmethod
    def _is_given(hop: Mapping[str, Any]) -> bool:
        return hop["direction"] in {"down", "sideways"}

    def _lapsed(self, ticket: Mapping[str, Any], hop: Mapping[str, Any]) -> bool:
        later = [other["sent_at"] for other in self.hops(ticket) if other["n"] > hop["n"]]
        end = hop["signed_at"] or min(later, default=self.now)
        return any(
            breach["kind"] == "stage" and breach["unit_id"] == hop["to_unit_id"] and breach["inherited_from"] is None
            and hop["sent_at"] < breach["at"] <= end
            for breach in self.rows["ticket_breaches"] if breach["ticket_id"] == ticket["id"]
        )  # fmt: skip

    def rates(self, tickets: list[dict[str, Any]], start: str, *, alone: bool) -> dict[str, tuple[int, int]]:
        """As numerators and denominators, of a unit alone or with all below it."""

        def there(unit: UUID) -> bool:
            return self.paths[unit] == start if alone else self.paths[unit].startswith(start)

        own = [ticket for ticket in tickets if there(ticket["origin_unit_id"])]
        closed = [ticket for ticket in own if ticket["closed_at"]]
        kept = [t for t in closed if (t["fulfilled_at"] or t["closed_at"]) <= t["due_at"]]
        first = [t for t in closed if (t["fulfilled_at"] or t["closed_at"]) <= t["due_original_at"]]
        promised = len(closed) + sum(self.is_broken(ticket) for ticket in own)
        rated = [ticket["satisfaction"] for ticket in closed if ticket["satisfaction"] is not None]
        told = [ticket["solved"] for ticket in closed if ticket["solved"] is not None]
        redone = sum(ticket["redos"] > 0 for ticket in closed)
        given = [(t, hop) for t in tickets for hop in self.hops(t) if self._is_given(hop) and there(hop["to_unit_id"])]
        due = [(hop, late) for t, hop in given if (late := self._lapsed(t, hop)) or hop["signed_at"]]
        returned = sum(
            each["kind"] == "objection" and each["state"] == "approved" and there(each["asked_unit_id"])
            and any(each["ticket_id"] == ticket["id"] for ticket in tickets)
            for each in self.rows["requests"]
        )  # fmt: skip
        stays = [(t, there(t["origin_unit_id"]) or any(there(h["to_unit_id"]) for h in self.hops(t))) for t in tickets]
        left = {t["id"] for t in tickets for hop in self.hops(t) if self._leaves(hop, there)}
        came = [t for t, has_been in stays if has_been or t["id"] in left]
        seconds = sum(int((t["closed_at"] - t["created_at"]).total_seconds()) for t in closed)
        return {
            "on_time_sign": (sum(hop["signed_at"] is not None and not late for hop, late in due), len(due)),
            "response": (sum(t["confirmed_by"] is not None for t in kept), promised),
            "closure": (len(closed), len(own)), "on_time_closure": (len(kept), promised),
            "on_time_closure_first": (len(first), promised), "overdue": (promised - len(kept), promised),
            "resolution": (sum(told), len(told)), "satisfaction": (sum(r >= 4 for r in rated), len(rated)),
            "satisfaction_with_fair": (sum(r >= 3 for r in rated), len(rated)), "return": (returned, len(given)),
            "redo": (redone, len(closed)), "first_time": (len(closed) - redone, len(closed)),
            "solved_at_level": (sum(bool(t["closed_at"]) and t["id"] not in left for t in came), len(came)),
            "escalation": (len(left), len(came)), "mean_time": (seconds, len(closed)),
        }  # fmt: skip

    @staticmethod
    def _leaves(hop: Mapping[str, Any], there: Any) -> bool:
        return hop["direction"] == "up" and there(hop["from_unit_id"]) and not there(hop["to_unit_id"])


async def test_rates_are_what_a_slow_count_says(callers: Callers) -> None:
    town = CallingTown(callers, Random(5))
    await town.live(24)
    await town.return_one()
    await town.close_one(redone=True)
    await town.close_one(redone=False)
    world, pool = town.world, town.world.runtime.database.pool
    names = "tickets", "hand_overs", "requests", "ticket_breaches"
    rows = {name: [dict(row) for row in await pool.fetch(f"SELECT * FROM {name}")] for name in names}
    async with world.runtime.database.connection() as connection:
        now = await read_now(connection)
    recount = Recount(rows, {unit.id: unit.path for unit in world.units.values()}, now)
    met: set[str] = set()
    asked: set[str] = set()
    for who in ("C leader", "T1 supervisor", "V1 handler"):
        page = await callers.get(who, "/v1/tickets?limit=200")
        seen = {item["id"] for item in page["items"]}
        for basis, since in (*((basis, EVER) for basis in BASES), ("closed", now - timedelta(days=4))):
            cohort = recount.cohort(seen, basis, since)
            for code in ("C", "T1", "V1"):
                begin = since.isoformat().replace("+00:00", "Z")
                path = f"/v1/reports/rates?unit={code}&basis={basis}&since={begin}"
                report = await callers.get(who, path)
                start = world.units[code].path
                assert _told(report["total"]["rates"]) == recount.rates(cohort, start, alone=False), path
                assert _told(report["own"]) == recount.rates(cohort, start, alone=True), path
                for item in report["items"]:
                    below = world.units[item["code"]].path
                    assert _told(item["rates"]) == recount.rates(cohort, below, alone=False), (path, item["code"])
                asked |= {each["rate"] for each in report["rates"]}
                met |= {rate["rate"] for rate in report["total"]["rates"] if rate["numerator"] > 0}
    assert met == asked


def _told(rates: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    return {rate["rate"]: (rate["numerator"], rate["denominator"]) for rate in rates}
