"""Secrets of endpoints: added, ended, and the public keys for everybody who verifies."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Path, Response
from pydantic import Field

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.fields import Id, In, Integer, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.routes import strict_router
from escalation.webhooks.api.endpoint_limits import EndpointChanger, EndpointId, Integrator
from escalation.webhooks.api.endpoint_models import OwnSecret
from escalation.webhooks.domain.signing import public_text
from escalation.webhooks.storage.secrets import Secret
from escalation.webhooks.usecases import secrets
from escalation.webhooks.usecases.secrets import MadeSecret, WantedSecret

router = strict_router(prefix="/v1/webhook-endpoints/{endpoint_id}", tags=["webhooks"])
SecretId = Annotated[Id, Path(description="The secret's id; not the secret.")]
Algorithm = Literal["v1", "v1a"]

_A_DAY, _A_WEEK = 86_400, 604_800
_MADE_HERE = N_("A key pair is made here. Leave this out.")


class SecretOut(Out):
    """A secret without itself; of a key pair the public half, as `whpk_…`. It signs until `expires_at`."""

    id: UUID
    algorithm: Algorithm
    public_key: str | None
    created_at: datetime
    expires_at: datetime | None


class SecretsOut(Out):
    """The secrets that deliveries are signed with, newest first."""

    items: list[SecretOut]


class NewSecretOut(SecretOut):
    """A new secret, shown now and never again; null for a key pair, whose private half stays here."""

    secret: str | None


class SecretIn(In):
    """A secret to be added: `v1` is a shared one, `v1a` an Ed25519 key pair.

    Older ones of the same kind end after `overlap_seconds`, so that receivers can change over.
    """

    algorithm: Algorithm = "v1"
    secret: OwnSecret | None = None
    overlap_seconds: Annotated[Integer, Field(ge=0, le=_A_WEEK)] = _A_DAY


class JwkOut(Out):
    """An Ed25519 public key (RFC 8037)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: str
    kid: str
    use: Literal["sig"]
    alg: Literal["EdDSA"]


class JwkSetOut(Out):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[JwkOut]


@router.get("/secrets", summary="Secrets of an endpoint")
async def list_secrets(endpoint_id: EndpointId, caller: Integrator, runtime: Uses) -> SecretsOut:
    """What deliveries are signed with now: at most five, with their ids and times."""
    found = await secrets.list_secrets(runtime, endpoint_id, caller)
    return SecretsOut(items=[SecretOut(**_fields(secret)) for secret in found])


@router.post("/secrets", summary="Add a secret", status_code=201, response_model=NewSecretOut)
async def add_secret(
    endpoint_id: EndpointId,
    body: SecretIn,
    caller: EndpointChanger,
    runtime: Uses,
    once: Idempotent,
) -> Response:
    """Sign with one more secret from now on, retries included. Older ones go on beside it for a while."""
    if body.algorithm == "v1a" and body.secret is not None:
        raise ValidationFailed(faults=[Fault("/secret", "not_wanted", _MADE_HERE)])
    wanted = WantedSecret(body.algorithm, body.secret, timedelta(seconds=body.overlap_seconds))
    return answer(
        await secrets.add_secret(runtime, endpoint_id, wanted, by=caller, render=rendered(201, _render), once=once)
    )


@router.delete("/secrets/{secret_id}", summary="End a secret", status_code=204)
async def expire_secret(endpoint_id: EndpointId, secret_id: SecretId, caller: EndpointChanger, runtime: Uses) -> None:
    """End a secret at once. The last one cannot be ended."""
    await secrets.expire_secret(runtime, endpoint_id, secret_id, by=caller)


@router.get(
    "/jwks.json", summary="Public keys of an endpoint", response_model=JwkSetOut, dependencies=[Depends(throttled)]
)
async def read_webhook_keys(endpoint_id: EndpointId, _: Anybody, runtime: Uses) -> dict[str, Any]:
    """The public halves of its live key pairs, for everybody; 404 if there are none."""
    return {"keys": await secrets.key_set(runtime, endpoint_id)}


def _fields(secret: Secret) -> dict[str, Any]:
    public = public_text(secret.public_key) if secret.public_key else None
    same = {name: getattr(secret, name) for name in ("id", "algorithm", "created_at", "expires_at")}
    return {**same, "public_key": public}


def _render(made: MadeSecret) -> bytes:
    return NewSecretOut(**_fields(made.secret), secret=made.text).model_dump_json().encode()
