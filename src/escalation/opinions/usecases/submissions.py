"""How does a citizen send an opinion in without a clerk between (submission)? And only then is the code shown."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from escalation.actors import Actor
from escalation.errors import N_, Fault, IdempotencyKeyInUse, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, replay, to_keep
from escalation.kit.runtime.encryption import new_tracking_code, tracking_hash
from escalation.kit.runtime.remote_calls import told_before
from escalation.opinions.domain.tracking_codes import CodeWay
from escalation.opinions.storage.intake import receive_opinion
from escalation.opinions.storage.intake_reading import IntakeQuestion, read_intake
from escalation.opinions.usecases.opinions import ATTEMPTS, OpinionInput, admit, named_unit
from escalation.opinions.usecases.upload_tokens import new_upload_token
from escalation.organisation.domain.units import UnitKind
from escalation.organisation.storage.unit_lists import UnitFilters
from escalation.organisation.storage.unit_search import search_units
from escalation.organisation.storage.units import UnitRecord, find_units_by_codes

CITIZEN: Final = Actor("citizen", None, None, "")
"""Whoever sends an opinion in for themselves."""

MOST_RECEIVERS: Final = 10
"""Units that a search shows to a citizen: who means none of them types more."""

_PLACES: Final = (UnitKind.TERRITORY, UnitKind.ENTERPRISE)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a citizen is told: the code, with what photos are sent next, where the opinion went, and when it came."""

    tracking_code: str
    upload_token: str
    unit_name: str
    received_at: datetime


async def submit(
    runtime: Runtime,
    given: OpinionInput,
    *,
    prove: Callable[[], Awaitable[None]] | None,
    render: Callable[[Submitted], StoredResponse],
    request_id: str,
    once: IdempotentRequest | None = None,
) -> StoredResponse:
    """Take an opinion into the inbox of the unit that the citizen names.

    `prove` refuses who did not do what is asked of them; what was answered before needs no other proof. Raises
    `ValidationFailed`.
    """
    once = replace(once, principal=CITIZEN.principal) if once is not None else None
    if prove is not None:
        told = await told_before(runtime, once, recheck=_nobody_else)
        if told is not None:
            return told
        await prove()
    receiver = named_unit(CITIZEN, None, given.unit_code)
    asked = IntakeQuestion(receiver, key=once.key if once else None)
    async with runtime.database.connection() as connection:
        for _ in range(ATTEMPTS):
            reading = await read_intake(connection, CITIZEN, asked)
            if once is not None and reading.answer is not None:
                return replay(runtime, once, reading.answer)
            unit = reading.unit(receiver)
            if unit is None or not unit.active:
                raise ValidationFailed(faults=[Fault("/unit_code", "unknown_unit", N_("There is no such unit."))])
            code = new_tracking_code()
            new = replace(
                await admit(runtime, connection, CITIZEN, given, unit, reading.now),
                tracking_hash=tracking_hash(code), code_way=CodeWay.SHOWN, code_given_at=reading.now,
            )  # fmt: skip
            token = new_upload_token(runtime.vault, new.id, reading.now)
            reply = render(Submitted(code, token, unit.name, reading.now))
            kept = to_keep(runtime, once, reply, reading.now)
            if await receive_opinion(connection, new, by=CITIZEN, request_id=request_id, answer=kept):
                return reply
    raise IdempotencyKeyInUse


async def find_receivers(runtime: Runtime, text: str) -> list[UnitRecord]:
    """The units that a citizen means who types this, the best first: places, which who lives there knows."""
    async with runtime.database.connection(changes=False) as connection:
        return await search_units(connection, UnitFilters(active=True), text, kinds=_PLACES, limit=MOST_RECEIVERS)


async def find_receiver(runtime: Runtime, code: str) -> UnitRecord | None:
    """The unit with this code, if it is there to receive something."""
    async with runtime.database.connection(changes=False) as connection:
        unit = (await find_units_by_codes(connection, [code])).get(code)
    return unit if unit is not None and unit.active else None


async def _nobody_else(_: Connection) -> None:
    """Whoever has the key of a submission sent it: there is no right to it that could be lost."""
