"""What is measured: the whole API as it is served, with its access log, without the engine beside it.

python -m bench.transitions.measured DSN
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI

from bench.support.serve import POOL, serve
from escalation.application.app import attach, build_app
from escalation.cli.logging import configure
from escalation.kit.database.connection import connect
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.settings import Settings

KEY: Final = b"\x07" * 32
"""The master key of the bench's databases."""


def whole_app(dsn: str) -> FastAPI:
    """The application as `escalation serve` builds it, logging one JSON object a request."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = await connect(dsn, size=POOL)
        attach(app, Runtime(database, Vault(KEY), CompiledDocuments()))
        yield
        await database.close()

    configure(Settings(log_json=True))
    return build_app(lifespan=lifespan)


if __name__ == "__main__":
    serve(whole_app(sys.argv[1]))
