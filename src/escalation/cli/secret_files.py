"""How are secret files made? Whole or not at all, for their owner alone, and only if nobody else was faster."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def make_secret_file(file: Path, content: bytes) -> None:
    """The file gets its name when it is whole and on disk. Raises `OSError`."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        Path(draft).unlink()
