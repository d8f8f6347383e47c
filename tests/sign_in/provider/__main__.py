"""Install the provider as its lock says."""

import subprocess

from tests.sign_in.provider import HERE, NODE, NPM

subprocess.run([NODE, NPM, "ci"], cwd=HERE, check=True, stdout=subprocess.DEVNULL)
