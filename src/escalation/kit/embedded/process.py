"""How is the server process started: with which options, socket folder, log and lock?"""

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.embedded.accounts import Account
from escalation.kit.embedded.binaries import ENVIRONMENT, Binaries
from escalation.kit.embedded.cluster import Home

_PORT = 5432
# A socket's path has 104 bytes on macOS and 108 on Linux, the closing zero included.
_SOCKET_PATH_MAX = 103
# A comma, a quote or a space in the folder's name would mean something to the server or to a client.
_PLAIN_PATH = re.compile(r"[\w/.+-]+")
_TEMPORARY_PREFIX = "escalation-"
_LOG_KEPT = 16 * 2**20
_LINES_TOLD = 4


@dataclass(frozen=True, slots=True)
class Child:
    """A postmaster that is ours to reap; `log_from` is where its own words begin in the log."""

    process: subprocess.Popen[bytes]
    log: Path
    log_from: int

    def lives(self) -> bool:
        """Whether it has not ended yet; reaps it when it has."""
        return self.process.poll() is None

    def last_words(self) -> str:
        """The last lines it wrote."""
        with self.log.open("rb") as log:
            log.seek(self.log_from)
            lines = log.read().decode(errors="replace").splitlines()
        return " / ".join(line.strip() for line in lines[-_LINES_TOLD:])


def launch(home: Home, binaries: Binaries, account: Account, settings: Mapping[str, str], *, lock: int) -> Child:
    """Start a postmaster; it does not answer yet. All its processes inherit `lock`, the server lock's descriptor.

    The caller holds the owner lock and has cleared leftovers away.
    """
    required = {
        "listen_addresses": "",
        "port": str(_PORT),
        "unix_socket_directories": str(_make_socket_dir(home, account)),
        "unix_socket_permissions": "0700",
        "logging_collector": "off",
        "log_destination": "stderr",
        # Errors are told to whom asked, and there logged without their texts: those quote rows, which hold citizens'
        # words. What concerns the server itself is LOG and worse.
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    options = [f"--{name}={value}" for name, value in {**settings, **required}.items()]
    _shelve_long_log(home.log)
    with os.fdopen(os.open(home.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as log:
        # One that an earlier release has left may be open to others.
        os.fchmod(log.fileno(), 0o600)
        log_from = log.tell()
        process = subprocess.Popen(
            [binaries.program("postgres"), "-D", str(home.cluster), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            user=account.uid,
            group=account.gid,
            extra_groups=account.groups,
            cwd="/",
            env=ENVIRONMENT,
            pass_fds=(lock,),
            # Ctrl-C in a terminal reaches the whole foreground group; the server has to outlive us and be told last.
            start_new_session=True,
        )
    return Child(process, home.log, log_from)


def remove_temporary(sockets: Path) -> None:
    """Remove a socket folder that was made under the temporary folder, once the server has emptied it."""
    if sockets.name.startswith(_TEMPORARY_PREFIX) and sockets.is_dir() and not any(sockets.iterdir()):
        sockets.rmdir()


def _make_socket_dir(home: Home, account: Account) -> Path:
    if _fits(home.sockets):
        home.sockets.mkdir(mode=0o700)
        account.take(home.sockets)
        return home.sockets
    for base in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - mkdtemp makes a private folder in it
        if _fits(base / f"{_TEMPORARY_PREFIX}12345678") and account.can_enter(base):
            folder = Path(tempfile.mkdtemp(prefix=_TEMPORARY_PREFIX, dir=base))
            account.take(folder)
            return folder
    raise ConfigurationInvalid(
        N_("No folder with a short path for the database's socket. Choose a shorter path with ESCALATION_DATA_DIR."),
    )


def _fits(folder: Path) -> bool:
    path = f"{folder}/.s.PGSQL.{_PORT}"
    return len(os.fsencode(path)) <= _SOCKET_PATH_MAX and _PLAIN_PATH.fullmatch(path) is not None


def _shelve_long_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LOG_KEPT:
        log.replace(log.with_name(log.name + ".1"))
