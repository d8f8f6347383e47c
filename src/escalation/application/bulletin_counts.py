"""What do mechanisms of the programme add to bulletins (bulletin counts)? None of them knows of bulletins.

Visits made, meetings held and alarms given in the period, below a path; and what is overdue when it is drafted.
"""

from typing import Final

from escalation.kit.database.connection import Compiled

BULLETIN_COUNTS: Final = Compiled(
    """
    SELECT 'visits' AS name, count(*) AS count FROM visits
    WHERE unit_path >= $1 AND unit_path < $2 AND state = 'made' AND made_at >= $3 AND made_at < $4
      AND day >= ($3::timestamptz - interval '1 day')::date AND day <= $4::timestamptz::date
    UNION ALL
    SELECT 'visits_overdue', count(*) FROM visit_plans
    WHERE unit_path >= $1 AND unit_path < $2 AND fulfilled_at IS NULL AND void_at IS NULL AND due_at <= $4
    UNION ALL
    SELECT 'meetings', count(*) FROM meetings
    WHERE unit_path >= $1 AND unit_path < $2 AND state = 'held' AND held_at >= $3 AND held_at < $4
    UNION ALL
    SELECT 'meetings_overdue', count(*) FROM meeting_rounds
    WHERE unit_path >= $1 AND unit_path < $2 AND state = 'overdue'
    UNION ALL
    SELECT 'alarms', count(*) FROM trend_alarms
    WHERE unit_path >= $1 AND unit_path < $2 AND found_at >= $3 AND found_at < $4
    """,
    ("path", "end", "since", "until"),
    {},
)
"""Rows of `name` and `count`."""
