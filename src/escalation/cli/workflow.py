"""Is this life cycle sound, and how does it look? Asked before a workflow document is published."""

from pathlib import Path

import yaml

from escalation.cli.display import result
from escalation.cli.speech import fill
from escalation.errors import N_, DefinitionInvalid, Fault
from escalation.texts import Language
from escalation.workflow import default
from escalation.workflow.definition import Workflow
from escalation.workflow.diagram import mermaid


def check(file: Path | None) -> None:
    """Say that a document would be published, or raise `DefinitionInvalid` with a fault for each place.

    `None` stands for the document that ships with the program.
    """
    found = _checked(file)
    summary = N_("{name}, version {version}: {states} states, {moves} moves. Nothing would strand a ticket.")
    result(fill(summary, name=found.name, version=found.version, states=len(found.states), moves=len(found.moves)))


def diagram(file: Path | None, language: Language) -> None:
    """Print the Mermaid text of a document that has been checked."""
    result(mermaid(_checked(file), language).rstrip("\n"))


def _checked(file: Path | None) -> Workflow:
    if file is None:
        return default.checked(default.document())
    document = _document(file)
    try:
        return default.checked(document)
    except DefinitionInvalid as refusal:
        message = N_("{path} would not be published:")
        raise DefinitionInvalid(message, faults=refusal.faults, path=str(file)) from None


def _document(file: Path) -> object:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _unreadable(Fault(f"line {line}", "malformed", N_("This is not valid YAML."))) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise _unreadable(Fault(str(file), "malformed", N_("This is no YAML or JSON file in UTF-8."))) from None


def _unreadable(fault: Fault) -> DefinitionInvalid:
    return DefinitionInvalid(N_("The file cannot be read as a workflow document."), faults=[fault])
