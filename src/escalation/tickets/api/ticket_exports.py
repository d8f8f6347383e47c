"""Exports of tickets and of their hand-overs: what a list shows, as a file."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import Query, Response

from escalation.actors import Actor
from escalation.errors import N_
from escalation.kit.exporting.columns import Cells
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, Labels, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.texts import Language, translate
from escalation.tickets.api.ticket_filters import TicketFilterQuery
from escalation.tickets.domain.grade_labels import GRADE_LABELS
from escalation.tickets.usecases.ticket_exports import Hop, hand_over_page, read_state_names, ticket_page
from escalation.tickets.usecases.ticket_view import TicketView

router = strict_router(prefix="/v1/exports", tags=["exports"])


class TicketExportQuery(TicketFilterQuery, ExportQuery):
    """The filters of the list, and as what the file is written."""


@router.get("/tickets", summary="Tickets as a file", response_class=Response, responses=RESPONSES)
async def export_tickets(
    query: Annotated[TicketExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """All tickets that the list shows with these filters, newest first, as csv, xlsx or jsonl.

    Pages are read one by one: a ticket that is there from beginning to end comes once, as it was when its page was
    read; one that is made meanwhile does not come.
    """
    return await answer_export(export, query, await tickets_file(runtime, caller, query, language), language=language)


@router.get("/hand-overs", summary="Hand-overs as a file", response_class=Response, responses=RESPONSES)
async def export_hand_overs(
    query: Annotated[TicketExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """Every hop of the tickets that the list shows with these filters, with its receipt."""
    return await answer_export(
        export, query, await hand_overs_file(runtime, caller, query, language), language=language
    )


async def tickets_file(runtime: Runtime, caller: Actor, query: TicketExportQuery, language: Language) -> Exported:
    """What the route answers with. Raises `ValidationFailed` when its first page is read."""
    wanted = query.wanted_filters()
    setting, states = await read_state_names(runtime, language)
    pages = in_pages(lambda after: ticket_page(runtime, caller, wanted, after, PAGE), _ticket)
    table = table_of(
        N_("Tickets"),
        TICKETS,
        setting.now,
        setting.zone,
        language,
        query=query,
        labels=labels_of(setting.levels, states, language),
    )
    return Exported(table, pages, setting.now)


async def hand_overs_file(runtime: Runtime, caller: Actor, query: TicketExportQuery, language: Language) -> Exported:
    """What the route answers with. Raises `ValidationFailed` when its first page is read."""
    wanted = query.wanted_filters()
    setting, _ = await read_state_names(runtime, language)
    pages = in_pages(lambda after: hand_over_page(runtime, caller, wanted, after, PAGE), _hop)
    table = table_of(N_("Hand-over records"), HAND_OVERS, setting.now, setting.zone, language, query=query)
    return Exported(table, pages, setting.now)


def labels_of(levels: Mapping[str, str], states: Mapping[str, str], language: Language) -> Labels:
    """What the codes of tickets are called."""
    grades = {code: translate(text, language) for code, text in GRADE_LABELS.items()}
    colours = {"none": "", "yellow": N_("yellow"), "orange": N_("orange"), "red": N_("red")}
    return {
        "state": states, "level": levels, "urgency": grades, "difficulty": grades, "source": grades,
        "warning": {code: translate(text, language) for code, text in colours.items()},
    }  # fmt: skip


_AS_STORED: Final = (
    "id", "number", "title", "content", "category", "urgency", "difficulty", "source", "state", "level", "due_at",
    "due_original_at", "stage_due_at", "first_breached_at", "escalations", "returns", "redos", "urges", "key_task",
    "problem", "stuck", "outcome", "reply", "solved", "satisfaction", "source_system", "external_ref", "created_at",
    "updated_at", "closed_at",
)  # fmt: skip


def _ticket(view: TicketView) -> Cells:
    ticket, units = view.ticket, view.units
    holder, origin = units[ticket.holder_unit_id], units[ticket.origin_unit_id]
    handler = units[ticket.handler_unit_id] if ticket.handler_unit_id else None
    return {
        **{name: getattr(ticket, name) for name in _AS_STORED},
        "holder_code": holder.code, "holder": holder.name, "origin_code": origin.code, "origin": origin.name,
        "handler": handler.name if handler else None, "overdue": view.overdue, "warning": view.warning,
    }  # fmt: skip


def _hop(hop: Hop) -> Cells:
    made, units = hop.hand_over, hop.units
    return {
        "number": hop.number, "ticket_id": made.ticket_id, "direction": made.direction, "trigger": made.trigger,
        "from": units[made.from_unit_id].name, "to": units[made.to_unit_id].name, "reason": made.reason,
        "sent_at": made.sent_at, "signed_at": made.signed_at, "withdrawn_at": made.withdrawn_at,
    }  # fmt: skip


TICKETS: Final[Columns] = {
    "number": (N_("Number"), 24),
    "title": (N_("Title"), 32),
    "state": (N_("State"), 12),
    "level": (N_("Level"), 10),
    "holder": (N_("To be acted on by"), 24),
    "holder_code": (N_("Code of the holder"), 16),
    "origin": (N_("Received by"), 24),
    "origin_code": (N_("Code of the origin"), 16),
    "handler": (N_("Handled by"), 24),
    "category": (N_("Category"), 16),
    "urgency": (N_("Urgency"), 10),
    "difficulty": (N_("Difficulty"), 10),
    "source": (N_("Source"), 10),
    "due_at": (N_("To be closed by"), 17),
    "due_original_at": (N_("First promised for"), 17),
    "stage_due_at": (N_("Due by"), 17),
    "overdue": (N_("Overdue"), 9),
    "warning": (N_("Warning"), 9),
    "first_breached_at": (N_("First late at"), 17),
    "escalations": (N_("Escalations"), 9),
    "returns": (N_("Returns"), 9),
    "redos": (N_("Redone"), 9),
    "urges": (N_("Urged"), 9),
    "key_task": (N_("Key task"), 9),
    "problem": (N_("Problem ticket"), 9),
    "stuck": (N_("Stuck at the top"), 9),
    "content": (N_("Content"), 50),
    "outcome": (N_("Outcome"), 14),
    "reply": (N_("Reply"), 40),
    "solved": (N_("Solved"), 9),
    "satisfaction": (N_("Satisfaction"), 9),
    "source_system": (N_("Source system"), 14),
    "external_ref": (N_("External reference"), 18),
    "created_at": (N_("Formed at"), 17),
    "updated_at": (N_("Changed at"), 17),
    "closed_at": (N_("Closed at"), 17),
    "id": (N_("Id"), 38),
}
HAND_OVERS: Final[Columns] = {
    "number": (N_("Number"), 24),
    "direction": (N_("Direction"), 10),
    "trigger": (N_("By"), 10),
    "from": (N_("From"), 24),
    "to": (N_("To"), 24),
    "reason": (N_("Reason"), 40),
    "sent_at": (N_("Handed over"), 17),
    "signed_at": (N_("Signed for"), 17),
    "withdrawn_at": (N_("Withdrawn"), 17),
    "ticket_id": (N_("Id of the ticket"), 38),
}
