"""What lies in the data directory, and how does the PostgreSQL cluster in it come to be?

The data directory:

    data_dir/
      postgres/        the cluster (PGDATA), 0700
      postgres.new/    a cluster in the making; left over only by a crash, and then thrown away
      postgres.log     what the server says; the run before the last large one in postgres.log.1
      socket/          0700, unless its path is too long for a socket
      owner.lock       held by the program that started (or adopted) the server
      server.lock      held by the server's own processes, as long as one of them lives
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.embedded.accounts import Account
from escalation.kit.embedded.binaries import ENVIRONMENT, Binaries
from escalation.kit.runtime.whole_files import sync_folder

DATABASE = "escalation"
SUPERUSER = "postgres"
APPLICATION = "escalation"
"""The role that serves: it owns nothing."""

# Written into postgresql.conf, so that an operator may change them there; what must hold is said at every start.
_DEFAULTS = {
    "shared_buffers": "256MB",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Compiling costs more than it saves on statements that touch a few rows.
    "jit": "off",
}
_BUILTIN_LOCALE_SINCE = 17


@dataclass(frozen=True, slots=True)
class Home:
    """The places in one data directory."""

    path: Path

    @property
    def cluster(self) -> Path:
        """PGDATA."""
        return self.path / "postgres"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.path / "postgres.log"

    @property
    def sockets(self) -> Path:
        """The socket folder, when its path is short enough."""
        return self.path / "socket"

    @property
    def owner_lock(self) -> Path:
        """Held by the program whose stop stops the server."""
        return self.path / "owner.lock"

    @property
    def server_lock(self) -> Path:
        """Held by every process of the server, initdb included."""
        return self.path / "server.lock"


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What `postmaster.pid` says; true only once the server has answered on that socket."""

    pid: int
    port: int
    sockets: Path


def recorded_postmaster(home: Home) -> Postmaster | None:
    """The server the cluster's `postmaster.pid` names; None when there is no such file or it is still being written."""
    try:
        lines = (home.cluster / "postmaster.pid").read_text().splitlines()
        return Postmaster(pid=int(lines[0]), port=int(lines[3]), sockets=Path(lines[4]))
    except (FileNotFoundError, IndexError, ValueError):
        return None


def data_version(home: Home) -> int | None:
    """The major version of PostgreSQL that made the cluster; None when there is none yet."""
    try:
        return int((home.cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def open_home(data_dir: Path, account: Account) -> Home:
    """The data directory, made if missing, with `account` able to enter it. Its parents are left as they are.

    Raises `ConfigurationInvalid` when it cannot be made, belongs to somebody else, or is out of the account's reach.
    """
    home = Home(data_dir.absolute().resolve())
    try:
        _refuse_out_of_reach(home.path.parent, account)
        home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _let_in(account, home.path)
        home.owner_lock.touch(mode=0o600)
        owner = home.cluster.stat().st_uid if home.cluster.exists() else account.number
    except OSError as error:
        raise ConfigurationInvalid(
            N_("The data directory {path} cannot be used: {reason}."),
            path=str(home.path),
            reason=error.strerror or str(error),
        ) from error
    _refuse_out_of_reach(home.path, account)
    if owner != account.number:
        raise ConfigurationInvalid(
            N_("The data in {path} belongs to user number {owner}, and the database would run as {account}."),
            path=str(home.cluster),
            owner=owner,
            account=account.number,
        )
    return home


def create(home: Home, binaries: Binaries, account: Account, *, lock: int) -> None:
    """Make the cluster with its database, all or nothing: it gets its name when it is complete and on disk.

    `lock` is the descriptor of the server lock, which initdb's processes inherit. The caller holds the owner lock.
    """
    unfinished = home.path / "postgres.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.take(unfinished)
    _run(_initdb(unfinished, binaries), account, lock)
    single = [binaries.program("postgres"), "--single", "-D", str(unfinished), "postgres"]
    _run(single, account, lock, stdin=f"CREATE DATABASE {DATABASE}\n")
    unfinished.rename(home.cluster)
    sync_folder(home.path)


def _initdb(pgdata: Path, binaries: Binaries) -> list[str]:
    """Code-point order and no dependence on the system's locales, whose order changes with upgrades of libc."""
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        binaries.program("initdb"),
        f"--pgdata={pgdata}",
        f"--username={SUPERUSER}",
        "--auth-local=trust",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C",
        *(builtin if binaries.version >= _BUILTIN_LOCALE_SINCE else []),
        "--data-checksums",
        *(f"--set={name}={value}" for name, value in _DEFAULTS.items()),
    ]


def _run(command: list[str], account: Account, lock: int, *, stdin: str = "") -> None:
    answer = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        user=account.uid,
        group=account.gid,
        extra_groups=account.groups,
        cwd="/",
        env=ENVIRONMENT,
        pass_fds=(lock,),
        start_new_session=True,
    )
    # The single-user server ends well even when its statement failed.
    if answer.returncode != 0 or "ERROR:" in answer.stderr:
        raise ConfigurationInvalid(
            N_("The database could not be created: {reason}"), reason=answer.stderr.strip()[-2000:]
        )


def _refuse_out_of_reach(folder: Path, account: Account) -> None:
    """Refuse before anything is made: `account` has to be able to enter the nearest folder that exists."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    if not account.can_enter(existing):
        raise ConfigurationInvalid(
            N_(
                "The database cannot run as root, and the account '{account}' cannot get to {path}. "
                "Choose another folder with ESCALATION_DATA_DIR, such as /var/lib/escalation, "
                "or start as an ordinary user."
            ),
            account=account.name,
            path=str(existing),
        )


def _let_in(account: Account, folder: Path) -> None:
    """Let `account` pass through root's own data directory by its group, and nobody else."""
    if account.gid is not None and folder.stat().st_uid == 0 and not account.can_enter(folder):
        os.chown(folder, -1, account.gid)
        folder.chmod(folder.stat().st_mode | 0o010)
