"""Where are the real messages that accuracy is measured on?

They may not be redistributed; without them the tests that need them are skipped.
"""

import csv
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the sample data next to the checkout")


def messages(name: str) -> list[dict[str, str]]:
    """The rows of one of the files of messages."""
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
