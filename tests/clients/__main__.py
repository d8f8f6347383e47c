"""Install the packages of a folder as its lock says; scripts of packages do not run."""

import subprocess
import sys

from tests.sign_in.provider import NODE, NPM

subprocess.run([NODE, NPM, "ci", "--ignore-scripts"], cwd=sys.argv[1], check=True, stdout=subprocess.DEVNULL)
