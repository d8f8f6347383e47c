"""How a signature is verified is said once: what the console shows is what the page on integrating has, and runs."""

import re
from pathlib import Path

SHOWN = Path("web/src/pages/hooks/snippets.ts").read_text(encoding="utf-8").replace("\\`", "`").replace("\\$", "$")
DOCUMENTED = Path("docs/integrating.md").read_text(encoding="utf-8")


def test_the_console_shows_what_the_page_on_integrating_has() -> None:
    verifying = DOCUMENTED.partition("## Verifying a signature")[2]
    for language in ("python", "typescript"):
        (code,) = re.findall(rf"```{language}\n(.*?)```", verifying, re.DOTALL)
        assert code in SHOWN.replace("\\\\", "\\")
