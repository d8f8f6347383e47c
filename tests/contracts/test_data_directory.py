"""What lies in the data directory as files? Of citizens' names and contacts nothing, and of what was erased nothing.

In tables the words of opinions stand as they were said; contacts are sealed before they reach the database, and files
that are attached before they reach their folder.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from fastapi import FastAPI

from escalation.opinions.engine.imports import step
from escalation.privacy.engine import erasing
from tests.support.callers import NOBODY, Callers, settle
from tests.support.roles import TwoRoles
from tests.support.things import FORM, send_part

NAME, CONTACT, CONTENT = "secretnameofcitizen", "13977712345", "canaryoffilecontent"
TITLE, FILE_NAME = "canaryoftitle", "canaryoffilename"
CITIZEN = {"name": NAME, "contact": CONTACT}
OPINION = {"title": f"{TITLE} 路灯", "content": "村口的路灯坏了。", "source": "visit", "citizen": CITIZEN}


def words_in(folders: Iterable[Path], since: float) -> set[str]:
    """Which of the words stand in a file that was written since, as text or as its hexadecimal digits."""
    contents = [_read(file) for folder in folders for file in folder.rglob("*") if _is_new(file, since)]
    words = NAME, CONTACT, CONTENT, TITLE, FILE_NAME
    return {
        word
        for word in words
        if any(each in content for content in contents for each in (word.encode(), word.encode().hex().encode()))
    }


def _is_new(file: Path, since: float) -> bool:
    try:
        return file.is_file() and file.stat().st_mtime >= since
    except FileNotFoundError:  # The server is at work.
        return False


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def folders_of_files() -> list[Path]:
    """Where attached files are kept, by this process and others."""
    return list(Path(tempfile.gettempdir()).glob("escalation-files-*"))


async def told_everywhere(callers: Callers) -> str:
    """Name and contact through every door that takes them, and what is done with them; the opinion that has a file."""
    first = await callers.send("V1 handler", "/v1/opinions", **OPINION)
    formed = await callers.send("V1 leader", "/v1/tickets", **FORM, opinion={**OPINION, "title": "路灯"})
    await callers.send(NOBODY, "/v1/submissions", unit_code="V1", title="路灯", content="坏了", **CITIZEN)
    line = f"路灯,坏了,{NAME},{CONTACT}"
    await callers.upload("V1 handler", "/v1/opinions/imports", "title,content,citizen_name,contact", line)
    await step(callers.world.runtime)
    await callers.send("V1 leader", f"/v1/opinions/{formed['opinion_ids'][0]}/contact", reason="回访")
    await callers.send("V1 leader", "/v1/holdings", contact=CONTACT, reason="本人查询")
    await callers.send("C integrator", f"/v1/opinions/{first['id']}/code-message")
    await callers.ask("V1 leader", "GET", f"/v1/opinions?q={CONTACT}")
    content = f"%PDF-1.4 {CONTENT}".encode()
    path = f"/v1/opinions/{first['id']}/attachments"
    file = (await callers.send("V1 handler", path, name=f"{FILE_NAME}.pdf", size=len(content)))["id"]
    await send_part(callers, "V1 handler", file, content)
    await callers.send("V1 handler", f"/v1/attachments/{file}/complete")
    return str(first["id"])


async def refused_by_the_database(callers: Callers) -> None:
    """A database that refuses a row may write into its log which one it was."""
    pool = callers.world.runtime.database.pool
    await pool.execute("ALTER TABLE opinions ADD CONSTRAINT broken CHECK (title <> 'x') NOT VALID")
    answer = await callers.ask("V1 handler", "POST", "/v1/opinions", json={**OPINION, "title": "x"})
    await pool.execute("ALTER TABLE opinions DROP CONSTRAINT broken")
    assert answer.status_code == 500


@pytest.mark.slow
async def test_contacts_and_files_are_nowhere_to_be_read_and_what_was_erased_is_gone(
    pool: TwoRoles, composed: FastAPI, tmp_path: Path
) -> None:
    marker = tmp_path / "began"
    marker.touch()
    began = marker.stat().st_mtime
    callers = await settle(pool, composed)
    opinion = await told_everywhere(callers)
    await refused_by_the_database(callers)
    database = callers.world.runtime.database.pool
    data = Path(await database.fetchval("SHOW data_directory"))
    oid = await database.fetchval("SELECT oid FROM pg_database WHERE datname = current_database()")
    folders = [data.parent, *folders_of_files()]
    await database.execute("CHECKPOINT")

    # What is no secret is found, so that the search does find.
    assert words_in(folders, began) == {TITLE, FILE_NAME}

    await callers.send("V1 leader", f"/v1/opinions/{opinion}/dismiss", reason="重复")
    asked = await callers.send("K1 office", f"/v1/opinions/{opinion}/erasure", reason="本人要求")
    await callers.send("T1 leader", f"/v1/erasures/{asked['id']}/decision", approve=True)
    await erasing.step(callers.world.runtime)
    for table in ("opinions", "attachments", "events", "idempotency"):
        await database.execute(f"VACUUM (FULL, ANALYZE) {table}")
    await database.execute("CHECKPOINT")

    assert words_in([data / "base" / str(oid)], began) == set()
