"""What is in a backup (manifest)? Every file with its digest, and what a restore has to know first."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from escalation.errors import N_, ConfigurationInvalid

MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
ATTACHMENTS: Final = "attachments"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was backed up, and by what.

    `keys`: check values of the master keys by their ids, in hexadecimal digits; with them a key can be told to be the
    right one, and nothing opened. `attachments_elsewhere`: the store that files stayed in, if they were not copied.
    `files`: SHA-256 by path below the folder.
    """

    made_at: str
    version: str
    postgresql: int
    keys: dict[str, str]
    attachments_elsewhere: str | None
    files: dict[str, str]
    format: int = field(default=_FORMAT)

    def write(self, folder: Path) -> None:
        """Write it last: a folder without one is no backup."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup whose files are all there and as they were written.

    Raises `ConfigurationInvalid` for anything else, and names the first file that is other than it was.
    """
    try:
        read: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**read)
    except (OSError, ValueError, TypeError):
        raise ConfigurationInvalid(N_("{path} is no backup: there is no manifest."), path=str(folder)) from None
    if manifest.format != _FORMAT or DUMP not in manifest.files:
        raise ConfigurationInvalid(N_("{path} is a backup of another kind."), path=str(folder))
    for name, digest in manifest.files.items():
        if not _is_inside(name) or not _is(folder / name, digest):
            raise ConfigurationInvalid(
                N_("The backup is damaged: {path} is missing, or other than it was written."), path=name
            )
    return manifest


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): digest(path) for path in sorted(files_below(folder))}


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below a folder; none if there is no folder."""
    return (path for path in folder.rglob("*") if path.is_file())


def copy_files(source: Path, target: Path) -> None:
    """Copy every file below a folder. One that is deleted meanwhile was not wanted any more."""
    for path in files_below(source):
        into = target / path.relative_to(source)
        into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, into)
        except FileNotFoundError:
            into.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _is_inside(name: str) -> bool:
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts


def _is(path: Path, expected: str) -> bool:
    return path.is_file() and digest(path) == expected
