"""Who may set up endpoints, with what are they tried, and how often? What the routes of endpoints share."""

from typing import Annotated, Final, cast
from uuid import UUID

from fastapi import Depends, Path, Request

from escalation.actors import Actor, Role
from escalation.errors import ConfigurationInvalid
from escalation.kit.outbound.sender import Sender
from escalation.kit.web.auth import Permission, RouteAccess
from escalation.kit.web.fields import Id
from escalation.kit.web.rate_limit import Throttle
from escalation.webhooks.usecases.test_delivery import Admit

EACH, ALL = 5, 600
"""Times a minute that somebody may have something sent: to one endpoint, and to all, in one process."""

LONGEST: Final = 45.0
"""Seconds that a request may take which waits for a receiver."""

Integrator = Annotated[Actor, Depends(Permission(Role.INTEGRATOR, Role.ADMIN))]
"""Who may look at endpoints."""
EndpointChanger = Annotated[Actor, Depends(Permission(Role.INTEGRATOR, Role.ADMIN, access=RouteAccess.WRITE))]
"""Who may set them up and have something sent."""
EndpointId = Annotated[Id, Path(description="The endpoint's id.")]


async def sender_of(request: Request) -> Sender:
    """With what this process reaches other machines."""
    sender = cast(Sender | None, request.app.state.sender)
    if sender is None:
        raise ConfigurationInvalid
    return sender


async def admission(request: Request) -> Admit:
    """Counts what is sent on request, by endpoint."""
    throttle = cast(Throttle, request.app.state.trials)

    def admit(endpoint_id: UUID) -> None:
        throttle.admit(str(endpoint_id))

    return admit


Sends = Annotated[Sender, Depends(sender_of)]
Admits = Annotated[Admit, Depends(admission)]
