"""Exports of events: what the feed shows, as a file."""

from typing import Annotated, Final

import orjson
from fastapi import Query, Response

from escalation.actors import Actor
from escalation.errors import N_
from escalation.events.domain.envelope import Fact, feed_item
from escalation.events.domain.matching import check_globs
from escalation.events.usecases.event_types import every_type
from escalation.feed.api.feed import Types
from escalation.feed.storage.pages import Wanted
from escalation.feed.usecases import feed
from escalation.kit.exporting.columns import Cells, ExportFormat
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Id
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.texts import Language

router = strict_router(prefix="/v1/exports", tags=["exports"])


class EventExportQuery(ExportQuery):
    """What is asked of the feed; what is left out narrows nothing."""

    type: Types = None
    ticket_id: Id | None = None


@router.get("/events", summary="Events as a file", response_class=Response, responses=RESPONSES)
async def export_events(
    query: Annotated[EventExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """What happened to all that the caller may see, as the feed tells it, oldest first, as far as it is kept.

    It ends with what had its place in the feed when it began. `data` is that of the event, in tables as JSON.
    """
    return await answer_export(export, query, await events_file(runtime, caller, query, language), language=language)


async def events_file(runtime: Runtime, caller: Actor, query: EventExportQuery, language: Language) -> Exported:
    """What the route answers with. Raises `ValidationFailed` for a glob that fits no type."""
    if query.type:
        check_globs(query.type, pointer="?type")
    wanted = Wanted(tuple(query.type or ()), query.ticket_id)
    is_table = query.format is not ExportFormat.JSONL
    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    # Where it ends, or it never would: reading it makes no events, but others do.
    end = await feed.place_of(runtime, wanted, feed.FeedStart.LATEST) or 0

    async def read(after: int | None) -> tuple[list[Fact], int | None]:
        page = await feed.list_feed(runtime, caller, wanted, after=after, limit=PAGE)
        facts = [fact for fact in page.facts if (fact.feed_pos or 0) <= end]
        return facts, page.upto if page.upto < end else None

    labels = {"type": {each.name: each.title for each in every_type(language)}}
    table = table_of(N_("Events"), EVENTS, setting.now, setting.zone, language, query=query, labels=labels)
    return Exported(table, in_pages(read, lambda fact: _event(fact, is_table=is_table)), setting.now)


EVENTS: Final[Columns] = {
    "occurred_at": (N_("Happened at"), 17),
    "type": (N_("Type of event"), 24),
    "ticket_number": (N_("Number"), 24),
    "sequence": (N_("Number of the event"), 9),
    "from_state": (N_("From the state"), 16),
    "to_state": (N_("To the state"), 16),
    "trigger": (N_("By"), 10),
    "reason": (N_("Reason"), 40),
    "data": (N_("Data"), 50),
    "ticket_id": (N_("Id of the ticket"), 38),
    "opinion_id": (N_("Id of the opinion"), 38),
    "endpoint_id": (N_("Id of the endpoint"), 38),
    "record_id": (N_("Id of the record"), 38),
    "id": (N_("Id"), 38),
}
_AS_TOLD: Final = tuple(name for name in EVENTS if name != "data")


def _event(fact: Fact, *, is_table: bool) -> Cells:
    data = feed_item(fact, "")["data"]
    told = {name: getattr(fact, name) for name in _AS_TOLD}
    return told | {"data": orjson.dumps(data, str).decode() if is_table else data}
