"""A list of a subtree is one range of one index: what lists are ordered by is indexed for each depth of the tree."""

from collections.abc import Sequence
from typing import Final

from alembic import op

revision: str = "0083"
down_revision: str | None = "0082"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

DEPTHS: Final = (1, 2, 3, 4)
ORDERS: Final = (
    ("ix_diary_entries_state", "diary_entries", "state, day, id", "state <> 'draft'"),
    ("ix_diary_entries_grade", "diary_entries", "grade, day, id", "grade IS NOT NULL"),
    ("ix_visit_duties_in_force", "visit_duties", "id", "ended_at IS NULL"),
    ("ix_visit_plans_open", "visit_plans", "due_at, id", "fulfilled_at IS NULL AND void_at IS NULL"),
    ("ix_visit_plans_running", "visit_plans", "ends_on, (fulfilled_at IS NULL), due_at, id", None),
    ("ix_visits_state", "visits", "state, day, id", None),
    ("ix_samples_newest", "samples", "id", None),
    ("ix_site_checks_newest", "site_checks", "id", None),
    ("ix_site_checks_verdict", "site_checks", "subject_kind, verdict, id", None),
    ("ix_site_checks_finding", "site_checks", "id", "verdict <> 'in_order' AND order_id IS NULL"),
    ("ix_site_checks_day", "site_checks", "subject_kind, checked_on", None),
    ("ix_meetings_state", "meetings", "state, planned_at, id", None),
    ("ix_meeting_decisions_newest", "meeting_decisions", "id", None),
    ("ix_meeting_decisions_state", "meeting_decisions", "state, id", None),
    ("ix_bulletins_state", "bulletins", "state, id", None),
    ("ix_trend_alarms_alarm", "trend_alarms", "alarm, id", None),
    ("ix_trend_alarms_open", "trend_alarms", "alarm, id", "recovered_at IS NULL"),
    ("ix_ledger_rows_status", "ledger_rows", "is_open, entered_on, id", None),
    ("ix_ledger_rows_category", "ledger_rows", "category, entered_on, id", "category IS NOT NULL"),
    ("ix_ledger_rows_waiting", "ledger_rows", "entered_on, id", "is_open AND ticket_due_at IS NULL"),
    ("ix_ledger_rows_due", "ledger_rows", "ticket_due_at, entered_on, id", "is_open AND ticket_due_at IS NOT NULL"),
    ("ix_contact_points_unit", "contact_points", "(ended_at IS NULL), id", None),
    ("ix_contact_points_unit_place", "contact_points", "place, id", None),
    ("ix_contact_points_home", "contact_points", "(ended_at IS NULL), id", None, "home_path"),
    ("ix_contact_points_home_place", "contact_points", "place, id", None, "home_path"),
)
_SAYS_WHOM: Final = "erased_at IS NULL AND (data_key IS NOT NULL OR place IS NOT NULL)"
_OPEN: Final = "fulfilled_at IS NULL AND void_at IS NULL"
_OTHERS: Final = (
    ("ix_visits_target_day", "visits", "target_unit_id, day, id", None),
    ("ix_diary_entries_sealed", "diary_entries", "day, id", _SAYS_WHOM),
    ("ix_unit_tasks_path", "unit_tasks", "year, unit_path", None),
    ("ix_survey_people_answered", "survey_people", "survey_id, md5(id::text)", "state = 'answered'"),
    ("ix_contact_points_of_unit", "contact_points", "unit_id, id", None),
    ("ix_ledger_rows_kept", "ledger_rows", "entered_on, id", "erased_at IS NULL AND NOT is_open"),
    (
        "ix_ledger_rows_sealed", "ledger_rows", "entered_on, id",
        "erased_at IS NULL AND NOT is_open AND data_key IS NOT NULL",
    ),
)  # fmt: skip
_FORMER: Final = (
    ("ix_diary_entries_unit", "diary_entries", "unit_id, day, id", None),
    ("ix_diary_entries_subtree", "diary_entries", "unit_path, day", None),
    ("ix_diary_entries_to_review", "diary_entries", "unit_id, day, id", "state = 'submitted'"),
    ("ix_visit_duties_unit_path", "visit_duties", "unit_path, id", None),
    ("ix_visit_duties_in_force", "visit_duties", "unit_path, id", "ended_at IS NULL"),
    ("ix_visit_plans_open", "visit_plans", "unit_path, due_at, id", _OPEN),
    ("ix_visits_unit_day", "visits", "unit_id, day, id", None),
    ("ix_visits_unit_not_made", "visits", "unit_id, day, id", "state <> 'made'"),
    ("ix_visits_not_made", "visits", "day, id, unit_path", "state <> 'made'"),
    ("ix_visits_target_day", "visits", "target_unit_id, day", "state <> 'cancelled'"),
    ("ix_samples_subtree", "samples", "unit_path, id", None),
    ("ix_site_checks_subtree", "site_checks", "unit_path, id", None),
    ("ix_meetings_path", "meetings", "unit_path, planned_at", None),
    ("ix_meetings_next", "meetings", "unit_path, planned_at, id", "state = 'planned'"),
    ("ix_meeting_decisions_unit", "meeting_decisions", "unit_path, id", None),
    ("ix_meeting_decisions_open", "meeting_decisions", "unit_path, id", "state = 'open'"),
    ("ix_bulletins_path", "bulletins", "unit_path, id", None),
    ("ix_trend_alarms_path", "trend_alarms", "unit_path, id", None),
    ("ix_unit_tasks_path", "unit_tasks", "unit_path, year", None),
    ("ix_contact_points_unit", "contact_points", "unit_id, id", None),
    ("ix_ledger_rows_unit", "ledger_rows", "unit_id, entered_on, id", None),
    ("ix_ledger_rows_category", "ledger_rows", "unit_id, category", "category IS NOT NULL"),
    ("ix_ledger_rows_subtree", "ledger_rows", "unit_path, entered_on", None),
    ("ix_ledger_rows_kept", "ledger_rows", "entered_on, id", "erased_at IS NULL"),
)


def upgrade() -> None:
    for name, *_ in _FORMER:
        op.execute(f"DROP INDEX {name}")
    for order in ORDERS:
        create_subtree_indexes(*order)
    for other in _OTHERS:
        _create(*other)


def downgrade() -> None:
    for name, *_ in _OTHERS:
        op.execute(f"DROP INDEX {name}")
    for name, *_ in ORDERS:
        drop_subtree_indexes(name)
    for former in _FORMER:
        _create(*former)


def create_subtree_indexes(name: str, table: str, columns: str, condition: str | None, path: str = "unit_path") -> None:
    """By the path as a whole, and by the serial at each depth, of what lies as deep."""
    _create(f"{name}_unit", table, f"{path}, {columns}", condition)
    for depth in DEPTHS:
        serial = f"split_part({path}, '/', {depth + 1})"
        limited = f"{serial} <> ''" + (f" AND {condition}" if condition else "")
        _create(f"{name}_{depth}", table, f"{serial}, {columns}", limited)


def drop_subtree_indexes(name: str) -> None:
    """All of them."""
    for part in ("unit", *DEPTHS):
        op.execute(f"DROP INDEX {name}_{part}")


def _create(name: str, table: str, columns: str, condition: str | None) -> None:
    op.execute(f"CREATE INDEX {name} ON {table} ({columns})" + (f" WHERE {condition}" if condition else ""))
