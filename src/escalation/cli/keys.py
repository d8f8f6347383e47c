"""Who has a key? Keys are made, listed and ended from the terminal, whose operator is bound to no unit."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from escalation.cli.display import result, say, show_table
from escalation.cli.interrupts import run
from escalation.cli.logging import configure
from escalation.cli.runtime import runtime
from escalation.cli.speech import _, fill
from escalation.errors import N_
from escalation.settings import Settings, read
from escalation.usecases.keys import create_key, list_keys, revoke_key
from escalation.usecases.session import Session
from escalation.workflow.situation import Role

T = TypeVar("T")


def create(*, unit: str, role: Role, days: int, name: str) -> None:
    """Print a new key and nothing else on the output."""
    made = _do(lambda session: create_key(session, unit_code=unit, role=role, name=name, days=days, by=None))
    result(made.secret)


def show() -> None:
    """Print the keys that work."""
    headings = N_("Id"), N_("Role"), N_("Unit"), N_("Code"), N_("Name"), N_("Valid until")
    found = _do(lambda session: list_keys(session, by=None))
    rows = [(str(k.id), k.role, k.unit_name, k.unit_code, k.name, f"{k.expires_at:%Y-%m-%d}") for k in found]
    show_table("", [_(heading) for heading in headings], rows)


def revoke(key_id: UUID) -> None:
    """End a key. Raises `NotFound` if there is none that still works."""
    _do(lambda session: revoke_key(session, key_id, by=None))
    say(fill(N_("The key has ended.")))


def _do(use_case: Callable[[Session], Awaitable[T]]) -> T:
    settings = read()
    configure(settings, quiet=True)
    return run(_with_session(settings, use_case))


async def _with_session(settings: Settings, use_case: Callable[[Session], Awaitable[T]]) -> T:
    async with runtime(settings, name="escalation keys") as session:
        return await use_case(session)
