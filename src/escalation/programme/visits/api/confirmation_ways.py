"""Where was a code typed in (confirmation way)? On a device of the staff, or anywhere else."""

from typing import Annotated

from fastapi import Depends, Request

from escalation.actors import Role
from escalation.errors import Refusal
from escalation.kit.web.auth import Personal
from escalation.programme.visits.domain.confirmations import ConfirmationWay
from escalation.sign_in.api.browser import has_signed_in


async def way_of(request: Request) -> ConfirmationWay:
    """By what way somebody confirms who sends a code.

    A browser in which somebody is or was signed in is one of the staff, and so is whoever bears a key or token of
    theirs; a machine that speaks for citizens is not. What shows nothing valid is taken as nothing.
    """
    is_of_staff = has_signed_in(request) or ("authorization" in request.headers and await _bears_a_key(request))
    return ConfirmationWay.STAFF_DEVICE if is_of_staff else ConfirmationWay.CODE


async def _bears_a_key(request: Request) -> bool:
    try:
        return (await Personal().identify(request)).role is not Role.INTEGRATOR
    except Refusal:
        return False


Way = Annotated[ConfirmationWay, Depends(way_of)]
