"""Tokens of phones: how one is signed in, goes on, and is signed out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path, Response
from pydantic import Field

from escalation.kit.web.auth import Anybody, Oneself, OneselfChanging
from escalation.kit.web.fields import Id, In, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.routes import strict_router
from escalation.sign_in.api.browser import SigningIn, SignsIn
from escalation.sign_in.api.sign_in import Password
from escalation.sign_in.storage.device_tokens import ACCESS_FOR
from escalation.sign_in.usecases import device_tokens
from escalation.sign_in.usecases.device_tokens import DeviceTokens, WantedDevice

router = strict_router(prefix="/v1/tokens", tags=["sign-in"])
TokenId = Annotated[Id, Path(description="The id under which a phone is signed in.")]
ActingAs = Annotated[Line, Field(description="As which post one acts where no `Acting-As` says otherwise.")]


class TokenIn(In):
    """Who signs in with which phone."""

    login: Line
    password: Password
    device_name: Annotated[Line, Field(max_length=100)]
    acting_as: ActingAs | None = None


class RefreshIn(In):
    """The refresh token that the phone was given last. `acting_as` changes the post, if it is given."""

    refresh_token: Annotated[Line, Field(max_length=100)]
    acting_as: ActingAs | None = None


class TokensOut(Out):
    """What a phone is given, this once. The access token is good for `expires_in` seconds, the refresh token once."""

    id: UUID
    token_type: Literal["Bearer"]
    access_token: str
    expires_in: int
    refresh_token: str


class DeviceOut(Out):
    """A phone that is signed in."""

    id: UUID
    device_name: str
    acting_as: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@router.get("", summary="My phones")
async def list_tokens(caller: Oneself, context: SignsIn) -> Page[DeviceOut]:
    """The phones with which the caller is signed in, the last first; none for a machine."""
    found = await device_tokens.list_devices(context, caller)
    return Page(items=[DeviceOut.model_validate(device) for device in found], next_cursor=None)


@router.post("", summary="Sign a phone in", status_code=201)
async def create_token(body: TokenIn, _: Anybody, browser: SigningIn, context: SignsIn) -> TokensOut:
    """Sign in with a phone, by name and password."""
    wanted = WantedDevice(body.login, body.password, body.device_name, body.acting_as)
    return _shown(await device_tokens.sign_in_device(context, wanted, browser))


@router.post("/refresh", summary="Go on with a phone", response_model=TokensOut)
async def refresh_token(body: RefreshIn, _: Anybody, context: SignsIn, once: Idempotent) -> Response:
    """Give a refresh token back for new tokens. One that comes again after these were used ends the phone.

    An answer that was lost on the way is asked for again, best with the same Idempotency-Key.
    """
    render = rendered(200, lambda tokens: _shown(tokens).model_dump_json().encode())
    return answer(
        await device_tokens.refresh_device(context, body.refresh_token, body.acting_as, render=render, once=once)
    )


@router.delete("/{token_id}", summary="Sign a phone out", status_code=204)
async def revoke_token(token_id: TokenId, caller: OneselfChanging, context: SignsIn) -> None:
    """Sign a phone of one's own out. It is over within seconds, everywhere."""
    await device_tokens.end_device(context, token_id, caller)


def _shown(tokens: DeviceTokens) -> TokensOut:
    return TokensOut(
        id=tokens.id, token_type="Bearer", access_token=tokens.access_token,  # noqa: S106 - RFC 6750
        expires_in=int(ACCESS_FOR.total_seconds()), refresh_token=tokens.refresh_token,
    )  # fmt: skip
