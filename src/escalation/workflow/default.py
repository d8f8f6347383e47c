"""Which life cycle ships with the package? The document in `default.yaml`, parsed and compiled on demand."""

from functools import cache
from importlib.resources import files

import yaml

from escalation.workflow.definition import Workflow, parse
from escalation.workflow.effects import EFFECTS
from escalation.workflow.guards import GUARDS
from escalation.workflow.machine import Machine


@cache
def document() -> object:
    """The default workflow document as published to a new database."""
    return yaml.safe_load(files(__package__).joinpath("default.yaml").read_text(encoding="utf-8"))


def checked(source: object) -> Workflow:
    """Any workflow document, checked against the guards and effects there are. Raises `DefinitionInvalid`."""
    return parse(source, guards=GUARDS, effects=EFFECTS)


def compiled(source: object) -> Machine:
    """A workflow document, checked and ready to be asked. Raises `DefinitionInvalid`."""
    return Machine(checked(source))
