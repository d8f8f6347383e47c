"""Every fault of a line of units, members or teams names its line and is explained in Chinese and in English."""

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from escalation.organisation.domain import tree
from escalation.organisation.usecases import line_subjects, member_import, team_import, unit_import
from tests.organisation.test_team_import import staff
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
TEAMS = {
    "wrong_cell_count": "T1,一队,乙,T1,member,b-2,,more",
    "too_long": f"T1,{'长' * 101},乙,T1,member,b-2,",
    "control_characters": "T1,队\u202e,乙,T1,member,b-2,",
    "too_many_marks": f"T1,e{chr(0x301) * 40},乙,T1,member,b-2,",
    "shortened_number": "T1,二队,乙,T1,member,1.38E+10,",
    "invalid_name": "T1,\u200b,乙,T1,member,b-2,",
    "unknown_role": "T1,二队,乙,T1,emperor,b-2,",
    "unknown_unit": "nowhere,二队,乙,T1,member,b-2,",
    "dissolved_unit": "V2,二队,乙,T1,member,b-2,",
    "outside_scope": "K2,二队,乙,T1,member,b-2,",
    "unknown_member": "T1,二队,无人,T1,member,,",
    "several_members": "T1,二队,同名,T1,member,,",
    "not_serving": "T1,二队,走了,T1,member,d-5,",
    "other_particulars": "T1,二队,甲,V1,member,a-1,",
    "second_leader": "T1,一队,乙,T1,leader,b-2,",
    "serves_otherwise": "T1,一队,甲,T1,member,a-1,",
}
_OF_TEAMS = "unit_code,team,name,home_unit_code,team_role,external_ref,sent_by_unit_code"
FILES = {
    "units": ("code,parent_code,level,name,kind\nA,T1,village,村,\n", UNITS),
    "members": ("name,home_unit_code,role,unit_code,skills,external_ref,rank\n甲,T1,handler,T1,,m-1,\n", MEMBERS),
    "teams": (f"{_OF_TEAMS}\nT1,一队,甲,T1,leader,a-1,\n", TEAMS),
}


@pytest.mark.parametrize("kind", list(FILES))
async def test_lines_that_are_refused(world: World, client: httpx2.AsyncClient, kind: str) -> None:
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE units SET active = false, successor_id = parent_id WHERE code = 'V2'")
    if kind == "teams":
        await staff(world, "甲,T1,a-1", "乙,T1,b-2", "同名,T1,c-3", "同名,T1,c-4", "走了,T1,d-5")
        async with as_owner(world.runtime.database).connection() as connection:
            await connection.raw.execute("UPDATE members SET active = false WHERE name = '走了'")
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
    ("modules", "tried"),
    [((tree, unit_import), UNITS), ((member_import,), MEMBERS), ((team_import, line_subjects), TEAMS)],
    ids=["units", "members", "teams"],
)
def test_no_fault_of_a_line_is_left_out(modules: tuple[Any, ...], tried: dict[str, str]) -> None:
    """The code says which there are: whoever adds one is sent here."""
    text = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in modules)
    codes = set(re.findall(r"(?:\bat\([a-z_.]+|_refuse\([a-z]+), \"([a-z_0-9]+)\"", text))
    assert len(codes) >= 4
    assert codes <= tried.keys()
