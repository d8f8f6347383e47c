"""Whose are the references of another system (source systems)? Of one unit, and of those above it; nobody else's.

References are unique within a source system for ever: whoever could send under the name of the hotline could take its
numbers, and the hotline's own messages would be refused.
"""

from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor

IMPORT: Final = "import"
"""Where the references of files came from that did not say so, before every unit had a name of its own for them."""


class SystemOwner(NamedTuple):
    """The unit whose source system it is. `is_named`: the operator said so, or it is the unit's own name for files."""

    unit_id: UUID
    path: str
    is_named: bool


def own_system(code: str) -> str:
    """The source system of files of a unit that do not say where their references come from."""
    return f"{IMPORT}-{code}"


def may_send(actor: Actor, owner: SystemOwner | None) -> bool:
    """Whether somebody may send under a name: where it is nobody's yet, and for a unit that they reach."""
    return owner is None or actor.reaches(owner.path)


def takes_over(actor: Actor, owner: SystemOwner | None) -> bool:
    """Whether a name becomes that of the unit that sends under it, which it may.

    The first one to use it has it, and gives way to a unit above: a village that was faster does not keep the name of
    the city's hotline. Whom the operator named gives way to nobody.
    """
    return actor.unit_id is not None and (owner is None or not (owner.is_named or owner.unit_id == actor.unit_id))
