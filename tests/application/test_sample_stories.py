"""What a newcomer finds to do: tickets and opinions in different states, and a clock that goes by the wall again."""

import pytest

from escalation.application.sample import load_sample
from escalation.application.sample_stories import end_stories, load_stories
from escalation.kit.runtime.context import Runtime
from escalation.verification.usecases.verify import verify
from tests.support.catalogue import load_categories

FOUND = """
SELECT title, state, level > 1 AS is_above, stage_due_at < clock_timestamp() AND state <> 'closed' AS is_late
FROM tickets ORDER BY title
"""
OF_THE_PROGRAMME = (
    "team_members", "contact_points", "visit_plans", "visits", "visit_opinions", "diary_entries", "ledger_rows",
    "meetings", "agenda_items", "meeting_decisions", "unit_tasks", "samples", "site_checks",
    "leading_group_terms", "supervision_group_units", "survey_answers", "bulletins",
)  # fmt: skip
"""Every page of the programme has something to look at."""


@pytest.mark.slow
async def test_there_is_something_to_do_in_the_sample_and_everything_holds(runtime: Runtime) -> None:
    """Also on a clock that an earlier start had left set back. At the next start all is as it was."""
    pool = runtime.database.pool
    await load_categories(runtime)
    await load_sample(runtime)
    await pool.execute("UPDATE clock SET advanced_by = '-1 day'")

    await end_stories(runtime)
    await load_stories(runtime)

    found = await pool.fetch(FOUND)
    assert {row["state"] for row in found} == {
        "dispatched", "in_progress", "result_submitted", "follow_up", "closed"
    }  # fmt: skip
    assert {row["title"] for row in found if row["is_above"]} >= {"供热管网漏水，整栋楼不热", "胡同口垃圾长期无人清运"}
    assert {row["title"] for row in found if row["is_late"]} >= {"高层住户白天停水", "健身器材损坏"}
    assert await pool.fetchval("SELECT count(*) FROM opinions WHERE status = 'inbox'") == 7
    assert {
        name for name in OF_THE_PROGRAMME if not await pool.fetchval(f"SELECT EXISTS (SELECT FROM {name})")
    } == set()
    assert await pool.fetchval("SELECT advanced_by = '0' FROM clock")
    assert not (await verify(runtime)).findings

    await load_stories(runtime)
    assert await pool.fetch(FOUND) == found
