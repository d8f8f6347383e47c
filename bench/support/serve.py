"""How is a measured application served? On uvicorn with uvloop and httptools, in one process, for both alike."""

import socket
from typing import Final

import uvicorn
from fastapi import FastAPI

POOL: Final = 10
"""Connections to the database, for both."""


def serve(app: FastAPI) -> None:
    """Take a free port, say which on the first line of the output, and serve until told to stop."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(
        app, loop="uvloop", http="httptools", ws="none", log_config=None, access_log=False, server_header=False,
        proxy_headers=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])
