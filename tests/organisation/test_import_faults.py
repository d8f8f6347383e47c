"""Every fault of a line of units or members names its line and is explained in Chinese and in English."""

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from escalation.organisation.domain import tree
from escalation.organisation.usecases import member_import, unit_import
from tests.support.roles import as_owner
from tests.support.world import World

# By the code of its fault a line of units.
UNITS = {
    "wrong_cell_count": "U1,T1,village,村,,more",
    "too_long": f"U2,T1,village,{'长' * 201},",
    "control_characters": "U3,T1,village,村\u202e,",
    "too_many_marks": f"U4,T1,village,e{chr(0x301) * 40},",
    "shortened_number": "1.38E+10,T1,village,村,",
    "invalid_code": "a b,T1,village,村,",
    "invalid_name": "U7,T1,village,\u200b,",
    "unknown_level": "U8,T1,planet,村,",
    "unknown_kind": "U9,T1,village,村,moon",
    "exists_already": "T1,K1,township,另一个名字,",
    "duplicate_code": "A,T1,village,村,",
    "unknown_parent": "U12,nowhere,village,村,",
    "parent_refused": "U13,U12,village,村,",
    "cycle": "U14,U14,village,村,",
    "no_parent": "U15,,county,局,department",
    "parent_dissolved": "U16,V2,village,村,",
    "level_of_parent": "U17,T1,village,办,department",
    "level_above_parent": "U18,V1,township,乡,",
    "parent_attached": "U19,K1-ZJ,village,村,",
    "outside_scope": "U20,K2,township,乡,",
}
MEMBERS = {
    "wrong_cell_count": "甲,T1,handler,T1,,,,more",
    "too_long": f"{'长' * 101},T1,handler,T1,,,",
    "control_characters": "甲\u202e,T1,handler,T1,,,",
    "too_many_marks": f"e{chr(0x301) * 40},T1,handler,T1,,,",
    "shortened_number": "甲,T1,handler,T1,,1.38E+10,",
    "invalid_name": "\u200b,T1,handler,T1,,,",
    "unknown_role": "甲,T1,emperor,T1,,,",
    "unknown_unit": "甲,nowhere,handler,T1,,,",
    "dissolved_unit": "甲,V2,handler,T1,,,",
    "outside_scope": "甲,K2,handler,K2,,,",
    "other_particulars": "乙,T1,handler,T1,,m-1,",
    "unknown_rank": "甲,T1,handler,T1,,,emperor",
}
FILES = {
    "units": ("code,parent_code,level,name,kind\nA,T1,village,村,\n", UNITS),
    "members": ("name,home_unit_code,role,unit_code,skills,external_ref,rank\n甲,T1,handler,T1,,m-1,\n", MEMBERS),
}


@pytest.mark.parametrize("kind", list(FILES))
async def test_lines_that_are_refused(world: World, client: httpx2.AsyncClient, kind: str) -> None:
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE units SET active = false, successor_id = parent_id WHERE code = 'V2'")
    begin, lines = FILES[kind]
    file = (begin + "\n".join(lines.values()) + "\n").encode()
    headers = {**await world.key("K1", "admin"), "Content-Type": "text/csv"}
    told = []
    for language in ("en", "zh"):
        answer = await client.post(
            f"/v1/{kind}/imports", content=file, headers={**headers, "Accept-Language": language}
        )  # fmt: skip
        assert answer.status_code == 200, answer.text
        told.append(answer.json()["faults"])
    for number, (code, en, zh) in enumerate(zip(lines, *told, strict=True), start=3):
        assert (en["line"], en["code"]) == (number, code)
        assert re.search("[\u4e00-\u9fff]", zh["detail"]), code
        assert not re.search("[\u4e00-\u9fff]", en["detail"].partition(": ")[0]), code
        assert "{" not in en["detail"] + zh["detail"], code


@pytest.mark.parametrize(
    ("modules", "tried"), [((tree, unit_import), UNITS), ((member_import,), MEMBERS)], ids=["units", "members"]
)
def test_no_fault_of_a_line_is_left_out(modules: tuple[Any, ...], tried: dict[str, str]) -> None:
    """The code says which there are: whoever adds one is sent here."""
    text = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in modules)
    codes = set(re.findall(r"(?:\bat\([a-z_.]+|_refuse\([a-z]+), \"([a-z_0-9]+)\"", text))
    assert len(codes) >= 5
    assert codes <= tried.keys()
