"""Are the committed OpenAPI and AsyncAPI documents what the code says? Written and compared, to the byte."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from typer import Exit

from escalation.application.app import build_app
from escalation.cli import openapi_release
from escalation.cli.display import complain, say
from escalation.cli.exit_codes import ExitCode
from escalation.cli.language import fill
from escalation.errors import N_, ConfigurationInvalid
from escalation.events.domain.compatibility import broken_promises
from escalation.webhooks.api import asyncapi

_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_TOLD = 40
_ASYNCAPI: Final = "asyncapi.json"
"""Stands beside the OpenAPI document."""


def write(file: Path) -> None:
    """Write both documents, making their folder.

    Raise `Exit` with code 1 if receivers of webhooks could not rely any more on what the file there promises them.
    """
    if lost := list(broken_promises(_promised(file), json.loads(document()))):
        complain(
            fill(
                N_("Receivers of webhooks rely on these parts of {path}. Keep them, or raise api_version."),
                path=str(file),
            ),
            *(f"  {path}" for path in lost[:_TOLD]),
        )
        raise Exit(ExitCode.FAILED)
    file.parent.mkdir(parents=True, exist_ok=True)
    for path, current in _documents(file).items():
        path.write_text(current, encoding="utf-8")
        say(fill(N_("Wrote {path}."), path=str(path)))


def compare(file: Path) -> None:
    """Raise `Exit` with code 1 and say what differs if a file is not what the code says, or what breaks a release."""
    stale = [path for path, current in _documents(file).items() if _is_stale(path, current)]
    if stale:
        raise Exit(ExitCode.FAILED)
    openapi_release.check_against_release(file, json.loads(document()))


def release(file: Path) -> None:
    """Promise the interface as it is now. Raise `Exit` with code 1 if that breaks the release before."""
    openapi_release.release(file, json.loads(document()))


def _is_stale(file: Path, current: str) -> bool:
    written = _read(file)
    if written == current:
        return False
    found = list(differences(json.loads(written), json.loads(current)))
    rest = fill(N_("and {count} more"), count=len(found) - _TOLD)
    complain(
        fill(N_("{path} is not what the code says. If the change is meant, run `make openapi`."), path=str(file)),
        *(f"  {line}" for line in found[:_TOLD]),
        *([f"  {rest}"] if len(found) > _TOLD else []),
    )
    return True


def _documents(file: Path) -> dict[Path, str]:
    """What stands where: the OpenAPI document in the file, the AsyncAPI document beside it."""
    return {file: document(), file.with_name(_ASYNCAPI): as_text(asyncapi.document())}


@cache
def document() -> str:
    """The OpenAPI document of this version, made once, as it is written."""
    return as_text(build_app().openapi())


def as_text(document: Mapping[str, Any]) -> str:
    """A document as it is written: names sorted, two spaces, one line feed at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def differences(old: Any, new: Any) -> Iterator[str]:
    """What came (`+`), went (`-`) or changed (`~`), by operation, schema and other part of the document."""
    before, after = _parts(old), _parts(new)
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"- {name}"
        elif name not in before:
            yield f"+ {name}"
        elif before[name] != after[name]:
            yield f"~ {name}"
    if before == after:
        yield fill(N_("~ only the layout of the file"))


def _parts(source: Mapping[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {
        name: part for name, part in source.items() if name not in ("paths", "webhooks", "components")
    }
    for kind in ("paths", "webhooks"):
        for path, item in source.get(kind, {}).items():
            for name, part in item.items():
                parts[f"{name.upper()} {path}" if name in _METHODS else f"{path} {name}"] = part
    for kind, entries in source.get("components", {}).items():
        parts |= {f"components/{kind}/{name}": part for name, part in entries.items()}
    return parts


def _promised(file: Path) -> Mapping[str, Any]:
    """What stands in the file; a file that is no document, or not there, promises nothing."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _read(file: Path) -> str:
    try:
        written = file.read_text(encoding="utf-8")
        json.loads(written)
    except (OSError, ValueError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        raise ConfigurationInvalid(
            N_("{path} cannot be read: {reason}. Run `make openapi` in the checkout."), path=str(file), reason=reason
        ) from None
    return written
