"""What do mechanisms of the programme add to the activity of units (activity sources)? None of them knows of trends.

Each statement counts by unit what was recorded from the first moment of a week until before the first of the next.
"""

from collections.abc import Mapping
from typing import Final

from escalation.kit.database.connection import Compiled
from escalation.programme.trends.domain.activity import Activity

_BETWEEN: Final = ("since", "until")
# A phone without a network may keep a visit for a month, and a diary is handed in late: the index is by the day of it.
_VISITS: Final = """
SELECT unit_id, count(*) AS done FROM visits
WHERE day >= ($1::timestamptz - interval '40 days')::date AND day <= $2::timestamptz::date
  AND state = 'made' AND recorded_at >= $1 AND recorded_at < $2
GROUP BY unit_id
"""
_DIARY: Final = """
SELECT unit_id, count(*) AS done FROM diary_entries
WHERE erased_at IS NULL AND day >= ($1::timestamptz - interval '92 days')::date AND day <= $2::timestamptz::date
  AND submitted_at >= $1 AND submitted_at < $2
GROUP BY unit_id
"""
_MEETINGS: Final = """
SELECT unit_id, count(*) AS done FROM meetings
WHERE state = 'held' AND held_at >= $1 AND held_at < $2 GROUP BY unit_id
"""
ACTIVITY_SOURCES: Final[Mapping[Activity, Compiled]] = {
    Activity.VISITS: Compiled(_VISITS, _BETWEEN, {}),
    Activity.DIARY: Compiled(_DIARY, _BETWEEN, {}),
    Activity.MEETINGS: Compiled(_MEETINGS, _BETWEEN, {}),
}
"""By what is counted."""
