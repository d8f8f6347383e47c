"""Do clients that were built on the last release of the OpenAPI document still work with this one?

`released.json` beside the document is what was promised. What breaks it fails, but for what `accepted.yaml` names,
with a reason and the page of docs/decisions where it was decided. Nothing is held against a release that never was.
"""

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError
from typer import Exit

from escalation.application.breaking_changes import breaking_changes, contract_of
from escalation.cli.display import complain, say
from escalation.cli.exit_codes import ExitCode
from escalation.cli.language import fill
from escalation.errors import N_, ConfigurationInvalid

_RELEASED: Final = "released.json"
_ACCEPTED: Final = "accepted.yaml"
_RELEASE: Final = "x-release"
_NONE_ACCEPTED: Final = """\
# Changes since the last release that break clients and were decided on. One entry a change:
# - change: the line that `make openapi-check` prints
#   reason: why clients have to bear it
#   decision: docs/decisions/….md
[]
"""


class Accepted(BaseModel):
    """A breaking change that was decided on, and where."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    change: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=20)]
    decision: Annotated[str, Field(pattern=r"^docs/decisions/[0-9]{4}-[a-z-]+\.md$")]


def check_against_release(file: Path, current: Mapping[str, Any]) -> None:
    """Raise `Exit` with code 1 and name what breaks clients, or what is accepted without need or decision.

    `file`: the OpenAPI document, beside which the release stands. Raises `ConfigurationInvalid` if that is unreadable.
    """
    released, accepted = file.with_name(_RELEASED), file.with_name(_ACCEPTED)
    if not released.exists():
        return
    promised = json.loads(released.read_text(encoding="utf-8"))
    broken, decided = set(breaking_changes(promised, current)), _read(accepted)
    unaccepted = sorted(broken - {each.change for each in decided})
    idle = [each.change for each in decided if each.change not in broken]
    undecided = [each.decision for each in decided if not (file.parent.parent / each.decision).is_file()]
    release = promised["info"][_RELEASE]
    told = [
        *_told(fill(_BREAKS, release=release, path=str(accepted)), unaccepted),
        *_told(fill(_IDLE, path=str(accepted)), idle),
        *_told(fill(_UNDECIDED, path=str(accepted)), undecided),
    ]
    if told:
        complain(*told)
        raise Exit(ExitCode.FAILED)


def release(file: Path, current: Mapping[str, Any]) -> None:
    """Promise the interface as it is; whatever broke the release before has been accepted, or it is refused."""
    check_against_release(file, current)
    contract = dict(contract_of(current))
    contract["info"] = {**contract["info"], _RELEASE: version("escalation")}
    text = json.dumps(contract, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    for path, written in ((file.with_name(_RELEASED), text), (file.with_name(_ACCEPTED), _NONE_ACCEPTED)):
        path.write_text(written, encoding="utf-8")
        say(fill(N_("Wrote {path}."), path=str(path)))


def _told(sentence: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield sentence
        yield from (f"  {line}" for line in lines)


def _read(file: Path) -> list[Accepted]:
    try:
        return _Entries.model_validate(yaml.safe_load(file.read_text(encoding="utf-8"))).root
    except FileNotFoundError:
        return []
    except (ValidationError, yaml.YAMLError):
        raise ConfigurationInvalid(
            N_("{path} has to be a list of entries with change, reason and decision."), path=str(file)
        ) from None


class _Entries(RootModel[list[Accepted]]):
    """The whole file."""


_BREAKS: Final = N_(
    "Clients built on release {release} would break. Keep what they rely on, or say in {path} where it was decided:"
)
_IDLE: Final = N_("{path} accepts what breaks nobody:")
_UNDECIDED: Final = N_("{path} names pages that are not there:")
