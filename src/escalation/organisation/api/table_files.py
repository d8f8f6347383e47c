"""What routes that take a file of a table have in common (table files): what they answer with, and how that is made."""

from typing import Any, Final

from fastapi import Request, Response

from escalation.actors import Actor
from escalation.kit.runtime.context import IdempotentRequest, Runtime
from escalation.kit.web.idempotency import rendered
from escalation.kit.web.receipts import ReceiptsOut, in_language
from escalation.kit.web.routes import TABLES
from escalation.organisation.api.import_checks import ImportCheckOut, show_check
from escalation.organisation.api.operations import LONG_FILE, OperationOut, located, render
from escalation.organisation.usecases.import_previews import preview_table
from escalation.organisation.usecases.table_imports import TableKind, upload_table
from escalation.texts import Language

TABLE: Final[dict[str, Any]] = {"openapi_extra": {"requestBody": {"required": True, "content": TABLES}}}
"""What the document says of a route that takes one."""
IMPORT: Final[dict[str, Any]] = {
    **TABLE, "response_model": ReceiptsOut, "responses": {202: {"model": OperationOut, "description": LONG_FILE}},
}  # fmt: skip
"""The same of one that takes its lines in."""


async def take_in(
    request: Request,
    runtime: Runtime,
    kind: TableKind,
    *,
    by: Actor,
    language: Language,
    once: IdempotentRequest | None,
) -> Response:
    """Take in the file that was sent: receipts, or the operation that goes on with a long one.

    Raises what `upload_table` does.
    """
    reply = await upload_table(
        runtime, await request.body(), kind, by=by, render=rendered(200, in_language(language)),
        render_operation=rendered(202, render), once=once,
    )  # fmt: skip
    return located(reply)


async def check(
    request: Request, runtime: Runtime, kind: TableKind, *, by: Actor, language: Language
) -> ImportCheckOut:
    """Say what taking in the file that was sent would say of its first lines; nothing is written."""
    return show_check(await preview_table(runtime, await request.body(), kind, by=by), language)
