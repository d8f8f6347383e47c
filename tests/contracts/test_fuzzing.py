"""Requests that nobody wrote, to every operation, over a real connection: all that Schemathesis checks, and no failure.

The slice sends one good request to each and tries all that can be tried with its answer. `make torture` goes on for as
long as ESCALATION_TEST_FUZZING says, in seconds, with every phase and as two that see nothing in common.
"""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from fastapi import Request

from escalation.actors import Actor, Role
from escalation.application.app import build_app
from escalation.cli.server import address, listen, served_beside
from escalation.identity.usecases.api_keys import create_key
from tests.support.callers import Callers, settle
from tests.support.fuzzing import Found, Round, ask
from tests.support.roles import TwoRoles
from tests.support.route_inventory import DESCRIBED
from tests.support.spares import some_spares
from tests.support.things import one_of_everything

STRANGERS: Final = ("V1 handler", "V2 handler")
SECONDS: Final = int(os.environ.get("ESCALATION_TEST_FUZZING", "600"))
SLICE: Final = (Round(("examples",)),)
ROUNDS: Final = (
    Round(("examples",)),
    Round(("coverage",), SECONDS * 3 // 10),
    Round(("fuzzing",), SECONDS * 2 // 10),
    Round(("stateful",), SECONDS * 2 // 10),
    Round(("fuzzing", "stateful"), SECONDS * 2 // 10, STRANGERS),
)
SPARES: Final = 6
"""Of each thing that can be used up, in a round that lasts."""
SOMETIMES: Final = 0.9
"""The share of operations that succeed sometimes."""


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [SLICE, pytest.param(ROUNDS, marks=pytest.mark.torture)], ids=["slice", "long"])
async def test_every_operation_is_answered_as_the_document_says(
    pool: TwoRoles, tmp_path: Path, capsys: pytest.CaptureFixture[str], rounds: Sequence[Round]
) -> None:
    found = Found()
    for round_ in rounds:
        await fuzz(pool, round_, tmp_path, found)
    if rounds is ROUNDS:
        with capsys.disabled():
            print(f"\n{found.table()}")  # noqa: T201
    if found.failures():
        pytest.fail(found.failures(), pytrace=False)
    assert found.succeeding() > SOMETIMES * len(DESCRIBED), found.table()


@pytest.mark.torture
async def test_a_server_that_lets_everybody_in_is_found_out(pool: TwoRoles, tmp_path: Path) -> None:
    found = Found()
    await fuzz(pool, Round(("examples",), path="/v1/me"), tmp_path, found, lets_in="C admin")
    assert "ignored_auth" in found.failures()


async def fuzz(pool: TwoRoles, round_: Round, folder: Path, found: Found, *, lets_in: str | None = None) -> None:
    """One round, on a world of its own. `lets_in`: as whom everybody is let in, whatever they show."""
    app = build_app()
    callers = await settle(pool, app)
    for who in {*(operation.good.by for operation in DESCRIBED), *STRANGERS}:
        await _give_lasting_key(callers, who)
    things = await one_of_everything(callers)
    spares = await some_spares(callers, things, count=1 if round_.seconds is None else SPARES)
    if lets_in is not None:
        app.state.authenticator = Porter(callers.world.actor(*lets_in.split()))
    keys = {" ".join(who): secret for who, secret in callers.world.keys.items()}
    listener = listen("127.0.0.1", 0)
    async with served_beside(app, listener):
        await asyncio.to_thread(ask, address(listener), keys, things, spares, round_, folder, found)


@dataclass(frozen=True, slots=True)
class Porter:
    """Takes everybody for the same one."""

    actor: Actor

    async def identify(self, request: Request, *, needs_post: bool) -> Actor:
        return self.actor


async def _give_lasting_key(callers: Callers, who: str) -> None:
    """A key that outlives what is done to the test clock."""
    code, role = who.split()
    made = await create_key(callers.world.runtime, unit_code=code, role=Role(role), name="fuzz", days=3650, by=None)
    callers.world.keys[code, Role(role)] = made.secret
