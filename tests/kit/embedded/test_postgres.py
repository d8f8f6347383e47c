"""Does the embedded PostgreSQL survive what happens to programs: kill -9, Ctrl-C, a second start, odd folders?"""

import asyncio
import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from escalation.errors import ConfigurationInvalid
from escalation.kit.embedded.accounts import database_account, usual_data_dir
from escalation.kit.embedded.binaries import Binaries, find, within_reach
from escalation.kit.embedded.locks import is_held, try_lock
from escalation.kit.embedded.postgres import EmbeddedPostgres, Phase, start
from tests.support.waiting import LONGEST, wait_until

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to switch to another account")

OWNER = """
import signal, sys, time
from pathlib import Path
from escalation.kit.embedded.postgres import start
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background ignores it
server = start(Path(sys.argv[1]), watch=lambda phase: print(phase, flush=True))
try:
    time.sleep(600)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def empty_dir() -> Iterator[Path]:
    """A private folder that the database's account can be let into; pytest's own are closed to all but their owner."""
    folder = Path(tempfile.mkdtemp(prefix="escalation-test-", dir="/tmp")).resolve()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster_dir() -> Iterator[Path]:
    """A data directory with a cluster in it; shared, because making one or copying it takes a second or two."""
    folder = Path(tempfile.mkdtemp(prefix="escalation-test-", dir="/tmp")).resolve()
    start(folder).stop()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def data_dir(cluster_dir: Path) -> Iterator[Path]:
    """The shared data directory, its server stopped before and after the test."""
    yield cluster_dir
    start(cluster_dir).stop()
    assert not is_held(cluster_dir / "server.lock")


@contextlib.contextmanager
def a_program(data_dir: Path, *, until: str) -> Iterator[subprocess.Popen[str]]:
    """Another program that starts the server and keeps it, in its own process group, arrived at the phase `until`."""
    program = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data_dir)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    with program:
        read_until(program, until)
        try:
            yield program
        finally:
            program.kill()


def read_until(program: subprocess.Popen[str], word: str) -> None:
    """Read what the program says until it says this line."""
    assert program.stdout is not None
    assert any(line.strip() == word for line in program.stdout)


def ask(server: EmbeddedPostgres, statement: str, database: str = "escalation") -> object:
    """The first value a statement returns."""

    async def fetch() -> object:
        connection = await asyncpg.connect(server.dsn(database))
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return asyncio.run(fetch())


def wait_until_dead(data_dir: Path) -> None:
    """Wait until no process of a killed server is left."""
    wait_until(lambda: not is_held(data_dir / "server.lock"))


# -- Starting and stopping --------------------------------------------------------------------------------------------


def test_an_empty_folder_becomes_a_database_that_answers_and_stops_cleanly(empty_dir: Path) -> None:
    phases: list[Phase] = []

    with start(empty_dir, watch=phases.append) as server:
        assert ask(server, "SELECT current_database()") == "escalation"
        assert ask(server, "SHOW server_encoding") == "UTF8"
        assert ask(server, "SHOW TimeZone") == "UTC"
        assert ask(server, "SHOW data_checksums") == "on"
        assert ask(server, "SHOW listen_addresses") == ""
        assert ask(server, "SELECT '乙' < '甲'") is True  # U+4E59 before U+7532: code points, not a locale.

    assert phases == [Phase.CREATING, Phase.STARTING, Phase.READY]
    assert "database system is shut down" in server.log_path.read_text()
    assert not is_held(empty_dir / "server.lock")
    assert not is_held(empty_dir / "owner.lock")


def test_stopping_twice_is_harmless(data_dir: Path) -> None:
    server = start(data_dir)
    server.stop()
    server.stop()


def test_settings_hold_for_this_start_and_cannot_open_a_port(data_dir: Path) -> None:
    with start(data_dir, settings={"work_mem": "9MB", "listen_addresses": "*"}) as server:
        assert ask(server, "SHOW work_mem") == "9MB"
        assert ask(server, "SHOW listen_addresses") == ""

    with start(data_dir) as server:
        assert ask(server, "SHOW work_mem") == "4MB"


def test_a_database_can_be_cloned_from_a_template(data_dir: Path) -> None:
    with start(data_dir) as server:
        ask(server, "CREATE TABLE told AS SELECT 7 AS n")
        server.create_database('a "clone"', template="escalation")

        assert ask(server, "SELECT n FROM told", database='a "clone"') == 7
        with pytest.raises(ConfigurationInvalid, match="already exists"):
            server.create_database('a "clone"')


def test_the_socket_is_for_the_database_account_alone(data_dir: Path) -> None:
    with start(data_dir) as server:
        folder = server.socket_dir.stat()

        assert stat.S_IMODE(folder.st_mode) == 0o700
        assert folder.st_uid == database_account().number


# -- Crashes ----------------------------------------------------------------------------------------------------------


def test_a_killed_server_recovers_what_was_committed(data_dir: Path) -> None:
    with start(data_dir) as server:
        ask(server, "CREATE TABLE kept AS SELECT generate_series(1, 10000) AS n")
        killed = server.pid
        os.kill(killed, signal.SIGKILL)

        assert server.come_up()

        assert server.pid != killed
        assert ask(server, "SELECT count(*) FROM kept") == 10_000
        assert not server.come_up()


def test_a_pid_file_that_names_somebody_elses_process_is_not_believed(data_dir: Path) -> None:
    server = start(data_dir)
    os.kill(server.pid, signal.SIGKILL)
    wait_until_dead(data_dir)
    server.stop()
    account = database_account()
    sleeper = subprocess.Popen(
        ["sleep", "60"], user=account.uid, group=account.gid, extra_groups=account.groups, cwd="/"
    )
    with sleeper:
        for file in (data_dir / "postgres/postmaster.pid", server_lock_file(data_dir)):
            lines = file.read_text().splitlines()
            file.write_text("\n".join([str(sleeper.pid), *lines[1:]]) + "\n")
        assert 'lock file "postmaster.pid" already exists' in postgres_alone(data_dir)  # So believes PostgreSQL.

        with start(data_dir) as server:
            assert server.is_owner
            assert server.pid != sleeper.pid
        assert sleeper.poll() is None
        sleeper.kill()


def server_lock_file(data_dir: Path) -> Path:
    """The second pid file, beside the socket."""
    return data_dir / "socket/.s.PGSQL.5432.lock"


def postgres_alone(data_dir: Path) -> str:
    """What PostgreSQL says when it is started without the launcher."""
    account = database_account()
    command = [find().program("postgres"), "-D", str(data_dir / "postgres")]
    told = subprocess.run(
        command,
        user=account.uid,
        group=account.gid,
        extra_groups=account.groups,
        cwd="/",
        env={"LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    return told.stderr


def test_a_server_orphaned_by_kill_9_is_adopted_and_stopped_by_the_next_program(data_dir: Path) -> None:
    phases: list[Phase] = []
    with a_program(data_dir, until="ready") as program:
        program.kill()
        program.wait()
        assert is_held(data_dir / "server.lock")

        with start(data_dir, watch=phases.append) as server:
            assert server.is_owner
            assert ask(server, "SELECT 1") == 1

    assert phases == [Phase.ADOPTED, Phase.READY]
    assert not is_held(data_dir / "server.lock")


def test_a_kill_9_while_the_cluster_is_made_leaves_nothing_half(empty_dir: Path) -> None:
    with a_program(empty_dir, until="creating") as program:
        wait_until((empty_dir / "postgres.new/base").exists)
        program.kill()
        program.wait()
    assert not (empty_dir / "postgres").exists()

    with start(empty_dir) as server:
        assert ask(server, "SELECT 1") == 1


def test_an_interruption_while_the_cluster_is_made_waits_for_whoever_makes_it(empty_dir: Path) -> None:
    with a_program(empty_dir, until="creating") as program:
        wait_until((empty_dir / "postgres.new/base").exists)
        (initdb,) = children(program.pid)
        wait_until(lambda: bool(children(initdb)))
        (maker,) = children(initdb)
        os.kill(maker, signal.SIGSTOP)
        program.send_signal(signal.SIGINT)
        wait_until(lambda: has_ended(initdb))
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(1)
        os.kill(maker, signal.SIGCONT)
        program.wait()
        assert not is_held(empty_dir / "server.lock")


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or only waits for its parent to ask how it ended."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def children(pid: int) -> list[int]:
    """The processes that a process has started, if it still lives."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def test_a_server_that_cannot_start_says_why_and_lets_go_of_the_folder(data_dir: Path) -> None:
    with pytest.raises(ConfigurationInvalid, match="work_mem"):
        start(data_dir, settings={"work_mem": "plenty"})

    with start(data_dir) as server:
        assert server.is_owner


# -- Several programs -------------------------------------------------------------------------------------------------


def test_a_second_program_attaches_and_leaves_the_server_running(data_dir: Path) -> None:
    with start(data_dir) as owner:
        with start(data_dir) as guest:
            assert not guest.is_owner
            assert guest.pid == owner.pid
            assert guest.dsn() == owner.dsn()

        assert ask(owner, "SELECT 1") == 1


def test_a_program_that_comes_while_the_cluster_is_made_waits_for_it(empty_dir: Path) -> None:
    with a_program(empty_dir, until="creating"), start(empty_dir) as guest:
        assert not guest.is_owner
        assert ask(guest, "SELECT current_database()") == "escalation"
        os.kill(guest.pid, signal.SIGINT)
        wait_until_dead(empty_dir)


def test_a_guest_takes_over_when_the_owner_has_stopped(data_dir: Path) -> None:
    owner = start(data_dir)
    with start(data_dir) as guest:
        owner.stop()
        assert not guest.is_ready()

        assert guest.come_up()

        assert guest.is_owner
        assert ask(guest, "SELECT 1") == 1
    assert not is_held(data_dir / "server.lock")


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(data_dir: Path) -> None:
    with a_program(data_dir, until="ready") as program, start(data_dir) as guest:
        os.killpg(program.pid, signal.SIGINT)
        read_until(program, "interrupted")

        assert ask(guest, "SELECT 1") == 1

        program.kill()
        program.wait()
        assert guest.come_up()
        assert guest.is_owner
    assert not is_held(data_dir / "server.lock")


def test_a_lock_lasts_as_long_as_a_child_that_inherited_it(empty_dir: Path) -> None:
    lock = try_lock(empty_dir / "lock")
    assert lock is not None
    with subprocess.Popen(["sleep", "60"], pass_fds=(lock,)) as child:
        os.close(lock)
        assert is_held(empty_dir / "lock")
        child.kill()
    assert not is_held(empty_dir / "lock")


# -- Folders ----------------------------------------------------------------------------------------------------------


def test_a_folder_too_deep_for_a_socket_gets_one_under_the_temporary_folder(data_dir: Path) -> None:
    with moved(data_dir, "数据" * 30) as deep, start(deep) as server:
        folder = server.socket_dir
        assert deep not in folder.parents
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert ask(server, "SELECT 1") == 1

    assert not folder.exists()


def test_a_folder_with_odd_characters_works(data_dir: Path) -> None:
    with moved(data_dir, 'an, "odd" & 100% @ 目录') as odd, start(odd) as server:
        assert ask(server, "SELECT 1") == 1


@contextlib.contextmanager
def moved(data_dir: Path, name: str) -> Iterator[Path]:
    """The cluster in another folder for a while, as an operator would move it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as parent:
        Path(parent).chmod(0o711)
        elsewhere = Path(parent) / name
        elsewhere.mkdir(mode=0o700)
        (data_dir / "postgres").rename(elsewhere / "postgres")
        yield elsewhere
        (elsewhere / "postgres").rename(data_dir / "postgres")


def test_data_of_another_postgresql_is_refused(empty_dir: Path) -> None:
    cluster = empty_dir / "postgres"
    cluster.mkdir()
    database_account().take(cluster)
    (cluster / "PG_VERSION").write_text("9\n")

    with pytest.raises(ConfigurationInvalid, match="made by PostgreSQL 9"):
        start(empty_dir)


def test_a_file_in_the_place_of_the_folder_is_refused(empty_dir: Path) -> None:
    empty_dir.chmod(0o711)
    (empty_dir / "file").touch()

    with pytest.raises(ConfigurationInvalid, match="cannot be used"):
        start(empty_dir / "file")


@only_root
def test_root_is_told_when_the_database_account_cannot_reach_the_folder(empty_dir: Path) -> None:
    with pytest.raises(ConfigurationInvalid, match="ESCALATION_DATA_DIR"):
        start(empty_dir / "closed/by/its/parent")

    assert list(empty_dir.iterdir()) == []
    assert stat.S_IMODE(empty_dir.stat().st_mode) == 0o700
    assert usual_data_dir(empty_dir / "var") == Path("/var/lib/escalation")
    assert usual_data_dir(Path("/tmp/var")) == Path("/tmp/var")


@only_root
def test_programs_in_a_closed_folder_are_copied_to_where_the_account_can_run_them(empty_dir: Path) -> None:
    installed = find()
    package = installed.folder.parents[1]
    closed, shelf = empty_dir / "closed", empty_dir / "shelf"
    shutil.copytree(installed.folder.parent, closed / package.name / installed.folder.parent.name)
    shutil.copytree(package.with_name(f"{package.name}.libs"), closed / f"{package.name}.libs")
    closed.chmod(0o700)
    shelf.mkdir()
    empty_dir.chmod(0o711)
    account = database_account()
    out_of_reach = Binaries(installed.version, closed / installed.folder.relative_to(package.parent))
    assert not account.can_run(Path(out_of_reach.program("initdb")))

    copied = within_reach(out_of_reach, account, shelf)

    assert account.can_run(Path(copied.program("initdb")))
    subprocess.run([copied.program("initdb"), "--version"], user=account.uid, cwd="/", env={}, check=True)
    assert within_reach(installed, account, shelf) == installed
