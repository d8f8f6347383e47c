"""Messages lead to pages that there are: of each kind of record the console has a page of one, and one of all."""

import re
from pathlib import Path

import pytest

from escalation.events.domain.record_kinds import RECORD_KINDS, RecordKind

ROUTER = Path(__file__).parents[2] / "web" / "src" / "router.ts"


@pytest.mark.parametrize("kind", RECORD_KINDS.values(), ids=RECORD_KINDS)
def test_a_record_and_all_of_its_kind_have_pages(kind: RecordKind) -> None:
    paths = set(re.findall(r"path: '([^']+)'", ROUTER.read_text(encoding="utf-8")))
    for page in (kind.page.replace("{id}", ":id"), kind.list_page):
        assert page.removeprefix("/programme/").partition("?")[0] in paths
    assert {"/tickets", "/programme"} <= paths
