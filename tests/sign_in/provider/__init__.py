"""An OpenID provider that runs: `oidc-provider` on the locked Node, installed by its lock."""

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
