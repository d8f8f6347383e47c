"""Which life cycle ships with the package? The document in `default.yaml`, parsed on demand."""

from functools import cache
from importlib.resources import files
from typing import Final

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.kit.parsing.yaml_documents import load_yaml
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.effects import EFFECTS
from escalation.tickets.domain.guards import FORMER_NAMES, GUARDS
from escalation.tickets.domain.workflow_validation import Names, parse

EVENTS: Final = frozenset(
    name for name, each in EVENT_TYPES.items() if each.about == "ticket" and name != "ticket.scope_left"
)
"""Events of a ticket. Who loses sight of it is told so by the program itself, and nobody else sees that."""


@cache
def document() -> object:
    """The default workflow document as published to a new database."""
    return load_yaml(files(__package__).joinpath("default.yaml").read_text(encoding="utf-8"))


def checked(source: object) -> Workflow:
    """Any workflow document, checked against the guards, effects and events there are. Raises `DefinitionInvalid`."""
    return parse(source, Names({*GUARDS, *FORMER_NAMES}, EFFECTS, EVENTS))
