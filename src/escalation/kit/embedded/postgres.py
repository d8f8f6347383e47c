"""How does the embedded PostgreSQL start, and how does it stop?

Whoever takes the owner lock of a data directory starts the server there, or adopts the one that an owner killed by
`kill -9` left behind, and stops it at the end. Everybody else is a guest, attached while the owner's server runs.

    owner lock   server lock   server answers
    free         free          no               start it
    free         held          not yet          an orphan, starting or recovering: wait, then adopt
    free         held          yes              an orphan: adopt
    held         held          not yet          wait with the owner
    held         held          yes              attach
    held         free          no               the owner is starting or stopping: wait, but not for ever
"""

import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import quote

import structlog

from escalation.errors import N_, ConfigurationInvalid, DatabaseUnavailable
from escalation.kit.embedded.accounts import database_account
from escalation.kit.embedded.binaries import Binaries, find, within_reach
from escalation.kit.embedded.cluster import DATABASE, SUPERUSER, Home, Postmaster, create, data_version, open_home
from escalation.kit.embedded.locks import await_release, is_held, try_lock
from escalation.kit.embedded.probe import ProbeResult, probe, psql
from escalation.kit.embedded.process import Child, launch, remove_temporary

_REST = 0.05
_RECOVERY_TOLD_EVERY = 3.0
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


def _ignore(_phase: Phase) -> None:
    pass


def has_database(data_dir: Path) -> bool:
    """Whether a data directory has a cluster."""
    return data_version(Home(data_dir)) is not None


def start(
    data_dir: Path, *, settings: Mapping[str, str] = _NO_SETTINGS, watch: Callable[[Phase], None] = _ignore
) -> "EmbeddedPostgres":
    """Return once the PostgreSQL of this data directory answers; blocking.

    Makes what is missing, and waits for crash recovery as long as the server lives. `settings` are PostgreSQL's own,
    and hold for a server that this call starts; `watch` is told every phase, RECOVERING again every 3 s.

    Raises `ConfigurationInvalid` when the server cannot run here (its own words are in the sentence), and
    `DatabaseUnavailable` when another program owns the data directory but its server has been gone for 10 s.
    """
    server = EmbeddedPostgres(open_home(data_dir, database_account()), settings, watch)
    server.come_up()
    return server


class EmbeddedPostgres:
    """A running server, for its owner or a guest; made by `start`. Not for use by several threads at once."""

    def __init__(self, home: Home, settings: Mapping[str, str], watch: Callable[[Phase], None]) -> None:
        """Nothing is started yet."""
        self._home = home
        self._settings = settings
        self._watch = watch
        self._account = database_account()
        self._binaries = find(data_version(home))
        self._owner_lock: int | None = None
        self._child: Child | None = None
        self._answered: Postmaster | None = None

    @property
    def is_owner(self) -> bool:
        """Whether `stop` stops the server."""
        return self._owner_lock is not None

    @property
    def binaries(self) -> Binaries:
        """PostgreSQL's programs, of the version of this server."""
        return self._binaries

    @property
    def log_path(self) -> Path:
        """The server's log."""
        return self._home.log

    @property
    def pid(self) -> int:
        """The process number of the postmaster, which has answered as such."""
        return self._server().pid

    @property
    def socket_dir(self) -> Path:
        """The folder of the socket, open to the database's account only."""
        return self._server().sockets

    def dsn(self, database: str = DATABASE, *, role: str = SUPERUSER) -> str:
        """The address of a database, for asyncpg; SQLAlchemy wants `postgresql+asyncpg` for its first word."""
        server = self._server()
        host = quote(str(server.sockets), safe="/")
        return f"postgresql://{role}@/{quote(database, safe='')}?host={host}&port={server.port}"

    def is_ready(self) -> bool:
        """Whether the server answers a question now; takes some 20 ms."""
        return self._health() is ProbeResult.READY

    def come_up(self) -> bool:
        """Make sure that the server answers and has an owner; True when something had to be done.

        Starts a server again that has died. A guest whose owner is gone becomes the owner. Ask for `dsn` again
        afterwards. Raises like `start`.
        """
        if self._answered is not None and self.is_ready() and (self.is_owner or is_held(self._home.owner_lock)):
            return False
        try:
            self._own_or_attach()
        except BaseException:
            self.stop()
            raise
        _log.info("embedded_postgres_ready", pid=self.pid, owner=self.is_owner, path=str(self._home.path))
        self._watch(Phase.READY)
        return True

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make a database, as a copy of `template` if given; nobody may be connected to the template.

        Raises `ConfigurationInvalid` with PostgreSQL's own words when it refuses.
        """
        statement = 'CREATE DATABASE :"name" TEMPLATE :"template";'
        answer = psql(self._binaries, self._server(), statement, name=name, template=template or "template1")
        if answer.returncode != 0:
            raise ConfigurationInvalid(N_("The database could not be created: {reason}"), reason=answer.stderr.strip())

    def stop(self) -> None:
        """Stop the server and wait until its last process is gone; for a guest, do nothing. May be called again.

        Open connections are cut (fast shutdown). A server that has not ended after 60 s is told to drop everything;
        it recovers at its next start and loses nothing that was committed.
        """
        if self._owner_lock is None:
            return
        try:
            self._shut_down()
        finally:
            os.close(self._owner_lock)
            self._owner_lock = None

    def __enter__(self) -> Self:
        """The server runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it, if it is ours to stop."""
        self.stop()

    def _own_or_attach(self) -> None:
        give_up_at = time.monotonic() + _OWNER_WITHOUT_SERVER
        while not self._own():
            if self._health() is ProbeResult.READY:
                self._watch(Phase.ATTACHED)
                return
            if is_held(self._home.server_lock):
                give_up_at = time.monotonic() + _OWNER_WITHOUT_SERVER
            if time.monotonic() > give_up_at:
                raise DatabaseUnavailable(
                    N_("Another program holds the data directory {path}, but its database does not run."),
                    path=str(self._home.path),
                )
            time.sleep(_REST)
        self._start_or_adopt()

    def _own(self) -> bool:
        if self._owner_lock is None:
            self._owner_lock = try_lock(self._home.owner_lock)
        return self.is_owner

    def _start_or_adopt(self) -> None:
        lock = self._lock_against_servers()
        if lock is None:
            self._watch(Phase.ADOPTED)
            return
        try:
            if self._child is not None:
                self._child.process.wait()
            self._child = self._start(lock)
        except BaseException:
            os.close(lock)
            # initdb's own children, if it was interrupted, end by themselves.
            await_release(self._home.server_lock, at_most=_OWNER_WITHOUT_SERVER)
            raise
        os.close(lock)  # The server's processes keep their copies.
        self._await(self._child)

    def _lock_against_servers(self) -> int | None:
        """The server lock, once no process of a server is left; None when a live one has answered."""
        while (lock := try_lock(self._home.server_lock)) is None:
            if self._health() is ProbeResult.READY:
                return None
            time.sleep(_REST)
        # A server that somebody started by hand holds no lock, but it answers.
        while (health := self._health()) is ProbeResult.BUSY:
            time.sleep(_REST)
        if health is ProbeResult.READY:
            os.close(lock)
            return None
        return lock

    def _start(self, lock: int) -> Child:
        binaries = within_reach(self._binaries, self._account, self._home.path)
        if not self._home.cluster.exists():
            self._watch(Phase.CREATING)
            _log.info("embedded_postgres_creating", version=binaries.version, path=str(self._home.path))
            create(self._home, binaries, self._account, lock=lock)
        # What a killed server left may name a process that is alive today and somebody else's; PostgreSQL would wait
        # for that one to end.
        (self._home.cluster / "postmaster.pid").unlink(missing_ok=True)
        shutil.rmtree(self._home.sockets, ignore_errors=True)
        self._watch(Phase.STARTING)
        return launch(self._home, binaries, self._account, self._settings, lock=lock)

    def _await(self, child: Child) -> None:
        since = told_at = time.monotonic()
        while self._health() is not ProbeResult.READY:
            if not child.lives():
                raise ConfigurationInvalid(
                    N_("The database did not start. Its last words: {reason}. Its log: {path}"),
                    reason=child.last_words(),
                    path=str(child.log),
                )
            if time.monotonic() - told_at > _RECOVERY_TOLD_EVERY:
                told_at = time.monotonic()
                self._watch(Phase.RECOVERING)
                _log.info("embedded_postgres_recovering", seconds=round(told_at - since))
            time.sleep(_REST)

    def _health(self) -> ProbeResult:
        health, server = probe(self._home, self._binaries)
        self._answered = server or self._answered
        return health

    def _server(self) -> Postmaster:
        if self._answered is None:
            raise DatabaseUnavailable
        return self._answered

    def _shut_down(self) -> None:
        """Signal the postmaster, then wait for its last process to let go of the server lock."""
        while self._runs():
            self._signal(signal.SIGINT)
            give_up_at = time.monotonic() + _FAST_SHUTDOWN
            while self._runs() and time.monotonic() < give_up_at:
                time.sleep(_REST / 2)
            if self._runs():
                _log.warning("embedded_postgres_told_to_drop_everything", path=str(self._home.path))
                self._signal(signal.SIGQUIT)
                time.sleep(1)
        if self._answered is not None:
            remove_temporary(self._answered.sockets)
        self._child = self._answered = None
        _log.info("embedded_postgres_stopped", path=str(self._home.path))

    def _runs(self) -> bool:
        """Whether a server that is ours lives. One found but never heard, or started by hand, is left alone."""
        if self._child is not None and self._child.lives():
            return True
        return self._answered is not None and is_held(self._home.server_lock)

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None:
            self._child.process.send_signal(number)
        elif self._answered is not None and is_held(self._home.server_lock):
            os.kill(self._answered.pid, number)
