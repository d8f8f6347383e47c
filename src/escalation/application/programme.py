"""Which routes has the programme, put together of its mechanisms?"""

from escalation.programme.diary.api import diary_counts, diary_entries

DIARY_ROUTERS = (diary_entries.router, diary_counts.router, diary_counts.grades_router)
PROGRAMME_ROUTERS = (*DIARY_ROUTERS,)
