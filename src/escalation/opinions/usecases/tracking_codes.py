"""How is a tracking code handed over to the citizen? On paper, or by a message that a named machine sends."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import ForbiddenAction, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import new_tracking_code, tracking_hash
from escalation.opinions.domain.refusals import CodeHandedOver
from escalation.opinions.domain.tracking_codes import CodeWay
from escalation.opinions.storage.opinions import Opinion
from escalation.opinions.storage.sealed_contacts import open_contact
from escalation.opinions.storage.tracking_codes import CodeHandOver, find_awaiting_message, hand_over_code
from escalation.opinions.usecases.opinions import may_read_contact, read_opinion


@dataclass(frozen=True, slots=True)
class Slip:
    """A code on its way to the citizen, on paper."""

    opinion: Opinion
    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CodeMessage:
    """A code on its way to the citizen, for whoever sends it to their contact."""

    code: str
    contact: str


async def print_slip(runtime: Runtime, opinion_id: UUID, actor: Actor, reason: str | None, *, request_id: str) -> Slip:
    """Make a code that is printed and handed over. Whoever works on the opinion may; to replace a code, with a reason.

    Raises `NotFound`, `ForbiddenAction`, `CodeHandedOver`.
    """
    async with runtime.database.connection() as connection:
        opinion = await read_opinion(connection, opinion_id, actor)
        if not may_read_contact(actor, opinion):
            raise ForbiddenAction
        if opinion.code_given_at is not None and reason is None:
            raise CodeHandedOver
        how = CodeHandOver(CodeWay.PAPER, actor.unit_id, reason, opinion.code_given_at)
        code, now = await _hand_over(connection, opinion_id, how, actor, request_id)
    return Slip(opinion, code, now)


async def collect_message(runtime: Runtime, opinion_id: UUID, actor: Actor, *, request_id: str) -> CodeMessage:
    """The code and the contact it goes to, for a machine that the operator has named. Each time it is another code.

    Raises `ForbiddenAction` for anybody else, `NotFound` if no message is to carry a code there.
    """
    if actor.principal not in runtime.messengers:
        raise ForbiddenAction
    async with runtime.database.connection() as connection:
        row = await find_awaiting_message(connection, opinion_id)
        if row is None or not actor.reaches(row["unit_path"]):
            raise NotFound
        contact = open_contact(runtime.vault, opinion_id, row).contact
        if contact is None:
            raise NotFound
        how = CodeHandOver(CodeWay.MESSAGE, None, None, row["code_given_at"])
        code, _ = await _hand_over(connection, opinion_id, how, actor, request_id)
    return CodeMessage(code, contact)


async def _hand_over(
    connection: Connection, opinion_id: UUID, how: CodeHandOver, actor: Actor, request_id: str
) -> tuple[str, datetime]:
    code, now = new_tracking_code(), await read_now(connection)
    if not await hand_over_code(connection, opinion_id, tracking_hash(code), how, now, by=actor, request_id=request_id):
        raise CodeHandedOver
    return code, now
