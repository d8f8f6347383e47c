"""How does the embedded PostgreSQL start, and how does it stop?

Whoever takes the owner lock of a data directory starts the server there, or adopts one that an owner killed by
`kill -9` left behind, and stops it at the end. Everybody else is a guest: attached while the owner runs. Whether a
server runs is told by connecting to it, and by the lock its processes hold; never by a process number in a file.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import quote

import structlog

from escalation.embedded.accounts import database_account
from escalation.embedded.binaries import ENVIRONMENT, find, within_reach
from escalation.embedded.cluster import (
    DATABASE,
    SUPERUSER,
    Home,
    Postmaster,
    create,
    data_version,
    open_home,
    recorded_postmaster,
)
from escalation.embedded.locks import is_held, try_lock
from escalation.errors import ConfigurationInvalid, DatabaseUnavailable, N_

_PORT = 5432
# A socket's path has 104 bytes on macOS and 108 on Linux, the closing zero included.
_SOCKET_PATH_MAX = 103
# A comma, a quote or a space in the folder's name would mean something to the server or to a client.
_PLAIN_PATH = re.compile(r"[\w/.+-]+")
_LOG_KEPT = 16 * 2**20

_REST = 0.05
_STILL_RECOVERING = 3.0
_OWNER_WITHOUT_SERVER = 10.0
_FAST_SHUTDOWN = 60.0

_NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
_log = structlog.get_logger(__name__)


class Phase(StrEnum):
    """What a start is busy with, for whoever shows it to a person."""

    CREATING = "creating"
    STARTING = "starting"
    RECOVERING = "recovering"
    ADOPTED = "adopted"
    ATTACHED = "attached"
    READY = "ready"


class _Health(StrEnum):
    SILENT = "silent"
    BUSY = "busy"
    READY = "ready"


def _ignore(_phase: Phase) -> None:
    pass


def start(
    data_dir: Path, *, settings: Mapping[str, str] | None = None, watch: Callable[[Phase], None] = _ignore
) -> "EmbeddedPostgres":
    """Return once the PostgreSQL of this data directory answers; blocking.

    Makes what is missing, and waits for crash recovery as long as the server lives. `settings` are PostgreSQL's, and
    hold for a server started by this call; `watch` is called with every new phase.

    Raises `ConfigurationInvalid` when the server cannot run here (its own words are in the sentence), and
    `DatabaseUnavailable` when another program owns the data directory but its server has been gone for 10 s.
    """
    server = EmbeddedPostgres(open_home(data_dir, database_account()), settings or _NO_SETTINGS, watch)
    server.come_up()
    return server


class EmbeddedPostgres:
    """A running server, as its owner or as a guest; made by `start`. Not for use by several threads at once."""

    def __init__(self, home: Home, settings: Mapping[str, str], watch: Callable[[Phase], None]) -> None:
        """Nothing is started yet."""
        self._home = home
        self._settings = settings
        self._watch = watch
        self._account = database_account()
        self._binaries = find(data_version(home))
        self._owner: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._found: Postmaster | None = None

    @property
    def is_owner(self) -> bool:
        """Whether `stop` stops the server."""
        return self._owner is not None

    @property
    def pid(self) -> int:
        """The process number of the postmaster that answered last."""
        return self._answered().pid

    @property
    def socket_dir(self) -> Path:
        """The folder of the socket, open to the database's account only."""
        return self._answered().sockets

    @property
    def log_path(self) -> Path:
        """The server's log."""
        return self._home.log

    def dsn(self, database: str = DATABASE) -> str:
        """The address of a database, for asyncpg; SQLAlchemy wants `postgresql+asyncpg` for its first word."""
        found = self._answered()
        host = quote(str(found.sockets), safe="")
        return f"postgresql://{SUPERUSER}@/{quote(database, safe='')}?host={host}&port={found.port}"

    def is_ready(self) -> bool:
        """Whether the server answers a query now; takes some 20 ms."""
        return self._health() is _Health.READY

    def come_up(self) -> bool:
        """Make sure the server answers, starting it again if it has died; True when this was necessary.

        A guest whose owner is gone becomes the owner. Ask for `dsn` again afterwards. Raises like `start`.
        """
        if self._health() is _Health.READY and self._owner is not None:
            return False
        was_owner, was_up = self.is_owner, self._found is not None
        try:
            self._become_owner_or_guest()
        except BaseException:
            self.stop()
            raise
        _log.info("embedded_postgres_ready", pid=self.pid, owner=self.is_owner, path=str(self._home.path))
        self._watch(Phase.READY)
        return not (was_owner and was_up)

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make a database, as a copy of `template` if given; nobody may be connected to the template.

        Raises `ConfigurationInvalid` with PostgreSQL's own words when it refuses.
        """
        statement = 'CREATE DATABASE :"name" TEMPLATE :"template";'
        answer = self._psql(self._answered(), statement, name=name, template=template or "template1")
        if answer.returncode != 0:
            raise ConfigurationInvalid(
                N_("The database could not be created: {reason}"), reason=answer.stderr.strip()
            )

    def stop(self) -> None:
        """Stop the server and wait until its last process is gone; for a guest, only detach. May be called again.

        Open connections are cut (fast shutdown). A server that has not ended after 60 s is told to stop at once; it
        then recovers at its next start, and loses nothing.
        """
        if self._owner is None:
            return
        try:
            self._shut_down()
        finally:
            os.close(self._owner)
            self._owner = None

    def __enter__(self) -> Self:
        """The server is running already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it, if it is ours to stop."""
        self.stop()

    # -- Starting -----------------------------------------------------------------------------------------------------

    def _become_owner_or_guest(self) -> None:
        deadline = time.monotonic() + _OWNER_WITHOUT_SERVER
        while True:
            if self._owner is None:
                self._owner = try_lock(self._home.owner_lock)
            if self._owner is not None:
                return self._start_or_adopt()
            if self._health() is _Health.READY:
                return self._watch(Phase.ATTACHED)
            if is_held(self._home.server_lock):
                deadline = time.monotonic() + _OWNER_WITHOUT_SERVER
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(
                    N_("Another program holds the data directory {path}, but its database does not run."),
                    path=str(self._home.path),
                )
            time.sleep(_REST)

    def _start_or_adopt(self) -> None:
        while (lock := try_lock(self._home.server_lock)) is None:
            if self._health() is _Health.READY:
                return self._watch(Phase.ADOPTED)
            time.sleep(_REST)
        try:
            # No process of ours lives. A server that somebody started by hand does not hold the lock, but it answers.
            while (health := self._health()) is _Health.BUSY:
                time.sleep(_REST)
            if health is _Health.READY:
                return self._watch(Phase.ADOPTED)
            self._clear_leftovers()
            self._process, log_from = self._launch(lock)
        finally:
            os.close(lock)
        return self._await_ready(self._process, log_from)

    def _clear_leftovers(self) -> None:
        """Remove what a killed server left: its pid files may name a process that is alive and somebody else's."""
        (self._home.cluster / "postmaster.pid").unlink(missing_ok=True)
        shutil.rmtree(self._home.sockets, ignore_errors=True)

    def _launch(self, lock: int) -> tuple[subprocess.Popen[bytes], int]:
        binaries = within_reach(self._binaries, self._account, self._home.path)
        if not self._home.cluster.exists():
            self._watch(Phase.CREATING)
            _log.info("embedded_postgres_creating", path=str(self._home.path), version=binaries.version)
            create(self._home, binaries, self._account, lock=lock)
        self._watch(Phase.STARTING)
        sockets = self._make_socket_dir()
        required = {
            "listen_addresses": "",
            "port": str(_PORT),
            "unix_socket_directories": str(sockets),
            "unix_socket_permissions": "0700",
            "logging_collector": "off",
            "log_destination": "stderr",
        }
        options = [f"--{name}={value}" for name, value in {**self._settings, **required}.items()]
        with _open_log(self._home.log) as log:
            process = subprocess.Popen(
                [binaries.program("postgres"), "-D", str(self._home.cluster), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                user=self._account.uid,
                group=self._account.gid,
                extra_groups=self._account.groups,
                cwd="/",
                env=ENVIRONMENT,
                pass_fds=(lock,),
                # Ctrl-C in a terminal goes to the whole session's foreground group: the server is told by us, last.
                start_new_session=True,
            )
            return process, log.tell()

    def _make_socket_dir(self) -> Path:
        folder = self._home.sockets
        name = f"{folder}/.s.PGSQL.{_PORT}.lock"
        if len(os.fsencode(name)) <= _SOCKET_PATH_MAX and _PLAIN_PATH.fullmatch(name):
            folder.mkdir(mode=0o700)
        else:
            folder = _temporary_folder()
        self._account.take(folder)
        return folder

    def _await_ready(self, process: subprocess.Popen[bytes], log_from: int) -> None:
        said_at = time.monotonic()
        recovering_since = said_at
        while self._health() is not _Health.READY:
            if process.poll() is not None:
                raise ConfigurationInvalid(
                    N_("The database did not start: {reason} The whole log: {path}"),
                    reason=_tail(self._home.log, log_from),
                    path=str(self._home.log),
                )
            if time.monotonic() - said_at > _STILL_RECOVERING:
                said_at = time.monotonic()
                self._watch(Phase.RECOVERING)
                _log.info("embedded_postgres_recovering", seconds=round(said_at - recovering_since))
            time.sleep(_REST)

    # -- Asking -------------------------------------------------------------------------------------------------------

    def _answered(self) -> Postmaster:
        if self._found is None:
            raise DatabaseUnavailable
        return self._found

    def _health(self) -> _Health:
        """Connect to the server that the cluster names, and ask it whose it is."""
        recorded = recorded_postmaster(self._home)
        if recorded is None:
            return _Health.SILENT
        probe = [self._binaries.program("pg_isready"), "-q", *_where(recorded), "-d", "postgres", "-t", "5"]
        match subprocess.run(probe, env=ENVIRONMENT, cwd="/", check=False).returncode:
            case 0:
                return self._identity(recorded)
            case 1:
                return _Health.BUSY
            case _:
                return _Health.SILENT

    def _identity(self, recorded: Postmaster) -> _Health:
        answer = self._psql(recorded, "SHOW data_directory;")
        # Full of connections, or ending this moment: alive, and no telling whose.
        if answer.returncode != 0:
            return _Health.BUSY
        if not Path(answer.stdout.strip()).samefile(self._home.cluster):
            return _Health.SILENT
        self._found = recorded
        return _Health.READY

    def _psql(self, postmaster: Postmaster, statement: str, **variables: str) -> subprocess.CompletedProcess[str]:
        assignments = [f"--set={name}={value}" for name, value in variables.items()]
        strict = ["-XqAt", "--set=ON_ERROR_STOP=1", "-d", "postgres"]
        return subprocess.run(
            [self._binaries.program("psql"), *strict, *assignments, *_where(postmaster)],
            input=statement,
            capture_output=True,
            text=True,
            env=ENVIRONMENT,
            cwd="/",
            check=False,
        )

    # -- Stopping -----------------------------------------------------------------------------------------------------

    def _shut_down(self) -> None:
        """Signal the postmaster and wait for the lock of its last process; a server started by hand holds none."""
        self._signal(signal.SIGINT)
        deadline = time.monotonic() + _FAST_SHUTDOWN
        while self._process_lives() or (self._found is not None and is_held(self._home.server_lock)):
            if time.monotonic() > deadline:
                _log.warning("embedded_postgres_stopping_at_once", pid=self._found.pid if self._found else None)
                self._signal(signal.SIGQUIT)
                deadline = time.monotonic() + _FAST_SHUTDOWN
            time.sleep(_REST / 2)
        if self._found is not None and self._found.sockets != self._home.sockets:
            _remove_if_empty(self._found.sockets)
        self._process = None
        self._found = None
        _log.info("embedded_postgres_stopped", path=str(self._home.path))

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
        elif self._found is not None and is_held(self._home.server_lock):
            # Adopted: it has answered as this number, and its processes hold the lock still.
            os.kill(self._found.pid, number)

    def _process_lives(self) -> bool:
        return self._process is not None and self._process.poll() is None


def _where(postmaster: Postmaster) -> list[str]:
    return ["-h", str(postmaster.sockets), "-p", str(postmaster.port), "-U", SUPERUSER]
