"""Commands that read change nothing: whatever the database is, and although they are told to migrate."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest
from typer.main import get_command

from escalation.cli.exit_codes import ExitCode
from escalation.cli.language import ReadingCommand, WritingCommand
from escalation.cli.main import app
from escalation.clocks import defaults
from escalation.kit.database.migrate import downgrade
from escalation.kit.embedded import binaries
from escalation.kit.embedded.cluster import APPLICATION, SUPERUSER
from escalation.opinions.domain.defaults import catalogue_document
from escalation.tickets.domain import default
from tests.conftest import _create_database, dsn_of
from tests.support.makers import a_ticket
from tests.support.programs import run
from tests.support.roles import as_application
from tests.support.world import World

WITHOUT_A_DATABASE: Final = {
    "version": [], "openapi": ["--check"], "workflow diagram": [], "profile list": [],
    "profile show": ["petition"], "profile check": ["petition"],
}  # fmt: skip
NOT_TRIED: Final = {"listen": "receives until it is ended", "demo": "makes a database of its own and drops it"}
READING: Final[Mapping[str, list[str]]] = {
    "verify": [],
    "backup": ["{backup}"],
    "work": ["--dry-run"],
    "keys list": [],
    "publishers list": [],
    "source-systems list": [],
    "members invitations": [],
    "workflow check": ["workflow.json"],
    "policy check": ["policy.json"],
    "policy explain": ["{ticket}"],
    "calendar check": ["calendar.json"],
    "catalogue check": ["catalogue.json"],
    "export tickets": ["tickets.csv", "--unit", "C"],
    "export opinions": ["opinions.csv", "--unit", "C"],
    "export units": ["tree.csv", "--unit", "C"],
    "export report": ["overdue", "report.csv", "--unit", "C"],
    "import units": ["units.csv", "--dry-run"],
    "import members": ["members.csv", "--dry-run"],
    "import teams": ["teams.csv", "--dry-run"],
    "import contact-points": ["points.csv", "--dry-run"],
    "import opinions": ["words.csv", "--unit", "V1", "--dry-run"],
    "import history": ["closed.csv", "--unit", "V1", "--source-system", "old", "--dry-run"],
    "profile install": ["petition", "--dry-run", "--confirm"],
}
"""Each with good arguments."""
FILES: Final = {
    "units.csv": "code,parent_code,level,name\nX1,C,county,甲县\n",
    "members.csv": "name,home_unit_code,role,unit_code\n甲,V1,handler,V1\n",
    "teams.csv": "unit_code,team,name,home_unit_code,team_role\nT1,一队,甲,V1,leader\n",
    "points.csv": "name,home_unit_code,unit_code\n甲,V1,T1\n",
    "words.csv": "external_ref,title,content\nA-1,路灯,路灯不亮\n",
    "closed.csv": "external_ref,title,content,created_at,closed_at\nA-1,灯,不亮,2024-01-03 08:00,2024-01-09 17:00\n",
    "workflow.json": json.dumps(default.document()).replace('"version": 1', '"version": 2'),
    **{
        f"{name}.json": json.dumps(document).replace('"version": 1, ', "")
        for name, document in (
            ("policy", defaults.policy_document()),
            ("calendar", defaults.calendar_document()),
            ("catalogue", catalogue_document()),
        )
    },
}
CATALOGUE: Final = (
    "SELECT relname, relkind, relowner, relacl, reloptions FROM pg_class",
    "SELECT attrelid, attname, atttypid, attnotnull, attisdropped, attacl FROM pg_attribute",
    "SELECT proname, proowner, prosrc, proacl, proconfig FROM pg_proc",
    "SELECT tgrelid, tgname, tgenabled FROM pg_trigger",
    "SELECT conname, conrelid, pg_get_constraintdef(oid) FROM pg_constraint",
    "SELECT defaclrole, defaclobjtype, defaclacl FROM pg_default_acl",
    # Roles are those of the whole server, on which other tests make theirs meanwhile.
    f"SELECT rolname, rolsuper, rolconfig FROM pg_roles WHERE rolname IN ('{SUPERUSER}', '{APPLICATION}')",
)


def commands(group: Any = None, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every command, by what is typed."""
    top: Any = group or get_command(app)
    for name, command in top.commands.items():
        here = f"{path} {name}".strip()
        yield from commands(command, here) if hasattr(command, "commands") else [(here, command)]


def test_every_command_says_whether_it_reads_or_writes_and_those_that_read_are_tried() -> None:
    declared = {name: type(command) for name, command in commands()}
    assert set(declared.values()) == {ReadingCommand, WritingCommand}
    reading = {name for name, kind in declared.items() if kind is ReadingCommand}
    dry = {name for name, command in commands() if any("--dry-run" in each.opts for each in command.params)}
    assert reading | dry == READING.keys() | WITHOUT_A_DATABASE.keys() | NOT_TRIED.keys()


async def digest(dsn: str) -> dict[str, str]:
    """All that a database has: its catalogue, and every row of every table of ours."""
    raw = await asyncpg.connect(dsn)
    try:
        tables = await raw.fetch("SELECT c.oid::regclass::text FROM pg_class c WHERE relkind = 'r' AND oid >= 16384")
        asked = [*CATALOGUE, *(f"SELECT * FROM {row['oid']}" for row in tables)]
        every = "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' ORDER BY t::text)), '') FROM ({}) t"
        return {text: str(await raw.fetchval(every.format(text))) for text in asked}
    finally:
        await raw.close()


@pytest.fixture
async def databases(worker_id: str, dsn: str) -> AsyncIterator[dict[str, str]]:
    """The one of this test, which is up to date; one without anything; and one of the version before."""
    found = {"up to date": dsn, "empty": dsn_of(f"reading_empty_{worker_id}"), "older": dsn_of(f"reading_{worker_id}")}
    await _create_database(f"reading_empty_{worker_id}", "template0")
    await _create_database(f"reading_{worker_id}")
    await downgrade(found["older"], "-1")
    yield found
    raw = await asyncpg.connect(dsn_of("postgres"))
    for name in (f"reading_empty_{worker_id}", f"reading_{worker_id}"):
        await raw.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await raw.close()


async def test_what_reads_changes_nothing_in_whatever_state_the_database_is(
    world: World, databases: dict[str, str], environment: dict[str, str], empty_dir: Path
) -> None:
    ticket = await a_ticket(world)
    for name, text in FILES.items():
        (empty_dir / name).write_text(text, encoding="utf-8")
    path = {"PATH": f"{binaries.find().folder}:/usr/bin:/bin", "ESCALATION_MIGRATE": "true"}
    places = {"ticket": str(ticket)}

    def tried(state: str, name: str) -> int:
        backup = str(empty_dir / f"{state} {name}".replace(" ", "-"))
        given = [each.format(**places, backup=backup) for each in READING[name]]
        words = [str(empty_dir / each) if Path(each).suffix in {".csv", ".json"} else each for each in given]
        owner = databases[state]
        at = {"ESCALATION_DATABASE_URL": as_application(owner), "ESCALATION_OWNER_DATABASE_URL": owner}
        done = run(*name.split(), *words, environment=environment | path | at)
        assert "Traceback" not in done.stderr, (state, name, done.stderr)
        return done.returncode

    before = {state: await digest(dsn) for state, dsn in databases.items()}
    with ThreadPoolExecutor(4) as pool:
        ended = {
            state: dict(zip(READING, pool.map(lambda name: tried(state, name), READING), strict=True))  # noqa: B023
            for state in databases
        }
    after = {state: await digest(dsn) for state, dsn in databases.items()}
    assert ended["up to date"] == dict.fromkeys(READING, ExitCode.DONE)
    late = {name: ExitCode.NOT_CHECKED if name == "verify" else ExitCode.NOT_MIGRATED for name in READING}
    assert ended["empty"] == ended["older"] == late
    assert after == before
