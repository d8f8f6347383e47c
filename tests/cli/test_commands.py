"""Do the commands print what they should, where they should, and end with the code they promise?"""

import csv
import json
import logging
import signal
import stat
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import structlog
import yaml
from typer.testing import CliRunner, Result

from escalation.cli.exit_codes import ExitCode
from escalation.cli.main import app
from escalation.cli.master_key import FILE, master_key
from escalation.cli.openapi import differences, document
from escalation.clocks import defaults
from escalation.errors import ConfigurationInvalid
from escalation.kit.database.connection import Database
from escalation.settings import Settings
from escalation.tickets.domain import default
from tests.support.makers import a_ticket
from tests.support.programs import CHECKOUT, PROGRAM, begin, run, serving
from tests.support.waiting import LONGEST
from tests.support.world import World


def here(*arguments: str, environment: Mapping[str, str] = MappingProxyType({})) -> Result:
    """A command that starts nothing, in this process. Logging is afterwards as it was."""
    before, handlers, configure = structlog.get_config(), logging.root.handlers[:], structlog.configure
    with pytest.MonkeyPatch.context() as patch:
        # A logger that keeps its first set-up would go on writing to a stream that is closed by then.
        patch.setattr(
            structlog, "configure", lambda **given: configure(**{**given, "cache_logger_on_first_use": False})
        )
        result = CliRunner().invoke(app, arguments, env=environment)
    configure(**before)
    logging.root.handlers[:] = handlers
    return result


# -- Help -------------------------------------------------------------------------------------------------------------


def test_help_names_every_command_and_the_exit_codes() -> None:
    said = here("--help").stdout

    for command in (
        "serve",
        "work",
        "migrate",
        "import",
        "keys",
        "demo",
        "verify",
        "openapi",
        "workflow",
        "policy",
        "calendar",
        "version",
    ):
        assert f" {command} " in said
    assert "Exit codes: 0 done" in said


def test_help_speaks_chinese_to_who_does() -> None:
    chinese = {"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8"}
    said = run("keys", "create", "--help", program=PROGRAM, environment=chinese).stdout

    assert "用法" in said
    assert "Usage" not in said
    assert "Show this" not in said


def test_a_command_that_is_not_understood_ends_with_2() -> None:
    assert here("keys", "create", "--role", "king").exit_code == 2


# -- Keys -------------------------------------------------------------------------------------------------------------


async def test_keys_are_made_listed_and_ended(world: World, environment: dict[str, str]) -> None:
    made = run("keys", "create", "--unit", "K1", "--role", "office", "--name", "duty", environment=environment)
    (line,) = (line for line in run("keys", "list", environment=environment).stdout.splitlines() if "duty" in line)
    ended = run("keys", "revoke", line.split()[0], environment=environment)

    assert made.stdout.startswith("esk_")
    assert len(made.stdout.split()) == 1
    assert made.stderr == ""
    assert made.stdout.strip() not in line
    assert ended.returncode == 0
    assert ended.stdout == ""


async def test_no_key_is_made_for_a_unit_that_is_not_there(world: World, environment: dict[str, str]) -> None:
    refused = run("keys", "create", "--unit", "nowhere", "--role", "office", environment=environment)

    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr == "There is no such unit.\n"


# -- Imports ----------------------------------------------------------------------------------------------------------


async def test_a_bad_line_gets_a_receipt_and_the_others_get_in(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    file, receipts = tmp_path / "units.csv", tmp_path / "receipts.csv"
    file.write_text("code,parent_code,level,name\nX1,C,county,甲县\nX2,nowhere,township,乙乡\nX3,X1,township,丙乡\n")

    done = run("import", "units", str(file), "--receipts", str(receipts), environment=environment)

    assert done.returncode == 3
    assert done.stdout.splitlines()[-2].split() == ["3", "2", "0", "1"]
    (row,) = csv.DictReader(receipts.read_text(encoding="utf-8").splitlines())
    assert row == {"line": "3", "code": "unknown_parent", "reason": "There is no unit with the code of the parent."}


async def test_a_file_with_another_header_is_refused_as_a_whole(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "units.csv"
    file.write_text("name,phone\na,b\n")

    refused = run("import", "units", str(file), environment=environment)

    assert refused.returncode == 1
    assert "The header lacks these columns: code, parent_code, level." in refused.stderr


def test_a_dry_run_makes_no_database_and_migrates_none(tmp_path: Path) -> None:
    file, folder = tmp_path / "units.csv", tmp_path / "data"
    file.write_text("code,parent_code,level,name\n")
    settings = {"ESCALATION_DATA_DIR": str(folder), "ESCALATION_MIGRATE": "true"}
    refused = here("import", "units", str(file), "--dry-run", environment=settings)
    assert refused.exit_code == ExitCode.NOT_MIGRATED
    assert "There is no database yet" in refused.stderr
    assert not folder.exists()


# -- The engine alone -------------------------------------------------------------------------------------------------


async def test_a_worker_finishes_its_step_and_ends_well(world: World, environment: dict[str, str]) -> None:
    with begin("work", environment=environment) as process:
        assert process.stderr is not None
        assert any("Working" in line for line in process.stderr)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=LONGEST)

    assert process.returncode == 0
    assert "Traceback" not in said


# -- The interface ----------------------------------------------------------------------------------------------------


def test_the_committed_interface_is_the_one_in_the_code() -> None:
    assert (CHECKOUT / "openapi/openapi.json").read_text(encoding="utf-8") == document(), "run `make openapi`"


def test_what_was_written_is_found_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "openapi/openapi.json"
    written = here("openapi", "--file", str(file))
    first = file.read_bytes()
    again = here("openapi", "--check", "--file", str(file))

    assert written.exit_code == again.exit_code == 0
    assert first.decode() == document()
    assert first.endswith(b"}\n")


def test_a_change_of_the_interface_is_noticed_and_named(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    here("openapi", "--file", str(file))
    changed = json.loads(document())
    changed["paths"]["/v1/gone"] = {"get": {}}
    del changed["paths"]["/livez"]
    file.write_text(json.dumps(changed))

    refused = here("openapi", "--check", "--file", str(file))

    assert refused.exit_code == 1
    assert "- GET /v1/gone" in refused.stderr
    assert "+ GET /livez" in refused.stderr
    assert "asyncapi.json" not in refused.stderr


def test_a_change_of_what_is_told_is_noticed_in_the_document_beside(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    here("openapi", "--file", str(file))
    beside = tmp_path / "asyncapi.json"
    changed = json.loads(beside.read_text())
    del changed["channels"]["stream"]
    beside.write_text(json.dumps(changed))

    refused = here("openapi", "--check", "--file", str(file))

    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[1:] == ["  ~ channels"]


def test_a_change_of_the_layout_alone_is_noticed_too() -> None:
    current = json.loads(document())

    assert list(differences(current, current)) == ["~ only the layout of the file"]


# -- Life cycles ------------------------------------------------------------------------------------------------------


def test_the_life_cycle_that_ships_is_sound_and_can_be_drawn() -> None:
    checked = here("workflow", "check", "--default")
    drawn = here("workflow", "diagram", "--language", "zh")

    assert checked.exit_code == 0
    assert drawn.stdout.startswith("stateDiagram-v2\n")
    assert "办理中" in drawn.stdout


def test_a_life_cycle_that_strands_tickets_is_refused_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    broken = json.loads(json.dumps(default.document()))
    broken["moves"][0]["to"] = "limbo"
    file.write_text(yaml.safe_dump(broken, allow_unicode=True))

    refused = here("workflow", "check", str(file))

    assert refused.exit_code == 1
    assert "/moves/0/to: This name is not known." in refused.stderr


def test_a_file_that_is_no_yaml_is_refused_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("name: x\nstates: [\n")

    refused = here("workflow", "check", str(file))

    assert refused.exit_code == 1
    assert "line 3: This is not valid YAML." in refused.stderr
    assert "Traceback" not in refused.stderr


# -- Limits and calendars ----------------------------------------------------------------------------------------------


def test_limits_and_a_calendar_are_checked_before_they_are_published(tmp_path: Path) -> None:
    calendar, policy = tmp_path / "calendar.yaml", tmp_path / "policy.json"
    regions = {"steppe": {"units": ["K1"], "days": {"2026-07-15": {"kind": "holiday"}}}}
    calendar.write_text(yaml.safe_dump({**defaults.calendar_document(), "regions": regions}, allow_unicode=True))
    document: Any = deepcopy(defaults.policy_document())
    del document["version"]
    document["overall"][0]["limit"] = "5wd calendar=steppe"
    policy.write_text(json.dumps(document))

    checked = here("policy", "check", str(policy), "--calendar", str(calendar), "--offline")
    refused = here("policy", "check", str(policy), "--offline")
    reach = here("calendar", "check", str(calendar), "--offline")

    assert (checked.exit_code, refused.exit_code, reach.exit_code) == (0, 1, 0)
    assert "39 rules" in checked.stdout
    assert "/overall/0/limit: The working calendar has no region of this name." in refused.stderr
    assert "1 regions, for 1 units" in reach.stdout


async def test_limits_are_held_against_what_there_is_in_the_database(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "policy.json"
    document: Any = deepcopy(defaults.policy_document())
    del document["version"]
    document["overall"].append({"id": "o", "when": {"unit": ["K1", "K9"]}, "limit": "5wd", "zh": "规则", "en": "Rule"})
    file.write_text(json.dumps(document))
    refused = run("policy", "check", str(file), environment=environment)
    offline = here("policy", "check", str(file), "--offline")
    document["overall"][-1]["when"]["unit"] = ["K1"]
    document["overall"][0]["id"] = "overall.another"
    file.write_text(json.dumps(document))
    taken_back = run("policy", "check", str(file), environment=environment)
    meant = run("policy", "check", str(file), "--confirm", environment=environment)

    assert (refused.returncode, offline.exit_code) == (1, 0)
    assert f"{file} would not be published:" in refused.stderr
    assert f"/overall/{len(document['overall']) - 1}/when/unit/1: There is no unit of this code." in refused.stderr
    assert (taken_back.returncode, meant.returncode) == (1, 0)
    assert "takes back what the one in force has" in taken_back.stderr
    assert "40 rules" in meant.stdout


def test_limits_with_a_gap_are_refused_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    document: Any = deepcopy(defaults.policy_document())
    del document["overall"][0]
    file.write_text(yaml.safe_dump(document, allow_unicode=True))

    refused = here("policy", "check", str(file))

    assert refused.exit_code == 1
    assert f"{file} would not be published:" in refused.stderr
    assert "/overall: " in refused.stderr


def test_a_calendar_in_a_zone_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "calendar.json"
    file.write_text(json.dumps({**defaults.calendar_document(), "zone": "Asia/Atlantis"}))

    assert "/zone: This time zone is not known." in here("calendar", "check", str(file)).stderr


async def test_a_ticket_is_explained_by_its_number_and_by_its_id(world: World, environment: dict[str, str]) -> None:
    ticket = await a_ticket(world, "V1")
    number = f"V1-2026-{ticket.hex[-12:]}"

    by_number = run("policy", "explain", number, environment=environment)
    by_id = run("policy", "explain", str(ticket), environment=environment | {"ESCALATION_LANGUAGE": "zh"})
    missing = run("policy", "explain", "no-such-number", environment=environment)

    assert by_number.returncode == by_id.returncode == 0, by_number.stderr
    assert "Rule overall.routine.simple of policy version 1" in by_number.stdout
    assert "Next, on " in by_number.stdout
    assert "总时限自" in by_id.stdout
    assert (missing.returncode, missing.stdout) == (1, "")


async def test_what_the_next_pass_would_do_is_shown_and_not_done(world: World, environment: dict[str, str]) -> None:
    ticket = await a_ticket(world, "V1")
    nothing = run("work", "--dry-run", environment=environment)
    await world.advance(days=10)
    shown = run("work", "--dry-run", "--limit", "5", environment=environment)
    async with world.runtime.database.connection() as connection:
        version = await connection.raw.fetchval("SELECT version FROM tickets WHERE id = $1", ticket)

    assert "look at 0 tickets" in nothing.stdout
    assert shown.returncode == 0, shown.stderr
    assert f"V1-2026-{ticket.hex[-12:]}" in shown.stdout
    assert "warn" in shown.stdout
    assert "look at 1 tickets" in shown.stdout
    assert version == 1


async def test_from_november_on_operators_are_told_that_next_year_is_missing(
    world: World, environment: dict[str, str]
) -> None:
    """The day before that is held by `tests/publishing/test_documents_api.py`: a start sets a late clock right."""
    noon = datetime.fromisoformat("2027-11-01T12:00:00+08:00")
    await world.runtime.database.pool.execute("UPDATE clock SET advanced_by = $1 - clock_timestamp()", noon)
    with serving("--no-worker", environment=environment) as server:
        said = "".join(server.said)
    assert "The working days of 2027 are not published yet; due dates after 2026-12-31 are provisional" in said


# -- Everything that must hold -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["0/4", "5/4", "1/0", "1", "a/b", "1/4/4"])
def test_a_part_that_is_none_is_not_understood(part: str) -> None:
    assert here("verify", "--part", part).exit_code == ExitCode.MISUSED


async def test_how_verification_ends_says_what_it_found(
    world: World, database: Database, environment: dict[str, str]
) -> None:
    clean = run("verify", "--late", environment=environment)
    await a_ticket(world, "V1")
    await world.advance(days=30)
    late, asked_for = [run("verify", *words, environment=environment) for words in ((), ("--late",))]
    await database.pool.execute("ALTER TABLE events DISABLE TRIGGER USER")
    broken = run("verify", "--late", environment=environment)
    await database.pool.execute("ALTER TABLE events ENABLE TRIGGER USER")
    unread = run("verify", "--checkpoints", "/nowhere", environment=environment)

    assert clean.returncode == 0, clean.stderr
    assert (late.returncode, asked_for.returncode) == (ExitCode.DONE, ExitCode.LATE)
    assert "0 broken, 1 late" in late.stdout
    assert unread.returncode == ExitCode.NOT_CHECKED
    assert "0 broken" in clean.stdout
    assert broken.returncode == ExitCode.FINDINGS
    assert "0 broken" not in broken.stderr
    assert "events" in broken.stdout


# -- Settings that cannot work ----------------------------------------------------------------------------------------


def test_a_database_that_does_not_answer_is_told_in_a_sentence(empty_dir: Path) -> None:
    url = "postgresql://me:hush@127.0.0.1:1/escalation"
    settings = {"ESCALATION_DATABASE_URL": url, "ESCALATION_DATA_DIR": str(empty_dir)}

    refused = run("migrate", environment=settings)

    assert refused.returncode == 1
    assert "The database cannot be reached" in refused.stderr
    assert "hush" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_wrong_setting_is_told_before_anything_is_started(empty_dir: Path) -> None:
    refused = here("migrate", environment={"ESCALATION_DATA_DIR": str(empty_dir / "data"), "PORT": "http"})

    assert refused.exit_code == 1
    assert "ESCALATION_PORT: The port to listen on" in refused.stderr
    assert not (empty_dir / "data").exists()


# -- The master key ---------------------------------------------------------------------------------------------------


def test_processes_that_start_at_once_get_the_same_master_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: master_key(Settings(), tmp_path), range(8)))

    assert len(keys) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [FILE]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_spoilt_master_key_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("half a ke")

    with pytest.raises(ConfigurationInvalid, match="does not hold a master key"):
        master_key(Settings(), tmp_path)

    assert (tmp_path / FILE).read_text() == "half a ke"


# -- Exports ----------------------------------------------------------------------------------------------------------


async def test_tickets_and_reports_are_written_to_files(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    await a_ticket(world, "V1")
    file = tmp_path / "tickets.csv"
    done = run("export", "tickets", str(file), "--unit", "C", "--filter", "state=registered", environment=environment)
    assert (done.returncode, done.stdout.strip()) == (0, f"1 rows are in {file}."), done.stderr
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    book = tmp_path / "lapsed.xlsx"
    done = run("export", "report", "lapsed", str(book), "--unit", "K1", "--format", "xlsx", environment=environment)
    assert (done.returncode, book.read_bytes()[:2]) == (0, b"PK"), done.stderr
    wrong = run("export", "tickets", str(file), "--unit", "C", "--filter", "stat=x", environment=environment)
    assert (wrong.returncode, "stat" in wrong.stderr) == (2, True)
