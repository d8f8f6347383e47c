"""How is a document read that somebody wrote and nobody has checked, and would it be published?"""

from pathlib import Path

import yaml

from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.clocks.calendars import Calendars
from escalation.errors import N_, DefinitionInvalid, Fault
from escalation.kit.documents.store import DocumentKind
from escalation.publishing.usecases.documents import check_document
from escalation.settings import Settings, read


def read_document(file: Path) -> object:
    """What a YAML or JSON file says. Raises `DefinitionInvalid` with the line at which it cannot be read."""
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _unreadable(Fault(f"line {line}", "malformed", N_("This is not valid YAML."))) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise _unreadable(Fault(str(file), "malformed", N_("This is no YAML or JSON file in UTF-8."))) from None


def with_version(document: object) -> object:
    """The document as publication completes it: its version may be left out."""
    return {"version": 1, **document} if isinstance(document, dict) else document


def check_as_published(
    file: Path, kind: DocumentKind, *, calendars: Calendars | None = None, confirmed: bool = False
) -> None:
    """Say what publication would say in this database. `calendars`: those of a file that shall be published before.

    Raises `DefinitionInvalid` with a fault for each place, or `ConfirmationNeeded` for each thing that is taken back.
    """
    settings = read()
    configure(settings, quiet=True)
    document = read_document(file)
    if not isinstance(document, dict):
        raise _unreadable(Fault(str(file), "malformed", N_("This is no YAML or JSON file in UTF-8.")))
    try:
        run(_check(settings, kind, document, calendars, confirmed=confirmed))
    except DefinitionInvalid as refusal:
        raise would_not_be_published(file, refusal) from None


async def _check(
    settings: Settings, kind: DocumentKind, document: dict[str, object], calendars: Calendars | None, *, confirmed: bool
) -> None:
    async with open_runtime(settings, DatabaseAccess.READ, name=f"escalation {kind} check") as runtime:
        await check_document(runtime, kind, document, calendars=calendars, confirmed=confirmed)


def would_not_be_published(file: Path, refusal: DefinitionInvalid) -> DefinitionInvalid:
    """The same refusal, with the name of the file."""
    return DefinitionInvalid(N_("{path} would not be published:"), faults=refusal.faults, path=str(file))


def _unreadable(fault: Fault) -> DefinitionInvalid:
    return DefinitionInvalid(N_("The file cannot be read as a document."), faults=[fault])
