"""Where do browsers find this server? Its public address, if the operator has said so."""

from typing import Annotated, cast

from fastapi import Depends, Request


async def _public_address(request: Request) -> str | None:
    return cast(str | None, request.app.state.public_address)


PublicAddress = Annotated[str | None, Depends(_public_address)]
"""Scheme, host and port, without a slash at the end."""
