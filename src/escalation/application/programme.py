"""Which routes has the programme, put together of its mechanisms?"""

from escalation.programme.bulletins.api import bulletin_pages, bulletins, open_pages, opening
from escalation.programme.contact_points.api import contact_checks, contact_point_files, contact_points
from escalation.programme.diary.api import diary_counts, diary_entries, diary_exports, diary_forms
from escalation.programme.groups.api import group_checks, group_exports, leading_groups, supervision_groups
from escalation.programme.ledger.api import ledger_counts, ledger_files, ledger_forms, ledger_rows
from escalation.programme.meetings.api import agenda, decisions, meetings, minutes
from escalation.programme.scores.api import score_exports, scores
from escalation.programme.sorting.api import sorting
from escalation.programme.supervision.api import samples, site_checks
from escalation.programme.surveys.api import survey_calls, survey_exports, survey_pages, surveys
from escalation.programme.task_lists.api import unit_tasks
from escalation.programme.teams.api import team_checks
from escalation.programme.trends.api import alarm_exports, trends
from escalation.programme.visits.api import (
    confirmation_figures,
    confirmation_pages,
    visit_compliance,
    visit_confirmations,
    visit_duties,
    visit_plans,
    visit_records,
    visited_reads,
    visits,
)

CONTACT_POINT_ROUTERS = (
    contact_points.router,
    contact_point_files.imports_router,
    contact_point_files.exports_router,
    contact_checks.router,
)
DIARY_ROUTERS = (
    diary_entries.router,
    diary_forms.router,
    diary_counts.router,
    diary_counts.grades_router,
    diary_exports.router,
)
GROUPS_ROUTERS = (leading_groups.router, supervision_groups.router, group_checks.router, group_exports.router)
LEDGER_ROUTERS = (
    ledger_rows.router,
    ledger_files.imports_router,
    ledger_files.exports_router,
    ledger_counts.router,
    ledger_forms.router,
)
MEETINGS_ROUTERS = (
    meetings.router,
    meetings.rounds_router,
    minutes.router,
    agenda.router,
    agenda.items_router,
    decisions.items_router,
    decisions.router,
)
# Paths with a name come before those with an id.
VISITS_ROUTERS = (
    visit_plans.router,
    visit_duties.router,
    visit_compliance.router,
    visit_records.router,
    visit_confirmations.router,
    confirmation_figures.router,
    confirmation_pages.router,
    visited_reads.router,
    visits.router,
)
SUPERVISION_ROUTERS = (samples.router, site_checks.router, site_checks.results_router)
SURVEYS_ROUTERS = (
    surveys.router,
    surveys.rules_router,
    survey_calls.router,
    survey_exports.router,
    survey_pages.router,
)
SORTING_ROUTERS = (sorting.proposals_router, sorting.batches_router, sorting.rounds_router)
TASK_LISTS_ROUTERS = (unit_tasks.router, unit_tasks.progress_router)
PROGRAMME_ROUTERS = (
    bulletins.router,
    bulletin_pages.router,
    bulletin_pages.exports_router,
    open_pages.router,
    opening.router,
    *CONTACT_POINT_ROUTERS,
    *DIARY_ROUTERS,
    *GROUPS_ROUTERS,
    *LEDGER_ROUTERS,
    *MEETINGS_ROUTERS,
    scores.router,
    score_exports.router,
    *SUPERVISION_ROUTERS,
    *SURVEYS_ROUTERS,
    *SORTING_ROUTERS,
    *TASK_LISTS_ROUTERS,
    team_checks.router,
    trends.router,
    trends.alarms_router,
    alarm_exports.router,
    *VISITS_ROUTERS,
)
