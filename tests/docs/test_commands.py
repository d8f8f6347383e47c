"""Every command in the papers is run: the `sh` blocks of each page, in order, in one shell, beside a real server.

Blocks marked `console` show `make` targets and long-running programs; `.ci/run` and the tests of the command line run
those.
"""

import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from escalation.kit.runtime.context import Runtime
from tests.cli.conftest import empty_dir, environment
from tests.support.catalogue import load_categories
from tests.support.forked_programs import shell_command
from tests.support.programs import CHECKOUT, serving
from tests.support.waiting import LONGEST

__all__ = ["empty_dir", "environment"]

READMES = {"README.md": "000000000001", "README.zh-CN.md": "000000000002"}
"""Both say the same, of a ticket of their own."""
PAGES = (
    *READMES,
    "docs/operating.md",
    "docs/clocks.zh-CN.md",
    "docs/moving.md",
    "docs/moving.zh-CN.md",
    "docs/integrating.md",
)
OTHERS = (
    "docs/integrating.zh-CN.md",
    "docs/operating.zh-CN.md",
    "docs/architecture.md",
    "docs/security.md",
    "docs/ops/README.md",
    "docs/ops/README.zh-CN.md",
)
"""Pages with links, and without commands that another page has not."""
FIRST_STEPS = "docs/operating.md"
DECISIONS = sorted(f"docs/decisions/{page.name}" for page in (CHECKOUT / "docs/decisions").glob("*.md"))
RECEIVERS_HERE = {"ESCALATION_WEBHOOK_ALLOW_HTTP": "true", "ESCALATION_WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8"}
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


FENCED = re.compile(r"^```.*?^```\n", re.DOTALL | re.MULTILINE)
HEADING = re.compile("^(#+) .*$", re.MULTILINE)
CODE = re.compile("`([^`]+)`")


def blocks(page: str) -> list[str]:
    """The commands of a page."""
    return BLOCK.findall((CHECKOUT / page).read_text(encoding="utf-8"))


def first_steps() -> list[str]:
    """The commands that are for an empty database."""
    section = re.search(
        r"^## First steps\n(.*?)^## ", (CHECKOUT / FIRST_STEPS).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert section is not None
    return BLOCK.findall(section[1])


def told_once() -> Iterator[tuple[str, str]]:
    """Each page with all its commands. Of the READMEs one is run: that both say the same is another test's affair."""
    for page in PAGES:
        if page != "README.zh-CN.md":
            said = "\n".join(block for block in blocks(page) if block not in first_steps())
            yield page, said.replace(READMES["README.zh-CN.md"], READMES["README.md"])


@pytest.fixture
async def _only_the_seed_stays(runtime: Runtime) -> AsyncIterator[None]:
    """The pages publish rules, which others on this database shall not go by; they find what a new one has."""
    await load_categories(runtime)
    yield
    await runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")


@pytest.mark.usefixtures("_only_the_seed_stays")
def test_every_command_in_the_papers_works(environment: dict[str, str], empty_dir: Path) -> None:
    desk = empty_dir / "desk"
    desk.mkdir()
    (desk / ".venv").symlink_to(sys.prefix)
    with (
        serving("--sandbox", "--sample", environment=environment | RECEIVERS_HERE) as server,
        shell_command(empty_dir) as escalation,
    ):
        for page, said in told_once():
            commands = f"set -euo pipefail\n. .venv/bin/activate\nPATH={escalation.parent}:$PATH\n{said}"
            done = subprocess.run(
                ["bash", "-c", commands],
                env=environment | {"PATH": "/usr/bin:/bin", "PORT": str(urlsplit(server.url).port), "LANG": "C"},
                cwd=desk,
                capture_output=True,
                text=True,
                timeout=LONGEST,
                check=False,
            )
            assert done.returncode == 0, f"{page}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def test_the_first_steps_lead_from_an_empty_database_to_an_opinion(empty_dir: Path) -> None:
    environment = {"ESCALATION_DATA_DIR": str(empty_dir / "data"), "ESCALATION_MIGRATE": ""}
    desk = empty_dir / "desk"
    desk.mkdir()
    before, *running = first_steps()
    with shell_command(empty_dir) as escalation:

        def follow(commands: str, port: str = "") -> str:
            done = subprocess.run(
                ["bash", "-c", f"set -euo pipefail\nPATH={escalation.parent}:$PATH\n{commands}"],
                env=environment | {"PATH": "/usr/bin:/bin", "PORT": port, "LANG": "C"},
                cwd=desk, capture_output=True, text=True, timeout=LONGEST, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
            return done.stdout

        follow(before)
        with serving(environment=environment) as server:
            told = follow("\n".join(running), str(urlsplit(server.url).port))
            server.stop()
    assert "1 opinions" in told
    assert "0 broken, 0 late" in told
    assert not any("owns the tables" in line for line in server.said), "it serves as the role that owns nothing"


@pytest.mark.parametrize("page", [*PAGES, *OTHERS, *DECISIONS])
def test_every_link_leads_somewhere(page: str) -> None:
    folder = (CHECKOUT / page).parent
    broken = [
        link for link in LINK.findall((CHECKOUT / page).read_text(encoding="utf-8")) if not (folder / link).exists()
    ]
    assert broken == []


def test_both_readmes_run_the_same_commands() -> None:
    english, chinese = [
        [block.replace(ticket, "the ticket") for block in blocks(page)] for page, ticket in READMES.items()
    ]
    assert english == chinese


def outline(text: str) -> list[list[list[str]]]:
    """The codes that each paragraph of each section names, in no order."""
    sections = re.split(r"^#+ .*$", FENCED.sub("", text), flags=re.MULTILINE)
    return [[_codes(each) for each in re.split(r"\n{2,}", section.strip())] for section in sections]


def _codes(paragraph: str) -> list[str]:
    return sorted(" ".join(code.split()) for code in CODE.findall(paragraph))


def test_both_pages_on_integrating_say_the_same() -> None:
    """The same sections, the same code, and paragraph by paragraph the same names."""
    english, chinese = [
        (CHECKOUT / f"docs/integrating{language}.md").read_text(encoding="utf-8") for language in ("", ".zh-CN")
    ]
    assert FENCED.findall(english) == FENCED.findall(chinese)
    assert HEADING.findall(FENCED.sub("", english)) == HEADING.findall(FENCED.sub("", chinese))
    assert outline(english) == outline(chinese)
    assert outline(english.replace("`limit`", "`wait`")) != outline(chinese)
