"""Is this life cycle sound, and how does it look? Asked before a workflow document is published."""

from pathlib import Path

from escalation.cli.display import result
from escalation.cli.input_documents import check_as_published, read_document, with_version, would_not_be_published
from escalation.cli.language import fill
from escalation.errors import N_, DefinitionInvalid
from escalation.kit.documents.store import DocumentKind
from escalation.texts import Language
from escalation.tickets.domain import default
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.diagram import mermaid


def check(file: Path | None, *, offline: bool, confirmed: bool) -> None:
    """Say that a document would be published, or raise `DefinitionInvalid` with a fault for each place.

    `None` stands for the document that ships with the program. `offline`: its version, and what it takes back, is not
    looked at.
    """
    found = _checked(file)
    if file is not None and not offline:
        check_as_published(file, DocumentKind.WORKFLOW, confirmed=confirmed)
    summary = N_("{name}, version {version}: {states} states, {moves} moves. Nothing would strand a ticket.")
    result(fill(summary, name=found.name, version=found.version, states=len(found.states), moves=len(found.moves)))


def diagram(file: Path | None, language: Language) -> None:
    """Print the Mermaid text of a document that has been checked."""
    result(mermaid(_checked(file), language).rstrip("\n"))


def _checked(file: Path | None) -> Workflow:
    if file is None:
        return default.checked(default.document())
    document = with_version(read_document(file))
    try:
        return default.checked(document)
    except DefinitionInvalid as refusal:
        raise would_not_be_published(file, refusal) from None
