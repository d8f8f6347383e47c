"""The bill of materials, and the question for known faults, are about what is locked."""

import subprocess
import tomllib
from pathlib import Path

from tests.support.programs import CHECKOUT


def test_the_script_of_which_the_bill_is_made_needs_what_is_locked_and_nothing_else(tmp_path: Path) -> None:
    made = tmp_path / "locked.py"
    subprocess.run(["make", "-s", f"BUILD={tmp_path}", str(made)], cwd=CHECKOUT, check=True)
    lines = made.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("# /// script", "# ///")
    script = tomllib.loads("\n".join(line.removeprefix("# ") for line in lines[1:-1]))

    lock = (CHECKOUT / "requirements/runtime.txt").read_text(encoding="utf-8").splitlines()
    locked = [line.removesuffix("\\").strip() for line in lock if line[:1].isalnum()]
    assert len(locked) > 50
    assert script["dependencies"] == locked
    assert all("==" in each for each in locked)
