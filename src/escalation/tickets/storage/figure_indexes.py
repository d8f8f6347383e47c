"""Which indexes are figures of a whole subtree counted from (figure indexes)? From these alone, without a ticket.

Each begins with where a ticket lies or was received, goes on with the moment that a period is of, and carries what
decides whether the caller may see the ticket and under which figure it falls. PostgreSQL skips from one unit to the
next where a period begins, so that what happened before it is not read.
"""

from typing import Final

from sqlalchemy import Index, text

from escalation.tickets.storage.tables import tickets

_SEEN: Final = ("confidential", "accused_path", "assignee_id")
_SHARE: Final = ("due_at", "fulfilled_at", "first_breached_at", "id")
_CLOSED: Final = (*_SHARE, "due_original_at", "created_at", "confirmed_by")
for _name, _columns, _carried, _of in (
    (
        "held", ("holder_path",),
        ("is_open", "next_due_at", "warning", "stuck", "stage", "resume_at", "origin_path", *_SHARE), "is_open",
    ),
    ("received", ("origin_path", "created_at"), (), None),
    ("ever_late", ("origin_path", "first_breached_at"), (), "is_open AND first_breached_at IS NOT NULL"),
    (
        "promised", ("origin_path", "due_at"), ("next_due_at", *_SHARE[2:]),
        "is_open AND fulfilled_at IS NULL AND resume_at IS NULL",
    ),
    ("closed", ("origin_path", "closed_at"), _CLOSED, "NOT is_open AND closed_at IS NOT NULL"),
    ("closed_held", ("holder_path", "closed_at"), ("origin_path", *_CLOSED), "NOT is_open AND closed_at IS NOT NULL"),
):  # fmt: skip
    Index(
        f"ix_tickets_figures_{_name}",
        *(tickets.c[_column] for _column in _columns),
        postgresql_include=[*_carried, *_SEEN],
        postgresql_where=text(_of) if _of else None,
    )
