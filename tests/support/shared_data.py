"""Where is data that may not be copied? Beside the project; what needs it is skipped where it is not."""

from pathlib import Path

import pytest

_FOLDERS = [folder / "shared" / "data" for folder in Path(__file__).resolve().parents]


def shared(name: str) -> Path:
    """A file or folder of it."""
    found = next((folder / name for folder in _FOLDERS if (folder / name).exists()), None)
    if found is None:
        pytest.skip(f"{name} is not here")
    return found
