"""Reports say what was late, where and under whom, wherever the tickets lie now."""

from datetime import datetime
from uuid import UUID

import pytest

from escalation.tickets.engine.deadlines import sweep
from tests.support.callers import Callers
from tests.support.makers import a_ticket, move
from tests.support.world import World

REPORTS = "breached", "lapsed", "climbed", "on-time"
SINCE = "since=2000-01-01T00:00:00Z"


async def settle_down(world: World) -> None:
    while (await sweep(world.runtime)).applied:
        pass


async def let_lapse(world: World, code: str) -> UUID:
    """A ticket that its unit never signs for, until it lapsed there and climbed."""
    ticket = await a_ticket(world, code)
    await move(world, ticket, world.actor(code, "leader"), "dispatch", unit_id=world.id(code))
    return ticket


@pytest.fixture
async def climbed(callers: Callers) -> Callers:
    """Eleven of T1's villages and thirty others lapsed and climbed; now they lie above."""
    world = callers.world
    for number in range(41):
        await let_lapse(world, "V1" if number < 11 else "V3")
    await world.advance(days=9)
    await settle_down(world)
    return callers


async def test_who_let_eleven_of_forty_one_lapse_has_eleven(climbed: Callers) -> None:
    lapsed = await climbed.get("K1 leader", "/v1/reports/lapsed?unit=T1")
    assert (lapsed["total"]["tickets"], {g["key"]: g["lapses"] for g in lapsed["items"]}) == (11, {"V1": 11})
    everywhere = await climbed.get("K1 leader", "/v1/reports/lapsed")
    assert {group["key"]: group["lapses"] for group in everywhere["items"]} == {"V1": 11, "V3": 30}
    assert everywhere["total"]["lapses"] == 41


async def test_origins_and_lapses_and_steps_add_up_to_the_total(climbed: Callers) -> None:
    for report, count in (("breached", "tickets"), ("lapsed", "lapses"), ("climbed", "steps")):
        for group_by in ("origin", "lapse", "holder", "level", "month", "urgency", "state", "main_category"):
            told = await climbed.get("C supervisor", f"/v1/reports/{report}?group_by={group_by}")
            assert sum(group[count] for group in told["items"]) == told["total"][count] == 41, (report, group_by)
    to = await climbed.get("C supervisor", "/v1/reports/climbed")
    assert {group["key"]: group["steps"] for group in to["items"]} == {"T1": 11, "T2": 30}


async def test_levels_states_and_grades_have_names_in_the_language_of_the_caller(climbed: Callers) -> None:
    for language, group_by, name in (
        ("zh", "level", "村级"), ("en", "level", "Village"), ("en", "state", "Dispatched"), ("zh", "urgency", "一般"),
    ):  # fmt: skip
        path = f"/v1/reports/lapsed?group_by={group_by}"
        answer = await climbed.ask("C leader", "GET", path, headers={"Accept-Language": language})
        assert [group["name"] for group in answer.json()["items"]] == [name]


async def test_a_report_says_in_words_what_it_counts_and_of_when(climbed: Callers) -> None:
    path = f"/v1/reports/lapsed?{SINCE}"
    english = await climbed.get("C leader", path)
    assert english["definition"].startswith("Limits that passed, each under the unit that held the ticket")
    assert "From 2000-01-01 08:00 until now, as of 20" in english["definition"]
    assert english["definition"].endswith("(China Standard Time).")
    chinese = await climbed.ask("C leader", "GET", path, headers={"Accept-Language": "zh"})
    assert "2000-01-01 08:00" in chinese.json()["definition"]
    assert chinese.json()["definition"].endswith("（中国标准时间）。")
    assert not any(word in chinese.json()["definition"] for word in ("Limits", "until", "now"))


async def test_a_period_counts_what_lies_in_it(climbed: Callers) -> None:
    told = await climbed.get("C leader", "/v1/reports/lapsed?group_by=month")
    assert [group["key"] for group in told["items"]] == [group["name"] for group in told["items"]]
    assert (await climbed.get("C leader", "/v1/reports/lapsed?until=2000-01-01T00:00:00Z"))["total"]["lapses"] == 0
    assert (await climbed.get("C leader", "/v1/reports/lapsed?since=2199-01-01T00:00:00Z"))["items"] == []


async def test_what_was_closed_in_time_and_late_is_told_apart(callers: Callers) -> None:
    world = callers.world
    for days in (0, 40):
        ticket = await let_lapse(world, "V1")
        await move(world, ticket, world.actor("V1"), "sign")
        await world.advance(days=days)
        await move(world, ticket, world.actor("V1"), "resolve", outcome="solved", reply="已换灯。")
        await move(world, ticket, world.actor("V1", "leader"), "audit_pass")
        await move(world, ticket, world.actor("K1", "office"), "confirm", solved=True)
    await a_ticket(world, "V1")
    await world.advance(days=60)
    told = (await callers.get("C leader", f"/v1/reports/on-time?{SINCE}"))["total"]
    assert (told["closed_in_all"], told["closed_on_time"], told["open_late"], told["tickets"]) == (2, 1, 1, 3)
    assert (told["share_on_time"], told["stages_on_time"]) == (0.3333, 2)
    assert 0 <= told["median_seconds"] <= told["ninth_decile_seconds"] <= 41 * 86_400


async def test_tickets_belong_to_a_period_by_closing_by_due_date_or_by_when_they_were_given_out(
    callers: Callers,
) -> None:
    world = callers.world
    closed = await let_lapse(world, "V1")
    await move(world, closed, world.actor("V1"), "sign")
    await move(world, closed, world.actor("V1"), "resolve", outcome="solved", reply="已换灯。")
    await move(world, closed, world.actor("V1", "leader"), "audit_pass")
    await move(world, closed, world.actor("K1", "office"), "confirm", solved=True)
    await world.advance(days=1)
    between = await world.runtime.database.pool.fetchval("SELECT clock_timestamp() + advanced_by FROM clock")
    moment = f"{between:%Y-%m-%dT%H:%M:%SZ}"
    await let_lapse(world, "V1")
    await world.advance(days=60)
    for swept in (False, True):
        if swept:
            await settle_down(world)
        for asked, counts in {
            f"basis=closed&since={moment}": (0, 1), f"basis=due&since={moment}": (1, 1),
            f"basis=dispatched&since={moment}": (0, 1), f"basis=dispatched&{SINCE}&until={moment}": (1, 0),
            f"basis=due&{SINCE}&until={moment}": (0, 0), f"basis=closed&{SINCE}&until={moment}": (1, 0),
        }.items():  # fmt: skip
            told = await callers.get("C leader", f"/v1/reports/on-time?{asked}")
            assert (told["total"]["closed_on_time"], told["total"]["open_late"]) == counts, asked
            assert asked.startswith(f"basis={told['basis']}")
    assert (await callers.get("C leader", f"/v1/reports/on-time?basis=due&{SINCE}"))["definition"].startswith(
        "Tickets whose promised date, as it is now, lies in the period"
    )


async def test_nothing_counted_has_no_share(callers: Callers) -> None:
    told = await callers.get("C leader", f"/v1/reports/on-time?{SINCE}")
    assert (told["total"]["tickets"], told["total"]["share_on_time"], told["items"]) == (0, None, [])


@pytest.mark.parametrize("nothing", ["overdue?open=false", f"on-time?{SINCE}&open=true&closed_{SINCE}"])
async def test_what_cannot_be_is_counted_like_what_is_not(callers: Callers, nothing: str) -> None:
    """A filter that no ticket could pass gives the sums, and the columns of a file, that an empty list gives."""
    kind, _, filters = nothing.partition("?")
    await callers.get("C leader", f"/v1/reports/{nothing}")
    files = [
        (await callers.ask("C leader", "GET", f"/v1/exports/reports/{kind}?format=jsonl&{asked}")).json()
        for asked in (filters, f"{SINCE}&q=nowhere" if kind == "on-time" else "q=nowhere")
    ]
    assert files[0] == files[1]


async def test_what_is_not_overdue_is_no_overdue_ticket(climbed: Callers) -> None:
    assert (await climbed.get("C leader", "/v1/reports/overdue?overdue=false"))["overdue"] == 0
    await climbed.world.advance(days=60)
    told = [
        (await climbed.get("C leader", f"/v1/reports/on-time?{SINCE}{asked}"))["total"]["open_late"]
        for asked in ("", "&overdue=true", "&overdue=false")
    ]
    assert told == [41, 41, 0]


async def test_what_changed_since_narrows_open_and_closed_tickets_alike(callers: Callers) -> None:
    """A promise that nobody has noticed to be broken changes no ticket: the period says nothing of changes."""
    world = callers.world
    await a_ticket(world, "V1")
    await world.advance(days=60)
    late = (await callers.get("C leader", "/v1/tickets?overdue=true"))["items"][0]
    since = f"since={late['due_at']}"
    assert datetime.fromisoformat(late["updated_at"]) < datetime.fromisoformat(late["due_at"])
    told = [
        (await callers.get("C leader", f"/v1/reports/on-time?{since}{asked}"))["total"]["open_late"]
        for asked in ("", f"&updated_{SINCE}", f"&updated_{since}")
    ]
    assert told == [1, 1, 0]


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ("lapsed?group_by=climbed_to", "?group_by"),
        ("lapsed?group_by=colour", "?group_by"),
        ("lapsed?unit=NONE", "?unit"),
        ("lapsed?category=none", "?category"),
        ("climbed?since=yesterday", "?since"),
        ("breached?stat=open", "?stat"),
        ("on-time", "?since"),
    ],
)
async def test_what_is_not_known_is_refused_and_named(callers: Callers, asked: str, pointer: str) -> None:
    answer = await callers.ask("C leader", "GET", f"/v1/reports/{asked}")
    assert answer.status_code in {400, 422}
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_what_is_overdue_now_is_counted_where_it_lies(climbed: Callers) -> None:
    await climbed.world.advance(days=9)
    told = await climbed.get("C leader", "/v1/reports/overdue")
    assert ({group["key"]: group["overdue"] for group in told["items"]}, told["overdue"]) == ({"T1": 11, "T2": 30}, 41)
    for group_by in ("origin", "level", "urgency", "state", "month", "category", "main_category", "source"):
        by = await climbed.get("C leader", f"/v1/reports/overdue?group_by={group_by}")
        assert sum(group["overdue"] for group in by["items"]) == 41, group_by
    assert (await climbed.get("C leader", "/v1/reports/overdue?unit=T1"))["overdue"] == 11
    assert (await climbed.get("C leader", "/v1/reports/overdue?open=false"))["overdue"] == 0


async def test_a_report_can_be_narrowed_to_whatever_a_list_can(climbed: Callers) -> None:
    for report in ("breached", "lapsed", "climbed"):
        for narrowed, count in (("open=true", 41), ("urgency=critical", 0), ("state=dispatched", 41), ("level=2", 41)):
            total = (await climbed.get("C leader", f"/v1/reports/{report}?{narrowed}"))["total"]
            assert total["tickets"] == count, (report, narrowed)


async def test_categories_are_counted_by_themselves_and_as_wholes(climbed: Callers) -> None:
    pool = climbed.world.runtime.database.pool
    await pool.execute(
        "INSERT INTO categories (code, parent_code, name_zh, name_en, rank) VALUES "
        "('road', NULL, '道路', 'Roads', 900), ('road.lamps', 'road', '路灯', 'Lamps', 901)"
    )
    await pool.execute("UPDATE tickets SET category = 'road.lamps' WHERE number LIKE 'V1-%'")
    await pool.execute("UPDATE tickets SET category = 'road' WHERE number LIKE 'V3-%'")
    parts = await climbed.get("C leader", "/v1/reports/lapsed?group_by=category")
    wholes = await climbed.get("C leader", "/v1/reports/lapsed?group_by=main_category")
    assert [(g["key"], g["name"], g["lapses"]) for g in parts["items"]] == [
        ("road", "Roads", 30), ("road.lamps", "Lamps", 11),
    ]  # fmt: skip
    assert [(g["key"], g["name"], g["lapses"]) for g in wholes["items"]] == [("road", "Roads", 41)]
    assert (await climbed.get("C leader", "/v1/reports/lapsed?category=road"))["total"]["lapses"] == 41


async def test_a_figure_is_the_list_that_it_leads_to(climbed: Callers) -> None:
    """What a unit has in hand, late or due soon lies there; what lies above it was only received there."""
    await climbed.world.advance(days=30)
    for unit in ("T1", "K1", "C"):
        figures = (await climbed.get("C supervisor", f"/v1/reports/by-unit?unit={unit}"))["total"]["figures"]
        for figure, query in (
            ("in_hand", "open=true"), ("overdue", "overdue=true"), ("due_soon", "warning=yellow&warning=orange"),
            ("stuck", "stuck=true"),
        ):  # fmt: skip
            listed = await climbed.get("C supervisor", f"/v1/tickets?held_in={unit}&{query}&limit=200&view=row")
            assert len(listed["items"]) == figures[figure], (unit, figure)
    received = await climbed.get("C supervisor", "/v1/tickets?received_in=T1&limit=200&view=row")
    assert len(received["items"]) == 11
    overdue = await climbed.get("C supervisor", "/v1/reports/overdue?group_by=holder")
    assert overdue["overdue"] == 41
    for group in overdue["items"]:
        query = f"overdue=true&holder={group['unit_id']}&limit=200&view=row"
        assert len((await climbed.get("C supervisor", f"/v1/tickets?{query}"))["items"]) == group["overdue"]
    by_state = await climbed.get("C supervisor", "/v1/reports/overdue?group_by=state")
    assert {group["unit_id"] for group in by_state["items"]} == {None}
