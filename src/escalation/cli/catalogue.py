"""Is this routing catalogue (派单目录) sound? Asked before it is published."""

from pathlib import Path

from escalation.cli.display import result
from escalation.cli.input_documents import check_as_published, read_document, with_version, would_not_be_published
from escalation.cli.language import LANGUAGE, fill
from escalation.errors import N_, DefinitionInvalid
from escalation.kit.documents.store import DocumentKind
from escalation.opinions.domain import defaults
from escalation.opinions.domain.catalogue import RoutingCatalogue, read_catalogue


def check(file: Path | None, *, offline: bool) -> None:
    """Say that a catalogue would be published, or raise `DefinitionInvalid` with a fault for each place.

    `None` stands for the one that ships with the program. `offline`: whether something that is left out is in use is
    not looked at.
    """
    found = _checked(file)
    if file is not None and not offline:
        check_as_published(file, DocumentKind.CATALOGUE)
    summary = N_("{name}: {categories} categories, {departments} departments.")
    name = found.zh if LANGUAGE == "zh" else found.en
    result(fill(summary, name=name, categories=len(found.categories), departments=len(found.departments)))


def _checked(file: Path | None) -> RoutingCatalogue:
    if file is None:
        return defaults.catalogue()
    try:
        return read_catalogue(with_version(read_document(file)))
    except DefinitionInvalid as refusal:
        raise would_not_be_published(file, refusal) from None
