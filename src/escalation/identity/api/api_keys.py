"""API keys: who may call, as what, and until when."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.identity.storage.api_keys import KeyRecord
from escalation.identity.usecases import api_keys
from escalation.identity.usecases.api_keys import MAY_GIVE, WantedKey
from escalation.kit.web.auth import Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Id, In, Integer, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.api.warnings import WarningsOut, show_warnings

router = strict_router(prefix="/v1/keys", tags=["keys"])
KeyId = Annotated[Id, Path(description="The key's id; not the key.")]
KeyReader = Annotated[Actor, Depends(Permission(*MAY_GIVE))]
KeyMaker = Annotated[Actor, Depends(Permission(*MAY_GIVE, access=RouteAccess.WRITE))]


class KeyOut(Out):
    """A key without its secret. `seen_at`: when it was used last, to a few minutes; none if it never was."""

    id: UUID
    name: str
    unit: UnitRef
    role: Role
    member_id: UUID | None
    member_name: str | None
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None


class NewKeyOut(KeyOut):
    """A new key. `secret` is shown now and never again."""

    secret: str


class KeyQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: keys made for it.")


class KeyIn(In):
    """A key to be made. With `member_id` it works as long as the member holds this role at this unit."""

    unit_id: Id
    role: Role
    name: Annotated[Line, Field(max_length=100)]
    days: Annotated[Integer, Field(ge=1, le=3650)] = 365
    member_id: Id | None = None


@router.get("", summary="Keys")
async def list_keys(query: Annotated[KeyQuery, Query()], caller: KeyReader, runtime: Uses) -> Page[KeyOut]:
    """The keys that the caller may revoke, with those that are revoked or have expired."""
    keyset = Keyset("keys", UUID, query, runtime, sort="key")
    found = await api_keys.list_keys(runtime, caller, unit=query.unit, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda key: key.id, show=KeyOut.model_validate)
    return Page[KeyOut](items=items, next_cursor=cursor)


@router.post("", summary="Make a key", status_code=201, response_model=NewKeyOut)
async def create_api_key(body: KeyIn, caller: KeyMaker, runtime: Uses, once: Idempotent) -> Response:
    """Make a key for a unit in the caller's scope and a role that is not above the caller's. It is shown this once.

    It ends with the key that it is made with: at the latest when that expires (see `expires_at`), and when that is
    revoked.
    """
    wanted = WantedKey(body.unit_id, body.role, body.name, body.days, body.member_id)
    return answer(
        await api_keys.hand_out_key(runtime, wanted, by=caller, render=rendered(201, _with_secret), once=once)
    )


@router.delete("/{key_id}", summary="Revoke a key")
async def revoke_api_key(key_id: KeyId, caller: KeyMaker, runtime: Uses, language: CallerLanguage) -> WarningsOut:
    """End a key, with all keys that were made with it and the webhook endpoints that they set up.

    They stop working within seconds, everywhere.
    """
    warnings = await api_keys.revoke_key(runtime, key_id, by=caller)
    return WarningsOut(warnings=show_warnings(warnings, language))


def _with_secret(key: KeyRecord, secret: str) -> bytes:
    shown = KeyOut.model_validate(key)
    return NewKeyOut(**dict(shown), secret=secret).model_dump_json().encode()
