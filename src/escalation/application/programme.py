"""Which routes has the programme, put together of its mechanisms?"""

from escalation.programme.diary.api import diary_counts, diary_entries
from escalation.programme.meetings.api import agenda, decisions, meetings

DIARY_ROUTERS = (diary_entries.router, diary_counts.router, diary_counts.grades_router)
MEETINGS_ROUTERS = (
    meetings.router,
    meetings.rounds_router,
    agenda.router,
    agenda.items_router,
    decisions.items_router,
    decisions.router,
)
PROGRAMME_ROUTERS = (*DIARY_ROUTERS, *MEETINGS_ROUTERS)
