"""How is a document read that somebody wrote and nobody has checked?"""

from pathlib import Path

import yaml

from escalation.errors import N_, DefinitionInvalid, Fault


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


def would_not_be_published(file: Path, refusal: DefinitionInvalid) -> DefinitionInvalid:
    """The same refusal, with the name of the file."""
    return DefinitionInvalid(N_("{path} would not be published:"), faults=refusal.faults, path=str(file))


def _unreadable(fault: Fault) -> DefinitionInvalid:
    return DefinitionInvalid(N_("The file cannot be read as a document."), faults=[fault])
