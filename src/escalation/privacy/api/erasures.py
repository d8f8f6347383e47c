"""Erasures: asked for by an office at a citizen's wish, granted or refused by another one."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import Field

from escalation.kit.web.auth import Changer, Decider, Uses
from escalation.kit.web.fields import Flag, Id, In, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.privacy.domain.erasure import Erasure
from escalation.privacy.usecases import erasures

router = strict_router(prefix="/v1", tags=["privacy"])


class ErasureIn(In):
    """Why it shall be erased: what the citizen said, or the rule that wants it."""

    reason: Annotated[Text, Field(max_length=1000)]


class ErasureDecisionIn(In):
    """Whether it is erased; refused, say why."""

    approve: Flag
    reason: Annotated[Text, Field(max_length=1000)] | None = None


class ErasureOut(Out):
    """What became of an erasure: asked, approved (the engine is about to do it), refused or done."""

    id: UUID
    opinion_id: UUID
    state: Literal["asked", "approved", "refused", "done"]
    reason: str
    asked_at: datetime
    asked_by: str
    decided_at: datetime | None
    decided_by: str | None
    answer: str | None
    done_at: datetime | None


class ErasureQuery(ListQuery):
    """In which state."""

    state: Literal["asked", "approved", "refused", "done"] | None = None


@router.post("/opinions/{opinion_id}/erasure", status_code=202, summary="Ask for an erasure", response_model=ErasureOut)
async def request_erasure(
    opinion_id: Annotated[Id, Path(description="The opinion's id.")], body: ErasureIn, caller: Changer, runtime: Uses,
    once: Idempotent,
) -> Response:  # fmt: skip
    """Ask that everything an opinion says be erased: contact, words, files, and those of its ticket if it is the last.

    For an office or leader over the unit, once the matter has ended. Somebody else decides. That there was an opinion,
    of which category and when, stays, and histories still verify.
    """
    reply = await erasures.ask_for_erasure(
        runtime, opinion_id, caller, body.reason, render=rendered(202, _render), once=once
    )
    return answer(reply)


@router.get("/erasures", summary="Erasures", response_model=Page[ErasureOut])
async def list_erasures(query: Annotated[ErasureQuery, Query()], caller: Decider, runtime: Uses) -> Response:
    """What was asked to be erased below the caller's unit, newest first."""
    keyset = Keyset("erasures", (datetime, UUID), query, runtime)
    found = await erasures.list_erasures(runtime, caller, query.state, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: (each.asked_at, each.id), show=_serialize)
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.post("/erasures/{erasure_id}/decision", summary="Decide an erasure", response_model=ErasureOut)
async def decide_erasure(
    erasure_id: Annotated[Id, Path(description="The erasure's id.")], body: ErasureDecisionIn, caller: Changer,
    runtime: Uses, once: Idempotent,
) -> Response:  # fmt: skip
    """Grant or refuse an erasure that somebody else has asked for. What is granted, the engine does within a minute."""
    reply = await erasures.decide_erasure(
        runtime, erasure_id, caller, body.reason, approve=body.approve, render=rendered(200, _render), once=once
    )
    return answer(reply)


def _serialize(erasure: Erasure) -> dict[str, object]:
    return {name: getattr(erasure, name) for name in ErasureOut.model_fields}


def _render(erasure: Erasure) -> bytes:
    return to_json(_serialize(erasure))
