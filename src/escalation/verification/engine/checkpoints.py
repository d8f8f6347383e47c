"""Who makes checkpoints, and when? A worker that has the key, once in a while; what it signs it writes to a folder."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from prometheus_client import Gauge

from escalation.kit.runtime.context import Runtime
from escalation.verification.usecases.checkpoint_files import publish
from escalation.verification.usecases.make_checkpoint import make_checkpoint, number_seals

REST: Final = 10.0
"""Seconds between two looks for seals that have no position yet."""

_log = structlog.get_logger(__name__)
_NUMBER = Gauge("escalation_checkpoint_number", "The number of the last checkpoint that this process made.")
_MADE_AT = Gauge(
    "escalation_checkpoint_made_timestamp_seconds",
    "When this process last saw to it that all is in a checkpoint that is written down; 0: never.",
)


@dataclass(slots=True)
class CheckpointJob:
    """One worker's share in checkpoints. `every`: seconds between two. `keys`: to sign with, the one in use first."""

    folder: Path
    keys: Sequence[Ed25519PrivateKey] = field(repr=False)
    every: float
    _next_at: float = 0.0

    async def step(self, runtime: Runtime) -> bool:
        """Number new seals, and make a checkpoint if it is time; whether there may be more to do."""
        if await number_seals(runtime):
            return True
        if monotonic() < self._next_at:
            return False
        made = await make_checkpoint(runtime, self.keys)
        goes_on = made is not None and made.goes_on
        if not goes_on:
            self._next_at = monotonic() + self.every
        try:
            written = await publish(runtime, self.folder)
        except OSError as error:
            _log.error("checkpoint_not_written", folder=str(self.folder), reason=error.strerror or str(error))
            return False
        for checkpoint in written:
            _NUMBER.set(checkpoint.number)
            _log.info("checkpoint", number=checkpoint.number, digest=checkpoint.digest, folder=str(self.folder))
        if not goes_on:
            _MADE_AT.set_to_current_time()
        return goes_on
