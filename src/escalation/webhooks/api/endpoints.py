"""Webhook endpoints: where a unit's integrators want to be told of what happens, and how."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Code
from escalation.kit.web.headers import IfMatch, IfNoneMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import Context
from escalation.kit.web.routes import strict_router
from escalation.webhooks.api.endpoint_limits import LONGEST, EndpointChanger, EndpointId, Integrator, Sends
from escalation.webhooks.api.endpoint_models import (
    EndpointIn,
    EndpointOut,
    EndpointPatch,
    ListedEndpointOut,
    NewEndpointOut,
    listed,
    serialize,
    settings_of,
    with_secret,
)
from escalation.webhooks.usecases import endpoints
from escalation.webhooks.usecases.endpoints import EndpointView, WantedEndpoint

router = strict_router(prefix="/v1/webhook-endpoints", tags=["webhooks"])


class EndpointQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: endpoints of it.")
    state: Literal["active", "paused", "disabled"] | None = None


@router.get("", summary="Webhook endpoints")
async def list_webhook_endpoints(
    query: Annotated[EndpointQuery, Query()], caller: Integrator, runtime: Uses
) -> Page[ListedEndpointOut]:
    """The endpoints of the units in the caller's scope, with how they fare."""
    keyset = Keyset("webhook-endpoints", UUID, query, runtime, sort="key")
    found = await endpoints.list_endpoints(
        runtime, caller, unit=query.unit, state=query.state, after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(found, place=lambda each: each.view.endpoint.id, show=listed)
    return Page[ListedEndpointOut](items=items, next_cursor=cursor)


@router.post("", summary="Make a webhook endpoint", status_code=201, response_model=NewEndpointOut)
async def create_webhook_endpoint(
    body: EndpointIn, caller: EndpointChanger, runtime: Uses, once: Idempotent, sender: Sends
) -> Response:
    """Make an endpoint of a unit in the caller's scope. It is told what happens from now on.

    The secret is shown once, here: store it, then ask for a ping.
    """
    wanted = WantedEndpoint(**settings_of(dict(body)))
    return answer(
        await endpoints.create_endpoint(
            runtime, sender, wanted, by=caller, render=rendered(201, with_secret), once=once
        )
    )


@router.get(
    "/{endpoint_id}",
    summary="One webhook endpoint",
    response_model=EndpointOut,
    responses={304: {"description": "The caller knows this version already."}},
)
async def read_webhook_endpoint(
    endpoint_id: EndpointId, caller: Integrator, runtime: Uses, known: IfNoneMatch = None
) -> Response:
    """An endpoint; 304 if the caller knows this version already."""
    view = await endpoints.get_endpoint(runtime, endpoint_id, caller)
    tag = {"ETag": etag(view.endpoint.version)}
    if known is not None and known.match(view.endpoint.version):
        return Response(status_code=304, headers=tag)
    return _answer(view)


@router.patch("/{endpoint_id}", summary="Change a webhook endpoint", response_model=EndpointOut)
async def change_webhook_endpoint(
    endpoint_id: EndpointId,
    body: EndpointPatch,
    caller: EndpointChanger,
    runtime: Uses,
    context: Context,
    sender: Sends,
    expected: IfMatch = None,
) -> Response:
    """Change settings, pause, or go on. What is owed to a paused endpoint waits; what happens meanwhile is not added.

    A replay since the pause fetches it. An endpoint that was disabled is pinged before it is active again.
    """
    context.allow(LONGEST)
    context.let_others()
    view = await endpoints.change_endpoint(
        runtime,
        sender,
        endpoint_id,
        settings_of(body.model_dump(exclude_unset=True)),
        by=caller,
        request_id=context.request_id,
        expected=numbers(expected),
    )
    return _answer(view)


@router.delete("/{endpoint_id}", summary="Remove a webhook endpoint", status_code=204)
async def delete_webhook_endpoint(
    endpoint_id: EndpointId, caller: EndpointChanger, runtime: Uses, expected: IfMatch = None
) -> None:
    """Remove an endpoint with what it is owed."""
    await endpoints.delete_endpoint(runtime, endpoint_id, by=caller, expected=numbers(expected))


def _answer(view: EndpointView) -> Response:
    body = serialize(view).model_dump_json().encode()
    return Response(body, media_type="application/json", headers={"ETag": etag(view.endpoint.version)})
