"""Whole files: how is one written as a whole or not at all? It gets its name once its bytes are on disk.

Then the name is put on disk as well. Who dies meanwhile leaves a draft, `name#digits`, that nobody takes for the file.
"""

import os
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from typing import Final

_DRAFT: Final = "#"
_NUMBERS: Final = SystemRandom()


def write_whole(file: Path, content: bytes, *, mode: int = 0o600, over: bool = False) -> None:
    """Make a file that outlives a power failure; blocking. Folders are made if need be, for their owner alone.

    `over`: it takes the place of what is there; otherwise what is there stays. Raises `OSError`: nothing is left then.
    """
    made = [folder for folder in file.parents if not folder.exists()]
    for folder in reversed(made):
        folder.mkdir(mode=0o700, exist_ok=True)
    draft = file.with_name(f"{file.name}{_DRAFT}{_NUMBERS.getrandbits(63)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(mode)
        if over:
            draft.replace(file)
        else:
            with suppress(FileExistsError):
                os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    for folder in (file.parent, *(folder.parent for folder in made)):
        sync_folder(folder)


def delete_drafts(folder: Path) -> None:
    """Delete what writers that died have left in a folder; nobody may be writing there. No folder has none."""
    for draft in folder.glob(f"*{_DRAFT}*"):
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
