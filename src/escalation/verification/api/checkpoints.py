"""Signed checkpoints, for whoever keeps them where the owner of the database cannot reach."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.verification.domain.checkpoints import SignedCheckpoint
from escalation.verification.usecases import list_checkpoints as signed_checkpoints

router = strict_router(prefix="/v1/checkpoints", tags=["verification"])


class CheckpointSignatureOut(Out):
    """An Ed25519 signature of `text`, and the public key that it fits; both in Base64."""

    public_key: str
    signature: str


class LogStateOut(Out):
    """How many lines a log had, and the root of the Merkle tree over them (RFC 9162), as hexadecimal digits."""

    size: int
    root: str


class CheckpointOut(Out):
    """What both logs had come to. `text` is what was signed, byte for byte; `previous` is its SHA-256 one earlier."""

    number: int
    made_at: datetime
    previous: str
    events: LogStateOut
    seals: LogStateOut
    text: Annotated[str, Field(description="What was signed.")]
    signatures: list[CheckpointSignatureOut]


@router.get("", summary="Signed checkpoints")
async def list_checkpoints(query: Annotated[ListQuery, Query()], _: Caller, runtime: Uses) -> Page[CheckpointOut]:
    """Newest first."""
    keyset = Keyset("checkpoints", int, query, runtime)
    found = await signed_checkpoints.list_checkpoints(runtime, before=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda signed: signed.checkpoint.number, show=_shown)
    return Page(items=items, next_cursor=cursor)


def _shown(signed: SignedCheckpoint) -> CheckpointOut:
    checkpoint = signed.checkpoint
    return CheckpointOut(
        number=checkpoint.number, made_at=checkpoint.made_at, previous=checkpoint.previous,
        events=LogStateOut(size=checkpoint.events.size, root=checkpoint.events.root),
        seals=LogStateOut(size=checkpoint.seals.size, root=checkpoint.seals.root), text=checkpoint.text,
        signatures=[
            CheckpointSignatureOut(public_key=key, signature=made) for key, made in signed.signatures.items()
        ],
    )  # fmt: skip
