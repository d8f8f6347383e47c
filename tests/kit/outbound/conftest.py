"""A sender as it is used for local work."""

from collections.abc import AsyncIterator

import pytest_asyncio

from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.receivers import LOCAL


@pytest_asyncio.fixture
async def sender() -> AsyncIterator[Sender]:
    async with Sender(LOCAL, allow_http=True, user_agent="escalation/test") as sender:
        yield sender
